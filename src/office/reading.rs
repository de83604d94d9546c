//! What `check` and `report` share: 提出/ read and merged into the record, or the frozen record of a closed cycle.

use std::collections::BTreeSet;

use super::characters;
use super::earlier_cycles::{frozen_path, history};
use super::returned_files::waiting;
use super::setting::Setting;
use super::{Stop, frozen, office_book, settled};
use crate::console::Console;
use crate::cycle::{CycleRecord, History, Previous, merge_after, record_of_past_results};
use crate::diagnostic::{Diagnostic, in_order};
use crate::plan::OfficeTexts;
use crate::submission::{Intake, intake_decided};
use crate::typesetting::Fonts;
use crate::values::CellLocation;

/// Everything that is known of a cycle after reading.
pub(crate) struct Reading {
    pub intake: Intake,
    pub record: CycleRecord,
    pub previous: Option<Previous>,
    pub history: History,
    /// Whether the record is the frozen one of a closed cycle: then nobody is asked any more.
    pub frozen: bool,
    /// Of a closed cycle, the record as it was frozen, without what there is to report of today: what papers are made of.
    pub as_frozen: Option<CycleRecord>,
    /// What there was to report before 提出/ was read: of the register, of 事務局.xlsx and of earlier cycles.
    pub notes: Vec<Diagnostic>,
    /// What the office wrote for the cycle.
    pub texts: OfficeTexts,
    /// The rows of 確認済み that end a question of today.
    pub settling: BTreeSet<CellLocation>,
}

/// The cycle's record with what there is to report: the frozen one of a closed cycle, else that of 提出/. `fonts`, where
/// there are any, report characters that can't be printed.
///
/// # Errors
/// O007 where the frozen record can't be read.
pub(crate) fn read(
    console: &Console,
    setting: &Setting,
    fonts: Option<&Fonts>,
) -> Result<Reading, Stop> {
    let Setting {
        files, plan, cycle, ..
    } = setting;
    frozen::whole(files, cycle)?;
    let frozen = frozen::record(files, plan, cycle)?;
    let mut reading = match from_forms(console, &setting.today(), fonts) {
        // What of today can't be read says nothing against what was frozen.
        Err(_) if setting.closed.is_some() => from_forms(console, setting, fonts)?,
        read => read?,
    };
    if let Some(frozen) = frozen {
        if setting.closed.is_some() {
            reading.as_frozen = Some(frozen.clone());
            reading.texts = office_book::read(setting)?.0;
            reading.notes = setting.notes.clone();
        }
        let notes = reading.notes.clone();
        reading.frozen = true;
        reading.record = frozen::reported(frozen, &reading.record, &reading.intake, notes, cycle);
        console.line(&format!("確定した記録から作ります: {}", frozen_path(cycle)));
    }
    Ok(reading)
}

/// A cycle's record for looking into: of one with neither forms nor a frozen record, what 過年度実績 lists.
///
/// # Errors
/// O007 where the frozen record can't be read.
pub(crate) fn known(console: &Console, setting: &Setting) -> Result<Option<CycleRecord>, Stop> {
    let reading = read(console, setting, None)?;
    let nothing =
        !reading.frozen && reading.intake.files.is_empty() && reading.record.summary.submitted == 0;
    Ok(if nothing {
        record_of_past_results(&setting.plan, &setting.cycle)
    } else {
        Some(reading.record)
    })
}

/// What 提出/ gives today, frozen or not.
///
/// # Errors
/// Where 事務局.xlsx can't be read at all.
pub(crate) fn from_forms(
    console: &Console,
    setting: &Setting,
    fonts: Option<&Fonts>,
) -> Result<Reading, Diagnostic> {
    let Setting {
        files, plan, cycle, ..
    } = setting;
    let mut notes = setting.notes.clone();
    let (history, faults) = history(files, plan, cycle);
    let previous = history.previous().cloned();
    notes.extend(faults);
    let (texts, faults) = office_book::today(setting)?;
    let mut reported = [&notes[..], &faults].concat();
    let (returned, faults) = files.returned_files(&cycle.folder());
    reported.extend(faults);
    let bar = console.progress(returned.len(), "調査票の読取り");
    let intake = intake_decided(plan, cycle, waiting(returned), &texts.decisions, &|| {
        bar.inc(1);
    });
    bar.finish_and_clear();
    if let Some(fonts) = fonts {
        reported.extend(characters::unprintable(fonts, setting, &intake));
    }
    let mut record = merge_after(plan, cycle, &intake, &history, reported);
    let found = std::mem::take(&mut record.diagnostics);
    let (found, settling) = settled::settle(setting, &texts.settled, &intake, found);
    record.diagnostics = in_order(found);
    Ok(Reading {
        intake,
        record,
        previous,
        history,
        frozen: false,
        as_frozen: None,
        notes,
        texts,
        settling,
    })
}
