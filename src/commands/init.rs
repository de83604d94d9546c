//! `gyokaku init`: a new working directory with the register of the みらい改革プラン.

use std::path::PathBuf;

use crate::console::{Console, Outcome};
use crate::diagnostic::{Code, Diagnostic};
use crate::office::Stop;
use crate::plan::{Cycle, CycleState, register};
use crate::project_files::ProjectFiles;

pub(super) fn run(console: &Console, dir: PathBuf) -> Result<Outcome, Stop> {
    let plan = register::template_plan().map_err(|e| failed(&e.to_string()))?;
    let bytes = register::write(&plan).map_err(|e| failed(&e.to_string()))?;
    let cycles: Vec<String> = plan
        .cycles
        .iter()
        .filter(|c| c.state == CycleState::Running)
        .map(Cycle::folder)
        .collect();
    let made = ProjectFiles::new(dir).write_register(&bytes, &cycles)?;
    console.line("作業フォルダーを作りました。");
    for path in made {
        console.line(&format!("  {path}"));
    }
    console.line("計画台帳を確かめてから、gyokaku forms で調査票を作ってください。");
    Ok(Outcome::Clean)
}

fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        "計画台帳を作れませんでした。",
        "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
    )
    .found(why)
}
