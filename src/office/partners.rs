//! 関係課の報告 for the forms of 所管課: what other departments answered of the items that one leads.

use std::collections::BTreeMap;

use crate::cycle::{Answer, Answers, CycleRecord, Recorded};
use crate::form::layout::{PartnerReport, Reported};
use crate::plan::{Department, LevelNames};
use crate::values::{Code, Value, grouped};

/// By item, what departments other than its 所管課 report of it. Items that nobody else answers have none.
pub(crate) fn reports(
    record: &CycleRecord,
    department: &Department,
    levels: &LevelNames,
) -> BTreeMap<Code, Vec<PartnerReport>> {
    let led = record
        .items
        .iter()
        .filter(|item| item.lead.as_deref() == Some(&department.name));
    let mut all = BTreeMap::new();
    for item in led {
        let initiatives = item.initiatives.iter().map(|initiative| PartnerReport {
            number: initiative.number.clone(),
            label: levels.reword("取組内容"),
            text: initiative.text.clone(),
            reports: initiative
                .reports
                .iter()
                .filter(|report| report.department != department.name)
                .map(|r| reported(&r.department, r.submitted, &r.answers, None))
                .collect(),
        });
        let indicators = item.indicators.iter().map(|indicator| PartnerReport {
            number: indicator.number.clone(),
            label: "指標名".to_owned(),
            text: indicator.name.clone(),
            reports: indicator
                .department
                .iter()
                .filter(|name| **name != department.name)
                .map(|name| {
                    let unit = indicator.unit.as_deref();
                    reported(name, indicator.submitted, &indicator.answers, unit)
                })
                .collect(),
        });
        let reports: Vec<PartnerReport> = initiatives
            .chain(indicators)
            .filter(|report| !report.reports.is_empty())
            .collect();
        if !reports.is_empty() {
            all.insert(item.id.clone(), reports);
        }
    }
    all
}

/// How many reports of partners there are, and how many have not come in.
pub(crate) fn count(reports: &BTreeMap<Code, Vec<PartnerReport>>) -> [usize; 2] {
    let all = reports.values().flatten().flat_map(|r| &r.reports);
    all.fold([0, 0], |[all, missing], reported| {
        [all + 1, missing + usize::from(reported.answers.is_none())]
    })
}

/// What one department reported; `None` where its form has not come in.
fn reported<F: Recorded>(
    department: &str,
    submitted: bool,
    answers: &Answers<F>,
    unit: Option<&str>,
) -> Reported {
    let given = answers.iter().filter_map(|(field, answer)| {
        let declared = field.declared();
        let unit = declared.kind.unit().or(unit).unwrap_or_default();
        Some((declared.label.to_owned(), words(answer, unit)?))
    });
    Reported {
        department: department.to_owned(),
        answers: submitted.then(|| given.collect()),
    }
}

/// An answer as it is read; a refused one as it was typed, and that it is being asked about.
fn words(answer: &Answer, unit: &str) -> Option<String> {
    let answer = answer.as_ref()?;
    Some(match &answer.value {
        Some(Value::Number(number)) => format!("{}{unit}", grouped(*number, 0)),
        Some(value) => value.text(),
        None => format!("{}（事務局で確認中）", answer.source.typed),
    })
}
