//! datapackage.json: what the files are, and the Table Schema of each (Data Package, https://datapackage.org/). A licence
//! is the city's to give: none is stated.

use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};

use super::table::Table;
use super::{Cycle, PublicationError};
use crate::audience::PublicView;
use crate::tables::{Field, Kind};

pub(super) const NOTES: &str = "文字コードはUTF-8（BOM付き）、改行はCRLFです。年度は、4月に始まる年度の始まりの年の西暦です。数値に桁区切りと▲は使いません。空白は、値がないことを表し、0ではありません。文章の列で、先頭が = + - @（全角を含む）、タブ、改行又は ' のものには、表計算ソフトが数式とみなさないように、先頭に ' を1つ加えています。元の文章は、先頭の ' を1つ除いたものです。";

/// The description of the tables; `files` are their bytes, in the same order.
pub(super) fn describe(
    view: &PublicView,
    cycle: &Cycle,
    tables: &[Table],
    files: &[(String, Vec<u8>)],
) -> Result<Vec<u8>, PublicationError> {
    let head = &view.head;
    let sample = if head.sample { "【見本】" } else { "" };
    let draft = if head.draft { "【案】" } else { "" };
    let corrected = head.corrected.as_ref().map(|c| format!("（{c}）"));
    let corrected = corrected.unwrap_or_default();
    let resources: Vec<Json> = tables
        .iter()
        .zip(files)
        .map(|(table, (name, bytes))| resource(table, name, bytes))
        .collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": format!("administrative-reform-{}", cycle.year),
        "title": format!("{sample}{draft}{} {}", head.whole_plan(" "), head.cycle),
        "description": format!("{}の推進状況です{corrected}。{NOTES}", head.plan),
        "contributors": [{ "title": format!("{} {}", head.municipality, head.office), "role": "publisher" }],
        "resources": resources,
    });
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn resource(table: &Table, name: &str, bytes: &[u8]) -> Json {
    let digest: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.word(table.title),
        "description": table.word(table.description),
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": bytes.len(),
        "hash": format!("sha256:{digest}"),
        "dialect": { "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\r\n", "header": true },
        "schema": schema(table),
    })
}

fn schema(table: &Table) -> Json {
    let fields: Vec<Json> = table.fields.iter().map(|of| field(table, of)).collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), fields.into());
    schema.insert("missingValues".to_owned(), json!([""]));
    if !table.key.is_empty() {
        schema.insert(
            "primaryKey".to_owned(),
            json!(
                table
                    .key
                    .iter()
                    .map(|key| table.word(key))
                    .collect::<Vec<_>>()
            ),
        );
    }
    let foreign: Vec<Json> = table
        .foreign
        .iter()
        .map(|f| {
            let field = table.word(f.field);
            json!({ "fields": [field], "reference": { "resource": f.table, "fields": [field] } })
        })
        .collect();
    if !foreign.is_empty() {
        schema.insert("foreignKeys".to_owned(), foreign.into());
    }
    Json::Object(schema)
}

fn field(table: &Table, of: &Field) -> Json {
    let mut field = Map::new();
    field.insert("name".to_owned(), table.word(of.name).into());
    field.insert("title".to_owned(), table.word(of.name).into());
    field.insert("description".to_owned(), table.word(of.description).into());
    let (kind, more): (&str, &[(&str, Json)]) = match of.kind {
        Kind::Text => ("string", &[]),
        Kind::Number => ("number", &[]),
        Kind::Integer => ("integer", &[]),
        Kind::Year => ("year", &[]),
        Kind::Date => ("date", &[("format", json!("%Y-%m-%d"))]),
        Kind::Flag => (
            "boolean",
            &[
                ("trueValues", json!(["はい"])),
                ("falseValues", json!(["いいえ"])),
            ],
        ),
    };
    field.insert("type".to_owned(), kind.into());
    for (key, value) in more {
        field.insert((*key).to_owned(), value.clone());
    }
    let mut constraints = Map::new();
    if of.required {
        constraints.insert("required".to_owned(), true.into());
    }
    if !of.words.is_empty() {
        let words = of.words.iter().map(|word| table.word(word));
        constraints.insert("enum".to_owned(), json!(words.collect::<Vec<_>>()));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Json::Object(constraints));
    }
    Json::Object(field)
}
