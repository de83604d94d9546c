//! The open data of the sample's frozen year, read back as its own description says, as strictly as that allows.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::*;
use crate::audience::Sources;
use crate::cycle::{CycleRecord, History};
use crate::plan::register;
use crate::values::{Sourced, Value};

fn view(change: impl Fn(&mut CycleRecord)) -> PublicView {
    let plan = register::template_plan().expect("the plan of init");
    let text = include_str!("../../input/令和6年度/確定/record.json");
    let mut record = CycleRecord::read(text).expect("the sample's frozen record");
    change(&mut record);
    let cycle = plan
        .cycle(FiscalYear::new(2024), "年度末")
        .expect("a cycle");
    PublicView::new(Sources {
        plan: &plan,
        cycle,
        record: &record,
        previous: None,
        history: History::none(),
        texts: crate::plan::OfficeTexts::none(),
    })
}

/// The rows of a CSV file by its headings.
fn read(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a BOM");
    let mut reader = csv::Reader::from_reader(bytes);
    reader
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

fn package(data: &OpenData) -> Json {
    let (name, bytes) = data.files.last().expect("files");
    assert_eq!(name, PACKAGE);
    serde_json::from_slice(bytes).expect("JSON")
}

fn texts(json: &Json) -> Vec<&str> {
    match json {
        Json::String(one) => vec![one],
        Json::Array(all) => all.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a value may stand in a field.
fn allowed(field: &Json, value: &str) -> bool {
    if value.is_empty() {
        return field["constraints"]["required"] != true;
    }
    let words = texts(&field["constraints"]["enum"]);
    let number = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        plain(whole) && plain(fraction)
    };
    let typed = match field["type"].as_str().expect("a type") {
        "string" => true,
        "number" => number(value),
        "integer" => number(value) && !value.contains('.'),
        "year" => value.len() == 4 && number(value),
        "date" => chrono::NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok(),
        "boolean" => value == "はい" || value == "いいえ",
        other => panic!("{other}"),
    };
    typed && (words.is_empty() || words.contains(&value))
}

#[test]
fn every_file_is_as_its_description_says() {
    let data = open_data(&view(|_| {})).expect("open data");
    let package = package(&data);
    let files: BTreeMap<&str, Vec<BTreeMap<String, String>>> = package["resources"]
        .as_array()
        .expect("resources")
        .iter()
        .map(|r| {
            let (path, bytes) = data
                .files
                .iter()
                .find(|(name, _)| *name == r["path"])
                .expect("the file");
            assert_eq!(r["bytes"], bytes.len(), "{path}");
            (r["name"].as_str().expect("a name"), read(bytes))
        })
        .collect();
    assert_eq!(files.len() + 1, data.files.len());
    for resource in package["resources"].as_array().expect("resources") {
        let name = resource["name"].as_str().expect("a name");
        let rows = &files[name];
        assert!(!rows.is_empty(), "{name}");
        let schema = &resource["schema"];
        let fields = schema["fields"].as_array().expect("fields");
        for row in rows {
            assert_eq!(row.len(), fields.len());
            for field in fields {
                let heading = field["name"].as_str().expect("a name");
                assert!(!texts(&field["description"])[0].is_empty());
                assert!(allowed(field, &row[heading]), "{name} {heading}: {row:?}");
            }
        }
        let key = texts(&schema["primaryKey"]);
        if !key.is_empty() {
            let mut seen: Vec<Vec<&str>> = rows
                .iter()
                .map(|row| key.iter().map(|k| row[*k].as_str()).collect())
                .collect();
            seen.sort_unstable();
            let all = seen.len();
            seen.dedup();
            assert_eq!(seen.len(), all, "{name}: {key:?}");
        }
        for foreign in schema["foreignKeys"].as_array().into_iter().flatten() {
            let (from, to) = (&foreign["fields"][0], &foreign["reference"]["fields"][0]);
            let (from, to) = (
                from.as_str().expect("a field"),
                to.as_str().expect("a field"),
            );
            let other = &files[foreign["reference"]["resource"].as_str().expect("a table")];
            for row in rows.iter().filter(|row| !row[from].is_empty()) {
                assert!(
                    other.iter().any(|o| o[to] == row[from]),
                    "{name} {from}: {row:?}"
                );
            }
        }
    }
}

#[test]
fn codes_years_and_numbers_are_for_machines() {
    let data = open_data(&view(|_| {})).expect("open data");
    let file = |name: &str| {
        let (_, bytes) = data.files.iter().find(|(n, _)| n == name).expect(name);
        read(bytes)
    };
    let items = file("実施項目.csv");
    assert_eq!(items.len(), 23);
    let first = &items[0];
    assert_eq!(
        (
            first["年度"].as_str(),
            first["項目コード"].as_str(),
            first["項目番号"].as_str()
        ),
        ("2024", "1-1", "1-①")
    );
    let effect = file("効果額の合計.csv");
    assert_eq!(
        (effect[0]["効果額"].as_str(), effect[0]["単位"].as_str()),
        ("55860", "千円")
    );
    let counts = file("評価の集計.csv");
    let of = |pillar: &str, grade: &str| {
        let row = counts
            .iter()
            .find(|r| r["改革項目番号"] == pillar && r["評価"] == grade)
            .expect("a row");
        (
            row["件数"].clone(),
            row["割合"].clone(),
            row["割合の単位"].clone(),
        )
    };
    let owned = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(of("合計", "A"), owned("17", "73.9", "%"));
    assert_eq!(of("3", "対象外"), owned("0", "", ""));
    let indicators = file("指標.csv");
    let dated = indicators.iter().find(|r| r["時点"] == "令和7年3月31日");
    assert_eq!(dated.expect("a day")["時点の日付"], "2025-03-31");
    // Every figure that the files hold is reported with its place.
    let first = data.figures.iter().find(|f| &*f.key == "grades.total.A");
    let first = first.expect("the count of A");
    assert_eq!(file(&first.file)[first.row][first.heading.as_str()], "17");
}

#[test]
fn no_text_is_taken_for_a_formula() {
    let texts = ["=1+1", "+1", "-1", "@a", "\t=1", "＝1", "'a", "a=1", "1-①"];
    for text in texts {
        let view = view(|record| {
            record.items[0].answers[crate::cycle::ItemField::Issue] = Some(Sourced {
                value: Some(Value::Text(text.to_owned())),
                source: crate::values::Source::default(),
                correction: None,
            });
        });
        let data = open_data(&view).expect("open data");
        let (_, bytes) = &data.files[0];
        let written = read(bytes)[0]["課題"].clone();
        let taken = ["=", "+", "-", "@", "\t", "＝"];
        assert!(!taken.iter().any(|t| written.starts_with(t)), "{written}");
        // Taking one apostrophe away gives the text back.
        assert_eq!(written.strip_prefix('\'').unwrap_or(&written), text);
    }
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let view = view(|_| {});
    assert_eq!(
        open_data(&view).expect("open data"),
        open_data(&view).expect("open data")
    );
}
