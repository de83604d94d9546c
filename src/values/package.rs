//! Finished packages (ZIP): the same bytes on every system, so that a digest means the same wherever a workbook was made.

/// Start of the record that ends a package (APPNOTE 4.3.16), and its length without a comment.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// Start of an entry of the central directory (APPNOTE 4.3.12), and its length without name, extra field and comment.
const ENTRY: (&[u8], usize) = (b"PK\x01\x02", 46);
/// "Version made by", upper byte: Unix (APPNOTE 4.4.2).
const UNIX: u8 = 3;

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
    use std::io::{Cursor, Write as _};

    use zip::System;
    use zip::write::SimpleFileOptions;

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
