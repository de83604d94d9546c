//! 効果額: by year and cumulative, by item and by department, 単年度 and 継続 apart. Every sum follows from the rows of
//! 効果額明細, with the record's sum as its result.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::fault::Fault;
use super::super::page::{Book, Paper};
use super::super::style;
use super::super::table::{self, Shape};
use super::effect_rows::{self, CONTINUING, DEPARTMENT, ITEM, REVENUE, SAVING, SINGLE_YEAR};
use super::years::next;
use super::{Edition, Table, trend};
use crate::audience::Figure;
use crate::audience::tables::{EffectFigures, EffectGroup, EffectPair, YearRow};
use crate::tables::items::CODE;
use crate::tables::{Cell, Column, Given, Heading, Many, Named, Rule, Span, columns};

pub(super) const NAME: &str = "効果額";
const BY_ITEM: &str = "項目別効果額";
const BY_DEPARTMENT: &str = "課別効果額";
const BY_YEAR: &str = "年度別効果額";
/// Width of an amount.
const AMOUNT: f64 = 17.0;

pub(super) fn write(book: &mut Book, edition: &Edition) -> Result<(), Fault> {
    let effects = &edition.tables.effects;
    let places = effect_rows::places(edition.effect);
    let mut items = grouped(BY_ITEM, by_item(), &effects.items, &effects.total, places);
    let departments = by_department();
    let mut departments = grouped(
        BY_DEPARTMENT,
        departments,
        &effects.departments,
        &effects.total,
        places,
    );
    let many = effects.items.len() + effects.departments.len();
    Fault::check_rows(NAME, many as u64 + 200)?;

    let levels = &edition.head.levels;
    let sheet = book.sheet(NAME, Paper::A4)?;
    items.fit_figures();
    departments.fit_figures();
    table::set_widths(sheet, 0, &items.headings)?;
    let note = "単位：千円　効果額＝歳入増＋歳出減　▲は負の数を表します。「参考」及び区分のないものは、合計に含みません。";
    sheet.write_string_with_format(1, 0, note, &style::note())?;
    let mut all = Vec::new();
    let mut row = write_years(sheet, edition, &mut all)?;
    for (title, name, table) in [
        ("実施項目別", BY_ITEM, items),
        ("課別", BY_DEPARTMENT, departments),
    ] {
        row = section(sheet, row, &levels.reword(title))?;
        let table = table.reworded(levels);
        let placed = table::write(sheet, (row, 0), table, Shape::table(name, true))?;
        row = placed.next + 1;
        all.push(placed);
    }
    for placed in &mut all {
        book.keep(NAME, placed);
    }
    Ok(())
}

/// The years, where there are any, and their chart. Gives the first free row.
fn write_years(
    sheet: &mut Worksheet,
    edition: &Edition,
    all: &mut Vec<table::Placed>,
) -> Result<u32, XlsxError> {
    let mut row = 3;
    // Those of the plan have a sum to date.
    let years = edition.tables.years.iter();
    let years: Vec<&YearRow> = years.filter(|y| y.to_date.is_some()).collect();
    if years.is_empty() {
        return Ok(row);
    }
    row = section(sheet, row, "年度別及び累計")?;
    for note in year_notes(edition, &years) {
        sheet.write_string_with_format(row, 0, note, &style::note())?;
        row += 1;
    }
    let table = year_table(&years, row);
    let placed = table::write(sheet, (row, 0), table, Shape::table(BY_YEAR, false))?;
    row = placed.next + 1;
    if years.len() > 1 {
        row = trend::effect(sheet, &placed, row)?;
    }
    all.push(placed);
    Ok(row)
}

fn section(sheet: &mut Worksheet, row: u32, title: &str) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, title, &style::section())?;
    sheet.set_row_height(row, 18)?;
    Ok(row + 1)
}

/// The columns that say which group a row is; and which column of 効果額明細 says the same as which of them.
type Lead<'a> = (Vec<Column<'a, &'a EffectGroup>>, Named, Named);

fn by_item<'a>() -> Lead<'a> {
    let lead = columns![g: &EffectGroup;
        Heading::centre("番号", 12.0).key().total("合計") => &g.number;
        Heading::text("実施項目", 34.0).key() => &g.name;
        Heading::centre(CODE, 16.0) => &g.code;
    ];
    (lead, ITEM, Named::new(BY_ITEM, "番号"))
}

fn by_department<'a>() -> Lead<'a> {
    let own = Named::new(BY_DEPARTMENT, "課名");
    let lead = columns![g: &EffectGroup;
        Heading::centre("課コード", 12.0).key().total("合計") => &g.code;
        Heading::text(&*own.heading, 34.0).key() => &g.name;
        Heading::centre("部", 16.0) => &g.number;
    ];
    (lead, DEPARTMENT, own)
}

