//! The first sheet of the register: how to use it, and one table of every sheet and column, made
//! from the schema. Reading leaves it aside.

use rust_xlsxwriter::{Format, FormatAlign, FormatUnderline, Url, Worksheet, XlsxError};

use super::cell_style::{HEAD, HEAD_REQUIRED, body, bordered, head, wrapped, write_text};
use super::schema::{Column, Kind, Need, Sheet};
use super::sheets::{GUIDE, SHEETS};
use crate::plan::{Document, Plan};

const WIDTHS: [f64; 5] = [14.0, 16.0, 8.0, 84.0, 36.0];

const USE: &[&str] = &[
    "この台帳は、進捗調査の様式と報告資料を作るための、ただ一つの設定です。課へ配る調査票、推進本部や懇談会の資料は、全てこの台帳から作ります。",
    "見出しに「*」が付いた列（濃い色の見出し）は、必ず記入します。他の列は空白でも構いません。",
    "列の順番は変えられます。列を加えることもできますが、見出しを変えた列は読みません。",
    "年度は「令和7年度」、「R7」、「2025」のいずれの書き方でも構いません。日付は年から記入します。",
    "1つのセルに複数の課を記入するときは、「、」で区切ります。課の名称は、組織のシートのとおりに記入します。",
    "組織改編では、古い課の行を消さずに終了日と後継課を記入し、新しい課の行を加えます。過去の実績とのつながりを保つためです。",
    "番号を変えるときは、「管理番号」に変える前の番号を記入します。年度をまたいだ比較に使います。",
    "行の高さが文章に合わないときは、行番号の境目をダブルクリックすると合います。",
    "覚え書きのシートを加えるときは、シートの名前の先頭に「_」を付けます。",
    "誤りがあるときは、実行時にシートとセルの番号で全てお知らせします。",
];

/// Writes the guide on a new sheet.
pub(super) fn write(page: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    page.set_name(GUIDE)?;
    for (at, width) in (0u16..).zip(WIDTHS) {
        page.set_column_width(at, width)?;
    }
    page.set_screen_gridlines(false);
    let title = body().set_bold().set_font_size(16);
    write_text(page, 0, 0, "計画台帳", &title)?;
    page.set_row_height(0, 26)?;
    let owner = format!("{} {}", plan.profile.municipality, plan.profile.name);
    write_text(page, 1, 0, owner.trim(), &body())?;
    let mut row = 3;
    write_text(page, row, 0, "使い方", &section())?;
    for (number, line) in (1u32..).zip(USE) {
        row += 1;
        write_text(page, row, 0, &format!("{number}. {line}"), &body())?;
    }
    row += 2;
    write_text(page, row, 0, "シートと項目の一覧", &section())?;
    row = columns(page, row + 1, plan)?;
    page.set_print_area(0, 0, row, 4)?;
    page.set_paper_size(9);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.6, 0.5, 0.6, 0.6, 0.3, 0.3);
    page.set_footer("&C&P / &N");
    page.set_tab_color("#8A949C");
    Ok(())
}

fn section() -> Format {
    body()
        .set_bold()
        .set_font_size(12)
        .set_font_color(HEAD_REQUIRED)
}

/// The table of sheets and columns; gives back its last row.
fn columns(page: &mut Worksheet, first: u32, plan: &Plan) -> Result<u32, XlsxError> {
    let mut row = first;
    let headings = ["シート", "項目", "必須", "記入すること", "選択肢"];
    for (at, heading) in (0u16..).zip(headings) {
        write_text(page, row, at, heading, &head(false))?;
    }
    for sheet in SHEETS {
        row += 1;
        sheet_row(page, row, sheet)?;
        for column in sheet.columns {
            row += 1;
            column_row(page, row, column, plan)?;
        }
    }
    Ok(row)
}

/// The line that opens a sheet's columns, with a link to it.
fn sheet_row(page: &mut Worksheet, row: u32, sheet: &Sheet) -> Result<(), XlsxError> {
    let band = bordered(body())
        .set_background_color(HEAD)
        .set_bold()
        .set_align(FormatAlign::VerticalCenter);
    let link = Url::new(format!("internal:'{}'!A1", sheet.name)).set_text(sheet.name);
    page.write_url_with_format(
        row,
        0,
        link,
        &band.clone().set_underline(FormatUnderline::Single),
    )?;
    let need = if sheet.required { "必須" } else { "" };
    let text = band.clone().set_align(FormatAlign::Left);
    for (at, cell) in [(1, ""), (2, need), (3, sheet.explanation), (4, "")] {
        let format = if at == 2 {
            band.clone().set_align(FormatAlign::Center)
        } else {
            text.clone()
        };
        write_text(page, row, at, cell, &format)?;
    }
    page.set_row_height(row, 19)?;
    Ok(())
}

fn column_row(
    page: &mut Worksheet,
    row: u32,
    column: &Column,
    plan: &Plan,
) -> Result<(), XlsxError> {
    let cell = bordered(body())
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let name = match column.before_years() {
        None => column.heading.to_owned(),
        Some(before) => format!("{before}（年度ごとの列）"),
    };
    let need = match column.need {
        Need::Required => "*",
        Need::WithRow => "行ごと",
        Need::Optional => "",
    };
    let choices = choices(column.kind, plan);
    write_text(page, row, 0, "", &cell)?;
    write_text(page, row, 1, &name, &cell)?;
    write_text(
        page,
        row,
        2,
        need,
        &cell.clone().set_align(FormatAlign::Center),
    )?;
    write_text(page, row, 3, column.explanation, &cell)?;
    write_text(page, row, 4, &choices, &cell)?;
    let lines = wrapped(column.explanation, WIDTHS[3]).max(wrapped(&choices, WIDTHS[4]));
    page.set_row_height(row, 6.0 + 13.0 * lines)?;
    Ok(())
}

fn choices(kind: Kind, plan: &Plan) -> String {
    match kind {
        Kind::Choice(words) => words().join("、"),
        Kind::Flag => "はい、いいえ".to_owned(),
        Kind::Suggest(words) => format!("{}など", words().join("、")),
        Kind::YearTexts(words) => format!("{}など", words.join("、")),
        Kind::Documents => format!("{}など", documents(plan).join("、")),
        Kind::Reference { sheet, .. } => format!("「{sheet}」のシートから"),
        Kind::Date => "日付".to_owned(),
        Kind::Number | Kind::YearTargets | Kind::YearEffects => "数値".to_owned(),
        Kind::Year => "年度".to_owned(),
        Kind::Text | Kind::LongText | Kind::Colour => String::new(),
    }
}

/// The names of the documents that are made.
pub(super) fn documents(plan: &Plan) -> [String; Document::ALL.len()] {
    Document::ALL.map(|document| document.name(&plan.profile))
}
