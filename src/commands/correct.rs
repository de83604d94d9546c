//! `gyokaku correct`: a closed cycle again, with what changed since in 提出/ and 事務局.xlsx. The former 確定/ is kept, the papers of
//! the bodies whose readers see a difference are made anew and say so, and each of these bodies gets a 正誤表.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{Months, NaiveDate};

use super::{close, report};
use crate::audience::Sources;
use crate::audience::correction::Change;
use crate::cli::{CorrectArgs, CycleArg, ReadArgs, ReportArgs};
use crate::console::{Console, Outcome};
use crate::cycle::{Corrected as CorrectedLine, Correction, CycleRecord};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::office::archive::{self, Files};
use crate::office::corrections::Reasons;
use crate::office::reading::Reading;
use crate::office::setting::Setting;
use crate::office::{Stop, corrections, frozen, office_book, reading};
use crate::plan::{Body, Cycle};
use crate::project_files::{PAPERS, frozen_papers};
use crate::typesetting::{Fonts, Press, Templates};
use crate::values::{date_japanese, parse_date};

/// Years after the 照会日 in which a correction is plausible.
const YEARS: u32 = 20;

pub(super) fn run(console: &Console, root: PathBuf, args: &CorrectArgs) -> Result<Outcome, Stop> {
    let setting = Setting::open(console, root.clone(), Some(&args.cycle))?;
    let asked = Asked::of(&setting.cycle, args)?;
    let lock = setting.files.lock()?;
    let fonts = Fonts::load(&setting.files.fonts().0)?;
    let own = report::own_templates(console, &root, args.templates.as_deref(), (None, None))?;
    let press = Press {
        templates: own.as_ref().unwrap_or(Templates::embedded()),
        ..Press::new(&fonts)
    };
    let corrected = corrected(console, &setting, &asked, press, args.heading_level)?;
    let number = setting
        .files
        .replace_frozen(&setting.cycle.folder(), &corrected.contents)?;
    if let Some(fault) = lock.release() {
        return Err(Stop::from(fault));
    }
    console.lines(corrected.lines(&setting.cycle, asked.date, number));
    // output/ as well; it is made of what now lies in 確定/.
    let mut args = ReportArgs {
        read: ReadArgs {
            cycle: CycleArg {
                name: Some(setting.cycle.name()),
            },
            format: crate::cli::FormatArg {
                format: crate::cli::Format::Text,
            },
            today: None,
        },
        bodies: Vec::new(),
        templates: args.templates.clone(),
        template_memory: None,
        template_pages: None,
        heading_level: args.heading_level,
    };
    let outcome = report::run(console, root, &mut args)?;
    let public = corrected
        .bodies
        .iter()
        .any(|(body, _)| *body == Body::Public);
    if public {
        console.line(&format!(
            "次にすること: {} の資料を、正誤表（正誤表.pdf、正誤表.xlsx）とともに公表します。",
            frozen_papers(&setting.cycle.folder(), Body::Public.label())
        ));
    }
    Ok(outcome)
}

/// What is asked for, as far as it can be.
struct Asked {
    date: NaiveDate,
    reason: String,
}

impl Asked {
    fn of(cycle: &Cycle, args: &CorrectArgs) -> Result<Self, Diagnostic> {
        let Some(date) = parse_date(&args.date) else {
            return Err(refused(
                format!("訂正の日「{}」を日付として読めません。", args.date),
                "--date に、令和8年10月1日 又は 2026-10-01 のように指定してください。",
            ));
        };
        let last = cycle
            .inquiry_date
            .checked_add_months(Months::new(12 * YEARS));
        if date < cycle.due || last.is_some_and(|last| date > last) {
            return Err(refused(
                format!(
                    "訂正の日（{}）が、{}の提出期限（{}）より前か、遠い先の日になっています。",
                    date_japanese(date),
                    cycle.name(),
                    date_japanese(cycle.due)
                ),
                "--date に、訂正を公表する日を指定してください。",
            ));
        }
        let reason = args.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(refused(
                "訂正の理由がありません。".to_owned(),
                "--reason に、正誤表に載せる理由を指定してください。",
            ));
        }
        Ok(Self { date, reason })
    }

    fn correction(&self, bodies: &[Body], rows: impl Fn(Body) -> Vec<CorrectedLine>) -> Correction {
        let bodies = bodies
            .iter()
            .map(|body| (body.label().to_owned(), rows(*body)));
        Correction {
            date: self.date,
            reason: self.reason.clone(),
            bodies: bodies.collect(),
        }
    }
}

/// A correction, ready to be put in the place of what was published.
struct Corrected {
    contents: Files,
    /// Bodies with the number of lines of their 正誤表.
    bodies: Vec<(Body, usize)>,
}

impl Corrected {
    fn lines(&self, cycle: &Cycle, date: NaiveDate, number: u32) -> Vec<String> {
        let folder = cycle.folder();
        let mut lines = vec![
            format!(
                "{}を訂正しました（{}付け）。",
                cycle.name(),
                date_japanese(date)
            ),
            format!("  訂正前: input/{folder}/訂正前/{number}/"),
            format!("  訂正後: input/{folder}/確定/"),
        ];
        for (body, rows) in &self.bodies {
            lines.push(format!("  {body}　正誤表 {rows}件"));
        }
        let same: Vec<&str> = { Body::ALL.iter() }
            .filter(|body| !self.bodies.iter().any(|(changed, _)| changed == *body))
            .map(|body| body.label())
            .collect();
        if !same.is_empty() {
            lines.push(format!("  変わらない資料: {}", same.join("、")));
        }
        lines
    }
}

