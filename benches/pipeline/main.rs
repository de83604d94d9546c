//! Times reading, checking, typesetting and writing apart, against two floors of the same run: the same
//! files read with bare calamine, and one plain page typeset. `cargo bench --bench pipeline` prints
//! criterion's figures and then a table of ratios; with a filter, criterion's figures only.
//! `cargo bench --bench pipeline -- pages` reports what a page of each document costs, and nothing else; with words behind
//! it, of the documents whose names hold one of them.
//! `cargo bench --bench pipeline -- many-rows` writes 集計表 of 20,000 initiatives and reconciles it, against 2,000, and
//! nothing else, and reports the most memory that it took.
//! `cargo bench --bench pipeline -- office-pc` runs `report` on large plans with long texts, each in a process of its own.
//!
//! Everything runs in one thread, and typesetting starts cold each time, as one run of the program does.

#![expect(clippy::print_stdout, reason = "a bench reports on the terminal")]

mod many_items;
mod many_rows;
mod material;
mod office_pc;
mod pages;
mod papers;
mod stages;

use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion};

use material::Material;
use stages::Stage;

/// Reading and checking together must stay below so many times the floor.
const TARGET: f64 = 2.0;
/// Rounds of the table: all stages in turn, so that whatever else the machine does falls on all alike.
const ROUNDS: usize = 25;

/// As the program allocates.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    gyokaku::memory::return_freed_at_once();
    if std::env::args().any(|argument| argument == "many-rows") {
        return many_rows::run();
    }
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    if arguments.next().as_deref() == Some("office-pc") {
        return office_pc::run(&arguments.collect::<Vec<_>>());
    }
    let material = Material::load();
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    one_thread.expect("a pool of one thread").install(|| {
        if std::env::args().any(|argument| argument == "pages") {
            pages::table(&material);
        } else {
            run(&material);
        }
    });
}

fn run(material: &Material) {
    println!(
        "{}: {} workbooks, {} kB",
        material.origin,
        material.files.len(),
        material.files.iter().map(|(_, b)| b.len()).sum::<usize>() / 1000
    );
    let stages = stages::all(material);
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for stage in &stages {
        criterion.bench_function(&stage.name, |bencher| {
            bencher.iter_batched(stage.prepare, |()| (stage.run)(), BatchSize::PerIteration);
        });
    }
    criterion.final_summary();
    // What cargo itself passes is `--bench` alone; anything else is a filter or `--test`.
    if std::env::args()
        .skip(1)
        .all(|argument| argument == "--bench")
    {
        table(&stages);
        pages::table(material);
    }
}

/// The fastest of several times, each against its floor: on a busy machine the least disturbed says most. The documents
/// have a table of their own.
fn table(stages: &[Stage<'_>]) {
    let stages: Vec<&Stage<'_>> = stages.iter().filter(|stage| !stage.paged).collect();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); stages.len()];
    for _ in 0..ROUNDS {
        for (at, stage) in stages.iter().enumerate() {
            (stage.prepare)();
            let start = Instant::now();
            (stage.run)();
            times[at].push(start.elapsed());
        }
    }
    let fastest: Vec<f64> = times.into_iter().map(least_ms).collect();
    let of = |name: &str| {
        let place = stages.iter().position(|stage| stage.name == name);
        place.map_or(f64::NAN, |at| fastest[at])
    };
    println!("\nstage                fastest   against its floor");
    for (stage, time) in stages.iter().zip(&fastest) {
        let against = stage.floor.map_or_else(
            || "floor".to_owned(),
            |floor| format!("{:.2} × {floor}", time / of(floor)),
        );
        println!("{:<18} {time:>8.1} ms   {against}", stage.name);
    }
    let ratio = of(stages::CHECK) / of(stages::CALAMINE);
    let verdict = if ratio < TARGET { "kept" } else { "MISSED" };
    println!("\nread and check: {ratio:.2} × floor, target below {TARGET:.1} × floor: {verdict}");
}

fn least_ms(times: Vec<Duration>) -> f64 {
    times
        .into_iter()
        .min()
        .map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}
