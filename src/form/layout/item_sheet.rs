//! One item's sheet: plan text above the inputs that answer it.

use super::{Beside, Input, InputKind, Required, Row, Sheet, partners};
use crate::form::field::{Fields as _, IndicatorField, InitiativeField, ItemField};
use crate::plan::{Cycle, Direction, Indicator, Initiative, Part, Plan, Target};
use crate::values::{FiscalYear, grouped};

/// The prompts of two fields where the register makes something else of them.
const NOT_PLANNED: &str = "この年度に計画はありません。行ったことがあれば書いてください。";
const IN_WORDS: &str = "目標に対してどうなったかを言葉で書いてください。";

pub(super) fn sheet(
    plan: &Plan,
    cycle: &Cycle,
    part: &Part<'_>,
    name: &str,
    beside: &Beside,
) -> Sheet {
    let item = part.item;
    let previous_head = beside
        .previous_cycle
        .as_deref()
        .map_or_else(|| "前回の記入".to_owned(), |c| format!("前回（{c}）"));
    let mut rows = vec![
        Row::Title(format!("{}　{}", item.number, item.title)),
        Row::ColumnHeads([
            "番号".to_owned(),
            "項目".to_owned(),
            format!("{}の内容（色の付いた欄に記入）", cycle.name()),
            previous_head,
            "目標・確認".to_owned(),
        ]),
    ];
    rows.push(Row::Heading("計画の内容".to_owned()));
    rows.extend(plan_text(plan, part));
    if !part.initiatives.is_empty() {
        rows.push(Row::Heading(plan.profile.levels.reword("取組の実績")));
        for initiative in &part.initiatives {
            rows.extend(initiative_rows(plan, cycle, initiative, beside));
        }
    }
    if !part.indicators.is_empty() {
        rows.push(Row::Heading("指標の実績".to_owned()));
        for indicator in &part.indicators {
            rows.extend(indicator_rows(cycle.year, indicator, beside));
        }
    }
    if let Some(reports) = beside.partners.get(&item.id).filter(|_| part.leads) {
        rows.extend(partners::rows(reports));
    }
    if part.leads {
        let heading = plan.profile.levels.reword("実施項目の評価（所管課が記入）");
        rows.push(Row::Heading(heading));
        let inputs = ItemField::ALL.iter().map(|f| f.of(&item.id));
        let inputs = inputs.map(|field| {
            let mut input = Input::new(&item.number, field, beside);
            input.prompt = plan.reword(&input.prompt);
            input
        });
        rows.extend(inputs.map(|input| Row::Input(Box::new(input))));
    } else if part.initiatives.is_empty() && part.indicators.is_empty() {
        rows.push(Row::Subtitle(plan.profile.levels.reword(
            "この実施項目に記入する欄はありません。気付いたことは記入要領の「事務局への連絡」に書いてください。",
        )));
    }
    Sheet {
        name: name.to_owned(),
        rows,
        title_rows: 2,
    }
}

fn plan_text(plan: &Plan, part: &Part<'_>) -> Vec<Row> {
    let item = part.item;
    let pillar = plan
        .pillar(&item.pillar)
        .map(|p| format!("{} {}", p.number, p.name));
    let measure = item.measure.as_ref().and_then(|number| {
        plan.measures
            .iter()
            .find(|m| m.pillar == item.pillar && m.number == *number)
            .map(|m| format!("{} {}", m.number, m.name))
    });
    let levels = &plan.profile.levels;
    [
        (levels.pillar.as_str(), pillar),
        (levels.measure.as_str(), measure),
        ("所管課", Some(item.leads.join("、"))),
        (
            "関係課",
            (!item.partners.is_empty()).then(|| item.partners.join("、")),
        ),
        ("現状と課題", item.situation.clone()),
        ("取組方針", item.policy.clone()),
    ]
    .into_iter()
    .filter_map(|(label, text)| text.map(|t| text_row("", label, t)))
    .collect()
}

fn text_row(code: &str, label: &str, text: String) -> Row {
    Row::Text {
        code: code.to_owned(),
        label: label.to_owned(),
        text,
    }
}

