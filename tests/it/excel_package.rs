//! The parts of the workbooks, held against what Excel insists on and repairs or refuses a file for: the order of
//! elements (ECMA-376, part 1, 18.2 to 18.8), limits, names, and that everything referred to is there. Excel itself
//! runs on no machine that this is built on, so the rules are written out here.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::fixture::parts;
use crate::workbooks::sample_workbooks;

/// An element of a part.
#[derive(Debug, Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    fn read(xml: &[u8]) -> Self {
        let mut reader = Reader::from_reader(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::Empty(start) => {
                    let node = Self::of(&start);
                    open.last_mut().expect("an element").children.push(node);
                }
                Event::End(_) => {
                    let node = open.pop().expect("an element");
                    open.last_mut().expect("a parent").children.push(node);
                }
                Event::Text(text) => {
                    let element = open.last_mut().expect("an element");
                    element.text.push_str(text.as_ref());
                }
                Event::GeneralRef(entity) => {
                    let name: &str = entity.as_ref();
                    let c = quick_xml::escape::unescape(&format!("&{name};"))
                        .expect("an entity")
                        .into_owned();
                    open.last_mut().expect("an element").text.push_str(&c);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "every element is closed");
        open.remove(0).children.remove(0)
    }

    fn of(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let mut node = Self {
            name: start.name().as_ref().to_owned(),
            ..Self::default()
        };
        for attribute in start.attributes() {
            let attribute = attribute.expect("an attribute, given once");
            let key = attribute.key.as_ref().to_owned();
            let value = quick_xml::escape::unescape(&attribute.value)
                .expect("a value")
                .into_owned();
            node.attributes.insert(key, value);
        }
        node
    }

    #[track_caller]
    fn get(&self, key: &str) -> &str {
        let value = self.attributes.get(key);
        value.unwrap_or_else(|| panic!("no {key} in {}", self.name))
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|c| c.name == name)
    }

    /// Every element of this name, at any depth.
    fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }
}

const WORKSHEET: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];
const WORKBOOK: &[&str] = &[
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "extLst",
];
const TABLE: &[&str] = &[
    "autoFilter",
    "sortState",
    "tableColumns",
    "tableStyleInfo",
    "extLst",
];
const STYLES: &[&str] = &[
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];
/// Functions that Excel 2016 has, of those that the workbooks use.
const FUNCTIONS: &[&str] = &[
    "AND",
    "COUNT",
    "COUNTA",
    "COUNTIF",
    "EXACT",
    "IF",
    "ISNUMBER",
    "MIN",
    "OR",
    "ROUND",
    "SUBTOTAL",
    "SUM",
    "SUMPRODUCT",
];

/// Children stand in this order, each but those that may repeat once.
#[track_caller]
fn in_order(part: &str, node: &Node, order: &[&str]) {
    let place = |child: &Node| {
        let place = order.iter().position(|name| *name == child.name);
        place.unwrap_or_else(|| panic!("{part}: {} does not belong here", child.name))
    };
    for pair in node.children.windows(2) {
        let (first, second) = (place(&pair[0]), place(&pair[1]));
        let repeats = first == second && pair[0].name == "conditionalFormatting";
        assert!(
            first < second || repeats,
            "{part}: {} before {}",
            pair[0].name,
            pair[1].name
        );
    }
    node.children.iter().for_each(|child| {
        place(child);
    });
}

/// A package with what its parts say of each other.
struct Package {
    parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    fn of(bytes: &[u8]) -> Self {
        let all = parts(bytes);
        let count = all.len();
        let parts: BTreeMap<String, Vec<u8>> = all.into_iter().collect();
        assert_eq!(parts.len(), count, "no part twice");
        Self { parts }
    }

    #[track_caller]
    fn node(&self, part: &str) -> Node {
        let part = self.parts.get(part);
        Node::read(part.unwrap_or_else(|| panic!("no such part")))
    }

    /// Relationships of a part: id to the part that it leads to.
    fn relationships(&self, part: &str) -> BTreeMap<String, String> {
        let (folder, name) = part.rsplit_once('/').expect("a folder");
        let path = format!("{folder}/_rels/{name}.rels");
        if !self.parts.contains_key(&path) {
            return BTreeMap::new();
        }
        let node = self.node(&path);
        let count = node.children.len();
        let of = |child: &Node| {
            assert_ne!(
                child.attributes.get("TargetMode").map(String::as_str),
                Some("External"),
                "{path}"
            );
            let target = child.get("Target");
            let target = match target.strip_prefix("../") {
                Some(rest) => format!("xl/{rest}"),
                None => format!("{folder}/{target}"),
            };
            assert!(self.parts.contains_key(&target), "{path}: no {target}");
            (child.get("Id").to_owned(), target)
        };
        let all: BTreeMap<String, String> = node.children.iter().map(of).collect();
        assert_eq!(all.len(), count, "{path}: an id twice");
        all
    }
}

