//! Closing and correcting a cycle: at every step, a whole 確定/ is read.

use super::*;
use crate::commands::close;
use crate::office::archive::Files;
use crate::project_files::PAPERS;
use crate::typesetting::{Fonts, Press};

#[test]
fn close() {
    let room = Room::new();
    let mut plan = plan("総務課");
    plan.cycles[1].state = CycleState::Closed;
    room.register(&plan);
    room.returned(&plan, |form| form);
    let quiet = Console::to(Format::Json, Box::new(Said::default()));
    let setting = Setting::open(&quiet, room.root(), Some(CYCLE)).expect("a setting");
    let fonts = Fonts::load(&[]).expect("fonts");
    let contents = close::contents(&quiet, &setting, Press::new(&fonts), 2).expect("no fault");
    let contents = shortened(contents.expect("not closed yet"));
    let run = |console: &Console| {
        let setting = Setting::open(console, room.root(), Some(CYCLE))?;
        let lock = setting.files.lock()?;
        if setting.closed.is_some() {
            return Ok(Outcome::Clean);
        }
        close::closed(console, &setting, lock, &contents)
    };
    let steps = at_every_step(&room, &room.tree(), &run, None);
    let frozen = format!("input/{CYCLE}/確定/");
    let tree = room.tree();
    let inside = tree
        .iter()
        .filter(|(path, bytes)| path.starts_with(&frozen) && bytes.is_some());
    assert_eq!(
        (inside.count(), steps > 12),
        (contents.len(), true),
        "{steps}"
    );
    // The office keeps something of its own in that folder: all is put beside it.
    room.restore(&Tree::new());
    room.register(&plan);
    room.returned(&plan, |form| form);
    room.put(&format!("{frozen}メモ.txt"), b"x");
    let beside = at_every_step(&room, &room.tree(), &run, None);
    assert!(beside > 12, "{beside}");
}

/// What is frozen, with two papers of a few bytes: what stands in them makes no difference.
fn shortened(contents: Files) -> Files {
    let (papers, others): (Files, Files) = contents
        .into_iter()
        .partition(|(path, _)| path.starts_with(PAPERS));
    let papers = papers.into_iter().take(2);
    let papers = papers.map(|(path, bytes)| (path, bytes[..16].to_vec()));
    others.into_iter().chain(papers).collect()
}

/// The former is read until the other is there, and nothing is lost.
#[test]
fn correct() {
    let room = Room::new();
    let mut plan = plan("総務課");
    plan.cycles[1].state = CycleState::Closed;
    room.register(&plan);
    room.returned(&plan, |form| form);
    let quiet = Console::to(Format::Json, Box::new(Said::default()));
    let setting = Setting::open(&quiet, room.root(), Some(CYCLE)).expect("a setting");
    let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    let contents = |text: &str| vec![file("record.json", text), file("資料/公表/a.pdf", text)];
    let files = &setting.files;
    files
        .write_frozen(CYCLE, &contents("then"))
        .expect("closed");
    let before = room.tree();
    let (then, now) = (Ok(Some("then".to_owned())), Ok(Some("now".to_owned())));
    let corrected = || {
        let lock = files.lock().ok()?;
        let done = files.replace_frozen(CYCLE, &contents("now"));
        lock.release();
        done.ok()
    };
    let (done, steps) = trial::counted(corrected);
    assert_eq!(done, Some(1));
    let after = room.tree();
    assert_eq!(files.frozen_record(CYCLE), now);
    for (at, step) in steps.iter().enumerate() {
        for failure in [Failure::CutOff, Failure::Error(ERRORS[0])] {
            room.restore(&before);
            trial::with(at, failure, corrected);
            let read = files.frozen_record(CYCLE);
            assert!(
                read == then || read == now,
                "{failure:?} at {step}: {read:?}"
            );
            if read == then {
                assert_eq!(corrected(), Some(1), "{failure:?} at {step}");
            }
            // The next run sweeps.
            drop(files.lock());
            same(&room.tree(), &after, step);
        }
    }
    assert!(steps.len() > 12, "{}", steps.len());
}
