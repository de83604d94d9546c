//! Views for the tests here: a plan of the size of ours, with texts that would do harm if they were
//! more than text. What only the headquarters may see carries [`SECRET`].

use rust_decimal::{Decimal, dec};

use crate::audience::headquarters::{HeadquartersItem, ProvenanceRow, SubmissionState};
use crate::audience::notes::OfficeNotes;
use crate::audience::office::{DepartmentCheck, FileCheck, InputCheck, OfficeView};
use crate::audience::parts::*;
use crate::audience::tables::Tables;
use crate::audience::{CouncilView, Figure, HeadquartersView, PublicView, Shown, Text};
use crate::audience::{IndicatorField, InitiativeField, Internal, ItemField, Open};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::CellLocation;

pub(super) const SECRET: &str = "内部限り";
pub(super) const FORMULA: &str = "=HYPERLINK(\"http://example.com\",\"見る\")";
pub(super) const MARKUP: &str =
    "<b>太字</b> & _x001B_ #set page() https://example.com/ 𠮷野家 辻\u{e0100}";
const REASON: &str = "計画した研修をすべて実施し、参加者数は目標の1,200人を上回る1,354人となった。\nまた、研修後の調査では、業務に役立つと回答した職員の割合が前年度から5.2ポイント上がった。";
const GRADES: [(&str, &str, bool, bool, &str); 6] = [
    ("S", "計画を上回る", true, true, "#0b6e99"),
    ("A", "計画どおり", true, true, "#2f9e44"),
    ("B", "やや遅れている", true, false, "#e8a400"),
    ("C", "遅れている", true, false, "#c92a2a"),
    ("中止", "中止", false, false, "#868e96"),
    ("対象外", "対象外", false, false, "#ced4da"),
];
const PILLARS: [(&str, usize); 5] = [
    ("人材の育成と組織力の向上", 4),
    ("業務改革とデジタル化の推進", 4),
    ("持続可能な財政運営の確立と公共施設の適正な管理", 6),
    ("市民サービスの向上", 4),
    ("市民との協働と信頼関係の構築", 5),
];

fn text(text: &str) -> Text {
    Text::new("k", text)
}

fn figure(value: Decimal, places: u32) -> Figure {
    Figure::new("k", value, places)
}

fn count(n: usize) -> Figure {
    Figure::count("k", n)
}

pub(super) fn head() -> Head {
    Head {
        municipality: "つくばみらい市".into(),
        plan: "みらい改革プラン（行財政改革大綱）".into(),
        short_name: "みらい改革プラン".into(),
        report_name: "推進状況報告書".into(),
        office: "市長公室行政経営デジタル戦略課".into(),
        contact: None,
        cycle: "令和7年度".into(),
        cycle_both: "令和7(2025)年度".into(),
        previous_cycle: Some("令和6年度".into()),
        inquiry_date: "令和8(2026)年4月10日".into(),
        date: [2026, 7, 6],
        sample: true,
        draft: true,
        period: "令和6年度～令和10年度".into(),
    }
}

fn meeting(body: &str) -> MeetingHead {
    MeetingHead {
        body: body.into(),
        session: Some("第2回".into()),
        date: Some("令和8(2026)年7月6日".into()),
        report_material: Some("資料1".into()),
        sheets_material: None,
        restricted: body == "行政改革推進本部",
        ..MeetingHead::default()
    }
}

fn outline() -> PlanOutline {
    PlanOutline {
        philosophy: None,
        subtitle: None,
        themes: Vec::new(),
        pillars: Vec::new(),
    }
}

/// The grade of the item at a place in its pillar: one of each, then none.
fn grade_at(pillar: usize, item: usize) -> Option<usize> {
    [Some(1), Some(0), Some(2), Some(1), Some(3), None][(pillar + item) % 6]
}

