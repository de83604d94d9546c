//! The tags of a finished PDF, read through qpdf's JSON: what PDF/UA asks of tables, figures and headings, and what it
//! does not ask and a reader still wants. It stands in for no validator: veraPDF and PAC know more.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::fixture::Work;

/// A cell may be blank, of a table or (Div) of a grid; and a figure speaks by its words.
const MAY_BE_EMPTY: [&str; 4] = ["/TD", "/TH", "/Div", "/Figure"];

/// What the tags and the catalog of a PDF say.
#[derive(Debug, Default)]
pub struct Structure {
    /// How often each tag stands.
    pub tags: BTreeMap<String, usize>,
    /// Titles of the bookmarks, of all levels.
    pub bookmarks: Vec<String>,
    /// Links that are tagged.
    pub links: usize,
    /// Relationship and description of each attached file.
    pub attached: Vec<(String, String)>,
    headings: Vec<usize>,
    faults: Vec<String>,
}

impl Structure {
    #[track_caller]
    pub fn of(work: &Work, path: &str) -> Self {
        let json = work.tool("qpdf", &["--json", "--json-key=qpdf", path, "-"]);
        let json: Json = serde_json::from_str(&json).expect("qpdf's JSON");
        let pdf = Pdf(&json["qpdf"][1]);
        let root = pdf.get(&pdf.0["trailer"]["value"]["/Root"]);
        let mut structure = Self::default();
        structure.catalog(&pdf, root);
        let tree = pdf.get(&root["/StructTreeRoot"]);
        structure.kids(&pdf, &tree["/K"]);
        structure.outline(&pdf, &pdf.get(&root["/Outlines"])["/First"]);
        for object in pdf.0.as_object().expect("objects").values() {
            let value = &object["value"];
            if value["/Type"] == "/Filespec" {
                let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
                structure
                    .attached
                    .push((text("/AFRelationship"), text("/Desc")));
            }
        }
        structure
    }

    /// Nothing is wrong, and the document is more than one tag.
    #[track_caller]
    pub fn is_sound(&self, path: &str) {
        assert_eq!(self.faults, Vec::<String>::new(), "{path}");
        assert!(
            self.headings.first().is_none_or(|level| *level == 1),
            "{path}: {:?}",
            self.headings
        );
        for pair in self.headings.windows(2) {
            assert!(
                pair[1] <= pair[0] + 1,
                "{path}: a level is left out: {:?}",
                self.headings
            );
        }
        assert!(self.tags.len() > 3, "{path}: {:?}", self.tags);
        // A list of one table has no part to go to.
        assert!(
            !self.bookmarks.is_empty() || path.contains("一覧"),
            "{path}"
        );
    }

    fn catalog(&mut self, pdf: &Pdf<'_>, root: &Json) {
        let holds = [
            root["/Lang"]
                .as_str()
                .is_some_and(|l| l.starts_with("u:ja")),
            pdf.get(&root["/ViewerPreferences"])["/DisplayDocTitle"] == true,
            pdf.get(&root["/MarkInfo"])["/Marked"] == true,
        ];
        if holds != [true; 3] {
            self.faults.push(format!("catalog {holds:?}"));
        }
    }

    fn kids(&mut self, pdf: &Pdf<'_>, kids: &Json) {
        match pdf.get(kids) {
            Json::Array(all) => all.iter().for_each(|kid| self.kids(pdf, kid)),
            kid @ Json::Object(_) if kid["/S"].is_string() => self.element(pdf, kid),
            _ => {}
        }
    }

    fn element(&mut self, pdf: &Pdf<'_>, element: &Json) {
        let tag = element["/S"].as_str().unwrap_or_default();
        *self.tags.entry(tag.to_owned()).or_default() += 1;
        let kids = pdf.get(&element["/K"]);
        let empty = kids.is_null() || kids.as_array().is_some_and(Vec::is_empty);
        if empty && !MAY_BE_EMPTY.contains(&tag) {
            self.faults.push(format!("an empty {tag}"));
        }
        match tag {
            "/TH" if !scoped(pdf, &element["/A"]) => self.faults.push("a TH without scope".into()),
            "/Figure" | "/Formula" => {
                let alt = element["/Alt"].as_str().unwrap_or_default();
                if alt.trim_start_matches("u:").trim().is_empty() {
                    self.faults.push(format!("{tag} without words"));
                }
            }
            "/Link" => self.links += 1,
            "/Table" => {
                let before = self.tags.get("/TH").copied();
                self.kids(pdf, kids);
                if self.tags.get("/TH").copied() == before {
                    self.faults.push("a table without a header cell".into());
                }
                return;
            }
            _ => {
                if let Some(level) = tag.strip_prefix("/H").and_then(|n| n.parse().ok()) {
                    self.headings.push(level);
                }
            }
        }
        self.kids(pdf, kids);
    }

    fn outline(&mut self, pdf: &Pdf<'_>, first: &Json) {
        let mut next = pdf.get(first);
        while next.is_object() {
            let title = next["/Title"].as_str().unwrap_or_default();
            self.bookmarks
                .push(title.trim_start_matches("u:").to_owned());
            self.outline(pdf, &next["/First"]);
            next = pdf.get(&next["/Next"]);
        }
    }
}

fn scoped(pdf: &Pdf<'_>, attributes: &Json) -> bool {
    match pdf.get(attributes) {
        Json::Array(all) => all.iter().any(|a| scoped(pdf, a)),
        one => one["/O"] == "/Table" && one["/Scope"].is_string(),
    }
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
