//! The terminal's view of a check: faults in groups by department and file, then a short table of the departments
//! that need something. Long groups are shortened, and say so; every file with a fault is named.

use std::collections::BTreeMap;

use super::reading::Reading;
use crate::cycle::DepartmentStatus;
use crate::diagnostic::{Code, Diagnostic, Severity, render};
use crate::submission::FileStatus;
use crate::values::japanese_text::width;

/// Faults of one group shown by severity; the rest is counted.
const SHOWN: [(Severity, usize); 2] = [(Severity::Error, 20), (Severity::Warning, 10)];

/// Errors and 確認 of `diagnostics`, and the table.
pub(crate) fn text(reading: &Reading, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for (title, faults) in groups(reading, diagnostics) {
        group(&mut text, &title, &faults);
    }
    table(&mut text, reading);
    text
}

/// Leaves only these departments in a reading, and what is about them.
pub(crate) fn retain(reading: &mut Reading, wanted: impl Fn(&str) -> bool) {
    let names = |reading: &Reading| -> Vec<String> {
        let departments = reading.record.departments.iter();
        let own = departments.filter(|d| wanted(&d.code));
        own.map(|d| d.name.clone()).collect()
    };
    let names = names(reading);
    let own = |d: &Diagnostic| match &d.file {
        Some(file) => {
            department(reading, file).is_some_and(|(_, name)| names.iter().any(|n| n == name))
        }
        None => names.iter().any(|name| d.message.contains(name.as_str())),
    };
    let diagnostics = reading
        .record
        .diagnostics
        .iter()
        .filter(|d| own(d))
        .cloned();
    reading.record.diagnostics = diagnostics.collect();
    reading.record.departments.retain(|d| wanted(&d.code));
}

/// Both sums that must come out even, and the faults by kind, a line each.
pub(crate) fn summary(reading: &Reading, reported: &[Diagnostic]) -> Vec<String> {
    let (files, record) = (&reading.intake.files, &reading.record);
    let count = |status| files.iter().filter(|f| f.status == status).count();
    let summary = &record.summary;
    let mut lines = vec![
        format!(
            "ファイル {}件 ＝ 受付済 {} ＋ 差替済 {} ＋ 受付不可 {}",
            files.len(),
            count(FileStatus::Accepted),
            count(FileStatus::Superseded),
            count(FileStatus::Refused)
        ),
        format!(
            "課 {} ＝ 提出済 {} ＋ 未提出 {}",
            summary.expected, summary.submitted, summary.missing
        ),
    ];
    lines.extend([Severity::Error, Severity::Warning, Severity::Info].map(|s| kinds(s, reported)));
    lines
}

fn kinds(severity: Severity, diagnostics: &[Diagnostic]) -> String {
    let mut kinds: BTreeMap<&str, (Code, usize)> = BTreeMap::new();
    for d in diagnostics.iter().filter(|d| d.severity == severity) {
        kinds.entry(d.code.id()).or_insert((d.code, 0)).1 += 1;
    }
    let all: usize = kinds.values().map(|(_, n)| n).sum();
    let parts: Vec<String> = kinds
        .values()
        .map(|(code, n)| format!("{} {n}", code.title()))
        .collect();
    let parts = match parts.as_slice() {
        [] => String::new(),
        parts => format!("（{}）", parts.join("、")),
    };
    format!("{} {all}件{parts}", severity.label())
}

/// In the order of the departments, then other files, then what concerns no file.
fn groups<'a>(
    reading: &Reading,
    diagnostics: &'a [Diagnostic],
) -> Vec<(String, Vec<&'a Diagnostic>)> {
    let mut groups: BTreeMap<(usize, &str), (String, Vec<&Diagnostic>)> = BTreeMap::new();
    for fault in diagnostics.iter().filter(|d| d.severity != Severity::Info) {
        let file = fault.file.as_deref().unwrap_or("");
        let department = department(reading, file);
        let (order, title) = match (file, department) {
            ("", _) => (usize::MAX, "提出状況など".to_owned()),
            (_, Some((at, name))) => (at, format!("{name}　{file}")),
            (_, None) => (usize::MAX - 1, file.to_owned()),
        };
        let group = groups
            .entry((order, file))
            .or_insert_with(|| (title, Vec::new()));
        group.1.push(fault);
    }
    groups.into_values().collect()
}

/// Place in the register's order and name of the department that a file is of.
fn department<'a>(reading: &'a Reading, file: &str) -> Option<(usize, &'a str)> {
    let code = reading
        .intake
        .files
        .iter()
        .find(|f| f.path == file)?
        .department
        .as_deref()?;
    let mut departments = reading.record.departments.iter().enumerate();
    let (at, department) = departments.find(|(_, d)| d.code == code)?;
    Some((at, &department.name))
}

