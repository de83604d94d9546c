//! Accounts for the cells of a returned form that no input holds: each is the form's own text as issued,
//! one of its formulas, or something that somebody wrote beside the form, which is told.

use std::collections::{BTreeMap, BTreeSet};

use super::value;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::layout::{GUIDE_COLUMN, PREVIOUS_COLUMN};
use crate::form::returned_workbook::{Cell, NameTarget, ReturnedSheet, ReturnedWorkbook};
use crate::form::{FormLayout, normalized_name};
use crate::values::a1;
use crate::values::japanese_text::without_space;

/// Cells told one by one in one file; the rest are told together.
const TOLD: usize = 200;

/// How often a text stands on a sheet as issued.
type Texts = BTreeMap<String, usize>;

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
    let named: BTreeSet<(&str, u32, u32)> = workbook
        .names
        .values()
        .filter_map(|target| match target {
            NameTarget::Cell { sheet, row, column } => Some((sheet.as_str(), *row, *column)),
            _ => None,
        })
        .collect();
    let anywhere: BTreeSet<String> = own.values().flat_map(|t| t.keys().cloned()).collect();
    let mut written = Vec::new();
    for sheet in &workbook.sheets {
        let mut here = own.get_mut(&sheet.name);
        for (&(row, column), cell) in &sheet.cells {
            let input = named.contains(&(sheet.name.as_str(), row, column));
            if input || own_formula(cell, column) {
                continue;
            }
            let Some(typed) = value::typed(cell) else {
                continue;
            };
            let key = without_space(&typed);
            let issued = match &mut here {
                Some(texts) => take(texts, &key),
                None => anywhere.contains(&key),
            };
            if !issued {
                written.push((sheet, a1(row, column), typed));
            }
        }
    }
    told(&written, file)
}

/// The form's own texts by the sheets as they are called now; last cycle's values are among them.
fn own_texts(layout: &FormLayout, workbook: &ReturnedWorkbook) -> BTreeMap<String, Texts> {
    let now: BTreeMap<&str, &str> = layout
        .inputs()
        .filter_map(|(sheet, input)| Some((sheet, place(workbook, &input.field.name())?)))
        .collect();
    let mut own: BTreeMap<String, Texts> = BTreeMap::new();
    let mut add = |sheet: &str, text: &str| {
        let texts = own.entry(sheet.to_owned()).or_default();
        *texts.entry(without_space(text)).or_default() += 1;
    };
    for (sheet, text) in &workbook.own_texts {
        add(now.get(sheet.as_str()).copied().unwrap_or(sheet), text);
    }
    for (key, text) in &workbook.meta {
        let name = key.strip_prefix("previous:");
        if let Some(sheet) = name.and_then(|name| place(workbook, name)) {
            add(sheet, text);
        }
    }
    own
}

/// The sheet that a name points to.
fn place<'a>(workbook: &'a ReturnedWorkbook, name: &str) -> Option<&'a str> {
    match workbook.names.get(&normalized_name(name))? {
        NameTarget::Cell { sheet, .. } => Some(sheet),
        _ => None,
    }
}

fn take(texts: &mut Texts, key: &str) -> bool {
    match texts.get_mut(key) {
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

fn told(written: &[(&ReturnedSheet, String, String)], file: &str) -> Vec<Diagnostic> {
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
