//! The documents of the samples, and of the plan of [`crate::walk`], as they were approved: the text of every one, two as they are read aloud, and every page as a small grey picture, the
//! pages of a document on one sheet (PNG). A golden that is missing is a failure, and so is one of no document.
//! `GYOKAKU_WRITE_GOLDEN=1 make test` writes them anew: then look at the difference before it is committed.

#![expect(
    clippy::disallowed_methods,
    reason = "goldens are read from tests/golden, and written where that is asked for"
)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::fixture::Work;
use crate::samples::samples;
use crate::standards::assertions;

/// Dots per inch of the pictures: words are grey bars, and a table or chart that moves shows.
const RESOLUTION: &str = "10";
/// Pages beside each other on a sheet.
const ACROSS: usize = 8;
/// Greys of a sheet, as many as four bits keep apart: 177 pages are 200 kB.
const STEP: u8 = 17;
/// Documents whose structure is held too: as it is read aloud, a block a line, with the number of lists, headings and paragraphs.
const READ_ALOUD: [&str; 2] = ["推進本部_資料2_個票", "懇談会_資料1_推進状況報告書"];
/// Of 255 steps, on average over a page; and the share of dots that may differ plainly.
const MEAN: f64 = 2.0;
const PLAIN: i32 = 64;
const SHARE: f64 = 0.01;

#[test]
fn the_documents_of_the_samples_are_as_they_were_approved() {
    let work = samples();
    work.report().ended(0);
    hold(&work, "output/令和7年度", "samples");
}

/// Holds every PDF of a folder of the working directory against its golden in a folder of tests/golden.
#[track_caller]
pub fn hold(work: &Work, made: &str, goldens: &str) {
    let mut goldens = Goldens {
        folder: Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden")
            .join(goldens),
        ..Goldens::default()
    };
    let files = work.tree(made).into_iter();
    for path in files.filter(|path| path.ends_with(".pdf")) {
        let name = path[made.len() + 1..]
            .trim_end_matches(".pdf")
            .replace('/', "_");
        let text = work.tool("pdftotext", &["-raw", &path, "-"]);
        goldens.compare(&format!("{name}.txt"), text.as_bytes(), text_differs);
        if READ_ALOUD.contains(&name.as_str()) {
            let read = assertions(work, "aloud.py", std::slice::from_ref(&path));
            assert!(
                read.status.success(),
                "{}",
                String::from_utf8_lossy(&read.stderr)
            );
            goldens.compare(&format!("{name}_読み上げ.txt"), &read.stdout, text_differs);
        }
        let sheet = Sheet::of(&pages(work, &path)).png();
        goldens.compare(&format!("{name}.png"), &sheet, sheet_differs);
    }
    let faults = goldens.done();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// What was held against its golden.
#[derive(Default)]
struct Goldens {
    folder: PathBuf,
    names: BTreeSet<String>,
    faults: Vec<String>,
}

impl Goldens {
    fn writes() -> bool {
        std::env::var_os("GYOKAKU_WRITE_GOLDEN").is_some()
    }

    fn compare(&mut self, name: &str, new: &[u8], differs: fn(&[u8], &[u8]) -> Option<String>) {
        self.names.insert(name.to_owned());
        let path = self.folder.join(name);
        let fault = match fs::read(&path) {
            Err(_) => Some("there is no golden".to_owned()),
            Ok(old) => differs(&old, new),
        };
        if let Some(fault) = fault {
            if Self::writes() {
                fs::create_dir_all(&self.folder).expect("tests/golden");
                fs::write(&path, new).expect("a golden");
            } else {
                self.faults
                    .push(format!("{name}: {fault}{}", kept(name, new)));
            }
        }
    }

    /// All faults, with the goldens of no document.
    fn done(mut self) -> Vec<String> {
        for entry in fs::read_dir(&self.folder).expect("tests/golden") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !self.names.contains(&*name) {
                if Self::writes() {
                    fs::remove_file(&path).expect("a golden removed");
                } else {
                    self.faults
                        .push(format!("{name}: no document has this golden"));
                }
            }
        }
        self.faults
    }
}

/// What differs from its golden is kept in the target folder, to be looked at.
fn kept(name: &str, new: &[u8]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), new).expect("a file");
    format!("\n  now {}", folder.join(name).display())
}

/// A page in greys: width, height and dots, row by row.
struct Page {
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

impl Page {
    /// Of a PGM (`P5 width height 255`).
    fn read(pgm: &[u8]) -> Option<Self> {
        let spaces = pgm.iter().enumerate();
        let end = spaces.filter(|(_, b)| b.is_ascii_whitespace()).nth(3)?.0;
        let head = std::str::from_utf8(&pgm[..end]).ok()?;
        let mut words = head.strip_prefix("P5")?.split_whitespace();
        let mut number = || words.next()?.parse().ok();
        Some(Self {
            width: number()?,
            height: number()?,
            dots: pgm[end + 1..].to_vec(),
        })
    }
}

fn pages(work: &Work, path: &str) -> Vec<Page> {
    work.tool("pdftoppm", &["-gray", "-r", RESOLUTION, path, "picture"]);
    let made = work.tree("").into_iter().filter(|p| p.ends_with(".pgm"));
    made.map(|path| {
        let page = Page::read(&work.bytes(&path)).expect("a picture");
        work.remove(&path);
        page
    })
    .collect()
}

/// The pages of a document, [`ACROSS`] in a row, in sixteen greys.
struct Sheet {
    page: (usize, usize),
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

impl Sheet {
    fn of(pages: &[Page]) -> Self {
        let page = pages.iter().fold((0, 0), |(w, h), page| {
            (page.width.max(w), page.height.max(h))
        });
        let (width, height) = (
            page.0 * pages.len().min(ACROSS),
            page.1 * pages.len().div_ceil(ACROSS),
        );
        let mut dots = vec![u8::MAX; width * height];
        for (at, one) in pages.iter().enumerate() {
            let (left, top) = (at % ACROSS * page.0, at / ACROSS * page.1);
            for (y, row) in one.dots.chunks(one.width).enumerate() {
                let start = (top + y) * width + left;
                let greys = row
                    .iter()
                    .map(|dot| dot.saturating_add(STEP / 2) / STEP * STEP);
                dots[start..start + one.width]
                    .iter_mut()
                    .zip(greys)
                    .for_each(|(to, grey)| *to = grey);
            }
        }
        Self {
            page,
            width,
            height,
            dots,
        }
    }

