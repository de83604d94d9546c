//! output/<cycle>/: writes what a run made, and removes what the last run made and this one does not.
//! Files that no run has listed are never touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::path::{child, entries, join_shown, same_key, stays_below};
use super::replace::{remove, replace};
use super::{FORMS, OUTPUT, ProjectFiles, RECORD, fault, step};
use crate::diagnostic::{Code, Diagnostic};

/// The list of what stands in 点検/.
const CHECKED: &str = "check.json";

impl ProjectFiles {
    /// Writes each `(path below output/<cycle>/, bytes)`, whole or not at all, in this order; a file that holds its
    /// bytes already keeps its time. What can't be written is named (O002, O003) and the others are written.
    /// The caller holds the [`RunLock`](super::RunLock).
    pub fn write_all(&self, cycle_folder: &str, files: &[(String, Vec<u8>)]) -> Vec<Diagnostic> {
        let folder = self.output_of(cycle_folder);
        let mut faults = Vec::new();
        for (path, bytes) in files {
            let shown = shown(cycle_folder, path);
            if !stays_below(path) {
                faults.push(refused(&shown));
            } else if let Err(fault) = replace(&folder, path, bytes, &shown) {
                faults.push(fault);
            }
        }
        faults
    }

    /// What the last runs listed under `outputs` in output/<cycle>/record.json and check.json, and what runs that were
    /// cut off [announced](Self::announce); empty when there is none that can be read: then nothing is removed.
    pub fn last_outputs(&self, cycle_folder: &str) -> Vec<String> {
        let mut all = self.listed_outputs(cycle_folder);
        let announced = self.journal(cycle_folder).outputs.into_iter();
        all.extend(announced.filter(|path| stays_below(path)));
        all.sort();
        all.dedup();
        all
    }

    /// What record.json and check.json list.
    pub(super) fn listed_outputs(&self, cycle_folder: &str) -> Vec<String> {
        let folder = self.output_of(cycle_folder);
        let mut all = listed(&child(&folder, RECORD));
        all.extend(listed(&child(&folder, CHECKED)));
        all
    }

    /// The text of output/<cycle>/record.json as the last run wrote it; `None` where there is none.
    pub fn last_record(&self, cycle_folder: &str) -> Option<String> {
        let path = child(&self.output_of(cycle_folder), RECORD);
        String::from_utf8(fs::read(path).ok()?).ok()
    }

    /// Lists what stands in 点検/ in output/<cycle>/check.json, for the next run that writes there: `check` and
    /// `forms` leave record.json alone.
    pub fn list_checked(&self, cycle_folder: &str, paths: &[String]) -> Option<Diagnostic> {
        let list = serde_json::json!({ "schema": 1, "outputs": paths });
        let text = format!("{list:#}\n");
        self.write_all(cycle_folder, &[(CHECKED.to_owned(), text.into_bytes())])
            .pop()
    }

    /// Removes those of `previous` (paths below output/<cycle>/) that are not in `current`, and the folders that this
    /// empties. Gives back those that are still there in whole or in part (held open, say), to be listed again so that the next
    /// run removes them, and the diagnostics that name them.
    pub fn remove_stale(
        &self,
        cycle_folder: &str,
        previous: &[String],
        current: &[String],
    ) -> (Vec<String>, Vec<Diagnostic>) {
        let folder = self.output_of(cycle_folder);
        let current: Vec<String> = current.iter().map(|path| same_key(path)).collect();
        let mut kept = Vec::new();
        let mut faults = Vec::new();
        for path in previous {
            if current.contains(&same_key(path)) || !removable(path) {
                continue;
            }
            let shown = shown(cycle_folder, path);
            let target = real_path(&folder, path);
            let removed = target.map_or(Ok(()), |target| remove(&target, &shown));
            // Where the file is gone already, a run that was cut off may have left its folder.
            if let Err(fault) = removed.and_then(|()| remove_emptied(&folder, path, &shown)) {
                kept.push(path.clone());
                faults.push(fault);
            }
        }
        (kept, faults)
    }

