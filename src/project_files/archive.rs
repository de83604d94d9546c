//! A closed cycle read from its 確定/ alone: the register, 事務局.xlsx and what is known of the cycles before come from there,
//! whatever stands in input/ by now. What the files mean is none of its business.

use std::fs;

use super::path::{child, entries, stays_below};
use super::returned::read_capped;
use super::{FROZEN, INPUT, OFFICE, ProjectFiles, RECORD, REGISTER, office_texts_name, outputs};
use crate::diagnostic::{Code, Diagnostic};

/// 目録.json: what 確定/ holds, with digests. A 確定/ without it and without papers was written by an earlier version.
pub const INVENTORY: &str = "目録.json";
/// The folder of the papers in 確定/.
pub const PAPERS: &str = "資料";
/// The folder in 確定/ of what was known of the cycles before, each in a folder of its name.
pub const EARLIER: &str = "前回まで";
/// The record of an earlier cycle that was not closed: what its 提出/ gave.
pub const EARLIER_OF_FORMS: &str = "提出の記録.json";
/// Beside 確定/: what it was before each correction, in folders 1, 2, ….
pub(super) const CORRECTED: &str = "訂正前";

/// Which cycle is read from its 確定/.
#[derive(Clone, Debug)]
pub(super) struct Archived {
    cycle_folder: String,
    /// Whether its 事務局.xlsx is today's all the same.
    todays_office: bool,
}

/// `input/令和7年度/確定/資料/公表/`: where the frozen papers of a body (a folder of output/<cycle>/) are.
pub fn frozen_papers(cycle_folder: &str, body: &str) -> String {
    format!("{INPUT}/{cycle_folder}/{FROZEN}/{PAPERS}/{body}/")
}

impl ProjectFiles {
    /// The same working directory, with everything that a cycle's papers are made of read from its 確定/. `todays_office`
    /// leaves 事務局.xlsx out of that, to see what it would change. Only its own 提出/ is still read.
    pub fn archived(&self, cycle_folder: &str, todays_office: bool) -> Self {
        Self {
            archived: Some(Archived {
                cycle_folder: cycle_folder.to_owned(),
                todays_office,
            }),
            ..self.clone()
        }
    }

    /// Whether a closed cycle is read from its 確定/ alone.
    pub fn is_archived(&self) -> bool {
        self.archived.is_some()
    }

    /// Whether 確定/ of a cycle has a 目録.json.
    pub fn has_inventory(&self, cycle_folder: &str) -> bool {
        let shown = format!("{}/{INVENTORY}", self.frozen_of(cycle_folder));
        fs::symlink_metadata(self.below(&shown)).is_ok()
    }

    /// Whether 確定/ was whole once, and its 目録.json is gone: the record comes last, and no version wrote papers without a list.
    pub fn has_lost_inventory(&self, cycle_folder: &str) -> bool {
        let frozen = self.frozen_of(cycle_folder);
        let there = |name: &str| {
            let path = self.below(&format!("{frozen}/{name}"));
            fs::symlink_metadata(path).is_ok()
        };
        there(RECORD) && there(PAPERS) && !there(INVENTORY)
    }

    /// The bytes of a file of 確定/ by its path there; `None` where there is none that can be read, or a link is on the way.
    pub fn frozen_file(&self, cycle_folder: &str, path: &str) -> Option<Vec<u8>> {
        if !stays_below(path) {
            return None;
        }
        let folder = self.below(&self.frozen_of(cycle_folder));
        fs::read(outputs::real_path(&folder, path)?).ok()
    }

    /// The record of an earlier cycle that was not closed when the archived one was; `None` where there is none, or
    /// nothing is archived.
    pub fn earlier_of_forms(&self, cycle_folder: &str) -> Option<String> {
        self.archived.as_ref()?;
        let bytes = self.frozen_file(cycle_folder, EARLIER_OF_FORMS)?;
        String::from_utf8(bytes).ok()
    }

    /// The folder in which what was frozen of a cycle lies: its 確定/; for a cycle before an archived one, the copy of that
    /// in the latter. Where a correction was cut off between taking one 確定/ away and putting the other in its place,
    /// the former.
    pub(super) fn frozen_of(&self, cycle_folder: &str) -> String {
        match &self.archived {
            Some(archived) if archived.cycle_folder != cycle_folder => {
                let own = self.frozen_in_place(&archived.cycle_folder);
                format!("{own}/{EARLIER}/{cycle_folder}")
            }
            _ => self.frozen_in_place(cycle_folder),
        }
    }

