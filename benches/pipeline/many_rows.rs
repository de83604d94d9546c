//! 集計表 of a plan far larger than any city's: 2,000 departments of ten initiatives each, against 200 of ten in the
//! same run. It measures whether writing and reconciling grow with the rows and no faster, and what memory they take.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reports on the terminal, and asks the kernel what it took"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use rust_decimal::Decimal;

use gyokaku::audience::reconciliation::Verdict;
use gyokaku::audience::{FigureNames, HeadquartersView, Sources};
use gyokaku::cycle::{CycleRecord, History, merge};
use gyokaku::plan::{
    Body, Cycle, Department, Initiative, Item, OfficeTexts, Plan, Responsible, register,
};
use gyokaku::submission::{Field, InitiativeField, Intake, ItemField, Submission, SubmissionFile};
use gyokaku::values::{CellLocation, Code, Source, Sourced, Value};
use gyokaku::verification::outputs::{Output, WorkbookOutput};
use gyokaku::verification::reconciliation::{Finished, reconcile};
use gyokaku::workbook_output;

/// Initiatives of each department.
const EACH: usize = 10;
/// Departments of the small and of the large plan.
const DEPARTMENTS: [usize; 2] = [200, 2_000];
/// Ten times the rows may take so many times as long.
const MOST_RATIO: f64 = 10.5;
/// MiB that the process may ever hold.
const MOST_MEMORY: f64 = 480.0;

/// What is done with a plan, in the order in which it is done.
const DONE: [&str; 2] = ["writing", "reconciling"];

/// Writes and reconciles both and prints times, their ratios and the most memory that the process held.
pub fn run() {
    let mut times = Vec::new();
    // The large plan first: what the allocator keeps of other rounds is none of the memory that it takes.
    for departments in DEPARTMENTS.into_iter().rev() {
        let (plan, cycle) = plan(departments);
        let record = record(&plan, &cycle);
        let texts = OfficeTexts::default();
        let sources = Sources {
            plan: &plan,
            cycle: &cycle,
            record: &record,
            previous: None,
            history: History::none(),
            texts: &texts,
        };
        // A short time needs several rounds, a long one does not.
        let rounds = DEPARTMENTS[1] / departments;
        let mut taken = [0.0; DONE.len()];
        let mut said = String::new();
        // Once beforehand: a process is given its memory page by page at first touch, which is the machine's time and
        // would fall on the large plan alone.
        let first = write_and_reconcile(sources, &mut said);
        for _ in 0..rounds {
            let round = write_and_reconcile(sources, &mut said);
            #[expect(clippy::cast_precision_loss, reason = "ten rounds at most")]
            for (all, time) in taken.iter_mut().zip(round) {
                *all += time / rounds as f64;
            }
        }
        println!(
            "集計表, {} initiatives: {said}, {:.2} s of processor time to write ({:.2} s the first time), {:.2} s to reconcile",
            departments * EACH,
            taken[0],
            first[0],
            taken[1],
        );
        times.push(taken);
    }
    let kept = |kept: bool| if kept { "kept" } else { "MISSED" };
    for (at, name) in DONE.iter().enumerate() {
        let ratio = times[0][at] / times[1][at];
        println!("ten times the rows, {name}: {ratio:.1} × the time");
    }
    let sum = |of: &[f64; DONE.len()]| of.iter().sum::<f64>();
    let ratio = sum(&times[0]) / sum(&times[1]);
    println!(
        "ten times the rows, both: {ratio:.1} × the time, at most {MOST_RATIO} ×: {}",
        kept(ratio <= MOST_RATIO)
    );
    if let Some(memory) = peak_memory() {
        println!(
            "most memory of the process: {memory:.0} MiB, at most {MOST_MEMORY:.0} MiB: {}",
            kept(memory <= MOST_MEMORY)
        );
    }
}

/// Seconds of writing and of reconciling; `said` gets what came of them.
fn write_and_reconcile(sources: Sources<'_>, said: &mut String) -> [f64; DONE.len()] {
    let start = Start::now();
    let view = HeadquartersView::new(sources, Body::Headquarters);
    let written = workbook_output::headquarters(&view, &std::env::temp_dir()).expect("a workbook");
    let writing = start.elapsed();
    let written_at = peak_memory();
    let start = Start::now();
    let size = written.bytes.len() / 1000;
    let outputs: [Box<dyn Output>; 1] = [Box::new(WorkbookOutput {
        path: "推進本部/集計表.xlsx".to_owned(),
        written,
    })];
    let finished = Finished {
        body: "推進本部",
        names: &FigureNames::of(sources.plan),
        record: sources.record,
        history: sources.history,
        outputs: &outputs,
    };
    let rows = black_box(reconcile(&finished, &view));
    let reconciling = start.elapsed();
    let differing = rows.iter().filter(|r| r.verdict == Verdict::Differs);
    assert_eq!(differing.count(), 0, "what was written agrees");
    let compared: usize = rows.iter().map(|r| r.count).sum();
    let memory = written_at.map_or_else(String::new, |m| format!(" ({m:.0} MiB when written)"));
    *said = format!("{size} kB{memory}, {compared} comparisons");
    [writing, reconciling]
}

