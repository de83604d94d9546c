//! 目録.json: what 確定/ holds, file by file with its digest, and with which program and fonts the papers in it were made. So a
//! file that somebody changed is found, and papers that come out otherwise are explained.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Stop;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Body;
use crate::project_files::{INVENTORY, PAPERS, ProjectFiles};
use crate::typesetting::{Fonts, Press};

/// Version of the list's shape.
const SCHEMA: u32 = 1;
/// The program that writes now.
const PROGRAM: &str = concat!("gyokaku ", env!("CARGO_PKG_VERSION"));
/// Files that a message names.
const NAMED: usize = 6;

/// 目録.json.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inventory {
    schema: u32,
    /// `gyokaku 0.1.0`
    program: String,
    fonts: Vec<Font>,
    /// By path below 確定/, all but 目録.json itself.
    files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Font {
    family: String,
    weight: u16,
    version: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    path: String,
    /// 64 hexadecimal digits.
    sha256: String,
    bytes: u64,
}

impl Inventory {
    /// Of these files, which are made now.
    pub fn of(files: &[(String, Vec<u8>)], fonts: &Fonts) -> Self {
        let mut files: Vec<File> = files
            .iter()
            .map(|(path, bytes)| File {
                path: path.clone(),
                sha256: digest(bytes),
                bytes: bytes.len() as u64,
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            schema: SCHEMA,
            program: PROGRAM.to_owned(),
            fonts: listed(fonts),
            files,
        }
    }

    /// As it is written.
    pub fn file(&self) -> (String, Vec<u8>) {
        // Strings and numbers can't fail to serialize.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        (INVENTORY.to_owned(), format!("{text}\n").into_bytes())
    }

    /// That of a cycle's 確定/; `None` where an earlier version wrote it, or there is none.
    ///
    /// # Errors
    /// O007 where it is there and is no list of ours, or is gone.
    pub fn read(files: &ProjectFiles, cycle_folder: &str) -> Result<Option<Self>, Stop> {
        let refused = |message, hint| {
            let refused = Diagnostic::new(Code::RecordUnreadable, message, hint);
            Err(Stop::from(refused.in_file(shown(cycle_folder, INVENTORY))))
        };
        if files.has_lost_inventory(cycle_folder) {
            return refused(
                "確定フォルダーの目録がないため、確定した内容のままかを確かめられません。",
                "確定したときの 目録.json を、控えから戻してください。",
            );
        }
        if !files.has_inventory(cycle_folder) {
            return Ok(None);
        }
        let bytes = files.frozen_file(cycle_folder, INVENTORY);
        let read = bytes.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        match read.filter(|inventory| inventory.schema == SCHEMA) {
            Some(inventory) => Ok(Some(inventory)),
            None => refused(
                "確定フォルダーの目録を読めないため、処理できません。",
                "確定したときの 目録.json を置き直してください。このプログラムより新しい版で確定したときは、その版を使ってください。",
            ),
        }
    }

    /// O015 for each file of 確定/ that is not what it was when the cycle was closed.
    pub fn changed(&self, files: &ProjectFiles, cycle_folder: &str) -> Vec<Diagnostic> {
        let compared = self.files.iter().filter_map(|file| {
            let what = match files.frozen_file(cycle_folder, &file.path) {
                None => "ファイルが、なくなっているか、読めません。",
                Some(bytes) if digest(&bytes) != file.sha256 => "ファイルの中身が変わっています。",
                Some(_) => return None,
            };
            let reported = Diagnostic::new(
                Code::ArchiveChanged,
                format!("確定したときの{what}"),
                "控えから、確定したときのファイルを戻してください。訂正は gyokaku correct で行います。",
            );
            Some(reported.in_file(shown(cycle_folder, &file.path)))
        });
        compared.collect()
    }

    /// The paths of the papers of these bodies, as below output/<cycle>/.
    pub fn papers(&self, bodies: &[Body]) -> impl Iterator<Item = &str> {
        let folders: Vec<String> = bodies.iter().map(|b| format!("{}/", b.label())).collect();
        self.papers_with_digests()
            .map(|(path, _)| path)
            .filter(move |path| folders.iter().any(|folder| path.starts_with(folder)))
    }

    fn papers_with_digests(&self) -> impl Iterator<Item = (&str, &str)> {
        let folder = format!("{PAPERS}/");
        self.files.iter().filter_map(move |file| {
            let path = file.path.strip_prefix(&folder)?;
            Some((path, file.sha256.as_str()))
        })
    }

    /// O016 where papers of these bodies, made now, differ from those that were frozen: which, and why.
    pub fn made_otherwise(
        &self,
        made: &[(String, Vec<u8>)],
        bodies: &[Body],
        press: Press<'_>,
    ) -> Option<Diagnostic> {
        let made: BTreeMap<&str, String> = made
            .iter()
            .map(|(path, bytes)| (path.as_str(), digest(bytes)))
            .collect();
        let then: BTreeMap<&str, &str> = self.papers_with_digests().collect();
        let wanted: Vec<&str> = self.papers(bodies).collect();
        let changed =
            { wanted.iter() }.filter(|p| made.get(*p).map(String::as_str) != then.get(*p).copied());
        let added = made.keys().filter(|path| !wanted.contains(path));
        let files: Vec<&str> = changed.chain(added).copied().collect();
        let (first, more) = (files.iter().take(NAMED), files.len().saturating_sub(NAMED));
        let named = first.copied().collect::<Vec<_>>().join("、");
        let others = if more > 0 {
            format!("ほか{more}件")
        } else {
            String::new()
        };
        (!files.is_empty()).then(|| {
            Diagnostic::new(
                Code::PapersDiffer,
                format!(
                    "作り直した資料のうち{}件が、確定したときのものと違います（{named}{others}）。{}",
                    files.len(),
                    self.why(press)
                ),
                "公表したとおりの資料は、確定フォルダーの「資料」にあります。",
            )
        })
    }

    fn why(&self, press: Press<'_>) -> String {
        let now = listed(press.fonts);
        let mut reasons = Vec::new();
        if self.program != PROGRAM {
            reasons.push(format!(
                "プログラムの版（確定したとき {}、今 {PROGRAM}）",
                self.program
            ));
        }
        if self.fonts != now {
            let named = |fonts: &[Font], others: &[Font]| {
                let own = fonts.iter().filter(|font| !others.contains(font));
                let all: Vec<String> = own.map(Font::name).collect();
                if all.is_empty() {
                    "同じ".to_owned()
                } else {
                    all.join("、")
                }
            };
            reasons.push(format!(
                "書体（確定したときだけ {}、今だけ {}）",
                named(&self.fonts, &now),
                named(&now, &self.fonts)
            ));
        }
        if press.templates.any_replaced() {
            reasons.push("差し替えた書式".to_owned());
        }
        match reasons.as_slice() {
            [] => "プログラムの版と書体は同じです。確定フォルダーのファイルが変わったか、プログラムの作りが違います。".to_owned(),
            all => format!("違うものは、{}です。", all.join("と")),
        }
    }
}

impl Font {
    /// `BIZ UDPGothic 700（1.051）`
    fn name(&self) -> String {
        let version = self.version.as_deref().map(|v| format!("（{v}）"));
        format!(
            "{} {}{}",
            self.family,
            self.weight,
            version.unwrap_or_default()
        )
    }
}

/// By name: whether they lie in the program or in the system makes no difference.
fn listed(fonts: &Fonts) -> Vec<Font> {
    let all = fonts.list().into_iter();
    let mut listed: Vec<Font> = all
        .map(|font| Font {
            family: font.family,
            weight: font.weight,
            version: font.version,
        })
        .collect();
    listed.sort();
    listed
}

fn shown(cycle_folder: &str, path: &str) -> String {
    format!("input/{cycle_folder}/確定/{path}")
}

fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
