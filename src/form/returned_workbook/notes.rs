//! Notes on the cells of an Excel sheet: legacy comments, and threads with their authors. Excel keeps each
//! thread as a legacy comment as well, for older programs; it is given once.

use std::collections::{BTreeMap, BTreeSet};

use super::formula::cell as cell_reference;
use super::limits::{Budget, COLUMNS, ROWS, TABLE_ROWS, too_large};
use super::package::Package;
use super::relationships::Relationship;
use super::strings::{rich_text, shown_text};
use super::xml::{Xml, local};
use super::{Note, Rejection};

/// How the legacy comment of a thread begins.
const THREAD_HEADS: [&str; 3] = [
    "[Threaded comment]",
    "[スレッド化されたコメント]",
    "[スレッド コメント]",
];
/// After these words the legacy comment of a thread has the thread itself.
const THREAD_STARTS: [&str; 2] = ["\nComment:\n", "\nコメント:\n"];

/// Authors of threads by their ids.
#[derive(Default)]
pub(super) struct Persons(BTreeMap<String, String>);

impl Persons {
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Rejection> {
        let mut persons = Self::default();
        if text.is_empty() {
            return Ok(persons);
        }
        let mut xml = Xml::new(part, text);
        xml.root()?;
        while let Some(element) = xml.child()? {
            let (mut id, mut name) = (String::new(), String::new());
            xml.attributes(&element, |key, value| match key {
                "id" => id = value.into_owned(),
                "displayName" => name = value.into_owned(),
                _ => {}
            })?;
            persons.0.insert(id, name);
            if persons.0.len() > TABLE_ROWS {
                return Err(too_large("コメントを書いた人の数が10万"));
            }
            xml.skip()?;
        }
        Ok(persons)
    }
}

/// The notes of a sheet by the parts that it is related to, in the order of their cells.
pub(super) fn notes(
    package: &mut Package<'_>,
    related: &[Relationship],
    persons: &Persons,
    budget: &mut Budget,
) -> Result<Vec<Note>, Rejection> {
    let mut notes = Vec::new();
    for part in related.iter().filter(|part| part.kind == "threadedComment") {
        if let Some(text) = package.part(&part.path)? {
            notes.extend(threads(&part.path, &text, persons, budget)?);
        }
    }
    let threaded: BTreeSet<(u32, u32)> = notes.iter().map(|note: &Note| note.place).collect();
    for part in related.iter().filter(|part| part.kind == "comments") {
        if let Some(text) = package.part(&part.path)? {
            let legacy = comments(&part.path, &text, budget)?.into_iter();
            notes.extend(legacy.filter_map(|note| once(note, &threaded)));
        }
    }
    notes.sort_by_key(|note| note.place);
    Ok(notes)
}

/// A legacy comment, unless its thread is known already.
fn once(note: Note, threaded: &BTreeSet<(u32, u32)>) -> Option<Note> {
    if threaded.contains(&note.place) && is_thread(&note.text) {
        return None;
    }
    let text = unthreaded(&note.text).to_owned();
    Some(Note { text, ..note })
}

fn is_thread(text: &str) -> bool {
    THREAD_HEADS.iter().any(|head| text.starts_with(head))
}

/// The text of a legacy comment; of one that stands for a thread the words about older programs go.
pub(super) fn unthreaded(text: &str) -> &str {
    if !is_thread(text) {
        return text;
    }
    let start = THREAD_STARTS
        .iter()
        .find_map(|start| text.find(start).map(|at| at + start.len()));
    start.and_then(|at| text.get(at..)).map_or(text, str::trim)
}

fn comments(part: &str, text: &str, budget: &mut Budget) -> Result<Vec<Note>, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut notes = Vec::new();
    let mut runs = Vec::new();
    while let Some(element) = xml.child()? {
        if local(&element) != "commentList" {
            xml.skip()?;
            continue;
        }
        while let Some(element) = xml.child()? {
            let place = place(&xml, xml.attribute(&element, "ref")?.as_deref())?;
            let mut text = String::new();
            while let Some(element) = xml.child()? {
                if local(&element) == "text" {
                    runs.clear();
                    rich_text(&mut xml, &mut text, &mut runs)?;
                } else {
                    xml.skip()?;
                }
            }
            let text = shown_text(&text).into_owned();
            budget.take_mark(text.len())?;
            if is_seen(&text) {
                notes.push(Note { place, text });
            }
        }
    }
    Ok(notes)
}

