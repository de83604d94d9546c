//! What people put onto a form besides the values of its cells: notes, threads, text boxes, pictures,
//! strike-through, hidden rows, new and copied sheets, locks. Each is written into the package as Excel writes it.

use super::{
    Book, Entry, RELATIONS, STYLES, WORKBOOK, attribute, cell_span, column_of, escaped,
    escaped_text, quoted, row_of, with_cell,
};

pub(super) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const THREADS: &str = "http://schemas.microsoft.com/office/2017/10/relationships";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "[Content_Types].xml";
const XML_SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// A note (コメント of old, now メモ) on a cell.
pub fn add_note(form: &[u8], sheet: &str, cell: &str, text: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    book.note(sheet, cell, text);
    book.save()
}

/// A thread of comments on a cell, each of an author; Excel keeps the whole as a note beside, for older programs.
pub fn add_thread(form: &[u8], sheet: &str, cell: &str, comments: &[(&str, &str)]) -> Vec<u8> {
    let mut book = Book::open(form);
    let id = |at: usize| format!("{{00000000-0000-4000-8000-{at:012}}}");
    let (mut persons, mut thread, mut whole) = (String::new(), String::new(), String::new());
    for (at, (author, text)) in comments.iter().enumerate() {
        let parent = (at > 0).then(|| format!(" parentId=\"{}\"", id(0)));
        persons.push_str(&format!(
            "<person displayName=\"{}\" id=\"{}\" userId=\"{at}\" providerId=\"None\"/>",
            escaped(author),
            id(at + 100)
        ));
        thread.push_str(&format!(
            "<threadedComment ref=\"{cell}\" dT=\"2026-04-10T01:02:03.04\" personId=\"{}\" id=\"{}\"{}><text>{}</text></threadedComment>",
            id(at + 100),
            id(at),
            parent.unwrap_or_default(),
            escaped_text(text)
        ));
        let role = if at == 0 { "コメント" } else { "返信" };
        whole.push_str(&format!("{role}:\n    {text}\n"));
    }
    let schema = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
    let part = book.part_of(sheet);
    book.parts.push((
        "xl/threadedComments/threadedComment1.xml".to_owned(),
        format!("{HEAD}<ThreadedComments xmlns=\"{schema}\">{thread}</ThreadedComments>")
            .into_bytes(),
    ));
    book.parts.push((
        "xl/persons/person.xml".to_owned(),
        format!("{HEAD}<personList xmlns=\"{schema}\">{persons}</personList>").into_bytes(),
    ));
    book.relate(
        &part,
        &format!("{THREADS}/threadedComment"),
        "../threadedComments/threadedComment1.xml",
    );
    book.relate(WORKBOOK, &format!("{THREADS}/person"), "persons/person.xml");
    book.note(
        sheet,
        cell,
        &format!(
            "[スレッド化されたコメント]\n\n使用している Excel のバージョンでは、このスレッド化されたコメントを読み取ることができますが、\
             新しいバージョンの Excel でファイルを開いた場合は、コメントに対するすべての編集が削除されます。詳細: \
             https://go.microsoft.com/fwlink/?linkid=870924\n\n{whole}"
        ),
    );
    book.save()
}

/// A text box whose upper left corner lies in a cell. No text makes an empty shape.
pub fn add_text_box(form: &[u8], sheet: &str, cell: &str, text: &str) -> Vec<u8> {
    let lines: String = text
        .lines()
        .map(|line| {
            format!(
                "<a:p><a:r><a:rPr lang=\"ja-JP\"/><a:t>{}</a:t></a:r></a:p>",
                escaped(line)
            )
        })
        .collect();
    let lines = if lines.is_empty() {
        "<a:p><a:endParaRPr lang=\"ja-JP\"/></a:p>".to_owned()
    } else {
        lines
    };
    let mut book = Book::open(form);
    book.draw(
        sheet,
        cell,
        &format!(
            "<xdr:sp macro=\"\" textlink=\"\"><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"テキスト ボックス 1\"/><xdr:cNvSpPr txBox=\"1\"/></xdr:nvSpPr>\
             <xdr:spPr><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/>{lines}</xdr:txBody></xdr:sp>"
        ),
    );
    book.save()
}

