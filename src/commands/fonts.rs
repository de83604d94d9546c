//! `gyokaku fonts`: the fonts that will be used, where they come from, and what they can print.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::cli::FontsArgs;
use crate::console::{Console, Outcome};
use crate::office::characters;
use crate::office::setting::Setting;
use crate::office::{Stop, reading};
use crate::project_files::ProjectFiles;
use crate::typesetting::{BUILT_IN, CharacterSet, FontEntry, Fonts, LICENSES, Origin};
use crate::values::{Value, grouped};

/// Characters that are shown of those that can't be printed.
const SHOWN: usize = 20;

pub(super) fn run(console: &Console, root: PathBuf, args: &FontsArgs) -> Result<Outcome, Stop> {
    let (extra, faults) = ProjectFiles::new(root.clone()).fonts();
    console.diagnostics(&faults);
    let fonts = Fonts::load(&extra)?;
    if args.licenses {
        licenses(console, &fonts);
        return Ok(Outcome::Clean);
    }
    console.line("使う書体（上から順に使います。）");
    for font in fonts.list() {
        console.line(&format!("  {}", line(&font)));
    }
    console.line("印字できる文字");
    for set in CharacterSet::all() {
        let of = fonts.coverage(&set.characters);
        let share = if of.printable == of.all {
            format!("全て（{}字）", count(of.all))
        } else {
            format!("{}字中 {}字", count(of.all), count(of.printable))
        };
        console.line(&format!("  {}　{share}", set.name));
    }
    own_texts(console, root, &fonts);
    Ok(Outcome::Clean)
}

fn line(font: &FontEntry) -> String {
    let weight = if font.weight >= 600 {
        "太字"
    } else {
        "標準"
    };
    let version = font.version.as_deref();
    let version = version.map(|v| format!("　版 {v}")).unwrap_or_default();
    let kanji = count(font.kanji);
    let from = match font.origin {
        Origin::Folder => format!("fonts/{}", font.file),
        Origin::Program => format!("プログラムの内部（{}）", font.file),
        Origin::System => font.file.clone(),
    };
    format!(
        "{}（{weight}）{version}　漢字 {kanji}字　{from}",
        font.family
    )
}

/// The characters of the register and of what was sent back in the running cycle; nothing where there is no register.
fn own_texts(console: &Console, root: PathBuf, fonts: &Fonts) {
    let quiet = Console::new(crate::cli::Format::Json);
    let Ok(setting) = Setting::open(&quiet, root, None) else {
        return;
    };
    let Ok(reading) = reading::from_forms(console, &setting, None) else {
        return;
    };
    let mut texts: Vec<String> = characters::office_workbooks(&setting)
        .into_iter()
        .map(|source| source.typed)
        .collect();
    let answers = reading
        .intake
        .submissions
        .iter()
        .flat_map(|s| s.answers.values());
    texts.extend(answers.filter_map(|a| a.value.as_ref().map(Value::text)));
    let all: BTreeSet<char> = texts.iter().flat_map(|t| t.chars()).collect();
    let all: String = all.into_iter().filter(|c| !c.is_whitespace()).collect();
    let missing = fonts.missing(&all);
    let of = format!(
        "計画台帳、事務局の文章及び{}の提出物の文字 {}種類",
        setting.cycle.name(),
        count(all.chars().count())
    );
    if missing.is_empty() {
        console.line(&format!("  {of}　全て"));
        return;
    }
    let named: Vec<String> = missing
        .iter()
        .take(SHOWN)
        .map(|c| characters::character(*c))
        .collect();
    let more = if missing.len() > SHOWN { "など" } else { "" };
    console.line(&format!(
        "  {of}　印字できないもの {}種類（{}{more}）。場所は gyokaku check で表示します。",
        count(missing.len()),
        named.join("、")
    ));
}

fn licenses(console: &Console, fonts: &Fonts) {
    for (of, text) in LICENSES {
        console.line(&format!("==== {of} ====\n{}\n", text.trim_end()));
    }
    if !BUILT_IN {
        console.line("このプログラムは、書体を内部に持っていません。使う書体の使用許諾は、それぞれの配布元の文書にあります。");
        for font in fonts.list() {
            console.line(&format!("  {}　{}", font.family, font.file));
        }
        console.line(
            "BIZ UDゴシック及びBIZ UD明朝は SIL Open Font License 1.1、IPAmj明朝は IPAフォントライセンスです。\
             Debianでは /usr/share/doc/ の fonts-morisawa-bizud-gothic、fonts-morisawa-bizud-mincho、\
             fonts-ipamj-mincho の copyright にあります。",
        );
    }
}

fn count(n: usize) -> String {
    grouped(n.into(), 0)
}
