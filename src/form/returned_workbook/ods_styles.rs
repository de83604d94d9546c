//! The formats of an OpenDocument spreadsheet, as far as they change what it says: hidden sheets, rows and columns
//! of no height or width, struck-through text, and whether numbers are shown as percentages, dates or times.

use std::collections::{BTreeMap, BTreeSet};

use super::Rejection;
use super::limits::{TABLE_ROWS, too_large};
use super::xml::{Xml, local};
use crate::values::number_format::Kind;

/// How many formats deep one format may stand on others.
const PARENTS: usize = 20;

/// What a text format belongs to; the names of each kind are its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Cell,
    Paragraph,
    Span,
}

/// The formats that say something.
#[derive(Debug, Default)]
pub(super) struct Styles {
    hidden_tables: BTreeSet<String>,
    /// Rows and columns of no height or width.
    hidden_lines: BTreeSet<String>,
    texts: BTreeMap<Family, BTreeMap<String, TextStyle>>,
    /// Formats of numbers.
    data: BTreeMap<String, DataStyle>,
    any_struck: bool,
    count: usize,
}

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DataStyle {
    pub kind: Kind,
    /// Whether a date shows its day.
    pub day: bool,
}

impl Default for DataStyle {
    fn default() -> Self {
        Self {
            kind: Kind::Number,
            day: true,
        }
    }
}

#[derive(Debug, Default)]
struct TextStyle {
    /// `None` where the format leaves it to the one around it.
    struck: Option<bool>,
    /// Name of the format of numbers.
    data: Option<String>,
    parent: Option<String>,
}

impl Styles {
    /// Adds the formats of styles.xml, on which those of the content stand.
    pub(super) fn read_common(&mut self, text: &str) -> Result<(), Rejection> {
        let mut xml = Xml::new("styles.xml", text);
        xml.root()?;
        while let Some(element) = xml.child()? {
            if local(&element) == "styles" {
                self.read(&mut xml)?;
            } else {
                xml.skip()?;
            }
        }
        Ok(())
    }

    /// Adds the formats in the open element.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            let (mut name, mut family, mut parent) = (String::new(), String::new(), None);
            let mut data = None;
            xml.attributes(&element, |key, value| match key {
                "style:name" => name = value.into_owned(),
                "style:family" => family = value.into_owned(),
                "style:parent-style-name" => parent = Some(value.into_owned()),
                "style:data-style-name" => data = Some(value.into_owned()),
                _ => {}
            })?;
            self.count += 1;
            if self.count > TABLE_ROWS {
                return Err(too_large("書式の数が10万"));
            }
            if local(&element) != "style" {
                if let Some(style) = data_style(xml, local(&element))? {
                    self.data.insert(name, style);
                }
                continue;
            }
            let struck = self.properties(xml, &name)?;
            self.any_struck |= struck == Some(true);
            let family = match family.as_str() {
                "table-cell" => Family::Cell,
                "paragraph" => Family::Paragraph,
                "text" => Family::Span,
                _ => continue,
            };
            let style = TextStyle {
                struck,
                data,
                parent,
            };
            self.texts.entry(family).or_default().insert(name, style);
        }
        Ok(())
    }

    /// Takes what the open format of this name hides; gives whether it strikes through.
    fn properties(&mut self, xml: &mut Xml<'_>, name: &str) -> Result<Option<bool>, Rejection> {
        let mut struck = None;
        while let Some(properties) = xml.child()? {
            let (mut hides_table, mut hides_line) = (false, false);
            xml.attributes(&properties, |key, value| match key {
                "table:display" => hides_table |= value == "false",
                "style:row-height" | "style:column-width" => hides_line |= is_zero(&value),
                "style:text-line-through-style" | "style:text-line-through-type" => {
                    struck = Some(struck == Some(true) || value != "none");
                }
                _ => {}
            })?;
            if hides_table && local(&properties) == "table-properties" {
                self.hidden_tables.insert(name.to_owned());
            }
            if hides_line {
                self.hidden_lines.insert(name.to_owned());
            }
            xml.skip()?;
        }
        Ok(struck)
    }

    /// The format of numbers of a format of cells.
    pub(super) fn data(&self, style: &str) -> DataStyle {
        let styles = self.texts.get(&Family::Cell);
        let mut style = styles.and_then(|styles| styles.get(style));
        for _ in 0..PARENTS {
            let Some(this) = style else { break };
            if let Some(data) = &this.data {
                return self.data.get(data).copied().unwrap_or_default();
            }
            style = styles
                .zip(this.parent.as_ref())
                .and_then(|(all, p)| all.get(p));
        }
        DataStyle::default()
    }

    pub(super) fn hides_table(&self, style: &str) -> bool {
        self.hidden_tables.contains(style)
    }

    pub(super) fn hides_line(&self, style: &str) -> bool {
        self.hidden_lines.contains(style)
    }

    /// Whether any format strikes through: where none does, none is looked up.
    pub(super) const fn any_struck(&self) -> bool {
        self.any_struck
    }

    /// Whether a format strikes through; `None` where that is left to the one around it.
    pub(super) fn struck(&self, family: Family, style: &str) -> Option<bool> {
        let styles = self.texts.get(&family).filter(|_| self.any_struck)?;
        let mut style = styles.get(style)?;
        for _ in 0..PARENTS {
            match (style.struck, &style.parent) {
                (Some(struck), _) => return Some(struck),
                (None, Some(parent)) => style = styles.get(parent)?,
                (None, None) => return None,
            }
        }
        None
    }
}

