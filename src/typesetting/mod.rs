//! Typesetting: a view as JSON and a template become a PDF or a page of the web, and its traces. The only module that
//! names a typst crate. It knows no domain type and touches neither network nor clock; fonts of the
//! system are read through fontdb, everything else comes in as bytes.
//!
//! What a view says reaches Typst as data only (`/data.json`). A template prints each leaf through
//! `show-text` or `fig`, which leave a trace; so what stands on a page can be held against the view.
//!
//! # What a template must mind
//!
//! - Brackets come from BIZ UDGothic and BIZ UDMincho (`design/tokens.typ`): Typst halves BIZ UDP's, which are half an em
//!   already. Names and titles go through `show-name`, `tied` or `names`, which keep their last word together and tear no short
//!   word of katakana; typed texts through `show-text` and `show-paragraphs`, which keep the last three or four characters
//!   together (more would leave gaps in justified lines, which readers take for spaces). Long texts are justified on the whole
//!   width alone, and never in large type. A twin ([`twins`]) is folded alike in the disclosure search.
//! - What stands in a cell, a block or a grid is a paragraph (`par`, `lines`) where something stands beside it, else both are
//!   read as one. A label over a text is a heading (`label-line` with its level); several points are an `enum` or `list`.
//! - Typst lays out again what it measures, in every iteration, and lays every cell of a row that may not break out twice.
//!   What it looks for with a pattern costs more than to set what was found, and a function that a table asks for its look is
//!   called for each cell: so lines and leaves are set by the program ([`breaks`], [`leaves`]), and a table says each column's look once. A
//!   function is called with all that stands in its arguments hashed: it gets an id or a length rather than an item or a view.
//!   So a template asks where something stood before (`on-one-sheet`), computes from texts (`digest`), or tries where the last
//!   trial points to (`fitting`), rather than measure whole drawings; and it looks things up by key, since `find` goes through
//!   all items each time. `cargo bench --bench pipeline -- pages` holds a page of every document against one plain page.

mod attachments;
mod bounds;
mod breaks;
mod character_kinds;
mod characters;
mod embedded_fonts;
mod fonts;
mod glyphs;
mod lean;
mod leaves;
mod page_text;
mod pdf;
mod printing;
mod rehearsal;
mod templates;
mod trace;
mod twins;
mod typed;
mod web;
mod world;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod test_templates;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod view_fields;
#[cfg(test)]
mod web_tests;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::diagnostic::{Code, Diagnostic};

pub use attachments::{Attachment, Relationship};
pub use bounds::CutOff;
pub use characters::{CharacterSet, Coverage};
pub use embedded_fonts::{BUILT_IN, LICENSES};
pub use fonts::{FontEntry, Fonts, Origin};
pub use glyphs::Replaced;
pub use lean::Next;
pub use page_text::PageText;
pub use rehearsal::Rehearsal;
pub use templates::{TemplateFile, Templates};
pub use trace::Trace;
pub use twins::twin_on_page;
pub use typed::TypedFigure;
pub use web::{Extent, LinkedFile, Page, WebPage};

/// A finished document.
#[derive(Clone, Debug)]
pub struct Typeset {
    /// PDF/A-3a and PDF/UA-1; the same view and fonts give the same bytes.
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// Every leaf that was printed, in the order of the pages.
    pub traces: Vec<Trace>,
    /// What stands on each page, as printed.
    pub texts: Vec<PageText>,
    /// Glyphs beyond the edge of their page or of what clips them.
    pub cut_off: Vec<CutOff>,
    /// Characters that no font has and that have no twin, printed as 〓.
    pub replaced: Vec<Replaced>,
    /// Figures that stand in the templates themselves.
    pub typed: Vec<TypedFigure>,
    /// What Typst warned of, as `file:line message`. A warning is a fault of a template.
    pub warnings: Vec<String>,
}

/// What documents of a view are made of.
#[derive(Clone, Debug)]
pub struct Data {
    /// JSON
    view: Bytes,
    /// What of it stands on every page, JSON.
    page: Bytes,
    /// The families of fonts for it, JSON.
    families: Bytes,
    /// Characters that no font has.
    replaced: Vec<Replaced>,
}

