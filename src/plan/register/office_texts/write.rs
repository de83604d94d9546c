//! Writes 事務局.xlsx: the blank one that `forms` puts beside 提出/, with a prepared line for each 欄. Bytes out.

use rust_xlsxwriter::{
    DataValidation, DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::{DOCUMENT, FIELD, GUIDE, SHEET, TEXT, labels};
use crate::plan::register::cell_style::{body, bordered, created, head, wrapped, write_text};
use crate::plan::register::office_table::Lists;
use crate::plan::register::{decisions, opinions, settled};
use crate::plan::{Body, Cycle, OfficeSection, OfficeTexts, Plan};
use crate::values::same_on_every_system;

/// Lines that have dropdowns below the prepared ones.
const SPARE: u32 = 60;

/// Writes the blank workbook of a cycle: a prepared line for each 欄, with dropdowns and what each is for. `fields` are the
/// labels of the form's fields, which its tables offer.
///
/// # Errors
/// What the writer refuses.
pub fn write(plan: &Plan, cycle: &Cycle, fields: &[&str]) -> Result<Vec<u8>, XlsxError> {
    book(plan, cycle, &OfficeTexts::default(), fields)
}

/// The workbook with texts in it; a 欄 without one has a prepared blank line.
///
/// # Errors
/// What the writer refuses.
pub fn filled(plan: &Plan, cycle: &Cycle, texts: &OfficeTexts) -> Result<Vec<u8>, XlsxError> {
    book(plan, cycle, texts, &[])
}

/// [`filled`], with tables that offer the labels of the form's fields.
///
/// # Errors
/// What the writer refuses.
pub fn book(
    plan: &Plan,
    cycle: &Cycle,
    texts: &OfficeTexts,
    fields: &[&str],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&body(), 20, 72)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(format!(
                "{} {} 事務局の文章",
                plan.short_name(),
                cycle.name()
            ))
            .set_creation_datetime(&created(plan)?),
    );
    sheet(book.add_worksheet(), plan, cycle, texts)?;
    let lists = Lists::of(plan, cycle, fields);
    for (table, records) in [
        (&decisions::TABLE, decisions::records(&texts.decisions)),
        (&settled::TABLE, settled::records(&texts.settled)),
        (&opinions::TABLE, opinions::records(&texts.opinions)),
    ] {
        table.write(book.add_worksheet(), &records, (plan, cycle), &lists)?;
    }
    guide(book.add_worksheet())?;
    lists.write(&mut book)?;
    book.save_to_buffer().map(same_on_every_system)
}

/// 文書, 欄 and 本文 of every line: the given texts, then a blank line for each 欄 without one.
fn prepared(texts: &OfficeTexts) -> Vec<(String, OfficeSection, &str)> {
    let mut lines = Vec::new();
    for field in OfficeSection::ALL {
        let given: Vec<_> = texts.lines.iter().filter(|l| l.section == field).collect();
        if given.is_empty() {
            lines.push((labels(&Body::with_section(field), "、"), field, ""));
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
        let height: f64 = text.lines().map(|l| wrapped(l, 92.0)).sum();
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
    write_text(page, 0, 0, "このブックの使い方", &title)?;
    page.set_row_height(0, 30)?;
    let rules = [
        "「文章」のシートに、会議の資料に載せる文章を1件1行で記入します。",
        "本文が空白の行は、資料に載りません。行を増やしたり、並べ替えたりしても構いません。",
        "並び順は、資料でもそのまま守られます。",
        "「評価・補正」のシートには、本部の二次評価と、課の記入の誤りを直した値を、理由とともに1件1行で記入します。課の記入はそのまま残ります。",
        "「確認済み」のシートには、点検結果の「確認」のうち、差し支えないものを、理由とともに1件1行で記入します。記入が変わるまで、課には確認しません。",
        "「意見」のシートには、会議で出た意見と市の対応を1件1行で記入します。「回答する課」の調査票に、対応を尋ねるシートができます。",
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
        write_text(
            page,
            row,
            1,
            &labels(&Body::with_section(field), "、"),
            &cell,
        )?;
        write_text(page, row, 2, field.explanation(), &cell)?;
        page.set_row_height(row, 24)?;
    }
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    Ok(())
}
