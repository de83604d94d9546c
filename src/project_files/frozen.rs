//! input/<cycle>/確定/: written once, as a whole folder or not at all, and never over a record that stands there.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::path::{child, entries, join_shown};
use super::replace::{make_folder, remove_tree, replace, temp_name};
use super::{FROZEN, INPUT, ProjectFiles, RECORD, REGISTER, fault, step};
use crate::diagnostic::Diagnostic;

impl ProjectFiles {
    /// Freezes a cycle: the register and the record into input/<cycle>/確定/. Where the office keeps something else in that
    /// folder already, the two are put beside it, the record last: it is what makes the cycle a closed one. The caller
    /// holds the [`RunLock`](super::RunLock).
    ///
    /// # Errors
    /// O002 or O003 where one can't be written, or a record stands there already.
    pub fn write_frozen(
        &self,
        cycle_folder: &str,
        register: &[u8],
        record: &[u8],
    ) -> Result<(), Diagnostic> {
        let above = format!("{INPUT}/{cycle_folder}");
        let below = join_shown(&above, FROZEN);
        let folder = self.below(&below);
        if fs::symlink_metadata(child(&folder, RECORD)).is_ok() {
            let error = io::Error::from(ErrorKind::AlreadyExists);
            return Err(fault::unwritable(&join_shown(&below, RECORD), &error));
        }
        let files = [(REGISTER, register), (RECORD, record)];
        if entries(&folder).is_ok_and(|there| !there.is_empty()) {
            return write_into(&folder, &below, &files);
        }
        let cycle = self.below(&above);
        make_folder(&cycle, &above)?;
        let temp = cycle.join(temp_name(FROZEN));
        let failed = |error: io::Error| fault::unwritable(&below, &error);
        if temp.is_dir() {
            remove_tree(&temp).map_err(failed)?;
        }
        let made = write_into(&temp, &below, &files)
            .and_then(|()| take_name(&temp, &folder).map_err(failed));
        if made.is_err() && temp.is_dir() {
            // The first fault is the one to report.
            let _ = remove_tree(&temp);
        }
        made.and_then(|()| step::sync_folder(&cycle).map_err(failed))
    }
}

fn write_into(folder: &Path, below: &str, files: &[(&str, &[u8])]) -> Result<(), Diagnostic> {
    for (name, bytes) in files {
        replace(folder, name, bytes, &join_shown(below, name))?;
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

    fn room() -> (tempfile::TempDir, ProjectFiles) {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        (dir, files)
    }

    #[test]
    fn a_frozen_record_is_never_written_over() {
        let (_dir, files) = room();
        assert_eq!(files.frozen_register("令和7年度"), None);
        let write =
            |register: &[u8], record: &[u8]| files.write_frozen("令和7年度", register, record);
        assert_eq!(write(b"register", b"{}"), Ok(()));
        assert!(write(b"other", b"[]").is_err());
        assert_eq!(files.frozen_record("令和7年度"), Ok(Some("{}".to_owned())));
        let register = files.frozen_register("令和7年度");
        assert_eq!(register.as_deref(), Some(&b"register"[..]));
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
            assert_eq!(files.write_frozen("令和7年度", b"register", b"{}"), Ok(()));
            let names: Vec<String> = entries(&folder)
                .expect("a folder")
                .into_iter()
                .map(|(name, _)| name)
                .collect();
            let mut expected = vec!["record.json", "計画台帳.xlsx"];
            expected.extend(beside);
            expected.sort_unstable();
            assert_eq!(names, expected);
            let above = entries(&dir.path().join("input/令和7年度")).expect("a folder");
            assert_eq!(above.len(), 1);
        }
    }
}