/// How documents for some readers look beside others of the same design; templates find it in `/document.json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// In larger type throughout.
    pub large: bool,
    /// For readers who need not know the words of administration.
    pub for_citizens: bool,
}

/// What the documents of a run are typeset with.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    pub fonts: &'a Fonts,
    pub templates: &'a Templates,
    pub theme: Theme,
}

impl<'a> Press<'a> {
    /// With the embedded templates.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            templates: Templates::embedded(),
            theme: Theme::default(),
        }
    }

    /// The same with another theme.
    #[must_use]
    pub fn with(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// What documents are made of, for [`typeset_data`](Self::typeset_data): the view as it can be printed.
    ///
    /// The view must hold `head.date` (year, month, day), which dates the document.
    ///
    /// # Errors
    /// The view can't be written as JSON.
    pub fn data(&self, view: &impl Serialize) -> Result<Data, Vec<Diagnostic>> {
        let not_written = |e: serde_json::Error| vec![failed("data.json", &e.to_string())];
        let mut json = serde_json::to_value(view).map_err(not_written)?;
        let replaced = glyphs::make_printable(self.fonts, &mut json);
        let text = serde_json::to_string(&json).map_err(not_written)?;
        let families = self.fonts.families_json(&text);
        Ok(Data {
            view: Bytes::from_string(text),
            page: Bytes::from_string(on_every_page(&json).to_string()),
            families: Bytes::from_string(families),
            replaced,
        })
    }

    /// Typesets a view with a template (`headquarters/report.typ`). The attachments are there for a template that
    /// attaches them.
    ///
    /// # Errors
    /// As [`data`](Self::data) and [`typeset_data`](Self::typeset_data).
    pub fn typeset(
        &self,
        template: &str,
        view: &impl Serialize,
        attachments: &[Attachment],
    ) -> Result<Typeset, Vec<Diagnostic>> {
        self.typeset_data(template, &self.data(view)?, attachments)
    }

    /// Typesets what [`data`](Self::data) gave.
    ///
    /// # Errors
    /// D004 for each fault that Typst finds: a fault of the program, since texts are data. D009 where templates of the
    /// office are in use.
    pub fn typeset_data(
        &self,
        template: &str,
        data: &Data,
        attachments: &[Attachment],
    ) -> Result<Typeset, Vec<Diagnostic>> {
        self.lay_out(template, data, attachments, Next::Another)?
            .finished()
    }

    /// Lays out what [`data`](Self::data) gave. Documents that share much are laid out one after the other, and finished when
    /// Typst no longer needs to remember them ([`forget`](Self::forget)).
    ///
    /// # Errors
    /// As [`typeset_data`](Self::typeset_data).
    pub fn lay_out<'b>(
        &self,
        template: &str,
        data: &Data,
        attachments: &'b [Attachment],
        next: Next,
    ) -> Result<LaidOut<'b>, Vec<Diagnostic>>
    where
        'a: 'b,
    {
        self.rehearse(template, data, attachments)?;
        let world = world::DocumentWorld::with(*self, template, data, attachments)?;
        let (document, warnings) = guarded(template, || pdf::compile(&world, next))?;
        let held = self.templates.hold_pages(template, document.pages().len());
        held.map_err(|fault| vec![fault])?;
        Ok(LaidOut {
            world,
            template: template.to_owned(),
            document,
            warnings,
            replaced: data.replaced.clone(),
        })
    }

    /// Makes a page of the web of what [`data`](Self::data) gave.
    ///
    /// # Errors
    /// As [`typeset_data`](Self::typeset_data).
    pub fn web_page(&self, page: &Page<'_>, data: &Data) -> Result<WebPage, Vec<Diagnostic>> {
        self.rehearse(page.template, data, &[])?;
        guarded(page.template, || web::make(*self, page, data))
    }

    /// Has a document tried first where templates of the office are in use.
    fn rehearse(
        &self,
        template: &str,
        data: &Data,
        attachments: &[Attachment],
    ) -> Result<(), Vec<Diagnostic>> {
        let Some(rehearsal) = self.templates.rehearsal(template) else {
            return Ok(());
        };
        let view = serde_json::from_slice(&data.view)
            .map_err(|e| vec![failed(template, &e.to_string())])?;
        rehearsal.hold(template, self.theme, &view, attachments)
    }

    /// The number of pages of a document that Typst compiles and exports as anyone would, with nothing read from it: what
    /// the bench holds a run against.
    ///
    /// # Errors
    /// As [`typeset_data`](Self::typeset_data).
    pub fn typst_alone(
        &self,
        template: &str,
        data: &Data,
        attachments: &[Attachment],
    ) -> Result<usize, Vec<Diagnostic>> {
        let world = world::DocumentWorld::with(*self, template, data, attachments)?;
        let document = typst::compile(&world).output;
        let document = document.map_err(|_| vec![failed(template, "Typst")])?;
        pdf::export(&world, &document).map(|_| document.pages().len())
    }

    /// Lets Typst forget what it remembers of documents so far, to be faster with the next: its memory is freed.
    pub fn forget(&self) {
        typst::comemo::evict(0);
    }
}

