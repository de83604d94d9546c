//! Departments without a form that could be taken.

use std::collections::BTreeMap;

use super::record::{DepartmentRecord, DepartmentStatus};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Assignments, Cycle};
use crate::submission::{FileStatus, Intake, departments_named};

/// S001. A file that was refused is named where its name or its folder speaks of the department, so that
/// nobody is reminded of what was sent.
pub(super) fn not_submitted(
    cycle: &Cycle,
    assignments: &Assignments<'_>,
    departments: &[DepartmentRecord],
    intake: &Intake,
) -> Vec<Diagnostic> {
    let refused = refused_files(departments, intake);
    let missing = departments.iter();
    let missing = missing.filter(|d| d.status == DepartmentStatus::Missing);
    missing
        .map(|d| {
            let department = format!("{}（課コード {}）", d.name, d.code);
            let (message, hint) = match refused.get(d.code.as_str()) {
                Some(file) => (
                    format!("{department}の調査票は、届いた「{file}」を受け付けられないため、未提出として扱います。"),
                    "そのファイルについての対応を見て、出し直してもらってください。".to_owned(),
                ),
                None => {
                    let due = cycle.due_of(assignments.leads_any(&d.code));
                    let due = crate::values::date_japanese(due);
                    (
                        format!("{department}の調査票が提出されていません。"),
                        format!("提出期限は{due}です。課に提出をお願いしてください。"),
                    )
                }
            };
            Diagnostic::new(Code::NotSubmitted, message, hint).of_department(&d.name)
        })
        .collect()
}

/// The first refused file that speaks of each department, by 課コード.
fn refused_files<'a>(
    departments: &'a [DepartmentRecord],
    intake: &'a Intake,
) -> BTreeMap<&'a str, &'a str> {
    let names: Vec<(&str, &str)> = departments
        .iter()
        .map(|d| (d.code.as_str(), d.name.as_str()))
        .collect();
    let mut refused = BTreeMap::new();
    let files = intake.files.iter();
    for file in files.filter(|f| f.status == FileStatus::Refused) {
        for (code, _) in departments_named(&file.path, &names) {
            refused.entry(code).or_insert(file.path.as_str());
        }
    }
    refused
}
