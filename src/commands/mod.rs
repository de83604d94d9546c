//! One short file per command: what it reads, has made, writes and reports. What they share is in
//! [`office`](crate::office).

mod bodies;
mod check;
mod clock;
mod close;
mod correct;
#[cfg(test)]
mod cut_off;
mod departments;
mod diff;
mod explain;
mod fonts;
mod forms;
mod init;
mod next;
mod rehearse;
mod report;
mod status;
mod templates;

use crate::cli::{Cli, Command};
use crate::console::Console;
use crate::office::Stop;

pub use crate::console::Outcome;

/// Runs a command and reports what came of it.
pub fn run(cli: Cli) -> Outcome {
    let format = match &cli.command {
        Command::Check(args) => args.read.format.format,
        Command::Report(args) => args.read.format.format,
        Command::Explain(args) => args.format.format,
        Command::Diff(args) => args.format.format,
        Command::Status(args) => args.format.format,
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
        Command::Next(args) => next::run(&console, cli.root, &args),
        Command::Correct(args) => correct::run(&console, cli.root, &args),
        Command::Fonts(args) => fonts::run(&console, cli.root, &args),
        Command::Templates(args) => templates::run(&console, &args.dir),
        Command::Rehearse(args) => rehearse::run(&console, cli.root, &args),
        Command::Status(args) => status::run(&console, cli.root, &args),
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
