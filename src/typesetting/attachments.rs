//! Files that a document carries inside: a template attaches them (`components/attachments.typ`). What stands in them is
//! made elsewhere.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What an attached file is to the document (PDF/A-3, `AFRelationship`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relationship {
    /// What is shown was made from it.
    Source,
    /// Its figures stand behind a table or a chart.
    Data,
    /// The same content in another form.
    Alternative,
}

/// A text file to be attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// As readers list it: `実施項目.csv`.
    pub name: String,
    /// `text/csv`
    pub mime: Cow<'static, str>,
    pub relationship: Relationship,
    /// What it holds, in a sentence.
    pub description: String,
    pub text: String,
}