/// A picture whose upper left corner lies in a cell.
pub fn add_picture(form: &[u8], sheet: &str, cell: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    book.draw(
        sheet,
        cell,
        "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"3\" name=\"図 2\" descr=\"写真\"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip/>\
         <a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>",
    );
    book.save()
}

/// Hides rows, from and to their numbers as Excel shows them.
pub fn hide_rows(form: &[u8], sheet: &str, first: u32, last: u32) -> Vec<u8> {
    let mut book = Book::open(form);
    let part = book.part_of(sheet);
    let mut xml = book.text_of(&part);
    for row in first..=last {
        let open = format!("<row r=\"{row}\"");
        if !xml.contains(&open) {
            xml = with_cell(&xml, &format!("A{row}"));
        }
        xml = xml.replacen(&open, &format!("{open} hidden=\"1\""), 1);
    }
    book.set(&part, xml);
    book.save()
}

/// Hides columns, from and to their letters.
pub fn hide_columns(form: &[u8], sheet: &str, first: &str, last: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let part = book.part_of(sheet);
    let xml = book.text_of(&part);
    let (first, last) = (column_of(first), column_of(last));
    let start = xml.find("<cols>").expect("columns") + "<cols>".len();
    let end = start + xml[start..].find("</cols>").expect("an end");
    let number = |tag: &str, name: &str| -> u32 {
        let value = attribute(tag, name).expect("a column's number");
        value.parse().expect("a number")
    };
    let kept: String = xml[start..end]
        .split_inclusive("/>")
        .filter(|tag| number(tag, "max") < first || number(tag, "min") > last)
        .collect();
    let hidden =
        format!("<col min=\"{first}\" max=\"{last}\" width=\"0\" hidden=\"1\" customWidth=\"1\"/>");
    book.set(
        &part,
        format!("{}{hidden}{kept}{}", &xml[..start], &xml[end..]),
    );
    book.save()
}

/// Hides a sheet: `hidden`, or `veryHidden` from Excel's own menu too.
pub fn hide_sheet(form: &[u8], sheet: &str, state: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let open = format!("<sheet name=\"{}\"", escaped(sheet));
    let workbook = book.text_of(WORKBOOK);
    assert!(workbook.contains(&open), "no sheet {sheet}");
    book.set(
        WORKBOOK,
        workbook.replacen(&open, &format!("{open} state=\"{state}\""), 1),
    );
    book.save()
}

/// Strikes a cell through: the whole of it by its format, or the first `characters` of its text.
pub fn strike(form: &[u8], sheet: &str, cell: &str, characters: Option<usize>) -> Vec<u8> {
    let mut book = Book::open(form);
    let Some(characters) = characters else {
        book.restyle(sheet, cell, |book, xf| {
            let font = book.struck_font(&attribute(xf, "fontId").expect("a font"));
            super::with_attribute(xf, "fontId", |_| font.clone())
        });
        return book.save();
    };
    let text = book.text(sheet, cell).expect("a text to strike");
    let (struck, rest): (String, String) = (
        text.chars().take(characters).collect(),
        text.chars().skip(characters).collect(),
    );
    let run = |format: &str, text: &str| {
        let text = escaped_text(text);
        format!("<r>{format}<t xml:space=\"preserve\">{text}</t></r>")
    };
    let runs = run("<rPr><strike/><sz val=\"11\"/></rPr>", &struck)
        + &run("<rPr><sz val=\"11\"/></rPr>", &rest);
    let xml = format!("<is>{runs}</is>");
    let t = "inlineStr".to_owned();
    book.put(sheet, cell, &Entry::Raw { t, xml });
    book.save()
}

/// Locks a cell, as copying a locked cell onto it does.
pub fn lock(form: &[u8], sheet: &str, cell: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    book.restyle(sheet, cell, |_, xf| {
        xf.replace("<protection locked=\"0\"/>", "")
    });
    book.save()
}