/// The open format of numbers; none where the element is something else.
fn data_style(xml: &mut Xml<'_>, element: &str) -> Result<Option<DataStyle>, Rejection> {
    let kind = match element {
        "number-style" | "currency-style" | "boolean-style" | "text-style" => Kind::Number,
        "percentage-style" => Kind::Percent,
        "date-style" => Kind::Date,
        "time-style" => Kind::Time,
        _ => {
            xml.skip()?;
            return Ok(None);
        }
    };
    let (mut day, mut longer) = (false, false);
    while let Some(part) = xml.child()? {
        day |= local(&part) == "day";
        longer |= matches!(
            local(&part),
            "month" | "year" | "era" | "day-of-week" | "quarter"
        );
        xml.skip()?;
    }
    let kind = if kind == Kind::Date && !day && !longer {
        Kind::Time
    } else {
        kind
    };
    let day = day || kind != Kind::Date;
    Ok(Some(DataStyle { kind, day }))
}

/// `0cm`, `0.000in`.
fn is_zero(length: &str) -> bool {
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.trim().parse::<f64>().is_ok_and(|n| n <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(list: &str) -> Styles {
        let text = format!("<x><office:styles>{list}</office:styles></x>");
        let mut styles = Styles::default();
        styles.read_common(&text).unwrap();
        styles
    }

    #[test]
    fn struck_by_a_parent_unless_it_says_otherwise() {
        let cell = "style:family='table-cell'";
        let through = "style:text-line-through-style";
        let styles = styles(&format!(
            "<style:style style:name='a' {cell}><style:text-properties {through}='solid' style:text-line-through-type='single'/></style:style>\
             <style:style style:name='b' {cell} style:parent-style-name='a'/>\
             <style:style style:name='c' {cell} style:parent-style-name='a'><style:text-properties {through}='none'/></style:style>\
             <style:style style:name='loop' {cell} style:parent-style-name='loop'/>\
             <style:style style:name='a' style:family='text'/>"
        ));
        let struck = ["a", "b", "c", "loop", "none"].map(|s| styles.struck(Family::Cell, s));
        assert_eq!(struck, [Some(true), Some(true), Some(false), None, None]);
        assert_eq!(styles.struck(Family::Span, "a"), None);
    }

    #[test]
    fn formats_of_numbers() {
        let cell = "style:family='table-cell'";
        let styles = styles(&format!(
            "<number:percentage-style style:name='N1'><number:number/><number:text>%</number:text></number:percentage-style>\
             <number:date-style style:name='N2'><number:era/><number:year/><number:month/></number:date-style>\
             <number:date-style style:name='N3'><number:hours/><number:minutes/></number:date-style>\
             <style:style style:name='a' {cell} style:data-style-name='N1'/><style:style style:name='b' {cell} style:parent-style-name='a'/>\
             <style:style style:name='c' {cell} style:data-style-name='N2'/><style:style style:name='d' {cell} style:data-style-name='N3'/>\
             <style:style style:name='loop' {cell} style:parent-style-name='loop'/>"
        ));
        let found = ["a", "b", "c", "d", "loop", "none"].map(|s| styles.data(s));
        let kinds = found.map(|data| data.kind);
        let plain = Kind::Number;
        assert_eq!(
            kinds,
            [
                Kind::Percent,
                Kind::Percent,
                Kind::Date,
                Kind::Time,
                plain,
                plain
            ]
        );
        assert_eq!(
            found.map(|data| data.day),
            [true, true, false, true, true, true]
        );
    }

    #[test]
    fn lines_of_no_height() {
        let styles = styles(
            "<style:style style:name='ro1' style:family='table-row'><style:table-row-properties style:row-height='0cm'/></style:style>\
             <style:style style:name='ro2' style:family='table-row'><style:table-row-properties style:row-height='0.4cm'/></style:style>\
             <style:style style:name='ta1' style:family='table'><style:table-properties table:display='false'/></style:style>",
        );
        assert!(styles.hides_line("ro1") && !styles.hides_line("ro2"));
        assert!(styles.hides_table("ta1") && !styles.any_struck());
    }
}
