//! A Markdown document of docs/ as a PDF, by the program's own press: its blocks reach Typst as data, and templates/windows/manual.typ
//! sets them.

use anyhow::{Result, anyhow, ensure};
use chrono::{Datelike as _, NaiveDate};
use gyokaku::typesetting::{Fonts, Press, TemplateFile, Templates};
use serde_json::json;

use crate::blocks;

/// The press takes no template but those of the program: the manual's stands in for this one.
const STAND_IN: &str = "public/report.typ";
const TEMPLATE: &str = include_str!("../../templates/windows/manual.typ");

/// The document, dated.
pub fn press(markdown: &str, date: NaiveDate) -> Result<Vec<u8>> {
    let fonts = Fonts::load(&[]).map_err(|d| anyhow!("{d:?}"))?;
    let templates = Templates::replaced_by(vec![TemplateFile {
        path: STAND_IN.to_owned(),
        shown: "templates/windows/manual.typ".to_owned(),
        bytes: TEMPLATE.into(),
    }])
    .map_err(|d| anyhow!("{d:?}"))?;
    let press = Press {
        templates: &templates,
        ..Press::new(&fonts)
    };
    let (title, blocks) = blocks::of(markdown)?;
    let view = json!({
        "head": { "date": [date.year(), date.month(), date.day()] },
        "title": title,
        "blocks": blocks,
    });
    let made = press
        .typeset(STAND_IN, &view, &[])
        .map_err(|d| anyhow!("{title}: {d:#?}"))?;
    ensure!(made.warnings.is_empty(), "{title}: {:#?}", made.warnings);
    ensure!(made.replaced.is_empty(), "{title}: {:#?}", made.replaced);
    ensure!(made.cut_off.is_empty(), "{title}: {:#?}", made.cut_off);
    Ok(made.pdf)
}
