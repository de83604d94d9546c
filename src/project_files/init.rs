//! A new working directory: the register and empty folders. Nothing that is there is changed.

use std::fs;

use super::path::{child, join_shown, stays_below};
use super::replace::{make_folder, replace};
use super::{INPUT, OFFICE, OUTPUT, ProjectFiles, REGISTER, RETURNED, office_texts_name, outputs};
use crate::diagnostic::{Code, Diagnostic};

impl ProjectFiles {
    /// Makes the working directory where it is missing, input/ with the register and
    /// input/<cycle>/提出/ for each of `cycle_folders`, and output/. Gives back what stands there now, as messages name it.
    ///
    /// # Errors
    /// O002 when there is a register already (nothing is changed then), or when something can't be written.
    pub fn write_register(
        &self,
        register: &[u8],
        cycle_folders: &[String],
    ) -> Result<Vec<String>, Diagnostic> {
        let shown = join_shown(INPUT, REGISTER);
        let input = child(&self.root, INPUT);
        if fs::symlink_metadata(child(&input, REGISTER)).is_ok() {
            return Err(already_there().in_file(shown));
        }
        make_folder(&self.root, &self.given)?;
        let mut made = Vec::new();
        for cycle in cycle_folders {
            let folder = format!("{INPUT}/{cycle}/{RETURNED}");
            if !stays_below(cycle) {
                return Err(outputs::refused(&folder));
            }
            make_folder(&self.below(&folder), &folder)?;
            made.push(folder);
        }
        make_folder(&child(&self.root, OUTPUT), OUTPUT)?;
        made.push(OUTPUT.to_owned());
        replace(&input, REGISTER, register, &shown)?;
        made.insert(0, shown);
        Ok(made)
    }
}

impl ProjectFiles {
    /// Makes input/<cycle>/提出/ where it is missing, for what departments will send.
    ///
    /// # Errors
    /// O002 when it can't be made.
    pub fn make_returned_folder(&self, cycle_folder: &str) -> Result<(), Diagnostic> {
        let folder = format!("{INPUT}/{cycle_folder}/{RETURNED}");
        make_folder(&self.below(&folder), &folder)
    }
}

impl ProjectFiles {
    /// Puts the blank 事務局.xlsx into input/<cycle>/ where there is none; one that is there is never touched. Gives back
    /// whether it was written.
    ///
    /// # Errors
    /// O002 when it can't be written.
    pub fn make_office_texts(&self, cycle_folder: &str, blank: &[u8]) -> Result<bool, Diagnostic> {
        let shown = office_texts_name(cycle_folder);
        if fs::symlink_metadata(self.below(&shown)).is_ok() {
            return Ok(false);
        }
        let folder = format!("{INPUT}/{cycle_folder}");
        if !stays_below(cycle_folder) {
            return Err(outputs::refused(&folder));
        }
        make_folder(&self.below(&folder), &folder)?;
        replace(&self.below(&folder), OFFICE, blank, &shown)?;
        Ok(true)
    }
}

fn already_there() -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        "計画台帳が既にあるため、作成しませんでした。",
        "今ある計画台帳を使ってください。新しく作る場合は、別のフォルダーを指定してください。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_for_what_departments_send() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().to_owned());
        files.make_returned_folder("令和7年度").expect("made");
        files
            .make_returned_folder("令和7年度")
            .expect("there already");
        assert!(dir.path().join("input/令和7年度/提出").is_dir());
    }

    #[test]
    fn a_new_directory_and_never_over_a_register() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("行革/作業");
        let files = ProjectFiles::new(root.clone());
        let cycles = ["令和6年度".to_owned(), "令和7年度中間".to_owned()];
        let made = files.write_register(b"1", &cycles).expect("made");
        assert_eq!(
            made,
            [
                "input/計画台帳.xlsx",
                "input/令和6年度/提出",
                "input/令和7年度中間/提出",
                "output"
            ]
        );
        for path in &made {
            assert!(root.join(path).exists(), "{path}");
        }
        let fault = files
            .write_register(b"2", &["x".to_owned()])
            .expect_err("there");
        assert!(fault.message.contains("既にある"));
        assert_eq!(files.register(), Ok(b"1".to_vec()));
        assert!(!root.join("input/x").exists());
    }

    #[test]
    fn the_offices_texts_are_never_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().to_owned());
        assert_eq!(files.office_texts("令和7年度"), Ok(None));
        assert_eq!(files.make_office_texts("令和7年度", b"blank"), Ok(true));
        assert_eq!(files.make_office_texts("令和7年度", b"new"), Ok(false));
        assert_eq!(files.office_texts("令和7年度"), Ok(Some(b"blank".to_vec())));
        assert!(files.make_office_texts("../外", b"").is_err());
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("work"), b"x").expect("a file");
        let files = ProjectFiles::new(dir.path().join("work"));
        let fault = files.write_register(b"1", &[]).expect_err("a file");
        assert_eq!(fault.code, Code::OutputUnwritable);
    }
}
