//! The shape of record.json. Field names and order are the contract.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize};

use super::answers::{Answer, Answers, Evaluation, Recorded, SECOND_STAGE};
use super::correction::{Corrected, Correction};
use super::effect::{self, EffectSummary};
use super::grades::{GradeChange, GradeChanges, GradeSummary};
use super::indicator::MeasuredThen;
use super::opinion_record::OpinionRecord;
use crate::diagnostic::Diagnostic;
use crate::plan::{Cycle, Item, LevelNames, Plan};
use crate::submission::{
    EffectKind, Field, IndicatorField, InitiativeField, ItemField, OfficeField,
};
use crate::values::japanese_text::match_key;
use crate::values::{Code, FiscalYear, words};

/// Everything that is known of one cycle.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CycleRecord {
    pub schema: u32,
    pub plan: PlanHead,
    pub cycle: CycleHead,
    pub items: Vec<ItemRecord>,
    /// Items of the plan that ended before the year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<EndedItem>,
    pub departments: Vec<DepartmentRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<OpinionRecord>,
    pub summary: Summary,
    /// Paths below the cycle's output folder.
    #[serde(default)]
    pub outputs: Vec<String>,
    /// By body, the state of the record that its papers were made from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub made_from: BTreeMap<String, String>,
    /// Of a closed cycle, the corrections after its papers were published, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    #[serde(default, deserialize_with = "known_codes")]
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
    /// What it calls its levels, where that is not as we do.
    #[serde(default, skip_serializing_if = "LevelNames::are_ours")]
    pub levels: LevelNames,
}

impl PlanHead {
    pub fn of(plan: &Plan) -> Self {
        Self {
            municipality: plan.profile.municipality.clone(),
            name: plan.profile.name.clone(),
            start: plan.profile.start,
            end: plan.profile.end,
            levels: plan.profile.levels.clone(),
        }
    }

    /// Whether a record with this head is one of the plan: the city or the plan may be named anew while it lasts, not both,
    /// and a plan named otherwise begins in the same year.
    pub fn is_of(&self, plan: &Plan) -> bool {
        let same = |a: &str, b: &str| match_key(a) == match_key(b);
        let city = same(&self.municipality, &plan.profile.municipality);
        let name = same(&self.name, &plan.profile.name);
        (city && name) || ((city || name) && self.start == plan.profile.start)
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

impl CycleHead {
    /// `previous` is the name of the cycle compared with.
    pub fn of(cycle: &Cycle, previous: Option<String>) -> Self {
        Self {
            year: cycle.year,
            kind: cycle.kind.clone(),
            name: cycle.name(),
            inquiry_date: cycle.inquiry_date,
            due: cycle.due,
            state: cycle.state,
            previous,
        }
    }
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
    /// With the stages of evaluation among them.
    #[serde(flatten)]
    pub answers: Answers<ItemField>,
    /// The item of the cycle compared with that this one goes on, where it is another (統合先).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Code>,
    /// Symbol of last cycle's grade.
    pub previous_grade: Option<String>,
    pub change: Option<GradeChange>,
    /// How it ends, where the register says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Ending>,
    pub initiatives: Vec<InitiativeRecord>,
    pub indicators: Vec<IndicatorRecord>,
}

/// How an item ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// 終了年度: its last year.
    pub year: FiscalYear,
    /// 終了区分
    pub termination: Option<String>,
    /// 統合先: the number of the item that it was merged into.
    pub merged_into: Option<String>,
}

impl Ending {
    /// As the register has it; none for an item that goes on to the plan's end.
    pub(super) fn of(item: &Item) -> Option<Self> {
        Some(Self {
            year: item.end?,
            termination: item.termination.map(|t| t.label().to_owned()),
            merged_into: item.merged_into.clone(),
        })
    }
}

/// An item of the plan that ended before the year of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedItem {
    pub id: Code,
    pub number: String,
    pub title: String,
    pub ends: Ending,
}

impl EndedItem {
    /// Those of the plan before a year.
    pub(super) fn before(plan: &Plan, year: FiscalYear) -> Vec<Self> {
        let items = plan
            .items
            .iter()
            .filter(|i| i.end.is_some_and(|end| end < year));
        let ended = |item: &Item| {
            Some(Self {
                id: item.id.clone(),
                number: item.number.clone(),
                title: item.title.clone(),
                ends: Ending::of(item)?,
            })
        };
        items.filter_map(ended).collect()
    }
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
    /// With 効果額 among them.
    #[serde(flatten)]
    pub answers: Answers<InitiativeField>,
}

impl ReportRecord {
    /// 効果額: 歳入増 + 歳出減, 千円; none where neither was given, or one was refused.
    pub fn effect(&self) -> Option<Decimal> {
        self.answers.also
    }

    /// 区分 of its 効果額, where one was chosen.
    pub fn effect_kind(&self) -> Option<EffectKind> {
        effect::kind(&self.answers)
    }

