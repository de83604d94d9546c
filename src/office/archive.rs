//! What 確定/ holds of a cycle that is closed: what its papers are made of, and the papers. Nothing is written here.
//!
//! What a view is made from is read through `Setting::files`, which for a closed cycle is 確定/ with `前回まで/`. So a further
//! source (a file, another cycle) is read by a method of `ProjectFiles` that knows `frozen_of`, and copied here; and a leaf with a
//! key of a new kind gets its words for the 正誤表 in `audience::correction`'s `places`.

use super::earlier_cycles;
use super::inventory::Inventory;
use super::setting::Setting;
use crate::cycle::CycleRecord;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Cycle, Plan};
use crate::project_files::{EARLIER, EARLIER_OF_FORMS, OFFICE, PAPERS, RECORD, REGISTER};
use crate::typesetting::Fonts;

/// Files by their paths below 確定/ or output/<cycle>/.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// Its 確定/ with all that is in it: the record, what it was made from, and the papers.
///
/// # Errors
/// S002 or R001 where something of that can't be read.
pub(crate) fn contents(
    setting: &Setting,
    record: &CycleRecord,
    papers: Files,
    fonts: &Fonts,
) -> Result<Files, Diagnostic> {
    let folder = setting.cycle.folder();
    let mut files = vec![
        (RECORD.to_owned(), json(record)?),
        (REGISTER.to_owned(), setting.files.register()?),
    ];
    let office = setting.files.office_texts(&folder)?;
    files.extend(office.map(|bytes| (OFFICE.to_owned(), bytes)));
    files.extend(earlier(setting)?);
    let papers = papers.into_iter();
    files.extend(papers.map(|(path, bytes)| (format!("{PAPERS}/{path}"), bytes)));
    let inventory = Inventory::of(&files, fonts);
    files.push(inventory.file());
    Ok(files)
}

/// A record as it is kept.
///
/// # Errors
/// O002 where it can't be written as JSON.
pub(crate) fn json(record: &CycleRecord) -> Result<Vec<u8>, Diagnostic> {
    let mut json = serde_json::to_vec_pretty(record).map_err(|error| {
        Diagnostic::new(Code::OutputUnwritable, "記録を作れませんでした。", "")
            .found(error.to_string())
    })?;
    json.push(b'\n');
    Ok(json)
}

/// The same record, as it will be read from 確定/: what the papers are made of.
///
/// # Errors
/// O002 where it would not be read back.
pub(crate) fn as_read(record: &CycleRecord, plan: &Plan) -> Result<CycleRecord, Diagnostic> {
    let text = String::from_utf8(json(record)?).unwrap_or_default();
    let read = CycleRecord::read(&text).map_err(|why| {
        Diagnostic::new(
            Code::OutputUnwritable,
            "記録を読み直せませんでした。",
            "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
        )
        .found(why.to_string())
    })?;
    Ok(read.with_kinds_of(plan))
}

/// What is known of the cycles before, each as it stands now: frozen, or what its 提出/ gives.
fn earlier(setting: &Setting) -> Result<Files, Diagnostic> {
    let Setting {
        files, plan, cycle, ..
    } = setting;
    let mut all = Files::new();
    let before =
        |other: &&Cycle| other.inquiry_date < cycle.inquiry_date || other.year < cycle.year;
    for other in plan
        .cycles
        .iter()
        .filter(|other| *other != cycle)
        .filter(before)
    {
        let folder = other.folder();
        let mut put = |name: &str, bytes: Vec<u8>| {
            all.push((format!("{EARLIER}/{folder}/{name}"), bytes));
        };
        if let Some(text) = files.frozen_record(&folder)? {
            put(RECORD, text.into_bytes());
            if let Some(register) = files.frozen_register(&folder) {
                put(REGISTER, register);
            }
        } else if let Some(record) = earlier_cycles::of_forms(files, plan, other) {
            put(EARLIER_OF_FORMS, json(&record)?);
        } else if let Some(text) = files.earlier_of_forms(&folder) {
            put(EARLIER_OF_FORMS, text.into_bytes());
        }
        if let Some(office) = files.office_texts(&folder)? {
            put(OFFICE, office);
        }
    }
    Ok(all)
}
