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