    /// Whether 歳入増 or 歳出減 was written but not taken.
    pub fn effect_refused(&self) -> bool {
        effect::refused(&self.answers)
    }
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
    #[serde(flatten)]
    pub answers: Answers<IndicatorField>,
    pub target: Option<String>,
    /// 達成率, %, one decimal.
    pub achievement: Option<String>,
    /// 進捗率, %, one decimal, where there is only a final target.
    pub progress: Option<String>,
    pub met: Option<bool>,
    /// Last cycle's actual.
    pub previous: Option<String>,
    /// How last cycle's actual was measured, where that was otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_then: Option<MeasuredThen>,
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
    /// Names of the departments that it followed (後継課), the latest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<String>,
    pub status: DepartmentStatus,
    /// The file that stands for all.
    pub file: Option<String>,
    /// All files, where several were put together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    pub round: Option<u32>,
    /// Internal: never printed.
    #[serde(flatten)]
    pub answers: Answers<OfficeField>,
}

/// The totals, each computed here once and copied everywhere else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// Of the grades that count.
    pub grades: GradeSummary,
    /// Of the 所管課's own grades, where the 本部 has evaluated any item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_grades: Option<GradeSummary>,
    /// How grades moved since the cycle compared with, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<GradeChanges>,
    pub effect: EffectSummary,
    /// Departments expected, with a form (要確認 included), without.
    pub expected: usize,
    pub submitted: usize,
    pub missing: usize,
}

/// One answer of the record, with what it is of.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    /// `1-①`, `1-①-1`, `1-①-K1` as printed; blank for fields for the office.
    pub number: &'a str,
    /// Title, 取組内容, 指標名; 課名 for fields for the office.
    pub subject: &'a str,
    /// Name of the department that answers; blank where none does.
    pub department: &'a str,
    pub field: Field,
    pub answer: &'a Answer,
}

impl CycleRecord {
    /// The last correction that changed the papers of a body (公表 …).
    pub fn corrected(&self, body: &str) -> Option<(&Correction, &[Corrected])> {
        let mut latest = self.corrections.iter().rev();
        latest.find_map(|c| Some((c, c.bodies.get(body)?.as_slice())))
    }

    /// Every field of the record, filled or blank: each department's for the office, item by item, then on opinions.
    pub fn answers(&self) -> impl Iterator<Item = Given<'_>> {
        let office = self.departments.iter().flat_map(|department| {
            let of = move |(field, answer)| Given {
                number: "",
                subject: &department.name,
                department: &department.name,
                field: Field::Office(field),
                answer,
            };
            department.answers.iter().map(of)
        });
        let opinions = self.opinions.iter().flat_map(|o| {
            let subject = (&o.id, o.number.as_str(), o.text.as_str());
            { o.reports.iter() }.flat_map(move |r| given(subject, &r.department, &r.answers))
        });
        let items = self.items.iter().flat_map(ItemRecord::all_answers);
        office.chain(items).chain(opinions)
    }
}

impl ItemRecord {
    /// Every field of it, of its initiatives and of its indicators.
    pub fn all_answers(&self) -> impl Iterator<Item = Given<'_>> {
        let lead = self.lead.as_deref().unwrap_or_default();
        let own = given((&self.id, &self.number, &self.title), lead, &self.answers);
        let initiatives = self.initiatives.iter().flat_map(|i| {
            let subject = (&i.id, i.number.as_str(), i.text.as_str());
            { i.reports.iter() }.flat_map(move |r| given(subject, &r.department, &r.answers))
        });
        let indicators = self.indicators.iter().flat_map(|i| {
            let department = i.department.as_deref().unwrap_or_default();
            given((&i.id, &i.number, &i.name), department, &i.answers)
        });
        own.chain(initiatives).chain(indicators)
    }

    /// Symbol of the grade that counts, where there is one: the 本部's, else the 所管課's own.
    pub fn grade_symbol(&self) -> Option<&str> {
        let second = self.second().and_then(|e| e.grade.as_deref());
        second.or_else(|| self.first_grade())
    }

    /// Symbol of the 所管課's own grade, where one was given and taken.
    pub fn first_grade(&self) -> Option<&str> {
        self.answers.word(ItemField::Grade)
    }

    /// The evaluation by the 本部, where there is one.
    pub fn second(&self) -> Option<&Evaluation> {
        let mut stages = self.answers.also.iter();
        stages.find(|e| e.stage == SECOND_STAGE && e.grade.is_some())
    }
}

fn given<'a, F: Recorded>(
    (id, number, subject): (&'a Code, &'a str, &'a str),
    department: &'a str,
    answers: &'a Answers<F>,
) -> impl Iterator<Item = Given<'a>> {
    answers.iter().map(move |(field, answer)| Given {
        number,
        subject,
        department,
        field: field.of(id),
        answer,
    })
}

/// Diagnostics; those with a code that this version does not know any more are left out.
fn known_codes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Diagnostic>, D::Error> {
    let all = Vec::<serde_json::Value>::deserialize(deserializer)?;
    let known = all.into_iter().map(serde_json::from_value);
    Ok(known.filter_map(Result::ok).collect())
}
