//! Templates of the office. Documents with them are made once by a process of their own before they are made in this one: a
//! template may ask for any amount of memory, and a process that gets none is ended on the spot. What does not fit is
//! D009, and the other bodies' documents are made.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Stop;
use crate::console::Console;
use crate::diagnostic::{Code, Diagnostic};
use crate::memory;
use crate::project_files::{self, ProjectFiles};
use crate::typesetting::{
    Attachment, Fonts, Page, Press, Rehearsal, TemplateFile, Templates, Theme,
};

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

/// The templates of the program, with those of the office's folder instead of their namesakes.
///
/// # Errors
/// O010 where the folder or a file of it can't be read, D009 where a file is no template.
pub(crate) fn read(console: &Console, folder: &Path) -> Result<Templates, Vec<Diagnostic>> {
    let files = project_files::read_templates(folder)?;
    let files = files.into_iter().map(|file| TemplateFile {
        path: file.path,
        shown: file.shown,
        bytes: file.bytes,
    });
    let templates = Templates::replaced_by(files.collect())?;
    let replaced: Vec<&str> = templates.replaced().collect();
    console.line(&match replaced.as_slice() {
        [] => "差し替えた書式: なし（元の書式と同じです。）".to_owned(),
        all => format!("差し替えた書式: {}", all.join("、")),
    });
    Ok(templates)
}

/// Templates, with every document that replaced ones are part of made by another process first, in so many megabytes and pages.
pub(crate) fn rehearsed(
    root: &Path,
    (megabytes, pages): (Option<u64>, Option<usize>),
    templates: Templates,
) -> Templates {
    let megabytes = megabytes.unwrap_or(MEGABYTES);
    let pages = pages.unwrap_or(PAGES);
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
        // One that has ended already is known by its status.
        let _ = stdin.write_all(&scene);
    }
    let output = process.wait_with_output()?;
    Ok((output.status, output.stdout))
}

/// The other process: the document of stdin, as it can be made within the limits.
///
/// # Errors
/// Nothing can be said of it: stdin holds none, or there are no fonts.
pub(crate) fn try_one(
    root: PathBuf,
    megabytes: u64,
    pages: usize,
) -> Result<Result<(), Vec<Diagnostic>>, Stop> {
    let mut text = Vec::new();
    let read = io::stdin().read_to_end(&mut text);
    let scene: Option<Scene> = read.ok().and_then(|_| serde_json::from_slice(&text).ok());
    drop(text);
    let Some(scene) = scene else {
        return Err(Stop(Vec::new()));
    };
    let fonts = Fonts::load(&ProjectFiles::new(root).fonts().0)?;
    memory::limit(megabytes << 20);
    let templates = Templates::replaced_by(scene.files)?.at_most(pages);
    let press = Press {
        fonts: &fonts,
        templates: &templates,
        theme: scene.theme,
    };
    Ok(match Page::of(&scene.template) {
        Some(page) => {
            let data = press.data(&scene.view);
            data.and_then(|data| press.web_page(&page, &data)).map(drop)
        }
        None => {
            let made = press.typeset(&scene.template, &scene.view, &scene.attachments);
            made.map(drop)
        }
    })
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
