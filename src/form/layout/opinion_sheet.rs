//! 意見への対応: each open opinion that a department is asked about, with the inputs for what the city does about it.

use super::{Beside, Input, Required, Row, Sheet};
use crate::form::field::{Fields as _, OpinionField};
use crate::plan::{Cycle, Opinion, Plan};
use crate::values::date_japanese;

/// What stands beside an answer that was carried over: it is filled, and nobody has looked at it yet.
const AS_BEFORE: &str = "前回の回答を入れています。今の状況に改めてください。";

pub(super) fn sheet(
    plan: &Plan,
    cycle: &Cycle,
    opinions: &[&Opinion],
    name: String,
    beside: &Beside,
) -> Sheet {
    let previous = beside
        .previous_cycle
        .as_deref()
        .map_or_else(|| "前回の回答".to_owned(), |c| format!("前回（{c}）"));
    let mut rows = vec![
        Row::Title(super::OPINION_SHEET.to_owned()),
        Row::ColumnHeads([
            "番号".to_owned(),
            "項目".to_owned(),
            format!("{}の内容（色の付いた欄に記入）", cycle.name()),
            previous,
            "確認".to_owned(),
        ]),
        Row::Subtitle(
            "会議で出た意見について、市の対応を記入してください。内容は、資料に載ります。"
                .to_owned(),
        ),
    ];
    for opinion in opinions {
        rows.extend(of(plan, opinion, beside));
    }
    Sheet {
        name,
        rows,
        title_rows: 2,
    }
}

fn of(plan: &Plan, opinion: &Opinion, beside: &Beside) -> Vec<Row> {
    let number = printed(opinion);
    let mut occasion = opinion.occasion();
    if let Some(date) = opinion.date {
        occasion.push_str(&format!("　{}", date_japanese(date)));
    }
    let text = |label: &str, text: String| Row::Text {
        code: number.clone(),
        label: label.to_owned(),
        text,
    };
    if !opinion.public {
        occasion.push_str("　【非公開：推進本部と幹事会の資料だけに載ります。】");
    }
    let mut rows = vec![
        Row::Heading(format!("{number}　{occasion}")),
        text("意見", opinion.text.clone()),
    ];
    if let Some(item) = plan.item_of(opinion) {
        rows.push(text(
            &plan.profile.levels.reword("実施項目"),
            format!("{}　{}", item.number, item.title),
        ));
    }
    rows.extend(OpinionField::ALL.iter().map(|&field| {
        let mut input = Input::new(&number, field.of(&opinion.id), beside);
        if !opinion.state.is_open() {
            input.required = Required::No;
        }
        if beside.carried.contains(&input.field) {
            input.guide = Some(AS_BEFORE.to_owned());
        }
        Row::Input(Box::new(input))
    }));
    rows
}

/// `意見3`: a bare number says nothing among the numbers of items.
fn printed(opinion: &Opinion) -> String {
    if opinion.number.contains("意見") {
        opinion.number.clone()
    } else {
        format!("意見{}", opinion.number)
    }
}