    fn frozen_in_place(&self, cycle_folder: &str) -> String {
        let own = format!("{INPUT}/{cycle_folder}/{FROZEN}");
        if fs::symlink_metadata(self.below(&own)).is_ok() {
            return own;
        }
        let former = self.corrections(cycle_folder).last().copied();
        former.map_or(own, |n| format!("{INPUT}/{cycle_folder}/{CORRECTED}/{n}"))
    }

    /// The numbers of the folders in 訂正前/ that hold a record, in their order.
    pub(super) fn corrections(&self, cycle_folder: &str) -> Vec<u32> {
        let folder = self.below(&format!("{INPUT}/{cycle_folder}/{CORRECTED}"));
        let all = entries(&folder).unwrap_or_default().into_iter();
        let mut numbers: Vec<u32> = all
            .filter(|(_, path)| child(path, RECORD).is_file())
            .filter_map(|(name, _)| name.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers
    }

    /// Where 事務局.xlsx of a cycle is read. Where today's is gone, nothing of it has changed.
    pub(super) fn office_texts_of(&self, cycle_folder: &str) -> String {
        let today = office_texts_name(cycle_folder);
        let there = || fs::symlink_metadata(self.below(&today)).is_ok();
        match &self.archived {
            None => today,
            Some(archived)
                if archived.todays_office && archived.cycle_folder == cycle_folder && there() =>
            {
                today
            }
            Some(_) => format!("{}/{OFFICE}", self.frozen_of(cycle_folder)),
        }
    }

    /// Of the cycles before an archived one, 提出/ is not read any more.
    pub(super) fn reads_no_forms_of(&self, cycle_folder: &str) -> bool {
        let archived = self.archived.as_ref();
        archived.is_some_and(|archived| archived.cycle_folder != cycle_folder)
    }

    pub(super) fn archived_register(&self, archived: &Archived) -> Result<Vec<u8>, Diagnostic> {
        let shown = format!("{}/{REGISTER}", self.frozen_of(&archived.cycle_folder));
        read_capped(&self.below(&shown), &shown, Code::RecordUnreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archived_cycle_is_read_from_its_own_folder_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        let put = |path: &str, text: &str| {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, text).expect("a file");
        };
        put("input/計画台帳.xlsx", "today");
        put("input/令和7年度/事務局.xlsx", "today");
        put("input/令和7年度/提出/01.xlsx", "x");
        put("input/令和6年度/提出/01.xlsx", "x");
        put("input/令和6年度/確定/record.json", "today");
        let frozen = "input/令和7年度/確定";
        for name in ["計画台帳.xlsx", "事務局.xlsx", "record.json", INVENTORY] {
            put(&format!("{frozen}/{name}"), "then");
        }
        put(&format!("{frozen}/前回まで/令和6年度/record.json"), "then");
        put(
            &format!("{frozen}/前回まで/令和5年度/提出の記録.json"),
            "forms",
        );
        assert!(files.has_inventory("令和7年度") && !files.has_inventory("令和6年度"));
        assert_eq!(files.earlier_of_forms("令和5年度"), None);

        let then = files.archived("令和7年度", false);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("a text");
        assert_eq!(then.register().map(text), Ok("then".to_owned()));
        for folder in ["令和6年度", "令和7年度"] {
            assert_eq!(then.frozen_record(folder), Ok(Some("then".to_owned())));
        }
        assert_eq!(then.earlier_of_forms("令和5年度").as_deref(), Some("forms"));
        let office = then
            .office_texts("令和7年度")
            .map(Option::unwrap_or_default);
        assert_eq!(office.map(text), Ok("then".to_owned()));
        assert_eq!(then.office_texts("令和6年度"), Ok(None));
        assert_eq!(then.returned_files("令和7年度").0.len(), 1);
        assert_eq!(then.returned_files("令和6年度").0.len(), 0);
        let today = files.archived("令和7年度", true);
        let office = today
            .office_texts("令和7年度")
            .map(Option::unwrap_or_default);
        assert_eq!(office.map(text), Ok("today".to_owned()));
        assert_eq!(then.frozen_file("令和7年度", "../事務局.xlsx"), None);
    }
}
