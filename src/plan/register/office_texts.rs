//! 事務局.xlsx of a cycle: the sheet 文章 (文書, 欄, 本文). Reading tells each line that is not used; writing makes the
//! blank one that `forms` puts beside 提出/. Bytes in, bytes out.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::cells::{self, Grid};
use super::header::{Header, heading_key};
use super::row::Row;
use super::table::Faults;
use super::write::{body, bordered, head, write_text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Body, Cycle, OfficeSection, OfficeText, OfficeTexts, Plan};
use crate::values::japanese_text::match_key;

/// The sheet with the texts.
pub const SHEET: &str = "文章";
const GUIDE: &str = "使い方";
const DOCUMENT: &str = "文書";
const FIELD: &str = "欄";
const TEXT: &str = "本文";
/// Lines that have dropdowns below the prepared ones.
const SPARE: u32 = 60;

/// Reads the texts; `file` is the name that messages use. A line that can't be used is told (R018) and left out.
///
/// # Errors
/// Why the workbook can't be read at all.
pub fn read(bytes: &[u8], file: &str) -> Result<(OfficeTexts, Vec<Diagnostic>), Diagnostic> {
    let wanted = |name: &str| heading_key(name) == heading_key(SHEET);
    let (grids, others) =
        cells::grids(bytes, wanted).map_err(|why| unreadable(*why).in_file(file))?;
    let mut faults = Faults::new(file);
    for name in others {
        if !name.starts_with('_') && heading_key(&name) != heading_key(GUIDE) {
            faults.push(other_sheet(&name));
        }
    }
    let mut texts = OfficeTexts::default();
    match grids.first() {
        Some(grid) => lines(grid, &mut texts, &mut faults),
        None => faults.push(no_sheet()),
    }
    Ok((texts, as_warnings(faults)))
}

/// The header's own faults are told as warnings: without a column there is no text, and that is no fault of the plan.
fn as_warnings(faults: Faults) -> Vec<Diagnostic> {
    let mut list = faults.into_list();
    for fault in &mut list {
        fault.severity = Severity::Warning;
    }
    list
}

fn lines(grid: &Grid, texts: &mut OfficeTexts, faults: &mut Faults) {
    let header = Header::find(grid, &[DOCUMENT, FIELD, TEXT], false, faults);
    if ![DOCUMENT, FIELD, TEXT]
        .iter()
        .all(|h| header.columns.contains_key(h))
    {
        faults.push(
            Diagnostic::new(
                Code::OfficeTextUnused,
                format!("「{SHEET}」に「{DOCUMENT}」「{FIELD}」「{TEXT}」の見出しがそろっていないため、読みませんでした。"),
                "見出しを元のとおりに直してください。",
            )
            .on_sheet(&grid.name),
        );
        return;
    }
    for (number, cells) in grid.rows.range(header.row + 1..) {
        let row = Row::record(grid, *number, cells, &header);
        if let Some(line) = line(&row, faults) {
            texts.lines.push(line);
        }
    }
}

/// One line; none where 本文 is blank, or where the line can't be used, which is told.
fn line(row: &Row, faults: &mut Faults) -> Option<OfficeText> {
    if let Some(value) = row.value(TEXT)
        && !matches!(value, cells::Value::Text(_) | cells::Value::Number { .. })
    {
        faults.push(unused(
            row,
            TEXT,
            "文章として読めないため、この行は使いません。",
            "数式やエラー値でなく、文章を記入してください。".to_owned(),
        ));
        return None;
    }
    let text = row.text(TEXT, faults)?;
    let document = row.text(DOCUMENT, faults).unwrap_or_default();
    let field = row.text(FIELD, faults).unwrap_or_default();
    let Some(field) = OfficeSection::ALL
        .into_iter()
        .find(|f| match_key(f.label()) == match_key(&field))
    else {
        let labels = OfficeSection::ALL.map(OfficeSection::label).join("、");
        faults.push(unused(
            row,
            FIELD,
            "欄の名前が分からないため、この行の文章は使いません。",
            format!("{labels}のどれかを選んでください。"),
        ));
        return None;
    };
    let named = bodies(&document);
    let Some(bodies) = named.filter(|b| b.iter().all(|b| field.bodies().contains(b))) else {
        faults.push(unused(
            row,
            DOCUMENT,
            &format!(
                "文書の名前が分からないか、「{}」の欄のない文書であるため、この行の文章は使いません。",
                field.label()
            ),
            format!(
                "{}のどれかを選んでください。複数のときは「、」で区切ります。",
                labels(field.bodies(), "、")
            ),
        ));
        return None;
    };
    Some(OfficeText {
        bodies,
        section: field,
        text,
    })
}

