//! 確認のお願い, the first sheet of a form that goes back to its department with questions: to whom and from
//! whom, what to do, and a table of all that is asked with links to the cells.

use super::{ASK_SHEET, Row, Sheet, guide};
use crate::form::field::Field;
use crate::plan::{Cycle, Department, Plan};
use crate::values::date_with_weekday;

/// What is asked of a department, in the order in which it is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// What must be put right.
    pub errors: Vec<Question>,
    /// What may stay as it is where it is right.
    pub questions: Vec<Question>,
    /// What the office has put right itself: nothing is asked of it.
    pub corrected: Vec<Question>,
}

/// One question, in words for the department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// From 1, through both lists; the mark at the cell carries it too.
    pub number: u32,
    /// What it is about: `1-①-K1 実績値`.
    pub label: String,
    /// What is the matter, in short.
    pub matter: String,
    /// What is the matter and what to do, line by line.
    pub text: String,
    /// What stands there.
    pub found: Option<String>,
    pub target: Target,
}

/// Where a question leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Field(Field),
    /// A zero-based cell beside the inputs.
    Cell {
        sheet: String,
        row: u32,
        column: u16,
    },
    Nowhere,
}

pub(super) fn sheet(plan: &Plan, cycle: &Cycle, department: &Department, asking: &Asking) -> Sheet {
    let profile = &plan.profile;
    let mut rows = vec![
        Row::Title(format!("{}　{ASK_SHEET}", profile.form_name)),
        Row::Banner(format!("{}　御中", department.name)),
        Row::Banner(guide::cycle_line(cycle)),
        Row::Subtitle(format!(
            "{}　{}{}",
            profile.municipality,
            profile.office,
            guide::in_brackets(profile.contact.as_deref())
        )),
        Row::Subtitle(
            "調査票を御提出いただき、ありがとうございます。次の点について、確認をお願いします。"
                .to_owned(),
        ),
        Row::Heading("していただくこと".to_owned()),
    ];
    rows.extend(steps(cycle, profile.contact.as_deref()));
    for (heading, ask, questions) in [
        ("直していただくもの", "お願い", &asking.errors),
        (
            "確認していただくもの（正しければ、そのままで構いません。）",
            "お願い",
            &asking.questions,
        ),
        (
            "事務局で補正したもの（誤っているときは、欄を直してください。）",
            "補正の内容",
            &asking.corrected,
        ),
    ] {
        if questions.is_empty() {
            continue;
        }
        rows.push(Row::Heading(format!("{heading}　{}件", questions.len())));
        rows.push(Row::ColumnHeads(
            ["番号", "項目", ask, "今の記入", "欄を開く"].map(str::to_owned),
        ));
        rows.extend(
            questions
                .iter()
                .map(|question| Row::Question(Box::new(question.clone()))),
        );
    }
    Sheet {
        name: ASK_SHEET.to_owned(),
        rows,
        title_rows: 1,
    }
}

fn steps(cycle: &Cycle, contact: Option<&str>) -> impl Iterator<Item = Row> {
    let until = match cycle.rules.resubmission_due {
        Some(due) => format!("{}までに", date_with_weekday(due)),
        None => "できるだけ早く".to_owned(),
    };
    let steps = [
        (
            "開く",
            "下の表の右端を押すと、お願いしたい欄へ移ります。その欄は太い枠で囲み、右に【確認】と番号を付けています。前に記入していただいた内容は、そのまま入っています。".to_owned(),
        ),
        (
            "直す・確かめる",
            "「直していただくもの」は、欄を書き直してください。「確認していただくもの」は、内容が正しければそのままで構いません。".to_owned(),
        ),
        (
            "返送する",
            format!(
                "所属長の確認を受けて「確認日」を改め、このファイルを保存し、{until}事務局{}へ返送してください。前に提出していただいた調査票は、このファイルに置き換わります。",
                guide::in_brackets(contact)
            ),
        ),
    ];
    (1..).zip(steps).map(|(n, (label, text))| Row::Entry {
        code: n.to_string(),
        label: label.to_owned(),
        text,
    })
}
