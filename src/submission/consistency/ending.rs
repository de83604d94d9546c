//! 完了, 中止 and 統合 against what the register plans.

use super::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Field, InitiativeField, ItemField, Status};
use crate::plan::{Initiative, Item};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{Code as Id, FiscalYear, Sourced, Value};

/// Grades that take an item out of the shares and so need the register's 終了区分 (domain: Grades).
const ENDING_GRADES: [&str; 2] = ["中止", "統合"];

/// Words of the 年度別計画 that plan no work beyond what was completed.
const GOES_ON: [&str; 10] = [
    "継続", "完了", "終了", "運用", "維持", "定着", "-", "ー", "→", "なし",
];

pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    checked
        .submission
        .answers
        .iter()
        .filter_map(|(field, answer)| match field {
            Field::Item(id, ItemField::Grade) => grade(checked, id, answer),
            Field::Initiative(id, InitiativeField::Status) => status(checked, id, answer),
            _ => None,
        })
        .collect()
}

fn grade(checked: &Checked<'_>, id: &Id, answer: &Sourced<Value>) -> Option<Diagnostic> {
    let grade = checked.plan.grade(&answer.value.as_ref()?.text())?;
    let item = checked.plan.item(id)?;
    let is = |word: &str| grade.symbol == word || grade.name == word;
    if item.termination.is_some() {
        return None;
    }
    if ENDING_GRADES.into_iter().any(is) {
        return Some(not_planned(
            answer,
            format!(
                "{}の評価が「{}」ですが、計画台帳に終了区分がありません。",
                item.number,
                grade.choice()
            ),
            "遅れているだけであれば、評価を選び直してください。",
        ));
    }
    let year = checked.cycle?.year;
    let later = later_item(item, year)
        .then(|| {
            let mut of_item = checked.plan.initiatives_of(id);
            of_item.find_map(|i| Some((i, later_work(i, year)?)))
        })
        .flatten();
    match later {
        Some((initiative, (planned, text))) if is(Status::Completed.label()) => Some(completed(
            answer,
            format!(
                "{}の評価が「{}」ですが、計画では、取組 {} に{planned}の「{text}」があります。",
                item.number,
                grade.choice(),
                initiative.number
            ),
        )),
        _ => None,
    }
}

/// Whether the register keeps the item in force after the year.
fn later_item(item: &Item, year: FiscalYear) -> bool {
    item.end.is_none_or(|end| end > year)
}

fn status(checked: &Checked<'_>, id: &Id, answer: &Sourced<Value>) -> Option<Diagnostic> {
    let status = Status::of(&answer.value.as_ref()?.text())?;
    let initiative = checked.plan.initiatives.iter().find(|i| i.id == *id)?;
    let item = checked.plan.item(&initiative.item)?;
    let year = checked.cycle?.year;
    if item.termination.is_some() {
        return None;
    }
    let number = &initiative.number;
    match status {
        Status::Stopped if still_planned(initiative, year) => Some(not_planned(
            answer,
            format!(
                "取組 {number} の実施状況が「中止」ですが、計画台帳では、{year}以降も計画があり、実施項目 {} に終了区分がありません。",
                item.number
            ),
            "遅れているだけであれば、実施状況を選び直してください。",
        )),
        Status::Completed => {
            let (planned, text) = later_work(initiative, year)?;
            Some(completed(
                answer,
                format!(
                    "取組 {number} の実施状況が「完了」ですが、計画では{planned}に「{text}」があります。"
                ),
            ))
        }
        _ => None,
    }
}

fn still_planned(initiative: &Initiative, year: FiscalYear) -> bool {
    initiative.schedule.is_empty() || initiative.schedule.keys().any(|y| *y >= year)
}

/// The first later year for which more work is planned than to keep up what was completed.
fn later_work(initiative: &Initiative, year: FiscalYear) -> Option<(FiscalYear, &str)> {
    let goes_on = |text: &str| {
        let key = without_space(&match_key(text));
        let key = key.trim_matches(['(', ')', '。']);
        key.is_empty() || GOES_ON.iter().any(|word| key.starts_with(word))
    };
    initiative
        .schedule
        .iter()
        .find(|(planned, text)| **planned > year && !goes_on(text))
        .map(|(planned, text)| (*planned, text.as_str()))
}

fn not_planned(answer: &Sourced<Value>, message: String, else_hint: &str) -> Diagnostic {
    Diagnostic::new(
        Code::TerminationNotPlanned,
        message,
        format!("計画の変更であれば事務局と相談してください。{else_hint}"),
    )
    .about(&answer.source)
}

fn completed(answer: &Sourced<Value>, message: String) -> Diagnostic {
    Diagnostic::new(
        Code::CompletedEarly,
        message,
        "計画より早く全てを終えたのかを確かめてください。後の年度にも行うことがあるときは、「完了」以外を選んでください。",
    )
    .about(&answer.source)
}
