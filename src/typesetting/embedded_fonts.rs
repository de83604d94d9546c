//! The fonts inside the program and their licences. There are some only with the feature embed-fonts: build.rs then
//! finds the files, packs them and writes the list.

/// Whether the program was built to carry fonts.
pub const BUILT_IN: bool = cfg!(feature = "embed-fonts");

#[cfg(feature = "embed-fonts")]
include!(concat!(env!("OUT_DIR"), "/embedded_fonts.rs"));

/// File name and bytes of each font.
#[cfg(feature = "embed-fonts")]
pub(super) fn unpacked() -> Vec<(&'static str, Vec<u8>)> {
    use rayon::prelude::*;

    let unpack = |(fonts, packed): &([(&'static str, usize); 2], &[u8])| {
        let [(first, size), (second, more)] = *fonts;
        let mut bytes = zstd::bulk::decompress(packed, size + more).ok()?;
        let rest = bytes.split_off(size);
        Some([(first, bytes), (second, rest)])
    };
    let pairs: Vec<_> = FONTS.par_iter().filter_map(unpack).collect();
    pairs.into_iter().flatten().collect()
}

#[cfg(not(feature = "embed-fonts"))]
pub(super) const fn unpacked() -> Vec<(&'static str, Vec<u8>)> {
    Vec::new()
}

/// What each licence is of, and its text.
#[cfg(not(feature = "embed-fonts"))]
pub const LICENSES: &[(&str, &str)] = &[];
