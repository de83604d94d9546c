//! 総括: the sentence, the matrix of pillars and grades as counts, shares and changes with its chart, 効果額, and
//! what the other sheets hold.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::super::fault::Fault;
use super::super::formula::{column, quoted, rounded};
use super::super::measure::{column_width, text_width};
use super::super::page::Book;
use super::super::style;
use super::super::table::{self, Shape};
use super::matrix::{self, Counts, ItemColumns, LEAD};
use super::{
    CHANGE, Cell, Column, Derived, EFFECT_TABLE, Edition, Given, ITEM_TABLE, Place, Placed, Row,
    Rule, SUMMARY, Table, chart, effect_rows, span,
};
use crate::audience::parts::{Change, ChangeSummary, EffectTable, GradeMatrix};

/// Half-ems of the sentence, at its size, in a unit of width.
const ROOM: f64 = 1.35;

/// Where the figures of 総括 stand, for those that refer to them.
pub(super) struct Totals<'a> {
    pub counts: Counts<'a>,
    shares: u32,
    /// Headings of last cycle's counts and of the differences.
    compared: Option<(u32, u32)>,
    effect: Option<Placed>,
}

impl Totals<'_> {
    /// How the figures follow from the lists.
    pub fn derived(&self, items: &Placed, places: ItemColumns) -> Vec<Derived> {
        let mut all = self.counts.derived(self.shares, items, places);
        if let Some((before, differences)) = self.compared {
            all.extend(self.counts.derived_differences(before, differences));
        }
        all
    }

    /// How 効果額 follows from the rows of 効果額明細.
    pub fn derived_effect(&self, effect: &EffectTable, rows: &Placed) -> Vec<Derived> {
        let Some(placed) = &self.effect else {
            return Vec::new();
        };
        let sums = placed
            .rows
            .iter()
            .zip(&effect.totals)
            .flat_map(|(row, total)| {
                (LEAD..).zip(effect_rows::FIGURES).map(move |(at, of)| {
                    let given = vec![Given {
                        span: span(effect_rows::NAME, rows, effect_rows::KIND),
                        equals: total.kind.clone(),
                    }];
                    let of = span(effect_rows::NAME, rows, of);
                    Derived {
                        at: Place::new(SUMMARY, *row, at),
                        rule: Rule::Sum { of, given },
                    }
                })
            });
        sums.collect()
    }
}

pub(super) fn write<'a>(
    book: &mut Book,
    edition: &Edition<'a>,
    sheets: &[(&str, &str)],
) -> Result<Totals<'a>, Fault> {
    let matrix = edition.matrix;
    let mut columns = Counts::at(matrix, 0).counts().columns;
    let mut effects = effect_table(edition.effect);
    effects.fit_figures();
    for (wide, own) in columns.iter_mut().zip(&effects.columns) {
        wide.width = wide.width.max(own.width);
    }
    let units = columns.iter().map(|c| column_width(c.width) + 0.8).sum();
    let sheet = book.scaled_sheet(SUMMARY, units)?;
    table::set_widths(sheet, 0, &columns)?;
    let mut row = write_head(sheet, edition, units * ROOM)?;
    let mut all = Vec::new();
    let named = |name| Shape::table(name, false);

    row = section(sheet, row, "評価区分別の項目数（単位：項目）")?;
    let counts = Counts::at(matrix, row);
    let placed = table::write(sheet, (row, 0), &counts.counts(), named(matrix::COUNTS))?;
    let last_column = placed.last_column;
    row = section(sheet, placed.next + 1, "評価区分別の割合（単位：％）")?;
    all.push(placed);
    let shares = table::write(sheet, (row, 0), &counts.shares(), named(matrix::SHARES))?;
    row = shares.next;
    let shares_heading = shares.heading;
    all.push(shares);
    for note in notes(matrix) {
        sheet.write_string_with_format(row, 0, note, &style::note())?;
        row += 1;
    }
    let mut effect = None;
    if !edition.effect.totals.is_empty() {
        row = section(sheet, row + 1, "効果額（単位：千円）")?;
        let placed = table::write(sheet, (row, 0), &effects, named("総括効果額"))?;
        row = placed.next;
        all.push(placed.clone());
        effect = Some(placed);
    }
    row = contents(sheet, row + 1, sheets)?;
    sheet.set_page_breaks(&[row + 1])?;
    row += 1;
    let mut compared = None;
    if let Some(previous) = &matrix.previous_cycle {
        let before = match &edition.tables.before {
            Some(before) => {
                row = section(sheet, row, &format!("{previous}の項目数（単位：項目）"))?;
                let table = counts.before(before);
                let placed = table::write(sheet, (row, 0), &table, Shape::cells(false))?;
                row = placed.next + 1;
                all.push(placed);
                all.last().map(|p| p.heading)
            }
            None => None,
        };
        let title = format!("{previous}からの項目数の増減（単位：項目）");
        row = section(sheet, row, &title)?;
        let differences = counts.differences(before);
        let placed = table::write(sheet, (row, 0), &differences, Shape::cells(false))?;
        row = placed.next + 1;
        compared = before.map(|before| (before, placed.heading));
        all.push(placed);
    }
    if let Some(changes) = edition.changes {
        let title = format!("{}からの評価の変化（単位：項目）", changes.previous_cycle);
        row = section(sheet, row, &title)?;
        let table = change_table(changes);
        let placed = table::write(sheet, (row, 0), &table, named("評価の変化"))?;
        row = placed.next + 1;
        all.push(placed);
    }
    let width = pixels(&columns);
    let last = chart::last_row(matrix, row);
    chart::insert(sheet, matrix, (counts_heading(&all), LEAD), (row, width))?;
    sheet.set_print_area(0, 0, last, last_column)?;
    for placed in &mut all {
        book.keep(SUMMARY, placed);
    }
    Ok(Totals {
        counts,
        shares: shares_heading,
        compared,
        effect,
    })
}

