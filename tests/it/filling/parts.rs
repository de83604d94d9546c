//! What programs and people leave in a form's package beside cells and shapes: controls, pictures in cells, page headers,
//! names with texts, entries of sheets without content, columns formatted to the last row.

use super::marks::{HEAD, MAIN, OFFICE};
use super::{Book, Entry, WORKBOOK, column_of, escaped, row_of};

const VML: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
const RICH: &str = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata";
const RICH_PARTS: &str = "http://schemas.microsoft.com/office/2017/06/relationships";

/// A check box (form control) at a cell, as Excel writes it: a hidden shape, its legacy drawing, and its own part.
pub fn add_check_box(form: &[u8], sheet: &str, cell: &str, label: &str, ticked: bool) -> Vec<u8> {
    let mut book = Book::open(form);
    let text = match label {
        "" => String::new(),
        label => format!(
            "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody>",
            escaped(label)
        ),
    };
    book.draw(
        sheet,
        cell,
        &format!("<xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"1025\" name=\"Check Box 1\" hidden=\"1\"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/>{text}</xdr:sp>"),
    );
    let checked = if ticked {
        "<x:Checked>1</x:Checked>"
    } else {
        ""
    };
    book.legacy(sheet, &legacy_shape(cell, "Checkbox", label, checked));
    let part = book.part_of(sheet);
    let checked = if ticked { " checked=\"Checked\"" } else { "" };
    let schema = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
    let properties = format!(
        "{HEAD}<formControlPr xmlns=\"{schema}\" objectType=\"CheckBox\"{checked} lockText=\"1\"/>"
    );
    book.control(&part, "ctrlProp", "ctrlProps/ctrlProp1.xml", properties);
    book.save()
}

/// A text box or a check box that stands in the legacy drawing alone, as older programs write it.
pub fn add_legacy_shape(form: &[u8], sheet: &str, cell: &str, kind: &str, text: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let checked = if kind == "Checkbox" {
        "<x:Checked>1</x:Checked>"
    } else {
        ""
    };
    book.legacy(sheet, &legacy_shape(cell, kind, text, checked));
    book.save()
}

/// An ActiveX text box with a text.
pub fn add_active_x(form: &[u8], sheet: &str, text: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let part = book.part_of(sheet);
    let schema = "http://schemas.microsoft.com/office/2006/activeX";
    let content = format!(
        "{HEAD}<ax:ocx xmlns:ax=\"{schema}\" ax:classid=\"{{8BD21D10-EC42-11CE-9E0D-00AA006002F3}}\" ax:persistence=\"persistPropertyBag\">\
         <ax:ocxPr ax:name=\"Value\" ax:value=\"{}\"/></ax:ocx>",
        escaped(text)
    );
    book.control(&part, "control", "activeX/activeX1.xml", content);
    book.save()
}

/// A picture placed in a cell, with its alternative text, as Excel writes it.
pub fn place_picture(form: &[u8], sheet: &str, cell: &str, words: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let xml = "<v>#VALUE!</v>".to_owned();
    let t = "e".to_owned();
    book.put(sheet, cell, &Entry::Raw { t, xml });
    let part = book.part_of(sheet);
    let changed = book
        .text_of(&part)
        .replacen(" t=\"e\"", " t=\"e\" vm=\"1\"", 1);
    book.set(&part, changed);
    let parts = [
        (
            "metadata.xml",
            format!("{OFFICE}/sheetMetadata"),
            format!(
                "<metadata xmlns=\"{MAIN}\" xmlns:xlrd=\"{RICH}\"><metadataTypes count=\"1\"><metadataType name=\"XLRICHVALUE\"/></metadataTypes>\
                 <futureMetadata name=\"XLRICHVALUE\" count=\"1\"><bk><extLst><ext uri=\"{{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}}\"><xlrd:rvb i=\"0\"/></ext></extLst></bk></futureMetadata>\
                 <valueMetadata count=\"1\"><bk><rc t=\"1\" v=\"0\"/></bk></valueMetadata></metadata>"
            ),
        ),
        (
            "richData/rdrichvalue.xml",
            format!("{RICH_PARTS}/rdRichValue"),
            format!(
                "<rvData xmlns=\"{RICH}\" count=\"1\"><rv s=\"0\"><v>0</v><v>5</v><v>{}</v></rv></rvData>",
                escaped(words)
            ),
        ),
        (
            "richData/rdrichvaluestructure.xml",
            format!("{RICH_PARTS}/rdRichValueStructure"),
            format!(
                "<rvStructures xmlns=\"{RICH}\" count=\"1\"><s t=\"_localImage\"><k n=\"_rvRel:LocalImageIdentifier\" t=\"i\"/><k n=\"CalcOrigin\" t=\"i\"/><k n=\"Text\" t=\"s\"/></s></rvStructures>"
            ),
        ),
    ];
    for (name, kind, content) in parts {
        book.relate(WORKBOOK, &kind, name);
        book.add_part(format!("xl/{name}"), format!("{HEAD}{content}"));
    }
    book.save()
}

