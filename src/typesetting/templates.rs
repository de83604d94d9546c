//! The templates, embedded in the program; their paths are those under `templates/`. An office may replace them file by
//! file, and add none: what its folder holds comes in as bytes, and nothing else of it can be reached.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::{Deserialize, Serialize};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

use super::Rehearsal;
#[cfg(test)]
use super::test_templates::FOR_TESTS;
use super::typed::{self, TypedFigure};
use crate::diagnostic::{Code, Diagnostic};

macro_rules! embedded {
    ($($path:literal)*) => {
        /// Path and text of every template, sorted by path.
        pub(super) const ALL: &[(&str, &str)] = &[
            $(($path, include_str!(concat!("../../templates/", $path))),)*
        ];
    };
}

embedded! {
    "components/attachments.typ"
    "components/charts.typ"
    "components/correction.typ"
    "components/cover.typ"
    "components/digest.typ"
    "components/element-table.typ"
    "components/elements.typ"
    "components/figures.typ"
    "components/indicators.typ"
    "components/item.typ"
    "components/levels.typ"
    "components/office.typ"
    "components/opinions.typ"
    "components/outline.typ"
    "components/revisions.typ"
    "components/schedule.typ"
    "components/sections.typ"
    "components/sheets.typ"
    "components/short-item.typ"
    "components/stamp.typ"
    "components/tables.typ"
    "components/terms.typ"
    "components/trace.typ"
    "components/whole.typ"
    "council/correction.typ"
    "council/digest.typ"
    "council/report.typ"
    "council/sheets.typ"
    "design/page.typ"
    "design/plain-page.typ"
    "design/tokens.typ"
    "design/type.typ"
    "headquarters/correction.typ"
    "headquarters/list.typ"
    "headquarters/reference.typ"
    "headquarters/report.typ"
    "headquarters/sheets.typ"
    "public/correction.typ"
    "public/digest.typ"
    "public/report.typ"
    "web/body.typ"
    "web/charts.typ"
    "web/fragment.typ"
    "web/index.typ"
    "web/item.typ"
    "web/script.js"
    "web/style.css"
    "web/summary.typ"
}

#[cfg(not(test))]
const FOR_TESTS: &[(&str, &str)] = &[];

/// For measuring alone: no document is made with it, so nobody gets it to change.
const NO_DOCUMENT: &str = "design/plain-page.typ";

/// Parsed once; cloning a source is cheap.
static EMBEDDED: LazyLock<Templates> = LazyLock::new(|| Templates {
    sources: ALL
        .iter()
        .chain(FOR_TESTS)
        .filter_map(|(path, text)| Some(Source::new(file_id(path)?, (*text).to_owned())))
        .collect(),
    ..Templates::default()
});

/// A file of the office's own folder of templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFile {
    /// Below the folder, with `/`: `public/report.typ`.
    pub path: String,
    /// As messages name it.
    pub shown: String,
    pub bytes: Vec<u8>,
}

/// The templates of a run: the embedded ones, some of them replaced.
#[derive(Debug, Default)]
pub struct Templates {
    sources: Vec<Source>,
    /// Path and shown name of each that the office replaced.
    replaced: BTreeMap<String, String>,
    /// Pages that a document may have where any is replaced.
    most_pages: Option<usize>,
    rehearsal: Option<Rehearsal>,
    /// Figures typed into each of the sources, found when a document is first made.
    typed: OnceLock<Vec<Vec<TypedFigure>>>,
}

impl Templates {
    /// Those of the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Those of the program, with these instead of their namesakes.
    ///
    /// # Errors
    /// D009 for each file that is no template of the program or no UTF-8 text.
    pub fn replaced_by(files: Vec<TemplateFile>) -> Result<Self, Vec<Diagnostic>> {
        let mut templates = Self {
            sources: EMBEDDED.sources.clone(),
            ..Self::default()
        };
        let mut faults = Vec::new();
        for file in files {
            match source(&file) {
                Ok(new) => {
                    let old = templates.sources.iter_mut().find(|s| s.id() == new.id());
                    if let Some(old) = old.filter(|old| old.text() != new.text()) {
                        *old = new;
                        templates.replaced.insert(file.path, file.shown);
                    }
                }
                Err(fault) => faults.push(*fault),
            }
        }
        if faults.is_empty() {
            Ok(templates)
        } else {
            Err(faults)
        }
    }

