//! Replaces one file as a whole: the new bytes are written beside it and take its name in one step, so
//! that nobody ever sees half a file; nothing is left behind where that fails.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::held::{patiently, why_refused};
use super::path::child;
use super::{fault, step};
use crate::diagnostic::{Code, Diagnostic};

const TEMP_PREFIX: &str = ".gyokaku-";
const TEMP_SUFFIX: &str = ".tmp";

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Replaced {
    Written,
    /// It held these bytes already and was left alone.
    Unchanged,
}

/// Puts `bytes` at `folder`/`below` (a path with `/` that stays below), with the folders on the way. `shown`
/// names the file.
pub(super) fn replace(
    folder: &Path,
    below: &str,
    bytes: &[u8],
    shown: &str,
) -> Result<Replaced, Diagnostic> {
    let (above, name) = below.rsplit_once('/').unwrap_or(("", below));
    let above = above.split('/').filter(|n| !n.is_empty());
    let parent: PathBuf = above.fold(folder.to_path_buf(), |dir, n| child(&dir, n));
    make_folder(&parent, shown)?;
    let target = child(&parent, name);
    if present_bytes(&target, shown)?.as_deref() == Some(bytes) {
        return Ok(Replaced::Unchanged);
    }
    refuse_held(&target, shown)?;
    put(&parent, &target, bytes, shown).map(|()| Replaced::Written)
}

/// Removes a file unless it is held; one that is gone already is no fault.
pub(super) fn remove(target: &Path, shown: &str) -> Result<(), Diagnostic> {
    if fs::symlink_metadata(target).is_err() {
        return Ok(());
    }
    refuse_held(target, shown)?;
    let removed = patiently(|| step::remove_file(target).map_err(|e| why_refused(target, e)));
    match removed.and_then(|()| sync_above(target)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(fault::unremovable(shown, &error)),
        _ => Ok(()),
    }
}

/// Makes a folder and those above it.
pub(super) fn make_folder(folder: &Path, shown: &str) -> Result<(), Diagnostic> {
    make_missing(folder).map_err(|error| match error.kind() {
        // Both kinds mean that a file stands where the folder should be.
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            fault::unwritable(shown, &io::Error::from(ErrorKind::NotADirectory))
        }
        _ => fault::folder_unwritable(shown, &error),
    })
}

fn make_missing(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent().filter(|a| !a.as_os_str().is_empty()) {
        make_missing(above)?;
    }
    step::make_folder(folder)?;
    sync_above(folder)
}

/// Until the name of what stands here, or no longer does, is on the disk.
fn sync_above(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(above) if !above.as_os_str().is_empty() => step::sync_folder(above),
        _ => step::sync_folder(Path::new(".")),
    }
}

/// The bytes of the file, `None` where there is none.
pub(super) fn present_bytes(target: &Path, shown: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
    match fs::symlink_metadata(target) {
        Ok(metadata) if metadata.is_dir() => {
            let error = io::Error::from(ErrorKind::IsADirectory);
            Err(fault::unwritable(shown, &error))
        }
        Ok(metadata) if metadata.is_file() => patiently(|| fs::read(target))
            .map(Some)
            .map_err(|error| fault::unwritable(shown, &error)),
        Ok(_) => Ok(Some(Vec::new())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(fault::unwritable(shown, &error)),
    }
}

/// Removes what a run that was cut off left in `folder` and, so many folders deep, below it; not in folders called
/// `passed_over`. Only to be called under the run's lock. What can't be removed now is tried again by the next run.
pub(super) fn sweep(folder: &Path, depth: usize, passed_over: &str) {
    for (name, path) in super::path::entries(folder).unwrap_or_default() {
        let Ok(metadata) = fs::symlink_metadata(&path) else {
            continue;
        };
        let left = name.starts_with(TEMP_PREFIX) && name.ends_with(TEMP_SUFFIX);
        if left && metadata.is_dir() {
            let _ = remove_tree(&path);
        } else if left && metadata.is_file() {
            let _ = step::remove_file(&path);
        } else if metadata.is_dir() && depth > 0 && name != passed_over {
            sweep(&path, depth - 1, passed_over);
        }
    }
}

/// Removes a folder that we made, with all in it.
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    for (_, path) in super::path::entries(folder)? {
        if fs::symlink_metadata(&path)?.is_dir() {
            remove_tree(&path)?;
        } else {
            step::remove_file(&path)?;
        }
    }
    step::remove_folder(folder)
}

