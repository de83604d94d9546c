//! 総括: the sentence, the matrix of pillars and grades as counts, shares and changes with its chart, 効果額, and
//! what the other sheets hold.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::super::content::Table;
use super::super::fault::Fault;
use super::super::measure::{column_width, text_width};
use super::super::page::Book;
use super::super::style;
use super::super::table::{self, Placed, Shape};
use super::matrix::{self, Counts, LEAD};
use super::{Edition, SUMMARY, chart, effect_rows};
use crate::audience::Figure;
use crate::audience::LevelNames;
use crate::audience::parts::{Change, ChangeSummary, EffectTable, EffectTotal, GradeMatrix};
use crate::tables::items::CHANGE;
use crate::tables::{Cell, Given, Heading, Named, Rule, columns};

/// Half-ems of the sentence, at its size, in a unit of width.
const ROOM: f64 = 1.35;

/// Gives where the counts stand.
pub(super) fn write<'a>(
    book: &mut Book,
    edition: &Edition<'a>,
    sheets: &[(&str, &str)],
) -> Result<Counts<'a>, Fault> {
    let matrix = edition.matrix;
    let mut headings = Counts::at(matrix, 0).counts().headings;
    let mut effects = effect_table(edition.effect);
    effects.fit_figures();
    for (wide, own) in headings.iter_mut().zip(&effects.headings) {
        wide.width = wide.width.max(own.width);
    }
    let units = headings.iter().map(|c| column_width(c.width) + 0.8).sum();
    let sheet = book.scaled_sheet(SUMMARY, units)?;
    table::set_widths(sheet, 0, &headings)?;
    let row = write_head(sheet, edition, units * ROOM)?;
    let mut page = Page {
        sheet,
        row,
        placed: Vec::new(),
        levels: &edition.head.levels,
    };
    let counts_heading = page.section("評価区分別の項目数（単位：項目）")?;
    let counts = Counts::at(matrix, counts_heading);
    page.table(counts.counts(), Some(matrix::COUNTS))?;
    let last_column = page.placed.first().map_or(0, |p| p.last_column);
    page.row += 1;
    page.section("評価区分別の割合（単位：％）")?;
    page.table(counts.shares(), Some(matrix::SHARES))?;
    for note in notes(matrix) {
        page.note(&note)?;
    }
    if !edition.effect.totals.is_empty() {
        page.row += 1;
        page.section("効果額（単位：千円）")?;
        page.table(effects, Some("総括効果額"))?;
    }
    page.row += 1;
    page.contents(sheets)?;
    page.row += 1;
    page.sheet.set_page_breaks(&[page.row])?;
    page.changes(edition, &counts)?;
    let Page {
        sheet, row, placed, ..
    } = page;
    let width = pixels(&headings);
    let last = chart::last_row(matrix, row);
    chart::insert(
        sheet,
        (matrix, &edition.head.levels),
        (counts_heading, LEAD),
        (row, width),
    )?;
    sheet.set_print_area(0, 0, last, last_column)?;
    for mut placed in placed {
        book.keep(SUMMARY, &mut placed);
    }
    Ok(counts)
}

/// The sheet as far as it is written.
struct Page<'s> {
    sheet: &'s mut Worksheet,
    /// The first free row.
    row: u32,
    placed: Vec<Placed>,
    levels: &'s LevelNames,
}

