//! `gyokaku diff`: what changed in meaning between two records, as a table, as JSON, and as 変更点.xlsx.

use std::path::PathBuf;

use serde::Serialize;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::audience::ComparisonView;
use crate::cli::{DiffArgs, Format};
use crate::console::{Console, Outcome};
use crate::cycle::difference::{Difference, Matter, differences};
use crate::cycle::{CycleRecord, SavedFault};
use crate::diagnostic::render::escaped;
use crate::diagnostic::{Code, Diagnostic};
use crate::office::setting::Setting;
use crate::office::{Stop, reading};
use crate::project_files::ProjectFiles;
use crate::values::FiscalYear;
use crate::workbook_output;

/// One of the two, with what the office calls it.
struct Compared {
    name: String,
    record: CycleRecord,
}

#[derive(Serialize)]
struct Output<'a> {
    old: &'a str,
    new: &'a str,
    differences: &'a [Difference],
}

pub(super) fn run(console: &Console, root: PathBuf, args: &DiffArgs) -> Result<Outcome, Stop> {
    let files = ProjectFiles::new(root.clone());
    let quiet = Console::new(Format::Json);
    let old = load(&quiet, &root, &args.old)?;
    let new = load(&quiet, &root, &args.new)?;
    let found = differences(&old.record, &new.record);
    match args.format.format {
        Format::Json => console.data(&Output {
            old: &old.name,
            new: &new.name,
            differences: &found,
        })?,
        Format::Text => table(console, (&old.name, &new.name), &found),
    }
    let view = ComparisonView::new(&new.record, (&old.name, &new.name), &found);
    let workbook = workbook_output::changes(&view).map_err(|e| failed(&e.to_string()))?;
    if let Some(path) = &args.output {
        ProjectFiles::write_at(path, &workbook)?;
        console.line(&format!("新旧対照表: {}", path.display()));
    } else if files.has_register() {
        let lock = files.lock()?;
        let folder = cycle_folder(&new.record);
        let name = "点検/変更点.xlsx".to_owned();
        let mut faults = files.write_all(&folder, &[(name.clone(), workbook)]);
        faults.extend(lock.release());
        if !faults.is_empty() {
            return Err(Stop(faults));
        }
        console.line(&format!("新旧対照表: output/{folder}/{name}"));
    }
    Ok(Outcome::Clean)
}

fn cycle_folder(record: &CycleRecord) -> String {
    crate::values::japanese_text::file_name_safe(&record.cycle.name)
}

/// A cycle of the register (its frozen record, else what 提出/ gives), or the path of a record.json.
fn load(console: &Console, root: &std::path::Path, name: &str) -> Result<Compared, Stop> {
    if FiscalYear::parse_prefix(name).is_none() || name.ends_with(".json") {
        return at_path(name);
    }
    let setting = Setting::open(console, root.to_path_buf(), Some(name))?;
    let Some(record) = reading::known(console, &setting)? else {
        return Err(Stop::from(empty(&setting.cycle.name())));
    };
    Ok(Compared {
        name: setting.cycle.name(),
        record,
    })
}

fn at_path(path: &str) -> Result<Compared, Stop> {
    let text = ProjectFiles::record_at(path)?;
    let record = CycleRecord::read(&text).map_err(|why| unreadable(path, &why))?;
    Ok(Compared {
        name: format!("{}（{path}）", record.cycle.name),
        record,
    })
}

fn unreadable(path: &str, why: &SavedFault) -> Diagnostic {
    let message = match why {
        SavedFault::NotARecord(..) => "このプログラムの記録として読めません。",
        SavedFault::OtherSchema(_) => "このプログラムとは別の版で作られた記録です。",
    };
    Diagnostic::new(
        Code::RecordUnreadable,
        message,
        "このプログラムが作った record.json を指定してください。",
    )
    .in_file(path)
    .found(why.to_string())
}

fn empty(cycle: &str) -> Diagnostic {
    Diagnostic::new(
        Code::RecordUnreadable,
        format!("{cycle}には、確定した記録も、受け付けられる提出物も、過年度実績もありません。"),
        "調査回の指定を確かめるか、record.json の場所を指定してください。",
    )
}

fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        "変更点.xlsx を作れませんでした。",
        "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
    )
    .found(why)
}

/// Widths of the columns, in half-width columns.
const WIDTHS: [usize; 5] = [4, 10, 24, 30, 30];

fn table(console: &Console, (old, new): (&str, &str), found: &[Difference]) {
    console.line(&format!("旧: {}", escaped(old)));
    console.line(&format!("新: {}", escaped(new)));
    if found.is_empty() {
        console.line("変更はありません。");
        return;
    }
    let counts: Vec<String> = Matter::ALL
        .iter()
        .map(|matter| {
            let count = found.iter().filter(|d| d.matter == *matter).count();
            format!("{} {count}", matter.label())
        })
        .collect();
    console.line(&format!("変更 {}件（{}）", found.len(), counts.join("、")));
    console.line(&row(["区分", "番号", "欄", "旧", "新"].map(str::to_owned)));
    for d in found {
        let side = |text: Option<String>| text.map_or("－".to_owned(), |t| escaped(&t));
        let (number, field) = if d.number.is_empty() {
            (String::new(), format!("{} {}", d.subject, d.field))
        } else {
            (d.number.clone(), d.field.clone())
        };
        console.line(&row([
            d.matter.label().to_owned(),
            number,
            field,
            side(d.old.shown()),
            side(d.new.shown()),
        ]));
        for correction in d.corrections() {
            console.line(&format!("      {}", escaped(&correction)));
        }
    }
}

fn row(cells: [String; 5]) -> String {
    let cells = cells
        .iter()
        .zip(WIDTHS)
        .map(|(text, width)| cell(text, width));
    let line: Vec<String> = cells.collect();
    line.join("  ").trim_end().to_owned()
}

/// Filled up with spaces, or cut with an ellipsis, to so many half-width columns.
fn cell(text: &str, width: usize) -> String {
    let mut shown = String::new();
    if text.width_cjk() <= width {
        shown.push_str(text);
    } else {
        let mut used = 0;
        for c in text.chars() {
            used += c.width_cjk().unwrap_or(0);
            if used > width.saturating_sub(2) {
                break;
            }
            shown.push(c);
        }
        shown.push('…');
    }
    let filled = width.saturating_sub(shown.width_cjk());
    shown + &" ".repeat(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_one_width() {
        for text in ["", "abc", "研修を計画どおり行った。", "①②③④⑤⑥⑦⑧⑨"]
        {
            assert_eq!(cell(text, 10).width_cjk(), 10, "{text}");
        }
        assert_eq!(
            cell("研修を計画どおり", 10),
            "研修を計… ".trim_end().to_owned()
        );
    }
}
