//! What keeps a cycle from being closed, and what to do next: by what is there and by the day that it is.

use super::Standing;
use super::deadlines::{Deadline, Occasion};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::office::standing::Stage;
use crate::plan::{Body, CycleState};
use crate::values::date_with_weekday;

/// Days before a deadline on which a reminder is due.
const SOON: i64 = 7;

/// Days before a meeting on which its papers are made, whether or not all is in.
const NEAR: i64 = 14;

/// Names of departments or files that a line holds.
const NAMED: usize = 5;

/// What keeps it from being closed, of the errors of its record.
pub(super) fn blocks(standing: &Standing, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut blocks = Vec::new();
    let missing: Vec<&str> = standing
        .at(Stage::Missing)
        .map(|d| d.name.as_str())
        .collect();
    if !missing.is_empty() {
        blocks.push(format!(
            "未提出が{}課あります（{}）。",
            missing.len(),
            first(&missing)
        ));
    }
    let wrong = |d: &&Diagnostic| d.severity == Severity::Error && d.code != Code::NotSubmitted;
    let mut files: Vec<(&str, usize)> = Vec::new();
    for error in diagnostics.iter().filter(wrong) {
        let file = error.file.as_deref().unwrap_or("調査回全体");
        match files.iter_mut().find(|(name, _)| *name == file) {
            Some((_, count)) => *count += 1,
            None => files.push((file, 1)),
        }
    }
    let errors: usize = files.iter().map(|(_, count)| count).sum();
    if errors > 0 {
        let files: Vec<String> = files.iter().map(|(f, n)| format!("{f} {n}件")).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        blocks.push(format!("誤りが{errors}件あります（{}）。", first(&files)));
    }
    if !standing.state.is_final() {
        blocks.push(format!(
            "計画台帳の「進捗調査」の状態が「{}」です。",
            standing.state.label()
        ));
    }
    if blocks.is_empty() {
        blocks.push("ありません。確定できます。".to_owned());
    }
    blocks
}

/// The first of them, and that there are more.
fn first(names: &[&str]) -> String {
    let shown = names[..names.len().min(NAMED)].join("、");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        rest => format!("{shown} ほか{rest}"),
    }
}

/// What to do, the first thing first.
pub(super) fn next(standing: &Standing, checked: bool) -> Vec<String> {
    if standing.closed {
        return after_closing(standing);
    }
    if standing.files == 0 {
        return sending(standing);
    }
    let mut steps = collecting(standing, checked);
    let open = standing.errors > 0 || standing.count(Stage::Missing) > 0;
    steps.extend(meetings(standing));
    if !open {
        steps.extend(closing(standing));
    }
    steps
}

/// Before anything has come back.
fn sending(standing: &Standing) -> Vec<String> {
    let mut steps = Vec::new();
    if standing.state == CycleState::Preparing {
        steps.push(format!(
            "計画台帳の「進捗調査」で、{}の状態を「実施中」にします。",
            standing.cycle
        ));
    }
    if standing.forms == 0 {
        steps.push(
            "計画台帳を確かめ、調査票を作ります（gyokaku forms 又は「1_調査票を作る」）。"
                .to_owned(),
        );
    }
    let inquiry = standing.deadline(Occasion::Inquiry).filter(|d| d.days > 0);
    let when = inquiry.map_or(String::new(), |d| {
        format!("照会日（{}）に、", date_with_weekday(d.date))
    });
    steps.push(format!(
        "{when}調査票を課に送り、戻ったものを input/{}/提出/ に置きます（依頼の案内文は 点検/案内文/）。",
        standing.folder
    ));
    if let Some(due) = standing.deadline(Occasion::Due).filter(|d| d.is_past()) {
        steps.push(format!(
            "提出期限を{}。戻ったものがあれば置き、なければ、課に提出をお願いします（gyokaku check --today {}）。",
            due.distance(),
            standing.today
        ));
    }
    steps
}

/// While departments still answer.
fn collecting(standing: &Standing, checked: bool) -> Vec<String> {
    let mut steps = Vec::new();
    let count = |stage| standing.count(stage);
    let today = standing.today;
    steps.extend(reminders(standing));
    let checking = count(Stage::Checking);
    if checking > 0 {
        steps.push(format!(
            "確認中の{checking}課について、点検し、課に確認を依頼します（gyokaku check 又は「2_点検する」）。"
        ));
    } else if !checked {
        steps.push("点検します（gyokaku check 又は「2_点検する」）。".to_owned());
    }
    let waiting = count(Stage::Waiting);
    if waiting > 0 {
        let again = standing.deadline(Occasion::Resubmission);
        if again.is_some_and(Deadline::is_past) {
            steps.push(format!(
                "再提出期限を過ぎて返答のない{waiting}課に、返送をお願いします（gyokaku check --today {today} で案内文を作ります）。"
            ));
        }
        steps.push(format!(
            "返答待ちの{waiting}課から戻った調査票を、input/{}/提出/ に置きます。",
            standing.folder
        ));
    }
    steps
}

