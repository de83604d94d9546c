//! Files in 提出/ that nobody sent: those of systems, and those that a program keeps beside a file while somebody
//! has it open. It goes by names alone.

use crate::diagnostic::{Code, Diagnostic};

/// Files that systems and programs leave behind, which nobody sent on purpose.
pub(super) fn is_system(name: &str) -> bool {
    let lower = name.to_lowercase();
    matches!(
        lower.as_str(),
        "desktop.ini" | "thumbs.db" | "ehthumbs.db" | ".ds_store" | ".gitkeep" | ".directory"
    ) || lower.starts_with("~$")
        || lower.starts_with("._")
        || (lower.starts_with(".~lock.") && lower.ends_with('#'))
}

/// The file that a lock file stands for: Excel's `~$…`, LibreOffice's `.~lock.…#`.
pub(super) fn held_by_lock(name: &str) -> Option<&str> {
    let libre = || name.strip_prefix(".~lock.")?.strip_suffix('#');
    name.strip_prefix("~$").or_else(libre)
}

/// F018. What is on the disk may not be what stands on somebody's screen.
pub(super) fn still_open(shown: &str, lock: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FileOpen,
        format!("誰かが開いたままのようです（「{lock}」があります。）。最後に保存された内容を読みました。"),
        format!(
            "保存して閉じてから、もう一度実行してください。閉じてあるのに出るときは、「{lock}」を削除してください。"
        ),
    )
    .in_file(shown)
}

/// F001, which counts as no 受付.
pub(super) fn system_file(name: &str, shown: &str) -> Diagnostic {
    let (message, hint) = if held_by_lock(name).is_some() {
        (
            "表計算ソフトがブックを開いている間に作るファイルです。受付の数に含めません。",
            "元のブックが開かれたままでないか、確かめてください。",
        )
    } else {
        (
            "OSなどが作るファイルです。受付の数に含めません。",
            "対応は不要です。",
        )
    };
    Diagnostic::new(Code::FileSystem, message, hint).in_file(shown)
}
