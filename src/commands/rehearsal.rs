//! Documents with templates of the office are made once by a process of their own before they are made in this one: a
//! template may ask for any amount of memory, and a process that gets none is ended on the spot. What does not fit is
//! D009, and the other bodies' documents are made.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::console::Console;
use super::{Outcome, Stop};
use crate::cli::{RehearseArgs, ReportArgs};
use crate::diagnostic::{Code, Diagnostic};
use crate::memory;
use crate::project_files::ProjectFiles;
use crate::typesetting::{Attachment, Fonts, Press, Rehearsal, TemplateFile, Templates, Theme};

/// What such a document may take where nothing else is said: many times what a large plan's need.
const MEGABYTES: u64 = 2048;
const PAGES: usize = 5000;

/// One document, as the other process gets it on its stdin.
#[derive(Serialize, Deserialize)]
struct Scene {
    template: String,
    theme: Theme,
    view: Json,
    attachments: Vec<Attachment>,
    /// The office's templates.
    files: Vec<TemplateFile>,
}

/// These templates, with every document that they are for made by another process first.
pub(super) fn rehearsed(root: &Path, args: &ReportArgs, templates: Templates) -> Templates {
    let megabytes = args.template_memory.unwrap_or(MEGABYTES);
    let pages = args.template_pages.unwrap_or(PAGES);
    let files = templates.replaced_files();
    let root = root.to_path_buf();
    // One at a time: each may take all of the memory that is allowed.
    let turn = Mutex::new(());
    templates.rehearsed(
        pages,
        Rehearsal::new(move |template, theme, view, attachments| {
            let scene = Scene {
                template: template.to_owned(),
                theme,
                view: view.clone(),
                attachments: attachments.to_vec(),
                files: files.clone(),
            };
            let _turn = turn.lock();
            let (status, stdout) = in_other_process(&root, megabytes, pages, &scene)
                .map_err(|error| vec![not_started(template, &error)])?;
            match status.code() {
                Some(0) => Ok(()),
                Some(1) => Err(serde_json::from_slice(&stdout)
                    .unwrap_or_else(|error| vec![not_started(template, &error.into())])),
                Some(2) => Err(vec![not_started(template, &ErrorKind::Other.into())]),
                _ => Err(vec![too_much(template, megabytes, &files)]),
            }
        }),
    )
}

fn in_other_process(
    root: &Path,
    megabytes: u64,
    pages: usize,
    scene: &Scene,
) -> io::Result<(ExitStatus, Vec<u8>)> {
    let scene = serde_json::to_vec(scene)?;
    let mut process = Command::new(std::env::current_exe()?)
        .arg("--root")
        .arg(root)
        .args(["rehearse", &megabytes.to_string(), &pages.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // What the standard library says of a lack of memory is said here in Japanese.
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = process.stdin.take() {
        // One that has ended already is told by its status.
        let _ = stdin.write_all(&scene);
    }
    let output = process.wait_with_output()?;
    Ok((output.status, output.stdout))
}

/// The other process: makes the document from stdin. Ends with 0 where it fits, with 1 and diagnostics on stdout where it
/// can't be made.
pub(super) fn run(console: &Console, root: PathBuf, args: &RehearseArgs) -> Result<Outcome, Stop> {
    let mut text = Vec::new();
    let read = io::stdin().read_to_end(&mut text);
    let scene: Option<Scene> = read.ok().and_then(|_| serde_json::from_slice(&text).ok());
    drop(text);
    let Some(scene) = scene else {
        return Err(Stop(Vec::new()));
    };
    let fonts = Fonts::load(&ProjectFiles::new(root).fonts().0)?;
    memory::limit(args.megabytes << 20);
    let templates = Templates::replaced_by(scene.files)?.at_most(args.pages);
    let press = Press {
        fonts: &fonts,
        templates: &templates,
        theme: scene.theme,
    };
    match press.typeset(&scene.template, &scene.view, &scene.attachments) {
        Ok(_) => Ok(Outcome::Clean),
        Err(faults) => {
            console.data(&faults)?;
            Ok(Outcome::Faults)
        }
    }
}

fn not_started(template: &str, error: &io::Error) -> Diagnostic {
    let number = error.raw_os_error();
    let number = number.map_or(String::new(), |n| format!("（OSのエラー番号 {n}）"));
    Diagnostic::new(
        Code::TemplateOverride,
        format!("差し替えた書式を試すことができませんでした（{template}）{number}。"),
        "もう一度実行してください。続くときは、書式を差し替えずに（--templates を付けずに）実行してください。",
    )
}

fn too_much(template: &str, megabytes: u64, files: &[TemplateFile]) -> Diagnostic {
    let names: Vec<&str> = files.iter().map(|file| file.shown.as_str()).collect();
    Diagnostic::new(
        Code::TemplateOverride,
        format!(
            "差し替えた書式で {template} を組むと、メモリーの上限（{megabytes}MB）を超えるため、中止しました。"
        ),
        "差し替えた書式に、終わらない繰り返しなどがないかを確かめてください。計画がとても大きいときは、上限を --template-memory で示してください。",
    )
    .found(names.join("、"))
}