/// What to write to those that have sent nothing: by how far off the day is on which theirs is due.
fn reminders(standing: &Standing) -> Vec<String> {
    let today = standing.today;
    let mut waiting: [Vec<&str>; 3] = Default::default();
    for department in standing.at(Stage::Missing) {
        let at = match department.due.signed_duration_since(today).num_days() {
            ..0 => 0,
            0..=SOON => 1,
            _ => 2,
        };
        waiting[at].push(&department.name);
    }
    let letters = format!("gyokaku check --today {today} で案内文を作ります");
    let said: [(&str, String); 3] = [
        (
            "期限を過ぎて",
            format!("に、提出をお願いします（{letters}）。"),
        ),
        ("", format!("に、期限が近いことを知らせます（{letters}）。")),
        ("", "からの提出を待ちます。".to_owned()),
    ];
    let steps = waiting.iter().zip(&said);
    steps
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, (before, after))| {
            format!(
                "{before}未提出の{}課（{}）{after}",
                names.len(),
                first(names)
            )
        })
        .collect()
}

/// The papers of the meeting that comes next, and what the last one left to do.
fn meetings(standing: &Standing) -> Vec<String> {
    let mut steps = Vec::new();
    let open = standing.errors > 0 || standing.count(Stage::Missing) > 0;
    let near = |d: &Deadline| !open || d.days <= NEAR;
    let mut meetings = standing.meetings();
    let ahead = meetings.find(|(_, d)| !d.is_past());
    let coming = ahead.filter(|(_, d)| near(d));
    match coming {
        Some((body, d)) => steps.push(format!(
            "{}（{}、{}）の資料を作ります（gyokaku report --for {} 又は「3_資料を作る」）。",
            d.name,
            date_with_weekday(d.date),
            d.distance(),
            body.label()
        )),
        None if standing.papers == 0 && ahead.is_none() => {
            steps.push("資料を作ります（gyokaku report 又は「3_資料を作る」）。".to_owned());
        }
        None => {}
    }
    let office = format!("input/{}/事務局.xlsx", standing.folder);
    let held = |wanted: &[Body]| {
        let mut past = standing.meetings().filter(|(_, d)| d.is_past());
        past.any(|(body, _)| wanted.contains(&body))
    };
    if held(&[Body::Headquarters, Body::SteeringCommittee]) {
        steps.push(format!(
            "会議で評価が改められたときは、{office} の「評価・補正」に記入します。"
        ));
    }
    if held(&[Body::Headquarters, Body::Council]) {
        steps.push(format!(
            "会議で出た意見と市の対応を、{office} の「意見」に記入します。"
        ));
    }
    steps
}

/// Once nothing is wrong any more.
fn closing(standing: &Standing) -> Vec<String> {
    let ahead = |(body, d): (Body, &Deadline)| body != Body::Public && !d.is_past();
    let name = &standing.cycle;
    if standing.state.is_final() {
        return vec![format!("確定します（gyokaku close {name}）。")];
    }
    let when = if standing.meetings().any(ahead) {
        "会議が終わり、値が固まったら"
    } else {
        "値が固まったら"
    };
    vec![format!(
        "{when}、計画台帳の状態を「確定」にし、gyokaku close {name} とします。"
    )]
}

fn after_closing(standing: &Standing) -> Vec<String> {
    let mut steps = Vec::new();
    let name = &standing.cycle;
    if standing.papers == 0 {
        steps.push(format!("公表の資料を作ります（gyokaku report {name}）。"));
    }
    if standing.state != CycleState::Published {
        let public = standing.deadline(Occasion::Meeting(Body::Public));
        steps.push(match public.filter(|d| !d.is_past()) {
            Some(d) => format!(
                "{}（{}）に、output/{}/公表/ の資料を公表します。",
                date_with_weekday(d.date),
                d.distance(),
                standing.folder
            ),
            None => format!("output/{}/公表/ の資料を公表します。", standing.folder),
        });
        steps.push("公表したら、計画台帳の状態を「公表済」にします。".to_owned());
    }
    let opinions = match standing.open_opinions {
        0 => String::new(),
        count => format!("対応中又は検討中の意見{count}件を引き継ぎます。"),
    };
    steps.push(format!(
        "次の調査回の準備をします（gyokaku next）。{opinions}"
    ));
    if standing.papers > 0 {
        steps.push(format!(
            "資料を作り直すときは、gyokaku report {name} とします。"
        ));
    }
    steps
}

impl Standing {
    fn deadline(&self, occasion: Occasion) -> Option<&Deadline> {
        self.deadlines.iter().find(|d| d.occasion == occasion)
    }

    /// Meetings by their days; 公表 is one of them.
    fn meetings(&self) -> impl Iterator<Item = (Body, &Deadline)> {
        self.deadlines.iter().filter_map(|d| match d.occasion {
            Occasion::Meeting(body) => Some((body, d)),
            _ => None,
        })
    }
}
