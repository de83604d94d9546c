//! The sample's frozen year: its finished files agree, and whatever is changed between the steps is found.

use std::path::Path;

use rust_decimal::{Decimal, dec};

use super::*;
use crate::audience::key::{Count, Measure, Of};
use crate::audience::{PublicView, Sources};
use crate::cycle::{InitiativeField, ItemField};
use crate::plan::{Plan, register};
use crate::publication::{self, OpenData};
use crate::tables::{Many, Rule, Span};
use crate::typesetting::{Fonts, Press, TypedFigure, Typeset};
use crate::values::{FiscalYear, Value};
use crate::verification::outputs::{
    Anew, DocumentOutput, OpenDataOutput, Output, Read, WorkbookOutput,
};
use crate::workbook_output::{self, Written};

mod changed_workbook;

/// Everything that is made of one record for the public.
struct Made {
    record: CycleRecord,
    view: PublicView,
    report: Typeset,
    workbook: Written,
    open_data: OpenData,
}

fn plan() -> Plan {
    register::template_plan().expect("the plan of init")
}

fn record() -> CycleRecord {
    CycleRecord::read(include_str!("../../../input/令和6年度/確定/record.json"))
        .expect("the sample's frozen record")
}

fn made() -> Made {
    let (plan, record) = (plan(), record());
    let cycle = plan
        .cycle(FiscalYear::new(2024), "年度末")
        .expect("a cycle");
    let view = PublicView::new(Sources {
        plan: &plan,
        cycle,
        record: &record,
        previous: None,
        history: History::none(),
        texts: crate::plan::OfficeTexts::none(),
    });
    let fonts = Fonts::load(&[]).expect("fonts are installed for tests");
    Made {
        report: Press::new(&fonts)
            .typeset("public/report.typ", &view, &[])
            .expect("a report"),
        workbook: workbook_output::public(&view, Path::new("")).expect("a workbook"),
        open_data: publication::open_data(&view).expect("open data"),
        record,
        view,
    }
}

impl Made {
    fn rows(&self) -> Vec<CheckRow> {
        let outputs: [Box<dyn Output>; 3] = [
            Box::new(DocumentOutput {
                path: "公表/報告書.pdf".to_owned(),
                made: self.report.clone(),
            }),
            Box::new(WorkbookOutput {
                path: "公表/集計表.xlsx".to_owned(),
                written: self.workbook.clone(),
            }),
            Box::new(OpenDataOutput {
                folder: "公表/オープンデータ".to_owned(),
                data: self.open_data.clone(),
            }),
        ];
        let finished = Finished {
            body: "公表",
            record: &self.record,
            names: &FigureNames::default(),
            history: History::none(),
            outputs: &outputs,
        };
        reconcile(&finished, &self.view)
    }

    /// What differs, as `what: second place`.
    fn differing(&self) -> Vec<String> {
        let rows = self.rows();
        let differing = rows.iter().filter(|r| r.verdict == Verdict::Differs);
        differing
            .map(|r| format!("{}: {}", r.what, r.second_at))
            .collect()
    }

    /// Some line of what differs holds both words.
    #[track_caller]
    fn finds(&self, what: &str, at: &str) {
        let found = self.differing();
        assert!(
            found
                .iter()
                .any(|line| line.contains(what) && line.contains(at)),
            "{what} {at}: {found:#?}"
        );
    }
}

#[test]
fn the_sample_agrees_everywhere() {
    let made = made();
    assert_eq!(made.differing(), Vec::<String>::new());
    let rows = made.rows();
    let in_place = |place: &str| rows.iter().filter(|r| r.second_at.contains(place)).count();
    for place in [
        "記録",
        "報告書.pdf",
        "集計表.xlsx",
        "評価の集計.csv",
        "指標.csv",
    ] {
        assert!(in_place(place) > 20, "{place}: {}", in_place(place));
    }
    // 4.3 + 73.9 + 21.7 is 99.9: reported, and no fault.
    let rounding: Vec<&CheckRow> = rows
        .iter()
        .filter(|r| r.verdict == Verdict::Rounding)
        .collect();
    assert!(
        rounding
            .iter()
            .any(|r| r.what == "総括 合計 割合の計" && r.first == "99.9")
    );
    let faults = faults(&rows);
    assert!(faults.iter().all(|d| d.code == Code::RoundingShown));
}