/// Adds a sheet with these cells behind all others.
pub fn add_sheet(form: &[u8], name: &str, cells: &[(&str, Entry)]) -> Vec<u8> {
    let mut book = Book::open(form);
    book.add_sheet(
        name,
        format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData></sheetData></worksheet>"),
    );
    for (cell, entry) in cells {
        book.put(name, cell, entry);
    }
    book.save()
}

/// Takes a sheet out of the workbook. What names pointed there still does.
pub fn drop_sheet(form: &[u8], sheet: &str) -> Vec<u8> {
    super::edit_part(form, WORKBOOK, |workbook| {
        let open = format!("<sheet name=\"{}\"", escaped(sheet));
        let start = workbook
            .find(&open)
            .unwrap_or_else(|| panic!("no sheet {sheet}"));
        let end = start + workbook[start..].find("/>").expect("an end") + 2;
        format!("{}{}", &workbook[..start], &workbook[end..])
    })
}

/// Copies a sheet as Excel does: the names of the workbook get twins of the new sheet alone.
pub fn copy_sheet(form: &[u8], sheet: &str, name: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let xml = book.text_of(&book.part_of(sheet));
    let xml = ["<drawing ", "<legacyDrawing "]
        .iter()
        .fold(xml, |xml, open| match xml.find(open) {
            Some(at) => {
                let end = at + xml[at..].find("/>").expect("an end") + 2;
                format!("{}{}", &xml[..at], &xml[end..])
            }
            None => xml,
        });
    let number = book.sheets().len();
    let reference = quoted(sheet) + "!";
    let twins: String = book
        .defined_names()
        .into_iter()
        .filter(|(_, target)| target.starts_with(&reference))
        .map(|(known, target)| {
            let target = target.replace(&reference, &(quoted(name) + "!"));
            format!(
                "<definedName name=\"{known}\" localSheetId=\"{number}\">{}</definedName>",
                escaped(&target)
            )
        })
        .collect();
    book.add_sheet(name, xml);
    let workbook = book.text_of(WORKBOOK);
    book.set(
        WORKBOOK,
        workbook.replacen("</definedNames>", &format!("{twins}</definedNames>"), 1),
    );
    book.save()
}

/// Moves a sheet before all others.
pub fn move_sheet_first(form: &[u8], sheet: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let workbook = book.text_of(WORKBOOK);
    let start = workbook
        .find(&format!("<sheet name=\"{}\"", escaped(sheet)))
        .unwrap_or_else(|| panic!("no sheet {sheet}"));
    let end = start + workbook[start..].find("/>").expect("an end") + 2;
    let tag = &workbook[start..end];
    let rest = format!("{}{}", &workbook[..start], &workbook[end..]);
    book.set(
        WORKBOOK,
        rest.replacen("<sheets>", &format!("<sheets>{tag}"), 1),
    );
    book.save()
}

impl Book {
    /// Adds the part of a sheet, and its entry in the workbook.
    fn add_sheet(&mut self, name: &str, xml: String) {
        let part_of = |number: usize| format!("xl/worksheets/sheet{number}.xml");
        let known = |number: &usize| {
            self.parts
                .iter()
                .any(|(known, _)| *known == part_of(*number))
        };
        let first = self.sheets().len() + 1;
        let number = (first..).find(|number| !known(number)).expect("a number");
        let part = part_of(number);
        self.parts.push((part.clone(), xml.into_bytes()));
        let id = self.relate(
            WORKBOOK,
            &format!("{OFFICE}/worksheet"),
            &format!("worksheets/sheet{number}.xml"),
        );
        self.declare(&part, XML_SHEET);
        let workbook = self.text_of(WORKBOOK);
        let tag = format!(
            "<sheet name=\"{}\" sheetId=\"{}\" r:id=\"{id}\"/></sheets>",
            escaped(name),
            number + 100
        );
        self.set(WORKBOOK, workbook.replacen("</sheets>", &tag, 1));
    }

    fn declare(&mut self, part: &str, kind: &str) {
        let types = self.text_of(TYPES);
        let line = format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/></Types>");
        self.set(TYPES, types.replacen("</Types>", &line, 1));
    }

