//! Items with their initiatives and indicators: what was added, what is gone, and each field that changed.

use std::collections::BTreeMap;

use super::followed::{Followed, Pair};
use super::{Difference, Matter, Side, Subject, Units, in_units, paired};
use crate::cycle::record::{
    CycleRecord, Ending, IndicatorRecord, InitiativeRecord, ItemRecord, PlanHead, ReportRecord,
};
use crate::cycle::{Answers, Evaluation, Recorded};
use crate::submission::{Kind, ListKind};
use crate::values::{Code, Value};

/// Name and period of the plan itself.
pub(super) fn plan(old: &CycleRecord, new: &CycleRecord) -> Vec<Difference> {
    let (old, new) = (&old.plan, &new.plan);
    let subject = Subject {
        id: "plan".to_owned(),
        number: String::new(),
        subject: new.name.clone(),
        department: None,
    };
    let texts = |plan: &PlanHead| {
        [
            ("自治体名", plan.municipality.clone()),
            ("計画名", plan.name.clone()),
            ("計画の開始年度", plan.start.to_string()),
            ("計画の終了年度", plan.end.to_string()),
        ]
    };
    let pairs = texts(old).into_iter().zip(texts(new));
    pairs
        .filter_map(|((field, old), (_, new))| {
            let [old, new] = [old, new].map(|text| Side::text(Some(&text)));
            subject.difference(Matter::Plan, field, old, new)
        })
        .collect()
}

pub(super) fn of(old: &CycleRecord, new: &CycleRecord, followed: &Followed<'_>) -> Vec<Difference> {
    let before: BTreeMap<&Code, &ItemRecord> = old.items.iter().map(|i| (&i.id, i)).collect();
    let now: BTreeMap<&Code, ()> = new.items.iter().map(|i| (&i.id, ())).collect();
    let mut all = Vec::new();
    for item in &new.items {
        let was = before.get(&item.id).copied();
        both(followed, was, Some(item), &mut all);
    }
    for item in old.items.iter().filter(|i| !now.contains_key(&i.id)) {
        both(followed, Some(item), None, &mut all);
    }
    all
}

fn both(
    followed: &Followed<'_>,
    old: Option<&ItemRecord>,
    new: Option<&ItemRecord>,
    all: &mut Vec<Difference>,
) {
    let Some(item) = new.or(old) else { return };
    let subject = Subject {
        id: item.id.to_string(),
        number: item.number.clone(),
        subject: item.title.clone(),
        department: item.lead.clone(),
    };
    plan_text(
        &subject,
        "実施項目",
        old.map(|i| i.title.as_str()),
        new.map(|i| i.title.as_str()),
        all,
    );
    if let (Some(old), Some(new)) = (old, new) {
        let plan = |field, old: &str, new: &str| {
            subject.difference(
                Matter::Plan,
                field,
                Side::text(Some(old)),
                Side::text(Some(new)),
            )
        };
        all.extend(plan("番号", &old.number, &new.number));
        all.extend(plan("改革項目", &old.pillar, &new.pillar));
        all.extend(followed.answering(
            &subject,
            "所管課",
            [old.lead.as_deref(), new.lead.as_deref()],
        ));
    }
    endings(&subject, followed.endings(&item.id), all);
    answers(
        &subject,
        (None, None),
        [old, new].map(|one| one.map(|r| &r.answers)),
        all,
    );
    stages(&subject, old, new, all);
    for pair in followed.initiatives(old, new) {
        initiative(followed, pair, all);
    }
    for pair in followed.indicators(old, new) {
        indicator(followed, pair, all);
    }
}

/// 終了年度, 終了区分 and 統合先.
fn endings(subject: &Subject, [old, new]: [Option<&Ending>; 2], all: &mut Vec<Difference>) {
    type Part = fn(&Ending) -> Option<String>;
    let parts: [(&str, Part); 3] = [
        ("終了年度", |e| Some(e.year.to_string())),
        ("終了区分", |e| e.termination.clone()),
        ("統合先", |e| e.merged_into.clone()),
    ];
    for (field, part) in parts {
        let [old, new] = [old, new].map(|e| Side::text(e.and_then(part).as_deref()));
        all.extend(subject.difference(Matter::Plan, field, old, new));
    }
}