fn threads(
    part: &str,
    text: &str,
    persons: &Persons,
    budget: &mut Budget,
) -> Result<Vec<Note>, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut threads: BTreeMap<(u32, u32), String> = BTreeMap::new();
    while let Some(element) = xml.child()? {
        let place = place(&xml, xml.attribute(&element, "ref")?.as_deref())?;
        let person = xml.attribute(&element, "personId")?.unwrap_or_default();
        let author = persons.0.get(person.as_ref()).map_or("", String::as_str);
        let mut text = String::new();
        while let Some(element) = xml.child()? {
            if local(&element) == "text" {
                xml.text_into(&mut text)?;
            } else {
                xml.skip()?;
            }
        }
        budget.take_mark(author.len() + text.len())?;
        let thread = threads.entry(place).or_default();
        if !is_seen(&text) {
            continue;
        }
        if !thread.is_empty() {
            thread.push('\n');
        }
        if !author.is_empty() {
            thread.push_str(author);
            thread.push_str(": ");
        }
        thread.push_str(&shown_text(&text));
    }
    let threads = threads.into_iter();
    Ok(threads.map(|(place, text)| Note { place, text }).collect())
}

fn place(xml: &Xml<'_>, reference: Option<&str>) -> Result<(u32, u32), Rejection> {
    reference
        .and_then(cell_reference)
        .filter(|(row, column)| *row < ROWS && *column < COLUMNS)
        .ok_or_else(|| xml.broken("メモの付いたセルの番地が正しくありません"))
}

pub(super) fn is_seen(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_reported_once() {
        let persons = Persons::read(
            "person.xml",
            "<personList><person displayName='総務 太郎' id='{1}'/></personList>",
        )
        .unwrap();
        let budget = &mut Budget::new();
        let threads = threads(
            "threadedComment1.xml",
            "<ThreadedComments><threadedComment ref='C5' personId='{1}' id='a'><text>32件では？</text></threadedComment>\
             <threadedComment ref='C5' personId='{9}' id='b' parentId='a'><text>はい</text><mentions/></threadedComment></ThreadedComments>",
            &persons,
            budget,
        )
        .unwrap();
        assert_eq!(threads.len(), 1);
        assert_eq!(threads[0].text, "総務 太郎: 32件では？\nはい");
        let legacy = |place, text: &str| Note {
            place,
            text: text.to_owned(),
        };
        let known = BTreeSet::from([(4, 2)]);
        for head in THREAD_HEADS {
            let text =
                format!("{head}\n\n詳細: https://\n\nコメント:\n    32件では？\n返信:\n    はい\n");
            assert_eq!(once(legacy((4, 2), &text), &known), None);
            let left = once(legacy((9, 2), &text), &known).unwrap();
            assert_eq!(left.text, "32件では？\n返信:\n    はい");
        }
        let plain = legacy((4, 2), "別のメモ");
        assert_eq!(once(plain.clone(), &known), Some(plain));
    }

    #[test]
    fn legacy_comments() {
        let read = |list: &str| {
            let text = format!("<comments><authors/><commentList>{list}</commentList></comments>");
            comments("comments1.xml", &text, &mut Budget::new())
        };
        let notes = read(
            "<comment ref='B2'><text><r><rPr><b/></rPr><t>総務課:</t></r><r><t>_x000D_\n要確認</t></r></text></comment>\
             <comment ref='B3'><text><t> </t></text></comment>",
        )
        .unwrap();
        assert_eq!(notes.len(), 1);
        assert_eq!(notes[0].place, (1, 1));
        assert_eq!(notes[0].text, "総務課:\n要確認");
        for bad in ["<comment><text/></comment>", "<comment ref='XFE1'/>"] {
            assert!(matches!(read(bad), Err(Rejection::Damaged(_))), "{bad}");
        }
    }
}
