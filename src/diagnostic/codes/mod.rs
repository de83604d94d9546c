//! Every diagnostic that the program knows: all that is said of a code stands in its one entry, in the file of its
//! letter. docs/診断一覧.md is made from them. An id never changes, and is never used again for something else.

mod consistency;
mod documents;
mod files;
mod names;
mod outputs;
mod register;
mod returns;
mod values;

use std::fmt;

use super::Severity;
use super::question::{Ask, Found};

/// What is said of a code.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    id: &'static str,
    severity: Severity,
    lesser: Option<Severity>,
    title: &'static str,
    example: &'static str,
    remedy: &'static str,
    ask: Ask,
    found: Found,
}

/// A stable diagnostic code: `Code::NameMissing` is N001.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(&'static Facts);

impl Code {
    /// The id that is printed and that never changes.
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// How grave it is.
    pub const fn severity(self) -> Severity {
        self.0.severity
    }

    /// How grave it is where the run goes on without what is at fault, for codes that are raised so too.
    pub const fn lesser(self) -> Option<Severity> {
        self.0.lesser
    }

    /// What it means, in a few words of Japanese.
    pub const fn title(self) -> &'static str {
        self.0.title
    }

    /// When it comes, for docs/診断一覧.md.
    pub const fn example(self) -> &'static str {
        self.0.example
    }

    /// What the office does about it, for docs/診断一覧.md.
    pub const fn remedy(self) -> &'static str {
        self.0.remedy
    }

    /// How a department is asked about it.
    pub(super) const fn ask(self) -> Ask {
        self.0.ask
    }

    /// What it quotes.
    pub const fn found(self) -> Found {
        self.0.found
    }

    /// Every code, in the order of docs/診断一覧.md.
    pub fn all() -> impl Iterator<Item = Self> {
        GROUPS.iter().flat_map(|group| group.codes).copied()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The codes of one letter.
#[derive(Debug)]
pub struct Group {
    pub letter: char,
    /// As docs/診断一覧.md heads them.
    pub name: &'static str,
    /// What holds for all of them; may be empty.
    pub about: &'static str,
    pub codes: &'static [Code],
}

/// In the order of docs/診断一覧.md.
pub const GROUPS: [&Group; 8] = [
    &register::GROUP,
    &files::GROUP,
    &names::GROUP,
    &values::GROUP,
    &consistency::GROUP,
    &returns::GROUP,
    &documents::GROUP,
    &outputs::GROUP,
];

/// The codes of a letter: `Name "id" Severity "title" "example" => "remedy", ask …, found …;`. `Error or Warning` declares
/// the lesser severity. Without `ask` no department is asked, and without `found` the diagnostic quotes an answer.
macro_rules! group {
    ($letter:literal $group:literal $about:literal; $($name:ident $id:literal $severity:ident $(or $lesser:ident)? $title:literal
        $example:literal => $remedy:literal $(, ask $ask:ident $(($($words:expr),+))?)? $(, found $found:ident)?;)*) => {
        #[expect(non_upper_case_globals, reason = "codes are matched like the variants of an enum")]
        impl super::Code {
            $(#[doc = concat!($id, " ", $title)]
            pub const $name: Self = Self(&super::Facts {
                id: $id,
                severity: crate::diagnostic::Severity::$severity,
                lesser: group!(@lesser $($lesser)?),
                title: $title,
                example: $example,
                remedy: $remedy,
                ask: group!(@ask $($ask $(($($words),+))?)?),
                found: group!(@found $($found)?),
            });)*
        }

        pub(super) const GROUP: super::Group = super::Group {
            letter: $letter,
            name: $group,
            about: $about,
            codes: &[$(super::Code::$name,)*],
        };
    };
    (@lesser) => { None };
    (@lesser $lesser:ident) => { Some(crate::diagnostic::Severity::$lesser) };
    (@ask) => { crate::diagnostic::question::Ask::Never };
    (@ask $($ask:tt)+) => { crate::diagnostic::question::Ask::$($ask)+ };
    (@found) => { crate::diagnostic::question::Found::Answer };
    (@found $found:ident) => { crate::diagnostic::question::Found::$found };
}
use group;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_of_their_group() {
        let mut ids: Vec<&str> = Code::all().map(Code::id).collect();
        for group in GROUPS {
            for code in group.codes {
                assert!(code.id().starts_with(group.letter), "{code:?}");
            }
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn the_lesser_severity_is_less_grave() {
        for code in Code::all() {
            assert!(
                code.lesser().is_none_or(|l| l > code.severity()),
                "{code:?}"
            );
        }
    }
}
