//! Typesetting: a view as JSON and a template become a PDF and its traces. The only module that
//! names a typst crate. It knows no domain type and touches neither network nor clock; fonts of the
//! system are read through fontdb, everything else comes in as bytes.
//!
//! What a view says reaches Typst as data only (`/data.json`). A template prints each leaf through
//! `show-text` or `fig`, which leave a trace; so what stands on a page can be held against the view.

mod fonts;
mod glyphs;
mod pdf;
mod templates;
mod trace;
mod typed;
mod world;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic};

pub use fonts::{FontEntry, Fonts};
pub use glyphs::Replaced;
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
    /// Characters that no font has, printed as 〓.
    pub replaced: Vec<Replaced>,
    /// Figures that stand in the templates themselves.
    pub typed: Vec<TypedFigure>,
    /// What Typst warned of, as `file:line message`. A warning is a fault of a template.
    pub warnings: Vec<String>,
}

/// Typesets a view with a template (`headquarters/report.typ`).
///
/// The view must hold `head.date` (year, month, day), which dates the document.
///
/// # Errors
/// D004 for each fault that Typst finds: a fault of the program, since texts are data.
pub fn typeset(
    fonts: &Fonts,
    template: &str,
    view: &impl Serialize,
) -> Result<Typeset, Vec<Diagnostic>> {
    let mut json =
        serde_json::to_value(view).map_err(|e| vec![failed(template, &e.to_string())])?;
    let replaced = glyphs::make_printable(fonts, &mut json);
    let data = serde_json::to_vec(&json).map_err(|e| vec![failed(template, &e.to_string())])?;
    let world = world::DocumentWorld::new(fonts, template, data)?;
    let (document, warnings) = pdf::compile(&world)?;
    Ok(Typeset {
        pages: document.pages().len(),
        traces: trace::of(&document),
        pdf: pdf::export(&world, &document)?,
        replaced,
        typed: world.typed_figures(),
        warnings,
    })
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
