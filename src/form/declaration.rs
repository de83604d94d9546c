//! What is declared of a field: all that layout, reading, record, comparison, views, tables and the search for what may
//! not be seen ask of it.

use super::words::{ListKind, Readers};

/// All that is known of a field, once. Layout, reading, record, comparison, views, tables and the search for what may not
/// be seen follow from it; its place on a page is the template's choice.
#[derive(Debug)]
pub struct Declaration {
    /// Last part of the defined name.
    pub key: &'static str,
    /// Its path in record.json where that is not `key`: `effect.revenue`.
    pub path: Option<&'static str>,
    /// Its name in the views where that is not `key`.
    pub in_view: Option<&'static str>,
    /// The label beside the input and the heading of its column, without unit.
    pub label: &'static str,
    pub kind: Kind,
    pub need: Need,
    /// What the input prompt says.
    pub prompt: &'static str,
    pub readers: Readers,
    /// A word for nothing is an answer: the reader should see that it was asked.
    pub says_none: bool,
    /// Asked about where it is last cycle's text, word for word. (What says how a figure is made stays the same.)
    pub renewed: bool,
    /// Of its column on a sheet, in half-ems.
    pub width: f64,
    /// What it means, for those who read the open data.
    pub meaning: &'static str,
}

impl Declaration {
    /// Name in record.json, with dots between objects.
    pub const fn path(&self) -> &'static str {
        match self.path {
            Some(path) => path,
            None => self.key,
        }
    }

    /// Name in the views.
    pub const fn in_view(&self) -> &'static str {
        match self.in_view {
            Some(name) => name,
            None => self.key,
        }
    }

    /// A name or a telephone number: a secret however short.
    pub fn is_name(&self) -> bool {
        self.kind == Kind::ShortText && self.readers != Readers::Everyone
    }
}

/// What kind of value belongs into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    ShortText,
    LongText,
    Date,
    /// In 千円.
    Money,
    Choice(ListKind),
    /// In the indicator's unit; for 定性 a text.
    Actual,
}

impl Kind {
    /// The unit of its numbers, where the field alone says it.
    pub const fn unit(self) -> Option<&'static str> {
        match self {
            Self::Money => Some("千円"),
            _ => None,
        }
    }

    pub const fn is_text(self) -> bool {
        matches!(self, Self::ShortText | Self::LongText)
    }

    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Money | Self::Actual)
    }
}

/// When a field must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// 任意 stands beside it.
    Optional,
    /// Not required, but meant to be filled.
    Expected,
    Always,
    /// Unless the field of the same subject with this key holds one of these words.
    Unless(&'static str, &'static [&'static str]),
}

/// What most fields have: a long text that everyone may read.
pub(super) const TEXT: Declaration = Declaration {
    key: "",
    path: None,
    in_view: None,
    label: "",
    kind: Kind::LongText,
    need: Need::Optional,
    prompt: "",
    readers: Readers::Everyone,
    says_none: false,
    renewed: false,
    width: 30.0,
    meaning: "",
};

/// What most fields for the office have. Never printed.
pub(super) const FOR_THE_OFFICE: Declaration = Declaration {
    kind: Kind::ShortText,
    need: Need::Expected,
    readers: Readers::Office,
    ..TEXT
};

pub(super) const MONEY: Declaration = Declaration {
    kind: Kind::Money,
    ..TEXT
};
