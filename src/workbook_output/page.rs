//! A workbook and its sheets as printed pages: properties, title, marks, header and footer, paper,
//! and the shape that every list shares. It must not know what a list holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::fault::Fault;
use super::measure;
use super::package::with_chart_fonts;
pub(super) use super::paper::Paper;
use super::paper::{footer, header, set_up_page};
use super::sheet_names;
use super::style;
use super::table::{self, Placed, Shape, Table};
use super::waiting;
use super::written::{FigureCell, Formula, FormulaCell, TablePlace, Written};
use crate::audience::LevelNames;
use crate::diagnostic::{Code, Diagnostic};
use crate::tables::Place;
use crate::values::japanese_text::sheet_name_safe;
use crate::values::same_on_every_system;

/// Rows of the longest list that is an Excel table though no formula refers to it.
const MOST_OF_A_TABLE: usize = 50_000;
/// Rows of the longest list that is held till the workbook is finished: each of its cells takes some 200 bytes till then.
const MOST_HELD: usize = 10_000;

/// What stands on every sheet, and the document's properties.
#[derive(Clone, Debug, Default)]
pub(super) struct BookHead {
    pub title: String,
    pub subject: String,
    pub company: String,
    pub author: String,
    /// Year, month, day.
    pub date: [i32; 3],
    /// Left in the header of each page.
    pub line: String,
    /// `令和7(2025)年度`, behind each sheet's title.
    pub cycle: String,
    /// 見本, 案, 取扱注意.
    pub marks: Vec<&'static str>,
    /// What the plan calls its levels.
    pub levels: LevelNames,
}

/// A sheet that is one table with filters.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub name: &'static str,
    /// Units and notes, a row each.
    pub notes: Vec<String>,
    pub paper: Paper,
    pub table: Table,
}

impl List {
    /// The row of its table's headings, below the title and the notes.
    pub fn heading(&self) -> u32 {
        1 + u32::try_from(self.notes.len()).unwrap_or(0)
    }
}

/// A workbook in the making.
pub(super) struct Book {
    workbook: Workbook,
    head: BookHead,
    taken: Vec<String>,
    figures: Vec<FigureCell>,
    formulas: Vec<FormulaCell>,
    tables: Vec<TablePlace>,
    words: Vec<String>,
    reported: Vec<Diagnostic>,
    /// Links that Excel takes on a sheet, where a test wants fewer.
    most_links: Option<usize>,
    /// Folder for what is too long to be held.
    scratch: Option<PathBuf>,
    /// [`MOST_HELD`], where no test wants fewer.
    most_held: usize,
}

