//! Opens the package (zip) of a workbook and gives out its parts as text, under the limits of size.
//!
//! The zip reader (zip 9.8, read in its source) fails an entry as soon as it grows past the size that
//! its central header declares, so that checking the declared sizes bounds what is inflated. A part is
//! inflated once, when it is asked for, and is counted again there in case that ever changes. Parts that nobody
//! asks for (pictures, themes) are never inflated and can do no harm.
//!
//! A sheet may be large and hold nothing: where somebody formats columns to the last row, Excel writes each of their
//! cells. Such parts are never held in memory as a whole.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Cursor, Read as _};

use zip::ZipArchive;

use super::Rejection;
use super::limits::{
    ENTRIES, READ_BYTES, STREAM_BYTES, STREAM_FROM, TOTAL_BYTES, damaged, too_large,
};
use super::xml::Xml;

/// Least size of an entry's central header.
const HEADER_BYTES: usize = 46;

/// Endings of parts that hold text.
const TEXTS: [&str; 3] = [".xml", ".rels", ".vml"];

/// An opened package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Entry by its path in lower case with `/`, as Excel compares part names.
    index: BTreeMap<String, usize>,
    /// Bytes that may still be inflated into memory.
    left: u64,
    /// Bytes that may still be inflated as a stream.
    stream_left: u64,
    /// Bytes of all parts that hold text, as declared.
    texts: u64,
}

impl<'b> Package<'b> {
    /// Reads the directory of the package and checks it; no part is inflated.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Rejection> {
        let headers = bytes.windows(4).filter(|w| w == b"PK\x01\x02");
        // A form is too small to hold so many, which spares the search.
        if bytes.len() > ENTRIES * HEADER_BYTES && headers.take(ENTRIES + 1).count() > ENTRIES {
            return Err(too_large("ブックの中の部品の数が1万"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            damaged("ブックとして開けません。途中で切れているおそれがあります".to_owned())
        })?;
        if archive.has_duplicate_names() {
            return Err(damaged("ブックの中に同じ名前の部品が2つあります"));
        }
        let mut index = BTreeMap::new();
        let (mut total, mut texts) = (0_u64, 0_u64);
        for at in 0..archive.len() {
            let entry = archive
                .by_index_data(at)
                .map_err(|error| damaged(error.to_string()))?;
            let path = safe_path(entry.name_raw())?;
            total = total.saturating_add(entry.size());
            if total > TOTAL_BYTES {
                return Err(too_large("ブックの中身の大きさが1GB"));
            }
            if TEXTS.iter().any(|ending| path.ends_with(ending)) {
                texts += entry.size();
            }
            if index.insert(path, at).is_some() {
                return Err(damaged("ブックの中に同じ名前の部品が2つあります"));
            }
        }
        Ok(Self {
            archive,
            index,
            left: READ_BYTES,
            stream_left: STREAM_BYTES,
            texts,
        })
    }

    /// Bytes to which all parts that hold text inflate, as declared.
    pub(super) const fn texts(&self) -> u64 {
        self.texts
    }

    /// Whether a part is there, encrypted or not.
    pub(super) fn has(&self, path: &str) -> bool {
        self.index.contains_key(&key(path))
    }

