//! What a PDF holds besides the text of its pages: document information and metadata, alternative texts, bookmarks,
//! attachments. All its objects are gone through, whatever they are for.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream};

use super::faults::Faults;
use super::fold::Folded;
use super::{Disclosure, Place, fields};

/// The streams whose text is no drawing and no font.
const TEXT_STREAMS: [&str; 2] = ["Metadata", "EmbeddedFile"];

/// Searches every string and every text stream.
pub(super) fn search(disclosure: &Disclosure, bytes: &[u8], faults: &mut Faults<'_>) {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else {
        return faults.unreadable("PDF");
    };
    let mut found = Strings::default();
    for object in pdf.objects() {
        found.object(&object);
    }
    let mut all = Folded::of(true);
    let mut starts = Vec::new();
    for (text, part) in &found.list {
        starts.push((all.text.len(), *part));
        fields(text, &mut all);
        all.end();
    }
    for hit in disclosure.leaks(&all) {
        let part = starts.iter().rev().find(|(start, _)| *start <= hit.at);
        let place = Place {
            sheet: part.map(|(_, part)| (*part).to_owned()),
            cell: None,
        };
        faults.hit(&hit, place);
    }
}

/// Whether the source of an object has a string in it, of either kind. A dictionary within another looks like one.
fn may_hold_strings(source: &[u8]) -> bool {
    let source = source.strip_prefix(b"<<").unwrap_or(source);
    source.contains(&b'(') || source.contains(&b'<')
}

#[derive(Default)]
struct Strings {
    /// Text and the part of the PDF that it stands in.
    list: Vec<(String, &'static str)>,
}

impl Strings {
    fn object(&mut self, object: &Object<'_>) {
        match object {
            Object::String(text) => {
                if let Some(text) = decoded(text.as_bytes()) {
                    self.list.push((text, "文書情報、代替テキスト又はしおり"));
                }
            }
            // Most are measures and links to other objects.
            Object::Dict(dict) if may_hold_strings(dict.data()) => self.dict(dict),
            Object::Array(array) if may_hold_strings(array.data()) => self.array(array),
            Object::Stream(stream) => self.stream(stream),
            Object::Dict(_)
            | Object::Array(_)
            | Object::Null(_)
            | Object::Boolean(_)
            | Object::Number(_)
            | Object::Name(_) => {}
        }
    }

    fn dict(&mut self, dict: &Dict<'_>) {
        for (_, value) in dict.entries() {
            if let MaybeRef::NotRef(value) = value {
                self.object(&value);
            }
        }
    }

    fn array(&mut self, array: &Array<'_>) {
        for value in array.raw_iter() {
            if let MaybeRef::NotRef(value) = value {
                self.object(&value);
            }
        }
    }

    fn stream(&mut self, stream: &Stream<'_>) {
        self.dict(stream.dict());
        let kind = stream
            .dict()
            .get::<hayro_syntax::object::Name<'_>>(&b"Type"[..]);
        let Some(kind) = kind.filter(|kind| TEXT_STREAMS.contains(&kind.as_str())) else {
            return;
        };
        if let Ok(content) = stream.decoded() {
            let part = if kind.as_str() == "Metadata" {
                "文書情報"
            } else {
                "添付ファイル"
            };
            let text = String::from_utf8_lossy(&content).into_owned();
            self.list.push((text, part));
        }
    }
}

/// A text string of a PDF: UTF-16 with its mark, UTF-8 with its mark, or plain; none for binary ones.
fn decoded(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            Some(
                char::decode_utf16(units)
                    .map(|c| c.unwrap_or('\u{fffd}'))
                    .collect(),
            )
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => Some(String::from_utf8_lossy(rest).into_owned()),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::{decoded, may_hold_strings};

    #[test]
    fn what_may_hold_a_string_is_looked_into() {
        for source in [
            "<</Alt (a)>>",
            "[1 <FEFF> 2]",
            "<</A [(a)]>>",
            "<</A <</B 1>>>>",
        ] {
            assert!(may_hold_strings(source.as_bytes()), "{source}");
        }
        for source in ["<</K [1 2]/P 3 0 R>>", "[0.5 1.25 /Name null]"] {
            assert!(!may_hold_strings(source.as_bytes()), "{source}");
        }
    }

    #[test]
    fn strings_of_every_encoding_are_read() {
        let wide: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain("題𠮷".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(decoded(&wide).as_deref(), Some("題𠮷"));
        assert_eq!(decoded("\u{feff}題".as_bytes()).as_deref(), Some("題"));
        assert_eq!(decoded(b"plain").as_deref(), Some("plain"));
        assert_eq!(decoded(&[0xff, 0x00]), None);
    }
}