/// Everything of the corrected cycle.
fn corrected(
    console: &Console,
    setting: &Setting,
    asked: &Asked,
    press: Press<'_>,
    heading: u8,
) -> Result<Corrected, Stop> {
    let cycle = &setting.cycle;
    let former = former(setting, asked.date)?;
    let today = setting.today();
    // What of today can't be read is no correction.
    office_book::read(&today)?;
    let mut reading = reading::from_forms(console, &today, Some(press.fonts))?;
    close::hold(cycle, &reading.record)?;
    reading.record = archive::as_read(&reading.record, &setting.plan)?;
    reading.record.corrections = former.corrections.clone();
    let changes = changed(setting, &former, (&today, &reading))?;
    if changes.is_empty() {
        return Err(Stop::from(nothing_changed(cycle)));
    }
    let bodies: Vec<Body> = changes.keys().copied().collect();
    // The papers say that they are corrected before it is known on which page.
    let mut correction = asked.correction(&bodies, |_| Vec::new());
    reading.record.corrections.push(correction.clone());
    let made = report::papers(console, &today, &reading, press, (&bodies, heading));
    close::hold_papers(cycle, &made.faults)?;
    let reasons = Reasons::of(&reading.record);
    let reason = |key: &str| reasons.of_key(key).unwrap_or(&asked.reason).to_owned();
    correction = asked.correction(&bodies, |body| {
        let places = made.places.get(&body);
        places.map_or(Vec::new(), |places| {
            places.rows(&setting.plan, &changes[&body], reason)
        })
    });
    reading.record.corrections.pop();
    reading.record.corrections.push(correction);
    let tables = corrections::papers(&today, report::sources(&today, &reading), press, &bodies);
    close::hold_papers(cycle, &tables.faults)?;
    let mut papers = unchanged(setting, &bodies);
    papers.extend(made.files.into_iter().chain(tables.files));
    let contents = archive::contents(&today, &reading.record, papers, press.fonts)?;
    Ok(Corrected {
        contents,
        bodies: { bodies.iter() }
            .map(|body| (*body, changes[body].len()))
            .collect(),
    })
}

/// The record as it was frozen, of a cycle whose papers were frozen too and are still there.
fn former(setting: &Setting, date: NaiveDate) -> Result<CycleRecord, Stop> {
    let cycle = &setting.cycle;
    let record = frozen::record(&setting.files, &setting.plan, cycle)?;
    let Some(record) = record else {
        return Err(Stop::from(refused(
            format!("{}は、まだ確定していません。", cycle.name()),
            "確定する前の資料は、提出物を直し、gyokaku report で作り直してください。",
        )));
    };
    if setting.closed.is_none() {
        return Err(Stop::from(refused(
            format!(
                "{}は、以前の版で確定したため、確定フォルダーに資料がなく、正誤を示せません。",
                cycle.name()
            ),
            "確定フォルダーを別の場所に移し、公表したときの提出物で gyokaku close を実行してから、訂正してください。",
        )));
    }
    if any_error(&setting.notes) {
        // What somebody changed in 確定/ is not to be held for what was published.
        return Err(Stop(setting.notes.clone()));
    }
    match record.corrections.last().filter(|last| date < last.date) {
        Some(last) => Err(Stop::from(refused(
            format!(
                "前の訂正（{}）より前の日付では、訂正できません。",
                date_japanese(last.date)
            ),
            "--date に、今回の訂正を公表する日を指定してください。",
        ))),
        None => Ok(record),
    }
}

/// What the readers of each body see changed.
fn changed(
    setting: &Setting,
    former: &CycleRecord,
    (today, now): (&Setting, &Reading),
) -> Result<BTreeMap<Body, Vec<Change>>, Diagnostic> {
    let texts = office_book::read(setting)?.0;
    let new = report::sources(today, now);
    let old = Sources {
        plan: &setting.plan,
        record: former,
        texts: &texts,
        ..new
    };
    let found = Body::ALL.map(|body| (body, corrections::seen_otherwise(body, old, new)));
    let found = found.into_iter().filter(|(_, changes)| !changes.is_empty());
    Ok(found.collect())
}

/// The papers of the other bodies, as they were frozen.
fn unchanged(setting: &Setting, changed: &[Body]) -> Files {
    let Some(inventory) = &setting.closed else {
        return Files::new();
    };
    let folder = setting.cycle.folder();
    let others: Vec<Body> = { Body::ALL.into_iter() }
        .filter(|body| !changed.contains(body))
        .collect();
    let papers = inventory.papers(&others).map(|path| {
        let bytes = setting
            .files
            .frozen_file(&folder, &format!("{PAPERS}/{path}"));
        Some((path.to_owned(), bytes?))
    });
    papers.flatten().collect()
}

fn refused(message: String, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::CorrectRefused, message, hint)
}

fn nothing_changed(cycle: &Cycle) -> Diagnostic {
    refused(
        format!(
            "{}の資料に、確定したときと変わったところがありません。",
            cycle.name()
        ),
        "正しい調査票を「提出」に置くか、事務局.xlsx の「評価・補正」に記入してから、もう一度実行してください。",
    )
}
