//! What the stages work on: the sample of input/ where it is there, else forms of the embedded plan
//! with every field filled. It measures nothing.

use std::io::Cursor;
use std::path::Path;

use calamine::{Reader as _, Xlsx};
use chrono::NaiveDate;

use gyokaku::cycle::CycleRecord;
use gyokaku::form::layout::{Held, ListKind, Prefill};
use gyokaku::form::returned_workbook::{self, ReturnedWorkbook};
use gyokaku::form::{Beside, FormLayout, Input, InputKind, blank_workbook};
use gyokaku::plan::{Assignments, Cycle, OfficeTexts, Plan, register};
use gyokaku::project_files::{ProjectFiles, office_texts_name};
use gyokaku::submission::{Intake, Received, intake};
use gyokaku::typesetting::Fonts;

use crate::papers::Papers;

/// Everything that is made before the clock starts.
pub struct Material {
    pub origin: &'static str,
    /// Path below 提出/ and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The bytes of 計画台帳.xlsx.
    pub register: Vec<u8>,
    pub intake: Intake,
    pub papers: Papers,
    /// The frozen record of the cycle before, where the sample has one.
    pub last: Option<CycleRecord>,
    /// What the office writes into the documents.
    pub texts: OfficeTexts,
    pub fonts: Fonts,
}

impl Material {
    pub fn load() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self::of(root).unwrap_or_else(|| Self::from(root, made_up()))
    }

    /// That of a working directory; `None` where it holds too few forms.
    pub fn of(root: &Path) -> Option<Self> {
        Some(Self::from(root, forms_of(root)?))
    }

    fn from(root: &Path, (origin, plan, cycle, files): Origin) -> Self {
        let fonts = Fonts::load(&[]).expect("the fonts that `gyokaku fonts` names");
        let intake = taken(&plan, &cycle, &files);
        let register = register::write(&plan).expect("the register");
        let (last, texts) = beside(root, &plan, &cycle);
        let papers = Papers::new(plan, cycle, &intake, last.as_ref(), texts.clone());
        Self {
            origin,
            files,
            register,
            intake,
            papers,
            last,
            texts,
            fonts,
        }
    }
}

/// What input/ holds beside the forms, where it is there: the frozen record of the cycle before, and the office's texts.
fn beside(root: &Path, plan: &Plan, cycle: &Cycle) -> (Option<CycleRecord>, OfficeTexts) {
    let files = ProjectFiles::new(root.to_owned());
    let frozen = |cycle: &Cycle| files.frozen_record(&cycle.folder()).ok().flatten();
    let last = plan.previous_cycle(cycle).and_then(frozen);
    let last = last.map(|text| CycleRecord::read(&text).expect("a record"));
    let name = office_texts_name(&cycle.folder());
    let texts = files.office_texts(&cycle.folder()).ok().flatten();
    let texts = texts.map(|bytes| {
        register::office_texts::read(&bytes, &name)
            .expect("texts")
            .0
    });
    (last, texts.unwrap_or_default())
}

/// Reads and checks the files.
pub fn taken(plan: &Plan, cycle: &Cycle, files: &[(String, Vec<u8>)]) -> Intake {
    let received = files.iter().map(|(path, bytes)| Received {
        path: path.clone(),
        superseded_folder: false,
        bytes: Ok(bytes.clone()),
    });
    intake(plan, cycle, received.collect(), &|| {})
}

pub fn read(bytes: &[u8]) -> ReturnedWorkbook {
    returned_workbook::read(bytes).expect("a form")
}

type Origin = (&'static str, Plan, Cycle, Vec<(String, Vec<u8>)>);

/// The forms that calamine and the program both read; `None` where there are too few.
fn forms_of(root: &Path) -> Option<Origin> {
    let files = ProjectFiles::new(root.to_owned());
    let (plan, _) = register::read(&files.register().ok()?, register::FILE_NAME);
    let plan = plan?;
    let cycle = plan.running_cycle()?.clone();
    let (returned, _) = files.returned_files(&cycle.folder());
    let forms: Vec<(String, Vec<u8>)> = returned
        .into_iter()
        .filter_map(|file| {
            let bytes = file.bytes().ok()?;
            Some((file.path, bytes))
        })
        .filter(|(_, bytes)| {
            let theirs = Xlsx::new(Cursor::new(bytes.as_slice())).is_ok();
            theirs && returned_workbook::read(bytes).is_ok()
        })
        .collect();
    (forms.len() >= 10).then_some(("forms of input/", plan, cycle, forms))
}

fn made_up() -> Origin {
    let plan = register::template_plan().expect("the embedded plan");
    let cycle = plan.running_cycle().or(plan.cycles.last());
    let cycle = cycle.expect("a cycle").clone();
    let assignments = Assignments::of(&plan, &cycle);
    let files = assignments
        .departments()
        .iter()
        .map(|(department, parts)| {
            let blank = FormLayout::new(&plan, &cycle, department, parts, &Beside::default());
            let beside = Beside {
                answers: blank
                    .inputs()
                    .map(|(_, input)| (input.field.clone(), answer(&plan, input)))
                    .collect(),
                ..Beside::default()
            };
            let layout = FormLayout::new(&plan, &cycle, department, parts, &beside);
            let bytes = blank_workbook::write(&layout, day()).expect("a form");
            (
                format!("{}_{}.xlsx", department.code, department.name),
                bytes,
            )
        })
        .collect();
    ("forms of the embedded plan", plan, cycle, files)
}

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 10).expect("a day")
}

/// What a department might write into an input.
fn answer(plan: &Plan, input: &Input) -> Prefill {
    const PROSE: &str = "研修を12回行い、延べ340人が参加しました。前年度より参加者が1割増え、窓口の待ち時間も平均で\
        4分短くなりました。一方、参加する課に偏りがあるため、翌年度はオンラインの研修を増やし、参加しやすい時間に開きます。";
    Prefill::text(match &input.kind {
        InputKind::Number { .. } => return Held::Number(98.5).into(),
        InputKind::ShortText => "山田　太郎".to_owned(),
        InputKind::LongText | InputKind::QualitativeActual => PROSE.to_owned(),
        InputKind::Date => "2026-04-20".to_owned(),
        InputKind::Choice(ListKind::Grade) => plan.grades[1].choice(),
        InputKind::Choice(ListKind::Status) => "実施中".to_owned(),
        InputKind::Choice(ListKind::EffectKind) => "単年度".to_owned(),
        InputKind::Choice(ListKind::IndicatorState) => "確定値".to_owned(),
        InputKind::Choice(ListKind::OpinionState) => "対応中".to_owned(),
    })
}
