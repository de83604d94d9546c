//! An opinion with what the city does about it, as record.json holds it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use crate::plan::OpinionState;
use crate::submission::OpinionField;
use crate::values::{CellLocation, Code};

/// An opinion as it stands at the end of a cycle's reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeWords {
    pub answer: Option<String>,
    pub state: OpinionState,
    /// The cell of 市の対応.
    pub at: CellLocation,
}

/// What one department answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionReport {
    pub department: String,
    /// Whether the department's form came in.
    pub submitted: bool,
    #[serde(flatten)]
    pub answers: Answers<OpinionField>,
}

impl OpinionReport {
    pub(super) fn text(&self) -> Option<String> {
        let answer = self.answers[OpinionField::Answer].as_ref()?;
        answer.value.as_ref().map(crate::values::Value::text)
    }

    pub(super) fn state(&self) -> Option<OpinionState> {
        self.answers
            .word(OpinionField::State)
            .and_then(OpinionState::of)
    }
}

impl OpinionRecord {
    /// Whether a department that is asked has sent its form and not said what the city does, and nobody else has for it.
    pub fn awaits(&self, department: &str) -> bool {
        let own = |r: &&OpinionReport| r.department == department;
        let report = self.reports.iter().find(own);
        let unanswered = report.is_some_and(|r| r.submitted && r.text().is_none());
        self.state.is_open() && self.office.answer.is_none() && unanswered
    }

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

/// What a comparison goes by: how an opinion stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionThen {
    pub id: Code,
    pub number: String,
    pub answer: Option<String>,
    /// What each department said itself.
    pub answers: BTreeMap<String, String>,
    pub state: OpinionState,
    pub item: Option<Code>,
    /// As it was printed then.
    pub item_number: Option<String>,
}

impl OpinionThen {
    pub(super) fn of(record: &OpinionRecord) -> Self {
        Self {
            id: record.id.clone(),
            number: record.number.clone(),
            answer: record.answer.clone(),
            answers: { record.reports.iter() }
                .filter_map(|r| Some((r.department.clone(), r.text()?)))
                .collect(),
            state: record.state,
            item: record.item.clone(),
            item_number: record.item_number.clone(),
        }
    }
}
