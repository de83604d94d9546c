//! Pulls elements from one XML part, element by element, under a limit of depth and without any
//! document type (so no entity is ever expanded). It knows nothing of spreadsheets.

use std::borrow::Cow;
use std::io::{BufRead, Error, Read};

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesCData, BytesEnd, BytesRef, BytesStart, BytesText, Event};
use quick_xml::{Reader, XmlVersion};

use super::Rejection;
use super::limits::{DEPTH, PIECE_BYTES, TEXT_BYTES, damaged, too_large};

/// A reader of one part. Whoever is given an element reads it to its end: by [`Xml::child`] until
/// `None`, by [`Xml::node`] until [`Node::Close`], by [`Xml::text_into`] or by [`Xml::skip`].
pub(super) struct Xml<'a> {
    source: Source<'a>,
    part: &'a str,
    depth: usize,
}

/// Where the XML comes from.
enum Source<'a> {
    Text(Reader<&'a [u8]>),
    /// Never in memory as a whole; the buffer holds one tag or text.
    Stream(Reader<Pieces<'a>>, Vec<u8>),
}

/// A stream that ends in an error where one tag or text of it is longer than [`PIECE_BYTES`].
struct Pieces<'a> {
    stream: Box<dyn BufRead + 'a>,
    left: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        self.stream.read(buffer)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> Result<&[u8], Error> {
        if self.left == 0 {
            return Err(Error::other("too long"));
        }
        self.stream.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.stream.consume(count);
    }
}