    /// Path and text of each embedded template that a document is made with.
    pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
        ALL.iter().copied().filter(|(path, _)| *path != NO_DOCUMENT)
    }

    /// Whether the office replaced any. A file that it left as it was written replaces none.
    pub fn any_replaced(&self) -> bool {
        !self.replaced.is_empty()
    }

    /// The files of the office that are used.
    pub fn replaced_files(&self) -> Vec<TemplateFile> {
        let replaced = self.replaced.iter().filter_map(|(path, shown)| {
            let source = self.source(file_id(path)?)?;
            Some(TemplateFile {
                path: path.clone(),
                shown: shown.clone(),
                bytes: source.text().as_bytes().to_vec(),
            })
        });
        replaced.collect()
    }

    /// With a document of more pages being a fault.
    pub fn at_most(mut self, pages: usize) -> Self {
        self.most_pages = Some(pages);
        self
    }

    /// [`at_most`](Self::at_most), and each document that a replaced file may be part of is first tried so.
    pub fn rehearsed(mut self, pages: usize, rehearsal: Rehearsal) -> Self {
        self.rehearsal = Some(rehearsal);
        self.at_most(pages)
    }

    /// How a document is tried before it is made.
    pub(super) fn rehearsal(&self, document: &str) -> Option<&Rehearsal> {
        self.rehearsal.as_ref().filter(|_| self.touches(document))
    }

    /// Whether a replaced file may be part of a document.
    fn touches(&self, document: &str) -> bool {
        let folder = document.split('/').next().unwrap_or_default();
        self.of_body(folder).any(|source| {
            let path = source.id().get().vpath().get_without_slash();
            self.replaced.contains_key(path)
        })
    }

    /// D009 where a document that a replaced file may be part of has more pages than it may.
    pub(super) fn hold_pages(&self, document: &str, pages: usize) -> Result<(), Diagnostic> {
        match self.most_pages {
            Some(most) if pages > most && self.touches(document) => Err(Diagnostic::new(
                Code::TemplateOverride,
                format!(
                    "差し替えた書式で {document} を組むと {pages}ページになり、上限（{most}ページ）を超えます。"
                ),
                "差し替えた書式に、余分な改ページの繰り返しがないかを確かめてください。計画がとても大きいときは、上限を --template-pages で示してください。",
            )
            .found(self.replaced().collect::<Vec<_>>().join("、"))),
            _ => Ok(()),
        }
    }

    /// The files of the office that are used, as messages name them.
    pub fn replaced(&self) -> impl Iterator<Item = &str> {
        self.replaced.values().map(String::as_str)
    }

    /// The words of a body's templates (`public`) and of those that all share, one after the other: what stands in a
    /// document without being of its view.
    pub fn words(&self, folder: &str) -> String {
        let lines = self.of_body(folder).flat_map(|s| s.text().lines());
        let printed: Vec<&str> = lines
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect();
        printed.join("\n")
    }

    fn of_body(&self, folder: &str) -> impl Iterator<Item = &Source> {
        let sources = self.sources.iter();
        sources.filter(move |source| Self::is_of_body(source, folder))
    }

    /// Whether it is a template of this body, or one that all share.
    fn is_of_body(source: &Source, folder: &str) -> bool {
        let path = source.id().get().vpath().get_without_slash();
        let first = path.split('/').next().unwrap_or_default();
        [folder, "components", "design"].contains(&first)
    }

    /// Figures typed into the templates of the body that this document is for, or into those that all share.
    pub(super) fn typed_figures(&self, document: &str) -> Vec<TypedFigure> {
        let folder = document.split('/').next().unwrap_or_default();
        let of_source = |s: &Source| {
            let path = s.id().get().vpath().get_without_slash();
            // Style and script hold measures.
            if path.ends_with(".typ") {
                typed::of(path, s)
            } else {
                Vec::new()
            }
        };
        let typed = self
            .typed
            .get_or_init(|| self.sources.iter().map(of_source).collect());
        let sources = self.sources.iter().zip(typed);
        let of_body = sources.filter(|(source, _)| Self::is_of_body(source, folder));
        of_body.flat_map(|(_, typed)| typed).cloned().collect()
    }

    /// The text of a template.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.source(file_id(path)?).map(Source::text)
    }

    /// The name of the office's own file at this path, for messages.
    pub(super) fn shown(&self, path: &str) -> Option<&str> {
        self.replaced.get(path).map(String::as_str)
    }

    pub(super) fn source(&self, id: FileId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id() == id)
    }
}

