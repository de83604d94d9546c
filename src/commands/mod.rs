//! One short file per command. Here: what they share, and how a run ends.

mod asking;
mod attachments;
mod bodies;
mod characters;
mod check;
mod close;
mod console;
#[cfg(test)]
mod cut_off;
mod diff;
mod documents;
mod earlier_cycles;
mod explain;
mod fault_list;
mod fonts;
mod forms;
mod frozen;
mod init;
mod letters;
// Shared by the tests of this module and tests/it.
#[cfg(test)]
#[path = "../../tests/it/filling.rs"]
mod filling;
#[cfg(test)]
mod odd_forms;
mod office_documents;
mod partners;
mod proofs;
mod reading;
mod rehearsal;
mod reissue;
mod report;
mod setting;
mod status;
mod templates;
mod work;

use crate::cli::{Cli, Command};
use crate::diagnostic::{Diagnostic, Severity};
use console::Console;

/// How a run ended, in the order of gravity (design: Commands).
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
    fn of(diagnostics: &[Diagnostic]) -> Self {
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            Self::Faults
        } else {
            Self::Clean
        }
    }

    /// [`Failed`](Self::Failed) where something could not be written.
    fn and_written(self, faults: &[Diagnostic]) -> Self {
        if faults.iter().any(|d| d.severity == Severity::Error) {
            Self::Failed
        } else {
            self
        }
    }
}

/// Why a command could not run: the diagnostics to tell.
#[derive(Debug)]
struct Stop(Vec<Diagnostic>);

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Stop {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self(diagnostics)
    }
}

/// Runs a command and tells what came of it.
pub fn run(cli: Cli) -> Outcome {
    let format = match &cli.command {
        Command::Check(args) => args.format,
        Command::Report(args) => args.read.format,
        Command::Explain(args) => args.format,
        Command::Diff(args) => args.format,
        _ => crate::cli::Format::Text,
    };
    let console = Console::new(format);
    let done = match cli.command {
        Command::Init(args) => init::run(&console, args.dir.unwrap_or(cli.root)),
        Command::Forms(args) => forms::run(&console, cli.root, &args),
        Command::Check(args) => check::run(&console, cli.root, &args),
        Command::Report(mut args) => report::run(&console, cli.root, &mut args),
        Command::Explain(args) => explain::run(&console, cli.root, &args),
        Command::Diff(args) => diff::run(&console, cli.root, &args),
        Command::Close(args) => close::run(&console, cli.root, &args),
        Command::Fonts(args) => fonts::run(&console, cli.root, &args),
        Command::Templates(args) => templates::run(&console, &args.dir),
        Command::Rehearse(args) => rehearsal::run(&console, cli.root, &args),
        Command::Status(cycle) => status::run(&console, cli.root, &cycle),
    };
    let outcome = done.unwrap_or_else(|Stop(diagnostics)| {
        console.stopped(&diagnostics);
        Outcome::Failed
    });
    console.ended(outcome)
}

/// Prints a text that is all there is to do, as help is.
pub fn show(text: &str) -> Outcome {
    let console = Console::new(crate::cli::Format::Text);
    console.line(text.trim_end_matches('\n'));
    console.ended(Outcome::Clean)
}
