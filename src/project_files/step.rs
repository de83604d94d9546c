//! Every change to the disk goes through here, one function for each kind of step: so that a test can cut a run off, or
//! let it fail, at any of them ([`trial`]). Nothing is decided here.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

#[cfg(test)]
pub(crate) mod trial;
#[cfg(test)]
use trial::allowed;

/// Outside of tests every step is taken.
#[cfg(not(test))]
const fn allowed(_what: &'static str, _at: &Path) -> io::Result<()> {
    Ok(())
}

/// A new file that is written to; an error where one is there.
pub(super) fn create(path: &Path) -> io::Result<File> {
    allowed("create", path)?;
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// The file that carries the lock, made where it is missing.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    allowed("open lock", path)?;
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

/// Writes all bytes; `path` is the file's.
pub(super) fn write(mut file: &File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Err(error) = allowed("write", path) {
        // A disk fills up in the middle of a file.
        file.write_all(&bytes[..bytes.len() / 2])?;
        return Err(error);
    }
    file.write_all(bytes)
}

/// Until the file's bytes are on the disk.
pub(super) fn sync(file: &File, path: &Path) -> io::Result<()> {
    allowed("sync", path)?;
    if cfg!(test) {
        // Thousands of times, and it changes nothing that a test can see.
        return Ok(());
    }
    file.sync_all()
}

/// Until the names in a folder are on the disk, where the system can do that: Windows can't, and some shared folders.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    allowed("sync folder", folder)?;
    if cfg!(any(windows, test)) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if cannot_sync(&error) => Ok(()),
        done => done,
    }
}

fn cannot_sync(error: &io::Error) -> bool {
    const BAD_DESCRIPTOR: i32 = 9;
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
    ) || error.raw_os_error() == Some(BAD_DESCRIPTOR)
}

pub(super) fn set_permissions(path: &Path, permissions: Permissions) -> io::Result<()> {
    allowed("set permissions", path)?;
    fs::set_permissions(path, permissions)
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    allowed("rename", to)?;
    fs::rename(from, to)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    allowed("remove", path)?;
    fs::remove_file(path)
}

/// An empty folder.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    allowed("remove folder", path)?;
    fs::remove_dir(path)
}

pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    allowed("make folder", path)?;
    fs::create_dir(path)
}