/// `R6 検討 ▶ 【R7 準備】 ▶ R8 実施`: the year reported on stands in brackets.
fn schedule_line(plan: &Plan, year: FiscalYear, initiative: &Initiative) -> Option<String> {
    if initiative.schedule.is_empty() {
        return None;
    }
    let steps: Vec<String> = plan
        .years()
        .into_iter()
        .map(|y| {
            let text = initiative.schedule.get(&y).map_or("－", String::as_str);
            if y == year {
                format!("【{} {text}】", y.short())
            } else {
                format!("{} {text}", y.short())
            }
        })
        .collect();
    Some(steps.join(" ▶ "))
}

fn initiative_rows(
    plan: &Plan,
    cycle: &Cycle,
    initiative: &Initiative,
    beside: &Beside,
) -> Vec<Row> {
    let code = initiative.number.as_str();
    let mut rows = vec![text_row(
        code,
        &plan.profile.levels.reword("取組内容"),
        initiative.text.clone(),
    )];
    if let Some(line) = schedule_line(plan, cycle.year, initiative) {
        rows.push(text_row(code, "年度別計画", line));
    }
    let planned = initiative.schedule.is_empty() || initiative.schedule.contains_key(&cycle.year);
    rows.extend(InitiativeField::ALL.iter().map(|&field| {
        let mut input = Input::new(code, field.of(&initiative.id), beside);
        if field == InitiativeField::Result && !planned {
            input.required = Required::No;
            NOT_PLANNED.clone_into(&mut input.prompt);
        }
        Row::Input(Box::new(input))
    }));
    rows
}

fn indicator_rows(year: FiscalYear, indicator: &Indicator, beside: &Beside) -> Vec<Row> {
    let code = indicator.number.as_str();
    let mut rows = vec![text_row(code, "指標名", indicator_line(indicator))];
    rows.extend(IndicatorField::ALL.iter().map(|&field| {
        let mut input = Input::new(code, field.of(&indicator.id), beside);
        if field == IndicatorField::Actual {
            input.guide = target_words(indicator, year);
            if indicator.direction == Direction::Qualitative {
                input.kind = InputKind::QualitativeActual;
                IN_WORDS.clone_into(&mut input.prompt);
            } else {
                input.measured(indicator.unit.as_deref(), indicator.places);
            }
        }
        Row::Input(Box::new(input))
    }));
    rows
}

fn indicator_line(indicator: &Indicator) -> String {
    let mut line = indicator.name.clone();
    let unit = indicator.unit.as_deref().unwrap_or("");
    let mut notes = Vec::new();
    if indicator.accumulation == crate::plan::Accumulation::Cumulative {
        notes.push("計画の開始年度からの累計".to_owned());
    }
    if let Some(base) = indicator.base {
        let year = indicator
            .base_year
            .map(|y| format!("（{y}）"))
            .unwrap_or_default();
        notes.push(format!(
            "基準値{year} {}{unit}",
            grouped(base, indicator.places.unwrap_or(0))
        ));
    }
    if !notes.is_empty() {
        line.push_str(&format!("〔{}〕", notes.join("、")));
    }
    line
}

/// `目標 98.0%以上`: this year's target, else the final one, else that there is none.
fn target_words(indicator: &Indicator, year: FiscalYear) -> Option<String> {
    let unit = indicator.unit.as_deref().unwrap_or("");
    let places = indicator.places.unwrap_or(0);
    let words = |target: &Target| match target {
        Target::Number(n) => format!(
            "{}{unit}{}",
            grouped(*n, places),
            indicator.direction.label()
        ),
        Target::Text(text) => text.clone(),
    };
    if indicator.direction == Direction::NoTarget {
        return Some("目標なし".to_owned());
    }
    match indicator.targets.get(&year) {
        Some(target) => Some(format!("目標 {}", words(target))),
        None => indicator
            .targets
            .iter()
            .next_back()
            .map(|(y, target)| format!("{y}目標 {}", words(target))),
    }
}
