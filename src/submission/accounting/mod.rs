//! Accounts for every cell of a returned form that is not empty: it is an input, a text or formula of the form
//! itself, or something that somebody wrote, which is reported with its cell and its text. Notes and what lies over the
//! cells are reported as well. It reads no value and changes none.
//!
//! A cell is the form's own by the texts in `_form` (as often as issued, on their sheet) and by the places of its formulas. What
//! is left stands beside the form (N007), over a text or formula of the form (N008) or last cycle's value (N009), in a hidden
//! row, column or sheet (N010), or on a new or copied sheet (N011). A table, an annex, or what a filter hides is one
//! diagnostic that quotes each cell on a line ([`regions`]); `Submission::gathered` has the cells, so that each is carried
//! over. Sheets are known by the inputs on them, then by name, then by their texts. `account` gives the three sums, and a
//! property test writes random cells into random places and adds them up.

mod elsewhere;
mod expected;
mod marks;
mod origin;
mod own;
mod regions;
mod reporting;
mod written;

use std::collections::{HashMap, HashSet};

use super::Gathered;
use super::value;
use crate::diagnostic::Diagnostic;
use crate::form::layout::INPUT_COLUMN;
use crate::form::returned_workbook::{Cell, NameTarget, ReturnedSheet, ReturnedWorkbook};
use crate::form::{FormLayout, normalized_name};
use crate::values::japanese_text::without_space;
use origin::Origin;
use own::Own;
pub(super) use regions::FEW;
pub(super) use reporting::{NAMES_LOST, hidden_word, names_lost, range};
use written::{Kind, Written};

/// How many cells that are not empty were accounted for, and as what. Together they are all cells of all visible
/// and hidden sheets, but for the rows of key and value in `_form`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accounted {
    /// Cells of inputs of the layout: used, refused or told with their field.
    pub inputs: usize,
    /// Texts and formulas of the form itself.
    pub own: usize,
    /// Cells that a diagnostic tells, with inputs of the file that the layout does not have (N004).
    pub told: usize,
}

impl Accounted {
    pub const fn all(&self) -> usize {
        self.inputs + self.own + self.told
    }
}

/// Accounts for the cells of a form. The diagnostics tell everything written outside the inputs of the layout, but
/// not the inputs of the file that the layout does not have: these are told with their names.
///
/// A form that says nothing of its own texts can't be accounted for: all that is no input counts as its own.
pub fn account(
    layout: &FormLayout,
    workbook: &ReturnedWorkbook,
    file: &str,
) -> (Accounted, Vec<Diagnostic>) {
    let (sums, diagnostics, _) = accounted(layout, workbook, file);
    (sums, diagnostics)
}

/// The same, with the cells that a diagnostic tells together.
pub(super) fn accounted(
    layout: &FormLayout,
    workbook: &ReturnedWorkbook,
    file: &str,
) -> (Accounted, Vec<Diagnostic>, Gathered) {
    let inputs = Inputs::of(layout, workbook);
    let origins = origin::of_sheets(workbook);
    let mut sums = Accounted::default();
    let mut written = Vec::new();
    for (sheet, origin) in workbook.sheets.iter().zip(&origins) {
        let outside = inputs.apart(sheet, &mut sums);
        if workbook.issued.is_empty() {
            sums.own += outside.len();
            continue;
        }
        let mut told = outside_the_inputs(workbook, sheet, *origin, &outside);
        if matches!(origin, Origin::Issued(_)) && !inputs.has_any {
            told.iter_mut().for_each(as_answer);
        }
        sums.own += outside.len() - told.len();
        sums.told += told.len();
        written.extend(told);
    }
    for sheet in &workbook.own_sheets {
        let outside = inputs.apart(sheet, &mut sums);
        let told = beside_the_lists(layout, workbook, sheet, &outside);
        sums.own += outside.len() - told.len();
        sums.told += told.len();
        written.extend(told);
    }
    let (mut diagnostics, gathered) = reporting::told(&written, file);
    diagnostics.extend(marks::told(workbook, &origins, file));
    diagnostics.extend(elsewhere::told(layout, workbook, file));
    (sums, diagnostics, gathered)
}

/// In a form that lost all names, what stands beside its texts in the column of the inputs was typed into an input.
fn as_answer(written: &mut Written<'_>) {
    if written.kind == Kind::Beside && written.place.1 == u32::from(INPUT_COLUMN) {
        written.kind = Kind::Answer;
    }
}

/// A cell outside the inputs, with its text as typed.
struct Outside<'a> {
    place: (u32, u32),
    cell: &'a Cell,
    typed: String,
}

