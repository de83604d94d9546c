//! What departments sent back: every file below input/<cycle>/提出/, as received. Nothing is left out
//! silently: what is not read as a file of the office's is named in a diagnostic.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::held::patiently;
use super::path::{child, entries, join_shown, named};
use super::system_files::{held_by_lock, is_system, still_open, system_file};
use super::{INPUT, ProjectFiles, RETURNED, fault};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::japanese_text::match_key;

/// Folders below 提出/ that are walked into.
const DEEPEST: usize = 8;
/// The most that one file may hold, in bytes.
const LARGEST: u64 = 50 * 1024 * 1024;
/// The folder that the office moves replaced files to.
const SUPERSEDED: &str = "差替前";

/// One file of 提出/ that counts as 受付. System files (desktop.ini, Excel's lock files …) do not. It is read when its bytes
/// are asked for.
#[derive(Debug)]
pub struct ReturnedFile {
    /// Path below 提出/ with `/`, in NFC for display. No two are the same: a second file whose name looks
    /// alike has `〔同名2〕` after it.
    pub path: String,
    /// It lies in a folder 差替前.
    pub superseded_folder: bool,
    /// Its bytes, as the folder says; 0 where it is not read.
    pub size: u64,
    place: Result<PathBuf, Diagnostic>,
}

impl ReturnedFile {
    /// Its bytes, or why it is not read (F011 too large, F013 unreadable, F015 a link).
    ///
    /// # Errors
    /// The diagnostic of this file.
    pub fn bytes(&self) -> Result<Vec<u8>, Diagnostic> {
        let place = self.place.as_ref().map_err(Clone::clone)?;
        read_capped(place, &self.path, Code::FileUnreadable)
    }
}

impl ProjectFiles {
    /// Every file below input/<cycle>/提出/, by path; and diagnostics for system files (F001), folders that
    /// are not walked into (F015) or unreadable (F013), files that somebody has open (F018) and names that look
    /// alike (F021). A missing 提出/ is empty, and reported (F017).
    pub fn returned_files(&self, cycle_folder: &str) -> (Vec<ReturnedFile>, Vec<Diagnostic>) {
        if self.reads_no_forms_of(cycle_folder) {
            return (Vec::new(), Vec::new());
        }
        let input = child(&self.root, INPUT);
        let mut walk = Walk::default();
        let folders: Vec<PathBuf> = named(&input, cycle_folder)
            .iter()
            .flat_map(|cycle| named(cycle, RETURNED))
            .filter(|folder| folder.is_dir())
            .collect();
        if folders.is_empty() {
            walk.faults.push(folder_missing(&input, cycle_folder));
        }
        for folder in &folders {
            walk.folder(folder, &Place::default());
        }
        walk.files.sort_by(|a, b| a.path.cmp(&b.path));
        let alike = tell_apart(&mut walk.files);
        walk.faults.extend(alike);
        (walk.files, walk.faults)
    }
}

/// Names that differ in bytes and are the same to read (NFC and a Mac's NFD), in the order of their bytes: each
/// further one is marked and reported.
fn tell_apart(files: &mut [ReturnedFile]) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for run in files.chunk_by_mut(|a, b| a.path == b.path) {
        let Some((first, rest)) = run.split_first_mut() else {
            continue;
        };
        for (number, file) in (2..).zip(rest) {
            file.path = format!("{}〔同名{number}〕", first.path);
            faults.push(same_name(&file.path, &first.path));
        }
    }
    faults
}

fn same_name(shown: &str, first: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FileName,
        format!("「{first}」と見た目が同じ名前のファイルがもう1つあります（濁点などの文字コードが違います。）。これを「{shown}」と示します。"),
        "2つとも読んでいます。どちらかの名前を変えると、見分けられます。",
    )
    .in_file(shown)
}

/// The bytes of a file, unless it is larger than [`LARGEST`] or no plain file. `code` is that of an
/// unreadable one.
pub(super) fn read_capped(path: &Path, shown: &str, code: Code) -> Result<Vec<u8>, Diagnostic> {
    read_or(path, shown, code, Code::FileTooLarge)
}

/// The same, with a code of its own for what is too large.
pub(super) fn read_or(
    path: &Path,
    shown: &str,
    code: Code,
    large: Code,
) -> Result<Vec<u8>, Diagnostic> {
    let failed = |error| fault::unreadable(code, shown, &error);
    let metadata = patiently(|| fs::metadata(path)).map_err(failed)?;
    if !metadata.is_file() {
        // A named pipe would block for ever.
        let message = if metadata.is_dir() {
            "読めません。同じ名前のフォルダーがあります。"
        } else {
            "読めません。通常のファイルではありません。"
        };
        let hint = fault::not_for_windows(shown);
        let hint = hint.unwrap_or_else(|| "ファイルを置き直してください。".to_owned());
        return Err(Diagnostic::new(code, message, hint).in_file(shown));
    }
    let mut bytes = Vec::new();
    if metadata.len() <= LARGEST {
        // At once, since a vector that grows holds the bytes twice.
        bytes.reserve_exact(usize::try_from(metadata.len() + 1).unwrap_or_default());
        let file = patiently(|| File::open(path)).map_err(failed)?;
        file.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
    }
    if metadata.len() > LARGEST || bytes.len() as u64 > LARGEST {
        return Err(too_large(large, shown, metadata.len()));
    }
    Ok(bytes)
}