/// Sets the header of a sheet's printed pages, with Excel's codes.
pub fn set_page_header(form: &[u8], sheet: &str, header: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let part = book.part_of(sheet);
    let xml = book.text_of(&part);
    let (open, close) = ("<oddHeader>", "</oddHeader>");
    let start = xml.find(open).expect("a header") + open.len();
    let end = xml.find(close).expect("an end");
    let changed = format!("{}{}{}", &xml[..start], escaped(header), &xml[end..]);
    book.set(&part, changed);
    book.save()
}

/// A name that stands for a text.
pub fn name_text(form: &[u8], name: &str, text: &str) -> Vec<u8> {
    let line = format!(
        "<definedName name=\"{name}\">\"{}\"</definedName>",
        escaped(text)
    );
    in_workbook(form, "</definedNames>", &line)
}

/// Names of old workbooks that point nowhere.
pub fn add_dead_names(form: &[u8], count: usize) -> Vec<u8> {
    let name = |n| format!("<definedName name=\"旧集計{n}\">[1]集計!#REF!</definedName>");
    let names: String = (0..count).map(name).collect();
    in_workbook(form, "</definedNames>", &names)
}

/// An entry in the list of sheets whose relationship leads nowhere; an empty one is what Excel keeps of old modules.
pub fn list_sheet(form: &[u8], name: &str, relationship: &str) -> Vec<u8> {
    let name = escaped(name);
    let entry = format!("<sheet name=\"{name}\" sheetId=\"900\" r:id=\"{relationship}\"/>");
    in_workbook(form, "</sheets>", &entry)
}

/// Formats a column of a sheet to the last row, which Excel writes cell by cell.
pub fn format_column(form: &[u8], sheet: &str, column: char) -> Vec<u8> {
    let mut book = Book::open(form);
    let part = book.part_of(sheet);
    let xml = book.text_of(&part);
    let last = xml.rfind("<row r=\"").expect("rows");
    let last: u32 = super::attribute(&xml[last..], "r")
        .and_then(|row| row.parse().ok())
        .expect("a row");
    let rows: String = (last + 1..=1_048_576)
        .map(|row| format!("<row r=\"{row}\" spans=\"3:3\"><c r=\"{column}{row}\" s=\"1\"/></row>"))
        .collect();
    let close = "</sheetData>";
    book.set(&part, xml.replacen(close, &(rows + close), 1));
    book.save()
}

fn in_workbook(form: &[u8], before: &str, text: &str) -> Vec<u8> {
    let mut book = Book::open(form);
    let workbook = book.text_of(WORKBOOK);
    assert!(workbook.contains(before));
    book.set(
        WORKBOOK,
        workbook.replacen(before, &(text.to_owned() + before), 1),
    );
    book.save()
}

fn legacy_shape(cell: &str, kind: &str, text: &str, more: &str) -> String {
    let (row, column) = (row_of(cell) - 1, column_of(cell) - 1);
    let (below, right) = (row + 1, column + 1);
    format!(
        "<v:shape id=\"_x0000_s1025\" type=\"#_x0000_t201\"><v:textbox><div style=\"text-align:left\"><font>{}</font></div></v:textbox>\
         <x:ClientData ObjectType=\"{kind}\"><x:Anchor>{column}, 0, {row}, 0, {right}, 0, {below}, 0</x:Anchor>{more}</x:ClientData></v:shape>",
        escaped(text)
    )
}

impl Book {
    fn add_part(&mut self, name: String, content: String) {
        assert!(self.parts.iter().all(|(known, _)| *known != name));
        self.parts.push((name, content.into_bytes()));
    }

    /// Adds the legacy drawing of a sheet.
    fn legacy(&mut self, sheet: &str, shapes: &str) {
        let part = self.part_of(sheet);
        let drawing = format!("{HEAD}<xml {VML}>{shapes}</xml>");
        self.add_part("xl/drawings/vmlDrawing90.vml".to_owned(), drawing);
        let id = self.relate(
            &part,
            &format!("{OFFICE}/vmlDrawing"),
            "../drawings/vmlDrawing90.vml",
        );
        self.append_to_sheet(&part, &format!("<legacyDrawing r:id=\"{id}\"/>"), &[]);
    }

    /// Adds the part of a control, and lists the control in its sheet.
    fn control(&mut self, part: &str, kind: &str, name: &str, content: String) {
        self.add_part(format!("xl/{name}"), content);
        let id = self.relate(part, &format!("{OFFICE}/{kind}"), &format!("../{name}"));
        let tag = format!(
            "<controls><control shapeId=\"1025\" r:id=\"{id}\" name=\"Control 1\"/></controls>"
        );
        self.append_to_sheet(part, &tag, &[]);
    }
}