/// Sums of the rows of 効果額明細 by group.
fn grouped<'a>(
    table: &'static str,
    (mut columns, of, own): Lead<'a>,
    groups: &'a [EffectGroup],
    total: &'a EffectPair,
    places: u32,
) -> Table {
    type Kind = fn(&EffectPair) -> Option<&EffectFigures>;
    let kinds: [(_, _, Kind); 2] = [
        ("単年度", SINGLE_YEAR, |p| p.single_year.as_ref()),
        ("継続", CONTINUING, |p| p.continuing.as_ref()),
    ];
    for (kind, of_kind, figures) in kinds {
        type Part = fn(&EffectFigures) -> &Figure;
        let parts: [(_, _, Part); 3] = [
            ("歳入増", REVENUE, |f| &f.revenue),
            ("歳出減", SAVING, |f| &f.saving),
            ("効果額", of_kind.clone(), |f| &f.effect),
        ];
        for (part, summed, figure) in parts {
            let name = format!("{kind} {part}");
            // Blank where no row of the kind is.
            let mine = Given::Like(of.clone().all(), own.clone().here());
            let rule = Rule::Sum {
                of: summed.all(),
                given: vec![mine, Given::Number(of_kind.clone().all())],
                places,
                blank: true,
                shown: false,
            };
            let whole = Named {
                table,
                heading: name.clone().into(),
            };
            columns.push(
                Heading::number(name, AMOUNT)
                    .rule(rule)
                    .total(Cell::ruled(
                        Rule::total(whole.all(), places),
                        figures(total).map(figure),
                    ))
                    .of(move |g: &&'a EffectGroup| Cell::calculated(figures(&g.sums).map(figure))),
            );
        }
    }
    Table::of(columns, groups)
}

fn year_notes(edition: &Edition, years: &[&YearRow]) -> Vec<String> {
    let mut notes = vec![
        "累計は、計画の開始年度からの各年度の効果額の計です。単年度と継続は、合わせていません。"
            .to_owned(),
    ];
    if years.iter().any(|y| y.listed.is_some()) {
        notes.push(
            "「区分なし」は、計画台帳の過年度実績にある、区分の分からない効果額です。".to_owned(),
        );
    }
    let unknown = &edition.tables.unknown_years;
    if !unknown.is_empty() {
        notes.push(format!(
            "{}は、記録がないため含みません。",
            unknown.join("、")
        ));
    }
    notes
}

/// A year, the row on which it stands, and whether it is this cycle's.
type Line<'a> = (&'a YearRow, u32, bool);

/// This year's sums follow from 効果額明細, and those to date from the rows above.
fn year_table(years: &[&YearRow], heading: u32) -> Table {
    let first = heading + 1;
    let amounts = years
        .iter()
        .flat_map(|y| [&y.single_year, &y.continuing, &y.listed]);
    let scales = amounts.flatten().map(|f| f.value.normalize().scale());
    let places = scales.max().unwrap_or(0);
    let of_year = |name: &str, of: Named, get: fn(&YearRow) -> &Option<Figure>| {
        Heading::number(name, AMOUNT).of(move |(year, _, present): &Line<'_>| {
            let rule = present.then(|| Rule::sum_or_blank(of.clone().all(), places));
            Cell::ruled(rule, get(year))
        })
    };
    let to_date = |name: &str, column: u16, sum: usize| {
        Heading::number(name, AMOUNT).of(move |(year, row, _): &Line<'_>| {
            let so_far = Span {
                sheet: NAME.into(),
                column: column.into(),
                first,
                last: *row,
            };
            let sum = year.to_date.as_ref().and_then(|s| s.get(sum));
            Cell::ruled(Rule::sum(Many::Span(so_far), places), sum)
        })
    };
    let mut columns = columns![l: Line;
        Heading::centre("西暦年度", 12.0).key() => Cell::Year(l.0.western);
        Heading::text("年度", 34.0).key() => &l.0.name;
    ];
    let single_year = next(&columns);
    columns.push(of_year("単年度", SINGLE_YEAR, |y| &y.single_year));
    let continuing = next(&columns);
    columns.push(of_year("継続", CONTINUING, |y| &y.continuing));
    columns.push(to_date("単年度 累計", single_year, 0));
    columns.push(to_date("継続 累計", continuing, 1));
    // 過年度実績 may list amounts of which the kind is not known.
    if years.iter().any(|y| y.listed.is_some()) {
        let listed = next(&columns);
        columns.push(Heading::number("区分なし", AMOUNT).of(|l: &Line| (&l.0.listed).into()));
        columns.push(to_date("区分なし 累計", listed, 2));
    }
    let lines = (first..).zip(years).enumerate();
    let lines = lines.map(|(at, (row, year))| (*year, row, at + 1 == years.len()));
    Table::of(columns, lines)
}
