//! output/<cycle>/様式/: the forms, and beside them the digests of what was written (forms.json). A form
//! whose bytes are no longer those was edited by somebody and is never lost without `--force`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::path::{child, same_key, stays_below};
use super::replace::{Replaced, present_bytes, remove, replace};
use super::{FORMS, ProjectFiles, outputs};
use crate::diagnostic::{Code, Diagnostic};

const DIGESTS: &str = "forms.json";

/// How many forms a run wrote, left alone because they were the same, kept because somebody had edited
/// them, and removed because they are no longer made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormsWritten {
    pub written: usize,
    pub unchanged: usize,
    pub kept: usize,
    pub removed: usize,
}

/// forms.json: the SHA-256 of each form as written, by file name.
#[derive(Default, Serialize, Deserialize)]
struct Digests {
    schema: u32,
    forms: BTreeMap<String, String>,
}

impl ProjectFiles {
    /// Writes each `(file name, bytes)` to output/<cycle>/様式/. One that somebody edited (or put there) is kept and
    /// named (O005) unless `force`; a form that is no longer made is removed unless it was edited. What
    /// can't be written is named (O002, O003). The caller holds the [`RunLock`](super::RunLock).
    pub fn write_forms(
        &self,
        cycle_folder: &str,
        forms: &[(String, Vec<u8>)],
        force: bool,
    ) -> (FormsWritten, Vec<Diagnostic>) {
        self.write_these(cycle_folder, forms, force, true)
    }

    /// The same for some of the forms: those of others stay as they are.
    pub fn write_some_forms(
        &self,
        cycle_folder: &str,
        forms: &[(String, Vec<u8>)],
        force: bool,
    ) -> (FormsWritten, Vec<Diagnostic>) {
        self.write_these(cycle_folder, forms, force, false)
    }

    fn write_these(
        &self,
        cycle_folder: &str,
        forms: &[(String, Vec<u8>)],
        force: bool,
        all: bool,
    ) -> (FormsWritten, Vec<Diagnostic>) {
        let folder = self.output_of(cycle_folder);
        let mut journal = self.journal(cycle_folder);
        let listed = read_digests(&folder);
        for (name, bytes) in forms.iter().filter(|(name, _)| is_name(name)) {
            let digest = digest(bytes);
            if listed.get(name) != Some(&digest) {
                journal
                    .forms
                    .entry(name.clone())
                    .or_default()
                    .insert(digest);
            }
        }
        if let Err(fault) = self.save_journal(cycle_folder, journal.clone()) {
            return (FormsWritten::default(), vec![fault]);
        }
        // Of forms that are not written now, what was announced stays so.
        let others = |name: &String| !all && !forms.iter().any(|(form, _)| form == name);
        let mut others_announced = journal.forms.clone();
        others_announced.retain(|name, _| others(name));
        let mut others_listed = listed.clone();
        others_listed.retain(|name, _| others(name));
        let mut writer = Writer {
            cycle_folder,
            folder: &folder,
            force,
            listed,
            announced: std::mem::take(&mut journal.forms),
            next: others_listed,
            counts: FormsWritten::default(),
        };
        let mut faults = Vec::new();
        for (name, bytes) in forms {
            faults.extend(writer.write(name, bytes).err());
        }
        if all {
            faults.extend(writer.remove_stale(forms));
        }
        journal.forms = others_announced;
        let saved = writer.save();
        let settled = saved.and_then(|()| self.save_journal(cycle_folder, journal));
        faults.extend(settled.err());
        (writer.counts, faults)
    }
}

/// The name of a form is one of a file.
fn is_name(name: &str) -> bool {
    stays_below(name) && !name.contains('/')
}

struct Writer<'a> {
    cycle_folder: &'a str,
    folder: &'a Path,
    force: bool,
    /// What forms.json says.
    listed: BTreeMap<String, String>,
    /// What this run and those that were cut off before it were about to write.
    announced: BTreeMap<String, BTreeSet<String>>,
    next: BTreeMap<String, String>,
    counts: FormsWritten,
}