/// The bodies that a cell names, one or several; none where one of them is unknown.
fn bodies(typed: &str) -> Option<Vec<Body>> {
    let named: Option<Vec<Body>> = typed
        .split(['、', ',', '，', '・', '\n'])
        .map(match_key)
        .filter(|name| !name.is_empty())
        .map(|name| Body::ALL.into_iter().find(|b| match_key(b.label()) == name))
        .collect();
    named.filter(|bodies| !bodies.is_empty())
}

fn unused(row: &Row, heading: &str, message: &str, hint: String) -> Diagnostic {
    row.fault(Code::OfficeTextUnused, heading, message, hint)
}

fn other_sheet(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OfficeTextUnused,
        "知らないシートです。このシートは使いません。",
        "覚え書きであれば、名前の先頭に「_」を付けてください。",
    )
    .on_sheet(name)
}

fn no_sheet() -> Diagnostic {
    Diagnostic::new(
        Code::OfficeTextUnused,
        format!("「{SHEET}」のシートがないため、事務局の文章はないものとして作ります。"),
        "シートの名前を変えたときは元に戻してください。",
    )
}

/// In the words of this workbook.
fn unreadable(mut why: Diagnostic) -> Diagnostic {
    why.message = why.message.replace("計画台帳", "事務局の文章");
    why
}

fn labels(bodies: &[Body], between: &str) -> String {
    let labels: Vec<&str> = bodies.iter().map(|b| b.label()).collect();
    labels.join(between)
}

/// Writes the blank workbook of a cycle: a prepared line for each 欄, with dropdowns and what each is for.
///
/// # Errors
/// What the writer refuses.
pub fn write(plan: &Plan, cycle: &Cycle) -> Result<Vec<u8>, XlsxError> {
    filled(plan, cycle, &OfficeTexts::default())
}

/// The workbook with texts in it; a 欄 without one has a prepared blank line.
///
/// # Errors
/// What the writer refuses.
pub fn filled(plan: &Plan, cycle: &Cycle, texts: &OfficeTexts) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&body(), 20, 72)?;
    let created = ExcelDateTime::from_ymd(2024, 4, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(format!(
                "{} {} 事務局の文章",
                plan.short_name(),
                cycle.name()
            ))
            .set_creation_datetime(&created),
    );
    sheet(book.add_worksheet(), plan, cycle, texts)?;
    guide(book.add_worksheet())?;
    book.save_to_buffer()
}

/// 文書, 欄 and 本文 of every line: the given texts, then a blank line for each 欄 without one.
fn prepared(texts: &OfficeTexts) -> Vec<(String, OfficeSection, &str)> {
    let mut lines = Vec::new();
    for field in OfficeSection::ALL {
        let given: Vec<_> = texts.lines.iter().filter(|l| l.section == field).collect();
        if given.is_empty() {
            lines.push((labels(field.bodies(), "、"), field, ""));
        }
        for line in given {
            lines.push((labels(&line.bodies, "、"), field, line.text.as_str()));
        }
    }
    lines
}

