//! What an office's PC must bear: `report` on plans of 20, 100 and 200 departments with long texts, each size in a process
//! of its own. Prints pages, processor time and the most memory of each, and processor time a page against Typst alone,
//! which compiles and exports the same pages one after another in a process of its own.
//!
//! `cargo bench --bench pipeline -- office-pc` does all sizes; with numbers of departments behind it, those.
//! `cargo bench --bench pipeline -- office-pc make DIR 20` only makes the working directory, to run any program on it.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reports on the terminal, writes its input and asks the kernel what was taken"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser as _;
use rust_decimal::Decimal;

use gyokaku::cli::Cli;
use gyokaku::form::layout::{Held, ListKind, Prefill};
use gyokaku::form::{Beside, Field, FormLayout, Input, InputKind, blank_workbook};
use gyokaku::plan::{
    Assignments, Cycle, Department, Indicator, Initiative, Item, Plan, Responsible, Target,
    register,
};
use gyokaku::typesetting::Press;
use gyokaku::values::Code;

use crate::many_rows::{peak_memory, processor_time};
use crate::material::Material;
use crate::pages;

/// Departments and items of each plan, and MiB that `report` may hold.
const SIZES: [(usize, usize, f64); 3] = [(20, 23, 400.0), (100, 115, 900.0), (200, 230, 1_536.0)];
/// A page may cost so many times what Typst alone takes for it.
const MOST_RATIO: f64 = 1.3;
/// Ten times the departments may take so many times as long.
const MOST_GROWTH: f64 = 10.5;

/// What one process took.
struct Taken {
    pages: f64,
    /// Seconds of any processor.
    time: f64,
    /// MiB
    memory: f64,
}

/// `arguments`: those behind `office-pc`.
pub fn run(arguments: &[String]) {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["make", folder, departments] => {
            make(Path::new(folder), departments.parse().expect("a number"));
        }
        ["report", folder] => report(Path::new(folder)),
        ["typst", folder] => typst_alone(Path::new(folder)),
        sizes => table(
            &sizes
                .iter()
                .filter_map(|s| s.parse().ok())
                .collect::<Vec<_>>(),
        ),
    }
}

fn table(wanted: &[usize]) {
    let mut times = BTreeMap::new();
    println!("departments  items  pages   report   a page  against Typst alone   most memory");
    for (departments, items, most) in SIZES {
        if !wanted.is_empty() && !wanted.contains(&departments) {
            continue;
        }
        let folder = tempfile::tempdir().expect("a folder");
        make(folder.path(), departments);
        let report = child("report", folder.path());
        let bare = child("typst", folder.path());
        let ratio = report.time / bare.time;
        println!(
            "{departments:>11}  {items:>5}  {:>5}  {:>5.1} s  {:>4.1} ms  {ratio:>17.2} ×  {:>8.0} MiB  (at most {MOST_RATIO} ×: {}; {most:.0} MiB: {})",
            bare.pages,
            report.time,
            report.time / bare.pages * 1000.0,
            report.memory,
            kept(ratio <= MOST_RATIO),
            kept(report.memory <= most),
        );
        times.insert(departments, report.time);
    }
    if let (Some(small), Some(large)) = (times.get(&20), times.get(&200)) {
        let growth = large / small;
        println!(
            "ten times the departments: {growth:.1} × the time, at most {MOST_GROWTH} ×: {}",
            kept(growth <= MOST_GROWTH)
        );
    }
}

const fn kept(kept: bool) -> &'static str {
    if kept { "kept" } else { "MISSED" }
}

/// This bench again, in a process of its own.
fn child(what: &str, folder: &Path) -> Taken {
    let bench = std::env::current_exe().expect("this program");
    let output = Command::new(bench)
        .args(["office-pc", what])
        .arg(folder)
        .output()
        .expect("a process");
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().unwrap_or_default();
    let numbers: Vec<f64> = line.split(' ').filter_map(|n| n.parse().ok()).collect();
    let [pages, time, memory] = numbers[..] else {
        panic!("{what}: {text}{}", String::from_utf8_lossy(&output.stderr));
    };
    Taken {
        pages,
        time,
        memory,
    }
}

fn reported(pages: usize) {
    let time = processor_time().expect("Linux");
    println!("{pages} {time} {}", peak_memory().expect("Linux"));
}

/// The program's own `report`.
fn report(folder: &Path) {
    let root = folder.to_str().expect("a path");
    let cli = Cli::try_parse_from(["gyokaku", "--root", root, "report"]).expect("a command");
    let code = gyokaku::commands::run(cli).code();
    assert!(code < 2, "report ended with {code}");
    reported(0);
}

/// Every document of a report, compiled and exported by Typst and nothing else.
fn typst_alone(folder: &Path) {
    let material = Material::of(folder).expect("what `make` wrote");
    let before = processor_time().expect("Linux");
    let press = Press::new(&material.fonts);
    let mut pages = 0;
    for document in pages::documents(&material, &material.papers) {
        pages += document.alone(press);
        pages::forget();
    }
    let time = processor_time().expect("Linux") - before;
    println!("{pages} {time} {}", peak_memory().expect("Linux"));
}

