//! A table of 事務局.xlsx, declared once: its columns drive reading and writing alike. What a row means is its own sheet's
//! matter. Lists that dropdowns offer stand on a hidden sheet, since a list of departments is longer than the 255
//! characters that a dropdown holds by itself.

use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};

use super::cell_style::{body, bordered, head, wrapped, write_text};
use super::cells::Grid;
use super::faults::Faults;
use super::header::Header;
use super::prompts;
use super::record::{Record, Written};
use super::row::Row;
use super::schema::{Column, Kind, Need};
use super::write::write_value;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Cycle, Plan};
use crate::values::a1;

/// The hidden sheet with the lists. A name that begins with `_` is never read.
pub(super) const LISTS: &str = "_一覧";
/// Names of the departments in force.
pub(super) const DEPARTMENTS: &str = "課";
/// Numbers of the items in force.
pub(super) const ITEMS: &str = "実施項目";
/// Numbers of items, initiatives and indicators.
pub(super) const NUMBERS: &str = "番号";
/// Labels of the form's fields.
pub(super) const FIELDS: &str = "欄";

/// Rows that are ready for writing below those that are filled.
const SPARE: u32 = 60;

/// One table. A column of [`Kind::Reference`] to [`LISTS`] offers that list.
pub(super) struct OfficeTable {
    pub name: &'static str,
    pub columns: &'static [Column],
    /// The code of a row, or of the whole sheet, that can't be used.
    pub unused: Code,
}

impl OfficeTable {
    /// The rows with something in them; none where a required column is absent, which is reported.
    pub fn rows(&self, grid: &Grid, faults: &mut Faults) -> Vec<Row> {
        let known: Vec<&'static str> = self.columns.iter().map(|c| c.heading).collect();
        let header = Header::find(grid, &known, None, faults);
        let mut required = self.columns.iter().filter(|c| c.need == Need::Required);
        if let Some(lacking) = required.find(|c| !header.columns.contains_key(c.heading)) {
            let reported = Diagnostic::new(
                self.unused,
                format!(
                    "「{}」に「{}」の見出しがないため、このシートは使いません。",
                    self.name, lacking.heading
                ),
                "見出しを元のとおりに直してください。",
            );
            faults.push(reported.on_sheet(&grid.name));
            return Vec::new();
        }
        let rows = grid.rows.range(header.row + 1..);
        rows.map(|(number, cells)| Row::record(grid, *number, cells, &header))
            .filter(|row| !row.is_blank())
            .collect()
    }

    /// The text of a cell that a row needs; a blank or unreadable one is reported.
    pub fn needed(&self, row: &Row, heading: &'static str, faults: &mut Faults) -> Option<String> {
        let text = row.text(heading, faults);
        if text.is_none() {
            faults.push(self.unusable(row, heading));
        }
        text
    }

    /// That a row is not used since this cell of it can't be read.
    pub fn unusable(&self, row: &Row, heading: &'static str) -> Diagnostic {
        row.fault(
            self.unused,
            heading,
            format!("「{heading}」を読めないため、この行は使いません。"),
            format!("「{heading}」を記入してください。"),
        )
    }

    /// Writes the sheet: headings, prompts and dropdowns, the rows, and blank ones below.
    pub fn write(
        &self,
        page: &mut Worksheet,
        records: &[Record],
        (plan, cycle): (&Plan, &Cycle),
        lists: &Lists,
    ) -> Result<(), XlsxError> {
        page.set_name(self.name)?;
        page.set_row_height(0, 26)?;
        let filled = u32::try_from(records.len()).unwrap_or(0);
        let last = filled + SPARE;
        for (at, column) in (0u16..).zip(self.columns) {
            page.set_column_width(at, column.width)?;
            let required = column.need == Need::Required;
            let mark = if required { " *" } else { "" };
            let heading = format!("{}{mark}", column.heading);
            write_text(page, 0, at, &heading, &head(required))?;
            let format = format(column.kind);
            for row in 1..=last {
                page.write_blank(row, at, &format)?;
            }
            page.add_data_validation(1, at, last, at, &validation(column, plan, lists)?)?;
        }
        for (row, record) in (1u32..).zip(records) {
            self.write_row(page, row, record)?;
        }
        let columns = u16::try_from(self.columns.len()).unwrap_or(1);
        page.set_freeze_panes(1, 0)?;
        page.set_repeat_rows(0, 0)?;
        page.set_paper_size(9);
        page.set_landscape();
        page.set_print_fit_to_pages(1, 0);
        page.set_print_area(0, 0, filled.max(1), columns.saturating_sub(1))?;
        page.set_header(format!(
            "&L{} {} 事務局&R&A",
            plan.short_name().replace('&', "&&"),
            cycle.name().replace('&', "&&")
        ));
        page.set_footer("&C&P / &N");
        Ok(())
    }

