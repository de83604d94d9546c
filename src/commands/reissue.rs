//! A form that goes to its department again: with its own answers as they were typed, and with what it wrote
//! beside them. Shared by 確認依頼 and by `forms --with-answers`.

use std::collections::{BTreeMap, BTreeSet};

use super::setting::Setting;
use crate::audience::question::{is_beside, is_misplaced};
use crate::cycle::Previous;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::layout::{ASK_SHEET, GUIDE_COLUMN, Leftover, placed};
use crate::form::{Beside, Field, FormLayout, Row, reissue};
use crate::plan::{Department, Part};
use crate::submission::Submission;
use crate::values::japanese_text::sheet_name_safe;
use crate::values::{CellLocation, parse_a1};

/// What stands beside the inputs of a form that is issued for the first time: last cycle's values.
pub(super) fn first_issue(
    setting: &Setting,
    previous: Option<&Previous>,
    department: &Department,
    parts: &[Part<'_>],
) -> Beside {
    let (plan, cycle) = (&setting.plan, &setting.cycle);
    let mut beside = Beside {
        round: 1,
        previous_cycle: previous.map(|p| p.cycle.clone()),
        ..Beside::default()
    };
    if let Some(previous) = previous {
        let layout = FormLayout::new(plan, cycle, department, parts, &beside);
        let fields = layout.inputs().map(|(_, input)| input.field.clone());
        beside.previous = previous.beside(plan, department, fields);
    }
    beside
}

/// A submission, seen from the form that answers it.
pub(super) struct Returned<'a> {
    pub submission: &'a Submission,
    /// All that was told of its files.
    pub diagnostics: Vec<&'a Diagnostic>,
    /// The form as it is issued now.
    layout: &'a FormLayout,
    places: BTreeMap<&'a CellLocation, &'a Field>,
    /// Names of the returned sheets by what they are called in the form now.
    sheets: BTreeMap<&'a str, &'a str>,
}

/// A diagnostic whose text is carried over, with the place in the form where it comes to stand.
pub(super) type CarriedOver<'a> = (&'a Diagnostic, Leftover);

impl<'a> Returned<'a> {
    pub fn new(
        submission: &'a Submission,
        diagnostics: &'a [Diagnostic],
        layout: &'a FormLayout,
    ) -> Self {
        let files: BTreeSet<&str> = submission.files.iter().map(|f| f.path.as_str()).collect();
        let own = |d: &&Diagnostic| d.file.as_deref().is_some_and(|f| files.contains(f));
        let mut sheets = BTreeMap::new();
        for (sheet, input) in layout.inputs() {
            if let Some(place) = submission.places.get(&input.field) {
                sheets.entry(place.sheet.as_str()).or_insert(sheet);
            }
        }
        Self {
            submission,
            diagnostics: diagnostics.iter().filter(own).collect(),
            layout,
            places: submission.places.iter().map(|(f, p)| (p, f)).collect(),
            sheets,
        }
    }

    /// The field in whose cell a diagnostic stands.
    pub fn field(&self, diagnostic: &Diagnostic) -> Option<&'a Field> {
        let place = CellLocation {
            file: diagnostic.file.clone()?,
            sheet: diagnostic.sheet.clone()?,
            cell: diagnostic.cell.clone()?,
        };
        self.places.get(&place).copied()
    }

    /// The name of a returned sheet in the form now.
    pub fn sheet<'s>(&self, name: &'s str) -> &'s str
    where
        'a: 's,
    {
        self.sheets.get(name).copied().unwrap_or(name)
    }

    /// Answers, round and what it replaces; last cycle's values stay.
    pub fn fill(&self, beside: &mut Beside) {
        let misplaced: BTreeSet<&Field> = self
            .diagnostics
            .iter()
            .filter(|d| is_misplaced(d.code))
            .filter_map(|d| self.field(d))
            .collect();
        beside.answers = self
            .submission
            .cells
            .iter()
            .filter(|(field, _)| !misplaced.contains(field))
            .map(|(field, cell)| (field.clone(), reissue::prefill(cell)))
            .collect();
        beside.round = self.submission.round.saturating_add(1);
        let digests: Vec<&str> = self
            .submission
            .files
            .iter()
            .map(|f| f.digest.as_str())
            .collect();
        beside.replaces = Some(digests.join(" "));
    }

    /// The texts that stood beside the inputs, and those of misplaced answers, each with its new place.
    pub fn carried_over(&self) -> Vec<CarriedOver<'a>> {
        let own = self.layout.sheets.iter().map(|s| s.name.clone());
        let mut taken: Vec<String> = own.chain([ASK_SHEET.to_owned()]).collect();
        let mut added: BTreeMap<String, String> = BTreeMap::new();
        let (carried, leftovers): (Vec<&Diagnostic>, Vec<Leftover>) = self
            .diagnostics
            .iter()
            .filter_map(|d| Some((*d, self.leftover(d)?)))
            .map(|(d, mut leftover)| {
                if !taken.contains(&leftover.sheet) {
                    let name = added
                        .entry(leftover.sheet.clone())
                        .or_insert_with(|| sheet_name_safe(&leftover.sheet, &mut taken));
                    leftover.sheet.clone_from(name);
                }
                (d, leftover)
            })
            .unzip();
        carried
            .into_iter()
            .zip(placed(&self.layout.sheets, leftovers))
            .collect()
    }

    fn leftover(&self, diagnostic: &Diagnostic) -> Option<Leftover> {
        let mut text = diagnostic.found.clone()?;
        if diagnostic.code == Code::FileConflict {
            // The message quotes what the other files say.
            text = format!("{text}\n（{}）", diagnostic.message);
        }
        let (sheet, cell) = (diagnostic.sheet.as_deref()?, diagnostic.cell.as_deref()?);
        let at = |sheet: &str, row, column| Leftover {
            sheet: sheet.to_owned(),
            row,
            column,
            text: text.clone(),
        };
        match self.field(diagnostic) {
            // A misplaced answer goes to the right of its own field.
            Some(field) if is_misplaced(diagnostic.code) => {
                let (sheet, row) = self.row_of(field)?;
                Some(at(sheet, row, GUIDE_COLUMN + 1))
            }
            Some(_) if diagnostic.code == Code::WrittenHidden => None,
            _ if !is_beside(diagnostic.code) => None,
            // A note or a box at a field: beside that field, wherever its row has moved to.
            Some(field) => {
                let (sheet, row) = self.row_of(field)?;
                Some(at(sheet, row, GUIDE_COLUMN + 1))
            }
            None => {
                let (row, column) = parse_a1(cell)?;
                Some(at(self.sheet(sheet), row, u16::try_from(column).ok()?))
            }
        }
    }

    /// Sheet and zero-based row of a field in the form now.
    fn row_of(&self, field: &Field) -> Option<(&'a str, u32)> {
        self.layout.sheets.iter().find_map(|sheet| {
            let mut rows = (0..).zip(&sheet.rows);
            let (row, _) =
                rows.find(|(_, row)| matches!(row, Row::Input(input) if input.field == *field))?;
            Some((sheet.name.as_str(), row))
        })
    }
}
