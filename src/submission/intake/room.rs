//! How much of 提出/ is in memory at one time: files are read side by side as long as there is room for them, and a large
//! one waits until it can be read alone.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of files that are held at one time.
const FILES: u64 = 50 << 20;
/// Bytes that texts of their packages take while they are read, at one time.
const TEXTS: u64 = 96 << 20;
/// A text becomes cells and strings beside it.
const BESIDE: u64 = 3;

/// Room for all that is read at one time. Who has room in `texts` waits for nothing more, so all come to an end.
pub(super) struct Rooms {
    files: Room,
    texts: Room,
}

impl Rooms {
    pub fn new() -> Self {
        Self {
            files: Room::new(FILES),
            texts: Room::new(TEXTS),
        }
    }

    /// For a file of so many bytes, while its bytes are held.
    pub fn for_file(&self, bytes: u64) -> Taken<'_> {
        self.files.take(bytes)
    }

    /// For a package whose texts inflate to so many bytes, while it is read and its cells are held.
    pub fn for_texts(&self, bytes: u64) -> Taken<'_> {
        self.texts.take(bytes.saturating_mul(BESIDE))
    }
}

struct Room {
    whole: u64,
    free: Mutex<u64>,
    freed: Condvar,
}

/// Given back when dropped.
pub(super) struct Taken<'a> {
    room: &'a Room,
    bytes: u64,
}

impl Room {
    const fn new(whole: u64) -> Self {
        Self {
            whole,
            free: Mutex::new(whole),
            freed: Condvar::new(),
        }
    }

    /// Waits until there is so much; more than there ever is means all of it.
    fn take(&self, bytes: u64) -> Taken<'_> {
        let bytes = bytes.min(self.whole);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let free = self.freed.wait_while(free, |free| *free < bytes);
        *free.unwrap_or_else(PoisonError::into_inner) -= bytes;
        Taken { room: self, bytes }
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let free = self.room.free.lock();
        *free.unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

    use super::*;

    #[test]
    fn no_more_is_held_than_there_is_room_for() {
        let room = Room::new(100);
        let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|threads| {
            for n in 0..8 {
                let (room, held, most) = (&room, &held, &most);
                threads.spawn(move || {
                    for round in 0..200 {
                        let bytes = (n * 37 + round * 11) % 140;
                        let taken = room.take(bytes);
                        most.fetch_max(held.fetch_add(taken.bytes, SeqCst) + taken.bytes, SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(taken.bytes, SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 100);
        assert_eq!(room.free.into_inner().expect("whole"), 100);
    }
}
