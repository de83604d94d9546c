//! `gyokaku forms`: a prefilled form for every department that leads or contributes.

use std::path::PathBuf;

use rayon::prelude::*;

use super::console::Console;
use super::earlier_cycles::history;
use super::setting::Setting;
use super::{Outcome, Stop};
use crate::cli::FormsArgs;
use crate::cycle::Previous;
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::form::{Beside, FormLayout, blank_workbook};
use crate::plan::{Assignments, Department, Part, register};
use crate::project_files::office_texts_name;
use crate::values::japanese_text::{file_name_safe, match_key};

pub(super) fn run(console: &Console, root: PathBuf, args: &FormsArgs) -> Result<Outcome, Stop> {
    let setting = Setting::open(console, root, &args.cycle)?;
    let _lock = setting.files.lock()?;
    let (history, mut notes) = history(&setting.files, &setting.plan, &setting.cycle);
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    let bar = console.progress(assignments.departments().len(), "調査票の作成");
    let forms: Result<Vec<(String, Vec<u8>)>, Diagnostic> = assignments
        .departments()
        .par_iter()
        .map(|(department, parts)| {
            let form = one(&setting, history.previous(), department, parts);
            bar.inc(1);
            form
        })
        .collect();
    bar.finish_and_clear();
    let mut forms = forms?;
    make_unique(&mut forms);
    let folder = setting.cycle.folder();
    setting.files.make_returned_folder(&folder)?;
    let (counts, faults) = setting.files.write_forms(&folder, &forms, args.force);

    let office = office_texts(&setting)?;
    notes.extend(setting.notes);
    notes.extend(faults);
    console.diagnostics(&notes);
    console.line(&format!(
        "調査票 {}件（作成 {}、変更なし {}、上書きせず {}、不要になり削除 {}）",
        forms.len(),
        counts.written,
        counts.unchanged,
        counts.kept,
        counts.removed
    ));
    console.line(&format!("様式: output/{folder}/様式/"));
    if office {
        console.line(&format!(
            "事務局の文章: {}（新規作成）",
            office_texts_name(&folder)
        ));
    }
    Ok(if any_error(&notes) {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// The blank 事務局.xlsx, where there is none; whether it was made.
fn office_texts(setting: &Setting) -> Result<bool, Diagnostic> {
    let blank = register::office_texts::write(&setting.plan, &setting.cycle).map_err(|error| {
        Diagnostic::new(
            Code::OutputUnwritable,
            "事務局の文章のブックを作れませんでした。",
            "計画台帳の名称が長すぎないかを確かめてください。",
        )
        .found(error.to_string())
    })?;
    setting
        .files
        .make_office_texts(&setting.cycle.folder(), &blank)
}

fn one(
    setting: &Setting,
    previous: Option<&Previous>,
    department: &Department,
    parts: &[Part<'_>],
) -> Result<(String, Vec<u8>), Diagnostic> {
    let (plan, cycle) = (&setting.plan, &setting.cycle);
    let mut beside = Beside {
        round: 1,
        previous_cycle: previous.map(|p| p.cycle.clone()),
        ..Beside::default()
    };
    if let Some(previous) = previous {
        let layout = FormLayout::new(plan, cycle, department, parts, &beside);
        let fields = layout.inputs().map(|(_, input)| input.field.clone());
        beside.previous = previous.beside(plan, department, fields);
    }
    let layout = FormLayout::new(plan, cycle, department, parts, &beside);
    let name = file_name_safe(&format!(
        "{}_{}_{}",
        department.code, department.name, plan.profile.form_name
    ));
    blank_workbook::write(&layout, cycle.inquiry_date)
        .map(|bytes| (format!("{name}.xlsx"), bytes))
        .map_err(|error| {
            Diagnostic::new(
                Code::OutputUnwritable,
                format!("{}の調査票を作れませんでした。", department.name),
                "計画台帳の文章が長すぎないか、記号が混じっていないかを確かめてください。",
            )
            .found(error.to_string())
        })
}

/// Names that differ only in what Windows does not tell apart get a number.
fn make_unique(forms: &mut [(String, Vec<u8>)]) {
    let mut taken: Vec<String> = Vec::new();
    for (name, _) in forms {
        let stem = name.trim_end_matches(".xlsx").to_owned();
        let mut count = 2;
        while taken.contains(&match_key(name)) {
            *name = format!("{stem}({count}).xlsx");
            count += 1;
        }
        taken.push(match_key(name));
    }
}
