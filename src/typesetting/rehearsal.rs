//! A document with templates of the office is tried before it is made, by whoever can afford that it fails: what it takes is
//! known to nobody. How that is done is none of this module's business.

use std::fmt;

use serde_json::Value as Json;

use super::{Attachment, Theme};
use crate::diagnostic::Diagnostic;

type Try = dyn Fn(&str, Theme, &Json, &[Attachment]) -> Result<(), Vec<Diagnostic>> + Send + Sync;

/// Tries a template with a view and attachments; an error means that the document is not made.
pub struct Rehearsal(Box<Try>);

impl Rehearsal {
    pub fn new(
        rehearse: impl Fn(&str, Theme, &Json, &[Attachment]) -> Result<(), Vec<Diagnostic>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Box::new(rehearse))
    }

    pub(super) fn hold(
        &self,
        template: &str,
        theme: Theme,
        view: &Json,
        attachments: &[Attachment],
    ) -> Result<(), Vec<Diagnostic>> {
        (self.0)(template, theme, view, attachments)
    }
}

impl fmt::Debug for Rehearsal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rehearsal")
    }
}
