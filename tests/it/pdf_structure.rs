//! Bookmarks, links and attached files of a finished PDF, read through qpdf's JSON. What its tags must hold is asserted by
//! tests/pdf/assertions.py.

use serde_json::Value as Json;

use crate::fixture::Work;

/// What leads into a PDF and what it carries.
#[derive(Debug, Default)]
pub struct Structure {
    /// Titles of the bookmarks with their level, from 1, in their order.
    pub bookmarks: Vec<(usize, String)>,
    /// What each link says of where it leads.
    pub links: Vec<String>,
    /// Relationship and description of each attached file.
    pub attached: Vec<(String, String)>,
}

impl Structure {
    #[track_caller]
    pub fn of(work: &Work, path: &str) -> Self {
        let json = work.tool("qpdf", &["--json", "--json-key=qpdf", path, "-"]);
        let json: Json = serde_json::from_str(&json).expect("qpdf's JSON");
        let pdf = Pdf(&json["qpdf"][1]);
        let root = pdf.get(&pdf.0["trailer"]["value"]["/Root"]);
        let mut structure = Self::default();
        structure.outline(&pdf, &pdf.get(&root["/Outlines"])["/First"], 1);
        for object in pdf.0.as_object().expect("objects").values() {
            let value = &object["value"];
            if value["/Type"] == "/Filespec" {
                let relationship = value["/AFRelationship"].as_str().unwrap_or_default();
                let description = text(&value["/Desc"]);
                structure
                    .attached
                    .push((relationship.to_owned(), description));
            }
            if value["/Subtype"] == "/Link" {
                structure.links.push(text(&value["/Contents"]));
            }
        }
        structure
    }

    /// How many links name this.
    pub fn links_to(&self, name: &str) -> usize {
        self.links.iter().filter(|l| l.contains(name)).count()
    }

    fn outline(&mut self, pdf: &Pdf<'_>, first: &Json, level: usize) {
        let mut next = pdf.get(first);
        while next.is_object() {
            self.bookmarks.push((level, text(&next["/Title"])));
            self.outline(pdf, &next["/First"], level + 1);
            next = pdf.get(&next["/Next"]);
        }
    }
}

/// qpdf marks texts with `u:`.
fn text(value: &Json) -> String {
    let text = value.as_str().unwrap_or_default();
    text.trim_start_matches("u:").to_owned()
}

/// The objects by their names.
struct Pdf<'a>(&'a Json);

impl<'a> Pdf<'a> {
    /// The value itself, or what it refers to.
    fn get(&self, value: &'a Json) -> &'a Json {
        match value.as_str() {
            Some(text) if text.ends_with(" R") && !text.starts_with("u:") => {
                &self.0[format!("obj:{text}")]["value"]
            }
            _ => value,
        }
    }
}
