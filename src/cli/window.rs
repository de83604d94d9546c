//! The window that a double-click opens for the program alone, and closes with it: it is kept until it was read.

use std::io::{BufRead as _, Write as _};

/// Waits for Enter where the window would close with the program. In a terminal, in a batch file and where nobody sees
/// it, does nothing.
pub fn keep_until_read() {
    if !is_own() {
        return;
    }
    let _ = std::io::stdout().write_all("\nEnter キーを押すと、この画面を閉じます。".as_bytes());
    let _ = std::io::stdout().flush();
    let _ = std::io::stdin().lock().read_line(&mut String::new());
}

/// Whether the program is the only one in its console window: nobody else will keep it open.
#[cfg(windows)]
fn is_own() -> bool {
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetConsoleProcessList(processes: *mut u32, length: u32) -> u32;
    }
    let mut processes = [0; 2];
    // SAFETY: it writes at most as many numbers as the length says, and gives back how many there are.
    unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) == 1 }
}

/// Elsewhere a terminal stays.
#[cfg(not(windows))]
fn is_own() -> bool {
    false
}
