//! `gyokaku rehearse`, for the program itself: one document with templates of the office, made under limits.

use std::path::PathBuf;

use crate::cli::RehearseArgs;
use crate::console::{Console, Outcome};
use crate::office::{Stop, own_templates};

/// Ends with 0 where the document of stdin fits, with 1 and diagnostics on stdout where it can't be made.
pub(super) fn run(console: &Console, root: PathBuf, args: &RehearseArgs) -> Result<Outcome, Stop> {
    let Err(faults) = own_templates::try_one(root, args.megabytes, args.pages)? else {
        return Ok(Outcome::Clean);
    };
    console.data(&faults)?;
    Ok(Outcome::Faults)
}
