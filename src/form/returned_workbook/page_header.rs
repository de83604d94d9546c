//! Headers and footers of a printed sheet: the texts in them without the codes of their look, and whether they show a
//! picture. Page numbers, dates and names of files are no texts.

use super::Rejection;
use super::xml::Xml;

/// What stands in the headers and footers of one sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageTexts {
    /// Of each section that holds a text of its own, once.
    pub texts: Vec<String>,
    pub has_picture: bool,
}

impl PageTexts {
    /// Those of the open `headerFooter`.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while xml.child()?.is_some() {
            let mut text = String::new();
            xml.text_into(&mut text)?;
            self.add(&text);
        }
        Ok(())
    }

    /// Adds the sections of a text with codes (ECMA-376 18.3.1.39: `&L`, `&"font"`, `&9`, `&K000000`, `&P`, `&&`).
    fn add(&mut self, written: &str) {
        let (mut section, mut is_numbered) = (String::new(), false);
        let mut rest = written;
        while let Some(at) = rest.find('&') {
            section.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let Some(code) = rest.chars().next() else {
                break;
            };
            let after = &rest[code.len_utf8()..];
            rest = match code {
                '&' => {
                    section.push('&');
                    after
                }
                'L' | 'C' | 'R' | 'l' | 'c' | 'r' => {
                    self.push(&section, is_numbered);
                    section.clear();
                    is_numbered = false;
                    after
                }
                '"' => after.split_once('"').map_or("", |(_, after)| after),
                '0'..='9' => after.trim_start_matches(|c: char| c.is_ascii_digit()),
                'K' | 'k' => {
                    let is_colour = |c: char| c.is_ascii_hexdigit() || matches!(c, '+' | '-');
                    let length = after.chars().take(6).take_while(|c| is_colour(*c)).count();
                    &after[length..]
                }
                'P' | 'p' | 'N' | 'n' => {
                    is_numbered = true;
                    match after.strip_prefix(['+', '-']) {
                        Some(by) if by.starts_with(|c: char| c.is_ascii_digit()) => {
                            by.trim_start_matches(|c: char| c.is_ascii_digit())
                        }
                        _ => after,
                    }
                }
                'G' | 'g' => {
                    self.has_picture = true;
                    after
                }
                _ => after,
            };
        }
        section.push_str(rest);
        self.push(&section, is_numbered);
    }

    /// Adds a text, unless it is nothing but the words about a page number.
    pub(super) fn push(&mut self, text: &str, is_numbered: bool) {
        let text = text.trim();
        let is_word = |word: &str| {
            let words = [
                "ページ",
                "頁",
                "Page",
                "page",
                "of",
                "/",
                "-",
                "－",
                "全",
                "の",
            ];
            words
                .iter()
                .fold(word.to_owned(), |rest, known| rest.replace(known, ""))
                .is_empty()
        };
        let counts = is_numbered && text.split_whitespace().all(is_word);
        let is_seen = text.chars().any(char::is_alphanumeric);
        if is_seen && !counts && !self.texts.iter().any(|known| known == text) {
            self.texts.push(text.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(written: &str) -> Vec<String> {
        let mut page = PageTexts::default();
        page.add(written);
        page.texts
    }

    #[test]
    fn texts_without_codes() {
        for (written, expected) in [
            ("&R&\"BIZ UDPGothic,Regular\"&9 調査票", &["調査票"][..]),
            ("&L財政課&C&P/&N&R&A", &["財政課"]),
            ("&C&P / &N ページ", &[]),
            ("&CPage &P of &N", &[]),
            ("&C&P+3ページ（未定稿）", &["ページ（未定稿）"]),
            ("&R&KFF0000社外秘&L&K01+000係&&課", &["社外秘", "係&課"]),
            ("未定稿&Z&F &D", &["未定稿"]),
            ("&C&G", &[]),
            ("&", &[]),
            ("&\"切れた", &[]),
        ] {
            assert_eq!(texts(written), expected, "{written}");
        }
    }

    #[test]
    fn pictures() {
        let mut page = PageTexts::default();
        page.add("&C&G");
        assert!(page.has_picture);
    }
}