impl Page<'_> {
    /// A title. Gives the row below it.
    fn section(&mut self, title: &str) -> Result<u32, XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, title, &style::section())?;
        self.sheet.set_row_height(self.row, 18)?;
        self.row += 1;
        Ok(self.row)
    }

    fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, text, &style::note())?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, table: Table, name: Option<&'static str>) -> Result<(), XlsxError> {
        let shape = name.map_or(Shape::cells(false), |name| Shape::table(name, false));
        let placed = table::write(
            self.sheet,
            (self.row, 0),
            table.reworded(self.levels),
            shape,
        )?;
        self.row = placed.next;
        self.placed.push(placed);
        Ok(())
    }

    /// The other sheets, each with a link and what it holds.
    fn contents(&mut self, sheets: &[(&str, &str)]) -> Result<(), XlsxError> {
        self.section("この集計表のシート")?;
        for (name, about) in sheets.iter().filter(|(name, _)| *name != SUMMARY) {
            let url = Url::new(format!("internal:'{name}'!A1")).set_text(self.levels.reword(name));
            self.sheet
                .write_url_with_format(self.row, 1, url, &style::plain_link())?;
            self.sheet.write_string_with_format(
                self.row,
                LEAD,
                self.levels.reword(about),
                &style::plain(),
            )?;
            self.row += 1;
        }
        Ok(())
    }

    /// Last cycle's counts, how they differ from this one's, and how many grades changed.
    fn changes(&mut self, edition: &Edition, counts: &Counts<'_>) -> Result<(), XlsxError> {
        if let (Some(previous), Some(figures)) =
            (&edition.matrix.previous_cycle, &edition.tables.before)
        {
            let which = match edition.matrix.changes_note {
                Some(_) => "、増減に含むもの",
                None => "",
            };
            let before = self.section(&format!("{previous}の項目数（単位：項目{which}）"))?;
            self.table(counts.before(figures), None)?;
            self.row += 1;
            let mut now = counts.heading();
            if let Some(figures) = &edition.tables.compared {
                let cycle = &edition.head.cycle;
                now = self.section(&format!("{cycle}の項目数（単位：項目{which}）"))?;
                self.table(Counts::at(edition.matrix, now).compared(figures), None)?;
                self.row += 1;
            }
            self.section(&format!("{previous}からの項目数の増減（単位：項目）"))?;
            self.table(counts.differences((now, before)), None)?;
        }
        if let Some(note) = &edition.matrix.changes_note {
            self.note(&format!("（注）{}", note.text))?;
        }
        if edition.matrix.previous_cycle.is_some() {
            self.row += 1;
        }
        if let Some(changes) = edition.changes {
            let previous = &changes.previous_cycle;
            self.section(&format!("{previous}からの評価の変化（単位：項目）"))?;
            self.table(change_table(changes), Some("評価の変化"))?;
            self.row += 1;
        }
        Ok(())
    }
}

/// Width of these columns in pixels, as the library places drawings (9 a unit and 7 a column), so
/// that the chart ends where the table does.
fn pixels(columns: &[Heading]) -> u32 {
    let all: f64 = columns
        .iter()
        .map(|c| column_width(c.width) * 9.0 + 7.0)
        .sum();
    (200..2_000)
        .find(|n| f64::from(*n) >= all - 12.0)
        .unwrap_or(2_000)
}

/// The meeting and the sentence, in as many rows as they need.
fn write_head(sheet: &mut Worksheet, edition: &Edition, room: f64) -> Result<u32, XlsxError> {
    let mut row = 1;
    let meeting = edition.meeting.map(|m| {
        let parts = [Some(&m.body), m.session.as_ref(), m.date.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join("　")
    });
    for line in [meeting, Some(edition.head.office.clone())]
        .into_iter()
        .flatten()
        .filter(|l| !l.is_empty())
    {
        sheet.write_string_with_format(row, 0, line, &style::note())?;
        row += 1;
    }
    row += 1;
    for line in lines(&edition.sentence.text, room) {
        sheet.write_string_with_format(row, 0, line, &style::lead())?;
        sheet.set_row_height(row, 18)?;
        row += 1;
    }
    Ok(row + 1)
}

/// 単年度 and 継続 apart, over the rows of 効果額明細.
fn effect_table(effect: &EffectTable) -> Table {
    type Row<'a> = (usize, &'a EffectTotal);
    let places = effect_rows::places(effect);
    let sum = |name: &str, of: Named, get: fn(&EffectTotal) -> &Figure| {
        Heading::number(name, matrix::FIGURE).of(move |(_, total): &Row| {
            let kind = Given::word(effect_rows::KIND.all(), &total.kind);
            let rule = kind.map(|kind| Rule::Sum {
                of: of.clone().all(),
                given: vec![kind, Given::Number(effect_rows::EFFECT.all())],
                places,
                blank: false,
                shown: false,
            });
            Cell::ruled(rule, get(total))
        })
    };
    let columns = vec![
        Heading::centre("番号", matrix::NUMBER).of(|(at, _): &Row| Cell::Text(at.to_string())),
        Heading::text("効果額の区分", matrix::NAME).of(|(_, total): &Row| (&total.kind).into()),
        sum("歳入増", effect_rows::REVENUE, |t| &t.revenue),
        sum("歳出減", effect_rows::SAVING, |t| &t.saving),
        sum("効果額", effect_rows::EFFECT, |t| &t.effect),
    ];
    Table::of(columns, (1_usize..).zip(&effect.totals))
}

