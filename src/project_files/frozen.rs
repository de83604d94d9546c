//! input/<cycle>/確定/: written once, as a whole folder or not at all, and never over a record that stands there. A correction
//! puts another in its place and keeps the former as 訂正前/<n>/.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::archive::CORRECTED;
use super::path::{child, entries, join_shown, stays_below};
use super::replace::{make_folder, present_bytes, remove_tree, replace, temp_name};
use super::{FROZEN, INPUT, ProjectFiles, RECORD, fault, outputs, step};
use crate::diagnostic::Diagnostic;

/// Files by their paths below 確定/.
type Files = [(String, Vec<u8>)];

impl ProjectFiles {
    /// Freezes a cycle: these files into input/<cycle>/確定/. Where the office keeps something else in that folder already, they
    /// are put beside it, the record last: it is what makes the cycle a closed one. The caller holds the
    /// [`RunLock`](super::RunLock).
    ///
    /// # Errors
    /// O002 or O003 where one can't be written, a record stands there already, or another file of one of these names does.
    pub fn write_frozen(&self, cycle_folder: &str, files: &Files) -> Result<(), Diagnostic> {
        let above = format!("{INPUT}/{cycle_folder}");
        let below = join_shown(&above, FROZEN);
        let folder = self.below(&below);
        if fs::symlink_metadata(child(&folder, RECORD)).is_ok() {
            return Err(there(&join_shown(&below, RECORD)));
        }
        if entries(&folder).is_ok_and(|there| !there.is_empty()) {
            return write_beside(&folder, &below, files);
        }
        let temp = self.temporary(&above, &below, files)?;
        let made = take_name(&temp, &folder)
            .and_then(|()| step::sync_folder(&self.below(&above)))
            .map_err(|error| fault::unwritable(&below, &error));
        if made.is_err() && temp.is_dir() {
            // The first fault is the one to report.
            let _ = remove_tree(&temp);
        }
        made
    }

    /// Puts these files in the place of input/<cycle>/確定/, which becomes 訂正前/<n>/. Gives back n. At any moment one of the
    /// two is whole and read. The caller holds the [`RunLock`](super::RunLock).
    ///
    /// # Errors
    /// O002 or O003 where something can't be written or moved; then 確定/ is as it was.
    pub fn replace_frozen(&self, cycle_folder: &str, files: &Files) -> Result<u32, Diagnostic> {
        let above = format!("{INPUT}/{cycle_folder}");
        let below = join_shown(&above, FROZEN);
        let folder = self.below(&below);
        let failed = |error: io::Error| fault::unwritable(&below, &error);
        let numbers = self.corrections(cycle_folder);
        if let Some(last) = numbers.last().filter(|_| !folder.exists()) {
            // A correction was cut off between its two steps.
            let former = self.below(&format!("{above}/{CORRECTED}/{last}"));
            step::rename(&former, &folder).map_err(failed)?;
        }
        let numbers = self.corrections(cycle_folder);
        let mut free = numbers.last().copied().unwrap_or_default() + 1;
        while fs::symlink_metadata(self.below(&format!("{above}/{CORRECTED}/{free}"))).is_ok() {
            free += 1;
        }
        let kept = format!("{above}/{CORRECTED}");
        let temp = self.temporary(&above, &below, files)?;
        let former = self.below(&kept).join(free.to_string());
        let made = make_folder(&self.below(&kept), &kept)
            .and_then(|()| exchange(&temp, &folder, &former).map_err(failed))
            .and_then(|()| step::sync_folder(&self.below(&kept)).map_err(failed))
            .and_then(|()| step::sync_folder(&self.below(&above)).map_err(failed));
        if made.is_err() && temp.is_dir() {
            let _ = remove_tree(&temp);
        }
        made.map(|()| free)
    }

    /// The files in a folder of their own beside the one that they are for; nothing is left where that fails.
    fn temporary(
        &self,
        above: &str,
        below: &str,
        files: &Files,
    ) -> Result<std::path::PathBuf, Diagnostic> {
        let cycle = self.below(above);
        make_folder(&cycle, above)?;
        let temp = cycle.join(temp_name(FROZEN));
        if temp.is_dir() {
            remove_tree(&temp).map_err(|error| fault::unwritable(below, &error))?;
        }
        let made = write_into(&temp, below, files);
        if made.is_err() && temp.is_dir() {
            let _ = remove_tree(&temp);
        }
        made.map(|()| temp)
    }
}

/// The one folder takes the other's place, which is kept; where that fails in between, all is as it was.
fn exchange(temp: &Path, folder: &Path, former: &Path) -> io::Result<()> {
    step::rename(folder, former)?;
    let taken = step::rename(temp, folder);
    if taken.is_err() {
        // Where this fails too, the former is read from its new place, and moved back by the next correction.
        let _ = step::rename(former, folder);
    }
    taken
}