#[test]
fn every_figure_of_the_files_is_held_against_something() {
    let made = made();
    let mut leaves = BTreeMap::new();
    let json = serde_json::to_value(&made.view).expect("JSON");
    collect(&json, &mut leaves);
    let recounted = recount::all(&made.record, History::none(), &json, &leaves);
    let keys = made.workbook.figures.iter().map(|f| &*f.key);
    let keys = keys.chain(made.open_data.figures.iter().map(|f| &*f.key));
    let unknown: Vec<&str> = keys
        .filter(|key| !recounted.contains_key(&FigureKey::read(key)) && !leaves.contains_key(*key))
        .collect();
    assert_eq!(unknown, Vec::<&str>::new());
    // And all counts, sums, shares and rates are worked out anew.
    let own: Vec<FigureKey> = figures(&json)
        .iter()
        .map(|key| FigureKey::read(key))
        .collect();
    let plain = |key: &&FigureKey| {
        !matches!(
            key,
            FigureKey::Items(_, Of::Count(Count::Contributes))
                | FigureKey::Indicator(_, Measure::Base | Measure::FinalTarget | Measure::Target)
        )
    };
    let copied: Vec<&FigureKey> = own
        .iter()
        .filter(plain)
        .filter(|key| !recounted.contains_key(*key))
        .collect();
    assert_eq!(copied, Vec::<&FigureKey>::new());
}

#[test]
fn a_total_of_the_record_that_its_answers_do_not_give_is_found() {
    let mut made = made();
    let grade = made.record.items[1].answers[ItemField::Grade].clone();
    made.record.items[0].answers[ItemField::Grade] = grade;
    // 1-① was B, 1-② is A.
    made.finds("総括 合計 Aの件数", "記録");
    made.finds("総括 合計 Aの件数", "集計表.xlsx");
    made.finds("総括 合計 Aの割合", "報告書.pdf");
    made.finds("総括 改革項目1 Bの件数", "評価の集計.csv");
}

#[test]
fn a_row_changed_between_the_steps_is_found() {
    let mut made = made();
    let report = made
        .record
        .items
        .iter_mut()
        .flat_map(|i| &mut i.initiatives)
        .flat_map(|i| &mut i.reports)
        .find(|r| {
            r.effect_kind().map(crate::cycle::EffectKind::label) == Some("継続")
                && r.answers.number(InitiativeField::EffectSaving).is_some()
        })
        .expect("a saving");
    let saving = report.answers[InitiativeField::EffectSaving]
        .as_mut()
        .expect("given");
    saving.value = Some(Value::Number(dec!(9_999)));
    made.finds("効果額 継続 歳出減", "記録");
    made.finds("効果額 継続 効果額", "集計表.xlsx");
    made.finds("歳出減", "取組の実績.csv");
}

/// The workbook with a part of it changed.
fn changed(workbook: &Written, change: impl Fn(&str, String) -> String) -> Written {
    use std::io::{Cursor, Read as _, Write as _};
    let mut old = zip::ZipArchive::new(Cursor::new(&workbook.bytes)).expect("a package");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("content");
        if let Ok(text) = String::from_utf8(content.clone()) {
            content = change(&name, text).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        new.write_all(&content).expect("content");
    }
    Written {
        bytes: new.finish().expect("a package").into_inner(),
        ..workbook.clone()
    }
}

/// The cells that some rule adds up.
fn summed(workbook: &Written) -> Vec<Span> {
    let read = Read::of(workbook).expect("a workbook");
    let sums = workbook
        .formulas
        .iter()
        .filter_map(|f| match &f.formula.rule {
            Rule::Sum { of, .. } => Some(of),
            _ => None,
        });
    let span = |of: &Many| Anew::new(&read).span(of).expect("cells");
    sums.map(span).collect()
}

/// The part that a sheet is in.
fn part_of(workbook: &Written, sheet: &str) -> String {
    use calamine::Reader as _;
    let bytes = std::io::Cursor::new(&workbook.bytes);
    let book: calamine::Xlsx<_> = calamine::Xlsx::new(bytes).expect("a workbook");
    let at = book.sheet_names().iter().position(|name| name == sheet);
    format!("xl/worksheets/sheet{}.xml", at.expect("the sheet") + 1)
}

