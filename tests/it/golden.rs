//! The documents of the samples as they were approved: the text of every one, and the first pages as small grey pictures.
//! A golden that is missing is a failure. `GYOKAKU_WRITE_GOLDEN=1 make test` writes them anew: then look at the
//! difference before it is committed.

#![expect(
    clippy::disallowed_methods,
    reason = "goldens are read from tests/golden, and written where that is asked for"
)]

use std::fs;
use std::path::PathBuf;

use crate::fixture::Work;
use crate::samples::samples;

/// Pages of each document that are compared as pictures.
const PAGES: &str = "3";
/// Dots per inch of the pictures: words are grey bars, and a table or chart that moves shows.
const RESOLUTION: &str = "10";
/// Of 255 steps, on average over a page; and the share of dots that may differ plainly.
const MEAN: f64 = 2.0;
const PLAIN: i32 = 64;
const SHARE: f64 = 0.01;

#[test]
fn the_documents_of_the_samples_are_as_they_were_approved() {
    let work = samples();
    work.report().ended(0);
    let files = work.tree("output/令和7年度").into_iter();
    let mut faults = Vec::new();
    for path in files.filter(|path| path.ends_with(".pdf")) {
        let name = path
            .trim_start_matches("output/令和7年度/")
            .trim_end_matches(".pdf")
            .replace('/', "_");
        let text = work.tool("pdftotext", &["-raw", &path, "-"]);
        if let Some(fault) = compare(&format!("{name}.txt"), text.as_bytes(), text_differs) {
            faults.push(fault);
        }
        // 幹事会 gets what 推進本部 gets, but for the cover.
        if !name.starts_with("幹事会") {
            for (number, picture) in pictures(&work, &path) {
                if let Some(fault) =
                    compare(&format!("{name}-{number}.pgm"), &picture, picture_differs)
                {
                    faults.push(fault);
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The first pages as grey pictures (PGM).
fn pictures(work: &Work, path: &str) -> Vec<(usize, Vec<u8>)> {
    work.tool(
        "pdftoppm",
        &["-gray", "-r", RESOLUTION, "-l", PAGES, path, "picture"],
    );
    let made: Vec<String> = work
        .tree("")
        .into_iter()
        .filter(|p| p.ends_with(".pgm"))
        .collect();
    (1..)
        .zip(made)
        .map(|(number, path)| {
            let bytes = work.bytes(&path);
            work.remove(&path);
            (number, bytes)
        })
        .collect()
}

/// Why the golden of this name does not hold.
fn compare(name: &str, new: &[u8], differs: fn(&[u8], &[u8]) -> Option<String>) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let path = folder.join(name);
    if std::env::var_os("GYOKAKU_WRITE_GOLDEN").is_some() {
        fs::create_dir_all(&folder).expect("tests/golden");
        fs::write(&path, new).expect("a golden");
        return None;
    }
    match fs::read(&path) {
        Err(_) => Some(format!("{name}: there is no golden")),
        Ok(old) => differs(&old, new).map(|why| format!("{name}: {why}")),
    }
}

fn text_differs(old: &[u8], new: &[u8]) -> Option<String> {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let mut lines = (1..).zip(old.lines().zip(new.lines()));
    if let Some((number, (old, new))) = lines.find(|(_, (old, new))| old != new) {
        return Some(format!("line {number}\n  - {old}\n  + {new}"));
    }
    let counts = (old.lines().count(), new.lines().count());
    (counts.0 != counts.1).then(|| format!("{} lines, now {}", counts.0, counts.1))
}

fn picture_differs(old: &[u8], new: &[u8]) -> Option<String> {
    let (Some((old_size, old)), Some((new_size, new))) = (grey(old), grey(new)) else {
        return Some("no picture".to_owned());
    };
    if old_size != new_size {
        return Some(format!("{old_size}, now {new_size}"));
    }
    let differences: Vec<i32> = old
        .iter()
        .zip(new)
        .map(|(old, new)| (i32::from(*old) - i32::from(*new)).abs())
        .collect();
    let count = f64::from(u32::try_from(differences.len()).ok()?);
    let mean = f64::from(differences.iter().sum::<i32>()) / count;
    let plain = differences.iter().filter(|d| **d > PLAIN).count();
    let share = f64::from(u32::try_from(plain).ok()?) / count;
    (mean > MEAN || share > SHARE)
        .then(|| format!("mean {mean:.2}, plainly other {:.1} %", share * 100.0))
}

/// Size and dots of a PGM (`P5 width height 255`).
fn grey(picture: &[u8]) -> Option<(String, &[u8])> {
    let mut ends = picture
        .iter()
        .enumerate()
        .filter(|(_, b)| b.is_ascii_whitespace());
    let end = ends.nth(3)?.0;
    let head = std::str::from_utf8(&picture[..end]).ok()?;
    head.starts_with("P5")
        .then(|| (head.replace(['\n', '\r'], " "), &picture[end + 1..]))
}

#[test]
fn a_picture_that_moved_is_another() {
    let page = |shift: usize| {
        let dots = (0..90 * 60).map(|at| if (at % 90 + shift) % 30 < 10 { 40 } else { 250 });
        [b"P5\n90 60\n255\n".to_vec(), dots.collect()].concat()
    };
    assert_eq!(picture_differs(&page(0), &page(0)), None);
    assert!(picture_differs(&page(0), &page(4)).is_some());
    assert!(picture_differs(&page(0), b"P5\n90 61\n255\n").is_some());
    let mut noise = page(0);
    noise
        .iter_mut()
        .skip(13)
        .step_by(2)
        .for_each(|dot| *dot = dot.saturating_add(2));
    assert_eq!(picture_differs(&page(0), &noise), None);
    assert!(text_differs(b"a\nb", b"a\nc").is_some() && text_differs(b"a", b"a\nb").is_some());
}
