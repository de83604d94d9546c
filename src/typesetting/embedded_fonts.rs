//! The fonts inside the program and their licences. There are some only with the feature embed-fonts: build.rs then
//! finds the files, packs them (24.8 MB become 16.0) and writes the list.

/// Whether the program was built to carry fonts.
pub const BUILT_IN: bool = cfg!(feature = "embed-fonts");

#[cfg(feature = "embed-fonts")]
include!(concat!(env!("OUT_DIR"), "/embedded_fonts.rs"));

/// File name and bytes of each font.
#[cfg(feature = "embed-fonts")]
pub(super) fn unpacked() -> Vec<(&'static str, Vec<u8>)> {
    use std::io::Read as _;

    use rayon::prelude::*;

    let unpack = |&(file, size, packed): &(&'static str, usize, &[u8])| {
        let mut bytes = Vec::with_capacity(size);
        let unpacked = flate2::read::DeflateDecoder::new(packed).read_to_end(&mut bytes);
        unpacked.ok().map(|_| (file, bytes))
    };
    FONTS.par_iter().filter_map(unpack).collect()
}

#[cfg(not(feature = "embed-fonts"))]
pub(super) const fn unpacked() -> Vec<(&'static str, Vec<u8>)> {
    Vec::new()
}

/// What each licence is of, and its text.
#[cfg(not(feature = "embed-fonts"))]
pub const LICENSES: &[(&str, &str)] = &[];