/// A path below the root of the world.
pub(super) fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn source(file: &TemplateFile) -> Result<Source, Box<Diagnostic>> {
    let known = Templates::files().any(|(path, _)| path == file.path);
    let Some(id) = file_id(&file.path).filter(|_| known) else {
        return Err(Box::new(
            Diagnostic::new(
                Code::TemplateOverride,
                "書式のフォルダーに、プログラムの書式にない名前のファイルがあります。",
                "書式を差し替えるファイルは、gyokaku templates で書き出されるものと同じ名前にし、\
                 それ以外のファイルは、フォルダーの外に移してください。",
            )
            .in_file(&file.shown),
        ));
    };
    match String::from_utf8(file.bytes.clone()) {
        Ok(text) => Ok(Source::new(
            id,
            text.trim_start_matches('\u{feff}').replace("\r\n", "\n"),
        )),
        Err(_) => Err(Box::new(
            Diagnostic::new(
                Code::TemplateOverride,
                "書式のファイルを文字として読めません。",
                "文字コードを UTF-8 にして、保存し直してください。",
            )
            .in_file(&file.shown),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, TemplateFile, Templates};

    #[test]
    fn every_template_of_the_folder_is_embedded() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        #[expect(
            clippy::disallowed_methods,
            reason = "compares the folder with the table"
        )]
        let names = |folder: &std::path::Path| -> Vec<String> {
            let entries = std::fs::read_dir(folder).unwrap();
            let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
            entries
                .map(|e| name(e).to_string_lossy().into_owned())
                .collect()
        };
        // What is no template of a document.
        let parts = names(&folder);
        let parts = parts
            .iter()
            .filter(|part| !["plan", "windows"].contains(&part.as_str()));
        for part in parts {
            for name in names(&folder.join(part)) {
                let name = format!("{part}/{name}");
                assert!(ALL.iter().any(|(path, _)| *path == name), "{name}");
            }
        }
        assert!(ALL.is_sorted());
    }

    fn file(path: &str, bytes: &[u8]) -> TemplateFile {
        TemplateFile {
            path: path.to_owned(),
            shown: format!("書式/{path}"),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn only_templates_of_the_program_are_replaced() {
        let templates = Templates::replaced_by(vec![file("public/report.typ", b"= x")]).unwrap();
        assert!(templates.any_replaced());
        assert_eq!(
            templates.shown("public/report.typ"),
            Some("書式/public/report.typ")
        );
        assert!(templates.words("public").contains("= x"));
        for (path, bytes) in [
            ("public/other.typ", b"x".as_slice()),
            ("design/plain-page.typ", b"x"),
            ("../report.typ", b"x"),
            ("logo.png", b"\x89PNG"),
            ("public/report.typ", b"\xff\xfe"),
        ] {
            let faults = Templates::replaced_by(vec![file(path, bytes)]).unwrap_err();
            assert_eq!(faults.len(), 1, "{path}");
            assert_eq!(faults[0].file, Some(format!("書式/{path}")));
        }
    }
}
