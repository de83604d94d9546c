//! Fills the program's own forms as a person would, and spoils them as people do: by editing the .xlsx
//! package itself, so that nothing of the program under test takes part. Shared by the tests and by
//! `examples/make_samples.rs`. It knows the forms as the program writes them, not any workbook.

#![allow(dead_code, reason = "the tests and the example each use a part")]
#![allow(unused_imports, reason = "the tests and the example each use a part")]

// The path holds for the tests and for the example, which take this file from two places.
#[path = "filling/marks.rs"]
mod marks;
#[path = "filling/parts.rs"]
mod parts;

pub use marks::{
    add_note, add_picture, add_sheet, add_text_box, add_thread, copy_sheet, drop_sheet,
    hide_columns, hide_rows, hide_sheet, lock, move_sheet_first, strike,
};

pub use parts::{
    add_active_x, add_check_box, add_dead_names, add_legacy_shape, format_column, list_sheet,
    name_text, place_picture, set_page_header,
};

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What somebody puts into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Text(String),
    Number(f64),
    /// A number shown as a percentage: `Percent(0.985)` shows 98.5%.
    Percent(f64),
    /// A number in a format of this code.
    Formatted(f64, String),
    /// Year, month, day, as Excel keeps what it takes for a date.
    Date(i32, u32, u32),
    /// A formula without `=`, with the result that was last worked out.
    Formula {
        text: String,
        cached: Option<String>,
    },
    /// `#REF!` and its like.
    Error(String),
    Bool(bool),
    /// The cell's content as XML, with the attribute `t`: `Raw { t: "str", xml: "<v>…</v>" }`.
    Raw {
        t: String,
        xml: String,
    },
    Blank,
}