    /// Adds a relationship of a part; gives its id.
    pub(super) fn relate(&mut self, part: &str, kind: &str, target: &str) -> String {
        let list = relations_of(part);
        if self.parts.iter().all(|(known, _)| *known != list) {
            let schema = "http://schemas.openxmlformats.org/package/2006/relationships";
            let empty = format!("{HEAD}<Relationships xmlns=\"{schema}\"></Relationships>");
            self.parts.push((list.clone(), empty.into_bytes()));
        }
        let relations = self.text_of(&list);
        let id = format!("rIdA{}", relations.matches("<Relationship ").count() + 1);
        let line = format!(
            "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/></Relationships>"
        );
        self.set(&list, relations.replacen("</Relationships>", &line, 1));
        id
    }

    /// The part of a kind that a sheet's part is related to.
    fn related(&self, part: &str, kind: &str) -> Option<String> {
        let list = relations_of(part);
        let known = self.parts.iter().any(|(name, _)| *name == list);
        let relations = known.then(|| self.text_of(&list))?;
        let target = super::tags(&relations, "Relationship").find_map(|tag| {
            (attribute(tag, "Type")?.ends_with(kind)).then(|| attribute(tag, "Target"))?
        })?;
        Some(format!(
            "xl/{}",
            target.trim_start_matches("../").trim_start_matches("/xl/")
        ))
    }

    fn note(&mut self, sheet: &str, cell: &str, text: &str) {
        let part = self.part_of(sheet);
        let comment = format!(
            "<comment ref=\"{cell}\" authorId=\"0\"><text><t xml:space=\"preserve\">{}</t></text></comment></commentList>",
            escaped_text(text)
        );
        if let Some(notes) = self.related(&part, "/comments") {
            let xml = self.text_of(&notes);
            self.set(&notes, xml.replacen("</commentList>", &comment, 1));
            return;
        }
        let number = self
            .parts
            .iter()
            .filter(|(name, _)| name.starts_with("xl/comments"))
            .count()
            + 1;
        let notes = format!("xl/comments{number}.xml");
        self.parts.push((
            notes.clone(),
            format!("{HEAD}<comments xmlns=\"{MAIN}\"><authors><author>総務課</author></authors><commentList>{comment}</comments>")
                .into_bytes(),
        ));
        self.declare(
            &notes,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
        );
        self.relate(
            &part,
            &format!("{OFFICE}/comments"),
            &format!("../comments{number}.xml"),
        );
        let shape = format!("xl/drawings/vmlDrawing{number}.vml");
        self.parts.push((shape, note_shape(cell).into_bytes()));
        let types = self.text_of(TYPES);
        let vml = "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>";
        if !types.contains(vml) {
            let at = types.find("<Default").expect("types");
            self.set(TYPES, format!("{}{vml}{}", &types[..at], &types[at..]));
        }
        let id = self.relate(
            &part,
            &format!("{OFFICE}/vmlDrawing"),
            &format!("../drawings/vmlDrawing{number}.vml"),
        );
        self.append_to_sheet(&part, &format!("<legacyDrawing r:id=\"{id}\"/>"), &[]);
    }

    /// Draws a shape from a cell to the second one right of and below it.
    pub(super) fn draw(&mut self, sheet: &str, cell: &str, shape: &str) {
        let part = self.part_of(sheet);
        let (row, column) = (row_of(cell) - 1, column_of(cell) - 1);
        let corner = |row: u32, column: u32| {
            format!(
                "<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
            )
        };
        let anchor = format!(
            "<xdr:twoCellAnchor><xdr:from>{}</xdr:from><xdr:to>{}</xdr:to>{shape}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>",
            corner(row, column),
            corner(row + 2, column + 2)
        );
        if let Some(drawing) = self.related(&part, "/drawing") {
            let xml = self.text_of(&drawing);
            self.set(&drawing, xml.replacen("</xdr:wsDr>", &anchor, 1));
            return;
        }
        let number = self
            .parts
            .iter()
            .filter(|(name, _)| name.starts_with("xl/drawings/drawing"))
            .count()
            + 1;
        let drawing = format!("xl/drawings/drawing{number}.xml");
        let spaces = "xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";
        self.parts.push((
            drawing.clone(),
            format!("{HEAD}<xdr:wsDr {spaces}>{anchor}").into_bytes(),
        ));
        self.declare(
            &drawing,
            "application/vnd.openxmlformats-officedocument.drawing+xml",
        );
        let id = self.relate(
            &part,
            &format!("{OFFICE}/drawing"),
            &format!("../drawings/drawing{number}.xml"),
        );
        let tag = format!("<drawing r:id=\"{id}\"/>");
        self.append_to_sheet(&part, &tag, &["<legacyDrawing"]);
    }