fn group(text: &mut String, title: &str, faults: &[&Diagnostic]) {
    let of = |severity| -> Vec<&Diagnostic> {
        let faults = faults.iter().copied();
        faults.filter(|d| d.severity == severity).collect()
    };
    let counts: Vec<String> = SHOWN
        .iter()
        .map(|(severity, _)| (severity.label(), of(*severity).len()))
        .filter(|(_, count)| *count > 0)
        .map(|(label, count)| format!("{label} {count}"))
        .collect();
    text.push_str(&format!(
        "■ {}（{}）\n",
        render::escaped(title),
        counts.join("、")
    ));
    for (severity, most) in SHOWN {
        let faults = of(severity);
        let shown = &faults[..most.min(faults.len())];
        for (at, fault) in shown.iter().enumerate() {
            // The same advice over and over is said once, at the end.
            let again = shown
                .get(at + 1)
                .is_some_and(|next| next.code == fault.code && next.hint == fault.hint);
            render::below_its_file(text, fault, !again);
        }
        let rest = faults.len() - shown.len();
        if rest > 0 {
            text.push_str(&format!(
                "  ほか{} {rest}件（点検結果.xlsx の「確認事項」にあります。）\n",
                severity.label()
            ));
        }
    }
    text.push('\n');
}

/// 課, 状況, 誤り and 確認 of the departments that need something.
fn table(text: &mut String, reading: &Reading) {
    let count = |code: &str, severity| {
        let own: Vec<&str> = reading
            .intake
            .files
            .iter()
            .filter(|f| f.department.as_deref() == Some(code))
            .map(|f| f.path.as_str())
            .collect();
        let faults = reading.record.diagnostics.iter();
        faults
            .filter(|d| d.severity == severity)
            .filter(|d| d.file.as_deref().is_some_and(|f| own.contains(&f)))
            .count()
    };
    let rows: Vec<[String; 4]> = reading
        .record
        .departments
        .iter()
        .map(|d| {
            let [errors, warnings] =
                [Severity::Error, Severity::Warning].map(|severity| count(&d.code, severity));
            (d, errors, warnings)
        })
        .filter(|(d, errors, warnings)| {
            d.status != DepartmentStatus::Submitted || errors + warnings > 0
        })
        .map(|(d, errors, warnings)| {
            let number = |n: usize| match (n, d.status) {
                (0, DepartmentStatus::Missing) => "－".to_owned(),
                _ => n.to_string(),
            };
            [
                render::escaped(&d.name),
                d.status.label().to_owned(),
                number(errors),
                number(warnings),
            ]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let head = ["課", "状況", "誤り", "確認"].map(str::to_owned);
    let mut widths = [0; 4];
    for row in rows.iter().chain([&head]) {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    for row in [&head].into_iter().chain(&rows) {
        text.push_str(aligned(row, &widths).trim_end());
        text.push('\n');
    }
    text.push('\n');
}

/// Names at the left, counts at the right.
fn aligned(row: &[String; 4], widths: &[usize; 4]) -> String {
    let cells = row
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(at, (cell, widest))| {
            let space = " ".repeat(widest - width(cell));
            if at < 2 {
                format!("{cell}{space}")
            } else {
                format!("{space}{cell}")
            }
        });
    cells.collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_the_width() {
        let widths = [10, 6, 4, 4];
        let row = |cells: [&str; 4]| aligned(&cells.map(str::to_owned), &widths);
        assert_eq!(
            row(["課", "状況", "誤り", "確認"]),
            "課          状況    誤り  確認"
        );
        assert_eq!(
            row(["総務課", "要確認", "2", "10"]),
            "総務課      要確認     2    10"
        );
    }

    #[test]
    fn a_long_group_says_how_many_more_there_are() {
        let fault = |cell: usize| {
            Diagnostic::new(
                Code::WrittenBeside,
                "欄の外に記入があります。",
                "消してください。",
            )
            .in_file("a.xlsx")
            .on_sheet("1-①")
            .at_cell(format!("F{cell}"))
        };
        let faults: Vec<Diagnostic> = (1..14).map(fault).collect();
        let mut text = String::new();
        group(
            &mut text,
            "総務課　a.xlsx",
            &faults.iter().collect::<Vec<_>>(),
        );
        assert!(text.starts_with("■ 総務課　a.xlsx（確認 13）\n  確認[N007] 1-① › F1: 欄の外に"));
        assert!(text.contains("F10") && !text.contains("F11"), "{text}");
        assert!(text.contains("  ほか確認 3件（点検結果.xlsx"), "{text}");
        assert_eq!(text.matches("消してください。").count(), 1, "{text}");
    }
}
