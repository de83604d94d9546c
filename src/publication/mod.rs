//! What is published beside the documents: open data, as CSV files with a datapackage.json that describes them.
//!
//! It sees the public view and nothing else, and computes nothing. One value a cell, units in columns of their own,
//! western fiscal years, numbers without commas and ▲ (総務省 統計表における機械判読可能なデータ作成に関する表記方法).
//! The same view gives the same bytes.

mod items;
mod package;
mod plan_changes;
mod table;
mod totals;
mod whole;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::audience::LevelNames;
use crate::audience::PublicView;
use crate::tables::{Cell, Column, Field};
use crate::values::FiscalYear;

pub use table::FigureField;
use table::Table;

/// The folder of the files within 公表/.
pub const FOLDER: &str = "オープンデータ";
/// The description of the files.
pub const PACKAGE: &str = "datapackage.json";

/// Why the files could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("the CSV writer kept its bytes: {0}")]
    Unfinished(String),
}

/// The finished files, and where each figure of the view stands in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenData {
    /// File name and bytes, in the order of the description; datapackage.json comes last.
    pub files: Vec<(String, Vec<u8>)>,
    pub figures: Vec<FigureField>,
    /// Their own words: names of the tables and columns, and what is said of them.
    pub words: Vec<String>,
}

/// Makes the open data of the public view.
///
/// # Errors
/// Where a file can't be put together; in practice never.
pub fn open_data(view: &PublicView) -> Result<OpenData, PublicationError> {
    let cycle = Cycle::of(view);
    let mut tables: Vec<Table> = items::tables(view, &cycle);
    tables.extend(totals::tables(view, &cycle));
    tables.extend(plan_changes::table(view, &cycle));
    tables.extend(whole::tables(view));
    for table in &mut tables {
        table.levels = view.head.levels.clone();
    }
    with_names_of_their_own(&mut tables);
    let mut data = OpenData::default();
    for table in &tables {
        data.files.push((table.file_name(), table.csv()?));
        data.figures.extend(table.figures());
        let texts = [table.title, table.description];
        data.words.extend(texts.map(|text| table.word(text)));
        let fields = table.fields.iter().flat_map(|f| [f.name, f.description]);
        data.words.extend(fields.map(|text| table.word(text)));
    }
    data.words.push(package::NOTES.to_owned());
    let package = package::describe(view, &cycle, &tables, &data.files)?;
    data.files.push((PACKAGE.to_owned(), package));
    Ok(data)
}

/// Where two levels have one word, the tables keep ours, so that no file takes another's name.
fn with_names_of_their_own(tables: &mut [Table]) {
    let names: BTreeSet<String> = tables.iter().map(|t| t.file_name()).collect();
    if names.len() < tables.len() {
        for table in tables {
            table.levels = LevelNames::default();
        }
    }
}

/// The cycle as machines read it.
struct Cycle {
    /// The western year in which the fiscal year begins.
    year: i32,
    /// 区分: 年度末, 中間 …
    kind: String,
}

impl Cycle {
    fn of(view: &PublicView) -> Self {
        let (year, kind) = FiscalYear::parse_prefix(&view.head.cycle)
            .map_or((0, String::new()), |(year, kind)| (year.western(), kind));
        Self {
            year,
            kind: if kind.is_empty() {
                "年度末".to_owned()
            } else {
                kind
            },
        }
    }

    /// Every row begins with the cycle.
    fn before<'a, T>(&'a self, columns: Vec<Column<'a, T>>) -> Vec<Column<'a, T>> {
        let year = Field::year("年度", "実績の年度（4月に始まる年度の、始まりの年の西暦）");
        let kind = Field::text("調査区分", "年度末、中間などの、進捗調査の区分");
        let own = [
            year.required().of(|_| Cell::Year(self.year)),
            kind.required().of(|_| (&self.kind).into()),
        ];
        own.into_iter().chain(columns).collect()
    }
}
