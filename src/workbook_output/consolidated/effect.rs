//! 効果額: by year and cumulative, by item and by department, 単年度 and 継続 apart. Every sum is a formula over
//! 効果額明細, with the record's sum as its result.

use super::super::fault::Fault;
use super::super::formula::{column, exactly, here, rounded};
use super::super::page::{Book, Paper};
use super::super::style;
use super::super::table::{self, Shape};
use super::effect_rows::{
    self, CONTINUING, DEPARTMENT, ITEM, OF_KIND, REVENUE, SAVING, SINGLE_YEAR,
};
use super::{
    CODE, Cell, Column, Derived, EFFECT_TABLE, Edition, Given, Place, Placed, Row, Rule, Span,
    Table, span, trend,
};
use crate::audience::Figure;
use crate::audience::tables::{EffectGroup, EffectPair, YearRow};
use crate::values::a1;

pub(super) const NAME: &str = "効果額";
const BY_ITEM: &str = "項目別効果額";
const BY_DEPARTMENT: &str = "課別効果額";
const BY_YEAR: &str = "年度別効果額";
/// Columns before the figures.
const LEAD: u16 = 3;
/// Width of an amount.
const AMOUNT: f64 = 17.0;
/// Headings of the six figures: 歳入増, 歳出減 and 効果額 of each kind.
const HEADINGS: [&str; 6] = [
    "単年度 歳入増",
    "単年度 歳出減",
    "単年度 効果額",
    "継続 歳入増",
    "継続 歳出減",
    "継続 効果額",
];

pub(super) fn write(book: &mut Book, edition: &Edition, rows: &Placed) -> Result<(), Fault> {
    let effects = &edition.tables.effects;
    let places = effect_rows::places(edition.effect);
    let by_item = Group {
        table: BY_ITEM,
        lead: ["番号", "実施項目", CODE],
        key: "番号",
        of: ITEM,
        of_at: effect_rows::ITEM_AT,
    };
    let by_department = Group {
        table: BY_DEPARTMENT,
        lead: ["課コード", DEPARTMENT, "部"],
        key: DEPARTMENT,
        of: DEPARTMENT,
        of_at: effect_rows::DEPARTMENT_AT,
    };
    let mut items = by_item.table(&effects.items, &effects.total, places, |g| {
        [&g.number, &g.name, &g.code].map(Cell::from)
    });
    let mut departments = by_department.table(&effects.departments, &effects.total, places, |g| {
        [&g.code, &g.name, &g.number].map(Cell::from)
    });
    let many = effects.items.len() + effects.departments.len();
    Fault::check_rows(NAME, many as u64 + 200)?;

    let sheet = book.sheet(NAME, Paper::A4)?;
    items.fit_figures();
    departments.fit_figures();
    table::set_widths(sheet, 0, &items.columns)?;
    let note = "単位：千円　効果額＝歳入増＋歳出減　▲は負の数を表します。「参考」及び区分のないものは、合計に含みません。";
    sheet.write_string_with_format(1, 0, note, &style::note())?;
    let mut row = 3;
    let mut all = Vec::new();
    let years = yearly(edition);
    let mut years_at = None;
    if !years.is_empty() {
        row = section(sheet, row, "年度別及び累計")?;
        for note in year_notes(edition, &years) {
            sheet.write_string_with_format(row, 0, note, &style::note())?;
            row += 1;
        }
        let table = year_table(&years, row, places_of(&years));
        let placed = table::write(sheet, (row, 0), &table, Shape::table(BY_YEAR, false))?;
        row = placed.next + 1;
        if years.len() > 1 {
            row = trend::effect(sheet, &placed, years.len(), row)?;
        }
        years_at = Some(placed.heading);
        all.push(placed);
    }
    let mut groups = Vec::new();
    for (title, group, table, known) in [
        ("実施項目別", &by_item, &items, &effects.items),
        ("課別", &by_department, &departments, &effects.departments),
    ] {
        row = section(sheet, row, title)?;
        let placed = table::write(sheet, (row, 0), table, Shape::table(group.table, true))?;
        row = placed.next + 1;
        groups.extend(group.derived(known, &effects.total, &placed, rows));
        all.push(placed);
    }
    for placed in &mut all {
        book.keep(NAME, placed);
    }
    book.derive(groups);
    if let Some(heading) = years_at {
        book.derive(derived_years(&years, heading, rows));
    }
    Ok(())
}

fn section(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    title: &str,
) -> Result<u32, rust_xlsxwriter::XlsxError> {
    sheet.write_string_with_format(row, 0, title, &style::section())?;
    sheet.set_row_height(row, 18)?;
    Ok(row + 1)
}

