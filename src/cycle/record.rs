//! The shape of record.json (design: record.json). Field names and order are the contract.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::effect::EffectSummary;
use super::grades::{GradeChange, GradeSummary};
use super::saved;
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::submission::{IndicatorField, InitiativeField, ItemField};
use crate::values::{Code, FiscalYear, Sourced, Value, words};

/// A field of the record: `None` where it was left blank; without a value where it was refused.
pub type Answer = Option<Sourced<Value>>;

/// Everything that is known of one cycle.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CycleRecord {
    pub schema: u32,
    pub plan: PlanHead,
    pub cycle: CycleHead,
    pub items: Vec<ItemRecord>,
    pub departments: Vec<DepartmentRecord>,
    pub summary: Summary,
    /// Paths below the cycle's output folder.
    #[serde(default)]
    pub outputs: Vec<String>,
    /// By body, the state of the record that its papers were made from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub made_from: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "saved::diagnostics")]
    pub diagnostics: Vec<Diagnostic>,
}

/// Version of the record's shape.
pub const SCHEMA: u32 = 1;

/// Which plan the record is of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlanHead {
    pub municipality: String,
    pub name: String,
    pub start: FiscalYear,
    pub end: FiscalYear,
}

impl PlanHead {
    pub fn of(plan: &Plan) -> Self {
        Self {
            municipality: plan.profile.municipality.clone(),
            name: plan.profile.name.clone(),
            start: plan.profile.start,
            end: plan.profile.end,
        }
    }
}

/// Which cycle the record is of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CycleHead {
    pub year: FiscalYear,
    pub kind: String,
    pub name: String,
    pub inquiry_date: chrono::NaiveDate,
    pub due: chrono::NaiveDate,
    pub state: crate::plan::CycleState,
    /// Name of the cycle compared with.
    pub previous: Option<String>,
}

/// An item: its own answers, and its initiatives and indicators.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ItemRecord {
    pub id: Code,
    pub number: String,
    pub title: String,
    pub pillar: String,
    /// Name of the 所管課 that answers.
    pub lead: Option<String>,
    #[serde(default, deserialize_with = "saved::choice")]
    pub grade: Answer,
    pub evaluations: Vec<Evaluation>,
    #[serde(default, deserialize_with = "saved::text")]
    pub reason: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub issue: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub next: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub public_note: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub internal_note: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub contact: Answer,
    /// Symbol of last cycle's grade.
    pub previous_grade: Option<String>,
    pub change: Option<GradeChange>,
    pub initiatives: Vec<InitiativeRecord>,
    pub indicators: Vec<IndicatorRecord>,
}

/// One stage of evaluation; 所管課 is the first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Evaluation {
    pub stage: String,
    pub grade: Option<String>,
    #[serde(default, deserialize_with = "saved::text")]
    pub reason: Answer,
}

/// A 取組 with the report of each department that answers for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InitiativeRecord {
    pub id: Code,
    pub number: String,
    pub text: String,
    /// What is planned for the year.
    pub planned: Option<String>,
    pub reports: Vec<ReportRecord>,
}

/// What one department reports of an initiative.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportRecord {
    pub department: String,
    /// Whether the department's form came in.
    pub submitted: bool,
    #[serde(default, deserialize_with = "saved::choice")]
    pub status: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub result: Answer,
    pub effect: Effect,
}

/// 効果額, 千円.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Effect {
    #[serde(default, deserialize_with = "saved::number")]
    pub revenue: Answer,
    #[serde(default, deserialize_with = "saved::number")]
    pub saving: Answer,
    #[serde(default, deserialize_with = "saved::choice")]
    pub kind: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub basis: Answer,
    /// 歳入増 + 歳出減; none where neither was given, or one was refused.
    pub total: Option<Decimal>,
}

/// A 指標 with its actual and what follows from it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IndicatorRecord {
    pub id: Code,
    pub number: String,
    pub name: String,
    pub unit: Option<String>,
    /// 小数桁, to which actuals are printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    pub department: Option<String>,
    /// Whether the department's form came in.
    pub submitted: bool,
    #[serde(default, deserialize_with = "saved::actual")]
    pub actual: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub as_of: Answer,
    #[serde(default, deserialize_with = "saved::choice")]
    pub state: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub note: Answer,
    pub target: Option<String>,
    /// 達成率, %, one decimal.
    pub achievement: Option<String>,
    /// 進捗率, %, one decimal, where there is only a final target.
    pub progress: Option<String>,
    pub met: Option<bool>,
    /// Last cycle's actual.
    pub previous: Option<String>,
}