impl Writer<'_> {
    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let shown = self.shown(name);
        if !is_name(name) {
            return Err(outputs::refused(&shown));
        }
        // Until it is written, the digest of what stands there now is the last one.
        if let Some(last) = self.listed.get(name) {
            self.next.insert(name.to_owned(), last.clone());
        }
        let digest = digest(bytes);
        let present = present_bytes(&self.path(name), &shown)?.map(|b| self::digest(&b));
        let ours = present.as_ref().is_none_or(|p| self.is_ours(name, p));
        if let Some(present) = present.filter(|_| ours) {
            self.next.insert(name.to_owned(), present);
        }
        if !ours && !self.force {
            self.counts.kept += 1;
            return Err(kept(&shown));
        }
        match replace(self.folder, &format!("{FORMS}/{name}"), bytes, &shown)? {
            Replaced::Written => self.counts.written += 1,
            Replaced::Unchanged => self.counts.unchanged += 1,
        }
        self.next.insert(name.to_owned(), digest);
        Ok(())
    }

    /// Whether a form with this digest is one that a run wrote, and nobody has edited since.
    fn is_ours(&self, name: &str, digest: &str) -> bool {
        let announced = self.announced.get(name);
        self.listed.get(name).is_some_and(|d| d == digest)
            || announced.is_some_and(|digests| digests.contains(digest))
    }

    /// Removes what earlier runs made and this one does not.
    fn remove_stale(&mut self, forms: &[(String, Vec<u8>)]) -> Vec<Diagnostic> {
        let current: Vec<String> = forms.iter().map(|(name, _)| same_key(name)).collect();
        let earlier = self.listed.keys().chain(self.announced.keys());
        let stale: BTreeSet<String> = earlier
            .filter(|name| !current.contains(&same_key(name)) && is_name(name))
            .cloned()
            .collect();
        let removed = stale.into_iter().map(|name| self.remove_one(name).err());
        removed.flatten().collect()
    }

    fn remove_one(&mut self, name: String) -> Result<(), Diagnostic> {
        let (path, shown) = (self.path(&name), self.shown(&name));
        let (listed, outcome) = match present_bytes(&path, &shown) {
            Ok(None) => return Ok(()),
            Ok(Some(bytes)) if self.is_ours(&name, &digest(&bytes)) => {
                (Some(digest(&bytes)), remove(&path, &shown))
            }
            Ok(Some(_)) => {
                self.counts.kept += 1;
                (self.listed.get(&name).cloned(), Err(stale_kept(&shown)))
            }
            Err(fault) => (self.listed.get(&name).cloned(), Err(fault)),
        };
        match (&outcome, listed) {
            (Ok(()), _) => self.counts.removed += 1,
            (Err(_), Some(listed)) => {
                self.next.insert(name, listed);
            }
            (Err(_), None) => {}
        }
        outcome
    }

    fn save(&self) -> Result<(), Diagnostic> {
        let digests = Digests {
            schema: 1,
            forms: self.next.clone(),
        };
        let shown = outputs::shown(self.cycle_folder, DIGESTS);
        // Strings in a map can't fail to serialize.
        let mut text = serde_json::to_string_pretty(&digests).unwrap_or_default();
        text.push('\n');
        replace(self.folder, DIGESTS, text.as_bytes(), &shown).map(|_| ())
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        child(&child(self.folder, FORMS), name)
    }

    fn shown(&self, name: &str) -> String {
        outputs::shown(self.cycle_folder, &format!("{FORMS}/{name}"))
    }
}

/// The digests of the last run; none when there is no list that can be read: then every form that is
/// there and differs counts as edited.
fn read_digests(folder: &Path) -> BTreeMap<String, String> {
    let path = child(folder, DIGESTS);
    std::fs::read(path)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Digests>(&bytes).ok())
        .unwrap_or_default()
        .forms
}

fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn kept(shown: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FormKept,
        "作成した後に内容が変えられているため、上書きしませんでした。",
        "必要な内容を別の場所に保存してから削除するか、--force を付けて実行してください（変更した内容は失われます）。",
    )
    .in_file(shown)
}

