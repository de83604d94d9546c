//! Closed lists of words: a variant and its word, once. Whatever is chosen from such a list is that enum from the cell
//! on; only files and pages hold the word.

/// Makes an enum of `Variant "word"` lines: `ALL` and `WORDS` in their order, `label`, `of` (the word exactly), and serde
/// by the word.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$about:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[doc = $word] $(#[$about])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$variant),*];
            pub const WORDS: [&'static str; Self::ALL.len()] = [$($word),*];

            /// As people read it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one with this word.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.label() == word)
            }
        }
    };
}

pub(crate) use words;
