//! 事務局.xlsx of a cycle: the sheet 文章 (文書, 欄, 本文), and the tables that are each declared in a file of its own
//! ([`office_table`](super::office_table)): 評価・補正, 確認済み and 意見. Reading reports each line that is not used. Bytes in,
//! bytes out.

use super::cells::{self, Grid};
use super::faults::Faults;
use super::header::{Header, heading_key};
use super::row::Row;
use super::{decisions, opinions, settled};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Body, OfficeSection, OfficeText, OfficeTexts};
use crate::values::japanese_text::match_key;

mod write;

pub use write::{book, filled, write};

/// The sheet with the texts.
pub const SHEET: &str = "文章";
pub(super) const GUIDE: &str = "使い方";
pub(super) const DOCUMENT: &str = "文書";
pub(super) const FIELD: &str = "欄";
pub(super) const TEXT: &str = "本文";

/// Reads the workbook; `file` is the name that messages use. A line that can't be used is reported (R018, R021) and left out.
///
/// # Errors
/// Why the workbook can't be read at all.
pub fn read(bytes: &[u8], file: &str) -> Result<(OfficeTexts, Vec<Diagnostic>), Diagnostic> {
    let is = |name: &str, sheet: &str| heading_key(name) == heading_key(sheet);
    let (grids, others) =
        cells::grids(bytes, "事務局の文章", is_read).map_err(|why| why.in_file(file))?;
    let mut faults = Faults::new(file);
    for name in others {
        if !name.starts_with('_') && heading_key(&name) != heading_key(GUIDE) {
            faults.push(other_sheet(&name));
        }
    }
    let mut texts = OfficeTexts::default();
    match grids.iter().find(|grid| is(&grid.name, SHEET)) {
        Some(grid) => lines(grid, &mut texts, &mut faults),
        None => faults.push(no_sheet()),
    }
    for grid in grids
        .iter()
        .filter(|grid| is(&grid.name, settled::TABLE.name))
    {
        texts.settled.extend(settled::rows(grid, file, &mut faults));
    }
    let mut reported = as_warnings(faults);
    // What the office decided and is not used stays an error.
    let mut faults = Faults::new(file);
    for grid in grids
        .iter()
        .filter(|grid| is(&grid.name, decisions::TABLE.name))
    {
        texts
            .decisions
            .extend(decisions::rows(grid, file, &mut faults));
    }
    let own = |grid: &&Grid| is(&grid.name, opinions::TABLE.name);
    for grid in grids.iter().filter(own) {
        let (rows, faulty) = opinions::rows(grid, file, &mut faults);
        texts.opinions.extend(rows);
        texts.faulty_opinions.extend(faulty);
    }
    reported.extend(faults.into_list());
    Ok((texts, reported))
}

/// Whether a sheet of this name is read.
fn is_read(name: &str) -> bool {
    is_printed(name) || heading_key(name) == heading_key(settled::TABLE.name)
}

/// Whether what stands on a sheet of this name may come to stand in a paper.
pub(super) fn is_printed(name: &str) -> bool {
    let names = [SHEET, decisions::TABLE.name, opinions::TABLE.name];
    let mut names = names.iter();
    names.any(|sheet| heading_key(name) == heading_key(sheet))
}

/// The header's own faults are warnings: without a column there is no text, and that is no fault of the plan.
fn as_warnings(faults: Faults) -> Vec<Diagnostic> {
    let list = faults.into_list().into_iter();
    list.map(Diagnostic::lesser).collect()
}

fn lines(grid: &Grid, texts: &mut OfficeTexts, faults: &mut Faults) {
    let header = Header::find(grid, &[DOCUMENT, FIELD, TEXT], None, faults);
    if ![DOCUMENT, FIELD, TEXT]
        .iter()
        .all(|h| header.columns.contains_key(h))
    {
        faults.push(
            Diagnostic::new(
                Code::OfficeTextUnused,
                format!("「{SHEET}」に「{DOCUMENT}」「{FIELD}」「{TEXT}」の見出しがそろっていないため、読みませんでした。"),
                "見出しを元のとおりに直してください。",
            )
            .on_sheet(&grid.name),
        );
        return;
    }
    for (number, cells) in grid.rows.range(header.row + 1..) {
        let row = Row::record(grid, *number, cells, &header);
        if let Some(line) = line(&row, faults) {
            texts.lines.push(line);
        }
    }
}

/// One line; none where 本文 is blank, or where the line can't be used, which is reported.
fn line(row: &Row, faults: &mut Faults) -> Option<OfficeText> {
    if let Some(value) = row.value(TEXT)
        && !matches!(value, cells::Value::Text(_) | cells::Value::Number { .. })
    {
        faults.push(unused(
            row,
            TEXT,
            "文章として読めないため、この行は使いません。",
            "数式やエラー値でなく、文章を記入してください。".to_owned(),
        ));
        return None;
    }
    let text = row.text(TEXT, faults)?;
    let document = row.text(DOCUMENT, faults).unwrap_or_default();
    let field = row.text(FIELD, faults).unwrap_or_default();
    let Some(field) = OfficeSection::ALL
        .into_iter()
        .find(|f| match_key(f.label()) == match_key(&field))
    else {
        let labels = OfficeSection::ALL.map(OfficeSection::label).join("、");
        faults.push(unused(
            row,
            FIELD,
            "欄の名前が分からないため、この行の文章は使いません。",
            format!("{labels}のどれかを選んでください。"),
        ));
        return None;
    };
    let named = bodies(&document);
    let Some(bodies) = named.filter(|b| b.iter().all(|b| Body::with_section(field).contains(b)))
    else {
        faults.push(unused(
            row,
            DOCUMENT,
            &format!(
                "文書の名前が分からないか、「{}」の欄のない文書であるため、この行の文章は使いません。",
                field.label()
            ),
            format!(
                "{}のどれかを選んでください。複数のときは「、」で区切ります。",
                labels(&Body::with_section(field), "、")
            ),
        ));
        return None;
    };
    Some(OfficeText {
        bodies,
        section: field,
        text,
    })
}

