//! I/O errors as diagnostics in Japanese that name the place and say what to do. The operating
//! system's own words differ by language and version, so only its error number is reported.

use std::io::{self, ErrorKind};

use crate::diagnostic::{Code, Diagnostic};
use crate::values::japanese_text::names_a_device;

/// A file or folder that can't be read. One that Excel holds is refused as held on Windows and as not
/// permitted on some shared folders: both are said.
pub(super) fn unreadable(code: Code, shown: &str, error: &io::Error) -> Diagnostic {
    if let Some(hint) = not_for_windows(shown) {
        let message = format!(
            "読めません。Windows では開けない名前です{}。",
            number(error)
        );
        return Diagnostic::new(code, message, hint).in_file(shown);
    }
    let hint = if is_held(error) {
        "そのファイルを開いている人に、Excel などを閉じてもらい、もう一度実行してください。"
    } else if error.kind() == ErrorKind::PermissionDenied {
        "Excel などで開かれていないか、読み取りの権限があるかを確かめてください。"
    } else {
        "ファイルの場所と、読み取りの権限を確かめてください。"
    };
    Diagnostic::new(code, format!("読めません。{}", words(error)), hint).in_file(shown)
}

/// What to do about a file whose name a Mac, Linux or a mail carries and Windows cannot open: that of a device, or one
/// that ends with a dot or a space.
pub(super) fn not_for_windows(shown: &str) -> Option<String> {
    let name = shown.rsplit('/').next().unwrap_or_default();
    let why = if names_a_device(name) {
        "「aux」「con」「nul」などで始まる名前は、Windows が装置の名前として扱います"
    } else if name.ends_with(['.', ' ']) {
        "名前の最後に「.」又は空白があります"
    } else {
        return None;
    };
    Some(format!(
        "名前を変えてください（{why}。）。変えられないときは、別の名前で送り直してもらってください。"
    ))
}

/// A folder in which nothing can be made.
pub(super) fn folder_unwritable(shown: &str, error: &io::Error) -> Diagnostic {
    if error.kind() != ErrorKind::PermissionDenied {
        return unwritable(shown, error);
    }
    Diagnostic::new(
        Code::OutputUnwritable,
        format!(
            "書き込めません。フォルダーに書込みの権限がありません{}。",
            number(error)
        ),
        "書込みの権限を情報システムの担当などに確かめるか、作業フォルダーを、書き込める場所に移してください。",
    )
    .in_file(shown)
}

/// A file or folder that can't be written or replaced: O003 where another program holds it.
pub(super) fn unwritable(shown: &str, error: &io::Error) -> Diagnostic {
    unchanged(shown, "", error)
}

/// A file of an earlier run that can't be removed: O003 where another program holds it.
pub(super) fn unremovable(shown: &str, error: &io::Error) -> Diagnostic {
    unchanged(shown, "古いファイルを削除できません。", error)
}

fn unchanged(shown: &str, what: &str, error: &io::Error) -> Diagnostic {
    if is_held(error) {
        return held(shown, what, &number(error));
    }
    let hint = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "不要なファイルを削除して空き容量を増やしてから、もう一度実行してください。"
        }
        ErrorKind::InvalidFilename => {
            "作業フォルダーを、ドライブの直下など浅い場所に移してください。"
        }
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::IsADirectory => {
            "同じ名前のファイル又はフォルダーを別の場所に移してから、もう一度実行してください。"
        }
        _ => "書込みの権限と、フォルダーの場所を確かめてください。",
    };
    Diagnostic::new(
        Code::OutputUnwritable,
        format!("{what}書き込めません。{}", words(error)),
        hint,
    )
    .in_file(shown)
}

/// A file that another program has open (O003); `what` begins the message, and `why` stands in brackets.
pub(super) fn held(shown: &str, what: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutputHeld,
        format!("{what}他のプログラムで開かれているため、書き込めません{why}。"),
        "ファイルを閉じてから、もう一度実行してください。他のファイルは書き込み済みです。",
    )
    .in_file(shown)
}

/// Whether another program holds the file: Windows' sharing and lock violations, or a busy file.
pub(super) fn is_held(error: &io::Error) -> bool {
    let violation = cfg!(windows) && error.raw_os_error().is_some_and(is_violation);
    violation
        || matches!(
            error.kind(),
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy
        )
}

/// Windows' error numbers for a file that another program has open, or a part of it.
const fn is_violation(number: i32) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    matches!(number, SHARING_VIOLATION | LOCK_VIOLATION)
}

/// What an I/O error means, as one Japanese sentence.
pub(super) fn words(error: &io::Error) -> String {
    let meaning = if is_held(error) {
        "他のプログラム（Excel など）が開いています"
    } else {
        meaning(error.kind())
    };
    format!("{meaning}{}。", number(error))
}

