//! Saves a form with LibreOffice, as a department without Excel does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use gyokaku::form::returned_workbook::{self, CellValue, NameTarget, ReturnedWorkbook};

/// Writes `form` to `path` as LibreOffice saves it. A file with the same answers is kept, unless `anew`.
/// Without LibreOffice an .xlsx is written as it is, and an .ods must be there already.
pub fn save(path: &Path, form: &[u8], anew: bool) -> Result<()> {
    let wanted = answers(form)?;
    let kept = fs::read(path).is_ok_and(|old| answers(&old).is_ok_and(|old| old == wanted));
    if kept && !anew {
        return Ok(());
    }
    let ending = path.extension().context("an ending")?.to_string_lossy();
    let saved = convert(form, &ending)?;
    ensure!(answers(&saved)? == wanted, "LibreOffice changed an answer");
    fs::create_dir_all(path.parent().context("a folder")?)?;
    fs::write(path, saved).with_context(|| path.display().to_string())
}

fn convert(form: &[u8], ending: &str) -> Result<Vec<u8>> {
    let room = tempfile::tempdir()?;
    let (given, out) = (room.path().join("form.xlsx"), room.path().join("out"));
    fs::write(&given, form)?;
    let profile = room.path().join("profile").to_string_lossy().into_owned();
    let done = Command::new("soffice")
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{profile}"))
        .args(["--convert-to", ending, "--outdir"])
        .arg(&out)
        .arg(&given)
        .output();
    match done {
        Err(_) if ending == "xlsx" => Ok(form.to_vec()),
        done => {
            done.context("LibreOffice (soffice) が必要です")?;
            fs::read(out.join(format!("form.{ending}"))).context("LibreOffice が保存しませんでした")
        }
    }
}

/// What a form says of itself, and what its inputs hold.
type Held = (BTreeMap<String, String>, BTreeMap<String, String>);

fn answers(bytes: &[u8]) -> Result<Held> {
    let workbook =
        returned_workbook::read(bytes).map_err(|r| anyhow::anyhow!("unreadable: {r:?}"))?;
    let inputs = workbook
        .names
        .iter()
        .filter(|(name, _)| name.starts_with("in_"))
        .filter_map(|(name, target)| Some((name.clone(), held(&workbook, target)?)))
        .collect();
    Ok((workbook.meta.clone(), inputs))
}

fn held(workbook: &ReturnedWorkbook, target: &NameTarget) -> Option<String> {
    let NameTarget::Cell { sheet, row, column } = target else {
        return None;
    };
    let sheet = workbook.sheets.iter().find(|s| s.name == *sheet)?;
    let cell = sheet.cells.get(&(*row, *column))?;
    Some(match &cell.value {
        CellValue::Text(text) => text.clone(),
        other => format!("{other:?}"),
    })
}
