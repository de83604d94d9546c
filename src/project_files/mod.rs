//! input/ and output/: the only place that touches the file system. Paths are reported to the office
//! relative to the working directory and with `/`; names are compared in NFC, since a Mac sends NFD.
//! What stands in a file is none of its business: bytes come in and go out.
//!
//! On Windows a path beyond 260 characters works because the root is made absolute first (the standard
//! library then uses the long form), and files are replaced by its own rename for the same reason.
//!
//! # Cut off at any time
//!
//! Every change to the disk goes through [`step`]; in tests any step can be refused. A file is written beside its place, brought
//! onto the disk, renamed, and its folder brought onto the disk (Windows can't do the last). Before the first file whose
//! name no list has, the [`journal`] names them all, and forms with their digests; it goes when record.json, check.json and
//! forms.json stand. So the next run knows the files of one that was cut off: it removes what it does not make itself, and takes
//! no form for edited. Temp files and folders (`.gyokaku-*.tmp`) are swept by whoever has the lock, below output/ and input/ but not
//! in 提出/. 確定/ is made as a temp folder and renamed. Where the journal can't be written, nothing is.
//!
//! check.json lists what `check`, `forms` and `report` wrote into 点検/, so that the next of them removes what it no longer writes.

#![expect(
    clippy::disallowed_methods,
    reason = "this module is the one place that touches files"
)]

mod archive;
mod fault;
mod forms;
mod frozen;
mod held;
mod init;
mod journal;
mod lock;
mod outputs;
mod path;
mod replace;
mod returned;
mod standing;
pub(crate) mod step;
mod system_files;
mod template_folder;

use std::fs;
use std::path::{Path, PathBuf};

use archive::Archived;
pub use archive::{EARLIER, EARLIER_OF_FORMS, INVENTORY, PAPERS, frozen_papers};
pub use forms::FormsWritten;
pub use lock::RunLock;
pub use returned::ReturnedFile;
pub use standing::Made;
pub use template_folder::{FolderFile, read_templates, write_templates};

use crate::diagnostic::{Code, Diagnostic};
use crate::values::japanese_text::nfc;
use path::{child, join_shown};
use returned::read_capped;

/// The register's name in input/.
pub const REGISTER: &str = "計画台帳.xlsx";

const INPUT: &str = "input";
const OUTPUT: &str = "output";
/// The folder of the forms below output/<cycle>/.
const FORMS: &str = "様式";
const RETURNED: &str = "提出";
/// The record's name in output/<cycle>/ and in 確定/.
pub const RECORD: &str = "record.json";
const FROZEN: &str = "確定";
/// The name of what the office writes into the papers, in input/<cycle>/ and in 確定/.
pub const OFFICE: &str = "事務局.xlsx";
/// The workbook of the rows that `next` says the register needs, below output/<cycle>/.
pub const NEXT_ROWS: &str = "点検/計画台帳に足す行.xlsx";
const FONT_ENDINGS: [&str; 3] = [".ttf", ".otf", ".ttc"];

/// A working directory: the folder that holds input/ and output/.
#[derive(Clone, Debug)]
pub struct ProjectFiles {
    root: PathBuf,
    /// The root as it was given, for messages.
    given: String,
    /// Where a closed cycle is read from its 確定/ alone.
    archived: Option<Archived>,
}

impl ProjectFiles {
    /// The working directory at `root`; nothing is read yet.
    pub fn new(root: PathBuf) -> Self {
        let given = root.display().to_string();
        let root = std::path::absolute(&root).unwrap_or(root);
        Self {
            root,
            given,
            archived: None,
        }
    }

    /// The bytes of input/計画台帳.xlsx.
    ///
    /// # Errors
    /// O001 when the working directory, input/ or the register is missing; R001 when it can't be read.
    pub fn register(&self) -> Result<Vec<u8>, Diagnostic> {
        self.root_present()?;
        if let Some(archived) = &self.archived {
            return self.archived_register(archived);
        }
        let shown = join_shown(INPUT, REGISTER);
        let input = child(&self.root, INPUT);
        if !input.is_dir() {
            return Err(Diagnostic::new(
                Code::InputMissing,
                format!(
                    "作業フォルダー「{}」に {INPUT} フォルダーがありません。",
                    self.given
                ),
                self.where_to_look(),
            ));
        }
        let path = child(&input, REGISTER);
        if fs::symlink_metadata(&path).is_err() {
            return Err(register_missing(&input).in_file(shown));
        }
        read_capped(&path, &shown, Code::RegisterUnreadable)
    }