/// A name beside the outputs that [`sweep`] knows.
pub(super) fn temp_name(of: &str) -> String {
    format!("{TEMP_PREFIX}{of}{TEMP_SUFFIX}")
}

fn put(parent: &Path, target: &Path, bytes: &[u8], shown: &str) -> Result<(), Diagnostic> {
    // Where no file can be made, it is the folder that may not be written, whoever holds the file.
    let temp = beside(parent, target, bytes).map_err(|e| fault::folder_unwritable(shown, &e))?;
    let named = patiently(|| step::rename(&temp, target).map_err(|e| why_refused(target, e)));
    if named.is_err() {
        // The first error is the one to report.
        let _ = step::remove_file(&temp);
    }
    named
        .and_then(|()| step::sync_folder(parent))
        .map_err(|error| fault::unwritable(shown, &error))
}

/// The bytes in a file of their own in `parent`, with the permissions of the file that they will replace.
fn beside(parent: &Path, target: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    // Opened by ourselves and not by tempfile, whose files no one else may read: a shared folder is
    // read by the whole office.
    let (file, temp) = tempfile::Builder::new()
        .prefix(TEMP_PREFIX)
        .suffix(TEMP_SUFFIX)
        .disable_cleanup(true)
        .make_in(parent, step::create)?
        .into_parts();
    let filled = step::write(&file, &temp, bytes).and_then(|()| step::sync(&file, &temp));
    drop(file);
    let ready = filled.and_then(|()| match fs::metadata(target) {
        Ok(metadata) => step::set_permissions(&temp, metadata.permissions()),
        Err(_) => Ok(()),
    });
    if let Err(error) = ready {
        // The first error is the one to report.
        let _ = step::remove_file(&temp);
        return Err(error);
    }
    Ok(temp)
}

/// Refuses a file that is marked read-only, or that Excel or LibreOffice has open: where the system would
/// let us replace it, the other program would later write its old copy over ours.
fn refuse_held(target: &Path, shown: &str) -> Result<(), Diagnostic> {
    if fs::metadata(target).is_ok_and(|m| m.permissions().readonly()) {
        return Err(Diagnostic::new(
            Code::OutputUnwritable,
            "書き込めません。読み取り専用になっています。",
            "ファイルのプロパティで読み取り専用を外してから、もう一度実行してください。",
        )
        .in_file(shown));
    }
    match lock_file_beside(target) {
        Some(lock) if target.exists() => Err(fault::held(
            shown,
            "",
            &format!("（「{lock}」があります。開いていない場合は、これを削除してください。）"),
        )),
        _ => Ok(()),
    }
}

