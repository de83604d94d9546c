//! Where a cycle stands, in lines for people.

use super::papers::BodyPapers;
use super::{NEXT, Standing};
use crate::office::opinions::AwaitedOpinions;
use crate::office::standing::{DepartmentStanding, Stage};
use crate::values::date_with_weekday;
use crate::values::japanese_text::width;

pub(super) fn lines(standing: &Standing) -> Vec<String> {
    let mut lines = vec![
        format!("{}現在", date_with_weekday(standing.today)),
        String::new(),
    ];
    lines.extend(deadlines(standing));
    lines.push(String::new());
    lines.extend(made(standing));
    lines.push(String::new());
    lines.extend(departments(standing));
    if !standing.closed {
        lines.push(String::new());
        lines.extend(list("確定までに片付けること", &standing.blocks));
    }
    lines.push(String::new());
    lines.extend(list(NEXT, &standing.next));
    lines
}

fn list(heading: &str, points: &[String]) -> Vec<String> {
    let points = points.iter().map(|point| format!("  ・{point}"));
    std::iter::once(heading.to_owned()).chain(points).collect()
}

/// One line each, in columns: what, when, how far.
fn deadlines(standing: &Standing) -> Vec<String> {
    let rows: Vec<[String; 3]> = standing
        .deadlines
        .iter()
        .map(|d| [d.name.clone(), date_with_weekday(d.date), d.distance()])
        .collect();
    let widest = |at: usize| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0);
    let (name, date) = (widest(0), widest(1));
    let padded = |text: &str, to: usize| format!("{text}{}", " ".repeat(to - width(text)));
    let rows = rows.iter().map(|[what, when, far]| {
        let (what, when) = (padded(what, name), padded(when, date));
        format!("  {what}  {when}  {far}")
    });
    std::iter::once("期限と会議".to_owned())
        .chain(rows)
        .collect()
}

/// What there is.
fn made(standing: &Standing) -> [String; 4] {
    let folder = &standing.folder;
    let forms = match standing.forms {
        0 => "まだありません".to_owned(),
        count => format!("{count}件（output/{folder}/様式/）"),
    };
    let all = standing.departments.len();
    let missing = standing.count(Stage::Missing);
    let doubtful = standing.departments.iter().filter(|d| d.errors > 0);
    let doubtful = doubtful.filter(|d| d.stage != Stage::Missing).count();
    [
        format!("調査票　{forms}"),
        format!(
            "提出　　ファイル {}件。課 {all} ＝ 提出済 {}（うち要確認 {doubtful}） ＋ 未提出 {missing}",
            standing.files,
            all - missing,
        ),
        if standing.closed {
            "点検　　確定しました".to_owned()
        } else if standing.files == 0 {
            "点検　　まだ提出がありません".to_owned()
        } else {
            format!(
                "点検　　誤り {}件、確認 {}件",
                standing.errors, standing.warnings
            )
        },
        format!("資料　　{}", papers(standing)),
    ]
}

/// The papers: of a closed cycle those that were frozen; else those in output/, and which were withheld or are old.
fn papers(standing: &Standing) -> String {
    let folder = &standing.folder;
    match &standing.closing {
        Some(closing) if closing.frozen_papers > 0 => {
            let count = closing.frozen_papers;
            return format!("{count}件（input/{folder}/確定/資料/）");
        }
        _ => {}
    }
    let mut text = match standing.papers {
        0 => "まだありません".to_owned(),
        count => format!("{count}件（output/{folder}/）"),
    };
    let of = |wanted: fn(&&BodyPapers) -> bool| -> Vec<&str> {
        let bodies = standing.bodies.iter().filter(wanted);
        bodies.map(|papers| papers.name).collect()
    };
    let old = of(|papers| papers.made > 0 && !papers.current);
    if !old.is_empty() {
        text.push_str(&format!(
            "。{}の資料は、作った後に記録が変わっています",
            old.join("、")
        ));
    }
    let withheld = of(|papers| !papers.withheld.is_empty());
    if !withheld.is_empty() {
        text.push_str(&format!(
            "。作れなかった資料があります（{}）",
            withheld.join("、")
        ));
    }
    text
}

/// A sum, then each stage with its departments.
fn departments(standing: &Standing) -> Vec<String> {
    let parts = Stage::ALL.map(|stage| format!("{} {}", stage.label(), standing.count(stage)));
    let sum = format!(
        "課ごとの状況　課 {} ＝ {}",
        standing.departments.len(),
        parts.join(" ＋ ")
    );
    let stages = Stage::ALL
        .into_iter()
        .filter(|stage| standing.count(*stage) > 0);
    let stages = stages.map(|stage| {
        let label = stage.label();
        let names: Vec<String> = standing.at(stage).map(described).collect();
        let gap = " ".repeat(8 - width(label));
        format!("  {label}{gap}  {}", names.join("、"))
    });
    let mut lines: Vec<String> = std::iter::once(sum).chain(stages).collect();
    let awaited: Vec<String> = { standing.awaited_opinions.iter() }
        .map(AwaitedOpinions::shown)
        .collect();
    if !awaited.is_empty() {
        lines.push(format!("回答待ちの意見　{}", awaited.join("、")));
    }
    lines
}

/// `総務課（確認依頼1回目、誤り 1、確認 2）`
fn described(department: &DepartmentStanding) -> String {
    let mut notes = Vec::new();
    if let Some(round) = department.asked_round {
        notes.push(format!("確認依頼{round}回目"));
    }
    if department.stage != Stage::Settled {
        let counts = [("誤り", department.errors), ("確認", department.warnings)];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        notes.extend(counts.map(|(what, count)| format!("{what} {count}")));
        if department.stage == Stage::Missing && !department.refused.is_empty() {
            notes.push("届いたファイルは受付不可".to_owned());
        }
    }
    if notes.is_empty() {
        return department.name.clone();
    }
    format!("{}（{}）", department.name, notes.join("、"))
}
