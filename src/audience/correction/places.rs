//! Where in the papers something stands, in words for readers: what it is of, which field, and the pages.

use std::collections::BTreeMap;

use super::Change;
use crate::audience::key::{FigureKey, FigureNames, text_of_part};
use crate::cycle::{Corrected, Fields, IndicatorField, InitiativeField, ItemField, opinion_label};
use crate::plan::{OfficeSection, Plan};
use crate::values::Code;

/// Pages of one document that a line names.
const MOST_PAGES: usize = 4;

/// A printed leaf: document and page.
type Printed = (String, usize);

/// What the new papers of a body print where.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// By key, in the order of the papers.
    pages: BTreeMap<String, Vec<Printed>>,
    /// When a key is first printed.
    first: BTreeMap<String, usize>,
}

impl Places {
    /// Another trace of a document.
    pub fn put(&mut self, key: &str, document: &str, page: usize) {
        let at = self.first.len();
        self.first.entry(key.to_owned()).or_insert(at);
        let printed = (document.to_owned(), page);
        let pages = self.pages.entry(key.to_owned()).or_default();
        if !pages.contains(&printed) {
            pages.push(printed);
        }
    }

    /// The lines of the 正誤表, in the order of the papers; what only a workbook holds comes last.
    pub fn rows(
        &self,
        plan: &Plan,
        changes: &[Change],
        reason: impl Fn(&str) -> String,
    ) -> Vec<Corrected> {
        let mut ordered: Vec<(usize, &Change)> = Vec::new();
        for change in changes {
            let own = self.first.get(anchor(&change.key)).copied();
            // What is gone stood behind what comes before it in the views.
            let before = ordered.last().map(|(at, _)| *at);
            let gone = change.new.is_none().then_some(before).flatten();
            ordered.push((own.or(gone).unwrap_or(usize::MAX), change));
        }
        ordered.sort_by_key(|(at, _)| *at);
        let figures = FigureNames::of(plan);
        let rows = ordered.into_iter().map(|(_, change)| Corrected {
            place: self.place(plan, &figures, &change.key),
            wrong: change.old.clone(),
            right: change.new.clone(),
            reason: reason(&change.key),
        });
        rows.collect()
    }

    fn place(&self, plan: &Plan, figures: &FigureNames, key: &str) -> String {
        let label = label(plan, figures, key);
        let mut documents: Vec<(&str, Vec<usize>)> = Vec::new();
        for (document, page) in self.pages.get(anchor(key)).into_iter().flatten() {
            match documents.iter_mut().find(|(name, _)| name == document) {
                Some((_, pages)) => pages.push(*page),
                None => documents.push((document, vec![*page])),
            }
        }
        let documents: Vec<String> = documents
            .iter()
            .map(|(name, pages)| {
                let shown: Vec<String> = pages
                    .iter()
                    .take(MOST_PAGES)
                    .map(usize::to_string)
                    .collect();
                let more = if pages.len() > MOST_PAGES {
                    "など"
                } else {
                    ""
                };
                format!("{name} {}ページ{more}", shown.join("、"))
            })
            .collect();
        if documents.is_empty() {
            return label;
        }
        format!("{label}（{}）", documents.join("、"))
    }
}

/// The key of the leaf beside which a sign stands.
fn anchor(key: &str) -> &str {
    key.split_once('#').map_or(key, |(leaf, _)| leaf)
}

/// `1-① 人材の育成　進捗評価`.
fn label(plan: &Plan, figures: &FigureNames, key: &str) -> String {
    let (leaf, sign) = key.split_once('#').unwrap_or((key, ""));
    let known = match sign {
        "met" => of_indicator(plan, leaf, Some("達成の判定")),
        "change" => of_item(plan, leaf, Some("前回からの変化")),
        "late" => Some("遅れている項目等の一覧".to_owned()),
        "state" => of_opinion(leaf, Some("状況")),
        _ => of_item(plan, leaf, None)
            .or_else(|| of_indicator(plan, leaf, None))
            .or_else(|| of_initiative(plan, leaf))
            .or_else(|| of_office(leaf))
            .or_else(|| of_opinion(leaf, None)),
    };
    known.unwrap_or_else(|| match FigureKey::read(leaf) {
        FigureKey::Unknown(key) => section(&key).to_owned(),
        known => figures.name(&known),
    })
}

