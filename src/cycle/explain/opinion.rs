//! An opinion: what was said, what the city does about it and who says so, over the cycles.

use super::Explanation;
use crate::cycle::history::Earlier;
use crate::cycle::opinion_record::{OpinionRecord, OpinionReport};
use crate::cycle::opinions::OFFICE;
use crate::cycle::record::CycleRecord;
use crate::plan::LevelNames;
use crate::submission::OpinionField;
use crate::values::{Code, Source, date_japanese};

/// The tree of an opinion: `意見-3`, `意見3`, or its 番号 where that begins so. `None` where no opinion of this cycle or of an
/// earlier one has that name.
pub fn explain_opinion(
    levels: &LevelNames,
    record: &CycleRecord,
    earlier: &[&Earlier],
    subject: &str,
) -> Option<Explanation> {
    let wanted = ids(subject);
    let is = |id: &Code| wanted.contains(id);
    let now = record.opinions.iter().find(|o| is(&o.id));
    let then: Vec<Explanation> = earlier
        .iter()
        .rev()
        .filter_map(|cycle| {
            let opinion = cycle.values.opinions().find(|o| is(&o.id))?;
            let said = opinion.answer.as_deref().unwrap_or("（まだない）");
            let parts = [Explanation::value("市の対応", said)];
            let state = Explanation::value(&cycle.name, opinion.state.label());
            Some(state.with(parts))
        })
        .collect();
    match now {
        Some(now) => Some(of(levels, now, &record.cycle.name).with(then)),
        None if then.is_empty() => None,
        None => {
            let heading = Explanation::heading(subject);
            let gone = format!("{}の「意見」にはありません", record.cycle.name);
            Some(heading.rule(gone).with(then))
        }
    }
}

/// What a subject may be the id of: `意見-3` names the opinion with the 番号 3, and one with the 番号 意見-3.
fn ids(subject: &str) -> Vec<Code> {
    let mut ids: Vec<Code> = Code::derive(subject).into_iter().collect();
    let rest = { subject.trim() }.strip_prefix("意見");
    let Some(rest) = rest else {
        return Vec::new();
    };
    ids.extend(Code::derive(rest));
    ids
}

fn of(levels: &LevelNames, opinion: &OpinionRecord, cycle: &str) -> Explanation {
    let mut given = opinion.occasion();
    if let Some(date) = opinion.date {
        given.push_str(&format!("　{}", date_japanese(date)));
    }
    let public = if opinion.public {
        "公開"
    } else {
        "非公開（推進本部と幹事会の資料だけに載せます）"
    };
    let mut heading = Explanation::value(opinion.label(), opinion.text.as_str());
    let item = opinion.item_number.iter();
    heading = heading
        .with([Explanation::value("会議", given)])
        .with(item.map(|number| Explanation::value(levels.item.as_str(), number.as_str())))
        .with([Explanation::value("公開", public)]);
    heading.with([Explanation::value(cycle, opinion.state.label()).with(said(opinion))])
}

fn said(opinion: &OpinionRecord) -> Vec<Explanation> {
    let text = opinion.answer.as_deref().unwrap_or("（まだない）");
    let by = opinion.answered_by.as_deref();
    let rule = by.map_or_else(
        || "事務局も課も、まだ記入していません".to_owned(),
        |by| format!("{by}の記入です{}", precedence(opinion, by)),
    );
    let mut parts = vec![Explanation::value("市の対応", text).rule(rule)];
    if let Some(own) = &opinion.office.answer {
        let source = Source {
            at: opinion.office.at.clone(),
            typed: own.clone(),
        };
        parts.push(Explanation {
            source: Some(source),
            ..Explanation::value("事務局の記入", own.as_str())
        });
    }
    parts.extend(opinion.reports.iter().map(report));
    parts
}

/// Why these words and not those of the other side, where both said something.
fn precedence(opinion: &OpinionRecord, by: &str) -> &'static str {
    let answered = opinion.reports.iter().any(|report| report.text().is_some());
    match (by == OFFICE, answered, opinion.office.answer.is_some()) {
        (true, true, _) => "（事務局の「市の対応」は、課の回答に優先します）",
        (false, _, true) => {
            "（事務局の「市の対応」は前回から引き継いだままであるため、課の回答が優先します）"
        }
        _ => "",
    }
}

fn report(report: &OpinionReport) -> Explanation {
    let heading = Explanation::heading(format!("{}の回答", report.department));
    if !report.submitted {
        return heading.rule("調査票は未提出です");
    }
    let given = report.answers.iter().map(|(field, answer)| {
        let label = OpinionField::label(field);
        let Some(answer) = answer else {
            return Explanation::value(label, "（空欄）");
        };
        let value = answer.value.as_ref().map(crate::values::Value::text);
        Explanation {
            source: Some(answer.source.clone()),
            ..Explanation::value(
                label,
                value.unwrap_or_else(|| "（読めない記入）".to_owned()),
            )
        }
    });
    heading.with(given)
}
