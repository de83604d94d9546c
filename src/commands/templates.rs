//! `gyokaku templates`: the templates of the program, written for the office to change; and the office's own, read.

use std::path::Path;

use super::console::Console;
use super::{Outcome, Stop};
use crate::diagnostic::Diagnostic;
use crate::project_files;
use crate::typesetting::{TemplateFile, Templates};

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

/// The templates of the program, with those of the office's folder instead of their namesakes.
///
/// # Errors
/// O010 where the folder or a file of it can't be read, D009 where a file is no template.
pub(super) fn replaced_by(console: &Console, folder: &Path) -> Result<Templates, Vec<Diagnostic>> {
    let files = project_files::read_templates(folder)?;
    let files = files.into_iter().map(|file| TemplateFile {
        path: file.path,
        shown: file.shown,
        bytes: file.bytes,
    });
    let templates = Templates::replaced_by(files.collect())?;
    let replaced: Vec<&str> = templates.replaced().collect();
    console.line(&match replaced.as_slice() {
        [] => "差し替えた書式: なし（元の書式と同じです。）".to_owned(),
        all => format!("差し替えた書式: {}", all.join("、")),
    });
    Ok(templates)
}