/// One way of grouping the rows of 効果額明細.
struct Group {
    table: &'static str,
    lead: [&'static str; 3],
    /// Own column that says which group a row is.
    key: &'static str,
    /// Heading and column of 効果額明細 that say the same.
    of: &'static str,
    of_at: u16,
}

impl Group {
    fn table(
        &self,
        groups: &[EffectGroup],
        total: &EffectPair,
        places: u32,
        lead: impl Fn(&EffectGroup) -> [Cell; 3],
    ) -> Table {
        let [first, second, third] = self.lead;
        let mut columns = vec![
            Column::centre(first, 12.0).key(),
            Column::text(second, 34.0).key(),
            Column::centre(third, 16.0),
        ];
        let formulas = self.formulas(places);
        let headings = HEADINGS.iter().zip(formulas);
        columns.extend(headings.map(|(h, f)| Column::number(*h, AMOUNT).formula(f)));
        let mut rows: Vec<Row> = groups
            .iter()
            .map(|group| {
                let figures = figures(&group.sums).map(|f| Cell::calculated(own(f)));
                Row::plain(lead(group).into_iter().chain(figures).collect())
            })
            .collect();
        if !rows.is_empty() {
            let sums = HEADINGS
                .iter()
                .zip(figures(total))
                .map(|(heading, figure)| {
                    let cells = column(self.table, heading);
                    let sum = rounded(&format!("SUBTOTAL(109,{cells})"), places);
                    Cell::formula(format!("IF(COUNT({cells})=0,\"\",{sum})"), own(figure))
                });
            let lead = [Cell::from("合計"), Cell::Blank, Cell::Blank];
            rows.push(Row::total(lead.into_iter().chain(sums).collect()));
        }
        Table { columns, rows }
    }

    /// Sums of the rows of 効果額明細 that are this row's; blank where no row of the kind is.
    fn formulas(&self, places: u32) -> [String; 6] {
        let mine = exactly(&column(EFFECT_TABLE, self.of), &here(self.table, self.key));
        let of = |kind: &str, what: &str| {
            let kind = column(EFFECT_TABLE, kind);
            let where_known = format!("{mine}*ISNUMBER({kind})");
            let sum = format!("SUMPRODUCT({where_known},{})", column(EFFECT_TABLE, what));
            let sum = rounded(&sum, places);
            format!("IF(SUMPRODUCT({where_known})=0,\"\",{sum})")
        };
        let three = |kind| [of(kind, REVENUE), of(kind, SAVING), of(kind, kind)];
        let [a, b, c] = three(SINGLE_YEAR);
        let [d, e, f] = three(CONTINUING);
        [a, b, c, d, e, f]
    }

    fn derived(
        &self,
        groups: &[EffectGroup],
        total: &EffectPair,
        placed: &Placed,
        rows: &Placed,
    ) -> Vec<Derived> {
        let place = |row, column| Place::new(NAME, row, column);
        let mut all = Vec::new();
        for (row, group) in placed.rows.iter().zip(groups) {
            let key = if self.of == ITEM {
                &group.number
            } else {
                &group.name
            };
            for (column, (of, kind)) in known_columns(&group.sums) {
                let given = |column: u16, equals: &str| Given {
                    span: span(effect_rows::NAME, rows, column),
                    equals: equals.to_owned(),
                };
                let given = vec![given(self.of_at, key), given(effect_rows::KIND, kind)];
                let of = span(effect_rows::NAME, rows, of);
                all.push(Derived {
                    at: place(*row, column),
                    rule: Rule::Sum { of, given },
                });
            }
        }
        for (column, _) in known_columns(total)
            .into_iter()
            .filter(|_| !groups.is_empty())
        {
            all.push(Derived {
                at: place(placed.last_plain + 1, column),
                rule: Rule::Sum {
                    of: span(NAME, placed, column),
                    given: Vec::new(),
                },
            });
        }
        all
    }
}

/// Own column of each known figure, with the column of 効果額明細 and the kind that it sums.
fn known_columns(pair: &EffectPair) -> Vec<(u16, (u16, &'static str))> {
    let of = [5, 6, OF_KIND[0], 5, 6, OF_KIND[1]];
    let kinds = [0, 0, 0, 1, 1, 1].map(|at: usize| effect_rows::KINDS[at]);
    let columns = (LEAD..).zip(of.into_iter().zip(kinds));
    let known = columns.zip(figures(pair));
    known.filter(|(_, f)| f.is_some()).map(|(c, _)| c).collect()
}

fn figures(pair: &EffectPair) -> [Option<&Figure>; 6] {
    let (single, continuing) = (pair.single_year.as_ref(), pair.continuing.as_ref());
    [
        single.map(|f| &f.revenue),
        single.map(|f| &f.saving),
        single.map(|f| &f.effect),
        continuing.map(|f| &f.revenue),
        continuing.map(|f| &f.saving),
        continuing.map(|f| &f.effect),
    ]
}

fn own(figure: Option<&Figure>) -> Cell {
    figure.map_or(Cell::Blank, Cell::from)
}

/// The years that have a sum to date: those of the plan.
fn yearly<'a>(edition: &Edition<'a>) -> Vec<&'a YearRow> {
    let years = edition.tables.years.iter();
    years.filter(|y| y.to_date.is_some()).collect()
}

