//! What `check` and `report` share: 提出/ read and merged into the record, and last cycle.

use std::collections::BTreeMap;

use super::console::Console;
use super::earlier_cycles::history;
use super::setting::Setting;
use crate::cycle::{CycleRecord, History, Previous, merge};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Cycle;
use crate::project_files::ReturnedFile;
use crate::submission::{Intake, Received, intake};
use crate::typesetting::Fonts;
use crate::values::{Sourced, Value};

/// Everything that is known of a cycle after reading.
pub(super) struct Reading {
    pub intake: Intake,
    pub record: CycleRecord,
    pub previous: Option<Previous>,
    pub history: History,
}

/// Reads 提出/ of the cycle. `fonts`, where there are any, tell characters that can't be printed.
pub(super) fn read(console: &Console, setting: &Setting, fonts: Option<&Fonts>) -> Reading {
    let Setting {
        files, plan, cycle, ..
    } = setting;
    let mut notes = setting.notes.clone();
    let (history, faults) = history(files, plan, cycle);
    let previous = history.previous().cloned();
    notes.extend(faults);
    if let Ok(Some(_)) = files.frozen_record(&cycle.folder()) {
        notes.push(frozen(cycle));
    }
    let (returned, faults) = files.returned_files(&cycle.folder());
    notes.extend(faults);
    let bar = console.progress(returned.len(), "調査票の読取り");
    let intake = intake(plan, cycle, received(returned), &|| bar.inc(1));
    bar.finish_and_clear();
    if let Some(fonts) = fonts {
        notes.extend(unprintable(fonts, &intake));
    }
    let record = merge(plan, cycle, &intake, previous.as_ref(), notes);
    Reading {
        intake,
        record,
        previous,
        history,
    }
}

pub(super) fn received(returned: Vec<ReturnedFile>) -> Vec<Received> {
    returned
        .into_iter()
        .map(|file| Received {
            path: file.path,
            superseded_folder: file.superseded_folder,
            bytes: file.bytes,
        })
        .collect()
}

/// Published figures must not change unnoticed.
fn frozen(cycle: &Cycle) -> Diagnostic {
    Diagnostic::new(
        Code::CycleFrozen,
        format!(
            "{}は確定した調査回です。提出物から読み直した値は、確定した記録と違うことがあります。",
            cycle.name()
        ),
        "公表した資料は、確定したときのものを使ってください。",
    )
    .in_file(format!("input/{}/確定/record.json", cycle.folder()))
}

/// D001 for each answer with a character that no font has.
fn unprintable(fonts: &Fonts, intake: &Intake) -> Vec<Diagnostic> {
    let mut known: BTreeMap<char, bool> = BTreeMap::new();
    intake
        .submissions
        .iter()
        .flat_map(|s| s.answers.values())
        .filter_map(|answer| glyphs(fonts, answer, &mut known))
        .collect()
}

fn glyphs(
    fonts: &Fonts,
    answer: &Sourced<Value>,
    known: &mut BTreeMap<char, bool>,
) -> Option<Diagnostic> {
    let Some(Value::Text(text)) = &answer.value else {
        return None;
    };
    let mut missing: Vec<String> = Vec::new();
    for c in text.chars() {
        let lacks = *known
            .entry(c)
            .or_insert_with(|| !fonts.missing(c.encode_utf8(&mut [0; 4])).is_empty());
        let named = character(c);
        if lacks && !missing.contains(&named) {
            missing.push(named);
        }
    }
    (!missing.is_empty()).then(|| {
        Diagnostic::new(
            Code::GlyphMissing,
            format!(
                "書体にない文字があります（{}）。資料では「〓」と印字します。",
                missing.join("、")
            ),
            "外字や環境依存文字のときは、別の文字で書き直してください。",
        )
        .about(&answer.source)
    })
}

/// `U+E000（外字）`, or the character with its code point.
fn character(c: char) -> String {
    let point = u32::from(c);
    let private = matches!(point, 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFD);
    if private {
        format!("U+{point:04X}（外字）")
    } else {
        format!("{c} U+{point:04X}")
    }
}
