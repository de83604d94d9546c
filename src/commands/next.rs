//! `gyokaku next`: after a cycle is closed, the folder of the next one, and the rows that the register needs for it. Nothing that
//! is there is written over, and the register is the office's.

use std::path::PathBuf;

use crate::cli::NextArgs;
use crate::console::{Console, Outcome};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::office::next_cycle::{self, Next};
use crate::office::setting::{self, Setting};
use crate::office::{Stop, check_papers, frozen, office_book, opinions};
use crate::plan::{Cycle, Plan, register};
use crate::project_files::{NEXT_ROWS as ROWS, ProjectFiles, office_texts_name};

pub(super) fn run(console: &Console, root: PathBuf, args: &NextArgs) -> Result<Outcome, Stop> {
    let files = ProjectFiles::new(root);
    let (plan, notes) = setting::plan(&files, true)?;
    let closed = |cycle: &Cycle| matches!(files.frozen_record(&cycle.folder()), Ok(Some(_)));
    let base = base(&plan, args.cycle.as_deref(), closed)?.clone();
    let next = next_cycle::after(&plan, &base, closed);
    if next.cycle.year > plan.profile.end {
        return Err(Stop::from(the_last(&plan, &base)));
    }
    let setting = Setting {
        files,
        plan,
        cycle: next.cycle.clone(),
        notes,
        closed: None,
        today: None,
    };
    let made = made(&setting, &base, &next)?;
    console.lines(made.lines);
    console.diagnostics(&made.faults);
    Ok(if any_error(&made.faults) {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// The closed cycle that was asked for; else the last one.
fn base<'a>(
    plan: &'a Plan,
    name: Option<&str>,
    closed: impl Fn(&Cycle) -> bool,
) -> Result<&'a Cycle, Diagnostic> {
    let asked = match name {
        Some(_) => Some(setting::chosen(plan, name)?),
        None => None,
    };
    let last = plan
        .cycles
        .iter()
        .filter(|c| closed(c))
        .max_by_key(|c| c.inquiry_date);
    match asked.or(last) {
        Some(cycle) if closed(cycle) => Ok(cycle),
        Some(cycle) => Err(refused(
            format!("{}は、まだ確定していません。", cycle.name()),
            format!("先に gyokaku close {} を実行してください。", cycle.name()),
        )),
        None => Err(refused(
            "確定した調査回が、まだありません。".to_owned(),
            "計画台帳の状態を「確定」にし、gyokaku close で確定してから実行してください。"
                .to_owned(),
        )),
    }
}

/// What there is to say of it.
struct Made {
    lines: Vec<String>,
    faults: Vec<Diagnostic>,
}

fn made(setting: &Setting, base: &Cycle, next: &Next) -> Result<Made, Stop> {
    let lock = setting.files.lock()?;
    let folder = setting.cycle.folder();
    setting.files.make_returned_folder(&folder)?;
    let record = frozen::record(&setting.files, &setting.plan, base)?;
    let carried = record.map_or(0, |record| {
        opinions::carried_over(&setting.plan, &record).len()
    });
    let office = office_book::for_next(setting, base)?;
    let written = setting.files.make_office_texts(&folder, &office)?;
    let additions = register::additions(&setting.files.register()?, &added(&setting.plan, next));
    let mut faults = Vec::new();
    if !additions.is_empty() {
        let bytes =
            register::write_additions(&additions, &setting.plan).map_err(|e| not_made(&e))?;
        faults.extend(check_papers::add(setting, &[(ROWS.to_owned(), bytes)]));
    }
    faults.extend(lock.release());
    let state = match (written, carried) {
        (true, 0) => "新規作成".to_owned(),
        (true, carried) => format!("新規作成。対応の済んでいない意見 {carried}件を引き継ぎました"),
        (false, _) => "既にあるため、そのまま".to_owned(),
    };
    let mut lines = vec![
        format!("次の回: {}（{}の次）", setting.cycle.name(), base.name()),
        format!("  提出フォルダー: input/{folder}/提出/"),
        format!("  事務局の文章: {}（{state}）", office_texts_name(&folder)),
    ];
    if additions.is_empty() {
        lines.push("計画台帳には、次の回の「進捗調査」と「会議」の行が既にあります。".to_owned());
        return Ok(Made { lines, faults });
    }
    lines.push("計画台帳に、次の行を足してください（計画台帳の列の順です。日付は前の回から1年ずつ後の日で、土曜日と日曜日は次の月曜日にしています。確かめて、直してください。）。".to_owned());
    for addition in &additions {
        lines.push(format!("【{}】", addition.sheet));
        lines.extend(addition.texts().iter().map(|row| row.join("\t")));
    }
    lines.push(format!("同じ行のブック: output/{folder}/{ROWS}"));
    Ok(Made { lines, faults })
}

/// A plan with the rows that the register lacks alone.
fn added(plan: &Plan, next: &Next) -> Plan {
    let mut added = plan.clone();
    added.cycles = Vec::new();
    if !next.registered {
        added.cycles.push(next.cycle.clone());
    }
    added.meetings = next.meetings.clone();
    added
}

fn refused(message: String, hint: String) -> Diagnostic {
    Diagnostic::new(Code::NextRefused, message, hint)
}

fn the_last(plan: &Plan, base: &Cycle) -> Diagnostic {
    refused(
        format!(
            "{}は、計画期間（{}まで）の最後の調査回です。",
            base.name(),
            plan.profile.end
        ),
        "計画を延ばすときは、計画台帳の「計画」の終了年度を直してから実行してください。".to_owned(),
    )
}

fn not_made(error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        "計画台帳に足す行のブックを作れませんでした。",
        "計画台帳の文章が長すぎないかを確かめてください。",
    )
    .found(error.to_string())
}
