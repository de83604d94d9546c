//! The sheet 確認済み of 事務局.xlsx: what the office has looked at and found harmless, one row each. Every row with its
//! columns is read here, whatever its code; what a row settles is decided where its diagnostic is made.

use super::cells::Grid;
use super::faults::Faults;
use super::office_table::{DEPARTMENTS, FIELDS, LISTS, NUMBERS, OfficeTable};
use super::record::{Record, row};
use super::row::Row;
use super::schema::Kind::{Date, LongText, Text};
use super::schema::{Column, Need, columns, reference};
use crate::diagnostic::{Code, Severity};
use crate::plan::Settled;
use crate::values::japanese_text::match_key;

/// The sheet.
pub(super) const TABLE: OfficeTable = OfficeTable {
    name: "確認済み",
    columns: COLUMNS,
    unused: Code::SettledUnused,
};

columns! {
    DEPARTMENT "課" Required, reference(LISTS, DEPARTMENTS), 24.0, "点検結果に示された課の名前です。";
    CODE "コード" Required, Text, 10.0, "点検結果のコード（C001 など）です。";
    NUMBER "番号" Optional, reference(LISTS, NUMBERS), 12.0, "点検結果に示された、実施項目、取組又は指標の番号です。";
    FIELD "欄" Optional, reference(LISTS, FIELDS), 22.0, "点検結果に示された欄の名前です。";
    TYPED "記入" Optional, LongText, 60.0, "点検結果に示された記入を、そのまま写します。記入が変わると、もう一度確認します。";
    REASON "理由" Required, LongText, 44.0, "差し支えないと判断した理由です。";
    DATE "年月日" Optional, Date, 14.0, "確認した日です。";
}

/// Reads the rows. One that can't be used is reported (R021) and left out.
pub(super) fn rows(grid: &Grid, file: &str, faults: &mut Faults) -> Vec<Settled> {
    let rows = TABLE.rows(grid, faults).into_iter();
    rows.filter_map(|row| settled(&row, file, faults)).collect()
}

fn settled(row: &Row, file: &str, faults: &mut Faults) -> Option<Settled> {
    let department = TABLE.needed(row, DEPARTMENT, faults)?;
    let code = TABLE.needed(row, CODE, faults)?;
    let reason = TABLE.needed(row, REASON, faults)?;
    let Some(code) = known(&code) else {
        faults.push(row.fault(
            Code::SettledUnused,
            CODE,
            "確認済みにできるコードでないため、この行は使いません。",
            "点検結果で「確認」とされたもののコード又は D008 を記入してください。「誤り」は、確認済みにできません。",
        ));
        return None;
    };
    let typed = row.text(TYPED, faults);
    if typed.is_none() && code == Code::DisclosureFound {
        faults.push(row.fault(
            Code::SettledUnused,
            TYPED,
            "「記入」が空白のため、この行は使いません。",
            "点検結果に「記入」として示された内容を、そのまま写してください。",
        ));
        return None;
    }
    Some(Settled {
        department,
        code,
        number: row.text(NUMBER, faults),
        field: row.text(FIELD, faults),
        typed,
        reason,
        date: row.date(DATE, faults),
        at: row.location(file, CODE),
    })
}

/// A code that can be settled: a warning, and what was found in a paper and may be harmless.
fn known(typed: &str) -> Option<Code> {
    let id = match_key(typed);
    let mut codes = Code::all()
        .filter(|code| code.severity() == Severity::Warning || *code == Code::DisclosureFound);
    codes.find(|code| match_key(code.id()) == id)
}

/// The rows as they are written.
pub(super) fn records(settled: &[Settled]) -> Vec<Record> {
    let record = |s: &Settled| {
        row()
            .with(DEPARTMENT, &s.department)
            .with(CODE, s.code.id())
            .with(NUMBER, s.number.as_ref())
            .with(FIELD, s.field.as_ref())
            .with(TYPED, s.typed.as_ref())
            .with(REASON, &s.reason)
            .with(DATE, s.date)
    };
    settled.iter().map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::super::office_texts::{filled, read};
    use super::super::template_plan;
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::plan::OfficeTexts;
    use crate::values::CellLocation;

    fn row(code: Code, typed: Option<&str>, cell: &str) -> Settled {
        Settled {
            department: "財政課".to_owned(),
            code,
            number: Some("3-④".to_owned()),
            field: None,
            typed: typed.map(str::to_owned),
            reason: "公表済みのため".to_owned(),
            date: chrono::NaiveDate::from_ymd_opt(2026, 6, 1),
            at: CellLocation {
                file: "事務局.xlsx".to_owned(),
                sheet: TABLE.name.to_owned(),
                cell: cell.to_owned(),
            },
        }
    }

    fn read_back(settled: Vec<Settled>) -> (Vec<Settled>, Vec<Diagnostic>) {
        let plan = template_plan().expect("the plan of the template");
        let cycle = plan.running_cycle().expect("a cycle");
        let texts = OfficeTexts {
            settled,
            ..OfficeTexts::default()
        };
        let bytes = filled(&plan, cycle, &texts).expect("a workbook");
        let (texts, faults) = read(&bytes, "事務局.xlsx").expect("a workbook");
        (texts.settled, faults)
    }

    #[test]
    fn what_is_written_is_read_with_its_cell() {
        let rows = vec![
            row(Code::DisclosureFound, Some("=1+1\n二行目"), "B2"),
            row(Code::TextLong, None, "B3"),
        ];
        assert_eq!(read_back(rows.clone()), (rows, Vec::new()));
    }

    #[test]
    fn a_row_that_can_not_be_used_is_reported() {
        let without = |change: fn(&mut Settled)| {
            let mut row = row(Code::DisclosureFound, Some("記入"), "B2");
            change(&mut row);
            row
        };
        for (row, cell) in [
            (without(|row| row.department.clear()), "A2"),
            (without(|row| row.reason.clear()), "F2"),
            (without(|row| row.typed = None), "E2"),
            (without(|row| row.code = Code::ValueNotNumber), "B2"),
        ] {
            let (rows, faults) = read_back(vec![row]);
            assert_eq!(rows, []);
            let [fault] = faults.as_slice() else {
                panic!("{faults:?}")
            };
            assert_eq!(
                (fault.code, fault.severity),
                (Code::SettledUnused, Severity::Warning)
            );
            assert_eq!(fault.cell.as_deref(), Some(cell));
        }
    }
}
