//! What 懇談会 may see: no internal note, no 未提出 (集計中 instead), nobody's name.
//!
//! Members read much in a week, so their papers show of each item what an opinion needs: what it is for, what was done,
//! how it is graded and why, what stands in the way, what comes next ([`short`]). The rest of the item is in their
//! workbook.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::leaf::Text;
use super::notes::{OfficeNotes, Upcoming};
use super::parts::{
    ChangeSummary, DepartmentRow, EffectTable, GradeMatrix, Head, ItemView, MeetingHead,
    PlanOutline, TermView,
};
use super::readable::is_leaf;
use super::revisions::RevisionsView;
use super::tables::Tables;
use crate::cycle::{Fields, IndicatorField, InitiativeField, ItemField};

/// Everything that the papers of 懇談会 are made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CouncilView {
    pub head: Head,
    pub meeting: MeetingHead,
    pub plan: PlanOutline,
    pub sentence: Text,
    pub matrix: GradeMatrix,
    pub changes: Option<ChangeSummary>,
    pub effect: EffectTable,
    /// Whole for the workbook; the papers get them [`short`].
    #[serde(serialize_with = "short")]
    pub items: Vec<ItemView>,
    pub departments: Vec<DepartmentRow>,
    pub glossary: Vec<TermView>,
    pub notes: OfficeNotes,
    /// The publication, where the register dates it.
    pub upcoming: Vec<Upcoming>,
    /// 計画の変更 since the cycle compared with: its public rows.
    pub revisions: RevisionsView,
    /// For the workbook; no template sees it.
    #[serde(skip)]
    pub tables: Tables,
}

/// What the papers of 懇談会 show of an item: no plan year by year, no 現状と課題; of a report no effect, which stands in the
/// table of effects; of an indicator neither base nor date.
fn short<S: Serializer>(items: &[ItemView], serializer: S) -> Result<S::Ok, S::Error> {
    let mut json = serde_json::to_value(items).map_err(S::Error::custom)?;
    for item in each(&mut json) {
        drop(
            item,
            &["measure_number", "measure", "situation", "years"],
            &SHORT_ITEM,
        );
        for initiative in each(&mut item["initiatives"]) {
            drop::<InitiativeField>(initiative, &["id", "responsible", "schedule"], &[]);
            for report in each(&mut initiative["reports"]) {
                drop(report, &["effect"], &SHORT_REPORT);
            }
        }
        for indicator in each(&mut item["indicators"]) {
            drop(
                indicator,
                &["base_year", "base", "department"],
                &SHORT_INDICATOR,
            );
        }
    }
    json.serialize(serializer)
}

const SHORT_ITEM: [ItemField; 4] = [
    ItemField::Reason,
    ItemField::Issue,
    ItemField::Next,
    ItemField::PublicNote,
];
const SHORT_REPORT: [InitiativeField; 2] = [InitiativeField::Status, InitiativeField::Result];
const SHORT_INDICATOR: [IndicatorField; 3] = [
    IndicatorField::Actual,
    IndicatorField::State,
    IndicatorField::Note,
];

fn each(list: &mut Json) -> impl Iterator<Item = &mut Json> {
    list.as_array_mut().into_iter().flatten()
}

/// Takes these names away, and every declared field that is not kept.
fn drop<F: Fields>(object: &mut Json, names: &[&str], kept: &[F]) {
    let fields = F::ALL.iter().filter(|f| is_leaf(**f) && !kept.contains(f));
    let fields = fields.map(|field| field.declared().in_view());
    if let Json::Object(object) = object {
        for name in names.iter().copied().chain(fields) {
            object.remove(name);
        }
    }
}
