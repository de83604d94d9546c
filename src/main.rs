//! Parses the arguments, runs the command, gives back its exit code.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use gyokaku::cli::{Cli, USAGE_EXIT_CODE, arguments, usage_error, window};
use gyokaku::memory::{self, Bounded};
use mimalloc::MiMalloc;

/// Typesetting allocates much and from several threads, which mimalloc is made for.
#[global_allocator]
static ALLOCATOR: Bounded<MiMalloc> = Bounded(MiMalloc);

fn main() -> ExitCode {
    memory::return_freed_at_once();
    // What a library panics of is caught where files are read and documents typeset, and reported as a diagnostic there; the
    // place is for whoever mends it.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let line = format!(
            "内部で処理が止まりました（{}）。\n",
            place.unwrap_or_default()
        );
        let _ = std::io::stderr().write_all(line.as_bytes());
    }));
    let ended = match Cli::try_parse_from(arguments(std::env::args_os())) {
        Ok(cli) => ExitCode::from(gyokaku::commands::run(cli).code()),
        Err(error) => {
            let text = usage_error(&error);
            if error.use_stderr() {
                let _ = std::io::stderr().write_all(text.as_bytes());
                ExitCode::from(USAGE_EXIT_CODE)
            } else {
                ExitCode::from(gyokaku::commands::show(&text).code())
            }
        }
    };
    window::keep_until_read();
    ended
}