    /// The frozen record of a closed cycle, input/<cycle>/確定/record.json; `None` where there is none.
    ///
    /// # Errors
    /// S002 when it is there and can't be read as text.
    pub fn frozen_record(&self, cycle_folder: &str) -> Result<Option<String>, Diagnostic> {
        let shown = format!("{}/{RECORD}", self.frozen_of(cycle_folder));
        let path = self.below(&shown);
        if fs::symlink_metadata(&path).is_err() {
            return Ok(None);
        }
        let bytes = read_capped(&path, &shown, Code::PreviousUnreadable)?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Diagnostic::new(
                Code::PreviousUnreadable,
                "確定した記録を文字として読めません。内容が壊れている可能性があります。",
                "確定したときの record.json を置き直してください。",
            )
            .in_file(shown)
        })?;
        Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
    }

    /// The bytes of input/<cycle>/事務局.xlsx; `None` where there is none.
    ///
    /// # Errors
    /// R001 when it is there and can't be read.
    pub fn office_texts(&self, cycle_folder: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let shown = self.office_texts_of(cycle_folder);
        let path = self.below(&shown);
        if fs::symlink_metadata(&path).is_err() {
            return Ok(None);
        }
        read_capped(&path, &shown, Code::RegisterUnreadable).map(Some)
    }

    /// The register as it stood when a cycle was closed, input/<cycle>/確定/計画台帳.xlsx; `None` where no copy was kept
    /// or it can't be read.
    pub fn frozen_register(&self, cycle_folder: &str) -> Option<Vec<u8>> {
        let frozen = self.frozen_of(cycle_folder);
        let shown = format!("{frozen}/{REGISTER}");
        let record = self.below(&format!("{frozen}/{RECORD}"));
        if fs::symlink_metadata(record).is_err() {
            return None;
        }
        read_capped(&self.below(&shown), &shown, Code::RegisterUnreadable).ok()
    }

    /// The text of a record.json that someone names: a path as it was typed, from the folder in which the program runs.
    ///
    /// # Errors
    /// O007 where it is missing, can't be read, or is no text.
    pub fn record_at(path: &str) -> Result<String, Diagnostic> {
        let bytes = read_capped(Path::new(path), path, Code::RecordUnreadable)?;
        String::from_utf8(bytes)
            .map(|text| text.trim_start_matches('\u{feff}').to_owned())
            .map_err(|_| {
                Diagnostic::new(
                    Code::RecordUnreadable,
                    "記録を文字として読めません。",
                    "このプログラムが作った record.json を指定してください。",
                )
                .in_file(path)
            })
    }

    /// Whether the working directory holds a register.
    pub fn has_register(&self) -> bool {
        self.below(&format!("{INPUT}/{REGISTER}")).is_file()
    }

    /// Writes a file where someone asks for it, from the folder in which the program runs, whole or not at all.
    ///
    /// # Errors
    /// O002 or O003 where it can't be written.
    pub fn write_at(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        let shown = path.display().to_string();
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let (Some(folder), Some(name)) = (whole.parent(), whole.file_name()) else {
            let error = std::io::Error::from(std::io::ErrorKind::IsADirectory);
            return Err(fault::unwritable(&shown, &error));
        };
        replace::replace(folder, &name.to_string_lossy(), bytes, &shown).map(|_| ())
    }

    /// The fonts in fonts/ of the working directory as `(file name, bytes)`, by name, and a warning for each that
    /// can't be read.
    pub fn fonts(&self) -> (Vec<(String, Vec<u8>)>, Vec<Diagnostic>) {
        let folder = child(&self.root, "fonts");
        let mut fonts = Vec::new();
        let mut faults = Vec::new();
        for (name, path) in path::entries(&folder).unwrap_or_default() {
            let lower = name.to_ascii_lowercase();
            if !FONT_ENDINGS.iter().any(|e| lower.ends_with(e)) || name.starts_with("._") {
                continue;
            }
            match read_capped(&path, &join_shown("fonts", &name), Code::FileUnreadable) {
                Ok(bytes) => fonts.push((name, bytes)),
                Err(fault) => faults.push(fault.lesser()),
            }
        }
        (fonts, faults)
    }

    /// What to do about a working directory without input/: perhaps input/ itself was given, or what lies in it.
    fn where_to_look(&self) -> String {
        let mut above = self.root.ancestors().skip(1).take(3);
        let found = above.find(|at| child(&child(at, INPUT), REGISTER).is_file());
        match found {
            Some(folder) => format!(
                "作業フォルダーは、{INPUT} の1つ上のフォルダー（{}）です。そこを指定してください。",
                folder.display()
            ),
            None => "作業フォルダーの場所を --root で指定してください。初めて使う場合は gyokaku init を実行してください。".to_owned(),
        }
    }

    /// `Err` (O001) unless the working directory is a folder.
    fn root_present(&self) -> Result<(), Diagnostic> {
        if self.root.is_dir() {
            return Ok(());
        }
        Err(Diagnostic::new(
            Code::InputMissing,
            format!("作業フォルダー「{}」がありません。", self.given),
            "--root に指定したフォルダーの場所を確かめてください。",
        ))
    }

    /// The path of a place that is reported as `shown` (`output/令和7年度/record.json`).
    fn below(&self, shown: &str) -> PathBuf {
        shown
            .split('/')
            .fold(self.root.clone(), |folder, name| child(&folder, name))
    }
}