/// Row and column of `C12`, from 1.
fn place(cell: &str) -> (u32, u32) {
    let letters = cell.chars().take_while(char::is_ascii_uppercase).count();
    let column = cell[..letters]
        .bytes()
        .fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1);
    (cell[letters..].parse().expect("a row"), column)
}

/// Rows and columns of `A1:C12`.
fn range(text: &str) -> [u32; 4] {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (place(from), place(to));
    assert!(top <= bottom && left <= right, "{text}");
    [top, left, bottom, right]
}

#[test]
fn the_parts_are_as_excel_insists() {
    for (path, bytes) in sample_workbooks() {
        let package = Package::of(bytes);
        check_types(path, &package);
        let sheets = check_workbook(path, &package);
        let strings = check_strings(path, &package);
        let styles = check_styles(path, &package);
        let mut used = 0;
        let mut tables = Tables::default();
        for (name, part) in &sheets {
            let node = package.node(part);
            let place = format!("{path} {name}");
            in_order(&place, &node, WORKSHEET);
            let texts = check_cells(&place, &node, &strings, styles, &mut used);
            check_sheet(&place, &node, &sheets, styles);
            check_tables(&place, &package, part, &node, &texts, &mut tables);
        }
        let count: usize = strings.count;
        assert_eq!(used, count, "{path}: shared strings used");
        assert!(tables.names.len() >= 12, "{path}: {:?}", tables.names);
    }
}

fn check_types(path: &str, package: &Package) {
    let types = package.node("[Content_Types].xml");
    let over: BTreeSet<&str> = types
        .all("Override")
        .iter()
        .map(|n| n.get("PartName"))
        .collect();
    let default: BTreeSet<&str> = types
        .all("Default")
        .iter()
        .map(|n| n.get("Extension"))
        .collect();
    for part in package.parts.keys().filter(|p| *p != "[Content_Types].xml") {
        let named = over.contains(format!("/{part}").as_str());
        let ending = part.rsplit('.').next().unwrap_or_default();
        assert!(
            named || (ending == "rels" && default.contains(ending)),
            "{path}: {part}"
        );
    }
    for part in over {
        assert!(package.parts.contains_key(&part[1..]), "{path}: {part}");
    }
}

/// Name and part of each sheet.
fn check_workbook(path: &str, package: &Package) -> Vec<(String, String)> {
    let node = package.node("xl/workbook.xml");
    in_order(path, &node, WORKBOOK);
    let relationships = package.relationships("xl/workbook.xml");
    let mut taken = BTreeSet::new();
    let mut ids = BTreeSet::new();
    let sheets: Vec<(String, String)> = node
        .all("sheet")
        .iter()
        .map(|sheet| {
            let name = sheet.get("name").to_owned();
            assert!(name.encode_utf16().count() <= 31, "{path}: {name}");
            assert!(
                !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
                "{path}: {name}"
            );
            assert!(taken.insert(name.to_lowercase()), "{path}: {name} twice");
            assert!(
                ids.insert(sheet.get("sheetId").to_owned()),
                "{path}: {name}"
            );
            (name, relationships[sheet.get("r:id")].clone())
        })
        .collect();
    let mut names = BTreeSet::new();
    for name in node.all("definedName") {
        let local = name.attributes.get("localSheetId").cloned();
        if let Some(local) = &local {
            let at: usize = local.parse().expect("a number");
            let sheet = &sheets[at].0;
            let own = name.text.starts_with(&format!("{sheet}!"))
                || name.text.starts_with(&format!("'{sheet}'!"));
            assert!(own, "{path}: {}", name.text);
        }
        let key = (name.get("name").to_lowercase(), local);
        assert!(names.insert(key), "{path}: {} twice", name.get("name"));
    }
    sheets
}

struct Strings {
    texts: Vec<String>,
    count: usize,
}

fn check_strings(path: &str, package: &Package) -> Strings {
    let node = package.node("xl/sharedStrings.xml");
    let texts: Vec<String> = node
        .children
        .iter()
        .map(|item| item.all("t").iter().map(|t| t.text.as_str()).collect())
        .collect();
    assert_eq!(node.get("uniqueCount"), texts.len().to_string(), "{path}");
    for text in &texts {
        assert!(text.encode_utf16().count() <= 32_767, "{path}: {text}");
        assert!(text.matches('\n').count() <= 253, "{path}: {text}");
    }
    let count = node.get("count").parse().expect("a count");
    Strings { texts, count }
}