fn matrix() -> GradeMatrix {
    let columns = GRADES.iter().enumerate();
    let columns = columns.map(
        |(rank, (symbol, name, counted, on_track, colour))| GradeColumn {
            symbol: (*symbol).into(),
            name: (*name).into(),
            definition: Some(format!(
                "{name}。目標に対する達成の度合いと、取組の進み方から判断します。"
            )),
            counted: *counted,
            on_track: *on_track,
            colour: Some((*colour).into()),
            rank,
        },
    );
    let grades = |pillar: usize| (0..PILLARS[pillar].1).map(move |item| grade_at(pillar, item));
    let row = |number: String, name: &str, grades: Vec<Option<usize>>| {
        let of = |rank| grades.iter().filter(|g| **g == Some(rank)).count();
        let missing = grades.iter().filter(|g| g.is_none()).count();
        let share = |n: usize| {
            let share = Decimal::from(n) * dec!(100) / Decimal::from(grades.len() - missing);
            figure(share.round_dp(1), 1)
        };
        MatrixRow {
            number,
            name: name.into(),
            counts: (0..6).map(|r| count(of(r))).collect(),
            shares: (0..6).map(|r| (r < 4).then(|| share(of(r)))).collect(),
            changes: (0..6)
                .map(|r| (r < 5).then(|| figure(Decimal::from(r) - dec!(1), 0)))
                .collect(),
            missing: count(missing),
            denominator: Figure::count(
                format!("grades.{name}.denominator"),
                grades.len() - missing,
            ),
            all: Figure::count(format!("grades.{name}.all"), grades.len()),
            on_track_share: Some(share(of(0) + of(1))),
        }
    };
    let rows = PILLARS.iter().enumerate();
    GradeMatrix {
        columns: columns.collect(),
        missing_label: "未提出".into(),
        rows: rows
            .map(|(at, p)| row((at + 1).to_string(), p.0, grades(at).collect()))
            .collect(),
        total: row(String::new(), "全体", (0..5).flat_map(grades).collect()),
        previous_cycle: Some("令和6年度".into()),
        rounding_note: true,
    }
}

fn item(pillar: usize, at: usize) -> ItemView {
    let circled = ['①', '②', '③', '④', '⑤', '⑥'][at];
    let number = format!("{}-{circled}", pillar + 1);
    let id = format!("{}-{}", pillar + 1, at + 1);
    let grade = grade_at(pillar, at).map(|rank| GradeView {
        symbol: text(GRADES[rank].0),
        name: GRADES[rank].1.into(),
        on_track: GRADES[rank].3,
        counted: true,
        colour: Some(GRADES[rank].4.into()),
        rank,
    });
    let title = "職員の能力開発と研修の充実";
    ItemView {
        title: text(title),
        pillar_number: (pillar + 1).to_string(),
        pillar_name: PILLARS[pillar].0.into(),
        measure: None,
        leads: "総務課、行政経営デジタル戦略課".into(),
        partners: "おやこ・まるまるサポートセンター".into(),
        situation: Some(text("研修の体系が整っておらず、受講者に偏りがある。")),
        policy: Some(text(
            "人材育成基本方針に基づき、階層別の研修を計画的に行う。",
        )),
        years: years(),
        initiatives: vec![initiative(&number, &id)],
        indicators: vec![
            indicator(&number, &id, title),
            qualitative(&number, &id, title),
        ],
        missing_label: grade.is_none().then(|| "未提出".into()),
        grade,
        previous_grade: Some(text("B")),
        change: Some([Change::Up, Change::Down, Change::Same, Change::Other][at % 4]),
        answers: [
            (ItemField::Reason, REASON),
            (ItemField::Issue, FORMULA),
            (ItemField::Next, MARKUP),
        ]
        .map(|(field, words)| (field, Some(text(words).into())))
        .into_iter()
        .collect(),
        number,
        id,
    }
}

fn years() -> Vec<YearHead> {
    let year = |n| YearHead {
        label: format!("R{n}"),
        present: n == 7,
    };
    (6..=10).map(year).collect()
}

fn initiative(number: &str, id: &str) -> InitiativeView {
    let report = |department: &str, saving: Option<Decimal>| ReportView {
        department: department.into(),
        missing_label: saving.is_none().then(|| "未提出".into()),
        answers: Open::of(|field| {
            let saving = saving?;
            Some(match field {
                InitiativeField::Status => text("実施中").into(),
                InitiativeField::Result => text(REASON).into(),
                InitiativeField::EffectRevenue => figure(dec!(0), 0).into(),
                InitiativeField::EffectSaving => figure(saving, 0).into(),
                InitiativeField::EffectKind => text("単年度").into(),
                InitiativeField::EffectBasis => text("時間外勤務手当の減（前年度との差）").into(),
            })
        }),
        effect: saving.map(|s| Shown::Figure(figure(s, 0))),
    };
    InitiativeView {
        id: format!("{id}-1"),
        number: format!("{number}-1"),
        text: text("階層別研修の実施と受講しやすい環境の整備"),
        responsible: "総務課、財政課".into(),
        schedule: ["検討", "実施", "継続", "継続", "完了"]
            .map(|t| Some(text(t)))
            .to_vec(),
        reports: vec![
            report("総務課", Some(dec!(-1234567))),
            report("財政課", None),
        ],
    }
}