/// The workbook with one cell changed, from its opening tag to its closing one.
fn with_cell(
    workbook: &Written,
    sheet: &str,
    cell: &str,
    change: impl Fn(&str) -> String,
) -> Written {
    let part = part_of(workbook, sheet);
    changed(workbook, |name, xml| {
        if name != part {
            return xml;
        }
        let at = xml.find(&format!("<c r=\"{cell}\"")).expect("the cell");
        let (head, tail) = xml.split_at(at);
        let end = tail.find("</c>").expect("a cell that holds something");
        format!("{head}{}{}", change(&tail[..end]), &tail[end..])
    })
}

/// The workbook with another number in one cell.
fn with_number(workbook: &Written, sheet: &str, cell: &str, number: Decimal) -> Written {
    with_cell(workbook, sheet, cell, |cell| {
        let open = cell.find("<v>").expect("a value");
        let close = cell.find("</v>").expect("a value");
        format!("{}{number}{}", &cell[..open + 3], &cell[close..])
    })
}

/// What a cell holds, as it is stored: for a text, its number among the texts.
fn stored(workbook: &Written, sheet: &str, cell: &str) -> Option<String> {
    use std::io::{Cursor, Read as _};
    let mut package = zip::ZipArchive::new(Cursor::new(&workbook.bytes)).expect("a package");
    let mut xml = String::new();
    let part = part_of(workbook, sheet);
    let mut part = package.by_name(&part).expect("the sheet");
    part.read_to_string(&mut xml).expect("text");
    let (_, tail) = xml.split_once(&format!("<c r=\"{cell}\""))?;
    let (cell, _) = tail.split_once("</c>")?;
    let (_, value) = cell.split_once("<v>")?;
    value.split_once("</v>").map(|(value, _)| value.to_owned())
}

#[test]
fn a_changed_result_in_the_workbook_is_found() {
    let mut made = made();
    let total = made
        .workbook
        .figures
        .iter()
        .find(|f| &*f.key == "grades.total.A")
        .expect("the count of A")
        .at
        .clone();
    made.workbook = with_number(&made.workbook, &total.sheet, &total.cell(), dec!(18));
    made.finds(
        "総括 合計 Aの件数",
        &format!("{} › {}", total.sheet, total.cell()),
    );
}

#[test]
fn a_row_that_its_total_does_not_hold_is_found() {
    let mut made = made();
    let span = summed(&made.workbook).swap_remove(0);
    let cell = crate::values::a1(span.first, span.column);
    made.workbook = with_number(&made.workbook, &span.sheet, &cell, dec!(123_456));
    let rows = made.rows();
    let anew = |r: &&CheckRow| r.verdict == Verdict::Differs && r.first_at.contains("計算し直し");
    assert!(rows.iter().any(|r| anew(&r)), "{:#?}", made.differing());
}

#[test]
fn a_workbook_that_cannot_be_read_is_no_agreement() {
    let mut made = made();
    made.workbook.bytes.truncate(100);
    made.finds("集計表", "読み直し");
}

#[test]
fn a_figure_that_a_page_prints_otherwise_is_found() {
    let mut made = made();
    let last = made
        .report
        .traces
        .iter_mut()
        .rfind(|t| t.key == "grades.total.all")
        .expect("printed");
    last.text = "24".to_owned();
    made.finds("総括 合計 全項目", "報告書.pdf");
}

#[test]
fn a_figure_typed_into_a_template_is_found() {
    let mut made = made();
    made.report.typed.push(TypedFigure {
        place: "components/sections.typ:88".to_owned(),
        text: "23".to_owned(),
    });
    made.finds("書式に直接書かれた数値", "components/sections.typ:88");
}

#[test]
fn a_changed_field_of_the_open_data_is_found() {
    let mut made = made();
    let (_, bytes) = made
        .open_data
        .files
        .iter_mut()
        .find(|(name, _)| name == "効果額の合計.csv")
        .expect("the sums");
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    *bytes = text.replace("55860", "55861").into_bytes();
    made.finds("効果額 単年度", "効果額の合計.csv");
}

#[test]
fn rates_are_rounded_half_away_from_zero() {
    for (part, whole, rate) in [
        (dec!(1), dec!(23), Some(dec!(4.3))),
        (dec!(17), dec!(23), Some(dec!(73.9))),
        (dec!(1), dec!(2000), Some(dec!(0.1))),
        (dec!(-1), dec!(2000), Some(dec!(-0.1))),
        (dec!(99.99), dec!(100), Some(dec!(100.0))),
        (dec!(1), dec!(0), None),
    ] {
        assert_eq!(ledger::percent(part, whole), rate, "{part} {whole}");
    }
}
