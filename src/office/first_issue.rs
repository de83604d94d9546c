//! What stands in a form that is issued for the first time: last values beside the inputs, and what was said of opinions last in
//! theirs.

use super::setting::Setting;
use crate::cycle::{History, Previous};
use crate::form::{Beside, Field, Fields as _, FormLayout, OpinionField, Prefill};
use crate::plan::{Department, Part};

/// What stands beside the inputs of a form that is issued for the first time: last cycle's values; and in those of opinions,
/// what was said last.
pub(crate) fn first_issue(
    setting: &Setting,
    history: &History,
    department: &Department,
    parts: &[Part<'_>],
) -> Beside {
    let (plan, cycle) = (&setting.plan, &setting.cycle);
    let previous = history.previous();
    let interim = history.interim(plan, cycle);
    let interim = interim.filter(|i| previous.is_none_or(|p| p.cycle != i.cycle));
    let known = [previous, interim].into_iter().flatten();
    let names: Vec<&str> = known.map(|p| p.cycle.as_str()).collect();
    let mut beside = Beside {
        round: 1,
        previous_cycle: (!names.is_empty()).then(|| names.join("、")),
        open_opinions_alone: true,
        ..Beside::default()
    };
    opinions_last(setting, history, department, &mut beside);
    let layout = FormLayout::new(plan, cycle, department, parts, &beside);
    let fields = layout.inputs().map(|(_, input)| &input.field);
    let fields: Vec<&Field> = fields.filter(|_| !names.is_empty()).collect();
    let of = |known: &Previous| {
        let fields = fields.iter().map(|field| (*field).clone());
        known.beside(plan, cycle, department, fields)
    };
    beside.previous = previous.map(of).unwrap_or_default();
    if let Some(interim) = interim {
        for (field, value) in of(interim) {
            let line = format!("（{}）{value}", interim.cycle);
            let beside = beside.previous.entry(field);
            beside
                .and_modify(|before| *before = format!("{before}\n{line}"))
                .or_insert(line);
        }
    }
    beside
}

/// What was said of each open opinion last, in its input.
fn opinions_last(
    setting: &Setting,
    history: &History,
    department: &Department,
    beside: &mut Beside,
) {
    let (plan, cycle) = (&setting.plan, &setting.cycle);
    let opinions = plan.opinions_for(department, cycle);
    for opinion in opinions.filter(|o| o.state.is_open()) {
        let last = history.opinions.last(&opinion.id);
        let said = last.and_then(|last| last.answer.clone());
        // Of an answer that several gave, each department goes on with its own.
        let names = plan.followed_by(&department.name);
        let own = last.and_then(|last| names.iter().find_map(|name| last.answers.get(*name)));
        let carried = opinion.answer.is_none() || opinion.answer == said;
        let answer = match carried {
            true => own.cloned().or(said),
            false => opinion.answer.clone(),
        };
        let mut stands = |field: OpinionField, text: String| {
            let field = field.of(&opinion.id);
            beside.answers.insert(field, Prefill::text(text));
        };
        stands(OpinionField::State, opinion.state.label().to_owned());
        if let Some(answer) = answer {
            stands(OpinionField::Answer, answer);
            if carried {
                let field = OpinionField::Answer.of(&opinion.id);
                beside.carried.insert(field);
            }
        }
    }
}
