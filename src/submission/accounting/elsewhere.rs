//! Tells what a form holds in no cell and over none: texts in headers and footers, texts that names stand for, and
//! sheets whose content is not in the file.

use std::collections::BTreeMap;

use super::folded;
use super::reporting::quoted;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::FormLayout;
use crate::form::returned_workbook::ReturnedWorkbook;
use crate::values::a1;
use crate::values::japanese_text::match_key;

pub(super) fn told(
    layout: &FormLayout,
    workbook: &ReturnedWorkbook,
    file: &str,
) -> Vec<Diagnostic> {
    let sheets = workbook.sheets.iter().chain(&workbook.own_sheets);
    let lost = sheets.filter(|sheet| sheet.is_lost).map(|sheet| {
        let message = format!(
            "シート「{}」の中身が、ファイルの中にありません。ほかのシートは読み取りました。",
            sheet.name
        );
        let hint = "このシートに必要な記入がなかったかを、課に確かめてください。";
        Diagnostic::new(Code::FileSheetLost, message, hint).on_sheet(&sheet.name)
    });
    let told = lost
        .chain(page_texts(layout, workbook))
        .chain(names(workbook));
    told.map(|diagnostic| diagnostic.in_file(file)).collect()
}

/// One for each text that the form was not issued with, however many sheets print it.
fn page_texts(layout: &FormLayout, workbook: &ReturnedWorkbook) -> Vec<Diagnostic> {
    let own = layout.page_texts().map(folded);
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for sheet in &workbook.sheets {
        for text in &sheet.page_texts {
            let alone = without_font(text);
            if !own.contains(&folded(text)) && !own.contains(&folded(alone)) && !counts_pages(alone)
            {
                texts.entry(text).or_default().push(&sheet.name);
            }
        }
    }
    let told = |(text, sheets): (&str, Vec<&str>)| {
        let others = match sheets.len() {
            1 => String::new(),
            count => format!("（ほか{}シートにも同じ文字）", count - 1),
        };
        let message = format!("ヘッダー又はフッターに文字があります{others}。");
        let hint = "ヘッダーとフッターの文字は資料に載りません。必要な内容は、色の付いた欄に書き写してもらってください。";
        let diagnostic = Diagnostic::new(Code::PageText, message, hint).found(text);
        match sheets.first() {
            // As a shape that keeps to no cell.
            Some(sheet) => diagnostic.on_sheet(*sheet).at_cell(a1(0, 0)),
            None => diagnostic,
        }
    };
    texts.into_iter().map(told).collect()
}

/// Gnumeric loses the quotation mark before the name of a font, so that the name stands as text before the text.
fn without_font(text: &str) -> &str {
    text.rsplit_once('"').map_or(text, |(_, alone)| alone)
}

/// What programs put beside the number of a page by themselves (Gnumeric: 「ページ」), which nobody wrote.
fn counts_pages(text: &str) -> bool {
    let words: String = match_key(text)
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    ["", "ページ", "頁", "page", "pageof", "ページ中"].contains(&words.as_str())
}

fn names(workbook: &ReturnedWorkbook) -> Option<Diagnostic> {
    let texts = &workbook.name_texts;
    let shown = texts.iter().take(SHOWN);
    let mut found: String = shown
        .map(|(name, text)| format!("{name}「{}」", quoted(text)))
        .collect();
    if let Some(more) = texts.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        found.push_str(&format!("ほか{more}個"));
    }
    let message = "名前の定義（［数式］の［名前の管理］）に文字があります。";
    let hint = "名前の定義の文字は資料に載りません。必要な内容は、色の付いた欄に書き写してもらってください。";
    let diagnostic = Diagnostic::new(Code::NameText, message, hint).found(found);
    (!texts.is_empty()).then_some(diagnostic)
}

/// Names whose texts are told; a person defines a few, an old workbook drags hundreds along.
const SHOWN: usize = 100;