    /// output/<cycle>/.
    pub(super) fn output_of(&self, cycle_folder: &str) -> PathBuf {
        child(&child(&self.root, OUTPUT), cycle_folder)
    }
}

/// The paths below output/<cycle>/ that a record or a list names under `outputs`.
fn listed(file: &Path) -> Vec<String> {
    let Ok(bytes) = fs::read(file) else {
        return Vec::new();
    };
    let Ok(record) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
        return Vec::new();
    };
    let listed = record.get("outputs").and_then(|o| o.as_array());
    listed
        .into_iter()
        .flatten()
        .filter_map(|path| path.as_str())
        .filter(|path| stays_below(path))
        .map(str::to_owned)
        .collect()
}

/// The path of an output as messages name it.
pub(super) fn shown(cycle_folder: &str, path: &str) -> String {
    join_shown(&format!("{OUTPUT}/{cycle_folder}"), path)
}

/// A path that would leave output/<cycle>/.
pub(super) fn refused(shown: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        "書き込めません。出力フォルダーの外を指す名前です。",
        "計画台帳の報告書名、資料番号及び様式名に、記号「/」「\\」「:」がないか確かめてください。",
    )
    .in_file(shown)
}

/// Whether a listed output may be removed. Forms have a list of their own, since departments' data may
/// already stand in them.
fn removable(path: &str) -> bool {
    stays_below(path) && path.split('/').next() != Some(FORMS)
}

/// The path of a listed file, unless a folder on the way or the file itself is a link or missing.
pub(super) fn real_path(folder: &Path, path: &str) -> Option<PathBuf> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let whole = above.split('/').filter(|n| !n.is_empty()).count();
    let folders = real_folders(folder, above);
    let target = child(folders.last().map_or(folder, |at| at), name);
    let is_file = fs::symlink_metadata(&target).is_ok_and(|m| m.is_file());
    (folders.len() == whole && is_file).then_some(target)
}

/// The folders on the way to `above`, as far as they are there and no links.
fn real_folders(folder: &Path, above: &str) -> Vec<PathBuf> {
    let mut at = folder.to_path_buf();
    let parts = above.split('/').filter(|n| !n.is_empty());
    let folders = parts.map_while(|part| {
        at = child(&at, part);
        let real = fs::symlink_metadata(&at).is_ok_and(|m| m.is_dir());
        real.then(|| at.clone())
    });
    folders.collect()
}

