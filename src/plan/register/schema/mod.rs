//! The sheets and columns of the register: the one description that reading, writing, the guide
//! sheet and the input prompts go by. No cell is read or written here.

mod names;
mod sheets;

pub use names::{heading, sheet};
pub use sheets::SHEETS;

/// The word in 担当課 for every department in force.
pub const EVERYONE: &str = "全庁";

/// Whether a column must be there and filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Marked `*`: the column must be there, and every row fills it.
    Required,
    /// The sheet may do without, but a row that is used fills it.
    WithRow,
    Optional,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Short text; numbers typed into it are taken as text.
    Text,
    /// Sentences, wrapped.
    LongText,
    Number,
    Year,
    Date,
    /// はい or いいえ.
    Flag,
    /// One word of a closed list.
    Choice(fn() -> Vec<&'static str>),
    /// Any word; these are offered.
    Suggest(&'static [&'static str]),
    /// What stands in a column of another sheet; several separated by 、 where `many`.
    Reference {
        sheet: &'static str,
        heading: &'static str,
        many: bool,
    },
    /// `#rrggbb`.
    Colour,
    /// Stands for one column per year of the plan, of text.
    YearTexts(&'static [&'static str]),
    /// Stands for one column per year of the plan, of targets.
    YearTargets,
}

impl Kind {
    /// Whether it stands for one column per year.
    pub const fn per_year(self) -> bool {
        matches!(self, Self::YearTexts(_) | Self::YearTargets)
    }
}

/// One column (in 計画: one line).
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub heading: &'static str,
    pub need: Need,
    pub kind: Kind,
    /// Width in half-width characters.
    pub width: f64,
    /// For the guide and the input prompt; at most 200 characters.
    pub explanation: &'static str,
}

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 項目|内容: one line a value.
    Fields,
    /// A heading row, then one row a record.
    Rows,
}

/// One sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub name: &'static str,
    pub layout: Layout,
    pub required: bool,
    pub explanation: &'static str,
    pub columns: &'static [Column],
    /// Printed on A3; A4 otherwise.
    pub wide: bool,
    /// Columns that stay in sight when scrolling sideways.
    pub frozen: u16,
}

/// Heading of the keys on a [`Layout::Fields`] sheet.
pub const FIELD: &str = "項目";
/// Heading of the values on a [`Layout::Fields`] sheet.
pub const CONTENT: &str = "内容";

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
                        || (sheet.name == super::sheet::DEPARTMENTS && part.contains("組織と、"))
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
