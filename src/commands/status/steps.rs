//! What keeps a cycle from being closed, and what to do next: by what is there and by the day that it is.

use super::Standing;
use super::closed::{After, Closed};
use super::deadlines::{Deadline, Occasion};
use super::papers::BodyPapers;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::office::standing::Stage;
use crate::plan::{Body, CycleState};
use crate::values::{date_japanese, date_with_weekday};

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
    let withheld = standing
        .bodies
        .iter()
        .filter(|papers| !papers.withheld.is_empty());
    let withheld: Vec<&str> = withheld.map(|papers| papers.name).collect();
    if !withheld.is_empty() {
        blocks.push(format!(
            "作れなかった資料があります（{}）。",
            withheld.join("、")
        ));
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
    if let Some(closing) = &standing.closing {
        return after_closing(standing, closing);
    }
    if standing.files == 0 {
        return sending(standing);
    }
    let mut steps = collecting(standing, checked);
    steps.extend(opinions(standing));
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
        "{when}調査票を課に送り、戻ったものを input/{}/提出/ に置きます（調査票を添付した依頼の下書きは、点検/案内文/ の .eml）。",
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

/// Opinions about which departments are still to be asked.
fn opinions(standing: &Standing) -> Option<String> {
    let awaited = standing.awaited_opinions.iter();
    let names: Vec<&str> = awaited.map(|a| a.department.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "意見への対応を、{}課（{}）に尋ねます（gyokaku check で、調査票を添付した下書きが 点検/案内文/ にできます）。",
            names.len(),
            first(&names)
        )
    })
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
            "返答待ちの{waiting}課に、点検/案内文/ の下書き（.eml）で確認依頼を送り、戻った調査票を、input/{}/提出/ に置きます。",
            standing.folder
        ));
        if standing.at(Stage::Waiting).any(|d| d.errors == 0) {
            steps.push(format!(
                "課に確かめて今のままでよい「確認」は、input/{}/事務局.xlsx の「確認済み」に写します。",
                standing.folder
            ));
        }
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
        Some((body, d)) => steps.push(standing.papers_step(body, d)),
        None if ahead.is_none() && !standing.bodies.iter().any(BodyPapers::done) => {
            steps.push("資料を作ります（gyokaku report 又は「3_資料を作る」）。".to_owned());
        }
        None => {}
    }
    steps.extend(withheld(standing));
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

/// What the last report could not make.
fn withheld(standing: &Standing) -> Vec<String> {
    let withheld = { standing.bodies.iter() }.filter(|papers| !papers.withheld.is_empty());
    withheld
        .map(|papers| {
            let files: Vec<&str> = papers.withheld.iter().map(String::as_str).collect();
            format!(
                "{}の資料のうち、作れなかったもの（{}）の訳を確かめます（gyokaku report の画面に出ます。）。",
                papers.name,
                first(&files)
            )
        })
        .collect()
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

fn after_closing(standing: &Standing, closing: &Closed) -> Vec<String> {
    let mut steps = Vec::new();
    let name = &standing.cycle;
    if closing.frozen_papers == 0 && standing.papers == 0 {
        steps.push(format!("公表の資料を作ります（gyokaku report {name}）。"));
    }
    steps.extend(publishing(standing, closing));
    let frozen = closing.frozen_papers > 0;
    if frozen && standing.papers > 0 && !closing.output_is_frozen {
        steps.push(format!(
            "output/{}/ の資料は、確定したものではありません。使わないでください（gyokaku report {name} で、確定したものから作り直せます。）。",
            standing.folder
        ));
    }
    steps.extend(following(standing, closing));
    if frozen && standing.papers == 0 {
        steps.push(format!(
            "output にも同じ資料を作るときは、gyokaku report {name} とします。"
        ));
    }
    if !frozen && standing.papers > 0 {
        steps.push(format!(
            "資料を作り直すときは、gyokaku report {name} とします。"
        ));
    }
    steps
}

/// What is published, and what of it was corrected since.
fn publishing(standing: &Standing, closing: &Closed) -> Vec<String> {
    let mut steps = Vec::new();
    let publish = &closing.publish;
    if standing.state != CycleState::Published {
        let public = standing.deadline(Occasion::Meeting(Body::Public));
        let when = public.filter(|d| !d.is_past()).map_or(String::new(), |d| {
            format!("{}（{}）に、", date_with_weekday(d.date), d.distance())
        });
        steps.push(format!("{when}{publish} の資料を公表します。"));
        steps.push("公表したら、計画台帳の状態を「公表済」にします。".to_owned());
    }
    let Some(corrected) = &closing.corrected else {
        return steps;
    };
    let date = date_japanese(corrected.date);
    let public = Body::Public.label();
    let (open, others): (Vec<&str>, Vec<&str>) = { corrected.bodies.iter() }
        .map(String::as_str)
        .partition(|body| *body == public);
    if !open.is_empty() {
        steps.push(format!(
            "{date}付けの訂正を公表していないときは、{publish} の資料を、正誤表（正誤表.pdf、正誤表.xlsx）とともに公表します。"
        ));
    }
    if !others.is_empty() {
        steps.push(format!(
            "{}には、訂正した資料と正誤表を渡します（input/{}/確定/資料/ の、会議のフォルダー）。",
            others.join("、"),
            standing.folder
        ));
    }
    steps
}

/// The cycle after it.
fn following(standing: &Standing, closing: &Closed) -> Option<String> {
    let opinions = match standing.open_opinions {
        0 => String::new(),
        count => format!("対応中又は検討中の意見{count}件を引き継ぎます。"),
    };
    match &closing.after {
        After::None => None,
        After::Begin => Some(format!(
            "次の調査回の準備をします（gyokaku next）。{opinions}"
        )),
        After::Rows(workbook) => Some(format!(
            "計画台帳に、次の調査回の行を貼り付けます（{workbook} の行。もう一度作るときは、gyokaku next）。"
        )),
        After::Registered(next) => {
            Some(format!("次の調査回は{next}です（gyokaku status {next}）。"))
        }
    }
}

impl Standing {
    /// What to do about the papers of a meeting.
    fn papers_step(&self, body: Body, day: &Deadline) -> String {
        let meeting = format!(
            "{}（{}、{}）の資料",
            day.name,
            date_with_weekday(day.date),
            day.distance()
        );
        let how = format!("gyokaku report --for {} 又は「3_資料を作る」", body.label());
        match self.bodies.iter().find(|papers| papers.body == body) {
            Some(papers) if papers.done() => format!(
                "{meeting}は、できています（output/{}/{}/）。",
                self.folder,
                body.label()
            ),
            Some(papers) if papers.made > 0 && !papers.current => {
                format!("{meeting}を作り直します。作った後に記録が変わっています（{how}）。")
            }
            _ => format!("{meeting}を作ります（{how}）。"),
        }
    }

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