impl From<&str> for Entry {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Entry {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Fills cells by the names of the form (`in.item.1_1.grade`). A name that the form lacks is an error of
/// the caller and panics.
pub fn fill(form: &[u8], entries: &[(&str, Entry)]) -> Vec<u8> {
    let mut book = Book::open(form);
    for (name, entry) in entries {
        let (sheet, cell) = book
            .place(name)
            .unwrap_or_else(|| panic!("the form has no name {name}"));
        book.put(&sheet, &cell, entry);
    }
    book.forget_results();
    book.save()
}

/// Fills every required input with something plausible, going only by the names and the form's own lists
/// and labels: so the forms of any register can be filled in one call.
pub fn fill_all(form: &[u8]) -> Vec<u8> {
    let book = Book::open(form);
    let entries: Vec<(String, Entry)> = names(form)
        .into_iter()
        .filter_map(|name| book.plausible(&name).map(|entry| (name, entry)))
        .collect();
    let entries: Vec<(&str, Entry)> = entries
        .iter()
        .map(|(name, entry)| (name.as_str(), entry.clone()))
        .collect();
    fill(form, &entries)
}

/// All names of inputs, in the order of the workbook.
pub fn names(form: &[u8]) -> Vec<String> {
    Book::open(form)
        .defined_names()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("in."))
        .collect()
}

/// The entries of one of the form's dropdowns (`list.grade`).
pub fn list(form: &[u8], name: &str) -> Vec<String> {
    Book::open(form).entries(name).unwrap_or_default()
}

/// Sheet and cell (`C12`) that a name points to.
pub fn place(form: &[u8], name: &str) -> Option<(String, String)> {
    Book::open(form).place(name)
}

/// The first row of a sheet with this label in column B, or `番号 label` in columns A and B.
pub fn row_labelled(form: &[u8], sheet: &str, label: &str) -> Option<u32> {
    let book = Book::open(form);
    let (code, words) = label.split_once(' ').unwrap_or(("", label));
    (1..=500).find(|row| {
        let text = |column: char| book.text(sheet, &format!("{column}{row}"));
        text('B').as_deref() == Some(words)
            && (code.is_empty() || text('A').as_deref() == Some(code))
    })
}

/// Visible and hidden sheets, in order.
pub fn sheet_names(form: &[u8]) -> Vec<String> {
    Book::open(form)
        .sheets()
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// The text of a cell, whether shared, inline or the result of a formula.
pub fn cell_text(form: &[u8], sheet: &str, cell: &str) -> Option<String> {
    Book::open(form).text(sheet, cell)
}

/// Writes into any cell, beside the form too.
pub fn set_cell(form: &[u8], sheet: &str, cell: &str, entry: &Entry) -> Vec<u8> {
    let mut book = Book::open(form);
    book.put(sheet, cell, entry);
    book.save()
}

/// Writes into many cells at once: sheet, cell, entry.
pub fn set_cells(form: &[u8], entries: &[(String, String, Entry)]) -> Vec<u8> {
    let mut book = Book::open(form);
    for (sheet, cell, entry) in entries {
        book.put(sheet, cell, entry);
    }
    book.save()
}

/// Inserts `count` empty rows above everything on a sheet, as Excel does: cells, names, rules and the
/// sheet's own formulas move along.
pub fn insert_rows_above(form: &[u8], sheet: &str, count: u32) -> Vec<u8> {
    let mut book = Book::open(form);
    book.move_down(sheet, count);
    book.save()
}

/// Renames a sheet and what the defined names say of it; formulas stay.
pub fn rename_sheet(form: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let tag = |name: &str| format!("<sheet name=\"{}\"", escaped(name));
    let reference = |name: &str| format!("{}!", escaped(&quoted(name)));
    let workbook = book.text_of(WORKBOOK);
    assert!(workbook.contains(&tag(old)), "no sheet {old}");
    let changed = workbook
        .replace(&tag(old), &tag(new))
        .replace(&reference(old), &reference(new));
    book.set(WORKBOOK, changed);
    book.save()
}

/// Deletes a defined name.
pub fn drop_name(form: &[u8], name: &str) -> Vec<u8> {
    point_name(form, name, None)
}

/// Names of inputs with sheet and cell, as far as they point to a cell.
pub fn places(form: &[u8]) -> Vec<(String, String, String)> {
    let book = Book::open(form);
    let names = book.defined_names().into_iter().map(|(name, _)| name);
    let places = names
        .filter(|name| name.starts_with("in."))
        .filter_map(|name| {
            let (sheet, cell) = book.place(&name)?;
            let is_cell = cell.starts_with(char::is_alphabetic) && cell.ends_with(char::is_numeric);
            (is_cell && !cell.contains(':')).then_some((name, sheet, cell))
        });
    places.collect()
}

/// Takes away the names of all inputs, as programs do that do not know defined names.
pub fn drop_all_names(form: &[u8]) -> Vec<u8> {
    edit_part(form, WORKBOOK, |workbook| {
        let mut pieces = workbook.split("<definedName ");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (tag, rest) = piece.split_once("</definedName>").expect("an end");
            if !tag.contains("name=\"in.") {
                out.push_str(&format!("<definedName {tag}</definedName>"));
            }
            out.push_str(rest);
        }
        out
    })
}

/// Changes the XML of one part.
pub fn edit_part(form: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut book = Book::open(form);
    let xml = change(&book.text_of(part));
    book.set(part, xml);
    book.save()
}

/// Lets a defined name point elsewhere: `Some("'1-①'!$C$12")`, `Some("#REF!")`; `None` deletes it.
pub fn point_name(form: &[u8], name: &str, target: Option<&str>) -> Vec<u8> {
    let mut book = Book::open(form);
    let workbook = book.text_of(WORKBOOK);
    let open = format!("<definedName name=\"{name}\">");
    let start = workbook
        .find(&open)
        .unwrap_or_else(|| panic!("the form has no name {name}"));
    let close = "</definedName>";
    let end = start + workbook[start..].find(close).expect("an end") + close.len();
    let put = target.map_or(String::new(), |t| format!("{open}{}{close}", escaped(t)));
    book.set(
        WORKBOOK,
        format!("{}{put}{}", &workbook[..start], &workbook[end..]),
    );
    book.save()
}

/// A value of the hidden sheet `_form`.
pub fn meta(form: &[u8], key: &str) -> Option<String> {
    let book = Book::open(form);
    let row = book.meta_row(key)?;
    book.text("_form", &format!("B{row}"))
}

/// Sets a value of the hidden sheet `_form`.
pub fn set_meta(form: &[u8], key: &str, value: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let row = book
        .meta_row(key)
        .unwrap_or_else(|| panic!("_form has no key {key}"));
    book.put("_form", &format!("B{row}"), &value.into());
    book.save()
}

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const SHARED: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

/// Numbers of Excel's own formats.
const PERCENT_FORMAT: u32 = 10;
const DATE_FORMAT: u32 = 14;

/// Full-width characters on a line of the input column, and points that a line takes.
const LINE_CHARACTERS: usize = 24;
const LINE_POINTS: f64 = 14.5;

struct Book {
    parts: Vec<(String, Vec<u8>)>,
    shared: Vec<String>,
}

impl Book {
    fn open(bytes: &[u8]) -> Self {
        let mut package = ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut parts = Vec::new();
        for at in 0..package.len() {
            let mut file = package.by_index(at).expect("a part");
            let name = file.name().expect("a part's name").into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("a part's content");
            parts.push((name, content));
        }
        let mut book = Self {
            parts,
            shared: Vec::new(),
        };
        if book.parts.iter().any(|(name, _)| name == SHARED) {
            let shared = book.text_of(SHARED);
            book.shared = elements(&shared, "si").map(run_text).collect();
        }
        book
    }

