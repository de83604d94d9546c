//! The world that Typst sees: embedded templates, `/data.json` (the view), `/fonts.json` (the
//! families that are there) and `/document.json` (which template). No packages, no files, no network,
//! no date of today.

use std::sync::LazyLock;

use serde_json::json;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::fonts::Fonts;
use super::typed::{self, TypedFigure};
use super::{failed, templates};
use crate::diagnostic::Diagnostic;

/// `a11y-extras` gives row headers in tables.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    LazyHash::new(
        Library::builder()
            .with_features([Feature::A11yExtras].into_iter().collect())
            .build(),
    )
});

/// Parsed once; cloning a source is cheap.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    templates::ALL
        .iter()
        .chain(templates::FOR_TESTS)
        .filter_map(|(path, text)| Some(Source::new(file_id(path)?, (*text).to_owned())))
        .collect()
});

/// One document's world.
pub(super) struct DocumentWorld<'a> {
    fonts: &'a Fonts,
    main: FileId,
    data_id: FileId,
    data: Bytes,
    families_id: FileId,
    families: Bytes,
    document_id: FileId,
    document: Bytes,
}

impl<'a> DocumentWorld<'a> {
    /// A world whose main file is `template` and whose `/data.json` is `data`.
    pub(super) fn new(
        fonts: &'a Fonts,
        template: &str,
        data: Vec<u8>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let id = |path| file_id(path).ok_or_else(|| vec![failed(template, path)]);
        Ok(Self {
            fonts,
            main: id(template)?,
            data_id: id("data.json")?,
            data: Bytes::new(data),
            families_id: id("fonts.json")?,
            families: Bytes::from_string(fonts.families_json()),
            document_id: id("document.json")?,
            document: Bytes::from_string(json!({ "template": template }).to_string()),
        })
    }

    /// Figures typed into any of the templates that this world holds.
    pub(super) fn typed_figures(&self) -> Vec<TypedFigure> {
        static TYPED: LazyLock<Vec<TypedFigure>> = LazyLock::new(|| {
            let own = SOURCES.iter().take(templates::ALL.len());
            own.flat_map(|source| typed::of(&DocumentWorld::name(source.id()), source))
                .collect()
        });
        TYPED.clone()
    }

    /// `headquarters/report.typ`
    pub(super) fn name(id: FileId) -> String {
        id.get().vpath().get_without_slash().to_owned()
    }
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES
            .iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| FileError::NotFound(Self::name(id).into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        if id == self.families_id {
            return Ok(self.families.clone());
        }
        if id == self.document_id {
            return Ok(self.document.clone());
        }
        self.source(id).map(Bytes::from_string)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
