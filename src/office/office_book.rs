//! 事務局.xlsx of a cycle: read for the commands, and made blank.

use super::setting::Setting;
use super::{office_file, opinions};
use crate::cycle::CycleRecord;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Fields, IndicatorField, InitiativeField, ItemField};
use crate::plan::{Cycle, OfficeTexts, register};

/// What the office wrote for the cycle, where there is a 事務局.xlsx, and what there is to report of it.
///
/// # Errors
/// Where the workbook can't be read at all.
pub(crate) fn read(setting: &Setting) -> Result<(OfficeTexts, Vec<Diagnostic>), Diagnostic> {
    office_file::of_cycle(&setting.files, &setting.plan, &setting.cycle)
}

/// The same as it stands today: of a closed cycle, one that can't be read is reported and stops nothing.
///
/// # Errors
/// Where the cycle is not closed and the workbook can't be read at all.
pub(crate) fn today(setting: &Setting) -> Result<(OfficeTexts, Vec<Diagnostic>), Diagnostic> {
    match read(setting) {
        Err(fault) if setting.closed.is_some() => {
            Ok((OfficeTexts::default(), vec![fault.lesser()]))
        }
        read => read,
    }
}

/// A blank one, whose tables offer the labels of the form's fields.
///
/// # Errors
/// O002 where it can't be made.
pub(crate) fn blank(setting: &Setting) -> Result<Vec<u8>, Diagnostic> {
    made(setting, &OfficeTexts::default())
}

/// That of the cycle after `base`, which is closed: with its open opinions.
///
/// # Errors
/// O002 where it can't be made, S002 where the record of `base` can't be read as text.
pub(crate) fn for_next(setting: &Setting, base: &Cycle) -> Result<Vec<u8>, Diagnostic> {
    let record = setting.files.frozen_record(&base.folder())?;
    let record = record.and_then(|text| CycleRecord::read(&text).ok());
    let texts = OfficeTexts {
        opinions: record.map_or_else(Vec::new, |r| opinions::carried_over(&setting.plan, &r)),
        ..OfficeTexts::default()
    };
    made(setting, &texts)
}

fn made(setting: &Setting, texts: &OfficeTexts) -> Result<Vec<u8>, Diagnostic> {
    let Setting { plan, cycle, .. } = setting;
    let written = register::office_texts::book(plan, cycle, texts, &labels());
    written.map_err(|error| {
        Diagnostic::new(
            Code::OutputUnwritable,
            "事務局の文章のブックを作れませんでした。",
            "計画台帳の名称が長すぎないかを確かめてください。",
        )
        .found(error.to_string())
    })
}

/// The labels of the fields of items, initiatives and indicators, each once.
fn labels() -> Vec<&'static str> {
    fn of<F: Fields>() -> impl Iterator<Item = &'static str> {
        F::ALL.iter().map(|field| field.declared().label)
    }
    let mut labels: Vec<&str> = Vec::new();
    for label in of::<ItemField>()
        .chain(of::<InitiativeField>())
        .chain(of::<IndicatorField>())
    {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}
