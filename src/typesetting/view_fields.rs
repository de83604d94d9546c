//! Holds docs/テンプレート.md against the views: every field that a template sees stands there with its kind, and nothing
//! else does. Test code only.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::fixture;
use crate::audience::leaf::{Figure, Shown};
use crate::audience::parts::TwoStages;
use crate::audience::whole::{WholeEffect, WholeIndicator, WholeItem, WholeView, WholeYear};
use crate::audience::{CorrectionView, DigestView, Text};
use crate::cycle::Corrected;

const MANUAL: &str = include_str!("../../docs/テンプレート.md");

/// Section name to field to kind, as documented.
type Sections = BTreeMap<String, BTreeMap<String, String>>;

fn documented() -> Sections {
    let mut sections = Sections::new();
    let mut section = String::new();
    for line in MANUAL.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            section = heading.split('`').nth(1).expect("a name").to_owned();
            assert!(
                sections.insert(section.clone(), BTreeMap::new()).is_none(),
                "{section} twice"
            );
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| !section.is_empty()) {
            let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
            let [name, kind, meaning] = cells[..] else {
                panic!("{line}")
            };
            assert!(!meaning.trim().is_empty() && meaning != "？", "{line}");
            let fields = sections.get_mut(&section).expect("a section");
            fields.insert(name.trim_end_matches('`').to_owned(), kind.to_owned());
        }
    }
    sections
}

struct Check<'a> {
    sections: &'a Sections,
    /// Section and field that some value was seen of.
    seen: BTreeSet<(String, String)>,
    faults: BTreeSet<String>,
}

impl Check<'_> {
    fn view(&mut self, name: &str, view: &impl Serialize) {
        let json = serde_json::to_value(view).expect("a view");
        self.section(name, name, &json);
    }

    fn value(&mut self, at: &str, kind: &str, value: &Value) {
        if let Some(inner) = kind.strip_suffix('?') {
            if !value.is_null() {
                self.value(at, inner, value);
            }
            return;
        }
        if let Some(inner) = kind.strip_prefix('[').and_then(|k| k.strip_suffix(']')) {
            match value.as_array() {
                Some(all) => all.iter().for_each(|v| self.value(at, inner, v)),
                None => self.fault(format!("{at} is no list")),
            }
            return;
        }
        let leaf = |name: &str| value["key"].is_string() && value[name].is_string();
        let holds = match kind {
            "文章" => leaf("text"),
            "数値" => leaf("figure"),
            "文章・数値" => leaf("text") || leaf("figure"),
            "文字列" => value.is_string(),
            "整数" => value.is_i64(),
            "真偽" => value.is_boolean(),
            section => return self.section(at, section, value),
        };
        if !holds {
            self.fault(format!("{at} is no {kind}: {value}"));
        }
    }

    fn section(&mut self, at: &str, section: &str, value: &Value) {
        let sections = self.sections;
        let (Some(fields), Some(map)) = (sections.get(section), value.as_object()) else {
            return self.fault(format!("{at}: {section} is not in the manual"));
        };
        for (name, value) in map {
            let Some(kind) = fields.get(name) else {
                self.fault(format!("{section}.{name} is not in the manual"));
                continue;
            };
            self.seen.insert((section.to_owned(), name.clone()));
            self.value(&format!("{section}.{name}"), kind, value);
        }
    }

    fn fault(&mut self, fault: String) {
        self.faults.insert(fault);
    }
}

fn correction() -> CorrectionView {
    let view = serde_json::to_value(fixture::council()).expect("a view");
    let row = Corrected {
        place: "1-① 人材の育成　進捗評価".to_owned(),
        wrong: Some("B".to_owned()),
        right: Some("A".to_owned()),
        reason: "集計の誤り".to_owned(),
    };
    CorrectionView::new(&view, "令和8年10月1日".to_owned(), "集計の誤り", &[row])
}

/// 計画期間の総括, with one of each.
fn whole() -> WholeView {
    let figure = || Figure::new("figure", 12.into(), 0);
    WholeView {
        years: vec![WholeYear {
            short: "R6".to_owned(),
            name: "令和6年度".to_owned(),
            western: 2024,
        }],
        items: vec![WholeItem {
            id: "1-1".to_owned(),
            number: "1-①".to_owned(),
            title: Text::new("title", "人材の育成"),
            grades: vec![Some(Text::new("grade", "A"))],
            note: None,
        }],
        indicators: vec![WholeIndicator {
            id: "1-1-k1".to_owned(),
            number: "1-①-K1".to_owned(),
            name: Text::new("name", "研修の回数"),
            unit: Some("回".to_owned()),
            base: Some(Shown::Figure(figure())),
            actuals: vec![None],
            target: Some(Shown::Figure(figure())),
            note: None,
        }],
        effects: vec![WholeEffect {
            name: "令和6年度".to_owned(),
            western: Some(2024),
            planned: Some(figure()),
            single_year: Some(figure()),
            continuing: Some(figure()),
            listed: None,
            achieved: Some(figure()),
        }],
        counting: Text::new("counting", "毎年"),
        unknown: None,
    }
}

#[test]
fn the_manual_of_templates_is_true() {
    let sections = documented();
    let mut check = Check {
        sections: &sections,
        seen: BTreeSet::new(),
        faults: BTreeSet::new(),
    };
    let mut headquarters = fixture::headquarters();
    let item = &mut headquarters.items[0].item;
    item.stages = Some(TwoStages {
        first: item.grade.clone(),
        reason: Text::new("reason", "指標の達成による。"),
        decided: Some(Text::new("decided", "推進本部 第1回")),
        differs: true,
    });
    check.view("headquarters", &headquarters);
    check.view("council", &fixture::council());
    let mut public = fixture::public();
    public.whole = Some(whole());
    check.view("public", &public);
    check.view("digest", &DigestView::of_council(&fixture::council()));
    check.view("digest", &DigestView::of_public(&fixture::public()));
    check.view("correction-view", &correction());
    let reported = sections
        .iter()
        .flat_map(|(section, fields)| fields.keys().map(|f| (section.clone(), f.clone())));
    let unknown: Vec<_> = reported
        .filter(|field| !check.seen.contains(field))
        .collect();
    assert_eq!(check.faults, BTreeSet::new());
    assert_eq!(unknown, [], "in the manual and in no view");
}