words! {
    /// Whether a department has answered.
    pub enum DepartmentStatus {
        Submitted "提出済",
        /// Taken, with errors.
        Doubtful "要確認",
        Missing "未提出",
    }
}

/// 提出状況 of one expected department.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DepartmentRecord {
    pub code: String,
    pub name: String,
    pub division: Option<String>,
    pub status: DepartmentStatus,
    /// The file that stands for all.
    pub file: Option<String>,
    /// All files, where several were put together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    pub round: Option<u32>,
    pub respondent: Respondent,
    pub approval: Approval,
}

/// Internal: never printed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Respondent {
    #[serde(default, deserialize_with = "saved::text")]
    pub name: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub phone: Answer,
    #[serde(default, deserialize_with = "saved::text")]
    pub note: Answer,
}

/// Internal: never printed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Approval {
    #[serde(default, deserialize_with = "saved::text")]
    pub name: Answer,
    #[serde(default, deserialize_with = "saved::date")]
    pub date: Answer,
}

/// The totals, each computed here once and copied everywhere else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    pub grades: GradeSummary,
    pub effect: EffectSummary,
    /// Departments expected, with a form (要確認 included), without.
    pub expected: usize,
    pub submitted: usize,
    pub missing: usize,
}

impl ItemRecord {
    /// Its own fields that a body may see, with their labels.
    pub fn answers(&self) -> [(&'static str, &Answer); 6] {
        [
            (ItemField::Grade.label(), &self.grade),
            (ItemField::Reason.label(), &self.reason),
            (ItemField::Issue.label(), &self.issue),
            (ItemField::Next.label(), &self.next),
            (ItemField::PublicNote.label(), &self.public_note),
            (ItemField::InternalNote.label(), &self.internal_note),
        ]
    }

    /// What was answered in one of its own fields.
    pub const fn answer(&self, field: ItemField) -> &Answer {
        match field {
            ItemField::Grade => &self.grade,
            ItemField::Reason => &self.reason,
            ItemField::Issue => &self.issue,
            ItemField::Next => &self.next,
            ItemField::PublicNote => &self.public_note,
            ItemField::InternalNote => &self.internal_note,
            ItemField::Contact => &self.contact,
        }
    }

    /// Symbol of its grade, where one was given and taken.
    pub fn grade_symbol(&self) -> Option<&str> {
        symbol(&self.grade)
    }
}

impl ReportRecord {
    /// What was answered in one of its fields.
    pub const fn answer(&self, field: InitiativeField) -> &Answer {
        match field {
            InitiativeField::Status => &self.status,
            InitiativeField::Result => &self.result,
            InitiativeField::EffectRevenue => &self.effect.revenue,
            InitiativeField::EffectSaving => &self.effect.saving,
            InitiativeField::EffectKind => &self.effect.kind,
            InitiativeField::EffectBasis => &self.effect.basis,
        }
    }

    /// Its fields, with their labels.
    pub fn answers(&self) -> [(&'static str, &Answer); 6] {
        [
            (InitiativeField::Status.label(), &self.status),
            (InitiativeField::Result.label(), &self.result),
            (InitiativeField::EffectRevenue.label(), &self.effect.revenue),
            (InitiativeField::EffectSaving.label(), &self.effect.saving),
            (InitiativeField::EffectKind.label(), &self.effect.kind),
            (InitiativeField::EffectBasis.label(), &self.effect.basis),
        ]
    }
}

impl IndicatorRecord {
    /// What was answered in one of its fields.
    pub const fn answer(&self, field: IndicatorField) -> &Answer {
        match field {
            IndicatorField::State => &self.state,
            IndicatorField::Actual => &self.actual,
            IndicatorField::AsOf => &self.as_of,
            IndicatorField::Note => &self.note,
        }
    }

    /// Its fields, with their labels.
    pub fn answers(&self) -> [(&'static str, &Answer); 4] {
        [
            (IndicatorField::State.label(), &self.state),
            (IndicatorField::Actual.label(), &self.actual),
            (IndicatorField::AsOf.label(), &self.as_of),
            (IndicatorField::Note.label(), &self.note),
        ]
    }
}

/// The word of a choice, where one was given and taken.
pub(super) fn symbol(answer: &Answer) -> Option<&str> {
    match answer.as_ref()?.value.as_ref()? {
        Value::Choice(word) => Some(word),
        _ => None,
    }
}
