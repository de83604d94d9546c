//! Each sheet of the register in a file of its own: its columns, how a row is read, how it is written. A further column
//! is a line of `columns!`, a line where its row is read and one where it is written.

pub mod changes;
pub mod cycles;
pub mod departments;
pub mod grades;
pub mod indicators;
pub mod initiatives;
pub mod items;
pub mod measures;
pub mod meetings;
pub mod numbering;
pub mod past_results;
pub mod pillars;
pub mod profile;
pub mod terms;
pub mod themes;

use super::schema::Sheet;

/// The guide in front; never read.
pub const GUIDE: &str = "説明";

/// Every sheet, in the order in which they are written.
pub const SHEETS: &[Sheet] = &[
    profile::SHEET,
    themes::SHEET,
    pillars::SHEET,
    measures::SHEET,
    items::SHEET,
    initiatives::SHEET,
    indicators::SHEET,
    departments::SHEET,
    grades::SHEET,
    cycles::SHEET,
    meetings::SHEET,
    changes::SHEET,
    past_results::SHEET,
    terms::SHEET,
];

/// The sheet of a name.
pub fn find(name: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|s| s.name == name)
}

#[cfg(test)]
mod tests {
    use super::SHEETS;

    const MANUAL: &str = include_str!("../../../../docs/手引き.md");

    /// Section 4 of the manual names each column in the part of its sheet (`**取組**` to the next).
    #[test]
    fn the_manual_names_every_column() {
        let (_, rest) = MANUAL.split_once("\n## 4 ").expect("section 4");
        let (section, _) = rest.split_once("\n## 5 ").expect("section 5");
        let mut missing = Vec::new();
        for sheet in SHEETS {
            let part = section
                .split("\n**")
                .flat_map(|part| part.split("\n### "))
                .find(|part| {
                    part.strip_prefix(sheet.name)
                        .is_some_and(|after| after.starts_with("**"))
                        || (sheet.name == super::departments::SHEET_NAME
                            && part.contains("組織と、"))
                });
            for column in sheet.columns {
                if !part.is_some_and(|part| part.contains(column.heading)) {
                    missing.push(format!("{}: {}", sheet.name, column.heading));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
