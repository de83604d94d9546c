//! The sheet 確認済み of 事務局.xlsx: what the office has looked at and found harmless, one row each. Every row with its
//! columns is read here, whatever its code; what a row settles is decided where its diagnostic is made.

use rust_xlsxwriter::{DataValidation, FormatAlign, Worksheet, XlsxError};

use super::cell_style::{body, bordered, head, write_text};
use super::cells::Grid;
use super::faults::Faults;
use super::header::Header;
use super::row::Row;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Settled;
use crate::values::japanese_text::match_key;
use crate::values::{CellLocation, date_japanese};

/// The sheet's name.
pub(super) const SHEET: &str = "確認済み";
const DEPARTMENT: &str = "課";
const CODE: &str = "コード";
const NUMBER: &str = "番号";
const FIELD: &str = "欄";
const TYPED: &str = "記入";
const REASON: &str = "理由";
const DATE: &str = "年月日";

const REQUIRED: [&str; 3] = [DEPARTMENT, CODE, REASON];
/// Every column with its width and what is written there.
const COLUMNS: [(&str, f64, &str); 7] = [
    (DEPARTMENT, 24.0, "点検結果に示された課の名前です。"),
    (CODE, 10.0, "点検結果のコード（D008 など）です。"),
    (
        NUMBER,
        12.0,
        "実施項目、取組又は指標の番号です。空白でも構いません。",
    ),
    (FIELD, 22.0, "欄の名前です。空白でも構いません。"),
    (
        TYPED,
        60.0,
        "点検結果に「記入」として示された内容を、そのまま写します。",
    ),
    (REASON, 44.0, "差し支えないと判断した理由です。"),
    (DATE, 14.0, "確認した日です。"),
];
/// Rows that are ready for writing.
const ROWS: u32 = 60;

/// Reads the rows. One that can't be used is reported (R021) and left out.
pub(super) fn rows(grid: &Grid, file: &str, faults: &mut Faults) -> Vec<Settled> {
    let header = Header::find(grid, &COLUMNS.map(|(heading, ..)| heading), None, faults);
    let lacks = |heading: &&str| !header.columns.contains_key(heading);
    if let Some(lacking) = REQUIRED.iter().find(|heading| lacks(heading)) {
        let reported = Diagnostic::new(
            Code::SettledUnused,
            format!("「{SHEET}」に「{lacking}」の見出しがないため、このシートは使いません。"),
            "見出しを元のとおりに直してください。",
        );
        faults.push(reported.on_sheet(&grid.name));
        return Vec::new();
    }
    let rows = grid.rows.range(header.row + 1..);
    rows.map(|(number, cells)| Row::record(grid, *number, cells, &header))
        .filter(|row| !row.is_blank())
        .filter_map(|row| settled(&row, file, faults))
        .collect()
}

fn settled(row: &Row, file: &str, faults: &mut Faults) -> Option<Settled> {
    let mut needed = |heading: &'static str| {
        let text = row.text(heading, faults);
        if text.is_none() {
            faults.push(row.fault(
                Code::SettledUnused,
                heading,
                format!("「{heading}」を読めないため、この行は使いません。"),
                format!("「{heading}」を記入してください。"),
            ));
        }
        text
    };
    let (department, code, reason) = (needed(DEPARTMENT)?, needed(CODE)?, needed(REASON)?);
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
        at: CellLocation {
            file: file.to_owned(),
            sheet: row.sheet().to_owned(),
            cell: row.place(CODE).to_owned(),
        },
    })
}

/// A code that can be settled: a warning, and what was found in a paper and may be harmless.
fn known(typed: &str) -> Option<Code> {
    let id = match_key(typed);
    let mut codes = Code::all()
        .filter(|code| code.severity() == Severity::Warning || *code == Code::DisclosureFound);
    codes.find(|code| match_key(code.id()) == id)
}

/// Writes the sheet with its headings, what belongs in each column, and the rows.
pub(super) fn write(page: &mut Worksheet, rows: &[Settled]) -> Result<(), XlsxError> {
    page.set_name(SHEET)?;
    page.set_row_height(0, 26)?;
    let cell = bordered(body()).set_text_wrap().set_align(FormatAlign::Top);
    let last = u32::try_from(rows.len()).unwrap_or(0) + ROWS;
    for (at, (heading, width, explanation)) in (0u16..).zip(COLUMNS) {
        page.set_column_width(at, width)?;
        let required = REQUIRED.contains(&heading);
        let mark = if required { " *" } else { "" };
        write_text(page, 0, at, &format!("{heading}{mark}"), &head(required))?;
        for row in 1..=last {
            page.write_blank(row, at, &cell)?;
        }
        let prompt = DataValidation::new()
            .allow_any_value()
            .set_input_title(heading)?
            .set_input_message(explanation)?;
        page.add_data_validation(1, at, last, at, &prompt)?;
    }
    for (row, settled) in (1u32..).zip(rows) {
        let texts = [
            Some(settled.department.clone()),
            Some(settled.code.id().to_owned()),
            settled.number.clone(),
            settled.field.clone(),
            settled.typed.clone(),
            Some(settled.reason.clone()),
            settled.date.map(date_japanese),
        ];
        for (at, text) in (0u16..).zip(texts) {
            if let Some(text) = text {
                write_text(page, row, at, &text, &cell)?;
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_print_area(0, 0, (last - ROWS).max(1), 6)?;
    page.set_header("&R&A");
    page.set_footer("&C&P / &N");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::office_texts::{filled, read};
    use super::super::template_plan;
    use super::*;
    use crate::plan::OfficeTexts;

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
                sheet: SHEET.to_owned(),
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