    fn png(&self) -> Vec<u8> {
        let size = |n: usize| u32::try_from(n).expect("a small picture");
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, size(self.width), size(self.height));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        // The size of a page, by which the sheet is read back.
        let page = format!("{} {}", self.page.0, self.page.1);
        encoder
            .add_text_chunk("page".to_owned(), page)
            .expect("a text");
        let rows = self.dots.chunks(self.width);
        let packed: Vec<u8> = rows
            .flat_map(|row| row.chunks(2))
            .map(|two| ((two[0] / STEP) << 4) | (two.get(1).unwrap_or(&0) / STEP))
            .collect();
        let mut writer = encoder.write_header().expect("a picture's head");
        writer.write_image_data(&packed).expect("a picture");
        writer.finish().expect("a picture's end");
        png
    }

    fn read(png: &[u8]) -> Option<Self> {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().ok()?;
        let mut dots = vec![0; reader.output_buffer_size()?];
        let frame = reader.next_frame(&mut dots).ok()?;
        let texts = &reader.info().uncompressed_latin1_text;
        let text = texts.iter().find(|t| t.keyword == "page")?;
        let (width, height) = text.text.split_once(' ')?;
        Some(Self {
            page: (width.parse().ok()?, height.parse().ok()?),
            width: usize::try_from(frame.width).ok()?,
            height: usize::try_from(frame.height).ok()?,
            dots,
        })
    }

    /// The dots of each place for a page.
    fn places(&self) -> impl Iterator<Item = Vec<u8>> {
        let (across, down) = (self.width / self.page.0, self.height / self.page.1);
        (0..across * down).map(move |at| {
            let (left, top) = (at % across * self.page.0, at / across * self.page.1);
            let rows = (top..top + self.page.1).map(|y| y * self.width + left);
            rows.flat_map(|start| &self.dots[start..start + self.page.0])
                .copied()
                .collect()
        })
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

fn sheet_differs(old: &[u8], new: &[u8]) -> Option<String> {
    let (Some(old), Some(new)) = (Sheet::read(old), Sheet::read(new)) else {
        return Some("no sheet of pages".to_owned());
    };
    if (old.page, old.width, old.height) != (new.page, new.width, new.height) {
        return Some("pages of another size or number".to_owned());
    }
    let faults: Vec<String> = (1..)
        .zip(old.places().zip(new.places()))
        .filter_map(|(number, (old, new))| {
            page_differs(&old, &new).map(|why| format!("page {number}: {why}"))
        })
        .collect();
    (!faults.is_empty()).then(|| faults.join("; "))
}

fn page_differs(old: &[u8], new: &[u8]) -> Option<String> {
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

#[test]
fn a_page_that_moved_is_another() {
    let page = |shift: usize, height: usize| {
        let dots = (0..91 * height).map(|at| if (at % 91 + shift) % 30 < 10 { 40 } else { 250 });
        Page {
            width: 91,
            height,
            dots: dots.collect(),
        }
    };
    let sheet = |pages: Vec<Page>| Sheet::of(&pages).png();
    let ten = |moved: usize| {
        sheet(
            (0..10)
                .map(|n| page(usize::from(n == moved) * 4, 60))
                .collect(),
        )
    };
    assert_eq!(sheet_differs(&ten(99), &ten(99)), None);
    let reported = sheet_differs(&ten(99), &ten(8)).expect("another");
    assert!(
        reported.starts_with("page 9: ") && !reported.contains("; "),
        "{reported}"
    );
    for other in [
        Vec::new(),
        b"P5".to_vec(),
        sheet(vec![page(0, 60)]),
        sheet(vec![page(0, 61)]),
    ] {
        assert!(sheet_differs(&ten(99), &other).is_some());
    }
    let mut noisy = page(0, 60);
    noisy.dots.iter_mut().step_by(2).for_each(|dot| *dot -= 2);
    assert_eq!(
        sheet_differs(&sheet(vec![page(0, 60)]), &sheet(vec![noisy])),
        None
    );
    assert!(text_differs(b"a\nb", b"a\nc").is_some() && text_differs(b"a", b"a\nb").is_some());
}

#[test]
fn a_picture_of_pdftoppm_is_read() {
    let page = Page::read(b"P5\n2 3\n255\n\n bcde").expect("a page");
    assert_eq!((page.width, page.height), (2, 3));
    assert_eq!(page.dots, b"\n bcde");
    assert!(Page::read(b"P6\n2 3\n255\n").is_none() && Page::read(b"P5").is_none());
}