    /// Whether any part lies below a folder (`word/`).
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.index.keys().any(|path| path.starts_with(folder))
    }

    /// A part's text, or `None` where there is no such part.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>, Rejection> {
        let Some(&at) = self.index.get(&key(path)) else {
            return Ok(None);
        };
        let failed = |error: &dyn std::fmt::Display| damaged(format!("{path}: {error}"));
        let limit = self.left;
        let size = self.size(at, path)?;
        if size > limit {
            return Err(too_large(READ));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        self.archive
            .by_index(at)
            .map_err(|e| failed(&e))?
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| failed(&e))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > limit {
            return Err(too_large(READ));
        }
        self.left -= size;
        decode(bytes)
            .map(Some)
            .ok_or_else(|| failed(&"文字コードが正しくありません"))
    }

    /// What `read` makes of a part, or `None` where there is no such part. A large one is read as a stream.
    pub(super) fn parse<T>(
        &mut self,
        path: &str,
        read: impl FnOnce(Xml<'_>) -> Result<T, Rejection>,
    ) -> Result<Option<T>, Rejection> {
        let Some(&at) = self.index.get(&key(path)) else {
            return Ok(None);
        };
        let size = self.size(at, path)?;
        if size > STREAM_FROM {
            let Some(left) = self.stream_left.checked_sub(size) else {
                return Err(too_large("読み取る中身の大きさが500MB"));
            };
            let failed = |error: &dyn std::fmt::Display| damaged(format!("{path}: {error}"));
            let entry = self.archive.by_index(at).map_err(|e| failed(&e))?;
            let mut stream = BufReader::with_capacity(1 << 16, entry);
            let head = stream.fill_buf().map_err(|e| failed(&e))?;
            if !is_utf16(head) {
                self.stream_left = left;
                return read(Xml::stream(path, Box::new(stream))).map(Some);
            }
        }
        match self.part(path)? {
            Some(text) => read(Xml::new(path, &text)).map(Some),
            None => Ok(None),
        }
    }

    /// The size that an entry declares.
    fn size(&mut self, at: usize, path: &str) -> Result<u64, Rejection> {
        let entry = self.archive.by_index_data(at);
        let entry = entry.map_err(|error| damaged(format!("{path}: {error}")))?;
        if entry.encrypted() {
            return Err(Rejection::Password);
        }
        Ok(entry.size())
    }

    /// A part that must be there.
    pub(super) fn required(&mut self, path: &str) -> Result<String, Rejection> {
        self.part(path)?
            .ok_or_else(|| damaged(format!("{path}: 部品がありません")))
    }
}

/// What the parts that are read whole are called where they are too large.
const READ: &str = "読み取る中身の大きさが100MB";

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

fn key(path: &str) -> String {
    path.replace('\\', "/").to_lowercase()
}

/// The key of an entry, unless its path leaves the package.
fn safe_path(raw: &[u8]) -> Result<String, Rejection> {
    let path = key(&String::from_utf8_lossy(raw));
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') || drive || path.contains('\0') || path.split('/').any(|p| p == "..") {
        return Err(damaged("ブックの中の部品の名前が正しくありません"));
    }
    Ok(path)
}

/// UTF-8, or UTF-16 with its mark, as XML processors must read.
fn decode(bytes: Vec<u8>) -> Option<String> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = bytes[2..].as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        odd.is_empty().then(|| String::from_utf16(&units).ok())?
    };
    if bytes.starts_with(&[0xFF, 0xFE]) {
        wide(u16::from_le_bytes)
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        wide(u16::from_be_bytes)
    } else {
        let text = String::from_utf8(bytes).ok()?;
        match text.strip_prefix('\u{feff}') {
            Some(rest) => Some(rest.to_owned()),
            None => Some(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decode("\u{feff}一".into()), Some("一".to_owned()));
        assert_eq!(decode(vec![0xFF, 0xFE, 0x00, 0x4E]), Some("一".to_owned()));
        assert_eq!(decode(vec![0xFE, 0xFF, 0x4E, 0x00]), Some("一".to_owned()));
        assert_eq!(decode(vec![0xFF, 0xFE, 0x00]), None);
        assert_eq!(decode(vec![0x88, 0xEA]), None);
    }

    #[test]
    fn paths() {
        assert_eq!(
            safe_path(b"XL\\Workbook.xml"),
            Ok("xl/workbook.xml".to_owned())
        );
        assert_eq!(safe_path(b"xl/a..b.xml"), Ok("xl/a..b.xml".to_owned()));
        for bad in [
            &b"../a"[..],
            b"/a",
            b"xl/../../a",
            b"c:\\a",
            b"a\0b",
            b"xl\\..\\a",
        ] {
            assert!(safe_path(bad).is_err());
        }
    }
}
