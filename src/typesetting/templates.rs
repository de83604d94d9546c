//! The templates, embedded in the program. Their paths are those under `templates/`.

macro_rules! embedded {
    ($($path:literal)*) => {
        /// Path and text of every template, sorted by path.
        pub(super) const ALL: &[(&str, &str)] = &[
            $(($path, include_str!(concat!("../../templates/", $path))),)*
        ];
    };
}

embedded! {
    "components/charts.typ"
    "components/cover.typ"
    "components/digest.typ"
    "components/figures.typ"
    "components/indicators.typ"
    "components/item.typ"
    "components/office.typ"
    "components/outline.typ"
    "components/schedule.typ"
    "components/sections.typ"
    "components/sheets.typ"
    "components/short-item.typ"
    "components/stamp.typ"
    "components/tables.typ"
    "components/terms.typ"
    "components/trace.typ"
    "council/digest.typ"
    "council/report.typ"
    "council/sheets.typ"
    "design/page.typ"
    "design/plain-page.typ"
    "design/tokens.typ"
    "design/type.typ"
    "headquarters/list.typ"
    "headquarters/reference.typ"
    "headquarters/report.typ"
    "headquarters/sheets.typ"
    "public/digest.typ"
    "public/report.typ"
}

/// Templates that only tests use.
#[cfg(test)]
pub(super) const FOR_TESTS: &[(&str, &str)] = &[
    (
        "test/leaves.typ",
        r#"#import "../components/trace.typ": show-text
#let (year, month, day) = json("/data.json").head.date
#import "../design/type.typ": typography
#set document(title: "試験", date: datetime(year: year, month: month, day: day))
#show: typography
= 試験
#for leaf in json("/data.json").leaves { par(show-text(leaf)) }
"#,
    ),
    (
        "test/figures.typ",
        r#"#import "../components/figures.typ": aligned, most-places
#let (head, leaves) = json("/data.json")
#let (year, month, day) = head.date
#import "../design/type.typ": typography
#set document(title: "試験", date: datetime(year: year, month: month, day: day))
#show: typography
= 試験
#let most = most-places(leaves)
#grid(columns: 40mm, align: right, ..leaves.map(leaf => aligned(leaf, most)))
"#,
    ),
    (
        "test/rows.typ",
        r#"#import "../components/tables.typ": data-table, group-head, row, row-head
#let (head, rows, groups) = json("/data.json")
#let (year, month, day) = head.date
#import "../design/type.typ": typography
#set document(title: "試験", date: datetime(year: year, month: month, day: day))
#set page(paper: "a4")
#show: typography
= 試験
#let columns = (columns: (auto, 1fr), align: (left, left), header: ([項目], [内容]))
#if groups {
  data-table(..columns, plain: false, group-head(row-head[組], [名前]), ..range(rows).map(n => (row-head[], [行#n])).flatten())
} else {
  data-table(..columns, ..range(rows).map(n => row([行], [#n])).flatten())
}
"#,
    ),
];

#[cfg(not(test))]
pub(super) const FOR_TESTS: &[(&str, &str)] = &[];

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn every_template_of_the_folder_is_embedded() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        for part in ["components", "council", "design", "headquarters", "public"] {
            #[expect(
                clippy::disallowed_methods,
                reason = "compares the folder with the table"
            )]
            let entries = std::fs::read_dir(folder.join(part)).unwrap();
            for entry in entries {
                let name = format!("{part}/{}", entry.unwrap().file_name().to_string_lossy());
                assert!(ALL.iter().any(|(path, _)| *path == name), "{name}");
            }
        }
        assert!(ALL.is_sorted());
    }
}
