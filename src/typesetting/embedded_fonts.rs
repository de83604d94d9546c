//! The fonts inside the program and their licences. There are some only with the feature embed-fonts: build.rs then finds
//! the files and writes the list.

/// Whether the program was built to carry fonts.
pub const BUILT_IN: bool = cfg!(feature = "embed-fonts");

#[cfg(feature = "embed-fonts")]
include!(concat!(env!("OUT_DIR"), "/embedded_fonts.rs"));

/// File name and bytes of each font.
#[cfg(not(feature = "embed-fonts"))]
pub(super) const FONTS: &[(&str, &[u8])] = &[];

/// What each licence is of, and its text.
#[cfg(not(feature = "embed-fonts"))]
pub const LICENSES: &[(&str, &str)] = &[];
