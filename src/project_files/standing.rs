//! What a cycle's folder of outputs holds already, to say where the work stands.

use super::path::{child, entries};
use super::returned::read_capped;
use super::{FORMS, OUTPUT, ProjectFiles};
use crate::diagnostic::Code;

/// What was made of a cycle and is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Workbooks in 様式/.
    pub forms: usize,
    /// Papers of the bodies, as the last report listed them.
    pub papers: usize,
    /// Whether 提出/ was checked: 点検結果.xlsx is there.
    pub checked: bool,
}

impl ProjectFiles {
    /// What stands in output/<cycle>/.
    pub fn made(&self, cycle_folder: &str) -> Made {
        let folder = self.output_of(cycle_folder);
        let forms = entries(&child(&folder, FORMS)).unwrap_or_default();
        let is_form = |name: &str| name.ends_with(".xlsx") && !name.starts_with("~$");
        let listed = self.last_outputs(cycle_folder);
        let is_paper = |path: &str| {
            let at = path
                .split('/')
                .fold(folder.clone(), |at, name| child(&at, name));
            path.contains('/') && !path.starts_with(CHECKED) && at.is_file()
        };
        Made {
            forms: forms.iter().filter(|(name, _)| is_form(name)).count(),
            papers: listed.iter().filter(|path| is_paper(path)).count(),
            checked: child(&child(&folder, "点検"), "点検結果.xlsx").is_file(),
        }
    }

    /// Whether output/<cycle>/<path> is there.
    pub fn has_output(&self, cycle_folder: &str, path: &str) -> bool {
        self.below(&format!("{OUTPUT}/{cycle_folder}/{path}"))
            .is_file()
    }

    /// The bytes of output/<cycle>/<path>; `None` where it is not there or can't be read.
    pub fn output(&self, cycle_folder: &str, path: &str) -> Option<Vec<u8>> {
        let shown = format!("{OUTPUT}/{cycle_folder}/{path}");
        read_capped(&self.below(&shown), &shown, Code::FileUnreadable).ok()
    }
}

/// The office's own folder below output/<cycle>/, which holds no paper of a body.
const CHECKED: &str = "点検/";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_papers_that_are_there_are_counted() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = ProjectFiles::new(dir.path().into());
        assert_eq!(files.made("令和7年度"), Made::default());
        let record = r#"{"outputs":["公表/報告書.pdf","公表/失われた.pdf","点検/点検結果.xlsx"]}"#;
        let put = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
        let all = [
            put("様式/01.xlsx", "x"),
            put("様式/~$01.xlsx", "x"),
            put("公表/報告書.pdf", "x"),
            put("点検/点検結果.xlsx", "x"),
            put("record.json", record),
        ];
        assert_eq!(files.write_all("令和7年度", &all), []);
        let made = Made {
            forms: 1,
            papers: 1,
            checked: true,
        };
        assert_eq!(files.made("令和7年度"), made);
    }
}