fn stale_kept(shown: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FormKept,
        "今回は作成しない様式ですが、作成した後に内容が変えられているため、残しました。",
        "不要であれば、削除してください。",
    )
    .in_file(shown)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    struct Room {
        dir: tempfile::TempDir,
        files: ProjectFiles,
    }

    impl Room {
        fn new() -> Self {
            let dir = tempfile::tempdir().expect("a folder");
            let files = ProjectFiles::new(dir.path().into());
            Self { dir, files }
        }

        fn run(&self, forms: &[(&str, &str)], force: bool) -> ([usize; 4], Vec<String>) {
            let forms: Vec<_> = forms
                .iter()
                .map(|(n, b)| ((*n).to_owned(), b.as_bytes().to_vec()))
                .collect();
            let (c, faults) = self.files.write_forms("令和7年度", &forms, force);
            let reported = faults
                .iter()
                .map(|f| format!("{} {}", f.code.id(), f.place()));
            (
                [c.written, c.unchanged, c.kept, c.removed],
                reported.collect(),
            )
        }

        fn path(&self, name: &str) -> std::path::PathBuf {
            self.dir.path().join("output/令和7年度/様式").join(name)
        }
    }

    #[test]
    fn an_edited_form_is_kept_until_forced() {
        let room = Room::new();
        assert_eq!(
            room.run(&[("a.xlsx", "1"), ("b.xlsx", "1")], false),
            ([2, 0, 0, 0], vec![])
        );
        assert_eq!(
            room.run(&[("a.xlsx", "1"), ("b.xlsx", "2")], false),
            ([1, 1, 0, 0], vec![])
        );
        fs::write(room.path("a.xlsx"), "typed").expect("edited");
        let reported = vec!["O005 output/令和7年度/様式/a.xlsx".to_owned()];
        for _ in 0..2 {
            let run = room.run(&[("a.xlsx", "3"), ("b.xlsx", "3")], false);
            assert_eq!((run.0[2], run.1), (1, reported.clone()));
            assert_eq!(fs::read(room.path("a.xlsx")).expect("kept"), b"typed");
        }
        assert_eq!(
            room.run(&[("a.xlsx", "3"), ("b.xlsx", "3")], true),
            ([1, 1, 0, 0], vec![])
        );
        assert_eq!(fs::read(room.path("a.xlsx")).expect("forced"), b"3");
    }

    #[test]
    fn a_form_that_nobody_listed_is_not_overwritten() {
        let room = Room::new();
        assert_eq!(room.run(&[("a.xlsx", "1")], false).0, [1, 0, 0, 0]);
        fs::write(room.dir.path().join("output/令和7年度/forms.json"), "{").expect("damaged");
        assert_eq!(room.run(&[("a.xlsx", "2")], false).0, [0, 0, 1, 0]);
        assert_eq!(room.run(&[("a.xlsx", "1")], false).0, [0, 1, 0, 0]);
        assert_eq!(room.run(&[("a.xlsx", "2")], false).0, [1, 0, 0, 0]);
    }

    #[test]
    fn stale_forms_go_unless_edited() {
        let room = Room::new();
        room.run(&[("a.xlsx", "1"), ("b.xlsx", "1"), ("c.xlsx", "1")], false);
        fs::write(room.path("b.xlsx"), "typed").expect("edited");
        fs::write(room.path("mine.xlsx"), "mine").expect("another file");
        let reported = vec!["O005 output/令和7年度/様式/b.xlsx".to_owned()];
        assert_eq!(
            room.run(&[("c.xlsx", "1")], true),
            ([0, 1, 1, 1], reported.clone())
        );
        assert_eq!(
            room.run(&[("c.xlsx", "1")], false),
            ([0, 1, 1, 0], reported)
        );
        assert!(!room.path("a.xlsx").exists() && room.path("mine.xlsx").exists());
        assert_eq!(fs::read(room.path("b.xlsx")).expect("kept"), b"typed");
    }

    #[test]
    fn the_list_is_sorted_and_the_same_each_time() {
        let room = Room::new();
        room.run(&[("b.xlsx", "1"), ("a.xlsx", "1"), ("../x", "1")], false);
        let list = room.dir.path().join("output/令和7年度/forms.json");
        let first = fs::read_to_string(&list).expect("a list");
        assert!(first.find("a.xlsx") < first.find("b.xlsx"));
        assert!(!first.contains("../x"), "{first}");
        room.run(&[("a.xlsx", "1"), ("b.xlsx", "1")], false);
        assert_eq!(fs::read_to_string(&list).expect("a list"), first);
    }
}
