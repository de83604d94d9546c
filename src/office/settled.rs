//! 確認済み: a warning that the office has looked at and found right is information for as long as the same stands in the same
//! field. Errors are never settled here, and what stands in papers (D008) is settled where they are searched.

use std::collections::{BTreeMap, BTreeSet};

use super::setting::Setting;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::{Beside, FormLayout};
use crate::plan::{Assignments, Settled};
use crate::submission::Intake;
use crate::values::japanese_text::match_key;
use crate::values::{CellLocation, Code as Id, date_japanese};

/// The warnings of the departments' cells with those that are settled as information, the rows that settle one, and R022
/// for each that settles nothing (any more).
pub(crate) fn settle(
    setting: &Setting,
    rows: &[Settled],
    intake: &Intake,
    diagnostics: Vec<Diagnostic>,
) -> (Vec<Diagnostic>, BTreeSet<CellLocation>) {
    let of_forms = |row: &&Settled| row.code != Code::DisclosureFound;
    let rows: Vec<&Settled> = rows.iter().filter(of_forms).collect();
    if rows.is_empty() {
        return (diagnostics, BTreeSet::new());
    }
    let places = Places::of(setting, intake);
    let mut used = BTreeSet::new();
    let mut settled: Vec<Diagnostic> = diagnostics
        .into_iter()
        .map(|diagnostic| {
            let warning = diagnostic.severity == Severity::Warning;
            let mut settling = rows.iter().filter(|row| {
                warning && places.is_about(row, &diagnostic) && same_typed(row, &diagnostic)
            });
            let Some(first) = settling.next() else {
                return diagnostic;
            };
            used.insert(first.at.clone());
            used.extend(settling.map(|row| row.at.clone()));
            diagnostic.dealt_with(how(first))
        })
        .collect();
    let idle = rows.iter().filter(|row| !used.contains(&row.at));
    let idle: Vec<Diagnostic> = idle
        .map(|row| nothing(row, now(row, &places, &settled)))
        .collect();
    settled.extend(idle);
    (settled, used)
}

/// `確認済み（令和8年6月1日）：公表済みのため`
fn how(row: &Settled) -> String {
    let date = row.date.map(|date| format!("（{}）", date_japanese(date)));
    format!("確認済み{}：{}", date.unwrap_or_default(), row.reason)
}

/// Whether the same stands there as when it was settled; width and space at the ends do not count.
fn same_typed(row: &Settled, diagnostic: &Diagnostic) -> bool {
    let key = |text: &Option<String>| match_key(text.as_deref().unwrap_or_default());
    key(&row.typed) == key(&diagnostic.found)
}

/// What stands now where a row is about.
fn now<'d>(row: &Settled, places: &Places, all: &'d [Diagnostic]) -> Option<&'d Diagnostic> {
    let mut here = all.iter().filter(|d| d.severity == Severity::Warning);
    here.find(|d| places.is_about(row, d))
}

/// R022.
fn nothing(row: &Settled, now: Option<&Diagnostic>) -> Diagnostic {
    let (message, hint) = match now {
        Some(now) => (
            format!(
                "記入が変わったため、確認済みとしていません。今の記入は{}です。",
                match now.found.as_deref() {
                    None | Some("") => "空欄".to_owned(),
                    Some(found) => format!("「{found}」"),
                }
            ),
            "今の記入も差し支えないときは、「記入」を改めてください。差し支えるときは、この行を消してください。",
        ),
        None => (
            "この行に当たる確認事項は、今はありません。".to_owned(),
            "課、コード、番号及び欄を、点検結果のとおりに記入しているかを確かめてください。要らなくなった行は、消してください。",
        ),
    };
    let reported = Diagnostic::new(Code::SettledNothing, message, hint).at(&row.at);
    match &row.typed {
        Some(typed) => reported.found(typed),
        None => reported,
    }
}

/// Whose file each is, and which field lies in each cell.
struct Places {
    /// Code and name by path.
    departments: BTreeMap<String, (String, String)>,
    /// Number and label, and the label with its unit.
    fields: BTreeMap<CellLocation, (String, [String; 2])>,
}

impl Places {
    fn of(setting: &Setting, intake: &Intake) -> Self {
        let (plan, cycle) = (&setting.plan, &setting.cycle);
        let mut places = Self {
            departments: BTreeMap::new(),
            fields: BTreeMap::new(),
        };
        for (department, parts) in Assignments::of(plan, cycle).departments() {
            let own = intake.files.iter();
            let own = own.filter(|f| f.department.as_deref() == Some(department.code.as_str()));
            for file in own {
                let of = (department.code.clone(), department.name.clone());
                places.departments.insert(file.path.clone(), of);
            }
            let mut submissions = intake.submissions.iter();
            let Some(submission) = submissions.find(|s| s.department == department.code) else {
                continue;
            };
            let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
            for (_, input) in layout.inputs() {
                if let Some(place) = submission.places.get(&input.field) {
                    let labels = [input.field.label().to_owned(), input.label.clone()];
                    let field = (input.code.clone(), labels);
                    places.fields.insert(place.clone(), field);
                }
            }
        }
        places
    }

    /// Whether a diagnostic is of the code, the department and the field of a row. What a row leaves blank is not held
    /// against the diagnostic.
    fn is_about(&self, row: &Settled, diagnostic: &Diagnostic) -> bool {
        let file = diagnostic.file.as_ref();
        let Some((code, name)) = file.and_then(|file| self.departments.get(file)) else {
            return false;
        };
        let same = |a: &str, b: &str| match_key(a) == match_key(b);
        if row.code != diagnostic.code
            || !(same(&row.department, name) || same(&row.department, code))
        {
            return false;
        }
        let field = diagnostic.location();
        let field = field.and_then(|at| self.fields.get(&at));
        let numbered = row.number.as_ref().is_none_or(|wanted| {
            field.is_some_and(|(number, _)| {
                same(number, wanted)
                    || Id::derive(number).is_some_and(|n| Some(n) == Id::derive(wanted))
            })
        });
        let labelled = row.field.as_ref().is_none_or(|wanted| {
            field.is_some_and(|(_, labels)| labels.iter().any(|label| same(label, wanted)))
        });
        numbered && labelled
    }
}
