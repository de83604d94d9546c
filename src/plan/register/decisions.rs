//! The sheet 評価・補正 of 事務局.xlsx: second evaluations and corrections, one row each. A row that can't be used is an error:
//! the office believes that it counts.

use super::cells::{Grid, Value};
use super::faults::Faults;
use super::office_table::{DEPARTMENTS, FIELDS, LISTS, NUMBERS, OfficeTable};
use super::record::{Record, row};
use super::row::Row;
use super::schema::Kind::{Choice, Date, LongText, Text};
use super::schema::{Column, Need, columns, reference};
use crate::diagnostic::Code;
use crate::plan::{Decision, DecisionKind, DecisionPlaces, OfficeValue};
use crate::values::{date_japanese, decimal_from_f64, decimal_text};

/// The sheet.
pub(super) const TABLE: OfficeTable = OfficeTable {
    name: "評価・補正",
    columns: COLUMNS,
    unused: Code::DecisionUnused,
};

columns! {
    NUMBER "番号" Required, reference(LISTS, NUMBERS), 12.0, "実施項目、取組又は指標の番号です。";
    FIELD "欄" Required, reference(LISTS, FIELDS), 22.0, "調査票の欄の名前です。二次評価は「進捗評価」です。";
    DEPARTMENT "課" Optional, reference(LISTS, DEPARTMENTS), 20.0, "その欄に複数の課が答えるときに、どの課の記入かを選びます。";
    KIND "区分" Required, Choice(|| DecisionKind::WORDS.to_vec()), 12.0, "「二次評価」は本部の評価で、所管課の評価と並べて残ります。「補正」は課の記入の誤りを直した値です。";
    BEFORE "課の記入" Optional, LongText, 34.0, "課が記入したとおりに写します。課の記入が後で変わると、この行は使わず、誤りとしてお知らせします。";
    VALUE "値" Required, LongText, 34.0, "二次評価の記号、又は補正した後の値です。";
    REASON "理由" Required, LongText, 48.0, "二次評価の理由は、資料に載ります。補正の理由は、転記元と確認依頼に載ります。";
    DECISION "決定" Optional, Text, 22.0, "決めた会議と回です（例：推進本部 第1回）。";
    DATE "年月日" Required, Date, 14.0, "決めた日又は補正した日です。";
}

/// Reads the rows. One that can't be used is reported; it is left out where it does not say what it is about.
pub(super) fn rows(grid: &Grid, file: &str, faults: &mut Faults) -> Vec<Decision> {
    let rows = TABLE.rows(grid, faults).into_iter();
    rows.filter_map(|row| decision(&row, file, faults))
        .collect()
}

fn decision(row: &Row, file: &str, faults: &mut Faults) -> Option<Decision> {
    let number = TABLE.needed(row, NUMBER, faults);
    let field = TABLE.needed(row, FIELD, faults);
    let kind = kind(row, faults);
    let value = row.value(VALUE).and_then(office_value);
    if value.is_none() {
        faults.push(TABLE.unusable(row, VALUE));
    }
    let reason = TABLE.needed(row, REASON, faults);
    let date = row.date(DATE, faults);
    if date.is_none() {
        faults.push(TABLE.unusable(row, DATE));
    }
    let before = row.value(BEFORE).map(|value| {
        let read = office_value(value);
        if read.is_none() {
            faults.push(TABLE.unusable(row, BEFORE));
        }
        read
    });
    // Unreadable, not blank: what it is held against is unknown.
    let known_before = !matches!(before, Some(None));
    let department = row.text(DEPARTMENT, faults);
    let decided_by = row.text(DECISION, faults);
    let whole = known_before && value.is_some() && reason.is_some() && date.is_some();
    let at = |heading: &str| row.location(file, heading);
    Some(Decision {
        kind: kind?,
        number: number?,
        field: field?,
        department,
        before: before.flatten(),
        value: value.unwrap_or_else(|| OfficeValue::Text(String::new())),
        reason: reason.unwrap_or_default(),
        decided_by,
        date: date.unwrap_or_default(),
        whole,
        places: DecisionPlaces {
            number: at(NUMBER),
            field: at(FIELD),
            department: at(DEPARTMENT),
            before: at(BEFORE),
            value: at(VALUE),
            reason: at(REASON),
        },
    })
}

fn kind(row: &Row, faults: &mut Faults) -> Option<DecisionKind> {
    let kind = row.choice(KIND, &DecisionKind::ALL, DecisionKind::label, faults);
    if kind.is_none() && row.value(KIND).is_none() {
        faults.push(TABLE.unusable(row, KIND));
    }
    kind
}

