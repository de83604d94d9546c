//! Paths and names: found in NFC, reported with `/`, and never outside the folder that they belong to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::values::japanese_text::nfc;

/// `folder/name`, as messages name it; `name` alone in no folder.
pub(super) fn join_shown(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        nfc(name)
    } else {
        format!("{folder}/{}", nfc(name))
    }
}

/// What stands in a folder as `(name, path)`, by name in NFC and then as stored.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        all.push((nfc(&name), entry.path()));
    }
    all.sort();
    Ok(all)
}

/// Everything in `folder` whose name is `name` in NFC. On Linux there can be two.
pub(super) fn named(folder: &Path, name: &str) -> Vec<PathBuf> {
    let name = nfc(name);
    entries(folder)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(other, path)| (other == name).then_some(path))
        .collect()
}

/// The entry of this name; where there is none, the path that it would have (in NFC).
pub(super) fn child(folder: &Path, name: &str) -> PathBuf {
    let exact = folder.join(nfc(name));
    if fs::symlink_metadata(&exact).is_ok() {
        return exact;
    }
    named(folder, name).into_iter().next().unwrap_or(exact)
}

/// Whether `path` stays below the folder that it is named from, on Windows too: relative, with `/`,
/// without `..`, drives, streams and empty names.
pub(super) fn stays_below(path: &str) -> bool {
    let plain = |name: &str| {
        !name.is_empty()
            && name != "."
            && name != ".."
            && !name.contains(|c: char| matches!(c, '\\' | ':') || c.is_control())
    };
    path.split('/').all(plain)
}

/// The form in which two output paths are one: NFC, and without case where the file system has none.
pub(super) fn same_key(path: &str) -> String {
    let path = nfc(path);
    if cfg!(any(windows, target_os = "macos")) {
        path.to_lowercase()
    } else {
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_are_taken() {
        for good in ["record.json", "推進本部/資料1_報告書.pdf", "a..b/c", ".x"] {
            assert!(stays_below(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a/",
            "C:/x",
            "a\\..\\b",
            "./a",
            "a\0b",
        ] {
            assert!(!stays_below(bad), "{bad}");
        }
    }
}
