//! Tells notes on cells and what lies over the cells. The questions that a 確認依頼 carries as notes are the form's
//! own, as long as nobody changed them.

use std::collections::{BTreeSet, HashMap};

use super::origin::Origin;
use super::reporting::{TOLD, quoted};
use super::{folded, place_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{Note, ReturnedSheet, ReturnedWorkbook, Shape};
use crate::values::a1;

pub(super) fn told(workbook: &ReturnedWorkbook, origins: &[Origin], file: &str) -> Vec<Diagnostic> {
    let own = OwnNotes::of(workbook);
    let mut diagnostics = Vec::new();
    let mut untold: Option<Diagnostic> = None;
    let mut rest = 0_usize;
    let own_sheets = workbook.own_sheets.iter().map(|sheet| (sheet, false));
    let copied = origins.iter().map(|o| matches!(o, Origin::Copy(_)));
    for (sheet, copied) in workbook.sheets.iter().zip(copied).chain(own_sheets) {
        let notes = sheet
            .notes
            .iter()
            .filter_map(|n| note(&own, sheet, copied, n));
        let shapes = sheet
            .shapes
            .iter()
            .flat_map(|shape| self::shapes(sheet, shape));
        for diagnostic in notes.chain(shapes) {
            if diagnostics.len() < TOLD {
                diagnostics.push(diagnostic.in_file(file));
            } else {
                rest += 1;
                untold.get_or_insert(diagnostic);
            }
        }
    }
    diagnostics.extend(untold.map(|next| {
        let message = format!("ここから後にも、メモ又は図形が{rest}個あります。");
        Diagnostic {
            message,
            found: None,
            ..next
        }
        .in_file(file)
    }));
    diagnostics
}

/// The notes of the form itself: `note:<name>` rows of `_form`.
struct OwnNotes<'a> {
    places: HashMap<(&'a str, (u32, u32)), &'a str>,
    texts: BTreeSet<String>,
}

impl<'a> OwnNotes<'a> {
    fn of(workbook: &'a ReturnedWorkbook) -> Self {
        let mut own = Self {
            places: HashMap::new(),
            texts: BTreeSet::new(),
        };
        for (key, text) in &workbook.meta {
            if let Some(name) = key.strip_prefix("note:") {
                own.texts.insert(folded(text));
                if let Some(place) = place_of(workbook, name) {
                    own.places.insert(place, text);
                }
            }
        }
        own
    }
}

fn note(
    own: &OwnNotes<'_>,
    sheet: &ReturnedSheet,
    copied: bool,
    note: &Note,
) -> Option<Diagnostic> {
    let writings = [folded(&note.text), folded(without_author(&note.text))];
    let issued = own.places.get(&(sheet.name.as_str(), note.place));
    let same = match issued {
        Some(text) => writings.contains(&folded(text)),
        None => copied && writings.iter().any(|text| own.texts.contains(text)),
    };
    if same {
        return None;
    }
    let message = match issued {
        Some(text) => format!(
            "事務局が付けたメモが書き換えられています。元のメモは「{}」です。",
            quoted(text)
        ),
        None => "セルにメモ（コメント）があります。".to_owned(),
    };
    let hint = "メモは資料に載りません。必要な内容は、色の付いた欄に書き写してもらってください。";
    Some(about(Code::CellNote, message, hint, sheet, note.place).found(&note.text))
}

/// Excel begins a note with a line of its author's name.
fn without_author(text: &str) -> &str {
    match text.split_once('\n') {
        Some((author, rest)) if author.trim_end().ends_with([':', '：']) => rest,
        _ => text,
    }
}

/// One for the text and one for the picture of a shape; a control's text is its label.
fn shapes(sheet: &ReturnedSheet, shape: &Shape) -> impl Iterator<Item = Diagnostic> {
    let control = shape.control.as_ref().map(|state| {
        let message = "チェックボックスなどのコントロールに記入があります。";
        let hint = "コントロールの記入は資料に載りません。必要な内容は、色の付いた欄に書いてもらってください。";
        let found = match shape.text.as_str() {
            "" => state.clone(),
            label => format!("{label}（{state}）"),
        };
        about(Code::Control, message.to_owned(), hint, sheet, shape.place).found(found)
    });
    let text = (!shape.text.is_empty() && control.is_none()).then(|| {
        let message = "図形又はテキストボックスに文字があります。";
        let hint = "図形の中の文字は資料に載りません。必要な内容は、色の付いた欄に書き写してもらってください。";
        about(Code::TextBox, message.to_owned(), hint, sheet, shape.place).found(&shape.text)
    });
    let picture = shape.picture.as_ref().map(|name| {
        let message = "図、グラフなどが貼り付けられています。";
        let hint = "図は読み取れず、資料に載りません。必要な内容は、色の付いた欄に文字で書いてもらってください。";
        let name = if name.is_empty() { "図" } else { name };
        about(Code::Picture, message.to_owned(), hint, sheet, shape.place).found(name)
    });
    control.into_iter().chain(text).chain(picture)
}

fn about(
    code: Code,
    message: String,
    hint: &str,
    sheet: &ReturnedSheet,
    place: (u32, u32),
) -> Diagnostic {
    Diagnostic::new(code, message, hint)
        .on_sheet(&sheet.name)
        .at_cell(a1(place.0, place.1))
}
