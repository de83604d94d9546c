//! Which cells of an Excel workbook are pictures: a picture placed in a cell, or one of `IMAGE()`, is stored as an error
//! value with a number (`vm`) that leads to it through three parts (MS-XLSX 2.6, rich values).

use super::Rejection;
use super::limits::{TABLE_ROWS, too_large};
use super::package::Package;
use super::relationships::{Relationship, of_kind};
use super::xml::{Xml, local};

/// The pictures by the numbers of cells.
#[derive(Debug, Default)]
pub(super) struct RichValues {
    /// For each number, from 1 on, the picture's alternative text where it is a picture.
    pictures: Vec<Option<String>>,
}

impl RichValues {
    /// Of a workbook by the parts that it is related to.
    pub(super) fn read(
        package: &mut Package<'_>,
        parts: &[Relationship],
    ) -> Result<Self, Rejection> {
        let mut part = |kind: &str| -> Result<Option<(String, String)>, Rejection> {
            match of_kind(parts, kind) {
                Some(path) => Ok(package.part(path)?.map(|text| (path.to_owned(), text))),
                None => Ok(None),
            }
        };
        let (Some(metadata), Some(values), Some(structures)) = (
            part("sheetMetadata")?,
            part("rdRichValue")?,
            part("rdRichValueStructure")?,
        ) else {
            return Ok(Self::default());
        };
        let structures = read_structures(&structures.0, &structures.1)?;
        let values = read_values(&values.0, &values.1, &structures)?;
        let numbers = read_metadata(&metadata.0, &metadata.1)?;
        let picture = |number: Option<usize>| values.get(number?)?.clone();
        Ok(Self {
            pictures: numbers.into_iter().map(picture).collect(),
        })
    }

    /// The alternative text of the picture that a cell with this number is, if it is one.
    pub(super) fn picture(&self, number: usize) -> Option<&str> {
        self.pictures.get(number.checked_sub(1)?)?.as_deref()
    }
}

/// A kind of rich values: which of its values is the alternative text, where the kind is a picture.
type Structure = Option<Option<usize>>;

fn read_structures(part: &str, text: &str) -> Result<Vec<Structure>, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut structures = Vec::new();
    while let Some(element) = xml.child()? {
        let kind = xml.attribute(&element, "t")?.unwrap_or_default();
        let (mut keys, mut alternative) = (0, None);
        while let Some(key) = xml.child()? {
            if xml.attribute(&key, "n")?.as_deref() == Some("Text") {
                alternative = Some(keys);
            }
            keys += 1;
            xml.skip()?;
        }
        let is_picture = matches!(kind.to_lowercase().as_str(), "_localimage" | "_webimage");
        structures.push(is_picture.then_some(alternative));
        within_table(structures.len())?;
    }
    Ok(structures)
}

/// The alternative text of each value that is a picture.
fn read_values(
    part: &str,
    text: &str,
    structures: &[Structure],
) -> Result<Vec<Option<String>>, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut values = Vec::new();
    while let Some(element) = xml.child()? {
        let structure = xml.attribute(&element, "s")?;
        let structure = structure.and_then(|s| s.trim().parse::<usize>().ok());
        let structure = structure.and_then(|s| structures.get(s).copied().flatten());
        let (mut at, mut alternative) = (0, String::new());
        while xml.child()?.is_some() {
            if structure.flatten() == Some(at) {
                xml.text_into(&mut alternative)?;
            } else {
                xml.skip()?;
            }
            at += 1;
        }
        values.push(structure.is_some().then_some(alternative));
        within_table(values.len())?;
    }
    Ok(values)
}

/// For each number of a cell the rich value that it stands for, if any.
fn read_metadata(part: &str, text: &str) -> Result<Vec<Option<usize>>, Rejection> {
    const RICH: &str = "XLRICHVALUE";
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let (mut kinds, mut future, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(element) = xml.child()? {
        match local(&element) {
            "metadataTypes" => {
                while let Some(kind) = xml.child()? {
                    kinds.push(xml.attribute(&kind, "name")?.as_deref() == Some(RICH));
                    within_table(kinds.len())?;
                    xml.skip()?;
                }
            }
            "futureMetadata" if xml.attribute(&element, "name")?.as_deref() == Some(RICH) => {
                while xml.child()?.is_some() {
                    future.push(number_below(&mut xml, "rvb", "i")?);
                    within_table(future.len())?;
                }
            }
            "valueMetadata" => {
                while xml.child()?.is_some() {
                    let mut found = None;
                    while let Some(record) = xml.child()? {
                        let kind = number(&xml, &record, "t")?.and_then(|t| t.checked_sub(1));
                        let value = number(&xml, &record, "v")?;
                        if kind.and_then(|t| kinds.get(t)) == Some(&true) {
                            found = found.or(value);
                        }
                        xml.skip()?;
                    }
                    numbers.push(found);
                    within_table(numbers.len())?;
                }
            }
            _ => xml.skip()?,
        }
    }
    let value = |number: Option<usize>| future.get(number?).copied().flatten();
    Ok(numbers.into_iter().map(value).collect())
}

/// The number that the first element of this name inside the open one says.
fn number_below(xml: &mut Xml<'_>, name: &str, key: &str) -> Result<Option<usize>, Rejection> {
    let mut found = None;
    while let Some(element) = xml.child()? {
        if local(&element) == name {
            found = found.or(number(xml, &element, key)?);
            xml.skip()?;
        } else {
            found = found.or(number_below(xml, name, key)?);
        }
    }
    Ok(found)
}

fn number(
    xml: &Xml<'_>,
    element: &quick_xml::events::BytesStart<'_>,
    key: &str,
) -> Result<Option<usize>, Rejection> {
    let text = xml.attribute(element, key)?;
    Ok(text.and_then(|text| text.trim().parse().ok()))
}

fn within_table(rows: usize) -> Result<(), Rejection> {
    if rows > TABLE_ROWS {
        return Err(too_large("セルの中の図などの数が10万"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_to_pictures() {
        let structures = read_structures(
            "s.xml",
            "<rvStructures><s t='_error'><k n='errorType'/></s><s t='_localImage'><k n='_rvRel:LocalImageIdentifier' t='i'/><k n='CalcOrigin' t='i'/><k n='Text' t='s'/></s>\
             <s t='_webimage'><k n='WebImageIdentifier' t='i'/></s></rvStructures>",
        )
        .unwrap();
        let values = read_values(
            "v.xml",
            "<rvData><rv s='1'><v>0</v><v>5</v><v>現場写真</v></rv><rv s='0'><v>8</v></rv><rv s='2'><v>0</v></rv><rv s='9'/></rvData>",
            &structures,
        )
        .unwrap();
        assert_eq!(
            values,
            [Some("現場写真".to_owned()), None, Some(String::new()), None]
        );
        let numbers = read_metadata(
            "m.xml",
            "<metadata><metadataTypes><metadataType name='XLDAPR'/><metadataType name='XLRICHVALUE'/></metadataTypes>\
             <futureMetadata name='XLDAPR'><bk/></futureMetadata><futureMetadata name='XLRICHVALUE'><bk><extLst><ext><xlrd:rvb i='2'/></ext></extLst></bk><bk><rvb i='0'/></bk></futureMetadata>\
             <cellMetadata><bk><rc t='1' v='0'/></bk></cellMetadata><valueMetadata><bk><rc t='2' v='1'/></bk><bk><rc t='1' v='0'/></bk><bk><rc t='2' v='7'/></bk></valueMetadata></metadata>",
        )
        .unwrap();
        assert_eq!(numbers, [Some(0), None, None]);
    }
}
