//! Traces: what the templates' `show-text` and `fig` left behind, read back through the compiled
//! document. It does not judge them; that is verification's part.

use serde::Serialize;
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// A leaf of the view, printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Trace {
    pub key: String,
    /// As printed.
    pub text: String,
    /// From 1.
    pub page: usize,
}

/// Every trace of the document, in the order of the pages.
pub(super) fn of(document: &PagedDocument) -> Vec<Trace> {
    let Some(label) = Label::new(PicoStr::intern("trace")) else {
        return Vec::new();
    };
    let introspector = document.introspector();
    introspector
        .query(&Selector::Label(label))
        .iter()
        .filter_map(|content| {
            let Value::Dict(dict) = &content.to_packed::<MetadataElem>()?.value else {
                return None;
            };
            let field = |name| match dict.get(name) {
                Ok(Value::Str(text)) => Some(text.to_string()),
                _ => None,
            };
            Some(Trace {
                key: field("key")?,
                text: field("text")?,
                page: introspector.page(content.location()?)?.get(),
            })
        })
        .collect()
}
