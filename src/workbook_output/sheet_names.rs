//! The finished package once more: sheets that are called after a level of the plan get the plan's own word for it, wherever
//! the package names them (the workbook, links, formulas, charts). Texts of cells stand elsewhere and stay as they are.

use rust_xlsxwriter::XlsxError;

use crate::audience::LevelNames;
use crate::values::japanese_text::sheet_name_safe;
use crate::values::with_parts;

/// The sheets whose names change: ours and theirs.
pub(super) fn renamed(sheets: &[String], levels: &LevelNames) -> Vec<(String, String)> {
    let other = sheets.iter().filter(|name| levels.reword(name) != **name);
    let mut taken: Vec<String> = sheets.to_vec();
    let rename = |name: &String| {
        (
            name.clone(),
            sheet_name_safe(&levels.reword(name), &mut taken),
        )
    };
    other.map(rename).collect()
}

/// The same workbook with these names.
pub(super) fn with(workbook: Vec<u8>, renamed: &[(String, String)]) -> Result<Vec<u8>, XlsxError> {
    if renamed.is_empty() {
        return Ok(workbook);
    }
    let parts = [
        "docProps/app.xml",
        "xl/workbook.xml",
        "xl/worksheets/",
        "xl/charts/",
    ];
    parts.iter().try_fold(workbook, |bytes, part| {
        with_parts(bytes, part, |xml| named(xml, renamed)).map_err(XlsxError::IoError)
    })
}

fn named(xml: &str, renamed: &[(String, String)]) -> String {
    let mut xml = xml.to_owned();
    for (ours, theirs) in renamed {
        let quoted = format!("'{}'!", theirs.replace('\'', "''"));
        let (plain, quoted) = (escaped(theirs), escaped(&quoted));
        xml = xml.replace(&format!("'{ours}'!"), "\u{0}");
        xml = xml.replace(&format!("{ours}!"), "\u{0}");
        xml = xml.replace(ours.as_str(), &plain);
        xml = xml.replace('\u{0}', &quoted);
    }
    xml
}

/// The formula of a rule as it stands in the file.
pub fn formula_in_file(formula: &str, renamed: &[(String, String)]) -> String {
    let mut formula = formula.to_owned();
    for (ours, theirs) in renamed {
        let quoted = format!("'{}'!", theirs.replace('\'', "''"));
        formula = formula.replace(&format!("{ours}!"), &quoted);
    }
    formula
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_named_alike_everywhere() {
        let levels = LevelNames {
            item: "項目 A&B's".to_owned(),
            ..LevelNames::default()
        };
        let sheets = ["総括".to_owned(), "実施項目一覧".to_owned()];
        let renamed = renamed(&sheets, &levels);
        // An apostrophe may not begin or end a sheet's name: such names hold another mark instead.
        assert_eq!(
            renamed,
            [("実施項目一覧".to_owned(), "項目 A&B’s一覧".to_owned())]
        );
        let xml = r#"<sheet name="実施項目一覧"/><f>実施項目一覧!$A$1</f><h location="'実施項目一覧'!A1"/>"#;
        let wanted = r#"<sheet name="項目 A&amp;B’s一覧"/><f>'項目 A&amp;B’s一覧'!$A$1</f><h location="'項目 A&amp;B’s一覧'!A1"/>"#;
        assert_eq!(named(xml, &renamed), wanted);
        assert_eq!(
            formula_in_file("実施項目一覧!C2+1", &renamed),
            "'項目 A&B’s一覧'!C2+1"
        );
        assert_eq!(super::renamed(&sheets, &LevelNames::default()), []);
    }
}