/// The name of the lock file that an office program keeps beside an open file.
fn lock_file_beside(target: &Path) -> Option<String> {
    let name = target.file_name()?.to_string_lossy().into_owned();
    [format!(".~lock.{name}#"), format!("~${name}")]
        .into_iter()
        .find(|lock| fs::symlink_metadata(target.with_file_name(lock)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = super::super::path::entries(folder).expect("a folder");
        entries.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_file_is_replaced_and_left_alone_when_the_same() {
        let dir = tempfile::tempdir().expect("a folder");
        let put = |bytes: &[u8]| replace(dir.path(), "推進本部/a.pdf", bytes, "a.pdf");
        assert_eq!(put(b"1"), Ok(Replaced::Written));
        assert_eq!(put(b"2"), Ok(Replaced::Written));
        let path = dir.path().join("推進本部/a.pdf");
        let before = fs::metadata(&path)
            .and_then(|m| m.modified())
            .expect("a time");
        assert_eq!(put(b"2"), Ok(Replaced::Unchanged));
        let after = fs::metadata(&path)
            .and_then(|m| m.modified())
            .expect("a time");
        assert_eq!(before, after);
        assert_eq!(fs::read(&path).expect("bytes"), b"2");
        assert_eq!(names(&dir.path().join("推進本部")), ["a.pdf"]);
    }

    #[test]
    fn folders_and_files_in_the_way_are_named() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join("a.pdf")).expect("a folder");
        fs::write(dir.path().join("推進本部"), b"x").expect("a file");
        let fault = replace(dir.path(), "a.pdf", b"1", "output/a.pdf").expect_err("a folder");
        assert_eq!(fault.code, Code::OutputUnwritable);
        assert!(
            fault.message.contains("同じ名前のフォルダー"),
            "{}",
            fault.message
        );
        let fault = replace(dir.path(), "推進本部/b.pdf", b"1", "b").expect_err("a file");
        assert!(
            fault.message.contains("同じ名前のファイル"),
            "{}",
            fault.message
        );
        assert_eq!(names(dir.path()), ["a.pdf", "推進本部"]);
    }

    #[test]
    fn open_and_read_only_files_are_not_replaced() {
        let dir = tempfile::tempdir().expect("a folder");
        for lock in [".~lock.集計表.xlsx#", "~$集計表.xlsx"] {
            fs::write(dir.path().join("集計表.xlsx"), b"1").expect("a file");
            fs::write(dir.path().join(lock), b"").expect("a lock file");
            let fault = replace(dir.path(), "集計表.xlsx", b"2", "x").expect_err(lock);
            assert_eq!(fault.code, Code::OutputHeld);
            assert!(fault.message.contains(lock), "{}", fault.message);
            let same = replace(dir.path(), "集計表.xlsx", b"1", "x");
            assert_eq!(same, Ok(Replaced::Unchanged));
            fs::remove_file(dir.path().join(lock)).expect("removed");
        }
        let path = dir.path().join("集計表.xlsx");
        let mut permissions = fs::metadata(&path).expect("there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("read-only");
        let fault = replace(dir.path(), "集計表.xlsx", b"2", "x").expect_err("read-only");
        assert!(fault.message.contains("読み取り専用"), "{}", fault.message);
    }

    #[test]
    fn a_failed_replacement_leaves_no_temp_file() {
        let dir = tempfile::tempdir().expect("a folder");
        // Renaming a file onto a folder fails after the temp file was made.
        fs::create_dir(dir.path().join("folder")).expect("a folder");
        assert!(put(dir.path(), &dir.path().join("folder"), b"1", "folder").is_err());
        assert_eq!(names(dir.path()), ["folder"]);
    }

    #[test]
    fn what_a_cut_off_run_left_is_swept() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("公表")).expect("a folder");
        for name in [".gyokaku-AbC.tmp", "公表/.gyokaku-xyz.tmp", "公表/a.tmp"] {
            fs::write(dir.path().join(name), b"").expect("a file");
        }
        sweep(dir.path(), 4, "");
        assert_eq!(names(dir.path()), ["公表"]);
        assert_eq!(names(&dir.path().join("公表")), ["a.tmp"]);
    }

    #[test]
    #[cfg(unix)]
    fn others_may_read_what_is_written() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        let plain = dir.path().join("plain");
        fs::write(&plain, b"1").expect("a file");
        replace(dir.path(), "a", b"1", "a").expect("written");
        let mode = |p: &Path| fs::metadata(p).expect("there").permissions().mode();
        assert_eq!(mode(&dir.path().join("a")), mode(&plain));
    }
}
