//! Finished packages (ZIP): parts that the spreadsheet library does not write as they should be are written again; and the
//! same bytes on every system, so that a digest means the same wherever a workbook was made.

use std::io::{Cursor, Error, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Start of the record that ends a package (APPNOTE 4.3.16), and its length without a comment.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// Start of an entry of the central directory (APPNOTE 4.3.12), and its length without name, extra field and comment.
const ENTRY: (&[u8], usize) = (b"PK\x01\x02", 46);
/// "Version made by", upper byte: Unix (APPNOTE 4.4.2).
const UNIX: u8 = 3;

/// The package with another text in each part whose name begins with `parts`; the others are copied as they are.
///
/// # Errors
/// Where it is no package, or such a part is no text.
pub fn with_parts(
    package: Vec<u8>,
    parts: &str,
    change: impl Fn(&str) -> String,
) -> Result<Vec<u8>, Error> {
    let mut old = ZipArchive::new(Cursor::new(&package))?;
    let wanted = |name: &str| name.starts_with(parts);
    let found = old
        .file_names()
        .any(|name| name.is_ok_and(|name| wanted(&name)));
    if !found {
        drop(old);
        return Ok(package);
    }
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for at in 0..old.len() {
        let mut part = old.by_index(at)?;
        let name = part.name()?.into_owned();
        if !wanted(&name) {
            new.raw_copy_file(part)?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        new.start_file(name, options)?;
        new.write_all(change(&text).as_bytes())?;
    }
    Ok(new.finish()?.into_inner())
}

/// The package with Unix as the system that each entry was made on. The writer of packages puts the system there that the
/// program runs on. What is no package without a comment, as we write them, stays as it is.
pub fn same_on_every_system(mut package: Vec<u8>) -> Vec<u8> {
    let mut at = first_entry(&package).unwrap_or(package.len());
    while let Some(entry) = package.get_mut(at..).filter(|e| e.starts_with(ENTRY.0)) {
        let Some(length) = entry_length(entry) else {
            break;
        };
        entry[5] = UNIX;
        at += length;
    }
    package
}

/// Where the central directory begins.
fn first_entry(package: &[u8]) -> Option<usize> {
    let end = package.get(package.len().checked_sub(END.1)?..)?;
    let offset = end.get(16..20)?.try_into().ok()?;
    end.starts_with(END.0)
        .then(|| u32::from_le_bytes(offset) as usize)
}

fn entry_length(entry: &[u8]) -> Option<usize> {
    let part = |at: usize| Some(u16::from_le_bytes(entry.get(at..at + 2)?.try_into().ok()?));
    let parts = [part(28)?, part(30)?, part(32)?];
    Some(
        parts
            .into_iter()
            .fold(ENTRY.1, |sum, n| sum + usize::from(n)),
    )
}

#[cfg(test)]
mod tests {
    use zip::System;

    use super::*;

    /// A package as the library writes it on `system`.
    fn package(system: System) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .system(system)
            .last_modified_time(zip::DateTime::default());
        for name in ["a.xml", "xl/b.xml", "目次.xml"] {
            zip.start_file(name, options).expect("an entry");
            // A text that looks like an entry of the directory is no entry.
            zip.write_all(b"PK\x01\x02 text PK\x05\x06").expect("bytes");
        }
        zip.finish().expect("a package").into_inner()
    }

    #[test]
    fn the_same_wherever_it_was_made() {
        let [unix, dos] = [System::Unix, System::Dos].map(package);
        assert_ne!(unix, dos);
        assert_eq!(same_on_every_system(dos), unix);
        assert_eq!(same_on_every_system(unix.clone()), unix);
    }

    #[test]
    fn other_parts_stay_as_they_are() {
        let old = package(System::Unix);
        let new = with_parts(old.clone(), "xl/", |text| text.to_uppercase()).expect("a package");
        let mut read = ZipArchive::new(Cursor::new(new)).expect("a package");
        let mut text = |name: &str| {
            let mut text = String::new();
            let mut part = read.by_name(name).expect("a part");
            part.read_to_string(&mut text).expect("text");
            text
        };
        assert!(text("xl/b.xml").contains("TEXT") && text("a.xml").contains("text"));
        let same = with_parts(old.clone(), "none/", |_| String::new()).expect("a package");
        assert_eq!(same, old);
    }

    #[test]
    fn what_is_no_package_is_left_alone() {
        for bytes in [
            b"".to_vec(),
            b"PK\x05\x06".to_vec(),
            vec![0; 100],
            [b"PK\x05\x06".as_slice(), &[0xff; 18]].concat(),
        ] {
            assert_eq!(same_on_every_system(bytes.clone()), bytes);
        }
    }
}
