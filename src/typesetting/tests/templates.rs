//! Templates that are at fault, and what one can reach.

use super::*;

#[test]
fn a_fault_of_a_template_names_its_line() {
    let errors = typeset(LEAVES, &json!({"head": {}})).unwrap_err();
    assert!(
        errors[0].message.contains("test/leaves.typ:2"),
        "{errors:?}"
    );
    assert_eq!(errors[0].code.id(), "D004");
    assert!(typeset("no/such.typ", &json!({})).is_err());
}

#[test]
fn a_template_of_the_office_reaches_nothing_else() {
    for (text, reported) in [
        (
            "#import \"@preview/cetz:0.3.0\": canvas",
            "パッケージは使えません",
        ),
        ("#read(\"/etc/hostname\")", "プログラムの書式にないファイル"),
        ("#image(\"logo.png\")", "プログラムの書式にないファイル"),
        ("#import \"other.typ\": x", "プログラムの書式にないファイル"),
        ("#plugin(\"x.wasm\")", "found none"),
        ("#std.plugin(bytes((0, 97, 115, 109)))", "found none"),
        (
            "#json(\"/data.json\").items.first().internal_note",
            "internal_note",
        ),
    ] {
        let file = super::super::TemplateFile {
            path: "public/digest.typ".into(),
            shown: "書式/public/digest.typ".into(),
            bytes: format!("\n{text}\n").into_bytes(),
        };
        let templates = super::super::Templates::replaced_by(vec![file]).unwrap();
        let press = super::super::Press {
            templates: &templates,
            ..super::super::Press::new(&FONTS)
        };
        let errors = press
            .typeset("public/digest.typ", &fixture::public(), &[])
            .expect_err(text);
        assert_eq!(errors[0].code.id(), "D009", "{errors:?}");
        assert_eq!(errors[0].file.as_deref(), Some("書式/public/digest.typ"));
        assert!(errors[0].message.contains("2行目"), "{errors:?}");
        let found = errors[0].found.as_deref().unwrap_or_default();
        assert!(found.contains(reported), "{text}: {found}");
    }
}

/// Typst stops itself where a header that does not repeat holds a cell of several rows, and moves over a page's end.
#[test]
fn a_template_at_which_typst_stops_is_a_fault_of_its_document() {
    let template = r#"
#set document(title: "表", date: datetime(year: 2026, month: 1, day: 1))
#set page(height: 60mm)
#let cell = table.cell.with(breakable: false)
#let named = pdf.header-cell(scope: "row", cell(rowspan: 2)[名])
#let rows = (named, cell(colspan: 2)[一], cell[二], cell[三])
#let kept = (named, pdf.data-cell(cell(colspan: 2)[一]), pdf.data-cell(cell[二]), pdf.data-cell(cell[三]))
#for n in range(0, 9) {
  table(columns: 3, table.header([a], [b], [c]), ..(rows * n), table.header(level: 2, repeat: false, ..kept), ..rows)
  pagebreak()
}
"#;
    let file = super::super::TemplateFile {
        path: "public/digest.typ".into(),
        shown: "書式/public/digest.typ".into(),
        bytes: template.into(),
    };
    let templates = super::super::Templates::replaced_by(vec![file]).unwrap();
    let press = super::super::Press {
        templates: &templates,
        ..super::super::Press::new(&FONTS)
    };
    let errors = press
        .typeset("public/digest.typ", &fixture::public(), &[])
        .expect_err("typst stops");
    assert_eq!(errors[0].code.id(), "D004", "{errors:?}");
    assert!(errors[0].message.contains("public/digest.typ"));
}
