//! Says from a file's first bytes (and the names inside an OLE container) what it is. It opens no
//! package.

use super::{Rejection, limits};

/// `Ok` for a zip, which may be a workbook; else why the file is none.
pub(super) fn sniff(bytes: &[u8]) -> Result<(), Rejection> {
    if bytes.is_empty() {
        return Err(Rejection::Empty);
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(limits::too_large("ファイルの大きさが100MB"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Err(ole(bytes));
    }
    if is_bare_biff(bytes) {
        return Err(Rejection::OldExcel);
    }
    let kind = by_magic(bytes)
        .or_else(|| by_text(bytes))
        .unwrap_or("種類の分からないファイル");
    Err(Rejection::NotWorkbook(kind.to_owned()))
}

/// Streams of rights management, of a workbook ([MS-OFFCRYPTO] 2.2.4) and of an .xls (2.2.10).
const RIGHTS: [&str; 4] = [
    "DRMEncryptedDataSpace",
    "DRMEncryptedTransform",
    "\tDRMContent",
    "\tDRMDataSpace",
];

/// An OLE container by its streams: an encrypted workbook, one under rights management, an .xls (with or without a
/// password), or another program's document.
fn ole(bytes: &[u8]) -> Rejection {
    let has = |stream: &str| has_stream(bytes, stream);
    if RIGHTS.into_iter().any(has) {
        return Rejection::Rights;
    }
    if has("EncryptedPackage") {
        return Rejection::Password;
    }
    if has("Workbook") || has("Book") {
        return if workbook_is_encrypted(bytes) {
            Rejection::Password
        } else {
            Rejection::OldExcel
        };
    }
    let kind = if has("WordDocument") {
        "Word 文書"
    } else if has("PowerPoint Document") {
        "PowerPoint"
    } else if has("__properties_version1.0") {
        "メール"
    } else {
        "ほかのソフトの文書"
    };
    Rejection::NotWorkbook(kind.to_owned())
}

fn has_stream(bytes: &[u8], name: &str) -> bool {
    stream(bytes, name).is_some()
}

/// The container's directory entry of this name: 128 bytes each, the name in UTF-16LE at its start and
/// the name's bytes (with the closing zero) at 64. Entries always lie at multiples of 128. Names are compared without
/// case ([MS-CFB] 2.6.4).
fn stream<'b>(bytes: &'b [u8], name: &str) -> Option<&'b [u8; 128]> {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(wide.len() + 2).unwrap_or(0).to_le_bytes();
    let (entries, _) = bytes.as_chunks::<128>();
    let named = |entry: &&[u8; 128]| {
        let head = entry.get(..wide.len());
        entry[64..66] == length && head.is_some_and(|head| head.eq_ignore_ascii_case(&wide))
    };
    entries.iter().find(named)
}

/// Whether the workbook stream of an .xls begins with a FILEPASS record ([MS-XLS] 2.4.117), which stands right after
/// BOF, or after the WRITEPROT record that may follow it. The stream begins in the sector that its directory entry
/// names at 116; sectors have the size that the header says at 30 ([MS-CFB] 2.2, 2.6.1).
fn workbook_is_encrypted(bytes: &[u8]) -> bool {
    const FILEPASS: u16 = 0x2F;
    const WRITEPROT: u16 = 0x86;
    let start = || {
        let entry = stream(bytes, "Workbook").or_else(|| stream(bytes, "Book"))?;
        let sector = u32::from_le_bytes(*entry.get(116..)?.first_chunk()?);
        let shift = u16::from_le_bytes(*bytes.get(30..)?.first_chunk()?);
        let size = 1_usize.checked_shl(u32::from(shift))?;
        let sector = usize::try_from(sector).ok()?.checked_add(1)?;
        sector.checked_mul(size)
    };
    let record = |at: usize| {
        let head = bytes.get(at..)?.first_chunk::<4>()?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = u16::from_le_bytes([head[2], head[3]]);
        Some((kind, at.checked_add(4 + usize::from(length))?))
    };
    let second = start().and_then(record).and_then(|(_, next)| record(next));
    let kind = match second {
        Some((WRITEPROT, next)) => record(next),
        other => other,
    };
    kind.is_some_and(|(kind, _)| kind == FILEPASS)
}

/// Excel 2 to 4 (and 5 without container): a BOF record at the start.
fn is_bare_biff(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0x09, 0x00, 0x04, 0x00, ..]
            | [0x09, 0x02, 0x06, 0x00, ..]
            | [0x09, 0x04, 0x06, 0x00, ..]
            | [0x09, 0x08, 0x08 | 0x10, 0x00, ..]
    )
}

fn by_magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG", "画像"),
        (b"\xFF\xD8\xFF", "画像"),
        (b"GIF8", "画像"),
        (b"BM", "画像"),
        (b"II*\0", "画像"),
        (b"MM\0*", "画像"),
        (b"PK", "圧縮ファイル"),
        (b"7z\xBC\xAF\x27\x1C", "圧縮ファイル"),
        (b"Rar!", "圧縮ファイル"),
        (b"\x1F\x8B", "圧縮ファイル"),
        (b"MZ", "実行ファイル"),
        (b"L\0\0\0\x01\x14\x02\0", "ショートカット"),
        (b"{\\rtf", "リッチテキスト文書"),
    ];
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|w| w == b"%PDF-") {
        return Some("PDF");
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| {
        // Two letters alone could be the start of a text.
        bytes.starts_with(magic) && (magic.len() > 2 || by_text(bytes).is_none())
    }) {
        return Some(kind);
    }
    match bytes.get(4..12) {
        Some(b"ftypheic" | b"ftypheix" | b"ftypmif1" | b"ftypavif") => Some("画像"),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some("画像"),
        _ if bytes.get(2..5) == Some(b"-lh") => Some("圧縮ファイル"),
        _ => None,
    }
}

