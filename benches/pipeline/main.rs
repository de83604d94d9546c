//! Times reading, checking, typesetting and writing apart, against two floors of the same run: the same
//! files read with bare calamine, and one plain page typeset. `cargo bench --bench pipeline` prints
//! criterion's figures and then a table of ratios; with a filter, criterion's figures only.
//! `cargo bench --bench pipeline -- many-rows` writes 集計表 of 20,000 initiatives and reconciles it, against 2,000, and
//! nothing else, and tells the most memory that it took.
//!
//! Everything runs in one thread, and typesetting starts cold each time, as one run of the program does.

#![expect(clippy::print_stdout, reason = "a bench reports on the terminal")]

mod many_items;
mod many_rows;
mod material;
mod stages;

use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion};

use material::Material;
use stages::Stage;

/// Reading and checking together must stay below so many times the floor.
const TARGET: f64 = 2.0;
/// A page of any document must cost no more than so many plain pages.
const PAGE_TARGET: f64 = 3.0;
/// A page among 500 items must cost no more than so many of the plan's own.
const MANY_TARGET: f64 = 1.3;
/// Rounds of the table, for what takes milliseconds and for documents: all stages in turn, so that
/// whatever else the machine does falls on all alike.
const ROUNDS: [usize; 2] = [25, 3];

/// As the program allocates.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    if std::env::args().any(|argument| argument == "many-rows") {
        return many_rows::run();
    }
    let material = Material::load();
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    one_thread
        .expect("a pool of one thread")
        .install(|| run(&material));
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
        criterion.bench_function(stage.name, |bencher| {
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
    }
}

/// The fastest of several times, each against its floor: on a busy machine the least disturbed says most.
fn table(stages: &[Stage<'_>]) {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); stages.len()];
    let mut pages = vec![1; stages.len()];
    for round in 0..ROUNDS[0] {
        for (at, stage) in stages.iter().enumerate() {
            if stage.paged && round >= ROUNDS[1] {
                continue;
            }
            (stage.prepare)();
            let start = Instant::now();
            pages[at] = (stage.run)().max(1);
            times[at].push(start.elapsed());
        }
    }
    let fastest: Vec<f64> = times.into_iter().map(least_ms).collect();
    let of = |name: &str| {
        let place = stages.iter().position(|stage| stage.name == name);
        place.map_or(f64::NAN, |at| fastest[at])
    };
    println!("\nstage                          fastest       pages   against its floor");
    for (at, stage) in stages.iter().enumerate() {
        let (time, count) = (fastest[at], pages[at]);
        let against = match stage.floor {
            None => "floor".to_owned(),
            Some(floor) if stage.paged => {
                #[expect(clippy::cast_precision_loss, reason = "some hundred pages at most")]
                let per_page = time / count as f64;
                let ratio = per_page / of(floor);
                format!("{per_page:.1} ms a page, {ratio:.2} × {floor}")
            }
            Some(floor) => format!("{:.2} × {floor}", time / of(floor)),
        };
        let count = if stage.paged {
            count.to_string()
        } else {
            String::new()
        };
        println!("{:<28} {time:>8.1} ms  {count:>8}   {against}", stage.name);
    }
    let ratio = of(stages::CHECK) / of(stages::CALAMINE);
    let verdict = if ratio < TARGET { "kept" } else { "MISSED" };
    println!("\nread and check: {ratio:.2} × floor, target below {TARGET:.1} × floor: {verdict}");
    #[expect(clippy::cast_precision_loss, reason = "some thousand pages at most")]
    let a_page = |at: usize| fastest[at] / pages[at] as f64;
    let page_of = |name: &str| {
        let place = stages.iter().position(|stage| stage.name == name);
        place.map_or(f64::NAN, a_page)
    };
    let paged = (0..stages.len()).filter(|at| stages[*at].paged && stages[*at].floor.is_some());
    let dearest = paged.map(a_page).fold(0.0, f64::max) / page_of(stages::PLAIN_PAGE);
    let verdict = if dearest <= PAGE_TARGET {
        "kept"
    } else {
        "MISSED"
    };
    println!("dearest page: {dearest:.2} × plain page, target at most {PAGE_TARGET:.1}: {verdict}");
    let many = page_of(stages::MANY_SHEETS) / page_of(stages::SHEETS);
    let verdict = if many <= MANY_TARGET {
        "kept"
    } else {
        "MISSED"
    };
    println!(
        "a page among {} items: {many:.2} × the plan's own, target at most {MANY_TARGET:.1}: {verdict}",
        many_items::ITEMS
    );
}

fn least_ms(times: Vec<Duration>) -> f64 {
    times
        .into_iter()
        .min()
        .map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}