    fn save(self) -> Vec<u8> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        for (name, content) in self.parts {
            out.start_file(name, options).expect("a part");
            out.write_all(&content).expect("a part's content");
        }
        out.finish().expect("a package").into_inner()
    }

    fn text_of(&self, part: &str) -> String {
        let (_, content) = self
            .parts
            .iter()
            .find(|(name, _)| name == part)
            .unwrap_or_else(|| panic!("no part {part}"));
        String::from_utf8(content.clone()).expect("UTF-8")
    }

    fn set(&mut self, part: &str, content: String) {
        for (name, old) in &mut self.parts {
            if name == part {
                *old = content.clone().into_bytes();
            }
        }
    }

    /// Names and parts of the sheets.
    fn sheets(&self) -> Vec<(String, String)> {
        let relations: BTreeMap<String, String> = tags(&self.text_of(RELATIONS), "Relationship")
            .filter_map(|tag| Some((attribute(tag, "Id")?, attribute(tag, "Target")?)))
            .collect();
        tags(&self.text_of(WORKBOOK), "sheet")
            .map(|tag| {
                let name = attribute(tag, "name").expect("a sheet's name");
                let id = attribute(tag, "r:id").expect("a sheet's id");
                let target = relations[&id].trim_start_matches("/xl/");
                (name, format!("xl/{target}"))
            })
            .collect()
    }

    fn part_of(&self, sheet: &str) -> String {
        self.sheets()
            .into_iter()
            .find(|(name, _)| name == sheet)
            .unwrap_or_else(|| panic!("no sheet {sheet}"))
            .1
    }

    /// Workbook-level names and what they point to.
    fn defined_names(&self) -> Vec<(String, String)> {
        self.text_of(WORKBOOK)
            .split("<definedName ")
            .skip(1)
            .filter_map(|rest| {
                let (tag, rest) = rest.split_once('>')?;
                let name = attribute(&format!(" {tag}"), "name")?;
                let target = unescaped(rest.split_once("</definedName>")?.0);
                (!tag.contains("localSheetId")).then_some((name, target))
            })
            .collect()
    }

    fn place(&self, name: &str) -> Option<(String, String)> {
        let names = self.defined_names();
        let (_, target) = names.iter().find(|(known, _)| known == name)?;
        let (sheet, cell) = target.rsplit_once('!')?;
        let sheet = sheet
            .strip_prefix('\'')
            .and_then(|s| s.strip_suffix('\''))
            .map_or_else(|| sheet.to_owned(), |s| s.replace("''", "'"));
        Some((sheet, cell.replace('$', "")))
    }

