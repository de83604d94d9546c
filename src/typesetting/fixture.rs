//! Views to typeset in tests: the seed's 23 items with everything made up, long and missing texts
//! among them. Test code only.

use rust_decimal::Decimal;

use crate::audience::council::CouncilView;
use crate::audience::headquarters::{HeadquartersItem, HeadquartersView, SubmissionState};
use crate::audience::parts::*;
use crate::audience::{Figure, PublicView, Shown, Text};

const PILLARS: [(&str, &[&str], &[&str]); 5] = [
    (
        "職員能力・組織力の向上",
        &["人材育成の推進", "行政体制の整備", "組織の活性化"],
        &[
            "人材の育成",
            "人材の確保",
            "定員管理と組織の見直し",
            "人事評価制度の運用",
        ],
    ),
    (
        "働く意欲の向上と多様な働き方の実現",
        &["多様な価値観を反映した職場づくり", "多様な働き方の推進"],
        &[
            "職員提案の活性化",
            "誰もが活躍できる職場の確保",
            "ワーク・ライフ・バランスの充実",
            "時間外勤務の縮減と年次有給休暇取得の促進",
        ],
    ),
    (
        "財政基盤の強化",
        &[
            "財政の健全性の確保",
            "歳入の確保と財源の創出",
            "歳出の抑制と適正化",
        ],
        &[
            "財政指標の健全性の確保",
            "地方公営企業の健全運営",
            "収納率の維持向上",
            "財源の拡充と市有財産の有効活用",
            "ふるさと納税の推進",
            "公共施設の適正管理",
        ],
    ),
    (
        "行政サービスの向上",
        &[
            "行政サービスの最適化",
            "事務の効率化と省力化",
            "質の高い行政サービスの実現",
        ],
        &[
            "自治体DXの推進",
            "窓口サービスの充実",
            "アナログ規制の点検・見直し",
            "行政評価の活用",
        ],
    ),
    (
        "市民・企業等との連携強化",
        &[
            "市政情報の公開と広聴活動の充実",
            "良好なパートナーシップの確立",
            "多様な主体との連携",
        ],
        &[
            "広報の充実",
            "市民意見の収集",
            "協働の推進",
            "コミュニティ・スクールの推進",
            "多様な主体との連携",
        ],
    ),
];
const CIRCLED: [&str; 6] = ["①", "②", "③", "④", "⑤", "⑥"];
const GRADES: [(&str, &str, &str, bool, bool); 8] = [
    (
        "S",
        "計画を上回る",
        "計画を上回る成果があった。",
        true,
        true,
    ),
    ("A", "計画どおり", "計画どおりに進んだ。", true, true),
    (
        "B",
        "やや遅れている",
        "計画よりやや遅れているが、計画期間内に達成できる見込みである。",
        true,
        false,
    ),
    (
        "C",
        "遅れている",
        "計画より大きく遅れており、計画期間内の達成に見直しが必要である。",
        true,
        false,
    ),
    (
        "完了",
        "完了",
        "計画期間内に目的を達成し、取組を終えた。",
        true,
        true,
    ),
    ("中止", "中止", "取組を中止した。", false, false),
    ("統合", "統合", "他の実施項目に統合した。", false, false),
    (
        "対象外",
        "対象外",
        "本年度は取組の予定がない。",
        false,
        false,
    ),
];
const DEPARTMENTS: [(&str, &str); 8] = [
    ("総務部", "総務課"),
    ("市長公室", "行政経営デジタル戦略課"),
    ("総務部", "財政課"),
    ("総務部", "収納課"),
    ("都市建設部", "上下水道課"),
    ("市民経済部", "市民窓口課"),
    ("教育委員会", "教育指導課"),
    ("市民経済部", "おやこ・まるまるサポートセンター"),
];
const SENTENCE: &str = "改革の意識を職員の間で共有するため、階層別の研修を年間12回実施し、延べ348人が参加しました。受講後の調査では、業務に生かせると答えた職員が87.5%となり、前年度を3.2ポイント上回りました。";

