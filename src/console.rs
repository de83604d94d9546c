//! The terminal: lines for people on stdout, or with `--format json` the diagnostics as JSON on stdout
//! and nothing else there. Progress goes to stderr, and only to a terminal. It takes text and knows no domain.

use std::io::{self, ErrorKind, Write};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Format;
use crate::diagnostic::{Code, Diagnostic, Severity, render};

/// How a run ended, in the order of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 0: nothing wrong; warnings allowed.
    Clean,
    /// 1: errors in the submissions, 未提出 among them.
    Faults,
    /// 2: could not run, or a file could not be written or was withheld.
    Failed,
}

impl Outcome {
    /// The process's exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Faults => 1,
            Self::Failed => 2,
        }
    }

    /// By the gravest of these, as faults of submissions.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            Self::Faults
        } else {
            Self::Clean
        }
    }

    /// [`Failed`](Self::Failed) where something could not be written.
    pub(crate) fn and_written(self, faults: &[Diagnostic]) -> Self {
        if faults.iter().any(|d| d.severity == Severity::Error) {
            Self::Failed
        } else {
            self
        }
    }
}

pub(crate) struct Console {
    format: Format,
    stdout: Mutex<Stdout>,
}

/// Where the results go, and why they did not get there.
struct Stdout {
    to: Box<dyn Write + Send>,
    failed: Option<io::Error>,
}

impl Console {
    pub fn new(format: Format) -> Self {
        Self::to(format, Box::new(io::stdout()))
    }

    /// With something else for stdout.
    pub fn to(format: Format, to: Box<dyn Write + Send>) -> Self {
        let stdout = Mutex::new(Stdout { to, failed: None });
        Self { format, stdout }
    }

    /// The end of the run: [`Outcome::Failed`] where its results did not reach stdout (O013, on stderr).
    pub fn ended(&self, outcome: Outcome) -> Outcome {
        let Ok(mut stdout) = self.stdout.lock() else {
            return Outcome::Failed;
        };
        let flushed = stdout.to.flush();
        match stdout.failed.take().or(flushed.err()) {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => {
                to_stderr(&render::terminal(&[not_shown(&error)]));
                Outcome::Failed
            }
            _ => outcome,
        }
    }

    fn to_stdout(&self, text: &str) {
        if let Ok(mut stdout) = self.stdout.lock()
            && stdout.failed.is_none()
        {
            stdout.failed = stdout.to.write_all(text.as_bytes()).err();
        }
    }

    /// A line for people.
    pub fn line(&self, text: &str) {
        if self.format == Format::Text {
            self.to_stdout(&format!("{text}\n"));
        }
    }

    pub fn lines(&self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.line(&line);
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
                let reported: Vec<Diagnostic> = diagnostics
                    .iter()
                    .filter(|d| d.severity != Severity::Info)
                    .cloned()
                    .collect();
                self.to_stdout(&render::terminal(&reported));
            }
        }
    }

    /// All diagnostics of a run: in JSON each of them, for people this text of them.
    pub fn either(&self, diagnostics: &[Diagnostic], text: &str) {
        match self.format {
            Format::Json => self.json(diagnostics),
            Format::Text => self.to_stdout(text),
        }
    }

    /// A value as JSON, alone on stdout.
    pub fn data(&self, value: &impl serde::Serialize) -> Result<(), Diagnostic> {
        let text = serde_json::to_string_pretty(value).map_err(|error| {
            Diagnostic::new(Code::OutputUnwritable, "JSON を作れませんでした。", "")
                .found(error.to_string())
        })?;
        self.to_stdout(&format!("{text}\n"));
        Ok(())
    }

    fn json(&self, diagnostics: &[Diagnostic]) {
        if let Ok(text) = render::json(diagnostics) {
            self.to_stdout(&text);
        }
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

fn to_stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// O013. A pipe that was closed (`| head`) is no reason to fail.
fn not_shown(error: &io::Error) -> Diagnostic {
    let number = error.raw_os_error();
    let number = number.map_or(String::new(), |n| format!("（OSのエラー番号 {n}）"));
    Diagnostic::new(
        Code::ResultsNotShown,
        format!("結果の表示を、最後まで出力できませんでした{number}。"),
        "表示をファイルに保存しているときは、保存先の空き容量と書込みの権限を確かめて、もう一度実行してください。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(self.0))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn results_that_reach_nobody_are_no_success() {
        for (kind, expected) in [
            (ErrorKind::StorageFull, Outcome::Failed),
            (ErrorKind::Other, Outcome::Failed),
            (ErrorKind::BrokenPipe, Outcome::Faults),
        ] {
            let console = Console::to(Format::Text, Box::new(Failing(kind)));
            console.line("結果");
            assert_eq!(console.ended(Outcome::Faults), expected, "{kind}");
        }
        let console = Console::to(Format::Json, Box::new(Failing(ErrorKind::StorageFull)));
        console.line("people read this, and JSON is asked for");
        assert_eq!(console.ended(Outcome::Clean), Outcome::Clean);
    }
}