fn change_table(changes: &ChangeSummary) -> Table {
    type Row<'a> = (&'a str, &'a str, Change, &'a Figure);
    let rows = [
        ("↑", "上がった項目", Change::Up, changes.up.as_ref()),
        ("↓", "下がった項目", Change::Down, changes.down.as_ref()),
        ("→", "変わらない項目", Change::Same, changes.same.as_ref()),
        (
            "－",
            "比べられない項目",
            Change::Other,
            Some(&changes.other),
        ),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(sign, name, change, figure)| Some((sign, name, change, figure?)));
    let changed = |to: Change| {
        let given = vec![Given::word(CHANGE.all(), to.label())?];
        Some(Rule::Count { given })
    };
    let columns = columns![r: Row;
        Heading::centre("記号", matrix::NUMBER) => r.0;
        Heading::text("変化", matrix::NAME) => r.1;
        Heading::number("項目数", matrix::FIGURE) => Cell::ruled(changed(r.2), r.3);
    ];
    Table::of(columns, rows)
}

fn notes(matrix: &GradeMatrix) -> Vec<String> {
    let outside: Vec<&str> = matrix
        .columns
        .iter()
        .filter(|c| !c.counted)
        .map(|c| c.symbol.as_str())
        .chain([matrix.missing_label.as_str()])
        .collect();
    let mut notes = vec![format!(
        "（注）割合の母数は、全項目から{}を除いた項目数です。",
        outside.join("、")
    )];
    if matrix.rounding_note {
        notes.push("（注）端数処理のため、割合の合計は100％にならないことがあります。".to_owned());
    }
    notes.push("（注）数、割合及び合計は計算式です。各一覧の値を変えると、変わります。".to_owned());
    notes
}

/// The text in lines of at most `room` half-ems, each broken behind 、 or 。 where one
/// stands in its last third. Cells are not merged, so a long sentence needs rows of its own.
fn lines(text: &str, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for c in paragraph.chars() {
            line.push(c);
            if text_width(&line) > room && !matches!(c, '、' | '。' | '）') {
                let rest = line.split_off(break_at(&line));
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        lines.push(line);
    }
    lines
}

fn break_at(line: &str) -> usize {
    let end = line.char_indices().next_back().map_or(0, |(at, _)| at);
    line[..end]
        .char_indices()
        .filter(|(at, c)| matches!(c, '、' | '。') && at * 3 > end * 2)
        .map(|(at, c)| at + c.len_utf8())
        .next_back()
        .filter(|at| *at < line.len())
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_broken_and_nothing_is_lost() {
        let text = "令和7年度は、23項目のうち順調に進んでいるものが18項目、やや遅れているものが4項目です。";
        let broken = lines(text, 40.0);
        assert!(
            broken.len() > 1 && broken.iter().all(|l| text_width(l) <= 42.0),
            "{broken:?}"
        );
        assert_eq!(broken.concat(), text);
        assert!(broken.iter().all(|l| !l.starts_with(['、', '。'])));
        assert_eq!(lines("短い文です。", 40.0), ["短い文です。"]);
    }
}