fn sheet(
    page: &mut Worksheet,
    plan: &Plan,
    cycle: &Cycle,
    texts: &OfficeTexts,
) -> Result<(), XlsxError> {
    page.set_name(SHEET)?;
    for (at, (heading, width)) in (0u16..).zip([(DOCUMENT, 26.0), (FIELD, 28.0), (TEXT, 92.0)]) {
        page.set_column_width(at, width)?;
        write_text(page, 0, at, heading, &head(true))?;
    }
    page.set_row_height(0, 26)?;
    let words = bordered(body()).set_text_wrap().set_align(FormatAlign::Top);
    let prose = words.clone().set_background_color("#FFFBE6");
    let lines = prepared(texts);
    for (row, (document, field, text)) in (1u32..).zip(&lines) {
        write_text(page, row, 0, document, &words)?;
        write_text(page, row, 1, field.label(), &words)?;
        if text.is_empty() {
            page.write_blank(row, 2, &prose)?;
        } else {
            write_text(page, row, 2, text, &prose)?;
        }
        let height: f64 = text.lines().map(|l| super::write::wrapped(l, 92.0)).sum();
        page.set_row_height(row, 8.0 + 14.0 * height.max(2.0))?;
    }
    let last = u32::try_from(lines.len()).unwrap_or(0) + SPARE;
    for row in u32::try_from(lines.len()).unwrap_or(0) + 1..=last {
        page.set_row_height(row, 36.0)?;
        page.write_blank(row, 0, &words)?;
        page.write_blank(row, 1, &words)?;
        page.write_blank(row, 2, &prose)?;
    }
    dropdowns(page, last)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_print_area(0, 0, u32::try_from(lines.len()).unwrap_or(0), 2)?;
    page.set_header(format!(
        "&L{} {} 事務局の文章&R&A",
        plan.short_name().replace('&', "&&"),
        cycle.name().replace('&', "&&")
    ));
    page.set_footer("&C&P / &N");
    Ok(())
}

fn dropdowns(page: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    let mut documents: Vec<String> = vec!["幹事会、推進本部".to_owned()];
    documents.extend(Body::ALL.iter().map(|b| b.label().to_owned()));
    let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
    page.add_data_validation(
        1,
        0,
        last,
        0,
        &DataValidation::new()
            .allow_list_strings(&documents)?
            .show_error_message(false)
            .set_input_title(DOCUMENT)?
            .set_input_message(
                "どの会議の資料に載せるかを選びます。複数のときは「、」で区切って記入します。",
            )?,
    )?;
    page.add_data_validation(
        1,
        1,
        last,
        1,
        &DataValidation::new()
            .allow_list_strings(&OfficeSection::ALL.map(OfficeSection::label))?
            .set_error_title("選択肢にない言葉です")?
            .set_error_message("一覧から選んでください。")?
            .set_input_title(FIELD)?
            .set_input_message("資料のどの欄に載せるかを選びます。")?,
    )?;
    page.add_data_validation(
        1,
        2,
        last,
        2,
        &DataValidation::new()
            .allow_any_value()
            .set_input_title(TEXT)?
            .set_input_message("資料に載せる文章です。空白の行は載りません。セルの中の改行は、資料でも改行になります。")?,
    )?;
    Ok(())
}

