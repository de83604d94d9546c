//! What `check` and `report` share: 提出/ read and merged into the record, and last cycle.

use std::collections::BTreeMap;

use super::console::Console;
use super::setting::Setting;
use crate::cycle::{CycleRecord, Previous, merge};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Cycle, Plan};
use crate::project_files::{ProjectFiles, ReturnedFile};
use crate::submission::{Intake, Received, intake};
use crate::typesetting::Fonts;
use crate::values::{Sourced, Value};

/// Everything that is known of a cycle after reading.
pub(super) struct Reading {
    pub intake: Intake,
    pub record: CycleRecord,
    pub previous: Option<Previous>,
}

/// Reads 提出/ of the cycle. `fonts`, where there are any, tell characters that can't be printed.
pub(super) fn read(console: &Console, setting: &Setting, fonts: Option<&Fonts>) -> Reading {
    let Setting {
        files, plan, cycle, ..
    } = setting;
    let mut notes = setting.notes.clone();
    let (previous, faults) = last_cycle(files, plan, cycle);
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
    }
}

fn received(returned: Vec<ReturnedFile>) -> Vec<Received> {
    returned
        .into_iter()
        .map(|file| Received {
            path: file.path,
            superseded_folder: file.superseded_folder,
            bytes: file.bytes,
        })
        .collect()
}

/// Last cycle of the same 区分: from its frozen record, else from its 提出/, else from 過年度実績.
pub(super) fn last_cycle(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
) -> (Option<Previous>, Vec<Diagnostic>) {
    let past = || Previous::from_past_results(plan, cycle);
    let Some(last) = plan.previous_cycle(cycle) else {
        return (past(), Vec::new());
    };
    match files.frozen_record(&last.folder()) {
        Err(mut fault) => {
            fault.severity = Severity::Warning;
            return (None, vec![fault]);
        }
        Ok(Some(text)) => {
            let record = serde_json::from_str(&text).ok();
            let previous = record.as_ref().and_then(Previous::from_record);
            let faults = if previous.is_none() {
                vec![unreadable(last)]
            } else {
                Vec::new()
            };
            return (previous, faults);
        }
        Ok(None) => {}
    }
    let (returned, _) = files.returned_files(&last.folder());
    if returned.is_empty() {
        return (past(), Vec::new());
    }
    let intake = intake(plan, last, received(returned), &|| {});
    let record = merge(plan, last, &intake, None, Vec::new());
    let errors = record
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .count();
    let faults = (errors > 0).then(|| faulty(last, errors));
    let previous = serde_json::to_value(&record)
        .ok()
        .as_ref()
        .and_then(Previous::from_record);
    (previous, faults.into_iter().collect())
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

fn unreadable(cycle: &Cycle) -> Diagnostic {
    Diagnostic::new(
        Code::PreviousUnreadable,
        format!(
            "{}の確定した記録を読めないため、前回と比較しません。",
            cycle.name()
        ),
        "確定したときの record.json を置き直してください。",
    )
    .in_file(format!("input/{}/確定/record.json", cycle.folder()))
}

fn faulty(cycle: &Cycle, errors: usize) -> Diagnostic {
    Diagnostic::new(
        Code::PreviousUnreadable,
        format!(
            "前回の{}の提出物に誤りが{errors}件あり、その分は前回と比較しません。",
            cycle.name()
        ),
        format!("gyokaku check {} で内容を確かめてください。", cycle.name()),
    )
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
