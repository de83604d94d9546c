//! `gyokaku templates`: the templates of the program, written for the office to change; and the office's own, read.

use std::path::Path;

use crate::console::{Console, Outcome};
use crate::office::Stop;
use crate::project_files;
use crate::typesetting::Templates;

pub(super) fn run(console: &Console, folder: &Path) -> Result<Outcome, Stop> {
    let written = project_files::write_templates(folder, Templates::files())?;
    console.line(&format!(
        "書式 {}件を書き出しました。直したものだけが、元の書式に代わって使われます。",
        written.len()
    ));
    for path in &written {
        console.line(&format!("  {path}"));
    }
    console.line(&format!(
        "使うとき: gyokaku report --templates {}",
        folder.display()
    ));
    Ok(Outcome::Clean)
}
