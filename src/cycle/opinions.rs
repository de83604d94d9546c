//! Opinions of a cycle with what the city does about each: the office's own words, else those of the departments that are asked.

use std::collections::BTreeMap;

use super::answers::Answers;
use super::opinion_record::{OfficeWords, OpinionRecord, OpinionReport, label};
use super::opinions_before::OpinionsBefore;
use crate::diagnostic::{Code as Fault, Diagnostic};
use crate::plan::{Cycle, Opinion, OpinionState, Plan};
use crate::submission::{Fields as _, OpinionField, Submission};
use crate::values::Code as Id;
use crate::values::japanese_text::match_key;

/// Of the office, for `answered_by`.
pub(super) const OFFICE: &str = "事務局";

/// The opinions of a cycle, in the order of the sheet; then those that were closed since the compared cycle, in one before this.
pub(super) fn merged(
    plan: &Plan,
    cycle: &Cycle,
    submissions: &BTreeMap<&str, &Submission>,
    before: &OpinionsBefore,
) -> Vec<OpinionRecord> {
    let mut opinions = listed(plan, cycle, submissions, before);
    for closed in &before.closed {
        if !is_listed(plan, cycle, &closed.id) {
            opinions.push(closed_before(plan, closed));
        }
    }
    opinions
}

/// Whether the sheet has it, be it with faults.
fn is_listed(plan: &Plan, cycle: &Cycle, id: &Id) -> bool {
    let mut listed = plan.opinions_of(cycle).iter().map(|o| &o.id);
    let mut faulty = plan.faulty_opinions_of(cycle).iter().map(|o| &o.id);
    listed.any(|one| one == id) || faulty.any(|one| one == id)
}

/// With the number that its item has today, and without the cells of that cycle's forms.
fn closed_before(plan: &Plan, before: &OpinionRecord) -> OpinionRecord {
    let item = before.item.as_ref().and_then(|id| plan.item(id));
    let number = item.map(|i| i.number.clone());
    OpinionRecord {
        item_number: number.or_else(|| before.item_number.clone()),
        reports: Vec::new(),
        ..before.clone()
    }
}

fn listed(
    plan: &Plan,
    cycle: &Cycle,
    submissions: &BTreeMap<&str, &Submission>,
    before: &OpinionsBefore,
) -> Vec<OpinionRecord> {
    let opinions = plan.opinions_of(cycle).iter();
    opinions
        .map(|opinion| {
            let reports = reports(plan, cycle, submissions, opinion);
            let last = before.last(&opinion.id).and_then(|o| o.answer.as_deref());
            let (answer, answered_by, state) = said(opinion, &reports, last);
            let item = plan.item_of(opinion);
            OpinionRecord {
                id: opinion.id.clone(),
                number: opinion.number.clone(),
                meeting: opinion.meeting.clone(),
                session: opinion.session.clone(),
                date: opinion.date,
                text: opinion.text.clone(),
                item: item.map(|i| i.id.clone()),
                item_number: item.map(|i| i.number.clone()),
                departments: opinion.departments.clone(),
                public: opinion.public,
                answer,
                answered_by,
                state,
                office: OfficeWords {
                    answer: opinion.answer.clone(),
                    state: opinion.state,
                    at: opinion.places.answer.clone(),
                },
                reports,
            }
        })
        .collect()
}

fn reports(
    plan: &Plan,
    cycle: &Cycle,
    submissions: &BTreeMap<&str, &Submission>,
    opinion: &Opinion,
) -> Vec<OpinionReport> {
    let asked = plan.asked_of(opinion, cycle).into_iter();
    // Of one that the office has closed since, what was answered before.
    let wanted = |code: &str| {
        let answer = OpinionField::Answer.of(&opinion.id);
        let submission = submissions.get(code);
        opinion.state.is_open() || submission.is_some_and(|s| s.answer(&answer).is_some())
    };
    asked
        .filter(|department| wanted(&department.code))
        .map(|department| {
            let submission = submissions.get(department.code.as_str());
            OpinionReport {
                department: department.name.clone(),
                submitted: submission.is_some(),
                answers: Answers::of(|field: OpinionField| {
                    submission?.answer(&field.of(&opinion.id)).cloned()
                }),
            }
        })
        .collect()
}

