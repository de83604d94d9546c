//! Compiling a world and exporting it: PDF/A-3a and PDF/UA-1 together, tagged. What Typst finds
//! wrong becomes diagnostics.

use typst::World as _;
use typst::WorldExt as _;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::failed;
use super::world::DocumentWorld;
use crate::diagnostic::Diagnostic;

/// The laid-out document and Typst's warnings.
pub(super) fn compile(
    world: &DocumentWorld<'_>,
) -> Result<(PagedDocument, Vec<String>), Vec<Diagnostic>> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| told(world, &errors))?;
    let warnings = warnings
        .iter()
        .map(|w| format!("{} {}", place(world, w.span), message(w)))
        .collect();
    Ok((document, warnings))
}

/// The PDF's bytes. Its dates are the document's own, so nothing of the clock enters.
pub(super) fn export(
    world: &DocumentWorld<'_>,
    document: &PagedDocument,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|e| vec![failed("PDF", e.message())])?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("gyokaku".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| told(world, &errors))
}

fn told(world: &DocumentWorld<'_>, errors: &[SourceDiagnostic]) -> Vec<Diagnostic> {
    errors
        .iter()
        .map(|e| failed(&place(world, e.span), &message(e)))
        .collect()
}

fn message(diagnostic: &SourceDiagnostic) -> String {
    let mut text = diagnostic.message.to_string();
    for hint in &diagnostic.hints {
        text.push_str(" / ");
        text.push_str(&hint.v);
    }
    text
}

/// `file:line`, as far as known.
fn place(world: &DocumentWorld<'_>, span: DiagSpan) -> String {
    let Some(id) = span.id() else {
        return DocumentWorld::name(world.main());
    };
    let name = DocumentWorld::name(id);
    let line = world
        .range(span)
        .zip(world.source(id).ok())
        .and_then(|(range, source)| source.lines().byte_to_line(range.start));
    match line {
        Some(line) => format!("{name}:{}", line + 1),
        None => name,
    }
}
