//! Sheets as rows of values by heading, after the faults that the schema alone can show: a missing
//! sheet or column, an unknown heading, a blank required cell, an error value.

use std::collections::BTreeMap;

use super::cells::{self, Grid, Value};
use super::faults::Faults;
use super::header::{Header, heading_key};
use super::row::Row;
use super::schema::{CONTENT, Column, FIELD, Layout, Need, Sheet};
use super::sheets::{GUIDE, SHEETS};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::a1;

/// The rows of one sheet.
#[derive(Debug)]
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// Whether the sheet and its required columns were there, so that references can be checked.
    pub complete: bool,
}

/// Every sheet of the schema that the workbook has.
#[derive(Debug)]
pub(super) struct Tables(BTreeMap<&'static str, Table>);

impl Tables {
    /// Reads the workbook and reports what the schema alone can show.
    pub fn read(bytes: &[u8], faults: &mut Faults) -> Option<Self> {
        let known = |name: &str| schema_sheet(name).is_some();
        let (grids, others) = match cells::grids(bytes, "計画台帳", known) {
            Ok(read) => read,
            Err(diagnostic) => {
                faults.push(*diagnostic);
                return None;
            }
        };
        for name in others {
            other_sheet(&name, faults);
        }
        let mut tables: BTreeMap<&'static str, Table> = BTreeMap::new();
        for grid in &grids {
            let Some(sheet) = schema_sheet(&grid.name) else {
                continue;
            };
            if tables.contains_key(sheet.name) {
                faults.push(double_sheet(sheet, &grid.name));
                continue;
            }
            tables.insert(sheet.name, table(grid, sheet, faults));
        }
        for sheet in SHEETS.iter().filter(|s| s.required) {
            if !tables.contains_key(sheet.name) {
                faults.push(Diagnostic::new(
                    Code::RegisterSheetMissing,
                    format!("「{}」のシートがありません。", sheet.name),
                    "シートの名前を変えたときは元に戻してください。削除したときは、控えから戻してください。",
                ));
            }
        }
        Some(Self(tables))
    }

    /// The rows of a sheet; none where the workbook does not have it.
    pub fn rows(&self, name: &str) -> &[Row] {
        self.0.get(name).map_or(&[], |t| t.rows.as_slice())
    }

    /// Whether references to a sheet can be checked: it could be read, or may be absent and is.
    pub fn complete(&self, name: &str) -> bool {
        self.0.get(name).map_or_else(
            || SHEETS.iter().any(|s| s.name == name && !s.required),
            |t| t.complete,
        )
    }
}

fn schema_sheet(name: &str) -> Option<&'static Sheet> {
    let key = heading_key(name);
    SHEETS.iter().find(|s| heading_key(s.name) == key)
}

fn other_sheet(name: &str, faults: &mut Faults) {
    let key = heading_key(name);
    if name.starts_with('_') || key == GUIDE || key == "凡例" {
        return;
    }
    faults.push(
        Diagnostic::new(
            Code::RegisterHeadingUnknown,
            "知らないシートです。このシートは使いません。",
            "シートの名前の誤りであれば直してください。覚え書きであれば、名前の先頭に「_」を付けてください。",
        )
        .on_sheet(name),
    );
}

fn double_sheet(sheet: &Sheet, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::RegisterDouble,
        format!("「{}」のシートが2つあります。", sheet.name),
        "使わない方のシートを削除してください。",
    )
    .on_sheet(name)
}

fn table(grid: &Grid, sheet: &'static Sheet, faults: &mut Faults) -> Table {
    let before = faults.len();
    let rows = match sheet.layout {
        Layout::Fields => vec![fields(grid, sheet, faults)],
        Layout::Rows => records(grid, sheet, faults),
    };
    let complete = faults
        .since(before)
        .iter()
        .all(|d| d.code != Code::RegisterColumnMissing);
    for row in &rows {
        cells_of_row(row, sheet, faults);
    }
    struck_rows(grid, faults);
    Table { rows, complete }
}

/// R020 for each row in which something is struck through.
fn struck_rows(grid: &Grid, faults: &mut Faults) {
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, column) in &grid.struck {
        rows.entry(*row).or_default().push(*column);
    }
    for (row, columns) in rows {
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else {
            continue;
        };
        let place = if first == last {
            a1(row, *first)
        } else {
            format!("{}:{}", a1(row, *first), a1(row, *last))
        };
        let found = grid.rows.get(&row).and_then(|cells| cells.get(first));
        faults.push(
            Diagnostic::new(
                Code::RegisterStruck,
                "取消線のある記入です。取消線のないものと同じに読みました。",
                "取り消すときは、行を削除するか、記入を消してください。取り消さないときは、取消線を外してください。",
            )
            .on_sheet(&grid.name)
            .at_cell(place)
            .found(found.map(Value::typed).unwrap_or_default()),
        );
    }
}

