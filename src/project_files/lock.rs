//! One run at a time over output/. The lock is the system's own, so a run that was cut off never blocks
//! the next one; the file that carries it is removed at the end.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::path::child;
use super::{INPUT, OUTPUT, ProjectFiles, RETURNED, fault, replace, step};
use crate::diagnostic::{Code, Diagnostic};

const LOCK: &str = ".gyokaku.lock";
/// Folders below output/ and input/ that are looked through for what a run that was cut off left.
const SWEPT: usize = 5;

/// Held while a run writes; [`release`](Self::release) or dropping it lets the next one begin.
#[derive(Debug)]
pub struct RunLock {
    /// `None` once its file is gone.
    path: Option<PathBuf>,
    _file: File,
}

impl RunLock {
    /// Ends the lock: O002 where its file can't be removed. It would not stop the next run.
    pub fn release(mut self) -> Option<Diagnostic> {
        let removed = step::remove_file(&self.path.take()?);
        let shown = format!("{OUTPUT}/{LOCK}");
        removed.err().map(|error| fault::unwritable(&shown, &error))
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // While it is still locked: a run that opened it in the meantime sees that it is gone.
        if let Some(path) = &self.path {
            let _ = step::remove_file(path);
        }
    }
}

impl ProjectFiles {
    /// Takes the lock over output/, which is made where it is missing, and clears away what a run that was cut
    /// off left behind.
    ///
    /// # Errors
    /// O001 without a working directory, O002 when output/ can't be written, O004 when another run holds it.
    pub fn lock(&self) -> Result<RunLock, Diagnostic> {
        self.root_present()?;
        let output = child(&self.root, OUTPUT);
        replace::make_folder(&output, OUTPUT)?;
        let path = output.join(LOCK);
        // A few times, since a run that ends takes the file away between our opening and locking it.
        for _ in 0..16 {
            if let Some(file) = try_once(&path)? {
                replace::sweep(&output, SWEPT, "");
                // What was sent back is nobody's to change.
                replace::sweep(&child(&self.root, INPUT), SWEPT, RETURNED);
                return Ok(RunLock {
                    path: Some(path),
                    _file: file,
                });
            }
        }
        Err(already_running())
    }

    /// The folder for files without a name, which the system removes when they are closed: output/ itself, so that nothing
    /// internal leaves the working directory. It is there while the [`lock`](Self::lock) is held.
    pub fn scratch(&self) -> PathBuf {
        child(&self.root, OUTPUT)
    }
}

/// The locked file; `None` when the file was taken away in the meantime.
fn try_once(path: &Path) -> Result<Option<File>, Diagnostic> {
    let file = step::open_lock(path).map_err(|error| fault::folder_unwritable(OUTPUT, &error))?;
    match file.try_lock() {
        Ok(()) if is_at(&file, path) => Ok(Some(file)),
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => Err(already_running()),
        Err(TryLockError::Error(error)) => Err(fault::unwritable(OUTPUT, &error)),
    }
}

/// Whether the open file is the one that stands at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Whether the open file is the one that stands at `path`.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn already_running() -> Diagnostic {
    Diagnostic::new(
        Code::AlreadyRunning,
        "同じ作業フォルダーで、gyokaku が既に動いています。",
        "終わるのを待ってから、もう一度実行してください。",
    )
    .in_file(OUTPUT)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_second_run_is_refused_until_the_first_ends() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        let first = files.lock().expect("the lock");
        assert!(files.scratch().is_dir());
        let refused = files.lock().expect_err("a second run");
        assert_eq!(refused.code, Code::AlreadyRunning);
        drop(first);
        let lock = dir.path().join("output").join(LOCK);
        assert!(!lock.exists());
        // What a run that was cut off left does not block.
        fs::write(&lock, b"").expect("a left lock file");
        drop(files.lock().expect("the lock again"));
        assert!(!lock.exists());
    }

    #[test]
    fn a_file_taken_away_is_not_a_lock() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(LOCK);
        let open = File::create(&path).expect("a file");
        assert!(is_at(&open, &path));
        fs::remove_file(&path).expect("removed");
        assert!(!is_at(&open, &path));
    }

    #[test]
    fn an_output_that_is_a_file_is_reported() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("output"), b"x").expect("a file");
        let fault = ProjectFiles::new(dir.path().into())
            .lock()
            .expect_err("a file");
        assert_eq!(fault.code, Code::OutputUnwritable);
        assert!(
            fault.message.contains("同じ名前のファイル"),
            "{}",
            fault.message
        );
        let missing = ProjectFiles::new(dir.path().join("typo"));
        assert_eq!(
            missing.lock().expect_err("no root").code,
            Code::InputMissing
        );
        assert!(!dir.path().join("typo").exists());
    }
}