/// What a cell holds; none for an error value, a formula without a result and a number beyond all figures.
fn office_value(value: &Value) -> Option<OfficeValue> {
    Some(match value {
        Value::Text(text) => OfficeValue::Text(text.clone()),
        Value::Number {
            value,
            percent,
            shown,
        } => OfficeValue::Number {
            value: decimal_from_f64(*value)?,
            percent: *percent,
            shown: shown.clone(),
        },
        Value::Bool(value) => OfficeValue::Bool(*value),
        Value::Date(date) => OfficeValue::Date(*date),
        Value::Error(_) | Value::NoResult(_) => return None,
    })
}

/// The rows as they are written.
pub(super) fn records(decisions: &[Decision]) -> Vec<Record> {
    let record = |r: &Decision| {
        row()
            .with(NUMBER, &r.number)
            .with(FIELD, &r.field)
            .with(DEPARTMENT, r.department.as_ref())
            .with(KIND, r.kind.label())
            .with(BEFORE, r.before.as_ref().map(text))
            .with(VALUE, text(&r.value))
            .with(REASON, &r.reason)
            .with(DECISION, r.decided_by.as_ref())
            .with(DATE, r.date)
    };
    decisions.iter().map(record).collect()
}

fn text(value: &OfficeValue) -> String {
    match value {
        OfficeValue::Text(text) => text.clone(),
        OfficeValue::Number {
            value,
            percent: true,
            ..
        } => format!(
            "{}%",
            decimal_text(*value * rust_decimal::Decimal::ONE_HUNDRED)
        ),
        OfficeValue::Number { value, .. } => decimal_text(*value),
        OfficeValue::Bool(true) => "TRUE".to_owned(),
        OfficeValue::Bool(false) => "FALSE".to_owned(),
        OfficeValue::Date(date) => date_japanese(*date),
    }
}

#[cfg(test)]
mod tests {
    use super::super::office_texts::{filled, read};
    use super::super::template_plan;
    use super::*;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::plan::OfficeTexts;
    use crate::values::CellLocation;

    fn decision(kind: DecisionKind, before: Option<&str>, value: &str) -> Decision {
        let at = |cell: &str| CellLocation {
            file: "事務局.xlsx".to_owned(),
            sheet: TABLE.name.to_owned(),
            cell: cell.to_owned(),
        };
        Decision {
            kind,
            number: "1-①".to_owned(),
            field: "進捗評価".to_owned(),
            department: None,
            before: before.map(|text| OfficeValue::Text(text.to_owned())),
            value: OfficeValue::Text(value.to_owned()),
            reason: "=指標の達成による。".to_owned(),
            decided_by: Some("推進本部 第1回".to_owned()),
            date: chrono::NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day"),
            whole: true,
            places: DecisionPlaces {
                number: at("A2"),
                field: at("B2"),
                department: at("C2"),
                before: at("E2"),
                value: at("F2"),
                reason: at("G2"),
            },
        }
    }

    fn read_back(decisions: Vec<Decision>) -> (Vec<Decision>, Vec<Diagnostic>) {
        let plan = template_plan().expect("the plan of the template");
        let cycle = plan.running_cycle().expect("a cycle");
        let texts = OfficeTexts {
            decisions,
            ..OfficeTexts::default()
        };
        let bytes = filled(&plan, cycle, &texts).expect("a workbook");
        let (texts, faults) = read(&bytes, "事務局.xlsx").expect("a workbook");
        (texts.decisions, faults)
    }

    #[test]
    fn what_is_written_is_read_with_its_cells() {
        for row in [
            decision(DecisionKind::SecondEvaluation, None, "B"),
            decision(DecisionKind::Correction, Some("Ａ"), "一\n二"),
        ] {
            assert_eq!(read_back(vec![row.clone()]), (vec![row], Vec::new()));
        }
    }

    #[test]
    fn a_row_that_lacks_something_is_an_error_at_its_cell() {
        let without = |change: fn(&mut Decision)| {
            let mut row = decision(DecisionKind::Correction, Some("A"), "B");
            change(&mut row);
            row
        };
        for (row, cell) in [
            (without(|row| row.number.clear()), "A2"),
            (without(|row| row.field.clear()), "B2"),
            (without(|row| row.reason.clear()), "G2"),
        ] {
            let (rows, faults) = read_back(vec![row]);
            assert!(rows.iter().all(|row| !row.whole), "{rows:?}");
            let [fault] = faults.as_slice() else {
                panic!("{faults:?}")
            };
            assert_eq!(
                (fault.code, fault.severity),
                (Code::DecisionUnused, Severity::Error)
            );
            assert_eq!(fault.cell.as_deref(), Some(cell));
        }
    }
}