/// Text in UTF-8, UTF-16 or CP932, and which kind of text.
fn by_text(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(65_536)];
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    if !wide && !is_utf8(head) && !is_cp932(head) {
        return None;
    }
    let narrow: Vec<u8> = head.iter().filter(|b| **b != 0).copied().collect();
    let start = String::from_utf8_lossy(&narrow[..narrow.len().min(4096)]).to_lowercase();
    let has = |word: &str| start.contains(word);
    Some(if has("<html") || has("<!doctype html") || has("<table") {
        "ウェブページ（HTML）"
    } else if has("urn:schemas-microsoft-com:office:spreadsheet") {
        "XML スプレッドシート"
    } else if has("office:document") {
        "OpenDocument の XML 文書"
    } else {
        "CSV・テキスト"
    })
}

fn is_text_control(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B) || byte >= 0x20
}

fn is_utf8(head: &[u8]) -> bool {
    // The head may end inside a character.
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && head.iter().all(|b| is_text_control(*b))
}

/// Every byte fits CP932 (the last one may be cut off).
fn is_cp932(head: &[u8]) -> bool {
    let mut at = 0;
    while let Some(&byte) = head.get(at) {
        at += match byte {
            0x81..=0x9F | 0xE0..=0xFC => match head.get(at + 1) {
                None | Some(0x40..=0x7E | 0x80..=0xFC) => 2,
                Some(_) => return false,
            },
            0xA1..=0xDF => 1,
            0x80 | 0xA0 | 0xFD..=0xFF => return false,
            _ if is_text_control(byte) => 1,
            _ => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        match sniff(bytes) {
            Err(Rejection::NotWorkbook(kind)) => kind,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn other_files_are_named() {
        for (bytes, kind) in [
            (&b"%PDF-1.7\n"[..], "PDF"),
            (b"\x89PNG\r\n\x1a\n", "画像"),
            (b"\xFF\xD8\xFF\xE0", "画像"),
            (b"BM\x36\x00\x00\x00", "画像"),
            (b"PK\x05\x06\0\0\0\0", "圧縮ファイル"),
            (b"7z\xBC\xAF\x27\x1C\0\0", "圧縮ファイル"),
            (b"BMI,1\r\n", "CSV・テキスト"),
            ("課,値\n総務課,3\n".as_bytes(), "CSV・テキスト"),
            // 「総務課,①\r\n」 in CP932.
            (b"\x91\x8D\x96\xB1\x89\xDB,\x87\x40\r\n", "CSV・テキスト"),
            (b"\xFF\xFE\x4E\x4E\x0D\x00", "CSV・テキスト"),
            (b"<html><body><table>", "ウェブページ（HTML）"),
            (b"\x00\x01\x02\x03", "種類の分からないファイル"),
            (b"M", "CSV・テキスト"),
        ] {
            assert_eq!(said(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn empty_old_and_zip() {
        assert_eq!(sniff(b""), Err(Rejection::Empty));
        assert_eq!(
            sniff(b"\x09\x08\x10\x00\x00\x06\x05\x00"),
            Err(Rejection::OldExcel)
        );
        assert_eq!(sniff(b"PK\x03\x04"), Ok(()));
    }

    /// A container with one directory entry.
    fn container(stream: &str) -> Vec<u8> {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.extend(&wide);
        bytes.resize(512 + 64, 0);
        bytes.extend(u16::try_from(wide.len() + 2).unwrap().to_le_bytes());
        bytes.resize(1024, 0);
        bytes
    }

    /// A workbook stream in sector 1 (of 512 bytes, after the header and the directory) with FILEPASS after BOF.
    fn encrypted_xls(between: &[u8]) -> Vec<u8> {
        let mut bytes = container("Workbook");
        bytes[30] = 9;
        bytes[512 + 116] = 1;
        bytes.extend([0x09, 0x08, 4, 0, 0, 6, 5, 0]);
        bytes.extend(between);
        bytes.extend([0x2F, 0, 0, 0]);
        bytes
    }

    #[test]
    fn ole_containers() {
        assert_eq!(
            sniff(&container("EncryptedPackage")),
            Err(Rejection::Password)
        );
        assert_eq!(sniff(&container("Workbook")), Err(Rejection::OldExcel));
        assert_eq!(sniff(&container("Book")), Err(Rejection::OldExcel));
        assert_eq!(sniff(&container("WORKBOOK")), Err(Rejection::OldExcel));
        assert_eq!(sniff(&container("BOOK")), Err(Rejection::OldExcel));
        let mut rights = container("EncryptedPackage");
        rights.extend(&container("DRMEncryptedDataSpace")[512..]);
        assert_eq!(sniff(&rights), Err(Rejection::Rights));
        assert_eq!(sniff(&container("\tDRMContent")), Err(Rejection::Rights));
        assert_eq!(said(&container("WordDocument")), "Word 文書");
        assert_eq!(sniff(&encrypted_xls(&[])), Err(Rejection::Password));
        let write_protected = [0x86, 0, 0, 0];
        assert_eq!(
            sniff(&encrypted_xls(&write_protected)),
            Err(Rejection::Password)
        );
        // A longer name that only begins alike is another stream.
        assert_eq!(said(&container("Bookmarks")), "ほかのソフトの文書");
    }
}