fn counts_heading(all: &[Placed]) -> u32 {
    all.first().map_or(0, |p| p.heading)
}

/// Width of these columns in pixels, as the library places drawings (9 a unit and 7 a column), so
/// that the chart ends where the table does.
fn pixels(columns: &[Column]) -> u32 {
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

/// The other sheets, each with a link and what it holds. Gives the first free row.
fn contents(sheet: &mut Worksheet, row: u32, sheets: &[(&str, &str)]) -> Result<u32, XlsxError> {
    let mut row = section(sheet, row, "この集計表のシート")?;
    for (name, about) in sheets.iter().filter(|(name, _)| *name != SUMMARY) {
        let url = Url::new(format!("internal:'{name}'!A1")).set_text(*name);
        sheet.write_url_with_format(row, 1, url, &style::plain_link())?;
        sheet.write_string_with_format(row, LEAD, *about, &style::plain())?;
        row += 1;
    }
    Ok(row)
}

fn section(sheet: &mut Worksheet, row: u32, title: &str) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, title, &style::section())?;
    sheet.set_row_height(row, 18)?;
    Ok(row + 1)
}

/// 単年度 and 継続 apart, over the rows of 効果額明細.
fn effect_table(effect: &EffectTable) -> Table {
    let places = effect_rows::places(effect);
    let rows = (1_usize..).zip(&effect.totals).map(|(at, total)| {
        let figures = [&total.revenue, &total.saving, &total.effect];
        let of_kind = quoted(&total.kind).map(|kind| {
            let kinds = column(EFFECT_TABLE, effect_rows::KIND_HEADING);
            let effects = column(EFFECT_TABLE, effect_rows::EFFECT);
            format!("({kinds}={kind})*ISNUMBER({effects})")
        });
        let headings = [
            effect_rows::REVENUE,
            effect_rows::SAVING,
            effect_rows::EFFECT,
        ];
        let sums = headings.iter().zip(figures).map(|(heading, figure)| {
            let Some(of_kind) = &of_kind else {
                return Cell::from(figure);
            };
            let sum = format!("SUMPRODUCT({of_kind},{})", column(EFFECT_TABLE, heading));
            Cell::formula(rounded(&sum, places), figure)
        });
        let lead = [Cell::Text(at.to_string()), Cell::from(&total.kind)];
        Row::plain(lead.into_iter().chain(sums).collect())
    });
    Table {
        columns: vec![
            Column::centre("番号", matrix::NUMBER),
            Column::text("効果額の区分", matrix::NAME),
            Column::number("歳入増", matrix::FIGURE),
            Column::number("歳出減", matrix::FIGURE),
            Column::number("効果額", matrix::FIGURE),
        ],
        rows: rows.collect(),
    }
}

fn change_table(changes: &ChangeSummary) -> Table {
    let row = |mark: &str, name: &str, change: Change, figure| {
        let formula = format!(
            "COUNTIF({},\"{}\")",
            column(ITEM_TABLE, CHANGE),
            change.label()
        );
        Row::plain(vec![
            mark.into(),
            name.into(),
            Cell::formula(formula, figure),
        ])
    };
    Table {
        columns: vec![
            Column::centre("記号", matrix::NUMBER),
            Column::text("変化", matrix::NAME),
            Column::number("項目数", matrix::FIGURE),
        ],
        rows: vec![
            row("↑", "上がった項目", Change::Up, &changes.up),
            row("↓", "下がった項目", Change::Down, &changes.down),
            row("→", "変わらない項目", Change::Same, &changes.same),
        ],
    }
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
