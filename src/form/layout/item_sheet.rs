//! One item's sheet: plan text above the inputs that answer it.

use super::{Beside, Input, InputKind, ListKind, Required, Row, Sheet, partners};
use crate::form::field::{Field, IndicatorField, InitiativeField, ItemField};
use crate::form::{IndicatorState, Status};
use crate::plan::{Cycle, Direction, Indicator, Initiative, Part, Plan, Target};
use crate::values::{FiscalYear, grouped};

/// Words of 実施状況 that need no result.
const NO_RESULT: &[&str] = &[Status::NotStarted.label()];
/// Words of 実績値の状態 that need no actual.
const NO_ACTUAL: &[&str] = &[
    IndicatorState::NotYet.label(),
    IndicatorState::NotApplicable.label(),
];

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
        rows.push(Row::Heading("取組の実績".to_owned()));
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
        rows.push(Row::Heading("実施項目の評価（所管課が記入）".to_owned()));
        rows.extend(ItemField::ALL.iter().map(|&f| item_input(part, f, beside)));
    } else if part.initiatives.is_empty() && part.indicators.is_empty() {
        rows.push(Row::Subtitle(
            "この実施項目に記入する欄はありません。気付いたことは記入要領の「事務局への連絡」に書いてください。"
                .to_owned(),
        ));
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
            .map(|m| m.name.clone())
    });
    [
        ("改革項目", pillar),
        ("推進施策", measure),
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
    let mut rows = vec![text_row(code, "取組内容", initiative.text.clone())];
    if let Some(line) = schedule_line(plan, cycle.year, initiative) {
        rows.push(text_row(code, "年度別計画", line));
    }
    let planned = initiative.schedule.is_empty() || initiative.schedule.contains_key(&cycle.year);
    rows.extend(InitiativeField::ALL.iter().map(|&field| {
        let key = Field::Initiative(initiative.id.clone(), field);
        let status = Field::Initiative(initiative.id.clone(), InitiativeField::Status);
        let thousand = || InputKind::Number {
            unit: Some("千円".to_owned()),
            places: None,
        };
        let (kind, required, prompt) = match field {
            InitiativeField::Status => (
                InputKind::Choice(ListKind::Status),
                Required::Yes,
                "年度末の状況を▼から選んでください。",
            ),
            InitiativeField::Result if planned => (
                InputKind::LongText,
                Required::UnlessIs(status, NO_RESULT),
                "いつ、何を、どれだけ行ったかを、数字を入れて書いてください（未着手のときは空欄でよい。）。",
            ),
            InitiativeField::Result => (
                InputKind::LongText,
                Required::No,
                "この年度に計画はありません。行ったことがあれば書いてください。",
            ),
            InitiativeField::EffectRevenue => (
                thousand(),
                Required::No,
                "歳入が増えた額を千円単位の数字だけで。効果額がなければ空欄に。",
            ),
            InitiativeField::EffectSaving => (
                thousand(),
                Required::No,
                "歳出が減った額を千円単位の正の数で。費用が増えたときは▲を付けて。",
            ),
            InitiativeField::EffectKind => (
                InputKind::Choice(ListKind::EffectKind),
                Required::No,
                "単年度＝この年だけ、継続＝翌年度以降も続く、参考＝合計に入れない。",
            ),
            InitiativeField::EffectBasis => (
                InputKind::LongText,
                Required::No,
                "効果額の算定の式や資料を書いてください。",
            ),
        };
        input(code, key, kind, required, prompt, None, beside)
    }));
    rows
}

fn indicator_rows(year: FiscalYear, indicator: &Indicator, beside: &Beside) -> Vec<Row> {
    let code = indicator.number.as_str();
    let mut rows = vec![text_row(code, "指標名", indicator_line(indicator))];
    let target = target_words(indicator, year);
    rows.extend(IndicatorField::ALL.iter().map(|&field| {
        let key = Field::Indicator(indicator.id.clone(), field);
        let state = Field::Indicator(indicator.id.clone(), IndicatorField::State);
        let (kind, required, prompt, guide) = match field {
            IndicatorField::State => (
                InputKind::Choice(ListKind::IndicatorState),
                Required::No,
                "まだ分からないときは「未確定」、対象がないときは「該当なし」を選び、実績値は空欄に。",
                None,
            ),
            IndicatorField::Actual if indicator.direction == Direction::Qualitative => (
                InputKind::QualitativeActual,
                Required::UnlessIs(state, NO_ACTUAL),
                "目標に対してどうなったかを言葉で書いてください。",
                target.clone(),
            ),
            IndicatorField::Actual => (
                InputKind::Number {
                    unit: indicator.unit.clone(),
                    places: indicator.places,
                },
                Required::UnlessIs(state, NO_ACTUAL),
                "数字だけを書いてください。概数や2つの値は書かず、説明は備考へ。",
                target.clone(),
            ),
            IndicatorField::AsOf => (
                InputKind::ShortText,
                Required::No,
                "いつの値か（例 令和8年3月31日）",
                None,
            ),
            IndicatorField::Note => (
                InputKind::LongText,
                Required::No,
                "実績値の説明（資料に載ります。）",
                None,
            ),
        };
        input(code, key, kind, required, prompt, guide, beside)
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

fn item_input(part: &Part<'_>, field: ItemField, beside: &Beside) -> Row {
    let (kind, required, prompt) = match field {
        ItemField::Grade => (
            InputKind::Choice(ListKind::Grade),
            Required::Yes,
            "取組と指標の実績から総合して▼から選んでください。",
        ),
        ItemField::Reason => (
            InputKind::LongText,
            Required::Yes,
            "その評価とした理由を、実績に基づいて書いてください。",
        ),
        ItemField::Issue => (InputKind::LongText, Required::No, "残っている課題"),
        ItemField::Next => (InputKind::LongText, Required::No, "翌年度以降に行うこと"),
        ItemField::PublicNote => (
            InputKind::LongText,
            Required::No,
            "市民に分かりやすい言葉で（空欄のときは取組実績を載せます。）",
        ),
        ItemField::InternalNote => (
            InputKind::LongText,
            Required::No,
            "推進本部の資料だけに載せ、懇談会・公表には出さないこと",
        ),
        ItemField::Contact => (
            InputKind::ShortText,
            Required::No,
            "事務局からの問合せ先（資料には載りません。）",
        ),
    };
    let key = Field::Item(part.item.id.clone(), field);
    input(&part.item.number, key, kind, required, prompt, None, beside)
}

fn input(
    code: &str,
    field: Field,
    kind: InputKind,
    required: Required,
    prompt: &str,
    guide: Option<String>,
    beside: &Beside,
) -> Row {
    let label = match &kind {
        InputKind::Number {
            unit: Some(unit), ..
        } => format!("{}（{unit}）", field.label()),
        _ => field.label().to_owned(),
    };
    Row::Input(Box::new(Input {
        code: code.to_owned(),
        label,
        kind,
        required,
        prompt: prompt.to_owned(),
        previous: beside.previous.get(&field).cloned(),
        guide,
        prefill: beside.answers.get(&field).cloned(),
        mark: beside.marks.get(&field).cloned(),
        field,
    }))
}