/// Processor time, so that whatever else the machine does counts for nothing; the clock's where the kernel does not
/// report it.
struct Start {
    processor: Option<f64>,
    clock: Instant,
}

impl Start {
    fn now() -> Self {
        Self {
            processor: processor_time(),
            clock: Instant::now(),
        }
    }

    /// Seconds.
    fn elapsed(&self) -> f64 {
        match (self.processor, processor_time()) {
            (Some(before), Some(now)) => now - before,
            _ => self.clock.elapsed().as_secs_f64(),
        }
    }
}

/// Seconds that the process has had of any processor (Linux: ticks of a hundredth).
pub fn processor_time() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / 100.0)
}

/// MiB of the process at its largest (Linux).
pub fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024.0)
}

/// One item of ten initiatives for each department.
fn plan(departments: usize) -> (Plan, Cycle) {
    let mut plan = register::template_plan().expect("the embedded plan");
    let cycle = plan.running_cycle().or(plan.cycles.last());
    let cycle = cycle.expect("a cycle").clone();
    let template = plan.items[0].clone();
    plan.indicators.clear();
    plan.items = (1..=departments)
        .map(|at| Item {
            number: format!("{at}-①"),
            id: code(&format!("{at}-1")),
            title: format!("実施項目の{at}番"),
            pillar: plan.pillars[at % plan.pillars.len()].number.clone(),
            leads: vec![format!("第{at}課")],
            partners: Vec::new(),
            ..template.clone()
        })
        .collect();
    plan.departments = (1..=departments)
        .map(|at| Department {
            code: format!("{at:04}"),
            division: Some("総務部".to_owned()),
            name: format!("第{at}課"),
            starts: None,
            ends: None,
            successors: Vec::new(),
            mail: None,
        })
        .collect();
    plan.initiatives = (1..=departments)
        .flat_map(|at| (1..=EACH).map(move |n| (at, n)))
        .map(|(at, n)| Initiative {
            number: format!("{at}-①-{n}"),
            id: code(&format!("{at}-1-{n}")),
            item: code(&format!("{at}-1")),
            text: format!("窓口の手続を見直し、待ち時間を短くする取組の{n}番"),
            responsible: Responsible::Departments(vec![format!("第{at}課")]),
            schedule: BTreeMap::new(),
        })
        .collect();
    (plan, cycle)
}

fn code(text: &str) -> Code {
    Code::derive(text).expect("a code")
}

/// Every field of every initiative is filled.
fn record(plan: &Plan, cycle: &Cycle) -> CycleRecord {
    const PROSE: &str = "研修を12回行い、延べ340人が参加しました。前年度より参加者が1割増え、窓口の待ち時間も平均で4分短くなりました。";
    let grades: Vec<String> = plan.grades.iter().map(|g| g.symbol.clone()).collect();
    let submissions = (1_usize..).zip(&plan.departments).map(|(at, department)| {
        let mut answers = BTreeMap::new();
        let mut row = 0;
        let mut put = |field: Field, value: Value| {
            row += 1;
            let source = Source {
                at: CellLocation {
                    file: format!("{}_{}.xlsx", department.code, department.name),
                    sheet: format!("{at}-①"),
                    cell: format!("C{row}"),
                },
                typed: value.text(),
            };
            let value = Some(value);
            answers.insert(field, Sourced::typed(value, source));
        };
        let item = code(&format!("{at}-1"));
        let text = || Value::Text(PROSE.to_owned());
        let grade = grades[at % grades.len()].clone();
        put(
            Field::Item(item.clone(), ItemField::Grade),
            Value::Choice(grade),
        );
        put(Field::Item(item, ItemField::Reason), text());
        for n in 1..=EACH {
            let id = code(&format!("{at}-1-{n}"));
            let mut answer = |field, value| put(Field::Initiative(id.clone(), field), value);
            answer(InitiativeField::Status, Value::Choice("実施中".to_owned()));
            answer(InitiativeField::Result, text());
            let saving = Decimal::from(at * n);
            answer(InitiativeField::EffectSaving, Value::Number(saving));
            let kind = if n % 2 == 0 { "単年度" } else { "継続" };
            answer(InitiativeField::EffectKind, Value::Choice(kind.to_owned()));
        }
        Submission {
            files: vec![SubmissionFile {
                path: format!("{}_{}.xlsx", department.code, department.name),
                digest: String::new(),
            }],
            department: department.code.clone(),
            round: 1,
            replaces: Vec::new(),
            answers,
            cells: BTreeMap::new(),
            places: BTreeMap::new(),
            gathered: BTreeMap::new(),
        }
    });
    let intake = Intake {
        submissions: submissions.collect(),
        ..Intake::default()
    };
    merge(plan, cycle, &intake, None, Vec::new())
}
