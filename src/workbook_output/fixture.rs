//! Views for the tests here: a plan of the size of ours, with texts that would do harm if they were
//! more than text. What only the headquarters may see carries [`SECRET`].

mod parts;

use crate::audience::headquarters::{HeadquartersItem, ProvenanceRow, SubmissionState};
use crate::audience::notes::OfficeNotes;
use crate::audience::office::{DepartmentCheck, FileCheck, InputCheck, OfficeView, SettledCheck};
use crate::audience::parts::*;
use crate::audience::revisions::RevisionsView;
use crate::audience::tables::Tables;
use crate::audience::{CouncilView, HeadquartersView, Internal, PublicView, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::CellLocation;
use parts::*;

pub(super) const SECRET: &str = "内部限り";
pub(super) const FORMULA: &str = "=HYPERLINK(\"http://example.com\",\"見る\")";
pub(super) const MARKUP: &str =
    "<b>太字</b> & _x001B_ #set page() https://example.com/ 𠮷野家 辻\u{e0100}";

pub(super) fn headquarters() -> HeadquartersView {
    let at = |cell: &str| CellLocation {
        file: format!("総務部/01_総務課_進捗状況調査票_{SECRET}.xlsx"),
        sheet: "1-①".into(),
        cell: cell.into(),
    };
    let row = |field: &'static str, used: Option<&str>, typed: &str, cell| ProvenanceRow {
        correction: None,
        number: "1-①".into(),
        subject: "職員の能力開発と研修の充実".into(),
        department: "総務課".into(),
        field,
        used: used.map(Into::into),
        typed: typed.into(),
        codes: vec!["V009"],
        at: at(cell),
    };
    HeadquartersView {
        head: head(),
        meeting: meeting("行政改革推進本部"),
        plan: outline(),
        sentence: sentence(),
        submission: SubmissionState {
            expected: count(20),
            submitted: count(18),
            missing: count(2),
            doubtful: None,
            missing_names: vec![text("財政課"), text("上下水道課")],
            departments: Vec::new(),
        },
        matrix: matrix(),
        changes: changes(),
        late_heading: Text::new("late", "遅れている項目"),
        late: vec!["1-3".into()],
        effect: effect(),
        items: items()
            .into_iter()
            .map(|item| HeadquartersItem {
                item,
                internal_answers: Vec::new(),
                internal: Internal::of(|_| {
                    let words = format!("{SECRET}：定員の見直しは、人事当局と協議中である。");
                    Some(text(&words).into())
                }),
            })
            .collect(),
        departments: departments(),
        notes: OfficeNotes::default(),
        upcoming: Vec::new(),
        plan_changes: Vec::new(),
        revisions: RevisionsView::default(),
        whole: None,
        tables: Tables::default(),
        provenance: vec![
            row("進捗評価", Some("A"), "Ａ", "C12"),
            row("評価の理由", Some(REASON), REASON, "C13"),
            row("歳出減", None, "約30件", "F20"),
            row("課題", Some(FORMULA), FORMULA, "C14"),
        ],
    }
}

pub(super) fn council() -> CouncilView {
    CouncilView {
        head: head(),
        meeting: meeting("行政改革懇談会"),
        plan: outline(),
        sentence: sentence(),
        matrix: matrix(),
        changes: changes(),
        effect: effect(),
        items: items(),
        departments: departments(),
        glossary: vec![TermView {
            term: text("経常収支比率"),
            explanation: text(
                "毎年度決まって入る一般財源のうち、毎年度決まって出る経費に充てられた割合です。",
            ),
        }],
        notes: OfficeNotes::default(),
        upcoming: Vec::new(),
        revisions: RevisionsView::default(),
        tables: Tables::default(),
    }
}

/// Nothing has come in, and nothing is compared with.
pub(super) fn empty_public() -> PublicView {
    let mut matrix = matrix();
    matrix.rows.clear();
    matrix.previous_cycle = None;
    PublicView {
        published: Some("令和8(2026)年9月30日".to_owned()),
        head: Head {
            sample: false,
            draft: false,
            corrected: None,
            previous_cycle: None,
            ..head()
        },
        plan: outline(),
        sentence: text(""),
        matrix,
        changes: None,
        effect: EffectTable {
            rows: Vec::new(),
            totals: Vec::new(),
        },
        items: Vec::new(),
        departments: Vec::new(),
        glossary: Vec::new(),
        notes: OfficeNotes::default(),
        revisions: RevisionsView::default(),
        whole: None,
        tables: Tables::default(),
    }
}

pub(super) fn office() -> OfficeView {
    let check = |code: &str, name: &str, status: &str| DepartmentCheck {
        code: code.into(),
        division: Some("総務部".into()),
        name: name.into(),
        status: status.into(),
        file: (status != "未提出").then(|| format!("{code}_{name}_進捗状況調査票（最終）.xlsx")),
        round: (status != "未提出").then_some(2),
        respondent: Some("髙﨑 花子".into()),
        phone: Some("0123".into()),
        approver: None,
        note: Some(FORMULA.into()),
        errors: 2,
        warnings: 1,
        corrections: 3,
        due: "令和8年5月15日（金）".into(),
        refused: Vec::new(),
        asking: (status == "要確認").then(|| format!("{code}_{name}.xlsx")),
    };
    let fault = |code, cell: &str, found: &str, message: &str, hint: &str| {
        Diagnostic::new(code, message, hint)
            .in_file("01_総務課_進捗状況調査票（最終）.xlsx")
            .on_sheet("1-①")
            .at_cell(cell)
            .found(found)
    };
    OfficeView {
        title: "つくばみらい市 みらい改革プラン 令和7年度".into(),
        cycle: "令和7年度".into(),
        date: [2026, 4, 10],
        departments: vec![
            check("01", "総務課", "要確認"),
            check("02", "財政課", "未提出"),
            check("03", "おやこ・まるまるサポートセンター", "提出済"),
        ],
        files: vec![
            FileCheck {
                path: "総務部/01_総務課_進捗状況調査票（最終）.xlsx".into(),
                status: "受付済".into(),
                department: Some("総務課".into()),
            },
            FileCheck {
                path: "~$01_総務課.xlsx".into(),
                status: "システムファイル".into(),
                department: None,
            },
        ],
        diagnostics: vec![
            fault(
                Code::ValueNotNumber,
                "F20",
                "約30件",
                "「歳出減」を数値として読めません。",
                "単位や「約」を付けずに、千円単位の数値だけを記入してください。",
            ),
            fault(
                Code::GradeAgainstTarget,
                "C12",
                FORMULA,
                "評価は「A」ですが、指標1-①-K1は目標を達成していません。",
                "評価が正しいときは、このままで構いません。",
            ),
            fault(
                Code::ValueSpelling,
                "C12",
                "Ａ",
                "「Ａ」を「A」として読み取りました。",
                "",
            ),
        ],
        inputs: [(
            CellLocation {
                file: "01_総務課_進捗状況調査票（最終）.xlsx".into(),
                sheet: "1-①".into(),
                cell: "F20".into(),
            },
            InputCheck {
                number: "1-①-1".into(),
                field: "歳出減".into(),
                used: None,
            },
        )]
        .into(),
        settled: vec![SettledCheck {
            department: "総務課".into(),
            code: "C001",
            number: Some("1-①".into()),
            field: Some("進捗評価".into()),
            typed: Some(FORMULA.into()),
            reason: "指標の外の成果による。".into(),
            date: Some("令和8年6月1日".into()),
            state: SettledCheck::USED,
        }],
    }
}
