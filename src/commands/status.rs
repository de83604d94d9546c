//! Where the work stands and what to do next: the answer to `gyokaku` without a command, and to a double-click.

use std::path::PathBuf;

use clap::CommandFactory as _;

use crate::cli::{Cli, CycleArg};
use crate::console::{Console, Outcome};
use crate::cycle::DepartmentStatus;
use crate::diagnostic::Severity;
use crate::office::setting::Setting;
use crate::office::{Stop, reading};
use crate::project_files::{Made, ProjectFiles};
use crate::values::date_with_weekday;

pub(super) fn run(console: &Console, root: PathBuf, cycle: &CycleArg) -> Result<Outcome, Stop> {
    let files = ProjectFiles::new(root.clone());
    if let (Err(missing), false) = (files.register(), files.has_register()) {
        console.diagnostics(&[missing]);
        console.line(BEGINNING);
        console.line(&Cli::command().render_help().to_string());
        return Ok(Outcome::Failed);
    }
    let setting = Setting::open(console, root, cycle.name.as_deref())?;
    let standing = Standing::of(console, &setting)?;
    for line in standing.lines(&setting) {
        console.line(&line);
    }
    console.line("次にすること");
    for step in standing.next(&setting) {
        console.line(&format!("  ・{step}"));
    }
    Ok(Outcome::Clean)
}

const BEGINNING: &str = "\
次にすること
  ・計画台帳を置いた作業フォルダーがあるときは、そのフォルダーを gyokaku.exe に重ねる（ドロップする）か、そのフォルダーで実行します。
  ・初めて使うときは、gyokaku init（又は「0_新しく始める」）で、作業フォルダーを作ります。
  ・試すときは、「見本」フォルダーを、「1_調査票を作る」から順に重ねます。
";

/// How far a cycle has come.
struct Standing {
    made: Made,
    frozen: bool,
    files: usize,
    expected: usize,
    submitted: usize,
    doubtful: usize,
    errors: usize,
    warnings: usize,
}

impl Standing {
    fn of(console: &Console, setting: &Setting) -> Result<Self, Stop> {
        let reading = reading::read(console, setting, None)?;
        let record = &reading.record;
        let reported = |severity| {
            let all = record.diagnostics.iter();
            all.filter(|d| d.severity == severity).count()
        };
        let doubtful = |status| status == DepartmentStatus::Doubtful;
        Ok(Self {
            made: setting.files.made(&setting.cycle.folder()),
            frozen: reading.frozen,
            files: reading.intake.files.len(),
            expected: record.summary.expected,
            submitted: record.summary.submitted,
            doubtful: record
                .departments
                .iter()
                .filter(|d| doubtful(d.status))
                .count(),
            errors: reported(Severity::Error),
            warnings: reported(Severity::Warning),
        })
    }

    fn missing(&self) -> usize {
        self.expected - self.submitted
    }

    /// What there is.
    fn lines(&self, setting: &Setting) -> [String; 4] {
        let folder = setting.cycle.folder();
        let there = |count: usize, what: &str| match count {
            0 => "まだありません".to_owned(),
            _ => format!("{count}件（output/{folder}/{what}）"),
        };
        [
            format!("調査票　{}", there(self.made.forms, "様式/")),
            format!(
                "提出　　ファイル {}件。課 {} ＝ 提出済 {}（うち要確認 {}） ＋ 未提出 {}。期限は{}",
                self.files,
                self.expected,
                self.submitted,
                self.doubtful,
                self.missing(),
                date_with_weekday(setting.cycle.due)
            ),
            format!("点検　　誤り {}件、確認 {}件", self.errors, self.warnings),
            format!("資料　　{}", there(self.made.papers, "")),
        ]
    }

    /// What to do, the first thing first.
    fn next(&self, setting: &Setting) -> Vec<String> {
        let folder = setting.cycle.folder();
        let name = setting.cycle.name();
        let mut steps = Vec::new();
        if self.frozen {
            steps.push(format!(
                "{name}は確定しています。資料を作り直すときは、gyokaku report {name} とします。"
            ));
            return steps;
        }
        if self.files == 0 {
            if self.made.forms == 0 {
                steps.push(
                    "計画台帳を確かめ、調査票を作ります（gyokaku forms 又は「1_調査票を作る」）。"
                        .to_owned(),
                );
            }
            steps.push(format!(
                "調査票を課に送り、戻ったものを input/{folder}/提出/ に置きます。"
            ));
            return steps;
        }
        if self.missing() > 0 {
            steps.push(format!(
                "未提出の{}課に、提出をお願いします（点検/案内文/）。",
                self.missing()
            ));
        }
        if self.errors + self.warnings > 0 {
            steps.push(
                "点検し、課に確認を依頼します（gyokaku check 又は「2_点検する」）。".to_owned(),
            );
        }
        steps.push("資料を作ります（gyokaku report 又は「3_資料を作る」）。".to_owned());
        if self.errors == 0 {
            steps.push(format!(
                "値が固まったら、計画台帳の状態を「確定」にし、gyokaku close {name} とします。"
            ));
        }
        steps
    }
}
