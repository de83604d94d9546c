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
use super::lean::{self, Next};
use super::world::DocumentWorld;
use crate::diagnostic::{Code, Diagnostic};

/// The laid-out document and Typst's warnings.
pub(super) fn compile(
    world: &DocumentWorld<'_>,
    next: Next,
) -> Result<(PagedDocument, Vec<String>), Vec<Diagnostic>> {
    let Warned { output, warnings } = lean::compile(world, next);
    let document = output.map_err(|errors| reported(world, &errors))?;
    let document = document.ok_or_else(|| vec![failed("PDF", "no document")])?;
    Ok((document, warned(world, &warnings).collect()))
}

/// Warnings as `file:line message`.
pub(super) fn warned(
    world: &DocumentWorld<'_>,
    warnings: &[SourceDiagnostic],
) -> impl Iterator<Item = String> {
    let said = |w: &SourceDiagnostic| format!("{} {}", place(world, w.span), message(w));
    warnings.iter().map(said)
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
    typst_pdf::pdf(document, &options).map_err(|errors| reported(world, &errors))
}

pub(super) fn reported(world: &DocumentWorld<'_>, errors: &[SourceDiagnostic]) -> Vec<Diagnostic> {
    errors.iter().map(|e| fault(world, e)).collect()
}

/// D009 where the office's own templates are in use, and D004 otherwise. A fault that shows in a template of the program
/// is then most likely caused by one of theirs: the first of them that led to it is named.
fn fault(world: &DocumentWorld<'_>, error: &SourceDiagnostic) -> Diagnostic {
    let templates = world.templates();
    if !templates.any_replaced() {
        return failed(&place(world, error.span), &message(error));
    }
    let own = |span: DiagSpan| {
        let shown = templates
            .shown(&DocumentWorld::name(span.id()?))?
            .to_owned();
        Some((shown, line(world, span)))
    };
    let calls = error.trace.iter().map(|call| call.span.into());
    let found = std::iter::once(error.span).chain(calls).find_map(own);
    let line = |line: Option<usize>| line.map(|n| format!("{n}行目")).unwrap_or_default();
    match found {
        Some((file, at)) => Diagnostic::new(
            Code::TemplateOverride,
            format!("差し替えた書式の{}に誤りがあり、資料を組版できませんでした。", line(at)),
            "書式のその行を直すか、そのファイルを書式のフォルダーから外してください。",
        )
        .in_file(file),
        None => Diagnostic::new(
            Code::TemplateOverride,
            format!(
                "書式を差し替えたため、資料を組版できませんでした（{}）。",
                place(world, error.span)
            ),
            "差し替えた書式と、元の書式（gyokaku templates で書き出したもの）との違いを確かめてください。",
        ),
    }
    .found(message(error))
}

fn message(diagnostic: &SourceDiagnostic) -> String {
    let mut text = diagnostic.message.to_string();
    for hint in &diagnostic.hints {
        text.push_str(" / ");
        text.push_str(&hint.v);
    }
    text
}

/// `file:line`, as far as known; the office's own file as it names it.
fn place(world: &DocumentWorld<'_>, span: DiagSpan) -> String {
    let Some(id) = span.id() else {
        return DocumentWorld::name(world.main());
    };
    let name = DocumentWorld::name(id);
    let name = world
        .templates()
        .shown(&name)
        .map_or(name.clone(), str::to_owned);
    match line(world, span) {
        Some(line) => format!("{name}:{line}"),
        None => name,
    }
}

/// The line of a place, from 1.
fn line(world: &DocumentWorld<'_>, span: DiagSpan) -> Option<usize> {
    let source = world.source(span.id()?).ok()?;
    let range = world.range(span)?;
    Some(source.lines().byte_to_line(range.start)? + 1)
}
