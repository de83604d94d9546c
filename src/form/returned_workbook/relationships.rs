//! Relationships between the parts of an Excel package: which part is the workbook, its sheets, its
//! strings and its styles.

use super::Rejection;
use super::limits::{TABLE_ROWS, too_large};
use super::package::Package;
use super::xml::{Xml, local};

/// One relationship inside the package.
#[derive(Debug)]
pub(super) struct Relationship {
    pub id: String,
    /// Last part of its type: `worksheet`, `sharedStrings`.
    pub kind: String,
    /// Path from the root of the package.
    pub path: String,
}

/// The relationships of a part (`""` is the package itself); none where there is no such list.
pub(super) fn relationships(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<Relationship>, Rejection> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let separator = if folder.is_empty() { "" } else { "/" };
    let list = format!("{folder}{separator}_rels/{name}.rels");
    let Some(text) = package.part(&list)? else {
        return Ok(Vec::new());
    };
    let mut xml = Xml::new(&list, &text);
    xml.root()?;
    let mut found = Vec::new();
    while let Some(element) = xml.child()? {
        if local(&element) == "Relationship" {
            let (mut id, mut kind, mut target, mut external) = Default::default();
            xml.attributes(&element, |key, value| match key {
                "Id" => id = value.into_owned(),
                "Type" => kind = value.rsplit('/').next().unwrap_or("").to_owned(),
                "Target" => target = value.into_owned(),
                "TargetMode" => external = value == "External",
                _ => {}
            })?;
            if !external {
                let path = resolve(folder, &target);
                found.push(Relationship { id, kind, path });
            }
            if found.len() > TABLE_ROWS {
                return Err(too_large("ブックの中の参照の数が10万"));
            }
        }
        xml.skip()?;
    }
    Ok(found)
}

/// The path of the first part of a kind.
pub(super) fn of_kind<'r>(list: &'r [Relationship], kind: &str) -> Option<&'r str> {
    list.iter()
        .find(|part| part.kind == kind)
        .map(|part| part.path.as_str())
}

/// A target as a path from the root. One that leaves the root stays inside it, and is not found there.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let full = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in full.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/a", "..\\b.xml"), "xl/b.xml");
        assert_eq!(resolve("", "../../xl/workbook.xml"), "xl/workbook.xml");
    }
}