    fn text(&self, sheet: &str, cell: &str) -> Option<String> {
        let xml = self.text_of(&self.part_of(sheet));
        let (start, end) = cell_span(&xml, cell)?;
        let (tag, content) = xml[start..end].split_once('>')?;
        let text = match attribute(tag, "t").as_deref() {
            Some("s") => {
                let at: usize = elements(content, "v").next()?.parse().ok()?;
                self.shared.get(at)?.clone()
            }
            Some("inlineStr") => run_text(content),
            _ => unescaped(elements(content, "v").next()?),
        };
        (!text.is_empty()).then_some(text)
    }

    fn put(&mut self, sheet: &str, cell: &str, entry: &Entry) {
        let part = self.part_of(sheet);
        let mut xml = self.text_of(&part);
        let (start, end) = match cell_span(&xml, cell) {
            Some(span) => span,
            None => {
                xml = with_cell(&xml, cell);
                cell_span(&xml, cell).expect("the new cell")
            }
        };
        let style = xml[start..end]
            .split_once('>')
            .and_then(|(tag, _)| attribute(tag, "s"));
        let style = match entry {
            Entry::Percent(_) => Some(self.style_with(style.as_deref(), PERCENT_FORMAT)),
            Entry::Formatted(_, code) => {
                let format = self.number_format(code);
                Some(self.style_with(style.as_deref(), format))
            }
            Entry::Date(..) => Some(self.style_with(style.as_deref(), DATE_FORMAT)),
            _ => style,
        };
        let style = style.map_or(String::new(), |s| format!(" s=\"{s}\""));
        let (t, content) = content(entry);
        let t = if t.is_empty() {
            String::new()
        } else {
            format!(" t=\"{t}\"")
        };
        let whole = if content.is_empty() {
            format!("<c r=\"{cell}\"{style}/>")
        } else {
            format!("<c r=\"{cell}\"{style}{t}>{content}</c>")
        };
        let mut xml = format!("{}{whole}{}", &xml[..start], &xml[end..]);
        if let Entry::Text(text) = entry {
            xml = grown(&xml, row_of(cell), text);
        }
        self.set(&part, xml);
    }

    /// The form's own formulas lose the results that stood there before it was filled: whoever opens the
    /// form works them out anew.
    fn forget_results(&mut self) {
        for (_, part) in self.sheets() {
            let xml = self.text_of(&part);
            let mut cells = xml.split("<c ");
            let mut out = cells.next().unwrap_or_default().to_owned();
            for cell in cells {
                out.push_str("<c ");
                out.push_str(&without_result(cell));
            }
            self.set(&part, out);
        }
    }

    /// Adds a number format to those of the workbook; gives its id.
    fn number_format(&mut self, code: &str) -> u32 {
        let styles = self.text_of(STYLES);
        let taken = elements_with(&styles, "<numFmt ", "numFmtId");
        let id = taken.into_iter().max().map_or(200, |id| id.max(200) + 1);
        let format = format!(
            "<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>",
            escaped(code)
        );
        let styles = match styles.find("</numFmts>") {
            Some(end) => format!("{}{format}{}", &styles[..end], &styles[end..]),
            None => styles.replacen(
                "<fonts",
                &format!("<numFmts count=\"1\">{format}</numFmts><fonts"),
                1,
            ),
        };
        self.set(STYLES, styles);
        id
    }

    /// The style `like`, but with another number format.
    fn style_with(&mut self, like: Option<&str>, format: u32) -> String {
        let like = like.map_or(0, |s| s.parse().expect("a style's number"));
        let old = self.style(like);
        let number = attribute(&format!(" {old}"), "numFmtId").expect("a format");
        let new = old.replacen(
            &format!("numFmtId=\"{number}\""),
            &format!("numFmtId=\"{format}\""),
            1,
        );
        self.add_style(&new)
    }

    /// A style of the table, without `<xf `.
    fn style(&self, at: usize) -> String {
        let styles = self.text_of(STYLES);
        let (start, end) = style_table(&styles);
        let all = styles[start..end].split("<xf ").skip(1);
        all.collect::<Vec<_>>()[at].to_owned()
    }

