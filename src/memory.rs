//! An allocator that can be given a limit, and made to keep nothing that is freed. A process that goes beyond it is ended by the standard library at once, since
//! nothing can go on without memory: so only a process that was started for it is given one (`office::own_templates`).

use std::alloc::{GlobalAlloc, Layout};
use std::ffi::{c_int, c_long};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicIsize, Ordering::Relaxed};

// The program's allocator, linked whoever uses this library.
use mimalloc as _;
unsafe extern "C" {
    safe fn mi_option_set(option: c_int, value: c_long);
}
/// `mi_option_purge_delay` (mimalloc.h, 2 and 3): milliseconds.
const PURGE_DELAY: c_int = 15;

/// From now on what is freed goes back to the system at once. Of itself the allocator keeps it for a while and takes fresh memory
/// besides for what is of other sizes: a twentieth of the most that a report holds.
pub fn return_freed_at_once() {
    mi_option_set(PURGE_DELAY, 0);
}

const NONE: isize = isize::MAX;
static LIMIT: AtomicIsize = AtomicIsize::new(NONE);
/// Bytes held beyond those that were when the limit was given.
static HELD: AtomicIsize = AtomicIsize::new(0);

/// From now on the process may hold so many bytes more, where its allocator is [`Bounded`].
pub fn limit(bytes: u64) {
    LIMIT.store(isize::try_from(bytes).unwrap_or(NONE - 1), Relaxed);
}

/// Another allocator, under the [`limit`]. Without one it counts nothing.
#[derive(Debug)]
pub struct Bounded<A>(pub A);

fn take(bytes: usize) -> bool {
    let limit = LIMIT.load(Relaxed);
    if limit == NONE {
        return true;
    }
    // No layout is larger than `isize::MAX`.
    let bytes = bytes.cast_signed();
    let fits = HELD.fetch_add(bytes, Relaxed).saturating_add(bytes) <= limit;
    if !fits {
        HELD.fetch_sub(bytes, Relaxed);
    }
    fits
}

fn give_back(bytes: usize) {
    if LIMIT.load(Relaxed) != NONE {
        HELD.fetch_sub(bytes.cast_signed(), Relaxed);
    }
}

// SAFETY: every call is handed on to `A` as it came, or answered with null, which means that there is no memory.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Bounded<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return null_mut();
        }
        // SAFETY: the caller's own promise.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return null_mut();
        }
        // SAFETY: the caller's own promise.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        give_back(layout.size());
        // SAFETY: the caller's own promise.
        unsafe { self.0.dealloc(ptr, layout) };
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !take(new_size) {
            return null_mut();
        }
        // SAFETY: the caller's own promise.
        let moved = unsafe { self.0.realloc(ptr, layout, new_size) };
        give_back(if moved.is_null() {
            new_size
        } else {
            layout.size()
        });
        moved
    }
}