    fn write_row(&self, page: &mut Worksheet, row: u32, record: &Record) -> Result<(), XlsxError> {
        let mut lines = 1.0_f64;
        for (at, column) in (0u16..).zip(self.columns) {
            let Some(cell) = record.cells.get(column.heading) else {
                continue;
            };
            write_value(page, row, at, cell, &format(column.kind))?;
            if let Written::Text(text) = cell {
                lines = lines.max(text.lines().map(|l| wrapped(l, column.width)).sum());
            }
        }
        page.set_row_height(row, 6.0 + 14.0 * lines)?;
        Ok(())
    }
}

/// How the cells of a column look. Short texts are formatted as text, so that Excel does not turn 1-1 into a date.
fn format(kind: Kind) -> Format {
    let format = bordered(body()).set_text_wrap().set_align(FormatAlign::Top);
    match kind {
        Kind::LongText => format,
        Kind::Date => format.set_num_format("yyyy/mm/dd"),
        Kind::Number => format.set_num_format("General"),
        _ => format.set_num_format("@"),
    }
}

fn validation(column: &Column, plan: &Plan, lists: &Lists) -> Result<DataValidation, XlsxError> {
    let prompted = prompts::validation(column, plan)?;
    let Kind::Reference {
        sheet: LISTS,
        heading,
    } = column.kind
    else {
        return Ok(prompted);
    };
    Ok(match lists.range(heading) {
        Some(range) => prompted
            .allow_list_formula(Formula::new(range))
            .show_error_message(false),
        None => prompted,
    })
}

/// What the dropdowns offer.
pub(super) struct Lists(Vec<(&'static str, Vec<String>)>);

impl Lists {
    /// Of a cycle; `fields` are the labels of the form's fields, which the plan does not know.
    pub fn of(plan: &Plan, cycle: &Cycle, fields: &[&str]) -> Self {
        let departments = plan.departments_in_force(cycle.inquiry_date);
        let items: Vec<String> = plan
            .items_in_force(cycle.year)
            .map(|i| i.number.clone())
            .collect();
        let mut numbers = Vec::new();
        for item in plan.items_in_force(cycle.year) {
            numbers.push(item.number.clone());
            let initiatives = plan.initiatives.iter().filter(|i| i.item == item.id);
            numbers.extend(initiatives.map(|i| i.number.clone()));
            let indicators = plan.indicators.iter().filter(|i| i.item == item.id);
            numbers.extend(indicators.map(|i| i.number.clone()));
        }
        Self(vec![
            (DEPARTMENTS, departments.map(|d| d.name.clone()).collect()),
            (ITEMS, items),
            (NUMBERS, numbers),
            (FIELDS, fields.iter().map(|f| (*f).to_owned()).collect()),
        ])
    }

    fn range(&self, heading: &str) -> Option<String> {
        let at = self.0.iter().position(|(name, _)| *name == heading)?;
        let count = self.0[at].1.len();
        let cell = a1(0, u32::try_from(at).ok()?);
        let letters = cell.trim_end_matches('1');
        (count > 0).then(|| format!("='{LISTS}'!${letters}$2:${letters}${}", count + 1))
    }

    /// The hidden sheet.
    pub fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let page = book.add_worksheet();
        page.set_name(LISTS)?;
        for (at, (heading, entries)) in (0u16..).zip(&self.0) {
            write_text(page, 0, at, heading, &head(false))?;
            for (row, entry) in (1u32..).zip(entries) {
                write_text(page, row, at, entry, &body().set_num_format("@"))?;
            }
        }
        page.set_hidden(true);
        Ok(())
    }
}