    /// Adds a style to the table; gives its number.
    fn add_style(&mut self, new: &str) -> String {
        let styles = self.text_of(STYLES);
        let (start, end) = style_table(&styles);
        let table = &styles[start..end];
        let at = table.split("<xf ").count() - 1;
        let count = format!("count=\"{at}\"");
        let table = table.replacen(&count, &format!("count=\"{}\"", at + 1), 1);
        let changed = format!("{}{table}<xf {new}{}", &styles[..start], &styles[end..]);
        self.set(STYLES, changed);
        at.to_string()
    }

    fn move_down(&mut self, sheet: &str, count: u32) {
        let part = self.part_of(sheet);
        let mut xml = self.text_of(&part);
        for name in ["r", "ref", "sqref", "topLeftCell", "activeCell"] {
            xml = with_attribute(&xml, name, |value| moved(value, count));
        }
        let mut out = String::new();
        let mut rest = xml.as_str();
        while let Some((before, after)) = rest.split_once("<f>") {
            let (formula, after) = after.split_once("</f>").expect("an end");
            out.push_str(&format!("{before}<f>{}</f>", moved(formula, count)));
            rest = after;
        }
        out.push_str(rest);
        self.set(&part, out);
        let reference = escaped(&quoted(sheet)) + "!";
        let mut pieces = Vec::new();
        let workbook = self.text_of(WORKBOOK);
        for (at, piece) in workbook.split(&reference).enumerate() {
            let (target, after) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
            pieces.push(if at == 0 {
                piece.to_owned()
            } else {
                format!("{}{after}", moved(target, count))
            });
        }
        self.set(WORKBOOK, pieces.join(&reference));
    }

    fn meta_row(&self, key: &str) -> Option<u32> {
        (1..1_000).find(|row| self.text("_form", &format!("A{row}")).as_deref() == Some(key))
    }

    fn plausible(&self, name: &str) -> Option<Entry> {
        let (sheet, cell) = self.place(name)?;
        let row = row_of(&cell);
        let text = |column: char| self.text(&sheet, &format!("{column}{row}"));
        let code = text('A').unwrap_or_default();
        let key = name.rsplit('.').next()?;
        Some(match key {
            "grade" => self.choice("list.grade", "A")?.into(),
            "status" => self.choice("list.status", "実施中")?.into(),
            "state" => self.choice("list.state", "確定値")?.into(),
            "reason" => format!("{code}の取組を計画どおり進めたため。")
                .as_str()
                .into(),
            "result" => format!("{code}の取組を4月から進め、9月に終えた。")
                .as_str()
                .into(),
            "actual" => plausible_actual(&text('E').unwrap_or_default()),
            "name" if name.contains("approval") => "確認 花子".into(),
            "name" => "記入 太郎".into(),
            "date" => "R8.5.8".into(),
            _ => return None,
        })
    }

    /// The entry of a list that begins with `wanted`, else the first.
    fn choice(&self, list: &str, wanted: &str) -> Option<String> {
        let entries = self.entries(list)?;
        let fitting = entries.iter().find(|e| e.starts_with(wanted));
        fitting.or_else(|| entries.first()).cloned()
    }

    fn entries(&self, list: &str) -> Option<Vec<String>> {
        let (sheet, range) = self.place(list)?;
        let (first, last) = range.split_once(':').unwrap_or((&range, &range));
        let column = first.trim_end_matches(|c: char| c.is_ascii_digit());
        let rows = row_of(first)..=row_of(last);
        Some(
            rows.filter_map(|row| self.text(&sheet, &format!("{column}{row}")))
                .collect(),
        )
    }
}

/// The target itself, which stands in column E: a number, or words.
fn plausible_actual(guide: &str) -> Entry {
    let Some((_, target)) = guide.split_once("目標 ") else {
        return Entry::Number(10.0);
    };
    let target = target.lines().next().unwrap_or_default();
    let digits: String = target
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .filter(|c| *c != ',')
        .collect();
    match digits.parse() {
        Ok(number) => Entry::Number(number),
        Err(_) => target.into(),
    }
}

/// The numbers that the tags of this beginning have in an attribute.
fn elements_with(xml: &str, tag: &str, name: &str) -> Vec<u32> {
    let tags = xml.split(tag).skip(1);
    tags.filter_map(|rest| attribute(&format!(" {rest}"), name)?.parse().ok())
        .collect()
}