/// What each 欄 is for.
fn guide(page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_name(GUIDE)?;
    for (at, width) in (0u16..).zip([28.0, 34.0, 84.0]) {
        page.set_column_width(at, width)?;
    }
    let plain = body().set_align(FormatAlign::VerticalCenter);
    let title: Format = body().set_bold().set_font_size(14);
    write_text(page, 0, 0, "事務局の文章の使い方", &title)?;
    page.set_row_height(0, 30)?;
    let rules = [
        "「文章」のシートに、会議の資料に載せる文章を1件1行で記入します。",
        "本文が空白の行は、資料に載りません。行を増やしたり、並べ替えたりしても構いません。",
        "並び順は、資料でもそのまま守られます。",
        "このブックは、gyokaku forms を実行したときにないものだけが作られ、上書きされません。",
    ];
    for (row, rule) in (1u32..).zip(rules) {
        write_text(page, row, 0, &format!("・{rule}"), &plain)?;
    }
    let start = u32::try_from(rules.len()).unwrap_or(0) + 2;
    for (at, heading) in (0u16..).zip([FIELD, "載る資料", "書くこと"]) {
        write_text(page, start, at, heading, &head(false))?;
    }
    let cell = bordered(body()).set_text_wrap();
    for (row, field) in (start + 1..).zip(OfficeSection::ALL) {
        write_text(page, row, 0, field.label(), &cell)?;
        write_text(page, row, 1, &labels(field.bodies(), "、"), &cell)?;
        write_text(page, row, 2, field.explanation(), &cell)?;
        page.set_row_height(row, 24)?;
    }
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::register::template_plan;

    fn plan() -> Plan {
        template_plan().expect("the plan of the template")
    }

    fn texts(lines: &[(&[Body], OfficeSection, &str)]) -> OfficeTexts {
        OfficeTexts {
            lines: lines
                .iter()
                .map(|(bodies, field, text)| OfficeText {
                    bodies: bodies.to_vec(),
                    section: *field,
                    text: (*text).to_owned(),
                })
                .collect(),
        }
    }

    fn written(texts: &OfficeTexts) -> Vec<u8> {
        let plan = plan();
        let cycle = plan.running_cycle().expect("a cycle");
        filled(&plan, cycle, texts).expect("a workbook")
    }

    #[test]
    fn the_blank_one_holds_no_text_and_no_fault() {
        let plan = plan();
        let cycle = plan.running_cycle().expect("a cycle");
        let bytes = write(&plan, cycle).expect("a workbook");
        let (read, faults) = read(&bytes, "事務局.xlsx").expect("a workbook");
        assert_eq!(read, OfficeTexts::default());
        assert_eq!(faults, []);
        assert_eq!(bytes, write(&plan, cycle).expect("a workbook"));
    }

    #[test]
    fn what_is_written_is_read() {
        let given = texts(&[
            (&[Body::Public], OfficeSection::Foreword, "=1+1\n二行目"),
            (
                &[Body::Secretariat, Body::Headquarters],
                OfficeSection::Agenda,
                "3-⑥の進め方について",
            ),
            (
                &[Body::Headquarters],
                OfficeSection::Agenda,
                "4-①の期間の見直しについて",
            ),
        ]);
        let (read, faults) = read(&written(&given), "事務局.xlsx").expect("a workbook");
        assert_eq!(faults, []);
        assert_eq!(read, given);
        let of = |body| read.of(body, OfficeSection::Agenda).count();
        assert_eq!((of(Body::Secretariat), of(Body::Headquarters)), (1, 2));
    }

    #[test]
    fn a_line_that_is_not_used_is_told_with_its_cell() {
        // 懇談会 has no 協議事項.
        let given = texts(&[(&[Body::Council], OfficeSection::Agenda, "本文")]);
        let (read, faults) =
            read(&written(&given), "input/令和7年度/事務局.xlsx").expect("a workbook");
        assert_eq!(read, OfficeTexts::default());
        let [fault] = faults.as_slice() else {
            panic!("{faults:?}")
        };
        assert_eq!(fault.code, Code::OfficeTextUnused);
        assert_eq!(fault.severity, Severity::Warning);
        assert_eq!(fault.cell.as_deref(), Some("A3"));
        assert_eq!(fault.file.as_deref(), Some("input/令和7年度/事務局.xlsx"));
        assert_eq!(fault.found.as_deref(), Some("懇談会"));
    }

    #[test]
    fn names_of_documents() {
        assert_eq!(bodies("推進本部"), Some(vec![Body::Headquarters]));
        assert_eq!(
            bodies(" 幹事会，推進本部 "),
            Some(vec![Body::Secretariat, Body::Headquarters])
        );
        assert_eq!(bodies("議会"), None);
        assert_eq!(bodies(""), None);
    }

    #[test]
    fn no_workbook_is_an_error_in_its_own_words() {
        let fault = read(b"PK", "事務局.xlsx").expect_err("no workbook");
        assert!(fault.message.contains("事務局の文章"), "{}", fault.message);
    }
}