fn records(grid: &Grid, sheet: &'static Sheet, faults: &mut Faults) -> Vec<Row> {
    let known: Vec<&'static str> = columns(sheet).map(|c| c.heading).collect();
    let years = sheet.columns.iter().find_map(Column::before_years);
    let header = Header::find(grid, &known, years, faults);
    let mut rows = Vec::new();
    for (row, cells) in grid.rows.range(header.row + 1..) {
        let row = Row::record(grid, *row, cells, &header);
        if !row.is_blank() {
            rows.push(row);
        }
    }
    header.missing(sheet, !rows.is_empty(), &grid.name, faults);
    for (start, area) in &grid.merged {
        if *start > header.row {
            faults.push(
                Diagnostic::new(
                    Code::RegisterNote,
                    "行にまたがって結合されたセルがあります。先頭の行だけに記入があるものとして読みます。",
                    "結合を解除し、行ごとに記入してください。",
                )
                .on_sheet(&grid.name)
                .at_cell(area.as_str()),
            );
        }
    }
    rows
}

/// The columns other than those that stand for years.
fn columns(sheet: &'static Sheet) -> impl Iterator<Item = &'static Column> {
    sheet.columns.iter().filter(|c| !c.kind.per_year())
}

/// A [`Layout::Fields`] sheet as one row.
fn fields(grid: &Grid, sheet: &'static Sheet, faults: &mut Faults) -> Row {
    let (first, keys, values) = field_columns(grid);
    let mut row = Row::fields(grid, first);
    for (at, cells) in grid.rows.range(first..) {
        let place = a1(*at, values);
        match (cells.get(&keys), cells.get(&values)) {
            (Some(key), value) => {
                let key_place = a1(*at, keys);
                if let Some(heading) = field(grid, &key_place, &key.typed(), sheet, &row, faults) {
                    row.set(heading, place, value.cloned());
                }
            }
            (None, Some(value)) => {
                faults.push(unknown_field(grid, &place, &value.typed()));
            }
            (None, None) => {}
        }
    }
    for column in columns(sheet).filter(|c| c.need == Need::Required) {
        if row.place_known(column.heading).is_none() {
            let heading = column.heading;
            faults.push(
                Diagnostic::new(
                    Code::RegisterColumnMissing,
                    format!("「{heading}」の行がありません。"),
                    format!("「{FIELD}」の列に「{heading}」と記入した行を設けてください。"),
                )
                .on_sheet(&grid.name),
            );
        }
    }
    row
}

/// First row and the columns of keys and values; A and B from the top where no heading is found.
fn field_columns(grid: &Grid) -> (u32, u32, u32) {
    let mut ignored = Faults::new("");
    let header = Header::find(grid, &[FIELD, CONTENT], None, &mut ignored);
    let column = |heading| header.columns.get(heading).copied();
    match (column(FIELD), column(CONTENT)) {
        (Some(keys), Some(values)) => (header.row + 1, keys, values),
        _ => (0, 0, 1),
    }
}

/// The heading that a key names; reported where it is unknown or stands twice.
fn field(
    grid: &Grid,
    place: &str,
    typed: &str,
    sheet: &'static Sheet,
    row: &Row,
    faults: &mut Faults,
) -> Option<&'static str> {
    let key = heading_key(typed);
    let Some(column) = columns(sheet).find(|c| heading_key(c.heading) == key) else {
        faults.push(unknown_field(grid, place, typed));
        return None;
    };
    let heading = column.heading;
    if let Some(earlier) = row.place_known(heading) {
        faults.push(
            Diagnostic::new(
                Code::RegisterDouble,
                format!("「{heading}」の行が2つあります（セル{earlier}と重複）。"),
                "どちらかの行を削除してください。",
            )
            .on_sheet(&grid.name)
            .at_cell(place),
        );
        return None;
    }
    Some(heading)
}

fn unknown_field(grid: &Grid, place: &str, typed: &str) -> Diagnostic {
    Diagnostic::new(
        Code::RegisterHeadingUnknown,
        "知らない項目です。この行は使いません。",
        "項目の誤りであれば直してください。覚え書きであれば、そのままで構いません。",
    )
    .on_sheet(&grid.name)
    .at_cell(place)
    .found(typed)
}

/// Blank required cells and error values of a row.
fn cells_of_row(row: &Row, sheet: &'static Sheet, faults: &mut Faults) {
    for column in columns(sheet) {
        if column.need != Need::Optional
            && row.value(column.heading).is_none()
            && row.place_known(column.heading).is_some()
        {
            faults.push(row.fault(
                Code::RegisterBlank,
                column.heading,
                format!("「{}」が空白です。", column.heading),
                format!("{}記入してください。", column.explanation),
            ));
        }
    }
    for (place, value) in row.cells() {
        let (message, hint) = match value {
            Value::Error(_) => (
                "セルがエラー値になっています。",
                "数式を見直すか、値を直接記入してください。",
            ),
            Value::NoResult(_) => (
                "数式の結果がまだ計算されていません。",
                "Excel で開いて保存し直すか、値を直接記入してください。",
            ),
            _ => continue,
        };
        faults.push(
            Diagnostic::new(Code::RegisterValue, message, hint)
                .on_sheet(row.sheet())
                .at_cell(place)
                .found(value.typed()),
        );
    }
}
