//! output/<cycle>/.gyokaku-journal.json: what a run is about to write and no list names yet. It is on the disk before
//! the first of those files is, and goes when the lists stand; so the run after one that was cut off knows which files
//! are the program's own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::{Deserialize, Serialize};

use super::path::child;
use super::replace::{remove, replace};
use super::{ProjectFiles, outputs};
use crate::diagnostic::Diagnostic;

const JOURNAL: &str = ".gyokaku-journal.json";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Journal {
    schema: u32,
    /// Paths below output/<cycle>/.
    pub outputs: BTreeSet<String>,
    /// SHA-256 of forms by file name: as many as there were runs that were cut off.
    pub forms: BTreeMap<String, BTreeSet<String>>,
}

impl ProjectFiles {
    /// Lists what is about to be written, where no list of a run before does. Without it nothing may be written.
    ///
    /// # Errors
    /// O002 or O003 where it can't be listed.
    pub fn announce(&self, cycle_folder: &str, paths: &[String]) -> Result<(), Diagnostic> {
        let listed = self.listed_outputs(cycle_folder);
        let mut journal = self.journal(cycle_folder);
        let new = paths.iter().filter(|path| !listed.contains(path));
        journal.outputs.extend(new.cloned());
        self.save_journal(cycle_folder, journal)
    }

    /// Once the lists stand: what they name, or what is gone, needs to be known no more.
    pub fn settle(&self, cycle_folder: &str) -> Option<Diagnostic> {
        let listed = self.listed_outputs(cycle_folder);
        let folder = self.output_of(cycle_folder);
        let mut journal = self.journal(cycle_folder);
        let there = |path: &String| outputs::real_path(&folder, path).is_some();
        journal
            .outputs
            .retain(|path| !listed.contains(path) && there(path));
        self.save_journal(cycle_folder, journal).err()
    }

    /// What runs that were cut off have left open; nothing where there is no journal that can be read.
    pub(super) fn journal(&self, cycle_folder: &str) -> Journal {
        let file = child(&self.output_of(cycle_folder), JOURNAL);
        let bytes = fs::read(file).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    pub(super) fn save_journal(
        &self,
        cycle_folder: &str,
        mut journal: Journal,
    ) -> Result<(), Diagnostic> {
        let folder = self.output_of(cycle_folder);
        let shown = outputs::shown(cycle_folder, JOURNAL);
        if journal.outputs.is_empty() && journal.forms.is_empty() {
            return remove(&child(&folder, JOURNAL), &shown);
        }
        journal.schema = 1;
        // Strings in lists can't fail to serialize.
        let text = serde_json::to_string_pretty(&journal).unwrap_or_default();
        replace(&folder, JOURNAL, text.as_bytes(), &shown).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::super::step::trial;
    use super::*;

    const CYCLE: &str = "令和7年度";

    fn room() -> (tempfile::TempDir, ProjectFiles) {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        (dir, files)
    }

    fn documents() -> (Vec<(String, Vec<u8>)>, Vec<String>) {
        let paths = ["推進本部/a.pdf", "点検/b.txt"].map(str::to_owned);
        let documents = paths.iter().map(|path| (path.clone(), b"x".to_vec()));
        (documents.collect(), paths.to_vec())
    }

    #[test]
    fn what_no_list_names_stays_known() {
        let (dir, files) = room();
        let (documents, paths) = documents();
        let journal = dir.path().join("output/令和7年度").join(JOURNAL);
        assert_eq!(files.announce(CYCLE, &paths), Ok(()));
        assert_eq!(files.write_all(CYCLE, &documents), []);
        // The next run, which writes in 点検/ only.
        assert_eq!(files.last_outputs(CYCLE), paths);
        assert_eq!(files.announce(CYCLE, &paths[1..]), Ok(()));
        assert_eq!(files.list_checked(CYCLE, &paths[1..]), None);
        assert_eq!(files.settle(CYCLE), None);
        assert_eq!(files.last_outputs(CYCLE), paths);
        assert_eq!(
            files.journal(CYCLE).outputs.into_iter().collect::<Vec<_>>(),
            &paths[..1]
        );
        let removed = files.remove_stale(CYCLE, &files.last_outputs(CYCLE), &paths[1..]);
        assert_eq!(removed, (vec![], vec![]));
        assert_eq!(files.settle(CYCLE), None);
        assert!(!journal.exists());
    }

    #[test]
    fn what_is_listed_already_needs_no_journal() {
        let (_dir, files) = room();
        let (documents, paths) = documents();
        assert_eq!(files.write_all(CYCLE, &documents), []);
        assert_eq!(files.list_checked(CYCLE, &paths), None);
        let (announced, steps) = trial::counted(|| files.announce(CYCLE, &paths));
        assert_eq!((announced, steps), (Ok(()), vec![]));
    }

    /// The power may go at any time: what a file depends on is on the disk before the file is.
    #[test]
    fn each_step_is_on_the_disk_before_the_next() {
        let (_dir, files) = room();
        let (documents, paths) = documents();
        let (faults, steps) = trial::counted(|| {
            files.announce(CYCLE, &paths).expect("announced");
            let mut faults = files.write_all(CYCLE, &documents);
            faults.extend(files.list_checked(CYCLE, &paths));
            faults.extend(files.settle(CYCLE));
            faults
        });
        assert_eq!(faults, []);
        let named: Vec<&String> = steps.iter().filter(|s| s.starts_with("rename")).collect();
        let names = [JOURNAL, "a.pdf", "b.txt", "check.json"];
        assert_eq!(named.len(), names.len());
        assert!(
            named
                .iter()
                .zip(names)
                .all(|(step, name)| step.ends_with(name))
        );
        for pair in steps.windows(2) {
            let changes = ["rename", "remove", "make folder"];
            if changes.iter().any(|change| pair[0].starts_with(change)) {
                assert!(pair[1].starts_with("sync folder"), "{pair:?}");
            }
            if pair[0].starts_with("write") {
                assert!(pair[1].starts_with("sync "), "{pair:?}");
            }
        }
        let last = steps.iter().rfind(|s| s.starts_with("remove"));
        assert!(last.is_some_and(|s| s.ends_with(JOURNAL)), "{steps:?}");
    }
}
