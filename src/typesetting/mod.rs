//! Typesetting: a view as JSON and a template become a PDF and its traces. The only module that
//! names a typst crate. It knows no domain type and touches neither network nor clock; fonts of the
//! system are read through fontdb, everything else comes in as bytes.
//!
//! What a view says reaches Typst as data only (`/data.json`). A template prints each leaf through
//! `show-text` or `fig`, which leave a trace; so what stands on a page can be held against the view.

mod attachments;
mod bounds;
mod characters;
mod embedded_fonts;
mod fonts;
mod glyphs;
mod page_text;
mod pdf;
mod templates;
mod trace;
mod twins;
mod typed;
mod world;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod view_fields;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic};

pub use attachments::{Attachment, Relationship};
pub use bounds::CutOff;
pub use characters::{CharacterSet, Coverage};
pub use embedded_fonts::{BUILT_IN, LICENSES};
pub use fonts::{FontEntry, Fonts, Origin};
pub use glyphs::Replaced;
pub use page_text::PageText;
pub use templates::{TemplateFile, Templates};
pub use trace::Trace;
pub use typed::TypedFigure;

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

/// What the documents of a run are typeset with.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    pub fonts: &'a Fonts,
    pub templates: &'a Templates,
}

impl<'a> Press<'a> {
    /// With the embedded templates.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            templates: Templates::embedded(),
        }
    }

    /// Typesets a view with a template (`headquarters/report.typ`). The attachments are there for a template that
    /// attaches them.
    ///
    /// The view must hold `head.date` (year, month, day), which dates the document.
    ///
    /// # Errors
    /// D004 for each fault that Typst finds: a fault of the program, since texts are data. D009 where templates of the
    /// office are in use.
    pub fn typeset(
        &self,
        template: &str,
        view: &impl Serialize,
        attachments: &[Attachment],
    ) -> Result<Typeset, Vec<Diagnostic>> {
        let mut json =
            serde_json::to_value(view).map_err(|e| vec![failed(template, &e.to_string())])?;
        let replaced = glyphs::make_printable(self.fonts, &mut json);
        let data = serde_json::to_vec(&json).map_err(|e| vec![failed(template, &e.to_string())])?;
        let world = world::DocumentWorld::with(*self, template, data, attachments)?;
        // Typst stops itself at some faults of its own, with tables above all: this document's fault, not the run's end.
        let made = catch_unwind(AssertUnwindSafe(|| self.make(&world, template)));
        let mut made = made.unwrap_or_else(|panic| Err(vec![stopped(template, &*panic)]))?;
        made.replaced = replaced;
        Ok(made)
    }

    fn make(
        &self,
        world: &world::DocumentWorld<'_>,
        template: &str,
    ) -> Result<Typeset, Vec<Diagnostic>> {
        let (document, warnings) = pdf::compile(world)?;
        Ok(Typeset {
            pages: document.pages().len(),
            traces: trace::of(&document),
            texts: page_text::of(&document),
            cut_off: bounds::cut_off(&document),
            pdf: pdf::export(world, &document)?,
            replaced: Vec::new(),
            typed: self.templates.typed_figures(template),
            warnings,
        })
    }
}

/// Typesets a view with an embedded template and nothing attached ([`Press::typeset`]).
///
/// # Errors
/// D004 for each fault that Typst finds.
pub fn typeset(
    fonts: &Fonts,
    template: &str,
    view: &impl Serialize,
) -> Result<Typeset, Vec<Diagnostic>> {
    Press::new(fonts).typeset(template, view, &[])
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
