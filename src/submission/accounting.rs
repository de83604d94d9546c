//! Accounts for the cells of a returned form that no input holds: each is the form's own text as issued,
//! one of its formulas, or something that somebody wrote beside the form, which is told.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::value;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::layout::{GUIDE_COLUMN, PREVIOUS_COLUMN};
use crate::form::returned_workbook::{
    Cell, CellValue, NameTarget, ReturnedSheet, ReturnedWorkbook,
};
use crate::form::{FormLayout, normalized_name};
use crate::values::a1;
use crate::values::japanese_text::without_space;

/// Cells told one by one in one file; the rest are told together.
const TOLD: usize = 200;

/// How often a text stands on a sheet as issued. Looked up, never listed: its order is no matter.
type Texts<'a> = HashMap<&'a str, usize>;

/// Something written beside the form: its sheet, its cell and what stands there.
type Written<'a> = (&'a ReturnedSheet, String, String);

/// Everything written outside the inputs. A form that says nothing of its own texts can't be accounted
/// for and gives nothing.
pub(super) fn beside_the_form(
    layout: &FormLayout,
    workbook: &ReturnedWorkbook,
    file: &str,
) -> Vec<Diagnostic> {
    if workbook.own_texts.is_empty() {
        return Vec::new();
    }
    let mut own = own_texts(layout, workbook);
    let mut inputs: HashMap<&str, HashSet<(u32, u32)>> = HashMap::new();
    for target in workbook.names.values() {
        if let NameTarget::Cell { sheet, row, column } = target {
            inputs.entry(sheet).or_default().insert((*row, *column));
        }
    }
    let mut written = Vec::new();
    for sheet in &workbook.sheets {
        let inputs = inputs.get(sheet.name.as_str());
        let texts = own.get_mut(sheet.name.as_str());
        let known = texts.is_some();
        let rest = not_as_issued(sheet, inputs, texts);
        if !rest.is_empty() {
            let texts = if known {
                own.remove(sheet.name.as_str()).unwrap_or_default()
            } else {
                all_texts(workbook)
            };
            written.extend(not_folded(sheet, &rest, &texts, known));
        }
    }
    told(&written, file)
}

/// Cells that are neither input nor formula, nor a text to the letter as issued, which is taken from `texts`.
fn not_as_issued<'a>(
    sheet: &'a ReturnedSheet,
    inputs: Option<&HashSet<(u32, u32)>>,
    mut texts: Option<&mut Texts<'_>>,
) -> Vec<((u32, u32), &'a Cell)> {
    let mut rest = Vec::new();
    for (place, cell) in &sheet.cells {
        if inputs.is_some_and(|i| i.contains(place)) || own_formula(cell, place.1) {
            continue;
        }
        let issued = match (&cell.value, &mut texts) {
            (CellValue::Text(text), Some(texts)) => take(texts, text.as_str()),
            _ => false,
        };
        if !issued {
            rest.push((*place, cell));
        }
    }
    rest
}

/// Of these cells those whose text is not among `texts` with white space apart either, which programs
/// change when they save. On a sheet that was not issued a text of the form may stand as often as it likes.
fn not_folded<'a>(
    sheet: &'a ReturnedSheet,
    cells: &[((u32, u32), &'a Cell)],
    texts: &Texts<'_>,
    once: bool,
) -> Vec<Written<'a>> {
    let mut left: HashMap<String, usize> = HashMap::new();
    for (text, count) in texts {
        *left.entry(without_space(text)).or_default() += count;
    }
    let mut written = Vec::new();
    for ((row, column), cell) in cells {
        let Some(typed) = value::typed(cell) else {
            continue;
        };
        match left.get_mut(&without_space(&typed)) {
            Some(count) if *count > 0 => *count -= usize::from(once),
            _ => written.push((sheet, a1(*row, *column), typed)),
        }
    }
    written
}

/// The form's own texts by the sheets as they are called now; last cycle's values are among them.
fn own_texts<'a>(
    layout: &FormLayout,
    workbook: &'a ReturnedWorkbook,
) -> HashMap<&'a str, Texts<'a>> {
    let mut now: HashMap<&str, &str> = HashMap::new();
    for (sheet, input) in layout.inputs() {
        if !now.contains_key(sheet)
            && let Some(place) = place(workbook, &input.field.name())
        {
            now.insert(sheet, place);
        }
    }
    let mut own: HashMap<&str, Texts<'_>> = HashMap::new();
    let mut add = |sheet, text| *own.entry(sheet).or_default().entry(text).or_default() += 1;
    for (sheet, text) in &workbook.own_texts {
        add(
            now.get(sheet.as_str()).copied().unwrap_or(sheet),
            text.as_str(),
        );
    }
    for (name, text) in previous(workbook) {
        if let Some(sheet) = place(workbook, name) {
            add(sheet, text);
        }
    }
    own
}

/// Every text of the form, wherever it was issued.
fn all_texts(workbook: &ReturnedWorkbook) -> Texts<'_> {
    let issued = workbook.own_texts.iter().map(|(_, text)| text.as_str());
    let texts: BTreeSet<&str> = issued.chain(previous(workbook).map(|(_, t)| t)).collect();
    texts.into_iter().map(|text| (text, 1)).collect()
}

/// Last cycle's values as issued, by the name of the input that they stand beside.
fn previous(workbook: &ReturnedWorkbook) -> impl Iterator<Item = (&str, &str)> {
    let all = workbook.meta.iter();
    all.filter_map(|(key, text)| Some((key.strip_prefix("previous:")?, text.as_str())))
}

/// The sheet that a name points to.
fn place<'a>(workbook: &'a ReturnedWorkbook, name: &str) -> Option<&'a str> {
    match workbook.names.get(&normalized_name(name))? {
        NameTarget::Cell { sheet, .. } => Some(sheet),
        _ => None,
    }
}

fn take(texts: &mut Texts<'_>, text: &str) -> bool {
    match texts.get_mut(text) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

/// The form has formulas in these two columns alone; their texts change with every program that saves.
fn own_formula(cell: &Cell, column: u32) -> bool {
    cell.formula.is_some()
        && [PREVIOUS_COLUMN, GUIDE_COLUMN]
            .map(u32::from)
            .contains(&column)
}

fn told(written: &[Written<'_>], file: &str) -> Vec<Diagnostic> {
    const HINT: &str =
        "この記入は資料に載りません。必要な内容は、色の付いた欄に書き写してもらってください。";
    let mut diagnostics: Vec<Diagnostic> = written
        .iter()
        .take(TOLD)
        .map(|(sheet, cell, typed)| {
            let hidden = if sheet.hidden {
                "（非表示のシート）"
            } else {
                ""
            };
            Diagnostic::new(
                Code::WrittenBeside,
                format!("様式の欄の外に記入があります{hidden}。"),
                HINT,
            )
            .in_file(file)
            .on_sheet(&sheet.name)
            .at_cell(cell)
            .found(typed)
        })
        .collect();
    if let Some((sheet, cell, _)) = written.get(TOLD) {
        diagnostics.push(
            Diagnostic::new(
                Code::WrittenBeside,
                format!(
                    "ここから後にも、様式の欄の外に記入が{}セルあります。",
                    written.len() - TOLD
                ),
                HINT,
            )
            .in_file(file)
            .on_sheet(&sheet.name)
            .at_cell(cell),
        );
    }
    diagnostics
}