/// A working directory with the register and every department's form, filled.
fn make(folder: &Path, departments: usize) {
    let size = SIZES.iter().find(|(d, ..)| *d == departments);
    let items = size.map_or(departments + departments * 3 / 20, |(_, items, _)| *items);
    let (plan, cycle) = plan(departments, items);
    let input = folder.join("input");
    let returned: PathBuf = input.join(cycle.folder()).join("提出");
    std::fs::create_dir_all(&returned).expect("a folder");
    let register = register::write(&plan).expect("the register");
    std::fs::write(input.join(register::FILE_NAME), register).expect("written");
    for (department, parts) in Assignments::of(&plan, &cycle).departments() {
        let blank = FormLayout::new(&plan, &cycle, department, parts, &Beside::default());
        let inputs = blank.inputs().enumerate();
        let answers =
            inputs.map(|(at, (_, input))| (input.field.clone(), answer(&plan, at, input)));
        let beside = Beside {
            answers: answers.collect(),
            ..Beside::default()
        };
        let layout = FormLayout::new(&plan, &cycle, department, parts, &beside);
        let bytes = blank_workbook::write(&layout, cycle.inquiry_date).expect("a form");
        let name = format!("{}_{}.xlsx", department.code, department.name);
        std::fs::write(returned.join(name), bytes).expect("written");
    }
}

/// Every item has two initiatives of its 所管課 and one of each of two others, and two indicators: three sheets for most.
fn plan(departments: usize, items: usize) -> (Plan, Cycle) {
    let mut plan = register::template_plan().expect("the embedded plan");
    let cycle = plan.running_cycle().or(plan.cycles.last());
    let cycle = cycle.expect("a cycle").clone();
    let name = |at: usize| format!("第{:03}課", at % departments + 1);
    let pillars: Vec<String> = plan.pillars.iter().map(|p| p.number.clone()).collect();
    let number = |at: usize| format!("{}-{}", pillars[at % pillars.len()], at / pillars.len() + 1);
    plan.past_results.clear();
    plan.departments = (0..departments)
        .map(|at| Department {
            code: format!("{:03}", at + 1),
            division: Some(format!("第{}部", at / 10 + 1)),
            name: name(at),
            starts: None,
            ends: None,
            successors: Vec::new(),
            mail: None,
        })
        .collect();
    plan.items = (0..items)
        .map(|at| Item {
            number: number(at),
            id: code(&number(at)),
            title: format!("{}番の窓口及び内部の事務の見直し", at + 1),
            pillar: pillars[at % pillars.len()].clone(),
            measure: None,
            leads: vec![name(at)],
            partners: vec![name(at + 1), name(at + 2)],
            situation: Some(prose(at, 120)),
            policy: Some(prose(at + 7, 150)),
            start: None,
            end: None,
            termination: None,
            merged_into: None,
            planned_effects: Default::default(),
        })
        .collect();
    let years = plan.years();
    plan.initiatives = (0..items)
        .flat_map(|at| (0..4).map(move |n| (at, n)))
        .map(|(at, n)| Initiative {
            number: format!("{}-{}", number(at), n + 1),
            id: code(&format!("{}-{}", number(at), n + 1)),
            item: code(&number(at)),
            text: prose(at + n, 60),
            responsible: Responsible::Departments(vec![name(at + n / 2 * n.saturating_sub(1))]),
            schedule: years.iter().map(|y| (*y, "実施".to_owned())).collect(),
        })
        .collect();
    plan.indicators = (0..items)
        .flat_map(|at| (1..=2).map(move |n| (at, n)))
        .map(|(at, n)| Indicator {
            number: format!("{}-K{n}", number(at)),
            id: code(&format!("{}-K{n}", number(at))),
            item: code(&number(at)),
            name: format!("{}番の窓口の利用の割合その{n}", at + 1),
            department: name(at),
            base: Some(Decimal::from(60)),
            places: Some(1),
            unit: Some("%".to_owned()),
            targets: years
                .iter()
                .map(|y| (*y, Target::Number(Decimal::from(98))))
                .collect(),
            ..plan.indicators[0].clone()
        })
        .collect();
    (plan, cycle)
}

fn code(text: &str) -> Code {
    Code::derive(text).expect("a code")
}

/// So many characters, different for each `at`.
fn prose(at: usize, characters: usize) -> String {
    const SENTENCES: [&str; 7] = [
        "窓口の手続を見直し、待ち時間を平均で4分短くしました。",
        "研修を12回行い、延べ340人が参加しました。",
        "関係課と協議を重ね、申請の様式を統一しました。",
        "一方、利用する課に偏りがあるため、翌年度は説明会を増やします。",
        "システムの更新に合わせて、入力の重複をなくしました。",
        "市民からは、分かりやすくなったとの声が寄せられています。",
        "費用は前年度より1割少なく、その分を相談の充実に充てました。",
    ];
    let endless = (at..).flat_map(|n| SENTENCES[n % SENTENCES.len()].chars());
    let mut text: String = endless.take(characters).collect();
    text.push_str(&format!("（{at}）"));
    text
}

/// 100 to 300 characters a field of text.
fn answer(plan: &Plan, at: usize, input: &Input) -> Prefill {
    let spread = 100 + at * 37 % 200;
    Prefill::text(match &input.kind {
        InputKind::Number { unit, .. } => {
            let amount = unit.as_deref() == Some("千円");
            return Held::Number(if amount { 120.0 } else { 97.5 }).into();
        }
        InputKind::ShortText => match input.field {
            Field::Indicator(..) => "令和8年3月31日".to_owned(),
            _ => format!("第{at}係"),
        },
        InputKind::LongText | InputKind::QualitativeActual => prose(at, spread),
        InputKind::Date => "2026-04-20".to_owned(),
        InputKind::Choice(ListKind::Grade) => plan.grades[at % 3].choice(),
        InputKind::Choice(ListKind::Status) => "実施中".to_owned(),
        InputKind::Choice(ListKind::EffectKind) => "単年度".to_owned(),
        InputKind::Choice(ListKind::IndicatorState) => "確定値".to_owned(),
        InputKind::Choice(ListKind::OpinionState) => "対応中".to_owned(),
    })
}
