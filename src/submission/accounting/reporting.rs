//! Puts into words what somebody wrote outside the inputs.

use super::regions::gathered;
use super::written::{Kind, Written};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::Hidden;
use crate::submission::{Gathered, Remark};
use crate::values::{CellLocation, a1};

/// Diagnostics of one file; the rest of its cells are told together, sheet by sheet.
pub(super) const TOLD: usize = 1_000;
/// Bytes of the list of cells that are told together: what is longer was hardly typed by hand.
const LISTED: usize = 100_000;
/// Characters of an expected text that a message holds.
const QUOTED: usize = 120;

/// What there is to tell, and the cells that are told together.
pub(super) fn told(written: &[Written<'_>], file: &str) -> (Vec<Diagnostic>, Gathered) {
    let mut groups = gathered(written);
    let rest = groups.split_off(groups.len().min(TOLD)).concat();
    let mut diagnostics = Vec::new();
    let mut cells = Gathered::new();
    let rest = rest.chunk_by(|a, b| std::ptr::eq(a.sheet, b.sheet));
    let groups = groups.iter().map(|group| (group.as_slice(), false));
    for (group, is_rest) in groups.chain(rest.map(|group| (group, true))) {
        let Some(first) = group.first() else {
            continue;
        };
        let told = if group.len() == 1 && first.kind != Kind::Answer {
            one(first)
        } else {
            let remarks = group.iter().map(|one| remark(one)).collect();
            cells.insert(location(first, file), remarks);
            together(first, group, is_rest)
        };
        diagnostics.push(told.at(&location(first, file)));
    }
    (diagnostics, cells)
}

fn location(written: &Written<'_>, file: &str) -> CellLocation {
    CellLocation {
        file: file.to_owned(),
        sheet: written.sheet.name.clone(),
        cell: a1(written.place.0, written.place.1),
    }
}

fn remark(written: &Written<'_>) -> Remark {
    Remark {
        sheet: written.sheet.name.clone(),
        place: written.place,
        typed: written.typed.clone(),
    }
}

/// Many cells as one diagnostic: how many, the range that holds them all, and each with its text on a line, as far as
/// [`LISTED`] goes.
fn together(first: &Written<'_>, cells: &[&Written<'_>], is_rest: bool) -> Diagnostic {
    let count = cells.len();
    let in_range = range(cells.iter().map(|one| one.place));
    let (code, message, hint) = if is_rest {
        let message = format!("ほかにも、{in_range}に、様式の欄の外の記入が{count}セルあります。");
        (Code::WrittenBeside, message, COPY)
    } else if first.kind == Kind::Answer {
        (Code::NamesAllLost, names_lost(count), NAMES_LOST)
    } else {
        let (code, place, hint) = place_of(first);
        let message = format!("{place}（{in_range}）に、{count}セルの記入があります。");
        (code, message, hint)
    };
    let one_sheet = cells.iter().all(|c| std::ptr::eq(c.sheet, first.sheet));
    let mut found = String::new();
    for one in cells {
        if !found.is_empty() {
            found.push('\n');
        }
        if found.len() > LISTED {
            found.push('…');
            break;
        }
        if !one_sheet {
            found.push_str(&format!("{} ", one.sheet.name));
        }
        let cell = a1(one.place.0, one.place.1);
        found.push_str(&format!("{cell}「{}」", one.typed));
    }
    Diagnostic::new(code, message, hint).found(found)
}

/// `A1からH30までの範囲`
pub(in crate::submission) fn range(cells: impl Iterator<Item = (u32, u32)> + Clone) -> String {
    let rows = cells.clone().map(|(row, _)| row);
    let columns = cells.map(|(_, column)| column);
    let corner = |row: Option<u32>, column: Option<u32>| {
        a1(row.unwrap_or_default(), column.unwrap_or_default())
    };
    format!(
        "{}から{}までの範囲",
        corner(rows.clone().min(), columns.clone().min()),
        corner(rows.max(), columns.max())
    )
}

/// Told of a form without any name of an input, with how many cells stand where the inputs were.
pub(in crate::submission) fn names_lost(count: usize) -> String {
    let cells = match count {
        0 => String::new(),
        count => format!("欄のあった列の記入（{count}セル）は使っていません。"),
    };
    format!(
        "調査票の全ての欄から、欄の名前（プログラムが欄を見分ける印）が失われているため、どの欄の記入かを読み取れません。{cells}"
    )
}

pub(in crate::submission) const NAMES_LOST: &str = "Excel や LibreOffice でないソフトで保存すると、失われることがあります。課に確認依頼の調査票（前の記入を、欄の右に残してあります。）を送り、Excel で欄に書き写して、そのまま保存してもらってください。";

const COPY: &str =
    "この記入は資料に載りません。必要な内容は、色の付いた欄に書き写してもらってください。";

/// Where it stands, with what is told and asked of it.
fn place_of(written: &Written<'_>) -> (Code, String, &'static str) {
    let (code, place, hint) = match (&written.kind, written.sheet.hides(written.place)) {
        (_, Some(hidden)) => {
            let place = format!("非表示の{}", hidden_word(hidden));
            return (Code::WrittenHidden, place, COPY);
        }
        (Kind::Added { copied: true }, None) => (
            Code::WrittenOnAddedSheet,
            "様式のシートを写したシート",
            "写したシートの記入は読み取らず、資料に載りません。必要な内容は、元のシートの色の付いた欄に書き写してもらってください。",
        ),
        (Kind::Added { copied: false }, None) => {
            (Code::WrittenOnAddedSheet, "様式にないシート", COPY)
        }
        _ => (Code::WrittenBeside, "様式の欄の外", COPY),
    };
    (code, place.to_owned(), hint)
}

fn one(written: &Written<'_>) -> Diagnostic {
    let (code, message, hint) = match &written.kind {
        Kind::OverText(text) => (
            Code::WrittenOverPlan,
            format!(
                "様式の文章が書き換えられています。様式では「{}」です。",
                quoted(text)
            ),
            "資料には計画台帳の文章を使います。欄への答えであれば、色の付いた欄に書き写してもらい、計画の文章を改めるときは計画台帳を直してください。",
        ),
        Kind::OverFormula => (
            Code::WrittenOverPlan,
            "様式の表示（目標や記入状況を示す式）が書き換えられています。".to_owned(),
            COPY,
        ),
        Kind::OverPrevious(text) => (
            Code::WrittenOverPrevious,
            format!(
                "前回の内容が書き換えられています。前回は「{}」です。",
                quoted(text)
            ),
            "資料には前回の記録の値を使います。今回の答えであれば、色の付いた欄に書き写してもらい、前回の値の誤りであれば課と相談してください。",
        ),
        _ => {
            let (code, place, hint) = place_of(written);
            (code, format!("{place}に記入があります。"), hint)
        }
    };
    Diagnostic::new(code, message, hint).found(&written.typed)
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