/// input/<cycle>/事務局.xlsx, as messages name it.
pub fn office_texts_name(cycle_folder: &str) -> String {
    format!("{INPUT}/{cycle_folder}/{OFFICE}")
}

/// The register is not there; names of its kind beside it are reported.
fn register_missing(input: &Path) -> Diagnostic {
    let similar: Vec<String> = path::entries(input)
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| nfc(&name))
        .filter(|name| name.contains("台帳") && !name.starts_with("~$"))
        .collect();
    let hint = if similar.is_empty() {
        format!(
            "{REGISTER} を {INPUT} フォルダーに置いてください。初めて使う場合は gyokaku init を実行すると作成されます。"
        )
    } else {
        format!(
            "似た名前のファイルがあります（{}）。計画台帳であれば、名前を {REGISTER} にしてください。",
            similar.join("、")
        )
    };
    Diagnostic::new(Code::InputMissing, "計画台帳がありません。", hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn what_is_missing_is_named() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().join("ない"));
        let fault = files.register().expect_err("no root");
        assert_eq!(fault.code, Code::InputMissing);
        assert!(fault.message.contains("ない"), "{}", fault.message);

        let files = ProjectFiles::new(dir.path().to_path_buf());
        let fault = files.register().expect_err("no input");
        assert!(fault.message.contains("input フォルダーがありません"));

        fs::create_dir(dir.path().join("input")).expect("input");
        fs::write(dir.path().join("input/計画台帳 (1).xlsx"), b"x").expect("a similar name");
        let fault = files.register().expect_err("no register");
        assert_eq!(fault.file.as_deref(), Some("input/計画台帳.xlsx"));
        assert!(fault.hint.contains("計画台帳 (1).xlsx"), "{}", fault.hint);

        fs::write(dir.path().join("input/計画台帳.xlsx"), b"register").expect("the register");
        assert_eq!(files.register().expect("the register"), b"register");
    }

    #[test]
    fn a_register_that_is_a_folder_is_reported() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join("input/計画台帳.xlsx")).expect("a folder");
        let fault = ProjectFiles::new(dir.path().into())
            .register()
            .expect_err("a folder");
        assert_eq!(fault.code, Code::RegisterUnreadable);
        assert!(fault.message.contains("フォルダー"), "{}", fault.message);
    }

    #[test]
    fn the_frozen_record_is_found_under_an_nfd_name() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        assert_eq!(files.frozen_record("令和7年度サポート"), Ok(None));
        let nfd = dir.path().join("input/令和7年度サホ\u{309a}ート/確定");
        fs::create_dir_all(&nfd).expect("folders");
        fs::write(nfd.join("record.json"), "\u{feff}{}").expect("a record");
        assert_eq!(
            files.frozen_record("令和7年度サポート"),
            Ok(Some("{}".to_owned()))
        );
        fs::write(nfd.join("record.json"), b"\xff\xfe").expect("a broken record");
        let fault = files
            .frozen_record("令和7年度サポート")
            .expect_err("no text");
        assert_eq!(fault.code, Code::PreviousUnreadable);
    }

    #[test]
    fn fonts_come_by_name_and_only_fonts() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        assert_eq!(files.fonts(), (vec![], vec![]));
        fs::create_dir_all(dir.path().join("fonts/folder.ttf")).expect("a folder");
        for name in ["b.TTF", "a.otf", "c.ttc", "読み方.txt", "._a.otf"] {
            fs::write(dir.path().join("fonts").join(name), name).expect("a file");
        }
        let (fonts, faults) = files.fonts();
        let names: Vec<&str> = fonts.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["a.otf", "b.TTF", "c.ttc"]);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].severity, Severity::Warning);
    }
}