/// What of these cells is not the form's own.
fn outside_the_inputs<'a>(
    workbook: &'a ReturnedWorkbook,
    sheet: &'a ReturnedSheet,
    origin: Origin,
    outside: &[Outside<'_>],
) -> Vec<Written<'a>> {
    let (issued, copied) = match origin {
        Origin::Issued(at) => (workbook.issued.get(at), false),
        Origin::Copy(at) => (workbook.issued.get(at), true),
        Origin::Added => (None, false),
    };
    let told = |left: &Outside<'_>, kind: Kind| Written {
        sheet,
        place: left.place,
        typed: left.typed.clone(),
        kind,
    };
    let Some(issued) = issued else {
        let kind = Kind::Added { copied };
        return outside
            .iter()
            .map(|left| told(left, kind.clone()))
            .collect();
    };
    let mut own = Own::of(workbook, sheet, issued, copied);
    let left = own.take_away(outside);
    if copied {
        let kind = Kind::Added { copied };
        return left.iter().map(|left| told(left, kind.clone())).collect();
    }
    let stood = expected::at_their_places(workbook, sheet, issued, &own, outside, &left);
    left.iter()
        .map(|left| {
            let kind = stood.get(&left.place).cloned();
            told(left, kind.unwrap_or(Kind::Beside))
        })
        .collect()
}

/// What stands on the form's own hidden sheets and is no entry of its lists. The lists of another layout are not
/// known, and count as they are.
fn beside_the_lists<'a>(
    layout: &FormLayout,
    workbook: &ReturnedWorkbook,
    sheet: &'a ReturnedSheet,
    outside: &[Outside<'_>],
) -> Vec<Written<'a>> {
    if workbook.meta.get("layout") != Some(&layout.identity.layout) {
        return Vec::new();
    }
    let entries = layout.lists.iter().flat_map(|list| &list.entries);
    let entries: HashSet<String> = entries.map(|entry| folded(entry)).collect();
    let strange = outside
        .iter()
        .filter(|cell| cell.cell.formula.is_some() || !entries.contains(&folded(&cell.typed)));
    strange
        .map(|cell| Written {
            sheet,
            place: cell.place,
            typed: cell.typed.clone(),
            kind: Kind::Beside,
        })
        .collect()
}

/// The cells that names of inputs point to, by their sheets.
struct Inputs<'a> {
    /// With whether the layout has the input.
    places: HashMap<&'a str, HashMap<(u32, u32), bool>>,
    /// Whether any input of the layout has its name.
    has_any: bool,
}

impl<'a> Inputs<'a> {
    fn of(layout: &FormLayout, workbook: &'a ReturnedWorkbook) -> Self {
        let mut known: Vec<String> = layout
            .inputs()
            .map(|(_, input)| normalized_name(&input.field.name()))
            .collect();
        known.sort_unstable();
        let mut places: HashMap<&str, HashMap<(u32, u32), bool>> = HashMap::new();
        for (name, target) in &workbook.names {
            if let NameTarget::Cell { sheet, row, column } = target {
                let of_sheet = places.entry(sheet).or_default();
                let in_layout = of_sheet.entry((*row, *column)).or_default();
                *in_layout |= known.binary_search(name).is_ok();
            }
        }
        let has_any = places
            .values()
            .any(|of_sheet| of_sheet.values().any(|known| *known));
        Self { places, has_any }
    }

    /// Counts the inputs of a sheet; gives the other cells.
    fn apart<'s>(&self, sheet: &'s ReturnedSheet, sums: &mut Accounted) -> Vec<Outside<'s>> {
        let inputs = self.places.get(sheet.name.as_str());
        let mut outside = Vec::new();
        for (place, cell) in &sheet.cells {
            let Some(typed) = value::typed(cell) else {
                continue;
            };
            match inputs.and_then(|inputs| inputs.get(place)) {
                Some(true) => sums.inputs += 1,
                Some(false) => sums.told += 1,
                None => outside.push(Outside {
                    place: *place,
                    cell,
                    typed,
                }),
            }
        }
        outside
    }
}

/// Where a name points to.
fn place_of<'a>(workbook: &'a ReturnedWorkbook, name: &str) -> Option<(&'a str, (u32, u32))> {
    match workbook.names.get(&normalized_name(name))? {
        NameTarget::Cell { sheet, row, column } => Some((sheet, (*row, *column))),
        _ => None,
    }
}

/// Last cycle's value as issued beside an input.
fn previous<'a>(workbook: &'a ReturnedWorkbook, name: &str) -> Option<&'a str> {
    let value = workbook.meta.get(&format!("previous:{name}"))?;
    Some(value.as_str()).filter(|value| !value.is_empty())
}

/// How two writings of a text of the form are compared: programs change white space when they save.
fn folded(text: &str) -> String {
    without_space(text)
}
