//! The world that Typst sees: the templates, `/data.json` (the view), `/page.json` (what of it stands on every page),
//! `/fonts.json` (the families that are there), `/document.json` (which template, and the theme) and `/attachments.json` (what
//! may be attached); for a page of the web `/files.json` (what it leads to). No packages, no plugins, no other
//! files, no network, no date of today, whatever a template of the office asks for.

use std::sync::{LazyLock, OnceLock};

use serde_json::json;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Value};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::templates::{Templates, file_id};
use super::{Attachment, Data, Press, failed, leaves};
use crate::diagnostic::Diagnostic;

/// `a11y-extras` gives row headers in tables, `html` pages of the web. `plugin` would run code of any origin.
/// What prints leaves is ours ([`leaves`]).
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::builder()
        .with_features([Feature::A11yExtras, Feature::Html].into_iter().collect())
        .build();
    let scope = library.global.scope_mut();
    scope.bind("plugin".into(), Binding::detached(Value::None));
    for (name, function) in leaves::functions() {
        scope.bind(name.into(), Binding::detached(function));
    }
    library.std = Binding::detached(library.global.clone());
    LazyHash::new(library)
});

/// One document's world.
pub(super) struct DocumentWorld<'a> {
    press: Press<'a>,
    main: FileId,
    /// The files that are data.
    data: Vec<(FileId, Bytes)>,
    /// Most documents attach nothing: what there is to attach becomes a file when it is read.
    attached: (FileId, &'a [Attachment], OnceLock<Bytes>),
}

impl<'a> DocumentWorld<'a> {
    /// A world whose main file is `template` and whose `/data.json` is the view of `data`.
    pub(super) fn with(
        press: Press<'a>,
        template: &str,
        data: &Data,
        attachments: &'a [Attachment],
    ) -> Result<Self, Vec<Diagnostic>> {
        let id = |path| file_id(path).ok_or_else(|| vec![failed(template, path)]);
        let document = json!({
            "template": template,
            "large": press.theme.large,
            "for_citizens": press.theme.for_citizens,
        })
        .to_string();
        Ok(Self {
            press,
            main: id(template)?,
            data: vec![
                (id("data.json")?, data.view.clone()),
                (id("page.json")?, data.page.clone()),
                (id("fonts.json")?, data.families.clone()),
                (id("document.json")?, Bytes::from_string(document)),
            ],
            attached: (id("attachments.json")?, attachments, OnceLock::new()),
        })
    }

    /// With one more file that is data, or with it instead of its namesake.
    pub(super) fn beside(mut self, path: &str, bytes: Bytes) -> Self {
        let id = file_id(path);
        self.data.retain(|(known, _)| Some(*known) != id);
        self.data.extend(id.map(|id| (id, bytes)));
        self
    }

    /// With nothing to attach.
    #[cfg(test)]
    pub(super) fn new(
        press: Press<'a>,
        template: &str,
        data: Vec<u8>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let families = press.fonts.families_json(&String::from_utf8_lossy(&data));
        let view = serde_json::from_slice(&data).unwrap_or_default();
        let data = Data {
            page: Bytes::from_string(super::on_every_page(&view).to_string()),
            view: Bytes::new(data),
            families: Bytes::from_string(families),
            replaced: Vec::new(),
        };
        Self::with(press, template, &data, &[])
    }

    /// The templates in use.
    pub(super) fn templates(&self) -> &'a Templates {
        self.press.templates
    }

    /// `headquarters/report.typ`
    pub(super) fn name(id: FileId) -> String {
        id.get().vpath().get_without_slash().to_owned()
    }
}

/// Why there is no such file.
fn not_there(id: FileId) -> FileError {
    let why = match id.get().root() {
        VirtualRoot::Package(package) => format!("パッケージは使えません（{package}）"),
        VirtualRoot::Project => format!(
            "プログラムの書式にないファイルは読めません（{}）",
            DocumentWorld::name(id)
        ),
    };
    FileError::Other(Some(why.into()))
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.press.templates.source(id).cloned();
        source.ok_or_else(|| not_there(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (attached, attachments, bytes) = &self.attached;
        if id == *attached {
            let bytes = bytes.get_or_init(|| Bytes::from_string(json!(attachments).to_string()));
            return Ok(bytes.clone());
        }
        match self.data.iter().find(|(known, _)| *known == id) {
            Some((_, bytes)) => Ok(bytes.clone()),
            None => self.source(id).map(Bytes::from_string),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