/// How many cell formats and how many conditional ones there are.
#[derive(Clone, Copy)]
struct Styles {
    cells: usize,
    conditional: usize,
}

fn check_styles(path: &str, package: &Package) -> Styles {
    let node = package.node("xl/styles.xml");
    in_order(path, &node, STYLES);
    for list in &node.children {
        if let Some(count) = list.attributes.get("count") {
            assert_eq!(
                *count,
                list.children.len().to_string(),
                "{path}: {}",
                list.name
            );
        }
    }
    let count = |name: &str| node.child(name).map_or(0, |n| n.children.len());
    for xf in &node.child("cellXfs").expect("formats").children {
        for (key, list) in [
            ("fontId", "fonts"),
            ("fillId", "fills"),
            ("borderId", "borders"),
        ] {
            let id: usize = xf.get(key).parse().expect("an id");
            assert!(id < count(list), "{path}: {key} {id}");
        }
    }
    let cells = count("cellXfs");
    assert!(cells <= 64_000, "{path}: {cells} formats");
    Styles {
        cells,
        conditional: count("dxfs"),
    }
}

/// Texts of the cells; counts the uses of shared strings.
fn check_cells(
    path: &str,
    sheet: &Node,
    strings: &Strings,
    styles: Styles,
    used: &mut usize,
) -> BTreeMap<(u32, u32), String> {
    let mut texts = BTreeMap::new();
    let mut last_row = 0;
    for row in &sheet.child("sheetData").expect("rows").children {
        let number: u32 = row.get("r").parse().expect("a row");
        assert!(
            last_row < number && number <= 1_048_576,
            "{path}: row {number}"
        );
        last_row = number;
        let height: f64 = row
            .attributes
            .get("ht")
            .map_or(0.0, |h| h.parse().expect("a height"));
        assert!(height <= 409.5, "{path}: row {number}");
        let mut last_column = 0;
        for cell in &row.children {
            let (at_row, column) = place(cell.get("r"));
            assert!(
                at_row == number && last_column < column && column <= 16_384,
                "{path}: {}",
                cell.get("r")
            );
            last_column = column;
            let style: usize = cell
                .attributes
                .get("s")
                .map_or(0, |s| s.parse().expect("a format"));
            assert!(style < styles.cells, "{path}: {}", cell.get("r"));
            if let Some(formula) = cell.child("f") {
                check_formula(&format!("{path} {}", cell.get("r")), &formula.text);
            }
            let value = cell.child("v").map(|v| v.text.as_str());
            match (cell.attributes.get("t").map(String::as_str), value) {
                (Some("s"), Some(index)) => {
                    *used += 1;
                    let index: usize = index.parse().expect("an index");
                    texts.insert((number, column), strings.texts[index].clone());
                }
                (Some("str"), Some(text)) => {
                    texts.insert((number, column), text.to_owned());
                }
                (None, Some(number)) => {
                    number
                        .parse::<f64>()
                        .unwrap_or_else(|e| panic!("{path} {}: {e}", cell.get("r")));
                }
                (None, None) => {}
                other => panic!("{path} {}: {other:?}", cell.get("r")),
            }
        }
    }
    texts
}

fn check_formula(path: &str, formula: &str) {
    assert!(
        !formula.is_empty() && formula.encode_utf16().count() <= 8_192,
        "{path}"
    );
    // Texts between quotes are no functions.
    let code: String = formula.split('"').step_by(2).collect();
    assert_eq!(formula.matches('"').count() % 2, 0, "{path}: {formula}");
    let depth = code.chars().try_fold(0_u32, |depth, c| match c {
        '(' => Some(depth + 1),
        ')' => depth.checked_sub(1),
        _ => Some(depth),
    });
    assert_eq!(depth, Some(0), "{path}: {formula}");
    assert!(
        !code.contains(['@', '{', '}']) && !code.contains("_xl") && !code.contains("#REF!"),
        "{path}: {formula}"
    );
    for (at, _) in code.match_indices('(') {
        let name: String = code[..at]
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
            .collect();
        let name: String = name.chars().rev().collect();
        assert!(
            name.is_empty() || FUNCTIONS.contains(&name.as_str()),
            "{path}: {name} in {formula}"
        );
    }
}

