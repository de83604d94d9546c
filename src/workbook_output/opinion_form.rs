//! 意見記入用紙.xlsx of a body that is asked for opinions: a row for each point that is asked, and free ones. Behind the point stand
//! the columns of the sheet 意見 of 事務局.xlsx in their order, so that the office copies rows from here into it.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::fault::Fault;
use super::style;
use crate::audience::CouncilView;
use crate::values::japanese_text::{cut_utf16, sheet_name_safe};
use crate::values::same_on_every_system;

/// The sheets.
const FORM: &str = "意見記入用紙";
const ITEMS: &str = "実施項目";
/// Rows without a point that is asked.
const FREE: usize = 3;
/// UTF-16 units of a cell.
const MOST: usize = 32_000;
/// Row of the headings, zero-based.
const HEADS: u32 = 7;

/// Heading and width of each column; those of 意見 begin with the second. Members fill the two marked ones.
const COLUMNS: [(&str, f64, bool); 11] = [
    ("伺いたい点", 40.0, false),
    ("番号", 6.0, false),
    ("会議", 9.0, false),
    ("回", 9.0, false),
    ("開催日", 12.0, false),
    ("意見", 70.0, true),
    ("実施項目", 12.0, true),
    ("回答する課", 12.0, false),
    ("市の対応", 12.0, false),
    ("状況", 9.0, false),
    ("公開", 7.0, false),
];
const OPINION: u16 = 5;
const ITEM: u16 = 6;
const STATE: u16 = 9;

/// The workbook; `body` is how the sheet 意見 calls the one that it is for.
///
/// # Errors
/// What the writer refuses.
pub fn opinion_form(view: &CouncilView, body: &str) -> Result<Vec<u8>, Fault> {
    let mut book = Workbook::new();
    book.set_default_format(&style::plain(), 20, 72)?;
    let head = &view.head;
    let [year, month, day] = head.date;
    let part = |n: i32| u8::try_from(n).unwrap_or(1);
    let date =
        ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000), part(month), part(day))?;
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{} {FORM}", head.short_name))
            .set_subject(&head.cycle_both)
            .set_company(&head.municipality)
            .set_author(&head.office)
            .set_creation_datetime(&date),
    );
    form(book.add_worksheet(), view, body, &date)?;
    items(book.add_worksheet(), view)?;
    Ok(same_on_every_system(book.save_to_buffer()?))
}

/// What stands in it beside what the view holds.
pub fn opinion_form_words() -> Vec<String> {
    let columns = COLUMNS.iter().map(|(heading, ..)| (*heading).to_owned());
    let own = [
        FORM,
        ITEMS,
        FREE_LABEL,
        HOW,
        ROWS,
        "お名前",
        "提出期限",
        "提出先",
        "検討中",
        "名称",
    ];
    columns.chain(own.map(str::to_owned)).collect()
}

const FREE_LABEL: &str = "その他のご意見（自由に御記入ください。）";
const HOW: &str = "色の付いた欄に御記入ください。全ての欄に御記入いただく必要はありません。「実施項目」は、番号を右端の▼から選べます。";
const ROWS: &str = "事務局へ：C列からG列までの行を写し、事務局.xlsx の「意見」のB列から「値」として貼り付け、番号と状況を記入します。";

fn form(
    page: &mut Worksheet,
    view: &CouncilView,
    body: &str,
    date: &ExcelDateTime,
) -> Result<(), XlsxError> {
    page.set_name(FORM)?;
    for (at, (_, width, _)) in (0u16..).zip(COLUMNS) {
        page.set_column_width(at, width)?;
    }
    top(page, view)?;
    let levels = &view.head.levels;
    for (at, (heading, ..)) in (0u16..).zip(COLUMNS) {
        let heading = levels.reword(heading);
        page.write_string_with_format(HEADS, at, heading, &style::heading(None, false))?;
    }
    page.set_row_height(HEADS, 24)?;
    let asked = view.notes.questions.iter();
    let asked = (1..).zip(asked).map(|(at, q)| format!("{at}　{}", q.text));
    let free = std::iter::repeat_n(FREE_LABEL.to_owned(), FREE);
    let points: Vec<String> = asked.chain(free).collect();
    for (row, point) in (HEADS + 1..).zip(&points) {
        line(page, row, point, view, body, date)?;
    }
    let last = HEADS + u32::try_from(points.len()).unwrap_or(0);
    dropdown(page, view, last)?;
    // What is the office's to fill is out of the members' sight, and beside what is copied.
    for column in [1, 7, 8, STATE, 10] {
        page.set_column_hidden(column)?;
    }
    page.protect_with_options(&ProtectionOptions {
        format_rows: true,
        format_columns: true,
        ..ProtectionOptions::default()
    });
    page.set_landscape();
    page.set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(HEADS, HEADS)?;
    page.set_print_area(0, 0, last, ITEM)?;
    page.set_footer("&C&P / &N");
    Ok(())
}