/// What stands next inside the open element.
pub(super) enum Node<'a> {
    Open(BytesStart<'a>),
    Text(Cow<'a, str>),
    Close,
}

/// A [`Node`] as the parser gives it.
enum Piece<'a> {
    Open(BytesStart<'a>),
    Text(BytesText<'a>),
    CData(BytesCData<'a>),
    Entity(Cow<'a, str>),
    Close,
}

impl<'a> Xml<'a> {
    /// `part` names the part in messages.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            source: Source::Text(reader),
            part,
            depth: 0,
        }
    }

    /// Of a part that is too large to be held; it must be in UTF-8.
    pub(super) fn stream(part: &'a str, stream: Box<dyn BufRead + 'a>) -> Self {
        let left = PIECE_BYTES;
        let mut reader = Reader::from_reader(Pieces { stream, left });
        reader.config_mut().expand_empty_elements = true;
        Self {
            source: Source::Stream(reader, Vec::new()),
            part,
            depth: 0,
        }
    }

    /// The outermost element.
    pub(super) fn root(&mut self) -> Result<BytesStart<'a>, Rejection> {
        loop {
            match self.node()? {
                Node::Open(element) => return Ok(element),
                Node::Text(_) | Node::Close => {}
            }
        }
    }

    /// The next piece of the open element. The end of the part is an error here.
    pub(super) fn node(&mut self) -> Result<Node<'a>, Rejection> {
        match self.piece()? {
            Piece::Open(element) => Ok(Node::Open(element)),
            Piece::Text(text) => Ok(Node::Text(text.xml10_content())),
            Piece::CData(text) => Ok(Node::Text(text.xml10_content())),
            Piece::Entity(text) => Ok(Node::Text(text)),
            Piece::Close => Ok(Node::Close),
        }
    }

    /// The next child element, or `None` when the open element ends. Text between is passed over.
    pub(super) fn child(&mut self) -> Result<Option<BytesStart<'a>>, Rejection> {
        loop {
            match self.piece()? {
                Piece::Open(element) => return Ok(Some(element)),
                Piece::Text(_) | Piece::CData(_) | Piece::Entity(_) => {}
                Piece::Close => return Ok(None),
            }
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), Rejection> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.piece()?;
        }
        Ok(())
    }

    /// Appends the text of the open element and passes over its children.
    pub(super) fn text_into(&mut self, text: &mut String) -> Result<(), Rejection> {
        loop {
            match self.node()? {
                Node::Open(_) => self.skip()?,
                Node::Text(piece) => {
                    text.push_str(&piece);
                    within_text(text.len())?;
                }
                Node::Close => return Ok(()),
            }
        }
    }

    /// Passes over tags that begin with `head` and end at once (`<c r="A1" s="1"/>`), as far as they come next in a
    /// stream; gives the last of them, in bytes. Reading each of them takes many times as long.
    pub(super) fn skip_empty(&mut self, head: &str) -> Option<String> {
        let Source::Stream(reader, _) = &mut self.source else {
            return None;
        };
        let pieces = reader.get_mut();
        pieces.left = PIECE_BYTES;
        let buffer = pieces.fill_buf().ok()?;
        let (mut end, mut last) = (0, None);
        while let Some(tag) = buffer
            .get(end..)
            .and_then(|rest| empty_tag(rest, head.as_bytes()))
        {
            last = Some(end..end + tag);
            end += tag;
        }
        let last = String::from_utf8_lossy(buffer.get(last?)?).into_owned();
        pieces.consume(end);
        Some(last)
    }

    /// One attribute by its full name.
    pub(super) fn attribute<'e>(
        &self,
        element: &'e BytesStart<'_>,
        key: &str,
    ) -> Result<Option<Cow<'e, str>>, Rejection> {
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.broken(&error.to_string()))?;
            if attribute.key.into_inner() == key {
                return self.value(attribute).map(Some);
            }
        }
        Ok(None)
    }

    /// Every attribute by its full name. Doubles are not looked for: that would take quadratic time
    /// on a hostile element.
    pub(super) fn attributes<'e>(
        &self,
        element: &'e BytesStart<'_>,
        mut each: impl FnMut(&'e str, Cow<'e, str>),
    ) -> Result<(), Rejection> {
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.broken(&error.to_string()))?;
            each(attribute.key.into_inner(), self.value(attribute)?);
        }
        Ok(())
    }

    fn value<'e>(&self, attribute: Attribute<'e>) -> Result<Cow<'e, str>, Rejection> {
        match attribute.value {
            Cow::Borrowed(raw) if is_plain(raw) => Ok(Cow::Borrowed(raw)),
            _ => attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.broken(&error.to_string())),
        }
    }

    /// The next piece, its text not yet worked on: much of a part is passed over.
    fn piece(&mut self) -> Result<Piece<'a>, Rejection> {
        loop {
            match self.event() {
                Ok(Event::Start(element)) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(self.broken("要素の入れ子が深すぎます"));
                    }
                    return Ok(Piece::Open(element));
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Piece::Close);
                }
                Ok(Event::Text(text)) => return Ok(Piece::Text(text)),
                Ok(Event::CData(text)) => return Ok(Piece::CData(text)),
                Ok(Event::GeneralRef(entity)) => return self.resolve(&entity).map(Piece::Entity),
                Ok(Event::DocType(_)) => return Err(self.broken("文書型宣言があります")),
                Ok(Event::Eof) => return Err(self.broken("途中で終わっています")),
                Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Err(error) => {
                    if let Source::Stream(reader, _) = &self.source
                        && reader.get_ref().left == 0
                    {
                        return Err(too_large("ひと続きの文字の長さが8MB"));
                    }
                    return Err(self.broken(&error.to_string()));
                }
            }
        }
    }

    fn event(&mut self) -> quick_xml::Result<Event<'a>> {
        match &mut self.source {
            Source::Text(reader) => reader.read_event(),
            Source::Stream(reader, buffer) => {
                buffer.clear();
                reader.get_mut().left = PIECE_BYTES;
                match reader.read_event_into(buffer)? {
                    Event::End(_) => Ok(Event::End(BytesEnd::new(""))),
                    event => Ok(event.into_owned()),
                }
            }
        }
    }

    /// A rejection that names the part.
    pub(super) fn broken(&self, words: &str) -> Rejection {
        damaged(format!("{}: {words}", self.part))
    }

    fn resolve(&self, entity: &BytesRef<'_>) -> Result<Cow<'a, str>, Rejection> {
        match entity.resolve_char_ref() {
            Ok(Some(c)) => return Ok(Cow::Owned(c.to_string())),
            Ok(None) => {}
            Err(error) => return Err(self.broken(&error.to_string())),
        }
        quick_xml::escape::resolve_predefined_entity(entity)
            .map(Cow::Borrowed)
            .ok_or_else(|| self.broken("定義されていない実体があります"))
    }
}