fn check_sheet(path: &str, sheet: &Node, sheets: &[(String, String)], styles: Styles) {
    let links = sheet.all("hyperlink");
    assert!(links.len() <= 65_490, "{path}: {} links", links.len());
    for link in links {
        let location = link.get("location");
        let (name, cell) = location.rsplit_once('!').expect("a sheet");
        let name = name.trim_matches('\'');
        assert!(
            sheets.iter().any(|(sheet, _)| sheet == name),
            "{path}: {location}"
        );
        place(cell);
    }
    for rule in sheet.all("cfRule") {
        let id: usize = rule.get("dxfId").parse().expect("an id");
        assert!(id < styles.conditional, "{path}: {id}");
        for formula in &rule.children {
            check_formula(path, &formula.text);
        }
    }
    if let Some(text) = sheet.child("headerFooter") {
        for child in &text.children {
            assert!(
                child.text.encode_utf16().count() <= 255,
                "{path}: {}",
                child.text
            );
        }
    }
    let setup = sheet.child("pageSetup").expect("a page setup");
    assert!(
        ["8", "9"].contains(&setup.get("paperSize")),
        "{path}: A3 or A4"
    );
    assert_eq!(setup.get("orientation"), "landscape", "{path}");
    let left: f64 = sheet
        .child("pageMargins")
        .expect("margins")
        .get("left")
        .parse()
        .expect("inches");
    assert!(
        (left * 25.4 - 25.0).abs() < 0.1,
        "{path}: a binding margin of 25 mm"
    );
}

/// What tables of other sheets have taken.
#[derive(Default)]
struct Tables {
    names: BTreeSet<String>,
    ids: BTreeSet<String>,
}

fn check_tables(
    path: &str,
    package: &Package,
    part: &str,
    sheet: &Node,
    texts: &BTreeMap<(u32, u32), String>,
    tables: &mut Tables,
) {
    let relationships = package.relationships(part);
    let listed = sheet.all("tablePart");
    if let Some(parts) = sheet.child("tableParts") {
        assert_eq!(parts.get("count"), listed.len().to_string(), "{path}");
    }
    let mut ranges: Vec<[u32; 4]> = Vec::new();
    for part in listed {
        let table = package.node(&relationships[part.get("r:id")]);
        let name = table.get("displayName");
        let place = format!("{path} {name}");
        in_order(&place, &table, TABLE);
        assert!(tables.names.insert(name.to_lowercase()), "{place} twice");
        assert!(tables.ids.insert(table.get("id").to_owned()), "{place}");
        assert!(
            name.encode_utf16().count() <= 255 && !name.contains([' ', '-', '!']),
            "{place}"
        );
        let here = range(table.get("ref"));
        let [top, left, bottom, right] = here;
        for other in &ranges {
            let apart = other[2] < top || bottom < other[0] || other[3] < left || right < other[1];
            assert!(apart, "{place} lies over {other:?}");
        }
        ranges.push(here);
        let total = table
            .attributes
            .get("totalsRowCount")
            .is_some_and(|n| n == "1");
        assert!(bottom - top > u32::from(total), "{place}: a row of data");
        if let Some(filter) = table.child("autoFilter") {
            let filter = range(filter.get("ref"));
            assert_eq!(
                filter,
                [top, left, bottom - u32::from(total), right],
                "{place}"
            );
        }
        check_columns(&place, &table, here, total, texts);
    }
}

/// Each column once, named as its heading cell, with the total that stands below it.
fn check_columns(
    path: &str,
    table: &Node,
    [top, left, bottom, right]: [u32; 4],
    total: bool,
    texts: &BTreeMap<(u32, u32), String>,
) {
    let columns = table.all("tableColumn");
    assert_eq!(
        columns.len(),
        usize::try_from(right - left + 1).expect("a count"),
        "{path}"
    );
    let mut taken = BTreeSet::new();
    for (column, at) in columns.iter().zip(left..) {
        let name = column.get("name");
        assert!(
            !name.is_empty() && name.encode_utf16().count() <= 255,
            "{path}: {name}"
        );
        assert!(!name.contains(char::is_control), "{path}: {name}");
        assert!(taken.insert(name.to_lowercase()), "{path}: {name} twice");
        assert_eq!(
            texts.get(&(top, at)).map(String::as_str),
            Some(name),
            "{path}"
        );
        for formula in &column.children {
            check_formula(path, &formula.text);
        }
        if let Some(label) = column.attributes.get("totalsRowLabel") {
            assert!(total, "{path}");
            assert_eq!(texts.get(&(bottom, at)), Some(label), "{path}: {name}");
        }
    }
}