/// Where what has no words of its own stands.
fn section(key: &str) -> &'static str {
    match key.split('.').next().unwrap_or_default() {
        "sentence" => "全体の状況",
        "matrix" => "総括の注",
        "changes" => "前回からの変化",
        "revisions" | "plan_changes" => "計画の変更",
        "whole" => "計画期間の総括",
        "upcoming" => "今後の日程",
        "glossary" => "用語の解説",
        "plan" => "計画の体系",
        _ => "そのほかの記載",
    }
}

fn of_opinion(key: &str, sign: Option<&str>) -> Option<String> {
    let ["opinions", id, field] = parts(key)[..] else {
        return None;
    };
    let field = sign.or(match field {
        "text" => Some("意見"),
        "answer" => Some("市の対応"),
        _ => None,
    })?;
    Some(format!("意見と市の対応 {}　{field}", opinion_label(id)))
}

fn parts(key: &str) -> Vec<&str> {
    key.split('.').collect()
}

fn code<'a>(all: impl Iterator<Item = (&'a Code, String)>, id: &str) -> Option<String> {
    let mut all = all.filter(|(code, _)| code.as_str() == id);
    all.next().map(|(_, name)| name)
}

fn of_item(plan: &Plan, key: &str, sign: Option<&str>) -> Option<String> {
    let ["items", id, field] = parts(key)[..] else {
        return None;
    };
    let items = plan.items.iter();
    let name = code(
        items.map(|i| (&i.id, format!("{} {}", i.number, i.title))),
        id,
    )?;
    let own = match field {
        "title" => Some("項目名"),
        "situation" => Some("現状と課題"),
        "policy" => Some("取組方針"),
        "previous_grade" => Some("前回の評価"),
        "first_grade" => Some("一次評価"),
        "second_reason" => Some("二次評価の理由"),
        "decided" => Some("二次評価の決定"),
        _ => None,
    };
    let field = sign.or(own).or_else(|| declared::<ItemField>(field))?;
    Some(format!("{name}　{field}"))
}

fn of_indicator(plan: &Plan, key: &str, sign: Option<&str>) -> Option<String> {
    let (id, field) = match parts(key)[..] {
        ["indicators", id, field] => (id, field),
        ["indicators", id, year, "actual"] => {
            let year: i32 = year.parse().ok()?;
            let name = indicator(plan, id)?;
            return Some(format!(
                "{name}　{}の実績値",
                crate::values::FiscalYear::new(year)
            ));
        }
        _ => return None,
    };
    let name = indicator(plan, id)?;
    let field = match (sign, declared::<IndicatorField>(field)) {
        (Some(sign), _) | (None, Some(sign)) => sign.to_owned(),
        (None, None) => match FigureKey::read(key) {
            FigureKey::Indicator(_, measure) => measure.label().to_owned(),
            _ => return None,
        },
    };
    Some(format!("{name}　{field}"))
}

fn indicator(plan: &Plan, id: &str) -> Option<String> {
    let indicators = plan.indicators.iter();
    code(
        indicators.map(|i| (&i.id, format!("{} {}", i.number, i.name))),
        id,
    )
}

fn of_initiative(plan: &Plan, key: &str) -> Option<String> {
    let (id, department, field) = match parts(key)[..] {
        ["initiatives", id, department, field] => (id, text_of_part(department), field),
        _ => return None,
    };
    let initiatives = plan.initiatives.iter();
    let number = code(initiatives.map(|i| (&i.id, i.number.clone())), id)?;
    let amount = match FigureKey::read(key) {
        FigureKey::Report(_, _, amount) => Some(amount.label()),
        _ => None,
    };
    let field = amount.or_else(|| declared::<InitiativeField>(field))?;
    Some(format!("{number} {department}　{field}"))
}

fn of_office(key: &str) -> Option<String> {
    let ["notes", name, at] = parts(key)[..] else {
        return None;
    };
    let section = match name {
        "foreword" => OfficeSection::Foreword,
        "agenda" => OfficeSection::Agenda,
        "answers" => OfficeSection::Answers,
        "questions" => OfficeSection::Questions,
        "opinions_due" => OfficeSection::OpinionsDue,
        "schedule" => OfficeSection::Schedule,
        _ => return None,
    };
    let at: usize = at.parse().ok()?;
    Some(format!("{} {}", section.label(), at + 1))
}

/// The label of a declared field by its key.
fn declared<F: Fields>(key: &str) -> Option<&'static str> {
    let mut fields = F::ALL.iter().map(|field| field.declared());
    fields.find(|d| d.key == key).map(|d| d.label)
}
