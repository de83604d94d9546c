//! The terminal: lines for people on stdout, or with `--format json` the diagnostics as JSON on stdout
//! and nothing else there. Progress goes to stderr, and only to a terminal.

use std::collections::BTreeMap;
use std::io::Write as _;

use indicatif::{ProgressBar, ProgressStyle};

use super::fault_list;
use super::reading::Reading;
use crate::cli::Format;
use crate::cycle::CycleRecord;
use crate::diagnostic::{Code, Diagnostic, Severity, render};
use crate::submission::{FileStatus, Intake};

pub(super) struct Console {
    format: Format,
}

impl Console {
    pub fn new(format: Format) -> Self {
        Self { format }
    }

    /// A line for people.
    pub fn line(&self, text: &str) {
        if self.format == Format::Text {
            to_stdout(&format!("{text}\n"));
        }
    }

    /// Why nothing was done.
    pub fn stopped(&self, diagnostics: &[Diagnostic]) {
        match self.format {
            Format::Json => self.json(diagnostics),
            Format::Text => {
                to_stderr(&render::terminal(diagnostics));
                to_stderr("処理を中止しました。\n");
            }
        }
    }

    /// All diagnostics of a run: in JSON each of them, for people errors and 確認.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        match self.format {
            Format::Json => self.json(diagnostics),
            Format::Text => {
                let told: Vec<Diagnostic> = diagnostics
                    .iter()
                    .filter(|d| d.severity != Severity::Info)
                    .cloned()
                    .collect();
                to_stdout(&render::terminal(&told));
            }
        }
    }

    /// All diagnostics of a check: in JSON each of them, for people in groups and with a table.
    pub fn checked(&self, reading: &Reading, diagnostics: &[Diagnostic]) {
        match self.format {
            Format::Json => self.json(diagnostics),
            Format::Text => to_stdout(&fault_list::text(reading, diagnostics)),
        }
    }

    /// A value as JSON, alone on stdout.
    pub fn data(&self, value: &impl serde::Serialize) -> Result<(), Diagnostic> {
        let text = serde_json::to_string_pretty(value).map_err(|error| {
            Diagnostic::new(Code::OutputUnwritable, "JSON を作れませんでした。", "")
                .found(error.to_string())
        })?;
        to_stdout(&format!("{text}\n"));
        Ok(())
    }

    fn json(&self, diagnostics: &[Diagnostic]) {
        if let Ok(text) = render::json(diagnostics) {
            to_stdout(&text);
        }
    }

    /// Both sums that must come out even, and the faults by kind.
    pub fn summary(&self, intake: &Intake, record: &CycleRecord, told: &[Diagnostic]) {
        let count = |status| intake.files.iter().filter(|f| f.status == status).count();
        self.line(&format!(
            "ファイル {}件 ＝ 受付済 {} ＋ 差替済 {} ＋ 受付不可 {}",
            intake.files.len(),
            count(FileStatus::Accepted),
            count(FileStatus::Superseded),
            count(FileStatus::Refused)
        ));
        let summary = &record.summary;
        self.line(&format!(
            "課 {} ＝ 提出済 {} ＋ 未提出 {}",
            summary.expected, summary.submitted, summary.missing
        ));
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            self.kinds(severity, told);
        }
    }

    fn kinds(&self, severity: Severity, diagnostics: &[Diagnostic]) {
        let mut kinds: BTreeMap<&str, (Code, usize)> = BTreeMap::new();
        for d in diagnostics.iter().filter(|d| d.severity == severity) {
            kinds.entry(d.code.id()).or_insert((d.code, 0)).1 += 1;
        }
        let all: usize = kinds.values().map(|(_, n)| n).sum();
        let parts: Vec<String> = kinds
            .values()
            .map(|(code, n)| format!("{} {n}", code.title()))
            .collect();
        let parts = if parts.is_empty() {
            String::new()
        } else {
            format!("（{}）", parts.join("、"))
        };
        self.line(&format!("{} {all}件{parts}", severity.label()));
    }

    /// A bar for `steps` steps; it shows on a terminal only.
    pub fn progress(&self, steps: usize, what: &'static str) -> ProgressBar {
        let bar = ProgressBar::new(steps as u64).with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar
    }
}

/// A closed pipe (`| head`) is no reason to fail.
fn to_stdout(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn to_stderr(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