/// An error for a text of one cell that is longer than all may be.
pub(super) fn within_text(bytes: usize) -> Result<(), Rejection> {
    match u64::try_from(bytes) {
        Ok(bytes) if bytes <= TEXT_BYTES => Ok(()),
        _ => Err(too_large("セルの文字の合計が64MB")),
    }
}

/// The length of the empty tag that these bytes begin with.
fn empty_tag(bytes: &[u8], head: &[u8]) -> Option<usize> {
    let rest = bytes.strip_prefix(head)?;
    let end = rest.iter().position(|byte| *byte == b'>')?;
    rest.get(..end)?
        .ends_with(b"/")
        .then_some(head.len() + end + 1)
}

/// Whether an attribute value stands for itself.
fn is_plain(raw: &str) -> bool {
    !raw.bytes()
        .any(|b| matches!(b, b'&' | b'\t' | b'\n' | b'\r'))
}

/// The element's name without its prefix.
pub(super) fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    element.local_name().into_inner()
}

/// A truth value of an attribute.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// A height or width that leaves nothing to be seen.
pub(super) fn is_zero(value: &str) -> bool {
    value
        .trim()
        .parse::<f64>()
        .is_ok_and(|length| length <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(xml: &str) -> Result<String, Rejection> {
        let mut reader = Xml::new("a.xml", xml);
        reader.root()?;
        let mut text = String::new();
        reader.text_into(&mut text)?;
        Ok(text)
    }

    #[test]
    fn text_with_entities_and_cdata() {
        assert_eq!(
            text_of("<?xml version='1.0'?><a>1 &lt; <b>no<c/></b><![CDATA[2 & ]]>&#x4E00;\r\n</a>"),
            Ok("1 < 2 & 一\n".to_owned())
        );
    }

    #[test]
    fn children_in_turn() {
        let mut xml = Xml::new("a.xml", "<a><b x='1&amp;' y='2'/> <p:c><d>e</d></p:c></a>");
        xml.root().unwrap();
        let b = xml.child().unwrap().unwrap();
        assert_eq!(local(&b), "b");
        assert_eq!(xml.attribute(&b, "x").unwrap().unwrap(), "1&");
        assert_eq!(xml.attribute(&b, "z").unwrap(), None);
        xml.skip().unwrap();
        assert_eq!(local(&xml.child().unwrap().unwrap()), "c");
        xml.skip().unwrap();
        assert!(xml.child().unwrap().is_none());
    }

    #[test]
    fn no_document_type_no_unknown_entity_no_depth_no_cut() {
        let deep = "<a>".repeat(DEPTH + 1);
        for (xml, words) in [
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "文書型宣言"),
            ("<a>&x;</a>", "実体"),
            ("<a>&#0;</a>", "a.xml"),
            ("<a>b", "途中"),
            ("<a></b>", "a.xml"),
            ("", "途中"),
            (&deep, "深すぎます"),
        ] {
            let Err(Rejection::Damaged(said)) = text_of(xml).and_then(|_| {
                let mut reader = Xml::new("a.xml", xml);
                reader.root()?;
                reader.skip()
            }) else {
                panic!("{xml}");
            };
            assert!(said.contains(words), "{said}");
        }
    }
}
