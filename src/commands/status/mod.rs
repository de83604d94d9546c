//! `gyokaku status`, also the answer to `gyokaku` without a command and to a double-click: how many days there are to each
//! deadline, how far each department has come, what keeps the cycle from being closed, and what to do next. Nothing is written.

mod closed;
mod deadlines;
mod papers;
mod steps;
mod text;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::CommandFactory as _;
use serde::Serialize;

use super::clock;
use crate::cli::{Cli, Format, StatusArgs};
use crate::console::{Console, Outcome};
use crate::diagnostic::{Diagnostic, Severity};
use crate::office::opinions::{self, AwaitedOpinions};
use crate::office::setting::{self, Setting};
use crate::office::standing::{self, DepartmentStanding, Stage};
use crate::office::{Stop, asking, reading};
use crate::plan::{Cycle, CycleState, Plan};
use crate::project_files::{Made, ProjectFiles};
use closed::Closed;
use deadlines::Deadline;
use papers::BodyPapers;

pub(super) fn run(console: &Console, root: PathBuf, args: &StatusArgs) -> Result<Outcome, Stop> {
    let files = ProjectFiles::new(root.clone());
    if let (Err(missing), false) = (files.register(), files.has_register()) {
        return beginning(console, args.format.format, missing);
    }
    // Today's, which a closed cycle is not read with.
    let register = match setting::plan(&files, true) {
        Err(stop) if args.cycle.name.is_none() => return Err(stop),
        read => read.ok().map(|(plan, _)| plan),
    };
    let at_hand = || Some(at_hand(register.as_ref()?)?.name());
    let named = args.cycle.name.clone().or_else(at_hand);
    let mut setting = Setting::found(root, named.as_deref())?;
    if setting.closed.is_some() {
        let cycle = &mut setting.cycle;
        let now = { register.as_ref() }.and_then(|plan| plan.cycle(cycle.year, &cycle.kind));
        cycle.state = now.map_or(cycle.state, |now| now.state);
    }
    let setting = setting.announced(console);
    let today = args.today.unwrap_or_else(clock::today);
    let standing = Standing::of(console, (&files, register.as_ref()), &setting, today)?;
    match args.format.format {
        Format::Json => console.data(&standing)?,
        Format::Text => console.lines(text::lines(&standing)),
    }
    Ok(Outcome::Clean)
}

/// The cycle that there is work on where none is named: the running one, else the last final one where it is not published
/// yet, else the next one, else the last.
fn at_hand(plan: &Plan) -> Option<&Cycle> {
    let order = |cycle: &&Cycle| (cycle.year, cycle.inquiry_date);
    let last = plan.cycles.iter().filter(|c| c.state.is_final());
    let last = last.max_by_key(order);
    let coming = plan.cycles.iter();
    let coming = coming.filter(|c| c.state == CycleState::Preparing);
    plan.running_cycle()
        .or_else(|| last.filter(|c| c.state == CycleState::Closed))
        .or_else(|| coming.min_by_key(order))
        .or(last)
}

/// Without a register: how to begin.
fn beginning(console: &Console, format: Format, missing: Diagnostic) -> Result<Outcome, Stop> {
    if format == Format::Json {
        console.data(&serde_json::json!({
            "cycle": null,
            "next": BEGINNING,
            "diagnostics": [missing],
        }))?;
        return Ok(Outcome::Failed);
    }
    console.diagnostics(&[missing]);
    console.line(NEXT);
    for step in BEGINNING {
        console.line(&format!("  ・{step}"));
    }
    console.line(&format!("\n{}", Cli::command().render_help()));
    Ok(Outcome::Failed)
}

const NEXT: &str = "次にすること";

const BEGINNING: [&str; 3] = [
    "計画台帳を置いた作業フォルダーがあるときは、そのフォルダーを gyokaku.exe に重ねる（ドロップする）か、そのフォルダーで実行します。",
    "初めて使うときは、gyokaku init（又は「0_新しく始める」）で、作業フォルダーを作ります。",
    "試すときは、「見本」フォルダーを、「1_調査票を作る」から順に重ねます。",
];

/// Where a cycle stands on a day.
#[derive(Debug, Serialize)]
struct Standing {
    /// `令和7年度`
    cycle: String,
    /// 状態 of 進捗調査.
    state: CycleState,
    /// Whether it was closed: its frozen record is there.
    closed: bool,
    /// What is known of a closed one.
    closing: Option<Closed>,
    today: NaiveDate,
    deadlines: Vec<Deadline>,
    /// Its folder below input/ and output/.
    folder: String,
    /// Forms in 様式/.
    forms: usize,
    /// Files in 提出/.
    files: usize,
    /// Papers of the bodies that are there.
    papers: usize,
    /// Of those, by body; of a cycle that is not closed.
    bodies: Vec<BodyPapers>,
    departments: Vec<DepartmentStanding>,
    errors: usize,
    warnings: usize,
    /// Opinions on which something is still to be done.
    open_opinions: usize,
    /// Those of which a department's words are awaited.
    awaited_opinions: Vec<AwaitedOpinions>,
    /// What keeps it from being closed.
    blocks: Vec<String>,
    /// What to do, the first thing first.
    next: Vec<String>,
}

impl Standing {
    /// `now`: the working directory and register as they are now, whatever is frozen of the cycle.
    fn of(
        console: &Console,
        now: (&ProjectFiles, Option<&Plan>),
        setting: &Setting,
        today: NaiveDate,
    ) -> Result<Self, Stop> {
        let mut reading = reading::read(console, setting, None)?;
        let asked = asking::all(setting, &mut reading);
        let sent = |asks: &asking::Asks| standing::was_asked(setting, &reading, asks);
        let departments = standing::departments(setting, &reading, &asked, &sent);
        let (plan, cycle) = (&setting.plan, &setting.cycle);
        // Of a closed cycle nobody is asked any more.
        let all: &[Diagnostic] = if reading.frozen {
            &[]
        } else {
            &reading.record.diagnostics
        };
        let reported = |severity| all.iter().filter(|d| d.severity == severity).count();
        let Made {
            forms,
            papers,
            checked,
        } = setting.files.made(&cycle.folder());
        let mut standing = Self {
            cycle: cycle.name(),
            state: cycle.state,
            closed: reading.frozen,
            closing: closed::of(now, setting, &reading),
            today,
            deadlines: deadlines::of(plan, cycle, today),
            folder: cycle.folder(),
            forms,
            files: reading.intake.files.len(),
            papers,
            bodies: match reading.frozen {
                true => Vec::new(),
                false => papers::of(setting, &reading),
            },
            departments,
            errors: reported(Severity::Error),
            warnings: reported(Severity::Warning),
            open_opinions: { reading.record.opinions.iter() }
                .filter(|o| o.state.is_open())
                .count(),
            awaited_opinions: match reading.frozen {
                true => Vec::new(),
                false => opinions::awaited(&reading.record),
            },
            blocks: Vec::new(),
            next: Vec::new(),
        };
        standing.blocks = steps::blocks(&standing, all);
        standing.next = steps::next(&standing, checked);
        Ok(standing)
    }

    /// The departments at a stage, in the register's order.
    fn at(&self, stage: Stage) -> impl Iterator<Item = &DepartmentStanding> {
        self.departments.iter().filter(move |d| d.stage == stage)
    }

    fn count(&self, stage: Stage) -> usize {
        self.at(stage).count()
    }
}