/// Removes the folders above a removed file as long as they are empty; `shown` names the file.
fn remove_emptied(folder: &Path, removed: &str, shown: &str) -> Result<(), Diagnostic> {
    let (above, _) = removed.rsplit_once('/').unwrap_or_default();
    for emptied in real_folders(folder, above).iter().rev() {
        if !entries(emptied).is_ok_and(|left| left.is_empty()) {
            break;
        }
        let parent = emptied.parent().unwrap_or(folder);
        step::remove_folder(emptied)
            .and_then(|()| step::sync_folder(parent))
            .map_err(|error| fault::unwritable(shown, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> (tempfile::TempDir, ProjectFiles) {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        (dir, files)
    }

    fn list(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|p| (*p).to_owned()).collect()
    }

    #[test]
    fn one_that_fails_does_not_stop_the_others() {
        let (dir, files) = room();
        fs::create_dir_all(dir.path().join("output/令和7年度/a.pdf")).expect("a folder");
        let faults = files.write_all(
            "令和7年度",
            &[
                ("a.pdf".into(), b"a".to_vec()),
                ("../../out.pdf".into(), b"x".to_vec()),
                ("推進本部/b.pdf".into(), b"b".to_vec()),
            ],
        );
        let named: Vec<_> = faults.iter().filter_map(|f| f.file.as_deref()).collect();
        assert_eq!(
            named,
            ["output/令和7年度/a.pdf", "output/令和7年度/../../out.pdf"]
        );
        let written = fs::read(dir.path().join("output/令和7年度/推進本部/b.pdf"));
        assert_eq!(written.expect("written"), b"b");
        assert!(!dir.path().join("out.pdf").exists());
    }

    #[test]
    fn only_what_was_listed_is_removed() {
        let (dir, files) = room();
        let put = |path: &str| (path.to_owned(), b"x".to_vec());
        let all = [
            "点検/確認依頼/01.xlsx",
            "推進本部/old.pdf",
            "推進本部/new.pdf",
            "推進本部/mine.docx",
            "様式/01.xlsx",
        ];
        assert_eq!(files.write_all("令和7年度", &all.map(put)), []);
        fs::write(dir.path().join("secret"), b"x").expect("a file");
        let previous = list(&[
            "点検/確認依頼/01.xlsx",
            "推進本部/old.pdf",
            "推進本部/new.pdf",
            "推進本部/gone.pdf",
            "様式/01.xlsx",
            "../../secret",
            "推進本部",
        ]);
        let left = files.remove_stale("令和7年度", &previous, &list(&["推進本部/new.pdf"]));
        assert_eq!(left, (vec![], vec![]));
        let output = dir.path().join("output/令和7年度");
        for (path, there) in [
            ("点検", false),
            ("推進本部/old.pdf", false),
            ("推進本部/new.pdf", true),
            ("推進本部/mine.docx", true),
            ("様式/01.xlsx", true),
            ("../../secret", true),
        ] {
            assert_eq!(output.join(path).exists(), there, "{path}");
        }
    }

    #[test]
    fn a_stale_file_that_is_open_stays_listed() {
        let (dir, files) = room();
        let old = [("推進本部/集計表.xlsx".to_owned(), b"x".to_vec())];
        assert_eq!(files.write_all("令和7年度", &old), []);
        let folder = dir.path().join("output/令和7年度/推進本部");
        fs::write(folder.join(".~lock.集計表.xlsx#"), b"").expect("a lock file");
        let previous = list(&["推進本部/集計表.xlsx"]);
        let (kept, faults) = files.remove_stale("令和7年度", &previous, &[]);
        assert_eq!(kept, previous);
        assert_eq!(faults[0].code, Code::OutputHeld);
        assert!(folder.join("集計表.xlsx").exists());
    }

    #[test]
    #[cfg(unix)]
    fn nothing_is_removed_through_a_link() {
        let (dir, files) = room();
        fs::create_dir_all(dir.path().join("output/令和7年度")).expect("folders");
        fs::create_dir(dir.path().join("elsewhere")).expect("a folder");
        fs::write(dir.path().join("elsewhere/a.pdf"), b"x").expect("a file");
        let link = dir.path().join("output/令和7年度/推進本部");
        std::os::unix::fs::symlink(dir.path().join("elsewhere"), link).expect("a link");
        files.remove_stale("令和7年度", &list(&["推進本部/a.pdf"]), &[]);
        assert!(dir.path().join("elsewhere/a.pdf").exists());
    }

    #[test]
    fn the_last_outputs_are_read_leniently() {
        let (_dir, files) = room();
        assert_eq!(files.last_outputs("令和7年度"), Vec::<String>::new());
        let write = |text: &str| {
            files.write_all(
                "令和7年度",
                &[("record.json".into(), text.as_bytes().to_vec())],
            )
        };
        assert_eq!(write("not json"), []);
        assert_eq!(files.last_outputs("令和7年度"), Vec::<String>::new());
        assert_eq!(
            write(r#"{"schema":9,"outputs":["a.pdf",1,"../b",null]}"#),
            []
        );
        assert_eq!(files.last_outputs("令和7年度"), ["a.pdf"]);
        let listed = list(&["点検/案内文/総務課.txt", "../c", "a.pdf"]);
        assert_eq!(files.list_checked("令和7年度", &listed), None);
        assert_eq!(
            files.last_outputs("令和7年度"),
            ["a.pdf", "点検/案内文/総務課.txt"]
        );
    }
}