/// A long text with line breaks, as departments write them.
pub(super) fn long_text(characters: usize) -> String {
    let mut text = String::new();
    while text.chars().count() < characters {
        text.push_str(SENTENCE);
        text.push_str("\n・髙橋地区、吉﨑地区では、説明会を3回（6月、9月、1月）行いました。\n");
    }
    text.trim_end().to_owned()
}

pub(super) fn headquarters() -> HeadquartersView {
    let items = items("未提出");
    HeadquartersView {
        head: head(),
        meeting: meeting("行政改革推進本部", "資料1", "資料2", true),
        plan: plan(),
        sentence: Text::new("sentence", "23項目のうち、割合の分母となる19項目の78.9%に当たる15項目が順調です。やや遅れている項目は3項目、遅れている項目は1項目です。"),
        submission: SubmissionState {
            expected: Figure::count("submission.expected", 20),
            submitted: Figure::count("submission.submitted", 18),
            missing: Figure::count("submission.missing", 2),
            missing_names: vec![
                Text::new("submission.missing.0", "教育指導課"),
                Text::new("submission.missing.1", "おやこ・まるまるサポートセンター"),
            ],
        },
        matrix: matrix("未提出"),
        changes: changes(),
        late: vec!["1-3".into(), "2-4".into(), "3-3".into(), "4-2".into()],
        effect: effect(&items),
        items: items
            .into_iter()
            .map(|item| HeadquartersItem {
                internal_note: (item.id.ends_with('2') || item.id.ends_with('4')).then(|| {
                    Text::new(
                        format!("item.{}.internal_note", item.id),
                        "相手方との協議が続いているため、公表は控えてください。次年度の予算要求と併せて方針を決める必要があります。",
                    )
                }),
                item,
            })
            .collect(),
        departments: departments(),
        provenance: Vec::new(),
    }
}

pub(super) fn council() -> CouncilView {
    let items = items("集計中");
    CouncilView {
        head: head(),
        meeting: meeting("行政改革懇談会", "資料1", "資料2", false),
        plan: plan(),
        sentence: Text::new(
            "sentence",
            "23項目のうち、割合の分母となる19項目の78.9%に当たる15項目が順調です。",
        ),
        matrix: matrix("集計中"),
        changes: changes(),
        effect: effect(&items),
        items,
        departments: departments(),
        glossary: glossary(),
    }
}

pub(super) fn public() -> PublicView {
    let council = council();
    PublicView {
        head: Head {
            draft: false,
            ..council.head
        },
        plan: council.plan,
        sentence: council.sentence,
        matrix: council.matrix,
        changes: council.changes,
        effect: council.effect,
        items: council.items,
        departments: council.departments,
        glossary: council.glossary,
    }
}

