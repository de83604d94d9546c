//! What the published report carries inside: its own figures, to be used further. The tables are those of the
//! open data, byte for byte, so that no figure is written twice.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::audience::PublicView;
use crate::typesetting::{Attachment, Relationship};

/// Latin: some tools garble other names of attachments.
const REPORT: &str = "report.json";

/// The view as JSON, then the files of the open data (CSV, and the JSON that describes them).
pub(crate) fn of(view: &PublicView, open_data: &[(String, Vec<u8>)]) -> Vec<Attachment> {
    let json = serde_json::to_string_pretty(view).map(|text| Attachment {
        name: REPORT.to_owned(),
        mime: "application/json".into(),
        relationship: Relationship::Source,
        description: "この資料の全ての文章及び数値（JSON）".to_owned(),
        text,
    });
    let titles = titles(open_data);
    let tables = open_data.iter().filter_map(|(name, bytes)| {
        let csv = name.ends_with(".csv");
        Some(Attachment {
            name: name.clone(),
            mime: if csv { "text/csv" } else { "application/json" }.into(),
            relationship: Relationship::Data,
            description: match titles.get(name) {
                Some(title) => format!("{title}（CSV）"),
                None => "添付した表の説明（JSON）".to_owned(),
            },
            text: String::from_utf8(bytes.clone()).ok()?,
        })
    });
    json.into_iter().chain(tables).collect()
}

/// File name to title, as the description of the files (datapackage.json) says.
pub(super) fn titles(open_data: &[(String, Vec<u8>)]) -> BTreeMap<String, String> {
    let described = open_data.iter().find(|(name, _)| name.ends_with(".json"));
    let package: Json = described
        .and_then(|(_, bytes)| serde_json::from_slice(bytes).ok())
        .unwrap_or_default();
    let resources = package["resources"].as_array().into_iter().flatten();
    resources
        .filter_map(|r| {
            Some((
                r["path"].as_str()?.to_owned(),
                r["title"].as_str()?.to_owned(),
            ))
        })
        .collect()
}