/// The system's own number of an error, in brackets.
fn number(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(number) => format!("（OSのエラー番号 {number}）"),
        None => String::new(),
    }
}

const fn meaning(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "ファイル又はフォルダーが見つかりません",
        ErrorKind::PermissionDenied => "権限がありません",
        ErrorKind::AlreadyExists => "同じ名前のものが既にあります",
        ErrorKind::NotADirectory => "フォルダーがあるべき場所に、同じ名前のファイルがあります",
        ErrorKind::IsADirectory => "ファイルがあるべき場所に、同じ名前のフォルダーがあります",
        ErrorKind::DirectoryNotEmpty => "フォルダーが空ではありません",
        ErrorKind::ReadOnlyFilesystem => "ディスクが読み取り専用です",
        ErrorKind::StorageFull => "ディスクの空き容量が足りません",
        ErrorKind::QuotaExceeded => "ディスクの割当容量を超えています",
        ErrorKind::FileTooLarge => "ファイルが大きすぎます",
        ErrorKind::InvalidFilename => "名前又はパスが長すぎるか、使えない文字を含みます",
        ErrorKind::InvalidInput => "名前に使えない文字があります",
        ErrorKind::TimedOut
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::StaleNetworkFileHandle => "ネットワーク上のフォルダーに接続できません",
        ErrorKind::OutOfMemory => "メモリーが足りません",
        ErrorKind::Unsupported => "この場所では使えない操作です",
        _ => "入出力の誤りが起きました",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_reported_in_japanese_without_the_systems_words() {
        let error = io::Error::from(ErrorKind::PermissionDenied);
        let d = unwritable("output/x.pdf", &error);
        assert_eq!(d.code, Code::OutputUnwritable);
        assert_eq!(d.message, "書き込めません。権限がありません。");
        let full = unwritable("output", &io::Error::from(ErrorKind::StorageFull));
        assert!(full.hint.contains("空き容量"));
        let busy = unwritable("output/x.pdf", &io::Error::from(ErrorKind::ResourceBusy));
        assert_eq!(busy.code, Code::OutputHeld);
        assert_eq!(busy.file.as_deref(), Some("output/x.pdf"));
        let once = "他のプログラムで開かれているため、書き込めません。";
        assert_eq!(busy.message, once);
        let folder = folder_unwritable("output/x.pdf", &error);
        let no_right = "書き込めません。フォルダーに書込みの権限がありません。";
        assert_eq!(
            (folder.code, folder.message.as_str()),
            (Code::OutputUnwritable, no_right)
        );
    }

    #[test]
    fn a_name_that_windows_cannot_open_is_to_be_changed() {
        let lost = io::Error::from(ErrorKind::NotFound);
        for name in ["課/aux.txt", "nul", "con.xlsx", "01_総務課.xlsx ", "様式."] {
            let reported = unreadable(Code::FileUnreadable, name, &lost);
            assert_eq!(
                reported.message,
                "読めません。Windows では開けない名前です。"
            );
            assert!(
                reported.hint.starts_with("名前を変えて"),
                "{}",
                reported.hint
            );
        }
        let plain = unreadable(Code::FileUnreadable, "aux/01.xlsx", &lost);
        assert!(!plain.message.contains("Windows"), "{}", plain.message);
    }

    #[test]
    fn a_file_that_excel_holds_is_said_to_be() {
        let reported = |kind| {
            let error = io::Error::from(kind);
            unreadable(Code::FileUnreadable, "01.xlsx", &error)
        };
        let busy = reported(ErrorKind::ResourceBusy);
        assert_eq!(
            busy.message,
            "読めません。他のプログラム（Excel など）が開いています。"
        );
        assert!(busy.hint.contains("閉じて"), "{}", busy.hint);
        let denied = reported(ErrorKind::PermissionDenied);
        assert_eq!(denied.message, "読めません。権限がありません。");
        assert!(
            denied.hint.contains("Excel などで開かれて"),
            "{}",
            denied.hint
        );
        let lost = reported(ErrorKind::NotFound);
        assert!(!lost.hint.contains("Excel"), "{}", lost.hint);
        assert_eq!(
            [5, 32, 33, 34].map(is_violation),
            [false, true, true, false]
        );
    }

    #[test]
    #[cfg(windows)]
    fn a_sharing_violation_is_held() {
        for number in [32, 33] {
            assert!(is_held(&io::Error::from_raw_os_error(number)));
        }
    }

    #[test]
    #[cfg(unix)]
    fn the_number_of_the_system_is_reported() {
        let error = io::Error::from_raw_os_error(13);
        assert_eq!(words(&error), "権限がありません（OSのエラー番号 13）。");
    }
}
