//! What one body sees, whichever its view is.

use serde_json::Value as Json;

use crate::audience::{CouncilView, DigestView, HeadquartersView, PublicView, Sources};
use crate::plan::{Body, Edition};

/// What a body sees.
pub(super) enum View {
    Headquarters(Box<HeadquartersView>),
    Council(Box<CouncilView>),
    Public(Box<PublicView>),
}

impl View {
    pub fn new(sources: Sources<'_>, body: Body) -> Self {
        match body.edition() {
            Edition::Headquarters => {
                Self::Headquarters(Box::new(HeadquartersView::new(sources, body)))
            }
            Edition::Council => Self::Council(Box::new(CouncilView::of(sources, body))),
            Edition::Public => Self::Public(Box::new(PublicView::of(sources, body))),
        }
    }

    pub fn json(&self) -> Json {
        let json = match self {
            Self::Headquarters(view) => serde_json::to_value(view),
            Self::Council(view) => serde_json::to_value(view),
            Self::Public(view) => serde_json::to_value(view),
        };
        json.unwrap_or_default()
    }

    pub fn digest(&self) -> Option<DigestView<'_>> {
        match self {
            Self::Headquarters(_) => None,
            Self::Council(view) => Some(DigestView::of_council(view)),
            Self::Public(view) => Some(DigestView::of_public(view)),
        }
    }

    /// What its readers may see besides the view.
    pub fn more(&self) -> Vec<Json> {
        match self {
            // 転記元 quotes what stood in the inputs, refused answers too.
            Self::Headquarters(view) => {
                let quoted = view.provenance.iter();
                let quoted = quoted.map(|row| Json::from(row.typed.as_str()));
                vec![quoted.collect()]
            }
            // The papers get the items shortened, the workbook whole.
            Self::Council(view) => serde_json::to_value(&view.items).into_iter().collect(),
            Self::Public(_) => Vec::new(),
        }
    }
}
