//! 事務局.xlsx of any cycle, read from its file.

use crate::diagnostic::Diagnostic;
use crate::plan::{Cycle, OfficeTexts, Plan, register};
use crate::project_files::{ProjectFiles, office_texts_name};

/// What the office wrote for a cycle, where there is a 事務局.xlsx, and what there is to report of it.
///
/// # Errors
/// Where the workbook can't be read at all.
pub(crate) fn of_cycle(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
) -> Result<(OfficeTexts, Vec<Diagnostic>), Diagnostic> {
    let folder = cycle.folder();
    match files.office_texts(&folder)? {
        None => Ok(Default::default()),
        Some(bytes) => {
            let name = office_texts_name(&folder);
            let (texts, mut faults) = register::office_texts::read(&bytes, &name)?;
            faults.extend(plan.opinion_faults(&texts.opinions, cycle));
            faults.extend(plan.opinion_faults(&texts.faulty_opinions, cycle));
            Ok((texts, faults))
        }
    }
}