/// A document whose pages stand, before it is a PDF.
pub struct LaidOut<'a> {
    world: world::DocumentWorld<'a>,
    template: String,
    document: PagedDocument,
    warnings: Vec<String>,
    replaced: Vec<Replaced>,
}

impl std::fmt::Debug for LaidOut<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LaidOut")
            .field("template", &self.template)
            .finish_non_exhaustive()
    }
}

impl LaidOut<'_> {
    /// The PDF, and what stands in it.
    ///
    /// # Errors
    /// As [`Press::typeset_data`].
    pub fn finished(self) -> Result<Typeset, Vec<Diagnostic>> {
        let Self {
            world,
            template,
            document,
            warnings,
            replaced,
        } = self;
        guarded(&template, || {
            Ok(Typeset {
                pages: document.pages().len(),
                traces: trace::of(document.introspector().as_ref()),
                texts: page_text::of(&document),
                cut_off: bounds::cut_off(&document),
                pdf: pdf::export(&world, &document)?,
                replaced,
                typed: world.templates().typed_figures(&template),
                warnings,
            })
        })
    }
}

/// Typst stops itself at some faults of its own, with tables above all: this document's fault, not the run's end.
fn guarded<T>(
    template: &str,
    make: impl FnOnce() -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let made = catch_unwind(AssertUnwindSafe(make));
    made.unwrap_or_else(|panic| Err(vec![stopped(template, &*panic)]))
}

/// The parts of a view that pages say at their head and foot. Bodies whose papers differ in the rest alone have the same, so
/// that Typst does not lay out their pages anew.
fn on_every_page(view: &Value) -> Value {
    let part = |name: &str, keep: fn(&str) -> bool| {
        let fields = view[name].as_object()?;
        let kept = fields.iter().filter(|(field, _)| keep(field));
        Some(kept.map(|(f, v)| (f.clone(), v.clone())).collect::<Value>())
    };
    let of_head = |field: &str| {
        matches!(
            field,
            "municipality"
                | "office"
                | "short_name"
                | "cycle_both"
                | "sample"
                | "draft"
                | "corrected"
                | "levels"
                | "unjudged"
        )
    };
    let of_meeting = |field: &str| field == "restricted" || field.ends_with("_material");
    json!({ "head": part("head", of_head), "meeting": part("meeting", of_meeting) })
}

/// D004: typesetting was given up in the middle.
fn stopped(template: &str, panic: &(dyn Any + Send)) -> Diagnostic {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or(panic.downcast_ref::<&str>().copied());
    Diagnostic::new(
        Code::TypesetFailed,
        format!("資料の組版が途中で止まりました（{template}）。"),
        "書式を差し替えているときは、それを外してやり直してください。差し替えていないときは、プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
    )
    .found(text.unwrap_or_default())
}

/// D004: `at` is `file:line` or the template's name.
fn failed(at: &str, message: &str) -> Diagnostic {
    Diagnostic::new(
        Code::TypesetFailed,
        format!("資料を組版できませんでした（{at}）。"),
        "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
    )
    .found(message)
}