/// The bodies that a cell names, one or several; none where one of them is unknown.
fn bodies(typed: &str) -> Option<Vec<Body>> {
    let named: Option<Vec<Body>> = typed
        .split(['、', ',', '，', '・', '\n'])
        .map(match_key)
        .filter(|name| !name.is_empty())
        .map(|name| Body::ALL.into_iter().find(|b| match_key(b.label()) == name))
        .collect();
    named.filter(|bodies| !bodies.is_empty())
}

fn unused(row: &Row, heading: &str, message: &str, hint: String) -> Diagnostic {
    row.fault(Code::OfficeTextUnused, heading, message, hint)
}

fn other_sheet(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OfficeTextUnused,
        "知らないシートです。このシートは使いません。",
        "覚え書きであれば、名前の先頭に「_」を付けてください。",
    )
    .on_sheet(name)
}

fn no_sheet() -> Diagnostic {
    Diagnostic::new(
        Code::OfficeTextUnused,
        format!("「{SHEET}」のシートがないため、事務局の文章はないものとして作ります。"),
        "シートの名前を変えたときは元に戻してください。",
    )
}

pub(super) fn labels(bodies: &[Body], between: &str) -> String {
    let labels: Vec<&str> = bodies.iter().map(|b| b.label()).collect();
    labels.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::plan::Plan;
    use crate::plan::register::template_plan;

    fn plan() -> Plan {
        template_plan().expect("the plan of the template")
    }

    fn texts(lines: &[(&[Body], OfficeSection, &str)]) -> OfficeTexts {
        OfficeTexts {
            lines: lines
                .iter()
                .map(|(bodies, field, text)| OfficeText {
                    bodies: bodies.to_vec(),
                    section: *field,
                    text: (*text).to_owned(),
                })
                .collect(),
            ..OfficeTexts::default()
        }
    }

    fn written(texts: &OfficeTexts) -> Vec<u8> {
        let plan = plan();
        let cycle = plan.running_cycle().expect("a cycle");
        filled(&plan, cycle, texts).expect("a workbook")
    }

    #[test]
    fn the_blank_one_holds_no_text_and_no_fault() {
        let plan = plan();
        let cycle = plan.running_cycle().expect("a cycle");
        let bytes = write(&plan, cycle, &["進捗評価"]).expect("a workbook");
        let (read, faults) = read(&bytes, "事務局.xlsx").expect("a workbook");
        assert_eq!(read, OfficeTexts::default());
        assert_eq!(faults, []);
        assert_eq!(
            bytes,
            write(&plan, cycle, &["進捗評価"]).expect("a workbook")
        );
    }

    #[test]
    fn what_is_written_is_read() {
        let given = texts(&[
            (&[Body::Public], OfficeSection::Foreword, "=1+1\n二行目"),
            (
                &[Body::SteeringCommittee, Body::Headquarters],
                OfficeSection::Agenda,
                "3-⑥の進め方について",
            ),
            (
                &[Body::Headquarters],
                OfficeSection::Agenda,
                "4-①の期間の見直しについて",
            ),
        ]);
        let (read, faults) = read(&written(&given), "事務局.xlsx").expect("a workbook");
        assert_eq!(faults, []);
        assert_eq!(read, given);
        let of = |body| read.of(body, OfficeSection::Agenda).count();
        assert_eq!(
            (of(Body::SteeringCommittee), of(Body::Headquarters)),
            (1, 2)
        );
    }

    #[test]
    fn a_line_that_is_not_used_is_reported_with_its_cell() {
        // 懇談会 has no 協議事項.
        let given = texts(&[(&[Body::Council], OfficeSection::Agenda, "本文")]);
        let (read, faults) =
            read(&written(&given), "input/令和7年度/事務局.xlsx").expect("a workbook");
        assert_eq!(read, OfficeTexts::default());
        let [fault] = faults.as_slice() else {
            panic!("{faults:?}")
        };
        assert_eq!(fault.code, Code::OfficeTextUnused);
        assert_eq!(fault.severity, Severity::Warning);
        assert_eq!(fault.cell.as_deref(), Some("A3"));
        assert_eq!(fault.file.as_deref(), Some("input/令和7年度/事務局.xlsx"));
        assert_eq!(fault.found.as_deref(), Some("懇談会"));
    }

    #[test]
    fn names_of_documents() {
        assert_eq!(bodies("推進本部"), Some(vec![Body::Headquarters]));
        assert_eq!(
            bodies(" 幹事会，推進本部 "),
            Some(vec![Body::SteeringCommittee, Body::Headquarters])
        );
        assert_eq!(bodies("議会"), None);
        assert_eq!(bodies(""), None);
    }

    #[test]
    fn no_workbook_is_an_error_in_its_own_words() {
        let fault = read(b"PK", "事務局.xlsx").expect_err("no workbook");
        assert!(fault.message.contains("事務局の文章"), "{}", fault.message);
    }
}