fn too_large(code: Code, shown: &str, size: u64) -> Diagnostic {
    let megabytes = size.div_ceil(1024 * 1024);
    Diagnostic::new(
        code,
        format!("ファイルが大きすぎるため、読みませんでした（約{megabytes}MB。上限は50MB）。"),
        "画像などを取り除いて保存し直すよう、依頼してください。",
    )
    .in_file(shown)
}

#[derive(Default)]
struct Walk {
    files: Vec<ReturnedFile>,
    faults: Vec<Diagnostic>,
}

/// Where the walk stands.
#[derive(Clone, Default)]
struct Place {
    shown: String,
    depth: usize,
    superseded: bool,
    system: bool,
    /// Names in lower case of the files here that a program says it has open, each with its lock file.
    open: BTreeMap<String, String>,
}

impl Place {
    fn below(&self, name: &str) -> Self {
        Self {
            shown: join_shown(&self.shown, name),
            depth: self.depth + 1,
            superseded: self.superseded || name.trim() == SUPERSEDED,
            system: self.system || name == "__MACOSX",
            open: BTreeMap::new(),
        }
    }
}

impl Walk {
    fn folder(&mut self, folder: &Path, place: &Place) {
        let entries = match entries(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let shown = if place.shown.is_empty() {
                    RETURNED
                } else {
                    &place.shown
                };
                self.faults
                    .push(fault::unreadable(Code::FileUnreadable, shown, &error));
                return;
            }
        };
        let locks = entries.iter().filter_map(|(name, _)| {
            let held = held_by_lock(name)?;
            Some((held.to_lowercase(), name.clone()))
        });
        let place = Place {
            open: locks.collect(),
            ..place.clone()
        };
        for (name, path) in entries {
            self.entry(&name, &path, &place);
        }
    }

    fn entry(&mut self, name: &str, path: &Path, place: &Place) {
        let shown = join_shown(&place.shown, name);
        let (kind, size) = match fs::symlink_metadata(path) {
            Ok(metadata) => (metadata.file_type(), metadata.len()),
            Err(error) => {
                let fault = fault::unreadable(Code::FileUnreadable, &shown, &error);
                return self.file(shown, place, 0, Err(fault));
            }
        };
        if kind.is_symlink() {
            let fault = link(&shown);
            if path.is_dir() {
                self.faults.push(fault);
            } else {
                self.file(shown, place, 0, Err(fault));
            }
        } else if kind.is_dir() {
            let below = place.below(name);
            if below.depth > DEEPEST {
                self.faults.push(too_deep(&below.shown));
            } else {
                self.folder(path, &below);
            }
        } else if place.system || is_system(name) {
            self.faults.push(system_file(name, &shown));
        } else {
            if let (Some(lock), false) = (place.open.get(&name.to_lowercase()), place.superseded) {
                self.faults.push(still_open(&shown, lock));
            }
            let size = if size > LARGEST { 0 } else { size };
            self.file(shown, place, size, Ok(path.to_path_buf()));
        }
    }

    fn file(&mut self, path: String, place: &Place, size: u64, file: Result<PathBuf, Diagnostic>) {
        self.files.push(ReturnedFile {
            path,
            superseded_folder: place.superseded,
            size,
            place: file,
        });
    }
}

fn link(shown: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FileNotFollowed,
        "リンクであるため、たどりませんでした。",
        "リンク先のファイルそのものを、提出フォルダーに置いてください。",
    )
    .in_file(shown)
}

fn too_deep(shown: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FileNotFollowed,
        format!("フォルダーが深すぎるため、中を見ていません（{DEEPEST}階層まで）。"),
        "中のファイルを、提出フォルダーの浅い場所に移してください。",
    )
    .in_file(shown)
}

/// 提出/ is not where it should be. A folder whose name looks alike (令和７年度) is named.
fn folder_missing(input: &Path, cycle_folder: &str) -> Diagnostic {
    let expected = format!("{INPUT}/{cycle_folder}/{RETURNED}");
    let alike: Vec<String> = entries(input)
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| match_key(name) == match_key(cycle_folder) && name != cycle_folder)
        .collect();
    let hint = if alike.is_empty() {
        format!("{expected} フォルダーを作り、提出された調査票を置いてください。")
    } else {
        format!(
            "似た名前のフォルダーがあります（{}）。名前を「{cycle_folder}」に直してください。",
            alike.join("、")
        )
    };
    Diagnostic::new(
        Code::FileFolderMissing,
        "提出フォルダーがありません。提出されたものはないものとして扱います。",
        hint,
    )
    .in_file(expected)
}

#[cfg(test)]
mod tests;