fn head() -> Head {
    Head {
        municipality: "つくばみらい市".into(),
        plan: "みらい改革プラン（行財政改革大綱）".into(),
        short_name: "みらい改革プラン".into(),
        report_name: "推進状況報告書".into(),
        office: "行政経営デジタル戦略課".into(),
        contact: Some("電話 0297-58-2111（内線 1234）".into()),
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

fn meeting(body: &str, report: &str, sheets: &str, restricted: bool) -> MeetingHead {
    MeetingHead {
        body: body.into(),
        session: Some("第2回".into()),
        date: Some("令和8(2026)年7月6日".into()),
        report_material: Some(report.into()),
        sheets_material: Some(sheets.into()),
        restricted,
    }
}

fn plan() -> PlanOutline {
    let theme = |n: usize, name: &str, text: &str| ThemeView {
        number: CIRCLED[n].into(),
        name: Text::new(format!("theme.{n}.name"), name),
        description: Some(Text::new(format!("theme.{n}.description"), text)),
    };
    PlanOutline {
        philosophy: Some(Text::new(
            "plan.philosophy",
            "市民に寄り添い みらいつなぐ改革",
        )),
        subtitle: Some(Text::new(
            "plan.subtitle",
            "ヒト・コスト・サービスの質的改革で進化する“みらい”へ",
        )),
        themes: vec![
            theme(
                0,
                "挑戦と進化",
                "改革の意識を職員間で徹底し、気づき・改善を重ねるとともに、新たな挑戦を通じ、市民サービスの向上と行政組織力の進化を図ります。",
            ),
            theme(
                1,
                "好循環",
                "不断の徹底した見直しと将来を見据えた戦略により、未来に向けて積極投資のできる行財政基盤を構築し、地域の活性化と再投資の好循環を生み出します。",
            ),
            theme(
                2,
                "信頼関係",
                "市民と行政が互いのパートナーとして強固な信頼関係を構築し、市民のしあわせを考えた行政サービスを行います。",
            ),
        ],
        pillars: (1..)
            .zip(PILLARS)
            .map(|(p, (name, measures, titles))| PillarOutline {
                number: p.to_string(),
                name: Text::new(format!("pillar.{p}.name"), name),
                measures: (0..)
                    .zip(measures)
                    .map(|(m, text)| Text::new(format!("pillar.{p}.measure.{m}"), *text))
                    .collect(),
                items: (1..)
                    .zip(titles)
                    .map(|(i, title)| ItemOutline {
                        id: format!("{p}-{i}"),
                        number: format!("{p}-{}", CIRCLED[i - 1]),
                        title: Text::new(format!("item.{p}-{i}.title"), *title),
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn share(key: &str, part: u32, whole: u32) -> Option<Figure> {
    (whole > 0).then(|| {
        let value = Decimal::from(part * 100) / Decimal::from(whole);
        Figure::new(key, crate::values::round_half_away(value, 1), 1)
    })
}

fn matrix_row(number: &str, name: &str, counts: [u32; 8], missing: u32) -> MatrixRow {
    let key = |part: &str| {
        format!(
            "matrix.{}.{part}",
            if number.is_empty() { "total" } else { number }
        )
    };
    let inside: u32 = counts
        .iter()
        .zip(GRADES)
        .filter(|(_, g)| g.3)
        .map(|(c, _)| c)
        .sum();
    let track: u32 = counts
        .iter()
        .zip(GRADES)
        .filter(|(_, g)| g.4)
        .map(|(c, _)| c)
        .sum();
    MatrixRow {
        number: number.into(),
        name: name.into(),
        counts: (0..8)
            .map(|i| Figure::count(key(&format!("count.{i}")), counts[i] as usize))
            .collect(),
        shares: (0..8)
            .map(|i| share(&key(&format!("share.{i}")), counts[i], inside).filter(|_| GRADES[i].3))
            .collect(),
        changes: (0..8)
            .map(|i| {
                Some(Figure::new(
                    key(&format!("change.{i}")),
                    Decimal::from(counts[i] as i32 % 3 - 1),
                    0,
                ))
            })
            .collect(),
        missing: Figure::count(key("missing"), missing as usize),
        denominator: Figure::count(key("denominator"), inside as usize),
        all: Figure::count(key("all"), (counts.iter().sum::<u32>() + missing) as usize),
        on_track_share: share(&key("on_track"), track, inside),
    }
}

fn matrix(missing_label: &str) -> GradeMatrix {
    let rows = [
        ([1, 2, 0, 1, 0, 0, 0, 0], 0),
        ([0, 3, 1, 0, 0, 0, 0, 0], 0),
        ([1, 3, 1, 0, 0, 0, 1, 0], 0),
        ([0, 2, 1, 0, 0, 1, 0, 0], 0),
        ([0, 2, 0, 0, 1, 0, 0, 1], 1),
    ];
    GradeMatrix {
        columns: (0..)
            .zip(GRADES)
            .map(
                |(rank, (symbol, name, definition, counted, on_track))| GradeColumn {
                    symbol: symbol.into(),
                    name: name.into(),
                    definition: Some(definition.into()),
                    counted,
                    on_track,
                    colour: None,
                    rank,
                },
            )
            .collect(),
        missing_label: missing_label.into(),
        rows: (1..)
            .zip(PILLARS)
            .zip(rows)
            .map(|((n, pillar), (counts, missing)): ((usize, _), _)| {
                matrix_row(&n.to_string(), pillar.0, counts, missing)
            })
            .collect(),
        total: matrix_row("", "全体", [2, 12, 3, 1, 1, 1, 1, 1], 1),
        previous_cycle: Some("令和6年度".into()),
        rounding_note: true,
    }
}

fn changes() -> Option<ChangeSummary> {
    Some(ChangeSummary {
        previous_cycle: "令和6年度".into(),
        up: Figure::count("changes.up", 3),
        down: Figure::count("changes.down", 2),
        same: Figure::count("changes.same", 14),
    })
}

fn items(missing_label: &str) -> Vec<ItemView> {
    let mut items = Vec::new();
    for (p, (pillar, measures, titles)) in (1..).zip(PILLARS) {
        for (i, title) in (1..).zip(titles) {
            items.push(item(
                items.len(),
                p,
                i,
                pillar,
                measures[0],
                title,
                missing_label,
            ));
        }
    }
    items
}

fn item(
    n: usize,
    p: usize,
    i: usize,
    pillar: &str,
    measure: &str,
    title: &str,
    missing_label: &str,
) -> ItemView {
    let id = format!("{p}-{i}");
    let number = format!("{p}-{}", CIRCLED[i - 1]);
    let rank = [
        0, 1, 1, 3, 1, 1, 2, 1, 0, 1, 1, 6, 2, 1, 1, 5, 2, 1, 1, 4, 7, 1, 99,
    ][n];
    let key = |part: &str| format!("item.{id}.{part}");
    let text = |part: &str, text: String| Some(Text::new(key(part), text));
    let graded = rank != 99;
    let long = if n == 3 { 1500 } else { 120 + 60 * (n % 4) };
    ItemView {
        title: Text::new(key("title"), title),
        pillar_number: p.to_string(),
        pillar_name: pillar.into(),
        measure: (n % 3 == 0).then(|| measure.to_owned()),
        leads: if n % 6 == 2 {
            "総務課、行政経営デジタル戦略課".into()
        } else {
            DEPARTMENTS[n % 8].1.into()
        },
        partners: if n % 4 == 2 {
            "税務課、国保年金課、介護福祉課".into()
        } else {
            String::new()
        },
        situation: text("situation", long_text(long)),
        policy: (n % 5 != 4)
            .then(|| text("policy", long_text(150)))
            .flatten(),
        years: (6..=10)
            .map(|y| YearHead {
                label: format!("R{y}"),
                present: y == 7,
            })
            .collect(),
        initiatives: (1..=2 + n % 3)
            .map(|k| initiative(n, &id, &number, k, missing_label, graded))
            .collect(),
        indicators: (1..=n % 4)
            .map(|k| indicator(n, &id, &number, title, k, missing_label))
            .collect(),
        grade: graded.then(|| GradeView {
            symbol: Text::new(key("grade"), GRADES[rank].0),
            name: GRADES[rank].1.into(),
            on_track: GRADES[rank].4,
            counted: GRADES[rank].3,
            colour: None,
            rank,
        }),
        missing_label: (!graded).then(|| missing_label.to_owned()),
        previous_grade: (n % 7 != 6).then(|| Text::new(key("previous_grade"), GRADES[n % 4].0)),
        change: (n % 7 != 6)
            .then_some([Change::Up, Change::Down, Change::Same, Change::Other][n % 4]),
        reason: graded
            .then(|| text("reason", long_text(if n == 5 { 1500 } else { 200 })))
            .flatten(),
        issue: graded.then(|| text("issue", long_text(120))).flatten(),
        next: graded.then(|| text("next", long_text(160))).flatten(),
        public_note: (n % 2 == 0)
            .then(|| {
                text(
                    "public_note",
                    "研修の回数を増やし、市民の皆様への応対がより良くなるように努めました。".into(),
                )
            })
            .flatten(),
        id: id.clone(),
        number: number.clone(),
    }
}

fn initiative(
    n: usize,
    id: &str,
    number: &str,
    k: usize,
    missing_label: &str,
    graded: bool,
) -> InitiativeView {
    let id = format!("{id}-{k}");
    let words = ["検討", "準備", "実施", "継続", "完了"];
    let everyone = k == 4;
    let reporters = if everyone { 4 } else { 1 };
    InitiativeView {
        number: format!("{number}-{k}"),
        text: Text::new(
            format!("initiative.{id}.text"),
            [
                "階層別研修の実施と研修計画の見直し",
                "専門職の採用試験の実施時期の前倒しと受験資格の緩和",
                "全庁的な事務の棚卸しと、外部委託の可能性の検討",
                "全ての課における改善提案",
            ][k - 1],
        ),
        responsible: if everyone {
            "全庁".into()
        } else {
            DEPARTMENTS[n % 8].1.into()
        },
        schedule: (0..5)
            .map(|y| {
                (y + k > 1).then(|| {
                    let word = if y == 3 && k == 2 {
                        "結果を踏まえ拡充を判断"
                    } else {
                        words[(y + k - 2).min(4)]
                    };
                    Text::new(format!("initiative.{id}.schedule.{y}"), word)
                })
            })
            .collect(),
        reports: (0..reporters)
            .map(|r| {
                report(
                    n,
                    &id,
                    k,
                    DEPARTMENTS[(n + r) % 8].1,
                    r,
                    if graded && r < 3 {
                        None
                    } else {
                        Some(missing_label)
                    },
                )
            })
            .collect(),
        id,
    }
}

fn report(
    n: usize,
    id: &str,
    k: usize,
    department: &str,
    r: usize,
    missing: Option<&str>,
) -> ReportView {
    let key = |part: &str| format!("report.{id}.{department}.{part}");
    let effect = missing.is_none() && k == 1 && n % 3 == 0;
    let figure = |part: &str, value: i64| Figure::new(key(part), Decimal::from(value), 0);
    ReportView {
        department: department.into(),
        missing_label: missing.map(str::to_owned),
        status: missing.is_none().then(|| {
            Text::new(
                key("status"),
                ["実施中", "完了", "未着手", "検討中"][(n + k) % 4],
            )
        }),
        result: (missing.is_none() && (n + k) % 4 != 2).then(|| {
            Text::new(
                key("result"),
                long_text(if n == 7 && k == 1 { 1500 } else { 60 + 50 * r }),
            )
        }),
        revenue: (effect && n % 2 == 0).then(|| figure("revenue", 199_588)),
        saving: effect.then(|| figure("saving", if n == 9 { -1_204 } else { 396_046 })),
        effect: effect.then(|| figure("effect", if n % 2 == 0 { 595_634 } else { 396_046 })),
        effect_kind: effect
            .then(|| Text::new(key("effect_kind"), ["単年度", "継続", "参考"][n / 3 % 3])),
        effect_basis: effect
            .then(|| Text::new(key("effect_basis"), "寄附金額の前年度との差（決算見込額）")),
    }
}

fn indicator(
    n: usize,
    id: &str,
    number: &str,
    title: &str,
    k: usize,
    missing_label: &str,
) -> IndicatorView {
    let code = format!("{id}-k{k}");
    let key = |part: &str| format!("indicator.{code}.{part}");
    let figure = |part: &str, units: i64, places: u32| {
        Figure::new(key(part), Decimal::new(units, places), places)
    };
    let quality = k == 3 && n % 2 == 1;
    let open = k == 2 && n % 3 == 0;
    let lower = k == 2;
    let final_only = k == 1 && n % 5 == 2;
    let met = (n + k) % 3 != 0;
    IndicatorView {
        number: format!("{number}-K{k}"),
        item_number: number.into(),
        item_title: title.into(),
        name: Text::new(
            key("name"),
            [
                "研修を業務に生かせると答えた職員の割合",
                "一人当たりの月平均時間外勤務時間数",
                "経常収支比率",
            ][k - 1],
        ),
        unit: (!quality).then(|| ["%", "時間", "千円"][k - 1].to_owned()),
        kind: Some(if k == 1 { "成果" } else { "活動" }.into()),
        direction: if quality {
            "定性"
        } else if lower {
            "以下"
        } else {
            "以上"
        }
        .into(),
        cumulative: k == 3,
        base_year: (!quality).then(|| "令和5年度".to_owned()),
        base: (!quality).then(|| figure("base", 8430, if k == 3 { 0 } else { 1 })),
        target: if final_only {
            None
        } else if quality {
            Some(Shown::Text(Text::new(key("target"), "維持")))
        } else {
            Some(Shown::Figure(figure(
                "target",
                9500,
                if k == 3 { 0 } else { 1 },
            )))
        },
        final_year: final_only.then(|| "令和10年度".to_owned()),
        final_target: final_only.then(|| figure("final_target", 9800, 1)),
        actual: if open {
            None
        } else if quality {
            Some(Shown::Text(Text::new(key("actual"), "維持した")))
        } else {
            Some(Shown::Figure(figure(
                "actual",
                if k == 3 { 1_234_567 } else { 9755 },
                if k == 3 { 0 } else { 1 },
            )))
        },
        state: (n % 11 != 10)
            .then(|| Text::new(key("state"), if open { "未確定" } else { "確定値" })),
        as_of: (!open).then(|| Text::new(key("as_of"), "令和8年3月31日")),
        note: (k == 2).then(|| {
            Text::new(
                key("note"),
                "決算の確定後に差し替えます。\n比率の計算方法が変わりました。",
            )
        }),
        previous: (n % 4 != 0).then(|| Shown::Figure(figure("previous", 9120, 1))),
        rate: (!quality && !open).then(|| figure("rate", 1027, 1)),
        rate_name: (!quality && !open)
            .then(|| if final_only { "進捗率" } else { "達成率" }.to_owned()),
        met: if quality || open { None } else { Some(met) },
        department: DEPARTMENTS[n % 8].1.into(),
        missing_label: (open && n % 11 == 10).then(|| missing_label.to_owned()),
        id: code,
    }
}

fn effect(items: &[ItemView]) -> EffectTable {
    let mut rows = Vec::new();
    for item in items {
        for i in &item.initiatives {
            for r in &i.reports {
                let Some(effect) = r.effect.clone() else {
                    continue;
                };
                let kind = r
                    .effect_kind
                    .as_ref()
                    .map(|k| k.text.clone())
                    .unwrap_or_default();
                rows.push(EffectRow {
                    item_id: item.id.clone(),
                    item_number: item.number.clone(),
                    item_title: item.title.text.clone(),
                    number: i.number.clone(),
                    department: r.department.clone(),
                    counted: kind == "単年度" || kind == "継続",
                    kind,
                    revenue: r.revenue.clone(),
                    saving: r.saving.clone(),
                    effect,
                    basis: r.effect_basis.clone(),
                });
            }
        }
    }
    let total = |kind: &str| {
        let figure = |part: &str, n: i64| {
            Figure::new(format!("effect.total.{kind}.{part}"), Decimal::from(n), 0)
        };
        EffectTotal {
            kind: kind.into(),
            revenue: figure("revenue", 399_176),
            saving: figure("saving", 1_188_138),
            effect: figure("effect", 1_587_314),
        }
    };
    EffectTable {
        rows,
        totals: vec![total("単年度"), total("継続")],
    }
}

fn departments() -> Vec<DepartmentRow> {
    (0..)
        .zip(DEPARTMENTS)
        .map(|(n, (division, name)): (usize, _)| DepartmentRow {
            code: format!("{:02}", n + 1),
            division: (n != 7).then(|| division.to_owned()),
            name: name.into(),
            counts: (0..8)
                .map(|g| Figure::count(format!("department.{n}.{g}"), (n + g) % 3))
                .collect(),
            missing: Figure::count(format!("department.{n}.missing"), n % 2),
            leads: Figure::count(format!("department.{n}.leads"), 8 + n),
            contributes: Figure::count(format!("department.{n}.contributes"), n),
        })
        .collect()
}

fn glossary() -> Vec<TermView> {
    [
        ("経常収支比率", "毎年決まって入る収入のうち、人件費、扶助費、公債費など毎年決まって出る支出に充てられる割合です。低いほど、自由に使えるお金が多いことを表します。"),
        ("自治体DX", "デジタル技術とデータを活用して、住民の利便性を高め、業務を効率化することです。"),
        ("コミュニティ・スクール", "学校と地域住民等が力を合わせて学校の運営に取り組む、学校運営協議会を置く学校です。"),
    ]
    .iter()
    .zip(0..)
    .map(|((term, explanation), n)| TermView {
        term: Text::new(format!("term.{n}.term"), *term),
        explanation: Text::new(format!("term.{n}.explanation"), *explanation),
    })
    .collect()
}
