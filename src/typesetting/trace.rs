//! Traces: what the templates' `show-text` and `fig` left behind, read back through the compiled
//! document. It does not judge them; that is verification's part.

use serde::Serialize;
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;

use super::leaves::TRACE;

/// A leaf of the view, printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Trace {
    pub key: String,
    /// As printed.
    pub text: String,
    /// From 1; a page of the web has one.
    pub page: usize,
}

/// Every trace of a document, in the order of the pages.
pub(super) fn of(introspector: &dyn Introspector) -> Vec<Trace> {
    let Some(label) = Label::new(PicoStr::intern(TRACE)) else {
        return Vec::new();
    };
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
                page: introspector
                    .page(content.location()?)
                    .map_or(1, |page| page.get()),
            })
        })
        .collect()
}
