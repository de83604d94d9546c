//! The opinions of all cycles' 事務局.xlsx, on their way into the plan, and those that go on into the next cycle.

use serde::Serialize;

use crate::cycle::{CycleRecord, OpinionRecord};
use crate::plan::register::office_texts;
use crate::plan::{Cycle, CycleKey, CycleOpinions, Opinion, OpinionPlaces, Plan};
use crate::project_files::{ProjectFiles, office_texts_name};

/// Of every cycle that has a 事務局.xlsx which can be read. What is wrong in it is reported when its own cycle is read.
pub(crate) fn of_all_cycles(files: &ProjectFiles, plan: &Plan) -> Vec<CycleOpinions> {
    let of = |cycle: &Cycle| {
        let folder = cycle.folder();
        let bytes = files.office_texts(&folder).ok().flatten()?;
        let (texts, _) = office_texts::read(&bytes, &office_texts_name(&folder)).ok()?;
        let cycle = CycleKey {
            year: cycle.year,
            kind: cycle.kind.clone(),
        };
        Some(CycleOpinions {
            cycle,
            opinions: texts.opinions,
            faulty: texts.faulty_opinions,
        })
    };
    plan.cycles.iter().filter_map(of).collect()
}

/// Opinions of which a department's words are awaited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct AwaitedOpinions {
    pub department: String,
    /// `意見1`
    pub opinions: Vec<String>,
}

impl AwaitedOpinions {
    /// `総務課（意見1、意見2）`
    pub fn shown(&self) -> String {
        format!("{}（{}）", self.department, self.opinions.join("、"))
    }
}

/// By department that has sent its form, the opinions that it has not answered, in the register's order.
pub(crate) fn awaited(record: &CycleRecord) -> Vec<AwaitedOpinions> {
    let departments = record.departments.iter();
    let of = |name: &String| {
        let own = record.opinions.iter().filter(|o| o.awaits(name));
        let opinions: Vec<String> = own.map(OpinionRecord::label).collect();
        (!opinions.is_empty()).then(|| AwaitedOpinions {
            department: name.clone(),
            opinions,
        })
    };
    departments.filter_map(|d| of(&d.name)).collect()
}

/// The open opinions of a cycle as they stand in the 事務局.xlsx of the next: with what was said last, and the number that their item
/// has in today's `plan`. 市の対応 goes with them, so that the office sees it; a department that is asked again and says something
/// else goes before it there.
pub(crate) fn carried_over(plan: &Plan, record: &CycleRecord) -> Vec<Opinion> {
    let open = record.opinions.iter().filter(|o| o.state.is_open());
    open.map(|opinion| carried(plan, opinion)).collect()
}

fn carried(plan: &Plan, opinion: &OpinionRecord) -> Opinion {
    let item = opinion.item.as_ref().and_then(|id| plan.item(id));
    Opinion {
        number: opinion.number.clone(),
        id: opinion.id.clone(),
        meeting: opinion.meeting.clone(),
        session: opinion.session.clone(),
        date: opinion.date,
        text: opinion.text.clone(),
        item: item.map(|i| i.number.clone()),
        departments: opinion.departments.clone(),
        answer: opinion.answer.clone(),
        state: opinion.state,
        public: opinion.public,
        places: OpinionPlaces::default(),
    }
}
