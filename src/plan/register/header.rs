//! Which column is which: headings are found by name, in any order, with or without a `*`.

use std::collections::BTreeMap;

use super::cells::{Grid, Value};
use super::faults::Faults;
use super::schema::Sheet;
use crate::diagnostic::{Code, Diagnostic};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{FiscalYear, a1};

/// How far down the heading row is looked for (a title may stand above it).
const HEADING_ROWS: u32 = 10;

/// The columns of a sheet.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub row: u32,
    pub columns: BTreeMap<&'static str, u32>,
    pub years: BTreeMap<FiscalYear, u32>,
}

/// A heading as it is compared: no width, no white space, no `*` at the end.
pub(super) fn heading_key(text: &str) -> String {
    let key = without_space(&match_key(text));
    key.trim_end_matches('*').to_owned()
}

/// `2024`, `令和6年度`, `R6`, or the two together as the register is written: `2024 (令和6年度)`; after what the sheet puts
/// before its years.
pub(super) fn heading_year(text: &str, prefix: &str) -> Option<FiscalYear> {
    let key = heading_key(text);
    let key = key.strip_prefix(&heading_key(prefix))?;
    let (year, rest) = FiscalYear::parse_prefix(key)?;
    let rest = rest.trim_start_matches('(').trim_end_matches(')');
    (rest.is_empty() || FiscalYear::parse(rest) == Some(year)).then_some(year)
}

impl Header {
    /// Finds the heading row (the one of the first rows that has most known headings) and its
    /// columns. `None` with a diagnostic where there is no known heading at all.
    pub fn find(
        grid: &Grid,
        known: &[&'static str],
        years: Option<&str>,
        faults: &mut Faults,
    ) -> Self {
        let keys: BTreeMap<String, &'static str> =
            known.iter().map(|h| (heading_key(h), *h)).collect();
        let mut best = (0, 0);
        for (row, cells) in grid.rows.range(..HEADING_ROWS) {
            let count = cells
                .values()
                .filter(|v| keys.contains_key(&heading_key(&v.seen())))
                .count();
            if count > best.0 {
                best = (count, *row);
            }
        }
        let mut header = Self {
            row: best.1,
            ..Self::default()
        };
        for (column, value) in grid.rows.get(&best.1).into_iter().flatten() {
            header.add(grid, *column, value, &keys, years, faults);
        }
        header.columns_without_heading(grid, faults);
        header
    }

    fn add(
        &mut self,
        grid: &Grid,
        column: u32,
        value: &Value,
        keys: &BTreeMap<String, &'static str>,
        years: Option<&str>,
        faults: &mut Faults,
    ) {
        let typed = value.seen();
        let earlier = if let Some(heading) = keys.get(&heading_key(&typed)) {
            self.columns.get(heading).copied().or_else(|| {
                self.columns.insert(heading, column);
                None
            })
        } else if let Some(year) = years.and_then(|prefix| heading_year(&typed, prefix)) {
            self.years.get(&year).copied().or_else(|| {
                self.years.insert(year, column);
                None
            })
        } else if let Value::Date(_) = value
            && years.is_some()
        {
            let date = Diagnostic::new(
                Code::RegisterValue,
                "見出しが日付になっているため、年度として読めません。",
                "表示形式を「文字列」にして、「2025」又は「令和7年度」のように年度を記入してください。",
            );
            faults.push(self.here(grid, column, &typed, date));
            return;
        } else {
            let unknown = Diagnostic::new(
                Code::RegisterHeadingUnknown,
                "知らない見出しです。この列は使いません。",
                "見出しの誤りであれば直してください。覚え書きの列であれば、そのままで構いません。",
            );
            faults.push(self.here(grid, column, &typed, unknown));
            return;
        };
        if let Some(earlier) = earlier {
            let first = a1(self.row, earlier);
            let double = Diagnostic::new(
                Code::RegisterDouble,
                format!("同じ見出しの列が2つあります（セル{first}と重複）。"),
                "どちらかの列を削除するか、見出しを改めてください。",
            );
            faults.push(self.here(grid, column, &typed, double));
        }
    }

    fn here(&self, grid: &Grid, column: u32, typed: &str, d: Diagnostic) -> Diagnostic {
        d.on_sheet(&grid.name)
            .at_cell(a1(self.row, column))
            .found(typed)
    }

    /// What stands below the heading row in a column without a heading would be lost silently.
    fn columns_without_heading(&self, grid: &Grid, faults: &mut Faults) {
        let heads = grid.rows.get(&self.row);
        let mut reported = BTreeMap::new();
        for (row, cells) in grid.rows.range(self.row + 1..) {
            for (column, value) in cells {
                if heads.is_none_or(|h| !h.contains_key(column)) {
                    reported.entry(*column).or_insert((*row, value.typed()));
                }
            }
        }
        for (column, (row, typed)) in reported {
            faults.push(
                Diagnostic::new(
                    Code::RegisterHeadingUnknown,
                    "見出しのない列に記入があります。この列は使いません。",
                    "必要な内容であれば、見出しのある列に移してください。",
                )
                .on_sheet(&grid.name)
                .at_cell(a1(row, column))
                .found(typed),
            );
        }
    }

    /// R003 for each column of `sheet` that must be there and is not.
    pub fn missing(&self, sheet: &Sheet, has_rows: bool, name: &str, faults: &mut Faults) {
        use super::schema::Need;
        for column in sheet.columns {
            let needed = match column.need {
                Need::Required => true,
                Need::WithRow => has_rows,
                Need::Optional => false,
            };
            if needed && !self.columns.contains_key(column.heading) {
                faults.push(
                    Diagnostic::new(
                        Code::RegisterColumnMissing,
                        format!("「{}」の列がありません。", column.heading),
                        format!(
                            "1行目に「{}」という見出しの列を設けてください。",
                            column.heading
                        ),
                    )
                    .on_sheet(name),
                );
            }
        }
    }
}
