//! Opinions of a cycle with what the city does about each: the office's own words, else those of the departments that are asked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::previous::Previous;
use crate::diagnostic::{Code as Fault, Diagnostic};
use crate::plan::{Cycle, Opinion, OpinionState, Plan};
use crate::submission::{Fields as _, OpinionField, Submission};
use crate::values::{CellLocation, Code};

/// An opinion as it stands at the end of a cycle's reading.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpinionRecord {
    pub id: Code,
    pub number: String,
    /// 会議
    pub meeting: String,
    /// 回
    pub session: Option<String>,
    /// 開催日
    pub date: Option<NaiveDate>,
    pub text: String,
    /// Id of its item.
    pub item: Option<Code>,
    /// 実施項目, as printed.
    pub item_number: Option<String>,
    /// 回答する課, as the office typed them.
    #[serde(default)]
    pub departments: Vec<String>,
    /// Whether open bodies see it.
    pub public: bool,
    /// What the city does about it; `None` where nobody has said so yet.
    pub answer: Option<String>,
    /// Who says so: 事務局, or the departments.
    pub answered_by: Option<String>,
    pub state: OpinionState,
    /// What the office typed.
    pub office: OfficeWords,
    /// What each department that is asked answered.
    #[serde(default)]
    pub reports: Vec<OpinionReport>,
}

/// What stands in the office's own row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfficeWords {
    pub answer: Option<String>,
    pub state: OpinionState,
    /// The cell of 市の対応.
    pub at: CellLocation,
}

/// What one department answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpinionReport {
    pub department: String,
    /// Whether the department's form came in.
    pub submitted: bool,
    #[serde(flatten)]
    pub answers: Answers<OpinionField>,
}

impl OpinionReport {
    fn text(&self) -> Option<String> {
        let answer = self.answers[OpinionField::Answer].as_ref()?;
        answer.value.as_ref().map(crate::values::Value::text)
    }

    fn state(&self) -> Option<OpinionState> {
        self.answers
            .word(OpinionField::State)
            .and_then(OpinionState::of)
    }
}

impl OpinionRecord {
    /// `懇談会 第1回`
    pub fn occasion(&self) -> String {
        match &self.session {
            Some(session) => format!("{} {session}", self.meeting),
            None => self.meeting.clone(),
        }
    }

    /// As lists and messages name it: `意見3`.
    pub fn label(&self) -> String {
        label(&self.number)
    }
}

/// `意見3`: a bare number says nothing among the numbers of items.
pub fn label(number: &str) -> String {
    if number.contains("意見") {
        number.to_owned()
    } else {
        format!("意見{number}")
    }
}

/// Of the office, for `answered_by`.
const OFFICE: &str = "事務局";

/// The opinions of a cycle, in the order of the sheet.
pub(super) fn merged(
    plan: &Plan,
    cycle: &Cycle,
    submissions: &BTreeMap<&str, &Submission>,
    previous: Option<&Previous>,
) -> Vec<OpinionRecord> {
    let opinions = plan.opinions_of(cycle).iter();
    opinions
        .map(|opinion| {
            let reports = reports(plan, cycle, submissions, opinion);
            let said_before = previous.and_then(|p| p.opinion(&opinion.id));
            let before = said_before.and_then(|o| o.answer.as_deref());
            let (answer, answered_by, state) = said(opinion, &reports, before);
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
    if !opinion.state.is_open() {
        return Vec::new();
    }
    let asked = plan.asked_of(opinion, cycle).into_iter();
    asked
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
    let carried = opinion.answer.as_deref().filter(|a| Some(*a) == before);
    let own = opinion.answer.clone();
    match (own, given.as_slice()) {
        (Some(own), []) => (Some(own), Some(OFFICE.to_owned()), opinion.state),
        (Some(own), _) if carried.is_none() => (Some(own), Some(OFFICE.to_owned()), opinion.state),
        (_, []) => (None, None, opinion.state),
        (_, given) => {
            let states = given.iter().filter_map(|(report, _)| report.state());
            let state = states.reduce(OpinionState::behind).unwrap_or(opinion.state);
            let names: Vec<&str> = given.iter().map(|(r, _)| r.department.as_str()).collect();
            let text = match given {
                [(_, text)] => text.clone(),
                several => {
                    let lines = several.iter();
                    let lines = lines.map(|(r, text)| format!("{}：{text}", r.department));
                    lines.collect::<Vec<_>>().join("\n")
                }
            };
            (Some(text), Some(names.join("、")), state)
        }
    }
}

/// An opinion that was open in the compared cycle and is missing now: it would be forgotten.
pub(super) fn forgotten(
    plan: &Plan,
    cycle: &Cycle,
    opinions: &[OpinionRecord],
    previous: Option<&Previous>,
) -> Vec<Diagnostic> {
    let Some(previous) = previous else {
        return Vec::new();
    };
    if !plan.has_opinion_sheet(cycle) {
        return Vec::new();
    }
    let open = previous.opinions().filter(|o| o.state.is_open());
    open.filter(|before| !opinions.iter().any(|o| o.id == before.id))
        .map(|before| {
            Diagnostic::new(
                Fault::OpinionForgotten,
                format!(
                    "{}で「{}」だった{}が、{}の「意見」にありません。",
                    previous.cycle,
                    before.state.label(),
                    label(&before.number),
                    cycle.name()
                ),
                "引き継ぐときは、その行を「意見」に加えてください。取り下げられたときも、状況を「対応しない」とした行を残すと、経過が分かります。",
            )
        })
        .collect()
}

/// What a comparison goes by: how an opinion stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionThen {
    pub id: Code,
    pub number: String,
    pub answer: Option<String>,
    pub state: OpinionState,
}

impl OpinionThen {
    pub(super) fn of(record: &OpinionRecord) -> Self {
        Self {
            id: record.id.clone(),
            number: record.number.clone(),
            answer: record.answer.clone(),
            state: record.state,
        }
    }
}
