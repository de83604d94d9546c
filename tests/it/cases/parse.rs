//! Splits tests/cases/*.txt into cases and words. What the words mean is reported in tests/cases/README.md and
//! known to `scene` and `edit` only.

/// One case: a heading, and its lines in order.
#[derive(Debug)]
pub struct Case {
    /// `numbers.txt:12`
    pub at: String,
    pub title: String,
    pub lines: Vec<Line>,
}

#[derive(Debug)]
pub struct Line {
    /// `numbers.txt:13`
    pub at: String,
    /// An expectation begins with `=>`, which is dropped.
    pub expected: bool,
    pub words: Vec<Word>,
}

/// A word of a line: as it stands, or a text in quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    Bare(String),
    Text(String),
}

/// The cases of one file. A fault in the file is one of its author and panics with its line.
pub fn cases(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let at = format!("{file}:{number}");
        let line = line.trim();
        if let Some(title) = line.strip_prefix("== ") {
            cases.push(Case {
                at,
                title: title.to_owned(),
                lines: Vec::new(),
            });
        } else if !line.is_empty() && !line.starts_with('#') {
            let (expected, rest) = match line.strip_prefix("=> ") {
                Some(rest) => (true, rest),
                None => (false, line),
            };
            let words = words(rest).unwrap_or_else(|why| panic!("{at}: {why}"));
            let case = cases.last_mut();
            let case = case.unwrap_or_else(|| panic!("{at}: a line before the first case"));
            case.lines.push(Line {
                at,
                expected,
                words,
            });
        }
    }
    cases
}

/// Words end at white space; `"…"` is a text. A sheet's name in `'…'` and a label in `[…]` may hold spaces.
fn words(line: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '"' => text(&rest[1..])?,
            _ => bare(rest)?,
        };
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

fn bare(rest: &str) -> Result<(Word, &str), String> {
    let mut quoted = false;
    let end = rest.find(|c: char| {
        quoted ^= c == '\'' || (c == '[' && !quoted) || (c == ']' && quoted);
        c == ' ' && !quoted
    });
    if quoted && end.is_none() {
        return Err("a sheet's name or a label that does not end".to_owned());
    }
    let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
    Ok((Word::Bare(word.to_owned()), after))
}

/// `\n`, `\r`, `\t`, `\"`, `\\` and `\u{1F363}` are written as in Rust.
fn text(rest: &str) -> Result<(Word, &str), String> {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((Word::Text(text), &rest[at + 1..])),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, 'r')) => text.push('\r'),
                Some((_, c @ ('"' | '\\'))) => text.push(c),
                Some((_, 'u')) => {
                    let digits: String = chars
                        .by_ref()
                        .map(|(_, c)| c)
                        .skip_while(|c| *c == '{')
                        .take_while(|c| *c != '}')
                        .collect();
                    let point = u32::from_str_radix(&digits, 16).ok();
                    let c = point.and_then(char::from_u32);
                    text.push(c.ok_or_else(|| format!("\\u{{{digits}}} is no character"))?);
                }
                other => return Err(format!("an escape that is none: {other:?}")),
            },
            c => text.push(c),
        }
    }
    Err("a text that does not end".to_owned())
}

#[test]
fn words_texts_and_sheets() {
    let bare = |t: &str| Word::Bare(t.to_owned());
    let text = |t: &str| Word::Text(t.to_owned());
    let all = cases(
        "a.txt",
        "# note\n== 題\n  note '1 ①'!C2 \"あ \\\"\\n\\u{20BB7}\"\n=> V001 @in.x:D+1\n",
    );
    assert_eq!((all.len(), all[0].title.as_str()), (1, "題"));
    let [edit, reported] = all[0].lines.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(
        edit.words,
        [bare("note"), bare("'1 ①'!C2"), text("あ \"\n𠮷")]
    );
    assert_eq!((edit.expected, edit.at.as_str()), (false, "a.txt:3"));
    assert_eq!(reported.words, [bare("V001"), bare("@in.x:D+1")]);
    assert!(reported.expected);
    for wrong in ["\"あ", "'1-①!C1", "\"\\x\"", "\"\\u{D800}\""] {
        assert!(words(wrong).is_err(), "{wrong}");
    }
}
