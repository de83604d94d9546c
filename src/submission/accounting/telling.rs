//! Puts into words what somebody wrote outside the inputs.

use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{Hidden, ReturnedSheet};
use crate::values::a1;

/// Cells told one by one in one file; the rest are told together, sheet by sheet.
pub(super) const TOLD: usize = 1_000;
/// Bytes of the list of cells that are told together: what is longer was hardly typed by hand.
const LISTED: usize = 100_000;
/// Characters of an expected text that a message holds.
const QUOTED: usize = 120;

/// Something written outside the inputs.
pub(super) struct Written<'a> {
    pub sheet: &'a ReturnedSheet,
    pub place: (u32, u32),
    pub typed: String,
    pub kind: Kind,
}

/// Where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Beside,
    /// Over this text of the form.
    OverText(String),
    OverFormula,
    /// Over this value of last cycle.
    OverPrevious(String),
    /// On a sheet that was not issued, perhaps a copy of one that was.
    Added {
        copied: bool,
    },
}

pub(super) fn told(written: &[Written<'_>], file: &str) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = written
        .iter()
        .take(TOLD)
        .map(|one| diagnostic(one, file))
        .collect();
    let rest = written.get(TOLD..).unwrap_or_default();
    let sheets = rest.chunk_by(|a, b| std::ptr::eq(a.sheet, b.sheet));
    diagnostics.extend(sheets.filter_map(|cells| together(cells, file)));
    diagnostics
}

/// Many cells of one sheet as one diagnostic: the first cell, the range that holds them all, and each cell with its
/// text, as far as [`LISTED`] goes.
fn together(cells: &[Written<'_>], file: &str) -> Option<Diagnostic> {
    let first = cells.first()?;
    let rows = cells.iter().map(|one| one.place.0);
    let columns = cells.iter().map(|one| one.place.1);
    let (top, bottom) = (rows.clone().min()?, rows.max()?);
    let (left, right) = (columns.clone().min()?, columns.max()?);
    let mut found = String::new();
    for one in cells {
        if found.len() > LISTED {
            found.push('…');
            break;
        }
        let cell = a1(one.place.0, one.place.1);
        found.push_str(&format!("{cell}「{}」", quoted(&one.typed)));
    }
    let message = format!(
        "ほかにも、{}から{}までの範囲に、様式の欄の外の記入が{}セルあります。",
        a1(top, left),
        a1(bottom, right),
        cells.len()
    );
    Some(
        Diagnostic::new(Code::WrittenBeside, message, COPY)
            .in_file(file)
            .on_sheet(&first.sheet.name)
            .at_cell(a1(first.place.0, first.place.1))
            .found(found),
    )
}

const COPY: &str =
    "この記入は資料に載りません。必要な内容は、色の付いた欄に書き写してもらってください。";

fn diagnostic(written: &Written<'_>, file: &str) -> Diagnostic {
    let hidden = written.sheet.hides(written.place);
    let (code, message, hint) = match (&written.kind, hidden) {
        (Kind::OverText(text), _) => (
            Code::WrittenOverPlan,
            format!(
                "様式の文章が書き換えられています。様式では「{}」です。",
                quoted(text)
            ),
            "資料には計画台帳の文章を使います。欄への答えであれば、色の付いた欄に書き写してもらい、計画の文章を改めるときは計画台帳を直してください。",
        ),
        (Kind::OverFormula, _) => (
            Code::WrittenOverPlan,
            "様式の表示（目標や記入状況を示す式）が書き換えられています。".to_owned(),
            COPY,
        ),
        (Kind::OverPrevious(text), _) => (
            Code::WrittenOverPrevious,
            format!(
                "前回の内容が書き換えられています。前回は「{}」です。",
                quoted(text)
            ),
            "資料には前回の記録の値を使います。今回の答えであれば、色の付いた欄に書き写してもらい、前回の値の誤りであれば課と相談してください。",
        ),
        (_, Some(hidden)) => (
            Code::WrittenHidden,
            format!("非表示の{}に記入があります。", hidden_word(hidden)),
            COPY,
        ),
        (Kind::Added { copied: true }, None) => (
            Code::WrittenOnAddedSheet,
            "様式のシートを写したシートに記入があります。".to_owned(),
            "写したシートの記入は読み取らず、資料に載りません。必要な内容は、元のシートの色の付いた欄に書き写してもらってください。",
        ),
        (Kind::Added { copied: false }, None) => (
            Code::WrittenOnAddedSheet,
            "様式にないシートに記入があります。".to_owned(),
            COPY,
        ),
        (Kind::Beside, None) => (
            Code::WrittenBeside,
            "様式の欄の外に記入があります。".to_owned(),
            COPY,
        ),
    };
    Diagnostic::new(code, message, hint)
        .in_file(file)
        .on_sheet(&written.sheet.name)
        .at_cell(a1(written.place.0, written.place.1))
        .found(&written.typed)
}

/// `行`, `列`, `シート`.
pub(in crate::submission) const fn hidden_word(hidden: Hidden) -> &'static str {
    match hidden {
        Hidden::Sheet => "シート",
        Hidden::Row => "行",
        Hidden::Column => "列",
    }
}

/// A long text is cut: it stands in the form as issued.
pub(super) fn quoted(text: &str) -> String {
    let mut start: String = text.chars().take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        start.push('…');
    }
    start
}