/// The item that a 取組 or 指標 belongs to, where that is another now.
fn moved<T>(subject: &Subject, pair: &Pair<'_, T>) -> Option<Difference> {
    let [Some((old, _)), Some((new, _))] = pair else {
        return None;
    };
    if old.id == new.id {
        return None;
    }
    let [old, new] = [old, new].map(|item| format!("{} {}", item.number, item.title));
    let [old, new] = [old, new].map(|text| Side::text(Some(&text)));
    subject.difference(Matter::Plan, "属する実施項目", old, new)
}

/// Every field that is declared, with the unit of what is measured: the same one of both, or those of the two.
fn answers<F: Recorded>(
    subject: &Subject,
    (unit, units): (Option<&str>, Option<Units<'_>>),
    [old, new]: [Option<&Answers<F>>; 2],
    all: &mut Vec<Difference>,
) {
    for &field in F::ALL {
        let declared = field.declared();
        let of = |answers: Option<&Answers<F>>| answers.and_then(|a| a[field].clone());
        let matter = match declared.kind {
            Kind::Choice(ListKind::Grade) => Matter::Grade,
            kind if kind.is_figure() => Matter::Figure,
            _ => Matter::Text,
        };
        let unit = declared
            .kind
            .unit()
            .or(unit)
            .filter(|_| declared.kind.is_figure());
        let label = measured(declared.label, unit);
        let units = units.filter(|_| declared.kind.is_figure());
        let found = subject.answers(matter, &label, (&of(old), &of(new)), units);
        all.extend(found.map(|difference| Difference {
            readers: declared.readers,
            ..difference
        }));
    }
}

/// `実績値（%）`.
fn measured(field: &str, unit: Option<&str>) -> String {
    unit.map_or(field.to_owned(), |unit| format!("{field}（{unit}）"))
}

/// Stages after the 所管課's own, which is the grade itself.
fn stages(
    subject: &Subject,
    old: Option<&ItemRecord>,
    new: Option<&ItemRecord>,
    all: &mut Vec<Difference>,
) {
    let later = |item: Option<&ItemRecord>| {
        let stages = item.map_or(&[][..], |i| i.answers.also.as_slice());
        stages.get(1..).unwrap_or_default().to_vec()
    };
    let (old, new) = (later(old), later(new));
    for (old, new) in paired(&old, &new, |e| &e.stage) {
        let Some(stage) = new.or(old).map(|e| e.stage.as_str()) else {
            continue;
        };
        let grade = |e: Option<&Evaluation>| {
            let grade = e.and_then(|e| e.grade.clone());
            grade.map_or(Side::Nothing, |g| Side::Value(Value::Choice(g)))
        };
        let at = |e: Option<&Evaluation>| Some(e?.source.as_ref()?.at.clone());
        let found = subject.difference(Matter::Grade, stage, grade(old), grade(new));
        all.extend(found.map(|difference| Difference {
            old_at: at(old),
            new_at: at(new),
            ..difference
        }));
        let reason = |e: Option<&Evaluation>| e.and_then(|e| e.reason.clone());
        let field = format!("{stage}の理由");
        let reasons = (&reason(old), &reason(new));
        all.extend(subject.answers(Matter::Text, &field, reasons, None));
    }
}

/// Added, gone, or worded anew.
fn plan_text(
    subject: &Subject,
    field: &str,
    old: Option<&str>,
    new: Option<&str>,
    all: &mut Vec<Difference>,
) {
    all.extend(subject.difference(Matter::Plan, field, Side::text(old), Side::text(new)));
}

fn initiative(
    followed: &Followed<'_>,
    pair: Pair<'_, InitiativeRecord>,
    all: &mut Vec<Difference>,
) {
    let [old, new] = pair.map(|side| side.map(|(_, initiative)| initiative));
    let Some(one) = new.or(old) else { return };
    let subject = Subject {
        id: one.id.to_string(),
        number: one.number.clone(),
        subject: one.text.clone(),
        department: None,
    };
    let text = |i: Option<&InitiativeRecord>| i.map(|i| i.text.clone());
    plan_text(
        &subject,
        "取組内容",
        text(old).as_deref(),
        text(new).as_deref(),
        all,
    );
    all.extend(moved(&subject, &pair));
    if let (Some(old), Some(new)) = (old, new) {
        let plan = |field, old: Option<&str>, new: Option<&str>| {
            subject.difference(Matter::Plan, field, Side::text(old), Side::text(new))
        };
        all.extend(plan("番号", Some(&old.number), Some(&new.number)));
        all.extend(plan(
            "年度別計画",
            old.planned.as_deref(),
            new.planned.as_deref(),
        ));
    }
    for (old, new) in followed.reports(old, new) {
        report(&subject, old, new, all);
    }
}

fn report(
    initiative: &Subject,
    old: Option<&ReportRecord>,
    new: Option<&ReportRecord>,
    all: &mut Vec<Difference>,
) {
    let Some(one) = new.or(old) else { return };
    let subject = Subject {
        department: Some(one.department.clone()),
        ..initiative.clone()
    };
    answers(
        &subject,
        (None, None),
        [old, new].map(|one| one.map(|r| &r.answers)),
        all,
    );
}

fn indicator(followed: &Followed<'_>, pair: Pair<'_, IndicatorRecord>, all: &mut Vec<Difference>) {
    let [old, new] = pair.map(|side| side.map(|(_, indicator)| indicator));
    let Some(one) = new.or(old) else { return };
    let subject = Subject {
        id: one.id.to_string(),
        number: one.number.clone(),
        subject: one.name.clone(),
        department: one.department.clone(),
    };
    let name = |i: Option<&IndicatorRecord>| i.map(|i| i.name.clone());
    plan_text(
        &subject,
        "指標名",
        name(old).as_deref(),
        name(new).as_deref(),
        all,
    );
    all.extend(moved(&subject, &pair));
    let units = [old, new].map(|i| i.and_then(|i| i.unit.as_deref()));
    let otherwise = old.is_some() && new.is_some() && units[0] != units[1];
    let units = otherwise.then_some(units);
    let unit = one.unit.as_deref().filter(|_| units.is_none());
    if let (Some(old), Some(new)) = (old, new) {
        let plan =
            |field: &str, [old, new]: [Side; 2]| subject.difference(Matter::Plan, field, old, new);
        let sides =
            |of: fn(&IndicatorRecord) -> Option<&str>| [old, new].map(|i| Side::text(of(i)));
        all.extend(plan("番号", sides(|i| Some(&i.number))));
        all.extend(plan("単位", sides(|i| i.unit.as_deref())));
        let targets = in_units(sides(|i| i.target.as_deref()), units);
        all.extend(plan(&measured("目標値", unit), targets));
        all.extend(followed.answering(
            &subject,
            "担当課",
            [old.department.as_deref(), new.department.as_deref()],
        ));
    }
    answers(
        &subject,
        (unit, units),
        [old, new].map(|one| one.map(|r| &r.answers)),
        all,
    );
    rates(&subject, old, new, all);
}

/// 達成率, 進捗率 and 達成, which follow from the actual and the target.
fn rates(
    subject: &Subject,
    old: Option<&IndicatorRecord>,
    new: Option<&IndicatorRecord>,
    all: &mut Vec<Difference>,
) {
    let rate = |of: fn(&IndicatorRecord) -> &Option<String>, record: Option<&IndicatorRecord>| {
        Side::text(record.and_then(|r| of(r).as_deref()))
    };
    let achievement: fn(&IndicatorRecord) -> &Option<String> = |r| &r.achievement;
    let progress: fn(&IndicatorRecord) -> &Option<String> = |r| &r.progress;
    for (field, of) in [("達成率（%）", achievement), ("進捗率（%）", progress)] {
        all.extend(subject.difference(Matter::Figure, field, rate(of, old), rate(of, new)));
    }
    let met = |record: Option<&IndicatorRecord>| {
        let met = record.and_then(|r| r.met);
        Side::text(met.map(|met| if met { "達成" } else { "未達" }))
    };
    all.extend(subject.difference(Matter::Figure, "達成の判定", met(old), met(new)));
}
