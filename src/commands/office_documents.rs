//! 点検/: what the office alone sees.

use chrono::Datelike as _;

use super::reading::Reading;
use super::setting::Setting;
use crate::audience::OfficeView;
use crate::audience::office::{DepartmentCheck, FileCheck};
use crate::cycle::{Answer, DepartmentRecord};
use crate::diagnostic::{Code, Diagnostic, Severity, render};
use crate::values::Value;
use crate::workbook_output;

/// 点検結果.xlsx and 点検結果.json, as paths below the cycle's folder and bytes.
pub(super) fn make(
    setting: &Setting,
    reading: &Reading,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let diagnostics = &reading.record.diagnostics;
    let workbook = workbook_output::check_result(&view(setting, reading))
        .map_err(|e| failed(&e.to_string()))?;
    let json = render::json(diagnostics).map_err(|e| failed(&e.to_string()))?;
    Ok(vec![
        ("点検/点検結果.xlsx".to_owned(), workbook),
        ("点検/点検結果.json".to_owned(), json.into_bytes()),
    ])
}

fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        "点検結果を作れませんでした。",
        "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
    )
    .found(why)
}

fn view(setting: &Setting, reading: &Reading) -> OfficeView {
    let profile = &setting.plan.profile;
    let date = setting.cycle.inquiry_date;
    let whole = |n: u32| i32::try_from(n).unwrap_or(1);
    OfficeView {
        title: format!(
            "{} {} {}",
            profile.municipality,
            setting.plan.short_name(),
            setting.cycle.name()
        ),
        cycle: setting.cycle.name(),
        date: [date.year(), whole(date.month()), whole(date.day())],
        departments: reading
            .record
            .departments
            .iter()
            .map(|d| department(d, reading))
            .collect(),
        files: files(setting, reading),
        diagnostics: reading.record.diagnostics.clone(),
    }
}

fn department(record: &DepartmentRecord, reading: &Reading) -> DepartmentCheck {
    let own: Vec<&str> = reading
        .intake
        .files
        .iter()
        .filter(|f| f.department.as_deref() == Some(record.code.as_str()))
        .map(|f| f.path.as_str())
        .collect();
    let count = |severity| {
        reading
            .record
            .diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .filter(|d| d.file.as_deref().is_some_and(|f| own.contains(&f)))
            .count()
    };
    DepartmentCheck {
        code: record.code.clone(),
        division: record.division.clone(),
        name: record.name.clone(),
        status: record.status.label().to_owned(),
        file: if record.files.is_empty() {
            record.file.clone()
        } else {
            Some(record.files.join("、"))
        },
        round: record.round,
        respondent: text(&record.respondent.name),
        phone: text(&record.respondent.phone),
        approver: text(&record.approval.name),
        note: text(&record.respondent.note),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        corrections: count(Severity::Info),
    }
}

fn text(answer: &Answer) -> Option<String> {
    answer.as_ref()?.value.as_ref().map(Value::text)
}

fn files(setting: &Setting, reading: &Reading) -> Vec<FileCheck> {
    let name = |code: &str| {
        setting
            .plan
            .departments_in_force(setting.cycle.inquiry_date)
            .find(|d| d.code == code)
            .map(|d| d.name.clone())
    };
    let mut files: Vec<FileCheck> = reading
        .intake
        .files
        .iter()
        .map(|f| FileCheck {
            path: f.path.clone(),
            status: f.status.label().to_owned(),
            department: f.department.as_deref().and_then(name),
        })
        .collect();
    let system = reading
        .record
        .diagnostics
        .iter()
        .filter(|d| d.code == Code::FileSystem);
    files.extend(system.filter_map(|d| {
        Some(FileCheck {
            path: d.file.clone()?,
            status: "システムファイル".to_owned(),
            department: None,
        })
    }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