/// Title, how to fill, deadline, whom to send it to, the name.
fn top(page: &mut Worksheet, view: &CouncilView) -> Result<(), XlsxError> {
    let head = &view.head;
    let title = format!("{}　{}　{FORM}", head.short_name, head.cycle);
    page.write_string_with_format(0, 0, cut(&title), &style::title())?;
    page.set_row_height(0, 26)?;
    page.write_string(1, 0, head.levels.reword(HOW))?;
    let due: Vec<&str> = view
        .notes
        .opinions_due
        .iter()
        .map(|t| t.text.as_str())
        .collect();
    let contact = head.contact.as_deref().unwrap_or_default();
    let to = format!("{}　{contact}", head.office);
    let bold = style::plain().set_bold();
    if !due.is_empty() {
        page.write_string_with_format(2, 0, "提出期限", &bold)?;
        page.write_string(2, 2, cut(&due.join("、")))?;
    }
    page.write_string_with_format(3, 0, "提出先", &bold)?;
    page.write_string(3, 2, cut(to.trim_end()))?;
    page.write_string_with_format(4, 0, "お名前", &bold)?;
    page.merge_range(
        4,
        2,
        4,
        OPINION,
        "",
        &filled().set_align(FormatAlign::VerticalCenter),
    )?;
    page.set_row_height(4, 26)?;
    page.write_string_with_format(5, 0, ROWS, &style::note())?;
    Ok(())
}

fn line(
    page: &mut Worksheet,
    row: u32,
    point: &str,
    view: &CouncilView,
    body: &str,
    date: &ExcelDateTime,
) -> Result<(), XlsxError> {
    let (own, input) = (ruled(), filled());
    for (at, (_, _, fills)) in (0u16..).zip(COLUMNS) {
        page.write_blank(row, at, if fills { &input } else { &own })?;
    }
    page.write_string_with_format(row, 0, cut(point), &own)?;
    page.write_string_with_format(row, 2, body, &own)?;
    if let Some(session) = &view.meeting.session {
        page.write_string_with_format(row, 3, cut(session), &own)?;
    }
    if view.meeting.date.is_some() {
        let day = ruled().set_num_format("yyyy/mm/dd");
        page.write_datetime_with_format(row, 4, date, &day)?;
    }
    page.write_string_with_format(row, STATE, "検討中", &own)?;
    // 40 half-width characters a line of the point.
    let width = crate::values::japanese_text::width(point);
    let lines = f64::from(u32::try_from(width.div_ceil(36)).unwrap_or(1));
    page.set_row_height(row, (15.0 * lines + 6.0).clamp(84.0, 400.0))?;
    Ok(())
}

/// Offers the numbers of the items.
fn dropdown(page: &mut Worksheet, view: &CouncilView, last: u32) -> Result<(), XlsxError> {
    if view.items.is_empty() {
        return Ok(());
    }
    let levels = &view.head.levels;
    let sheet = items_sheet(view);
    let range = format!("='{sheet}'!$A$2:$A${}", view.items.len() + 1);
    let rule = DataValidation::new()
        .allow_list_formula(Formula::new(range))
        .show_error_message(false)
        .set_input_title(cut_utf16(&levels.item, 32))?
        .set_input_message(
            levels.reword("関係する実施項目の番号を選んでください。ないときは空欄で構いません。"),
        )?;
    page.add_data_validation(HEADS + 1, ITEM, last, ITEM, &rule)?;
    Ok(())
}

/// What the plan calls its items, as a name of a sheet.
fn items_sheet(view: &CouncilView) -> String {
    let mut taken = vec![FORM.to_owned()];
    sheet_name_safe(&view.head.levels.item, &mut taken)
}

/// The items with their numbers.
fn items(page: &mut Worksheet, view: &CouncilView) -> Result<(), XlsxError> {
    page.set_name(items_sheet(view))?;
    page.set_column_width(0, 12)?;
    page.set_column_width(1, 60)?;
    for (at, heading) in (0u16..).zip(["番号", "名称"]) {
        page.write_string_with_format(0, at, heading, &style::heading(None, false))?;
    }
    for (row, item) in (1u32..).zip(&view.items) {
        page.write_string_with_format(row, 0, cut(&item.number), &ruled())?;
        page.write_string_with_format(row, 1, cut(&item.title.text), &ruled())?;
    }
    page.set_freeze_panes(1, 0)?;
    page.set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn ruled() -> Format {
    style::plain()
        .set_border(FormatBorder::Thin)
        .set_border_color("#9AA5AE")
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_num_format("@")
}

/// A cell to be filled.
fn filled() -> Format {
    ruled().set_background_color("#FFFBE6").set_unlocked()
}

fn cut(text: &str) -> &str {
    cut_utf16(text, MOST)
}