/// Where the table of cell formats begins and ends.
fn style_table(styles: &str) -> (usize, usize) {
    let start = styles.find("<cellXfs").expect("styles");
    let end = start + styles[start..].find("</cellXfs>").expect("an end");
    (start, end)
}

/// The attribute `t` and the content of a cell.
fn content(entry: &Entry) -> (&str, String) {
    let value = |text: &str| format!("<v>{}</v>", escaped(text));
    match entry {
        Entry::Text(text) => (
            "inlineStr",
            format!(
                "<is><t xml:space=\"preserve\">{}</t></is>",
                escaped_text(text)
            ),
        ),
        Entry::Number(number) | Entry::Percent(number) | Entry::Formatted(number, _) => {
            ("", value(&number.to_string()))
        }
        Entry::Date(year, month, day) => ("", value(&serial(*year, *month, *day).to_string())),
        Entry::Formula { text, cached } => {
            let number = cached.as_deref().is_none_or(|c| c.parse::<f64>().is_ok());
            let cached = cached.as_deref().map_or(String::new(), value);
            let t = if number { "" } else { "str" };
            (t, format!("<f>{}</f>{cached}", escaped(text)))
        }
        Entry::Error(error) => ("e", value(error)),
        Entry::Bool(truth) => ("b", value(if *truth { "1" } else { "0" })),
        Entry::Raw { t, xml } => (t, xml.clone()),
        Entry::Blank => ("", String::new()),
    }
}

/// A cell with a formula, but not an input's.
fn without_result(cell: &str) -> String {
    let own = cell.contains("</f><v>") && !cell.starts_with("r=\"C");
    match (cell.find("<v>"), cell.find("</v>")) {
        (Some(start), Some(end)) if own => format!(
            "{}{}",
            &cell[..start],
            &cell[end + "</v>".len()..]
        )
        .replacen(" t=\"str\"", "", 1),
        _ => cell.to_owned(),
    }
}

/// Excel's number of a day after February 1900.
fn serial(year: i32, month: u32, day: u32) -> i64 {
    let day = chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let zero = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
    (day - zero).num_days()
}

/// Where `<c r="C12" …>…</c>` stands.
fn cell_span(xml: &str, cell: &str) -> Option<(usize, usize)> {
    let start = xml.find(&format!("<c r=\"{cell}\""))?;
    let close = start + xml[start..].find('>')? + 1;
    if xml[..close].ends_with("/>") {
        return Some((start, close));
    }
    let end = close + xml[close..].find("</c>")? + "</c>".len();
    Some((start, end))
}

/// The same sheet with an empty cell (and row, where there is none) in its place.
fn with_cell(xml: &str, cell: &str) -> String {
    let row = row_of(cell);
    let empty = format!("<c r=\"{cell}\"/>");
    let rows: Vec<(usize, u32)> = xml
        .match_indices("<row r=\"")
        .map(|(at, tag)| {
            let number: String = xml[at + tag.len()..]
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            (at, number.parse().expect("a row's number"))
        })
        .collect();
    let Some(&(at, _)) = rows.iter().find(|(_, number)| *number == row) else {
        let at = rows
            .iter()
            .find(|(_, number)| *number > row)
            .map(|(at, _)| *at)
            .or_else(|| xml.find("</sheetData>"))
            .expect("rows");
        return format!("{}<row r=\"{row}\">{empty}</row>{}", &xml[..at], &xml[at..]);
    };
    let close = at + xml[at..].find('>').expect("an end") + 1;
    if xml[..close].ends_with("/>") {
        return format!("{}>{empty}</row>{}", &xml[..close - 2], &xml[close..]);
    }
    let end = close + xml[close..].find("</row>").expect("an end");
    let after = xml[close..end]
        .match_indices("<c r=\"")
        .find(|(at, tag)| {
            let other: String = xml[close + at + tag.len()..]
                .chars()
                .take_while(|c| *c != '"')
                .collect();
            column_of(&other) > column_of(cell)
        })
        .map_or(end, |(at, _)| close + at);
    format!("{}{empty}{}", &xml[..after], &xml[after..])
}

