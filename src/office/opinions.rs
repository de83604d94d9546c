//! The opinions of all cycles' 事務局.xlsx, on their way into the plan, and those that go on into the next cycle.

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
        })
    };
    plan.cycles.iter().filter_map(of).collect()
}

/// The open opinions of a cycle as they stand in the 事務局.xlsx of the next: with what was said last. 市の対応 goes with them, so
/// that the office sees it; a department that is asked again and says something else goes before it there.
pub(crate) fn carried_over(record: &CycleRecord) -> Vec<Opinion> {
    let open = record.opinions.iter().filter(|o| o.state.is_open());
    open.map(carried).collect()
}

fn carried(opinion: &OpinionRecord) -> Opinion {
    Opinion {
        number: opinion.number.clone(),
        id: opinion.id.clone(),
        meeting: opinion.meeting.clone(),
        session: opinion.session.clone(),
        date: opinion.date,
        text: opinion.text.clone(),
        item: opinion.item_number.clone(),
        departments: opinion.departments.clone(),
        answer: opinion.answer.clone(),
        state: opinion.state,
        public: opinion.public,
        places: OpinionPlaces::default(),
    }
}