    /// Puts an element near the end of a sheet, before these, where the schema wants it.
    pub(super) fn append_to_sheet(&mut self, part: &str, tag: &str, before: &[&str]) {
        let xml = self.text_of(part);
        let at = before
            .iter()
            .chain(&["<tableParts", "<extLst", "</worksheet>"])
            .find_map(|mark| xml.find(mark))
            .expect("the end of a sheet");
        let xml = format!("{}{tag}{}", &xml[..at], &xml[at..]);
        let schema = format!(" xmlns:r=\"{OFFICE}\"");
        let xml = if xml.contains(&schema) {
            xml
        } else {
            xml.replacen("<worksheet", &format!("<worksheet{schema}"), 1)
        };
        self.set(part, xml);
    }

    /// Gives a cell a changed copy of its style.
    fn restyle(&mut self, sheet: &str, cell: &str, change: impl Fn(&mut Self, &str) -> String) {
        let part = self.part_of(sheet);
        let mut xml = self.text_of(&part);
        if cell_span(&xml, cell).is_none() {
            xml = with_cell(&xml, cell);
        }
        let (start, _) = cell_span(&xml, cell).expect("the cell");
        let end = start + xml[start..].find('>').expect("an end");
        let tag = &xml[start..end];
        let like: usize = attribute(tag, "s").map_or(0, |s| s.parse().expect("a style"));
        let old = self.style(like);
        let new = change(self, &format!(" {old}"));
        let at = self.add_style(new.trim_start());
        let open = format!("<c r=\"{cell}\"");
        let rest = match attribute(tag, "s") {
            Some(old) => tag[open.len()..].replacen(&format!(" s=\"{old}\""), "", 1),
            None => tag[open.len()..].to_owned(),
        };
        let changed = format!("{}{open} s=\"{at}\"{rest}{}", &xml[..start], &xml[end..]);
        self.set(&part, changed);
    }

    /// A font like another one, struck through.
    fn struck_font(&mut self, like: &str) -> String {
        let styles = self.text_of(STYLES);
        let start = styles.find("<fonts").expect("fonts");
        let end = start + styles[start..].find("</fonts>").expect("an end");
        let table = &styles[start..end];
        let fonts: Vec<&str> = super::elements(table, "font").collect();
        let like: usize = like.parse().expect("a font's number");
        let (bold, rest) = match fonts[like].strip_prefix("<b/>") {
            Some(rest) => ("<b/>", rest),
            None => ("", fonts[like]),
        };
        let table = table.replacen(
            &format!("count=\"{}\"", fonts.len()),
            &format!("count=\"{}\"", fonts.len() + 1),
            1,
        );
        let changed = format!(
            "{}{table}<font>{bold}<strike/>{rest}</font>{}",
            &styles[..start],
            &styles[end..]
        );
        let at = fonts.len();
        self.set(STYLES, changed);
        at.to_string()
    }
}

/// The part of a part's relationships.
fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').expect("a folder");
    let list = format!("{folder}/_rels/{name}.rels");
    debug_assert!(part != WORKBOOK || list == RELATIONS);
    list
}

/// The shape that Excel wants for a note.
fn note_shape(cell: &str) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
         path=\"m,l,21600r21600,l21600,xe\"/><v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\" style=\"visibility:hidden\">\
         <v:textbox><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:Row>{}</x:Row><x:Column>{}</x:Column>\
         </x:ClientData></v:shape></xml>",
        row_of(cell) - 1,
        column_of(cell) - 1
    )
}
