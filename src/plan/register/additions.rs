//! Rows that are to be added to a register by hand: in the columns that its sheets have, whatever their order, to be copied as
//! they are.

use chrono::Datelike as _;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::cell_style::{body, created, head, write_text};
use super::cells::{self, Grid};
use super::faults::Faults;
use super::header::{Header, heading_key};
use super::record::{Record, Written};
use super::schema::{Need, Sheet};
use super::sheets::{SHEETS, cycles, meetings};
use super::write::{cell_format, write_value};
use super::{FILE_NAME, printed::printed};
use crate::plan::Plan;
use crate::values::{decimal_text, same_on_every_system};

/// Rows for one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The sheet's name.
    pub sheet: &'static str,
    columns: Vec<Heading>,
    rows: Vec<Vec<Option<Written>>>,
}

/// A column as the register has it; one that is not the schema's stays blank.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heading {
    text: String,
    known: Option<&'static str>,
}

impl Addition {
    /// Headings and rows as texts, as a spreadsheet takes them from the clipboard.
    pub fn texts(&self) -> Vec<Vec<String>> {
        let cell = |cell: &Option<Written>| match cell {
            None => String::new(),
            Some(Written::Text(text)) => text.replace(['\t', '\n'], " "),
            Some(Written::Number(number, _)) => decimal_text(*number),
            Some(Written::Date(date)) => {
                format!("{}/{}/{}", date.year(), date.month(), date.day())
            }
        };
        let headings = self.columns.iter().map(|column| column.text.clone());
        let rows = self.rows.iter().map(|row| row.iter().map(cell).collect());
        std::iter::once(headings.collect()).chain(rows).collect()
    }
}

/// The cycles and meetings of `added`, a plan that holds those alone which are to be added to the register `bytes`.
pub fn additions(bytes: &[u8], added: &Plan) -> Vec<Addition> {
    let names = [cycles::SHEET_NAME, meetings::SHEET_NAME];
    let wanted = |name: &str| names.iter().any(|n| heading_key(n) == heading_key(name));
    let grids = cells::grids(bytes, "計画台帳", wanted).map(|(grids, _)| grids);
    let grids = grids.unwrap_or_default();
    let sheets = SHEETS.iter().filter(|sheet| names.contains(&sheet.name));
    sheets
        .filter_map(|sheet| {
            let records = (sheet.records)(added);
            let grid = grids
                .iter()
                .find(|g| heading_key(&g.name) == heading_key(sheet.name));
            let columns = columns(sheet, grid, added);
            let row = |record: &Record| {
                let cells = columns.iter().map(|c| record.cells.get(c.known?).cloned());
                cells.collect()
            };
            (!records.is_empty()).then(|| Addition {
                sheet: sheet.name,
                rows: records.iter().map(row).collect(),
                columns: columns.clone(),
            })
        })
        .collect()
}

/// Those of the register's own sheet, from its first column on; of one that it does not have, the schema's.
fn columns(sheet: &Sheet, grid: Option<&Grid>, plan: &Plan) -> Vec<Heading> {
    let found = grid.map(|grid| {
        let known: Vec<&'static str> = sheet.columns.iter().map(|c| c.heading).collect();
        // The register was read before: its faults are known.
        let header = Header::find(grid, &known, None, &mut Faults::new(FILE_NAME));
        let heading = |at: u32| {
            let mut known = header.columns.iter();
            let known = known
                .find(|(_, column)| **column == at)
                .map(|(heading, _)| *heading);
            let typed = grid.rows.get(&header.row).and_then(|row| row.get(&at));
            Heading {
                text: typed.map(cells::Value::seen).unwrap_or_default(),
                known,
            }
        };
        let last = header.columns.values().max().copied();
        last.map_or(Vec::new(), |last| (0..=last).map(heading).collect())
    });
    match found {
        Some(columns) if !columns.is_empty() => columns,
        _ => printed(sheet, plan)
            .into_iter()
            .map(|column| Heading {
                text: column.heading(),
                known: Some(column.column.heading),
            })
            .collect(),
    }
}

/// The same as a workbook, a sheet for each.
///
/// # Errors
/// What the writer refuses.
pub fn write_additions(additions: &[Addition], plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&body(), 20, 72)?;
    let title = format!("{} 計画台帳に足す行", plan.profile.name);
    let properties = DocProperties::new().set_title(title);
    book.set_properties(&properties.set_creation_datetime(&created(plan)?));
    for addition in additions {
        let sheet = SHEETS.iter().find(|sheet| sheet.name == addition.sheet);
        let page = book.add_worksheet();
        page.set_name(addition.sheet)?.set_landscape();
        page.set_freeze_panes(1, 0)?;
        for (at, heading) in (0u16..).zip(&addition.columns) {
            let column = sheet.and_then(|sheet| {
                let mut columns = sheet.columns.iter();
                columns.find(|column| Some(column.heading) == heading.known)
            });
            let required = column.is_some_and(|column| column.need == Need::Required);
            page.set_column_width(at, column.map_or(12.0, |column| column.width))?;
            write_text(page, 0, at, &heading.text, &head(required))?;
            let format = column.map_or_else(body, |column| cell_format(column.kind, None));
            for (row, cells) in (1u32..).zip(&addition.rows) {
                if let Some(Some(cell)) = cells.get(usize::from(at)) {
                    write_value(page, row, at, cell, &format)?;
                }
            }
        }
    }
    book.save_to_buffer().map(same_on_every_system)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::register;

    #[test]
    fn rows_fit_the_register_as_it_is() {
        let mut plan = register::template_plan().expect("the plan of init");
        let bytes = register::write(&plan).expect("a register");
        plan.cycles.truncate(1);
        plan.meetings.clear();
        let found = additions(&bytes, &plan);
        assert_eq!(found.len(), 1);
        let texts = found[0].texts();
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0][..2], ["対象年度 *", "区分 *"]);
        assert_eq!(texts[1][0], plan.cycles[0].year.to_string());
        // A register with another order, and a column of its own.
        let mut book = Workbook::new();
        let page = book.add_worksheet().set_name("進捗調査").expect("a name");
        for (at, text) in (0u16..).zip(["覚え書き", "状態", "区分", "対象年度"]) {
            page.write_string(1, at, text).expect("a cell");
        }
        let other = book.save_to_buffer().expect("a workbook");
        let texts = additions(&other, &plan)[0].texts();
        assert_eq!(texts[0], ["覚え書き", "状態", "区分", "対象年度"]);
        let cycle = &plan.cycles[0];
        let wanted = [
            "",
            cycle.state.label(),
            cycle.kind.as_str(),
            &cycle.year.to_string(),
        ];
        assert_eq!(texts[1], wanted);
        assert!(write_additions(&found, &plan).is_ok());
    }
}
