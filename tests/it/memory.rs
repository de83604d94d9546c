//! However much lies in 提出/, little of it is in memory at one time.

#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    reason = "makes large files, and looks at the running program from outside"
)]

use std::fs::{self, File};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::fixture::{Work, filled};
use crate::plans;

/// MiB; what the program needs without any file is about a fifth of it.
const MOST: u64 = 300;

/// The most that a process held, in KiB, as the system says while it runs.
fn most_held(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("the program").is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        most = most.max(held.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
    most
}

#[test]
fn many_and_large_files_are_read_one_after_the_other() {
    let plan = plans::small();
    let work = Work::new(&plan);
    work.returned("01.xlsx", &filled(&plan, "01", &[]));
    let form = filled(&plan, "02", &[]);
    for n in 0..200 {
        work.returned(&format!("写し/{n}.xlsx"), &form);
        work.returned(&format!("ほか/{n}.pdf"), b"%PDF-1.7 x");
    }
    // Of zeros, which take no room on the disk: as many bytes as ten times the bound.
    for n in 0..62 {
        let path = work.root().join(format!("input/令和7年度/提出/大{n}.bin"));
        let file = File::create(path).expect("a file");
        file.set_len(49 << 20).expect("a length");
    }
    let mut command = work.command(&["check"]);
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program");
    let most = most_held(&mut child);
    assert_eq!(child.wait().expect("the program").code(), Some(1));
    assert!(most > 10 << 10, "{most} KiB is too little to be true");
    assert!(most < MOST << 10, "{} MiB", most >> 10);
}
