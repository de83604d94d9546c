//! A disk that fails: the steps of one thread are counted, and from one of them on the run is cut off (nothing more
//! reaches the disk, as when the power goes), or that one step alone fails with an error of the system.

use std::cell::RefCell;
use std::io;
use std::path::Path;

/// What happens at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// This step and all that follow are not taken.
    CutOff,
    /// This step alone fails, with this error number of the system.
    Error(i32),
}

#[derive(Debug)]
struct Trial {
    at: usize,
    failure: Failure,
    steps: Vec<String>,
}

thread_local! {
    static TRIAL: RefCell<Option<Trial>> = const { RefCell::new(None) };
}

/// Does `work` with a failure at the step `at` (from 0) of this thread; gives back what it gave and the steps that it
/// asked for, as `what path`.
pub(crate) fn with<T>(at: usize, failure: Failure, work: impl FnOnce() -> T) -> (T, Vec<String>) {
    TRIAL.set(Some(Trial {
        at,
        failure,
        steps: Vec::new(),
    }));
    let done = work();
    let trial = TRIAL.take();
    (done, trial.map(|t| t.steps).unwrap_or_default())
}

/// Does `work` with no failure, and counts.
pub(crate) fn counted<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    with(usize::MAX, Failure::CutOff, work)
}

pub(super) fn allowed(what: &'static str, at: &Path) -> io::Result<()> {
    TRIAL.with_borrow_mut(|trial| {
        let Some(trial) = trial else { return Ok(()) };
        let number = trial.steps.len();
        trial.steps.push(format!("{what} {}", at.display()));
        match trial.failure {
            Failure::CutOff if number >= trial.at => Err(io::Error::other("the run was cut off")),
            Failure::Error(os) if number == trial.at => Err(io::Error::from_raw_os_error(os)),
            _ => Ok(()),
        }
    })
}