/// Rows grow while somebody types, in Excel as in LibreOffice; here it is done by hand.
fn grown(xml: &str, row: u32, text: &str) -> String {
    let lines: usize = text
        .lines()
        .map(|line| line.chars().count().div_ceil(LINE_CHARACTERS).max(1))
        .sum();
    let needed = lines as f64 * LINE_POINTS + 6.0;
    let Some(start) = xml.find(&format!("<row r=\"{row}\"")) else {
        return xml.to_owned();
    };
    let end = start + xml[start..].find('>').expect("an end");
    let tag = &xml[start..end];
    match attribute(tag, "ht").and_then(|h| h.parse::<f64>().ok()) {
        Some(height) if height < needed => {
            let height = needed.min(409.0);
            let tag = with_attribute(tag, "ht", |_| height.to_string());
            format!("{}{tag}{}", &xml[..start], &xml[end..])
        }
        _ => xml.to_owned(),
    }
}

fn row_of(cell: &str) -> u32 {
    cell.trim_start_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .expect("a row's number")
}

fn column_of(cell: &str) -> u32 {
    cell.bytes()
        .take_while(u8::is_ascii_alphabetic)
        .fold(0, |n, letter| n * 26 + u32::from(letter - b'A') + 1)
}

/// Each reference (`C12`, `$C$12`, `$1:$2`, or a row's bare number) moved down; words in quotes and
/// functions stay.
fn moved(text: &str, count: u32) -> String {
    if let Ok(row) = text.parse::<u32>() {
        return (row + count).to_string();
    }
    let mut out = String::new();
    let (mut word, mut in_quotes) = (String::new(), false);
    for c in text.chars().chain([' ']) {
        if !in_quotes && (c.is_ascii_alphanumeric() || c == '$') {
            word.push(c);
            continue;
        }
        out.push_str(&moved_word(&std::mem::take(&mut word), count));
        in_quotes ^= c == '"';
        out.push(c);
    }
    out.pop();
    out
}

fn moved_word(word: &str, count: u32) -> String {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let (Ok(row), true) = (
        word[letters.len()..].parse::<u32>(),
        letters.contains(|c: char| c == '$' || c.is_ascii_uppercase()),
    ) else {
        return word.to_owned();
    };
    format!("{letters}{}", row + count)
}

/// Every ` name="value"` with its value changed.
fn with_attribute(xml: &str, name: &str, change: impl Fn(&str) -> String) -> String {
    let open = format!(" {name}=\"");
    let mut pieces = xml.split(&open);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (value, rest) = piece.split_once('"').expect("a quoted value");
        out.push_str(&format!("{open}{}\"{rest}", change(value)));
    }
    out
}

/// The tags of that name, without `<name` and `>`.
fn tags<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let open = format!("<{name} ");
    xml.match_indices(&open)
        .filter_map(|(at, _)| {
            let rest = &xml[at..];
            Some(&rest[..rest.find('>')?])
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// The contents of the elements of that name (which must not nest).
fn elements<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    xml.match_indices(&open)
        .filter_map(|(at, _)| {
            let rest = &xml[at + open.len()..];
            let (tag, rest) = rest.split_once('>')?;
            let whole = tag.is_empty() || tag.starts_with(' ');
            if !whole {
                None
            } else if tag.ends_with('/') {
                Some("")
            } else {
                Some(&rest[..rest.find(&close)?])
            }
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// The text of a string item, runs joined.
fn run_text(item: &str) -> String {
    elements(item, "t").map(unescaped).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split_once('"')?.0))
}

/// As names quote a sheet. The program's forms quote each but 記入要領 in 印刷範囲.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Characters that XML forbids are written as Excel writes them, and what looks like one so written too.
fn escaped_text(text: &str) -> String {
    let mut out = String::new();
    let text = escaped(text);
    for (at, c) in text.char_indices() {
        match c {
            '\t' | '\n' => out.push(c),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            '_' if looks_escaped(&text[at..]) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
    out
}

/// `_x001B`, whatever follows: the closing `_` may be that of the next character.
fn looks_escaped(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|t| t.get(..4));
    digits.is_some_and(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
