//! The form of a department with what came in so far: its own answers, so that nothing is typed twice, and those of its partners
//! beside. It goes out with `forms --with-answers`, and with the mail that asks for the city's response to opinions.

use super::first_issue::first_issue;
use super::partners;
use super::reading::Reading;
use super::reissue::{Reissued, Returned};
use super::setting::Setting;
use crate::form::{Beside, FormLayout, blank_workbook};
use crate::plan::{Department, Part};
use crate::submission::Submission;

/// What stands beside the inputs, and the form where it holds answers: of a 所管課, and of a department whose words on an opinion
/// are awaited. Other departments get the form that they had.
pub(crate) fn of(
    setting: &Setting,
    reading: &Reading,
    department: &Department,
    parts: &[Part<'_>],
) -> (Beside, Reissued) {
    let (plan, cycle) = (&setting.plan, &setting.cycle);
    let mut beside = first_issue(setting, &reading.history, department, parts);
    let none = Reissued::default();
    let leads = parts.iter().any(|part| part.leads);
    if leads {
        beside.partners = partners::reports(&reading.record, department, &plan.profile.levels);
    }
    let opinions = &reading.record.opinions;
    if !leads && !opinions.iter().any(|o| o.awaits(&department.name)) {
        return (beside, none);
    }
    let mut submissions = reading.intake.submissions.iter();
    let Some(submission) = submissions.find(|s| s.department == department.code) else {
        return (beside, none);
    };
    let layout = FormLayout::new(plan, cycle, department, parts, &beside);
    let write = |beside: &Beside| written(setting, department, parts, beside);
    let reissued = with_answers(reading, submission, &layout, &beside, &write);
    (beside, reissued)
}

/// The form with this beside its inputs.
///
/// # Errors
/// Why the writer refuses.
pub(crate) fn written(
    setting: &Setting,
    department: &Department,
    parts: &[Part<'_>],
    beside: &Beside,
) -> Result<Vec<u8>, String> {
    let cycle = &setting.cycle;
    let layout = FormLayout::new(&setting.plan, cycle, department, parts, beside);
    blank_workbook::write(&layout, cycle.inquiry_date).map_err(|error| error.to_string())
}

/// The form with what came in; no workbook where the answers can't be written.
fn with_answers(
    reading: &Reading,
    submission: &Submission,
    layout: &FormLayout,
    beside: &Beside,
    write: &dyn Fn(&Beside) -> Result<Vec<u8>, String>,
) -> Reissued {
    let returned = Returned::new(submission, &reading.record.diagnostics, layout);
    let mut beside = beside.clone();
    returned.fill(&mut beside);
    let carried = returned.carried_over();
    beside.leftovers = carried
        .iter()
        .map(|(_, leftover)| leftover.clone())
        .collect();
    returned.written("調査票", &beside, &carried, write)
}
