//! The blocks of a Markdown document as data: headings, paragraphs, lists, tables and code, which are all that docs/ uses.
//! Anything else is refused, so that nothing is left out of the PDF silently.

use anyhow::{Context as _, Result, bail};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

type Events<'a> = std::iter::Peekable<Parser<'a>>;

/// The document's title (its first heading) and its blocks.
pub fn of(markdown: &str) -> Result<(String, Vec<Value>)> {
    let mut events = Parser::new_ext(markdown, Options::ENABLE_TABLES).peekable();
    let blocks = blocks(&mut events, None)?;
    let first = blocks.first().context("an empty document")?;
    let title = plain(&first["parts"]);
    Ok((title, blocks))
}

/// The blocks up to the end of what holds them.
fn blocks(events: &mut Events<'_>, end: Option<TagEnd>) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    loop {
        match events.peek() {
            None if end.is_none() => return Ok(all),
            Some(Event::End(tag)) if Some(*tag) == end => {
                events.next();
                return Ok(all);
            }
            // An item of a tight list holds its text without a paragraph.
            Some(
                Event::Text(_) | Event::Code(_) | Event::Start(Tag::Strong | Tag::Link { .. }),
            ) => {
                all.push(json!({ "kind": "par", "parts": parts(events, None)? }));
            }
            _ => all.extend(block(events)?),
        }
    }
}

fn block(events: &mut Events<'_>) -> Result<Option<Value>> {
    let made = match events.next().context("an end without a beginning")? {
        Event::Start(Tag::Heading { level, .. }) => {
            let parts = parts(events, Some(TagEnd::Heading(level)))?;
            json!({ "kind": "heading", "level": depth(level), "place": place(&plain(&parts)), "parts": parts })
        }
        Event::Start(Tag::Paragraph) => {
            json!({ "kind": "par", "parts": parts(events, Some(TagEnd::Paragraph))? })
        }
        Event::Start(Tag::List(first)) => {
            let mut items = Vec::new();
            while let Some(Event::Start(Tag::Item)) = events.peek() {
                events.next();
                items.push(blocks(events, Some(TagEnd::Item))?);
            }
            events.next();
            json!({ "kind": "list", "ordered": first.is_some(), "items": items })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
            code(events)?
        }
        Event::Start(Tag::Table(_)) => table(events)?,
        // The line that sets the part in English of no document apart.
        Event::Rule => return Ok(None),
        other => bail!("the manual's press knows no {other:?}"),
    };
    Ok(Some(made))
}

fn code(events: &mut Events<'_>) -> Result<Value> {
    let mut text = String::new();
    loop {
        match events.next() {
            Some(Event::Text(more)) => text.push_str(&more),
            Some(Event::End(TagEnd::CodeBlock)) => break,
            other => bail!("{other:?} in a block of code"),
        }
    }
    let lines: Vec<&str> = text.lines().collect();
    Ok(json!({ "kind": "code", "lines": lines }))
}

/// Head and rows, and how the width is shared: 0 for a column as wide as its content.
fn table(events: &mut Events<'_>) -> Result<Value> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    loop {
        match events.next().context("a table without an end")? {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                let cell = parts(events, Some(TagEnd::TableCell))?;
                rows.last_mut().context("a cell without a row")?.push(cell);
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {}
            Event::End(TagEnd::Table) => break,
            other => bail!("{other:?} in a table"),
        }
    }
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns).map(|at| share(&rows, at)).collect();
    let head = rows.remove(0);
    Ok(json!({ "kind": "table", "head": head, "rows": rows, "widths": widths }))
}

/// By the longest text and the usual one, in half-width characters.
fn share(rows: &[Vec<Value>], at: usize) -> usize {
    let widths: Vec<usize> = rows
        .iter()
        .filter_map(|row| row.get(at))
        .map(|cell| plain(cell).width())
        .collect();
    let longest = widths.iter().copied().max().unwrap_or(0);
    let usual = widths.iter().sum::<usize>() / widths.len().max(1);
    if longest <= 28 {
        0
    } else {
        (usual + longest / 3).clamp(12, 60)
    }
}

/// Texts, code, emphasis and links, up to `end` or to the next block.
fn parts(events: &mut Events<'_>, end: Option<TagEnd>) -> Result<Value> {
    let mut all = Vec::new();
    loop {
        let part = match events.peek().context("a text without an end")? {
            Event::End(tag) if Some(*tag) == end => {
                events.next();
                break;
            }
            Event::End(_) | Event::Start(Tag::List(_) | Tag::Paragraph | Tag::CodeBlock(_))
                if end.is_none() =>
            {
                break;
            }
            _ => part(events)?,
        };
        all.push(part);
    }
    Ok(Value::Array(all))
}

fn part(events: &mut Events<'_>) -> Result<Value> {
    Ok(match events.next().context("a text without an end")? {
        Event::Text(text) => json!({ "kind": "text", "text": &*text }),
        Event::Code(text) => json!({ "kind": "code", "text": &*text }),
        // Japanese lines are broken anywhere.
        Event::SoftBreak => json!({ "kind": "text", "text": "" }),
        Event::HardBreak => json!({ "kind": "break" }),
        Event::Start(Tag::Strong) => {
            json!({ "kind": "strong", "parts": parts(events, Some(TagEnd::Strong))? })
        }
        Event::Start(Tag::Link { dest_url, .. }) => {
            let inner = parts(events, Some(TagEnd::Link))?;
            match dest_url.strip_prefix('#') {
                Some(to) => json!({ "kind": "place", "to": to, "parts": inner }),
                // Other documents lie beside this one, under the same name.
                None => json!({ "kind": "strong", "parts": inner }),
            }
        }
        Event::InlineHtml(tag) if &*tag == "<br>" => json!({ "kind": "break" }),
        Event::InlineHtml(text) => json!({ "kind": "text", "text": &*text }),
        other => bail!("the manual's press knows no {other:?}"),
    })
}

/// The text of parts, without what sets it off.
fn plain(parts: &Value) -> String {
    let parts = parts.as_array().into_iter().flatten();
    parts
        .map(|part| match part["text"].as_str() {
            Some(text) => text.to_owned(),
            None => plain(&part["parts"]),
        })
        .collect()
}

const fn depth(level: HeadingLevel) -> usize {
    level as usize
}

/// The place that a heading can be linked to by, as GitHub makes it.
fn place(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        .collect()
}
