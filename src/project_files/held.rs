//! Files that another program holds: a virus scanner or a synchronisation lets go of one within moments, Excel does not. And
//! what Windows refuses without saying which of the two it is, held or not permitted.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::fault::is_held;

/// Milliseconds between the attempts at a file that is held: two seconds in all, in growing pauses.
const PAUSES: [u64; 7] = [20, 40, 80, 160, 320, 580, 800];

/// Tries again for two seconds, as long as another program holds the file.
pub(super) fn patiently<T>(attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    after_pauses(&PAUSES, attempt)
}

fn after_pauses<T>(pauses: &[u64], mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for pause in pauses {
        match attempt() {
            Err(error) if is_held(&error) => thread::sleep(Duration::from_millis(*pause)),
            done => return done,
        }
    }
    attempt()
}

/// Why `file` could not be replaced or removed. Windows refuses a file that another program holds in the same words
/// as one that may not be changed ("access denied"); asked for the file alone, it distinguishes them.
pub(super) fn why_refused(file: &Path, error: io::Error) -> io::Error {
    if error.kind() != ErrorKind::PermissionDenied || !file.is_file() {
        return error;
    }
    may_remove(file).err().unwrap_or(error)
}

/// Whether the system lets us remove the file: opened for that, with everything shared, it is refused as held where
/// another program does not share it, and as not permitted where we have no right to.
#[cfg(windows)]
fn may_remove(file: &Path) -> io::Result<()> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const DELETE: u32 = 0x0001_0000;
    const SHARE_ALL: u32 = 1 | 2 | 4;
    let mut options = std::fs::OpenOptions::new();
    options.access_mode(DELETE).share_mode(SHARE_ALL);
    match options.open(file) {
        // Nobody withholds it: a program has it mapped into its memory, as viewers do.
        Ok(_) => Err(ErrorKind::ResourceBusy.into()),
        Err(error) => Err(error),
    }
}

/// Elsewhere the first answer says it already.
#[cfg(not(windows))]
fn may_remove(_file: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a file that is held for so many attempts, and how many there were.
    fn attempts(held_for: usize, kind: ErrorKind) -> (io::Result<()>, usize) {
        let mut count = 0;
        let done = after_pauses(&[0, 0, 0], || {
            count += 1;
            if count > held_for {
                Ok(())
            } else {
                Err(io::Error::from(kind))
            }
        });
        (done, count)
    }

    #[test]
    fn a_file_held_for_a_moment_is_tried_again_and_no_other() {
        let (done, count) = attempts(2, ErrorKind::ResourceBusy);
        assert_eq!((done.is_ok(), count), (true, 3));
        let (done, count) = attempts(9, ErrorKind::ResourceBusy);
        assert_eq!((done.is_err(), count), (true, 4));
        let (done, count) = attempts(1, ErrorKind::PermissionDenied);
        assert_eq!((done.is_err(), count), (true, 1));
    }

    #[test]
    fn two_seconds_in_growing_pauses() {
        assert_eq!(PAUSES.iter().sum::<u64>(), 2000);
        assert!(PAUSES.is_sorted());
    }

    #[test]
    #[cfg(windows)]
    fn held_is_reported_from_not_permitted() {
        use std::os::windows::fs::OpenOptionsExt as _;
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("集計表.xlsx");
        std::fs::write(&path, b"1").expect("a file");
        let denied = || io::Error::from_raw_os_error(5);
        // Nobody shares it, it is shared for reading alone: both are held.
        for share in [0, 1] {
            let open = std::fs::OpenOptions::new()
                .read(true)
                .share_mode(share)
                .open(&path);
            assert!(is_held(&why_refused(&path, denied())), "{share}");
            drop(open);
        }
        // No file, so nothing that could be held.
        let folder = why_refused(dir.path(), denied());
        assert_eq!(folder.kind(), ErrorKind::PermissionDenied);
    }
}
