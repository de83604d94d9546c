//! `gyokaku fonts`: the fonts that will be used, and where they come from.

use std::path::PathBuf;

use super::console::Console;
use super::{Outcome, Stop};
use crate::project_files::ProjectFiles;
use crate::typesetting::Fonts;

pub(super) fn run(console: &Console, root: PathBuf) -> Result<Outcome, Stop> {
    let (extra, faults) = ProjectFiles::new(root).fonts();
    console.diagnostics(&faults);
    let fonts = Fonts::load(&extra)?;
    console.line("使う書体（上から順に使います。）");
    for font in fonts.list() {
        let weight = if font.weight >= 600 {
            "太字"
        } else {
            "標準"
        };
        let version = font
            .version
            .map(|v| format!("　版 {v}"))
            .unwrap_or_default();
        console.line(&format!(
            "  {}（{weight}）{version}　{}",
            font.family, font.file
        ));
    }
    Ok(Outcome::Clean)
}
