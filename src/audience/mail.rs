//! A draft of a mail with its attachments, as a file that mail programs open to be sent: RFC 5322 with MIME. A subject is written
//! in encoded words (RFC 2047), names of files by RFC 2231, texts and files in base64. The same draft gives the same bytes: it has
//! no date, and its boundary follows from what it holds. `X-Unsent` makes Outlook open it as a draft.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// A mail that somebody is still to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft<'a> {
    /// Addresses as the register has them; blank where it has none.
    pub to: &'a str,
    pub subject: &'a str,
    /// Lines end with a line feed.
    pub text: &'a str,
    /// Name and bytes of each.
    pub attachments: Vec<(&'a str, &'a [u8])>,
}

/// Characters of a line of base64 (RFC 2045), and of what one encoded word holds before it is encoded: 39 bytes are 52
/// characters, with which the word stays below 75.
const LINE: usize = 76;
const WORD: usize = 39;
/// Characters of one piece of a file name.
const PIECE: usize = 54;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const OTHER: &str = "application/octet-stream";

impl Draft<'_> {
    /// The bytes of the .eml.
    pub fn file(&self) -> Vec<u8> {
        let boundary = self.boundary();
        let mut mail = String::new();
        let _ = write!(
            mail,
            "X-Unsent: 1\r\nTo: {}\r\nSubject: {}\r\nMIME-Version: 1.0\r\n",
            addresses(self.to).join(",\r\n "),
            encoded_words(self.subject)
        );
        let _ = write!(
            mail,
            "Content-Type: multipart/mixed;\r\n boundary=\"{boundary}\"\r\n\r\n"
        );
        let text = self.text.replace("\r\n", "\n").replace('\n', "\r\n");
        let _ = write!(
            mail,
            "--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            base64_lines(text.as_bytes())
        );
        for (name, bytes) in &self.attachments {
            let kind = if name.ends_with(".xlsx") {
                WORKBOOK
            } else {
                OTHER
            };
            let _ = write!(
                mail,
                "--{boundary}\r\nContent-Type:\r\n {kind}{}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment{}\r\n\r\n{}",
                parameter("name", name),
                parameter("filename", name),
                base64_lines(bytes)
            );
        }
        let _ = write!(mail, "--{boundary}--\r\n");
        mail.into_bytes()
    }

    /// No line of base64 holds `=_`.
    fn boundary(&self) -> String {
        let mut hash = Sha256::new();
        for part in [self.to, self.subject, self.text] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        for (name, bytes) in &self.attachments {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update(bytes);
        }
        let digest = hash.finalize();
        let digits = digest.iter().take(12).map(|b| format!("{b:02x}"));
        format!("=_{}", digits.collect::<String>())
    }
}

/// The addresses of a cell; what is none, or could end the header, is left out.
fn addresses(typed: &str) -> Vec<&str> {
    let parts = typed.split(|c: char| c.is_whitespace() || ",;、，；､".contains(c));
    let plain = |c: char| c.is_ascii_graphic() && !"<>\"(),:;".contains(c);
    let is_address = |part: &&str| part.contains('@') && part.chars().all(plain);
    parts.filter(is_address).collect()
}

/// `=?UTF-8?B?…?=`, as many as it takes, each on a line; no character is torn.
fn encoded_words(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        let full = words.last().is_some_and(|w| w.len() + c.len_utf8() > WORD);
        if full {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    let encoded = words.iter();
    let encoded = encoded.map(|word| format!("=?UTF-8?B?{}?=", base64(word.as_bytes())));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

/// `; filename*0*=UTF-8''…; filename*1*=…`, a piece a line; a short name of ASCII in quotation marks.
fn parameter(name: &str, value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._ ".contains(c);
    if value.len() <= PIECE && value.chars().all(plain) {
        return format!(";\r\n {name}=\"{value}\"");
    }
    let mut pieces = vec![String::new()];
    for c in value.chars() {
        let mut encoded = String::new();
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                    encoded.push(char::from(byte));
                }
                _ => {
                    let _ = write!(encoded, "%{byte:02X}");
                }
            }
        }
        if pieces
            .last()
            .is_some_and(|p| p.len() + encoded.len() > PIECE)
        {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(&encoded);
        }
    }
    if let [only] = pieces.as_slice() {
        return format!(";\r\n {name}*=UTF-8''{only}");
    }
    let mut written = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let charset = if at == 0 { "UTF-8''" } else { "" };
        let _ = write!(written, ";\r\n {name}*{at}*={charset}{piece}");
    }
    written
}

fn base64_lines(bytes: &[u8]) -> String {
    let mut lines = String::with_capacity(bytes.len() / 54 * 74 + 80);
    for chunk in bytes.chunks(LINE / 4 * 3) {
        lines.push_str(&base64(chunk));
        lines.push_str("\r\n");
    }
    lines
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let index = (bits >> (18 - 6 * at)) & 63;
            let letter = LETTERS.get(usize::try_from(index).unwrap_or(0));
            let filled = at <= chunk.len();
            text.push(if filled {
                letter.map_or('=', |l| char::from(*l))
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, 10.
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn lines_are_short_and_nothing_ends_a_header() {
        let name = "04_行政経営デジタル戦略課_進捗状況調査票（とても長い名前の控え）.xlsx";
        let draft = Draft {
            to: "a@example.jp、b@example.jp\r\nBcc: c@example.jp; 市長",
            subject: "【確認のお願い】令和7年度\r\nBcc: x@example.jp　みらい改革プラン　進捗状況調査票について（総務課）",
            text: "総務課　御担当者様\n\nよろしくお願いします。\n",
            attachments: vec![(name, b"PK\x03\x04"), ("a.txt", b"x")],
        };
        let mail = String::from_utf8(draft.file()).expect("a text");
        assert_eq!(mail.as_bytes(), draft.file());
        assert!(mail.is_ascii());
        assert!(
            mail.split("\r\n")
                .all(|line| line.len() <= 78 && !line.contains('\n'))
        );
        assert!(mail.starts_with("X-Unsent: 1\r\nTo: a@example.jp,\r\n b@example.jp,\r\n c@example.jp\r\nSubject: =?UTF-8?B?"));
        assert!(!mail.contains("\r\nBcc"));
        assert!(mail.contains(";\r\n filename*0*=UTF-8''04_%E8%A1%8C"));
        assert!(mail.contains(";\r\n filename=\"a.txt\""));
        assert!(!mail.to_ascii_lowercase().contains("\r\ndate:"));
    }
}