/// The most decimals of an amount over the years.
fn places_of(years: &[&YearRow]) -> u32 {
    let figures = years
        .iter()
        .flat_map(|y| [&y.single_year, &y.continuing, &y.listed]);
    let scales = figures.flatten().map(|f| f.value.normalize().scale());
    scales.max().unwrap_or(0)
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

/// Whether 過年度実績 lists amounts of which the kind is not known.
fn listed(years: &[&YearRow]) -> bool {
    years.iter().any(|y| y.listed.is_some())
}

/// This year's sums are formulas over 効果額明細, and those to date over the rows above.
fn year_table(years: &[&YearRow], heading: u32, places: u32) -> Table {
    let listed = listed(years);
    let columns = [
        Column::centre("西暦年度", 12.0).key(),
        Column::text("年度", 34.0).key(),
    ];
    let figures = [
        "単年度",
        "継続",
        "単年度 累計",
        "継続 累計",
        "区分なし",
        "区分なし 累計",
    ];
    let figures = &figures[..if listed { 6 } else { 4 }];
    let columns = columns.into_iter();
    let columns = columns.chain(figures.iter().map(|h| Column::number(*h, AMOUNT)));
    let first = heading + 1;
    let rows = (first..).zip(years).enumerate().map(|(at, (row, year))| {
        let present = at + 1 == years.len();
        let of = |heading: &str, figure: &Option<Figure>| {
            if !present {
                return Cell::from(figure);
            }
            let cells = column(EFFECT_TABLE, heading);
            let sum = rounded(&format!("SUM({cells})"), places);
            Cell::formula(format!("IF(COUNT({cells})=0,\"\",{sum})"), figure)
        };
        let to_date = |column: u16, figure: Option<&Figure>| {
            let (from, to) = (a1(first, column.into()), a1(row, column.into()));
            let sum = rounded(&format!("SUM({from}:{to})"), places);
            Cell::formula(sum, own(figure))
        };
        let sum = |at: usize| year.to_date.as_ref().and_then(|s| s.get(at));
        let mut cells = vec![
            Cell::Year(year.western),
            Cell::from(&year.name),
            of(SINGLE_YEAR, &year.single_year),
            of(CONTINUING, &year.continuing),
            to_date(YEAR_FIGURES[0].0, sum(0)),
            to_date(YEAR_FIGURES[1].0, sum(1)),
        ];
        if listed {
            cells.push(Cell::from(&year.listed));
            cells.push(to_date(YEAR_FIGURES[2].0, sum(2)));
        }
        Row::plain(cells)
    });
    let rows = rows.collect();
    Table {
        columns: columns.collect(),
        rows,
    }
}

/// Columns of 単年度, 継続 and 区分なし, each with that of its sum to date.
const YEAR_FIGURES: [(u16, u16); 3] = [(2, 4), (3, 5), (6, 7)];

fn derived_years(years: &[&YearRow], heading: u32, rows: &Placed) -> Vec<Derived> {
    let first = heading + 1;
    let mut all = Vec::new();
    for (row, _) in (first..).zip(years) {
        let kinds = if listed(years) { 3 } else { 2 };
        for (column, to_date) in YEAR_FIGURES.into_iter().take(kinds) {
            all.push(Derived {
                at: Place::new(NAME, row, to_date),
                rule: Rule::Sum {
                    of: Span {
                        sheet: NAME.into(),
                        column,
                        first,
                        last: row,
                    },
                    given: Vec::new(),
                },
            });
        }
    }
    let Some(present) = years.last() else {
        return all;
    };
    let last = first + u32::try_from(years.len()).unwrap_or(1) - 1;
    let sums = [(2, &present.single_year), (3, &present.continuing)];
    for ((column, figure), of) in sums.into_iter().zip(OF_KIND) {
        if figure.is_some() {
            all.push(Derived {
                at: Place::new(NAME, last, column),
                rule: Rule::Sum {
                    of: span(effect_rows::NAME, rows, of),
                    given: Vec::new(),
                },
            });
        }
    }
    all
}