/// Into a folder that holds other things: nothing of them is written over, and the record comes last.
fn write_beside(folder: &Path, below: &str, files: &Files) -> Result<(), Diagnostic> {
    for (name, bytes) in files {
        let shown = join_shown(below, name);
        let target = name
            .split('/')
            .fold(folder.to_path_buf(), |at, n| child(&at, n));
        if present_bytes(&target, &shown)?.is_some_and(|there| there != *bytes) {
            return Err(there(&shown));
        }
    }
    let (last, first): (Vec<_>, Vec<_>) = files.iter().cloned().partition(|f| f.0 == RECORD);
    write_into(folder, below, &first)?;
    write_into(folder, below, &last)
}

fn there(shown: &str) -> Diagnostic {
    fault::unwritable(shown, &io::Error::from(ErrorKind::AlreadyExists))
}

fn write_into(folder: &Path, below: &str, files: &Files) -> Result<(), Diagnostic> {
    for (name, bytes) in files {
        let shown = join_shown(below, name);
        if !stays_below(name) {
            return Err(outputs::refused(&shown));
        }
        replace(folder, name, bytes, &shown)?;
    }
    Ok(())
}

fn take_name(temp: &Path, folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        step::remove_folder(folder)?;
    }
    step::rename(temp, folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CYCLE: &str = "令和7年度";

    fn room() -> (tempfile::TempDir, ProjectFiles) {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        (dir, files)
    }

    fn frozen(record: &str) -> Vec<(String, Vec<u8>)> {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        vec![
            file(RECORD, record),
            file("計画台帳.xlsx", "register"),
            file("資料/公表/a.pdf", "pdf"),
        ]
    }

    fn names(folder: &Path) -> Vec<String> {
        let all = entries(folder).expect("a folder");
        all.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_frozen_record_is_never_written_over() {
        let (_dir, files) = room();
        assert_eq!(files.frozen_register(CYCLE), None);
        assert_eq!(files.write_frozen(CYCLE, &frozen("{}")), Ok(()));
        assert!(files.write_frozen(CYCLE, &frozen("[]")).is_err());
        assert_eq!(files.frozen_record(CYCLE), Ok(Some("{}".to_owned())));
        let register = files.frozen_register(CYCLE);
        assert_eq!(register.as_deref(), Some(&b"register"[..]));
        let paper = files.frozen_file(CYCLE, "資料/公表/a.pdf");
        assert_eq!(paper.as_deref(), Some(&b"pdf"[..]));
        let outside = [("../x".to_owned(), Vec::new())];
        assert!(files.write_frozen("令和8年度", &outside).is_err());
    }

    #[test]
    fn what_the_office_keeps_beside_it_stays() {
        for beside in [None, Some("メモ.txt")] {
            let (dir, files) = room();
            let folder = dir.path().join("input/令和7年度/確定");
            fs::create_dir_all(&folder).expect("a folder");
            if let Some(name) = beside {
                fs::write(folder.join(name), "x").expect("a file");
            }
            assert_eq!(files.write_frozen(CYCLE, &frozen("{}")), Ok(()));
            let mut expected = vec!["record.json", "計画台帳.xlsx", "資料"];
            expected.extend(beside);
            expected.sort_unstable();
            assert_eq!(names(&folder), expected);
            assert_eq!(names(&dir.path().join("input/令和7年度")), ["確定"]);
        }
        // Another file of the same name is not written over, and the cycle is not closed then.
        let (dir, files) = room();
        let folder = dir.path().join("input/令和7年度/確定");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("計画台帳.xlsx"), "mine").expect("a file");
        let fault = files.write_frozen(CYCLE, &frozen("{}")).expect_err("there");
        assert_eq!(
            fault.file.as_deref(),
            Some("input/令和7年度/確定/計画台帳.xlsx")
        );
        assert_eq!(names(&folder), ["計画台帳.xlsx"]);
    }

    #[test]
    fn each_correction_keeps_what_was_before() {
        let (dir, files) = room();
        assert_eq!(files.write_frozen(CYCLE, &frozen("0")), Ok(()));
        assert_eq!(files.replace_frozen(CYCLE, &frozen("1")), Ok(1));
        assert_eq!(files.replace_frozen(CYCLE, &frozen("2")), Ok(2));
        let cycle = dir.path().join("input/令和7年度");
        assert_eq!(names(&cycle), ["確定", "訂正前"]);
        let read = |path: &str| fs::read_to_string(cycle.join(path)).expect("a record");
        assert_eq!(read("訂正前/1/record.json"), "0");
        assert_eq!(read("訂正前/2/record.json"), "1");
        assert_eq!(read("確定/record.json"), "2");
        // Cut off between the two steps: the former is read, and the next correction goes on from it.
        fs::remove_dir_all(cycle.join("訂正前/2")).expect("removed");
        fs::rename(cycle.join("確定"), cycle.join("訂正前/2")).expect("moved");
        assert_eq!(files.frozen_record(CYCLE), Ok(Some("2".to_owned())));
        assert_eq!(files.replace_frozen(CYCLE, &frozen("3")), Ok(2));
        assert_eq!(read("訂正前/2/record.json"), "2");
        assert_eq!(read("確定/record.json"), "3");
    }
}
