//! What the documents of a body print on which page, for the 正誤表.

use crate::audience::correction::Places;
use crate::plan::{Document, Profile};
use crate::typesetting::Typeset;

/// Where the documents of a body print what.
pub(super) fn places(profile: &Profile, documents: &[(Document, Typeset)]) -> Places {
    let mut places = Places::default();
    for (document, made) in documents {
        for trace in &made.traces {
            places.put(&trace.key, &document.name(profile), trace.page);
        }
    }
    places
}