fn indicator(number: &str, id: &str, title: &str) -> IndicatorView {
    IndicatorView {
        id: format!("{id}-k1"),
        number: format!("{number}-K1"),
        item_number: number.into(),
        item_title: title.into(),
        name: text("研修を受けた職員の割合"),
        unit: Some("％".into()),
        kind: Some("成果".into()),
        direction: "以上".into(),
        cumulative: false,
        base_year: Some("令和5年度".into()),
        base: Some(figure(dec!(80.5), 1)),
        target: Some(Shown::Figure(figure(dec!(98), 1))),
        final_year: Some("令和10年度".into()),
        final_target: Some(figure(dec!(100), 1)),
        answers: Open::of(|field| {
            Some(match field {
                IndicatorField::Actual => figure(dec!(98.52), 1).into(),
                IndicatorField::State => text("確定値").into(),
                IndicatorField::AsOf => text("令和8年3月31日").into(),
                IndicatorField::Note => text("欠席者のうち42人は、後日に動画で受講した。").into(),
            })
        }),
        previous: Some(Shown::Figure(figure(dec!(95), 1))),
        trend: Vec::new(),
        rate: Some(figure(dec!(100.5), 1)),
        rate_name: Some("達成率".into()),
        met: Some(true),
        department: "総務課".into(),
        missing_label: None,
    }
}

fn qualitative(number: &str, id: &str, title: &str) -> IndicatorView {
    IndicatorView {
        id: format!("{id}-k2"),
        number: format!("{number}-K2"),
        name: text("人材育成基本方針の改定"),
        unit: None,
        direction: "定性".into(),
        base: None,
        target: Some(Shown::Text(text("改定の案を作成する"))),
        answers: Open::of(|field| {
            let answers = indicator(number, id, title).answers;
            let given = !matches!(field, IndicatorField::Actual | IndicatorField::State);
            answers[field].clone().filter(|_| given)
        }),
        rate: None,
        rate_name: None,
        met: None,
        final_target: None,
        previous: None,
        missing_label: Some("未提出".into()),
        ..indicator(number, id, title)
    }
}

fn effect() -> EffectTable {
    let row = |kind: &str, value: Decimal| EffectRow {
        item_id: "1-1".into(),
        item_number: "1-①".into(),
        item_title: "職員の能力開発と研修の充実".into(),
        number: "1-①-1".into(),
        department: "総務課".into(),
        kind: kind.into(),
        counted: kind != "参考",
        revenue: None,
        saving: Some(Shown::Figure(figure(value, 0))),
        effect: Shown::Figure(figure(value, 0)),
        basis: Some(text("時間外勤務手当の減")),
    };
    let total = |kind: &str, value: Decimal| EffectTotal {
        kind: kind.into(),
        revenue: count(0),
        saving: figure(value, 0),
        effect: Figure::new(format!("effect.{kind}.total"), value, 0),
    };
    EffectTable {
        rows: vec![
            row("単年度", dec!(199588)),
            row("継続", dec!(-396046.5)),
            row("参考", dec!(12)),
        ],
        totals: vec![
            total("単年度", dec!(199588)),
            total("継続", dec!(-396046.5)),
        ],
    }
}

fn departments() -> Vec<DepartmentRow> {
    let row = |(code, name): (&str, &str)| DepartmentRow {
        code: code.into(),
        division: Some("総務部".into()),
        name: name.into(),
        counts: (0..6).map(count).collect(),
        missing: count(1),
        leads: count(16),
        contributes: count(3),
    };
    [
        ("01", "総務課"),
        ("02", "財政課"),
        ("03", "おやこ・まるまるサポートセンター"),
    ]
    .map(row)
    .to_vec()
}

fn changes() -> Option<ChangeSummary> {
    Some(ChangeSummary {
        previous_cycle: "令和6年度".into(),
        up: count(6),
        down: count(2),
        same: count(11),
    })
}

fn sentence() -> Text {
    text(
        "令和7年度は、全23項目のうち、評価の対象となる19項目中13項目（68.4％）が「計画を上回る」又は「計画どおり」となり、順調に進んでいます。やや遅れている項目は4項目、遅れている項目は3項目です。",
    )
}

fn items() -> Vec<ItemView> {
    let pillars = PILLARS.iter().enumerate();
    pillars
        .flat_map(|(p, (_, n))| (0..*n).map(move |at| item(p, at)))
        .collect()
}

pub(super) fn headquarters() -> HeadquartersView {
    let at = |cell: &str| CellLocation {
        file: format!("総務部/01_総務課_進捗状況調査票_{SECRET}.xlsx"),
        sheet: "1-①".into(),
        cell: cell.into(),
    };
    let row = |field: &'static str, used: Option<&str>, typed: &str, cell| ProvenanceRow {
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
        late: vec!["1-3".into()],
        effect: effect(),
        items: items()
            .into_iter()
            .map(|item| HeadquartersItem {
                item,
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
                label: "1-①-1 歳出減".into(),
                used: None,
            },
        )]
        .into(),
    }
}