/// What the city does, who says so, and where it stands. The office's words go before a department's; words that the office has
/// only carried over from the cycle before (`before`) do not go before what a department says now.
fn said(
    opinion: &Opinion,
    reports: &[OpinionReport],
    before: Option<&str>,
) -> (Option<String>, Option<String>, OpinionState) {
    let given: Vec<(&OpinionReport, String)> = reports
        .iter()
        .filter_map(|report| Some((report, report.text()?)))
        .collect();
    let joined = match given.as_slice() {
        [(_, text)] => text.clone(),
        // All of them left what was carried over: they say that once.
        [(_, text), ..]
            if Some(text.as_str()) == before && given.iter().all(|(_, other)| other == text) =>
        {
            text.clone()
        }
        several => {
            let lines = several.iter();
            let lines = lines.map(|(r, text)| format!("{}：{text}", r.department));
            lines.collect::<Vec<_>>().join("\n")
        }
    };
    let carried = opinion.answer.as_deref().filter(|a| Some(*a) == before);
    let own = opinion.answer.clone();
    match (own, given.as_slice()) {
        (Some(own), []) => (Some(own), Some(OFFICE.to_owned()), opinion.state),
        (Some(own), _) if carried.is_none() => (Some(own), Some(OFFICE.to_owned()), opinion.state),
        (_, []) => (None, None, opinion.state),
        (_, given) => {
            let states = given.iter().filter_map(|(report, _)| report.state());
            let state = states.reduce(OpinionState::behind);
            let state = state
                .filter(|_| opinion.state.is_open())
                .unwrap_or(opinion.state);
            let names: Vec<&str> = given.iter().map(|(r, _)| r.department.as_str()).collect();
            (Some(joined), Some(names.join("、")), state)
        }
    }
}

/// R052 for an opinion that is still listed under the number that its item had when it was last listed, where another item has
/// that number now: it would be asked and printed of the wrong one.
pub fn of_another_item(plan: &Plan, cycle: &Cycle, before: &OpinionsBefore) -> Vec<Diagnostic> {
    let moved = |opinion: &Opinion| {
        let (left, then) = before.left(&opinion.id)?;
        let (own, number) = (then.item.as_ref()?, then.item_number.as_deref()?);
        let typed = opinion.item.as_deref()?;
        let now = plan.item_of(opinion)?;
        if now.id == *own || match_key(typed) != match_key(number) {
            return None;
        }
        let meant = match plan
            .item(own)
            .filter(|item| plan.in_force(item, cycle.year))
        {
            Some(item) => format!("今の{}「{}」", item.number, item.title),
            None => "今はない項目".to_owned(),
        };
        let reported = Diagnostic::new(
            Fault::OpinionNames,
            format!(
                "{}の{number}は、{}では別の項目（{meant}）の番号でした。今は「{}」の番号です。",
                label(&opinion.number),
                left,
                now.title
            ),
            "意見の対象とする項目の、今の番号を記入してください。その項目がなくなったときは、空白にしてください。",
        );
        Some(reported.at(&opinion.places.item).found(typed))
    };
    plan.opinions_of(cycle).iter().filter_map(moved).collect()
}

/// An opinion that was open when it was last listed and is missing now: it would be forgotten.
pub(super) fn forgotten(
    plan: &Plan,
    cycle: &Cycle,
    opinions: &[OpinionRecord],
    before: &OpinionsBefore,
) -> Vec<Diagnostic> {
    if !plan.has_opinion_sheet(cycle) {
        return Vec::new();
    }
    let there = |id: &Id| opinions.iter().any(|o| o.id == *id) || is_listed(plan, cycle, id);
    let open = before.open();
    open.filter(|(_, then)| !there(&then.id))
        .map(|(left, then)| {
            Diagnostic::new(
                Fault::OpinionForgotten,
                format!(
                    "{left}で「{}」だった{}が、{}の「意見」にありません。",
                    then.state.label(),
                    label(&then.number),
                    cycle.name()
                ),
                "引き継ぐときは、その行を「意見」に加えてください。取り下げられたときも、状況を「対応しない」とした行を残すと、経過が分かります。",
            )
        })
        .collect()
}