impl Book {
    pub fn new(head: BookHead) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_default_format(&style::plain(), 18, 80)?;
        let properties = DocProperties::new()
            .set_title(&head.title)
            .set_subject(&head.subject)
            .set_company(&head.company)
            .set_author(&head.author)
            .set_creation_datetime(&creation_day(head.date)?);
        workbook.set_properties(&properties);
        Ok(Self {
            workbook,
            head,
            taken: Vec::new(),
            figures: Vec::new(),
            formulas: Vec::new(),
            tables: Vec::new(),
            words: Vec::new(),
            reported: Vec::new(),
            most_links: None,
            scratch: None,
            most_held: MOST_HELD,
        })
    }

    /// Lists beyond [`MOST_HELD`] rows wait in this folder, in files without a name, until the workbook is finished.
    pub fn waiting_in(self, scratch: &Path) -> Self {
        Self {
            scratch: Some(scratch.to_owned()),
            ..self
        }
    }

    /// What the plan calls its levels.
    pub fn levels(&self) -> &LevelNames {
        &self.head.levels
    }

    /// Fewer links than Excel takes, to see what becomes of the rest.
    #[cfg(test)]
    pub fn most_links(&mut self, most: usize) {
        self.most_links = Some(most);
    }

    /// Fewer rows than [`MOST_HELD`], to see what becomes of longer lists.
    #[cfg(test)]
    pub fn most_held(&mut self, rows: usize) {
        self.most_held = rows;
    }

    /// Makes sheets beforehand, in this order, so that they can be filled in another.
    pub fn reserve(&mut self, names: &[&str]) -> Result<(), XlsxError> {
        for name in names {
            self.add(name)?;
        }
        Ok(())
    }

    fn is_reserved(&self, name: &str) -> bool {
        self.taken.iter().any(|taken| taken == name)
    }

    fn add(&mut self, name: &str) -> Result<String, XlsxError> {
        let safe = sheet_name_safe(name, &mut self.taken);
        self.workbook.add_worksheet().set_name(&safe)?;
        Ok(safe)
    }

    /// The sheet of a name, reserved or new, set up for print, with its title in the first row.
    pub fn sheet(&mut self, name: &str, paper: Paper) -> Result<&mut Worksheet, XlsxError> {
        let marks: String = self.head.marks.iter().map(|m| format!("【{m}】")).collect();
        let shown = self.head.levels.reword(name);
        let title = format!("{shown}　{}　{marks}", self.head.cycle);
        let (header, footer) = (header(&self.head.line, &marks), footer(&shown));
        let own = if self.is_reserved(name) {
            name.to_owned()
        } else {
            self.add(name)?
        };
        let sheet = self.workbook.worksheet_from_name(&own)?;
        // A formula that gives no text would be stored as 0.
        sheet.set_formula_result_default("");
        set_up_page(sheet, paper);
        sheet.set_header(header).set_footer(footer);
        sheet.write_string_with_format(0, 0, title.trim_end(), &style::title())?;
        sheet.set_row_height(0, 24)?;
        Ok(sheet)
    }

    /// A sheet that was made before.
    pub fn again(&mut self, name: &str) -> Result<&mut Worksheet, XlsxError> {
        self.workbook.worksheet_from_name(name)
    }

    /// A sheet whose pages are broken by hand: its width is fitted by scale, since fitting to pages
    /// makes Excel ignore breaks. `width` is that of its columns, in the sheet's units, with their margins.
    pub fn scaled_sheet(&mut self, name: &str, width: f64) -> Result<&mut Worksheet, XlsxError> {
        let sheet = self.sheet(name, Paper::A4)?;
        // 260 mm between the margins; a unit of width is 10 pixels of 1/96 inch.
        let share = 260.0 / (width * 10.0 / 96.0 * 25.4);
        let scale = (40..=100).rev().find(|s| f64::from(*s) / 98.0 <= share);
        sheet.set_print_scale(scale.unwrap_or(40));
        Ok(sheet)
    }

    /// A sheet with one table: headings frozen and repeated, filters on all but the totals.
    pub fn list(&mut self, list: List) -> Result<Placed, XlsxError> {
        self.put(list, Shape::cells(true))
    }

    /// The same as an Excel table of this name.
    pub fn table(&mut self, list: List, name: &'static str) -> Result<Placed, Fault> {
        let shape = self.shape(&list, Shape::table(name, true))?;
        Ok(self.put(list, shape)?)
    }

    /// The same for a list that no formula refers to: beyond [`MOST_OF_A_TABLE`] rows its cells stand for themselves,
    /// since a table of that size costs more than it serves.
    pub fn long_list(&mut self, list: List, name: &'static str) -> Result<Placed, Fault> {
        if list.table.rows.len() <= MOST_OF_A_TABLE {
            return self.table(list, name);
        }
        let shape = Shape {
            usual_heights: true,
            ..Shape::cells(true)
        };
        let shape = self.shape(&list, shape)?;
        Ok(self.put(list, shape)?)
    }

    fn shape(&self, list: &List, shape: Shape) -> Result<Shape, Fault> {
        let (_, next) = table::rows_below(list.heading(), &list.table);
        Fault::check_rows(list.name, next)?;
        let most_links = self.most_links.unwrap_or(shape.most_links);
        Ok(Shape {
            most_links,
            ..shape
        })
    }

    fn put(&mut self, mut list: List, shape: Shape) -> Result<Placed, XlsxError> {
        list.table = list.table.reworded(&self.head.levels);
        for note in &mut list.notes {
            *note = self.head.levels.reword(note);
        }
        list.table.fit_figures();
        let waits = self.lets_wait(&list)?;
        let sheet = self.begin(&list)?;
        if shape.usual_heights {
            sheet.set_default_row_height(measure::row_height(1));
        }
        let (heading, keys) = (list.heading(), keys(&list));
        let mut placed = table::write(sheet, (heading, 0), list.table, shape)?;
        // Headings are kept in view and repeated on each page.
        sheet.set_repeat_rows(heading, heading)?;
        sheet.set_freeze_panes(heading + 1, keys)?;
        if shape.name.is_none() && !placed.rows.is_empty() {
            sheet.autofilter(heading, 0, placed.last_plain, placed.last_column)?;
        }
        if waits {
            waiting::end(sheet, placed.next)?;
        }
        self.keep(list.name, &mut placed);
        Ok(placed)
    }

    /// Has the rows of a very long list wait outside of memory; whether it does.
    fn lets_wait(&mut self, list: &List) -> Result<bool, XlsxError> {
        let long = list.table.rows.len() > self.most_held;
        let Some(scratch) = self.scratch.clone().filter(|_| long) else {
            return Ok(false);
        };
        if !self.is_reserved(list.name) {
            self.add(list.name)?;
        }
        waiting::let_wait(&mut self.workbook, list.name, &scratch)?;
        Ok(true)
    }

    /// The sheet of a list with its notes and widths.
    fn begin(&mut self, list: &List) -> Result<&mut Worksheet, XlsxError> {
        let headings = list.table.headings.iter().map(|h| &h.name);
        self.words.extend(headings.chain(&list.notes).cloned());
        self.words.push(self.head.levels.reword(list.name));
        let sheet = self.sheet(list.name, list.paper)?;
        for (row, note) in (1..).zip(&list.notes) {
            sheet.write_string_with_format(row, 0, note, &style::note())?;
        }
        table::set_widths(sheet, 0, &list.table.headings)?;
        Ok(sheet)
    }

    /// Remembers where the figures and formulas of a table came to stand, and what it could not hold.
    pub fn keep(&mut self, sheet: &'static str, placed: &mut Placed) {
        let cell = |(key, row, column): (Arc<str>, u32, u16)| FigureCell {
            key,
            at: Place::new(sheet, row, column),
        };
        let figures = std::mem::take(&mut placed.figures);
        self.figures.extend(figures.into_iter().map(cell));
        let formula = |(formula, row, column): (Arc<Formula>, u32, u16)| FormulaCell {
            at: Place::new(sheet, row, column),
            formula,
        };
        let formulas = std::mem::take(&mut placed.formulas);
        self.formulas.extend(formulas.into_iter().map(formula));
        self.tables.extend(placed.name.map(|name| TablePlace {
            name,
            sheet,
            first: placed.heading + 1,
            last: placed.last_plain.max(placed.heading + 1),
        }));
        if placed.too_high > 0 {
            let message = format!(
                "シート「{sheet}」の{}行は、文章が長く、Excel の行の高さの上限（409ポイント）を超えます。印刷すると、文章の終わりが見えません。",
                placed.too_high
            );
            let hint = "文章は、セルに全て入っています。印刷には、PDF の資料を使ってください。";
            let reported = Diagnostic::new(Code::RowTooHigh, message, hint);
            self.reported.push(reported.on_sheet(sheet));
        }
        if placed.links_left_out > 0 {
            let message = format!(
                "シート「{sheet}」は、Excel の上限（1シートにつき65,490件）を超えるため、{}件のリンクを付けずに作りました。",
                placed.links_left_out
            );
            let hint = "対応は要りません。表の内容は、すべて載っています。";
            let reported = Diagnostic::new(Code::LinksLeftOut, message, hint);
            self.reported.push(reported.on_sheet(sheet));
        }
    }

    /// The workbook with the map of its figures.
    pub fn written(mut self) -> Result<Written, XlsxError> {
        let renamed = sheet_names::renamed(&self.taken, &self.head.levels);
        let bytes = with_chart_fonts(self.workbook.save_to_buffer()?)?;
        Ok(Written {
            bytes: same_on_every_system(sheet_names::with(bytes, &renamed)?),
            renamed,
            figures: self.figures,
            formulas: self.formulas,
            tables: self.tables,
            words: self.words,
            reported: self.reported,
        })
    }

    pub fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        self.workbook.save_to_buffer().map(same_on_every_system)
    }
}

/// How many columns stay in view.
fn keys(list: &List) -> u16 {
    let keys = list.table.headings.iter().take_while(|c| c.key).count();
    u16::try_from(keys).unwrap_or(0)
}

/// The day as a timestamp. A day that does not exist becomes a fixed one: never the clock.
fn creation_day([year, month, day]: [i32; 3]) -> Result<ExcelDateTime, XlsxError> {
    let parts = (u16::try_from(year), u8::try_from(month), u8::try_from(day));
    if let (Ok(year), Ok(month), Ok(day)) = parts
        && let Ok(date) = ExcelDateTime::from_ymd(year, month, day)
    {
        return Ok(date);
    }
    ExcelDateTime::from_ymd(2000, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_no_fault() {
        assert!(creation_day([2026, 2, 31]).is_ok());
        assert!(creation_day([-1, 0, 400]).is_ok());
    }
}
