//! The office's folder of templates: written once for it to change, read file by file. Nothing outside of it is read, not
//! even through a link, and nothing that somebody else put there is overwritten.

use std::fs;
use std::path::Path;

use super::path::{entries, join_shown};
use super::replace::replace;
use super::returned::read_capped;
use super::system_files::is_system;
use crate::diagnostic::{Code, Diagnostic};

/// Folders below it that are walked into: the templates need one.
const DEEPEST: usize = 3;

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFile {
    /// Below the folder, with `/`.
    pub path: String,
    /// As messages name it.
    pub shown: String,
    pub bytes: Vec<u8>,
}

/// Every file of the folder, by path. Those of Windows, macOS and Excel are passed over.
///
/// # Errors
/// O010 where the folder is not there, and for each file that can't be read, or is a link.
pub fn read_templates(folder: &Path) -> Result<Vec<FolderFile>, Vec<Diagnostic>> {
    let shown = folder.display().to_string();
    if !folder.is_dir() {
        return Err(vec![
            fault(
                "書式のフォルダーがありません。",
                "--templates に指定したフォルダーの場所を確かめてください。書式は gyokaku templates で書き出せます。",
            )
            .in_file(shown),
        ]);
    }
    let mut walk = Walk::default();
    walk.folder(folder, "", &shown, 0);
    if walk.faults.is_empty() {
        walk.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(walk.files)
    } else {
        Err(walk.faults)
    }
}

/// Writes the templates into the folder, which is made where it is missing. Gives back the paths as messages name them.
///
/// # Errors
/// O010 where the folder holds something else, or a template that was changed: nothing is written then. O002 where
/// something can't be written.
pub fn write_templates<'a>(
    folder: &Path,
    files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<String>, Vec<Diagnostic>> {
    let files: Vec<(&str, &str)> = files.collect();
    let shown = folder.display().to_string();
    if fs::symlink_metadata(folder).is_ok() {
        foreign(folder, &shown, &files)?;
    }
    let mut written = Vec::new();
    for (path, text) in files {
        let shown = join_shown(&shown, path);
        let (below, name) = path.rsplit_once('/').unwrap_or(("", path));
        replace(&folder.join(below), name, text.as_bytes(), &shown).map_err(|f| vec![f])?;
        written.push(shown);
    }
    Ok(written)
}

/// `Err` where the folder holds anything but these files as they are.
fn foreign(folder: &Path, shown: &str, files: &[(&str, &str)]) -> Result<(), Vec<Diagnostic>> {
    if !folder.is_dir() {
        let message = "書き出す先が、フォルダーではありません。";
        return Err(vec![
            fault(message, "別のフォルダーを指定してください。").in_file(shown),
        ]);
    }
    let present = read_templates(folder)?;
    let other = present.iter().find(|file| {
        let same =
            |(path, text): &(&str, &str)| *path == file.path && text.as_bytes() == file.bytes;
        !files.iter().any(same)
    });
    match other {
        None => Ok(()),
        Some(file) => Err(vec![
            fault(
                "書き出す先のフォルダーに、ほかのファイル又は直した書式があるため、何も書き込みませんでした。",
                "新しいフォルダーか、空のフォルダーを指定してください。",
            )
            .in_file(&file.shown),
        ]),
    }
}

#[derive(Default)]
struct Walk {
    files: Vec<FolderFile>,
    faults: Vec<Diagnostic>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, below: &str, shown: &str, depth: usize) {
        let list = match entries(folder) {
            Ok(list) => list,
            Err(error) => {
                let reported = super::fault::unreadable(Code::TemplateFolder, shown, &error);
                return self.faults.push(reported);
            }
        };
        for (name, path) in list {
            let below = join_shown(below, &name);
            let shown = join_shown(shown, &name);
            if is_system(&name) {
                continue;
            }
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_symlink() => self.faults.push(
                    fault(
                        "リンク又はショートカットは、書式として読みません。",
                        "書式のファイルそのものを、フォルダーに置いてください。",
                    )
                    .in_file(shown),
                ),
                Ok(found) if found.is_dir() && depth < DEEPEST => {
                    self.folder(&path, &below, &shown, depth + 1);
                }
                _ => match read_capped(&path, &shown, Code::TemplateFolder) {
                    Ok(bytes) => self.files.push(FolderFile {
                        path: below,
                        shown,
                        bytes,
                    }),
                    Err(mut reported) => {
                        reported.code = Code::TemplateFolder;
                        self.faults.push(reported);
                    }
                },
            }
        }
    }
}

fn fault(message: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::TemplateFolder, message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 2] = [("design/a.typ", "a"), ("public/b.typ", "b")];

    #[test]
    fn what_is_written_is_read_and_written_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path().join("書式");
        let written = write_templates(&folder, FILES.into_iter()).expect("written");
        assert_eq!(written.len(), 2);
        let read = read_templates(&folder).expect("read");
        let texts: Vec<(&str, &[u8])> = read
            .iter()
            .map(|f| (f.path.as_str(), f.bytes.as_slice()))
            .collect();
        assert_eq!(
            texts,
            [("design/a.typ", b"a".as_slice()), ("public/b.typ", b"b")]
        );
        fs::write(folder.join("Thumbs.db"), b"x").expect("a system file");
        fs::remove_file(folder.join("public/b.typ")).expect("removed");
        write_templates(&folder, FILES.into_iter()).expect("completed");
        assert_eq!(read_templates(&folder).expect("read").len(), 2);
    }

    #[test]
    fn what_is_not_ours_or_was_changed_is_left_alone() {
        for (path, content) in [("public/b.typ", "changed"), ("読んで.txt", "x")] {
            let dir = tempfile::tempdir().expect("a folder");
            fs::create_dir_all(dir.path().join("public")).expect("a folder");
            fs::write(dir.path().join(path), content).expect("a file");
            let faults = write_templates(dir.path(), FILES.into_iter()).expect_err(path);
            assert_eq!(faults[0].code, Code::TemplateFolder);
            assert!(faults[0].file.as_deref().is_some_and(|f| f.ends_with(path)));
            assert!(!dir.path().join("design").exists());
            assert_eq!(
                fs::read_to_string(dir.path().join(path)).expect("kept"),
                content
            );
        }
    }

    #[test]
    fn a_missing_folder_and_a_link_are_reported() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(
            read_templates(&dir.path().join("ない"))
                .expect_err("missing")
                .len(),
            1
        );
        #[cfg(unix)]
        {
            fs::create_dir(dir.path().join("t")).expect("a folder");
            std::os::unix::fs::symlink("/etc/hostname", dir.path().join("t/page.typ"))
                .expect("a link");
            let faults = read_templates(&dir.path().join("t")).expect_err("a link");
            assert!(faults[0].message.contains("リンク"), "{faults:?}");
        }
    }
}
