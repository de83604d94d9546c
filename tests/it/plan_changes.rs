//! A plan that changes between two cycles: figures in another unit, and the list of changes with their reasons.

use std::collections::BTreeMap;

use gyokaku::audience::{PublicView, Shown, Sources};
use gyokaku::cycle::{Earlier, History, Origin, merge};
use gyokaku::plan::{
    Accumulation, Body, Change, ChangeKind, ChangeSubject, Conversion, CycleState, Direction,
    LevelNames, Measure, OfficeTexts, Plan, Termination, Then, remeasured,
};
use gyokaku::submission::{Field, IndicatorField, Intake, Submission};
use gyokaku::values::{CellLocation, FiscalYear, Source, Sourced, Value};
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, folded, rows, value, with_code};
use crate::plans;

/// Every form of a cycle, with this actual of 1-①-K1.
fn returned(work: &Work, plan: &Plan, cycle: usize, actual: &str) {
    work.all_returned(plan, &plan.cycles[cycle], |_, form| {
        let name = "in.indicator.1_1_k1.actual";
        if filling::names(&form).iter().any(|n| n == name) {
            let entries: [(&str, Entry); 1] = [(name, actual.into())];
            filling::fill(&form, &entries)
        } else {
            form
        }
    });
}

/// 令和6年度 closed with 6.42 億円 of 1-①-K1.
fn closed() -> (Work, Plan) {
    let mut plan = plans::small();
    plan.cycles[0].state = CycleState::Published;
    let indicator = &mut plan.indicators[0];
    assert_eq!(indicator.number, "1-①-K1");
    indicator.unit = Some("億円".to_owned());
    indicator.places = Some(2);
    let work = Work::new(&plan);
    returned(&work, &plan, 0, "6.42");
    work.run(&["report", "R6"]).ended(0);
    work.run(&["close", "R6"]).ended(0);
    (work, plan)
}

pub fn change(number: &str, kind: ChangeKind) -> Change {
    Change {
        date: plans::day((2025, 4, 1)),
        number: number.to_owned(),
        subject: ChangeSubject::Entry(plans::code(number)),
        kind,
        old: None,
        new: None,
        conversion: None,
        reason: Some("事務の実態に合わせるため。".to_owned()),
        public: true,
    }
}

/// The same in 百万円, with this row of 変更.
fn in_millions(plan: &Plan, conversion: Option<Conversion>) -> Plan {
    let mut plan = plan.clone();
    plan.indicators[0].unit = Some("百万円".to_owned());
    plan.changes = vec![Change {
        conversion,
        ..change("1-①-K1", ChangeKind::Unit)
    }];
    plan
}

/// What stands beside the input of 1-①-K1's actual in the form of 総務課.
fn beside(work: &Work) -> String {
    let form = work.tree("output/令和7年度/様式");
    let form = work.bytes(form.iter().find(|p| p.contains("/01_")).expect("a form"));
    let (sheet, cell) = filling::place(&form, "in.indicator.1_1_k1.actual").expect("a place");
    let row: String = cell.chars().filter(char::is_ascii_digit).collect();
    let cells = ["A", "B", "C", "D", "E", "F"];
    cells
        .iter()
        .filter_map(|column| filling::cell_text(&form, &sheet, &format!("{column}{row}")))
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn a_unit_without_a_row_is_refused_with_both_units() {
    let (work, plan) = closed();
    let mut changed = plan.clone();
    changed.indicators[0].unit = Some("百万円".to_owned());
    work.register(&changed);
    for command in ["forms", "check", "report"] {
        work.run(&[command, "R7"])
            .ended(2)
            .says("R031")
            .says("「億円」")
            .says("「百万円」")
            .says("令和6年度");
    }
    let json = work
        .run(&["check", "R7", "--format", "json"])
        .ended(2)
        .stdout;
    let faults: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(
        json.contains("\"指標\"") && json.contains("\"D2\""),
        "{faults}"
    );
    // A row without 換算 settles nothing; spelling alone is no change; the closed cycle is made all the same.
    work.register(&in_millions(&plan, None));
    work.run(&["forms", "R7"]).ended(2).says("R031");
    work.run(&["report", "R6"]).ended(0);
    changed.indicators[0].unit = Some(" 億円".to_owned());
    work.register(&changed);
    work.run(&["forms", "R7"]).ended(0);
    // What it means may change as well.
    changed.indicators[0].accumulation = Accumulation::Cumulative;
    work.register(&changed);
    work.run(&["forms", "R7"])
        .ended(2)
        .says("「以上、単年度」")
        .says("「以上、累計」");
}

#[test]
fn earlier_figures_are_converted_and_marked() {
    let (work, plan) = closed();
    let plan = in_millions(&plan, Some(Conversion::Factor(dec!(100))));
    work.register(&plan);
    work.run(&["forms", "R7"]).ended(0);
    assert!(
        beside(&work).contains("642.00百万円（換算）"),
        "{}",
        beside(&work)
    );
    returned(&work, &plan, 1, "700");
    work.run(&["report", "R7"]).ended(0);
    let record = work.record();
    assert_eq!(*value(&record, "1-1-k1", "previous"), "642");
    assert_eq!(value(&record, "1-1-k1", "measured_then")["unit"], "億円");
    let note =
        "令和6年度の実績値は、単位の変更（億円から百万円へ）により、100を掛けて換算したものです。";
    for body in ["推進本部", "懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert!(text.contains(&folded(note)), "{body}");
        assert!(text.contains("（換算）"), "{body}");
        assert!(text.contains("事務の実態に合わせるため。"), "{body}");
        assert!(!text.contains("6.42百万円"), "{body}");
    }
    let book = work.output("公表/集計表.xlsx");
    let list = rows(&book, "指標一覧");
    assert!(list.iter().any(|row| row.iter().any(|c| c == "642")));
    assert!(list.iter().flatten().any(|c| c == note));
    assert_eq!(rows(&book, "計画の変更").last().expect("a row")[2], "単位");
    let changed = rows(&book, "変更点");
    let changed = changed.iter().find(|row| row.contains(&"642".to_owned()));
    assert!(changed.expect("a row").contains(&"前回は換算".to_owned()));
    let csv = String::from_utf8(work.output("公表/オープンデータ/指標.csv")).expect("UTF-8");
    assert!(csv.contains("換算") && csv.contains(note), "{csv}");
    work.run(&["explain", "1-①-K1", "R7"])
        .ended(0)
        .says("億円の値に100を掛けたもの");
    assert!(work.output("公表/ホームページ/index.html").len() > 1000);
    let page = String::from_utf8(work.output("公表/ホームページ/index.html")).expect("UTF-8");
    assert!(page.contains("（換算）") && page.contains(note));
}

#[test]
fn what_is_not_to_be_compared_is_not_and_says_so() {
    let (work, plan) = closed();
    let plan = in_millions(&plan, Some(Conversion::NotCompared));
    work.register(&plan);
    work.run(&["forms", "R7"]).ended(0);
    let shown = beside(&work);
    assert!(
        shown.contains("比べません") && !shown.contains("6.42"),
        "{shown}"
    );
    returned(&work, &plan, 1, "700");
    work.run(&["report", "R7"]).ended(0);
    assert_eq!(
        *value(&work.record(), "1-1-k1", "previous"),
        serde_json::Value::Null
    );
    let note = "単位の変更（億円から百万円へ）により、令和6年度の実績値とは比べません。";
    for body in ["推進本部", "懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert!(
            text.contains(&folded(note)) && !text.contains("6.42"),
            "{body}"
        );
    }
    work.run(&["explain", "1-①-K1", "R7"])
        .ended(0)
        .says("比べていません");
}

#[test]
fn all_bodies_list_what_changed_and_why() {
    let (work, plan) = closed();
    let mut now = plan.clone();
    now.items[0].title = "改めた名称".to_owned();
    now.items[1].leads = vec!["財政課".to_owned()];
    let ended = now
        .items
        .iter_mut()
        .find(|i| i.number == "2-②")
        .expect("2-②");
    ended.end = Some(FiscalYear::new(2024));
    ended.termination = Some(Termination::Completed);
    let lead = plan.items[1].leads.clone();
    if lead == now.items[1].leads {
        now.items[1].leads = vec!["総務課".to_owned()];
    }
    now.changes = vec![
        Change {
            public: false,
            reason: Some("庁内の調整による。".to_owned()),
            ..change("1-①", ChangeKind::Renamed)
        },
        Change {
            reason: Some("目的を達したため。".to_owned()),
            ..change("2-②", ChangeKind::Ended)
        },
    ];
    work.register(&now);
    work.all_returned(&now, &now.cycles[1], |_, form| form);
    work.run(&["report", "R7"]).ended(0).says("R032");
    let record = work.record();
    let asked = with_code(&record, "R032");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0]["sheet"], "実施項目");
    assert_eq!(asked[0]["file"], "計画台帳.xlsx");
    assert!(asked[0]["cell"].is_string());
    assert!(
        asked[0]["message"]
            .as_str()
            .expect("a text")
            .contains("所管")
    );
    for (body, internal) in [
        ("幹事会", true),
        ("推進本部", true),
        ("懇談会", false),
        ("公表", false),
    ] {
        let text = work.pdf_text(body);
        assert!(text.contains("目的を達したため。"), "{body}");
        assert!(
            text.contains("令和6年度の3項目から、終了1項目により、2項目になりました。"),
            "{body}"
        );
        assert_eq!(text.contains("庁内の調整による。"), internal, "{body}");
    }
    let csv = String::from_utf8(work.output("公表/オープンデータ/計画の変更.csv")).expect("UTF-8");
    assert!(
        csv.contains("目的を達したため。") && !csv.contains("庁内の調整"),
        "{csv}"
    );
    // The cycle after begins anew: what the frozen register had is not listed again.
    now.cycles[1].state = CycleState::Published;
    work.register(&now);
    work.run(&["close", CYCLE]).ended(0);
    now.cycles.push(gyokaku::plan::Cycle {
        year: FiscalYear::new(2026),
        inquiry_date: plans::day((2027, 4, 10)),
        due: plans::day((2027, 5, 15)),
        state: CycleState::Running,
        ..now.cycles[1].clone()
    });
    work.register(&now);
    let run = work.run(&["forms"]).ended(0);
    assert!(
        !run.stdout.contains("R032") && !run.stderr.contains("R032"),
        "{}",
        run.stderr
    );
}

/// A record of a cycle in which 1-①-K1 has this actual.
fn answered(
    plan: &Plan,
    cycle: usize,
    actual: Decimal,
    history: &History,
) -> gyokaku::cycle::CycleRecord {
    let field = Field::Indicator(plans::code("1-①-K1"), IndicatorField::Actual);
    let at = CellLocation {
        file: "01.xlsx".to_owned(),
        sheet: "1-①".to_owned(),
        cell: "C9".to_owned(),
    };
    let answer = Sourced {
        value: Some(Value::Number(actual)),
        source: Source {
            at,
            typed: actual.to_string(),
        },
        correction: None,
    };
    let submission = Submission {
        department: "01".to_owned(),
        round: 1,
        answers: BTreeMap::from([(field, answer)]),
        ..Submission::default()
    };
    let intake = Intake {
        submissions: vec![submission],
        ..Intake::default()
    };
    merge(
        plan,
        &plan.cycles[cycle],
        &intake,
        history.previous(),
        Vec::new(),
    )
}

proptest! {
    /// No figure stands beside a unit other than that of the record it came from, unless marked 換算; and then it is the
    /// record's by the factors of the rows since.
    #[test]
    fn a_figure_stands_beside_its_own_unit_or_is_marked(
        units in proptest::array::uniform2(prop::sample::select(vec!["億円", "百万円", "千円"])),
        factors in prop::collection::vec(prop::option::of(1_u32..2000), 0..3),
        actual in 1_u32..100_000,
        register_kept in any::<bool>(),
    ) {
        let actual = Decimal::new(i64::from(actual), 2);
        let mut before = plans::small();
        before.cycles[0].state = CycleState::Published;
        before.indicators[0].unit = Some(units[0].to_owned());
        let mut now = before.clone();
        now.indicators[0].unit = Some(units[1].to_owned());
        now.changes = factors.iter().map(|factor| Change {
            conversion: Some(factor.map_or(Conversion::NotCompared, |f| Conversion::Factor(f.into()))),
            ..change("1-①-K1", ChangeKind::Unit)
        }).collect();
        let record = answered(&before, 0, actual, History::none());
        let units_then = record.items.iter().flat_map(|i| &i.indicators);
        let units_then = units_then.map(|i| (i.id.clone(), i.unit.clone())).collect();
        let then = Then::new(&before.cycles[0], register_kept.then(|| before.clone()), units_then);
        let otherwise = remeasured(&then, &now);
        // Without a row for another unit, the register is refused before anything is shown.
        prop_assume!(otherwise.values().all(|of| of.conversion.is_some()));
        let earlier = Earlier::of_record(&record, Origin::Frozen).measured_today(otherwise);
        let history = History { earlier: vec![earlier], ..History::default() };
        let today = answered(&now, 1, dec!(1), &history);
        let texts = OfficeTexts::default();
        let view = PublicView::new(Sources {
            plan: &now,
            cycle: &now.cycles[1],
            record: &today,
            previous: history.previous(),
            history: &history,
            texts: &texts,
        });
        let shown = view.items.iter().flat_map(|i| &i.indicators).find(|i| i.id == "1-1-k1").expect("the indicator");
        prop_assert_eq!(shown.unit.as_deref(), Some(units[1]));
        let factor = factors.iter().try_fold(Decimal::ONE, |all, f| Some(all * Decimal::from((*f)?)));
        let earlier = view.tables.earlier_actuals["1-1-k1"].first().cloned().flatten();
        for figure in [shown.previous.clone(), earlier].into_iter().flatten() {
            let Shown::Figure(figure) = figure else { panic!("a figure") };
            let factor = factor.expect("nothing is shown that is not to be compared");
            let wanted = now.indicators[0].printed(actual * factor);
            prop_assert_eq!(figure.value, wanted.normalize());
            prop_assert_eq!(figure.mark.is_some(), units[0] != units[1] || factor != Decimal::ONE);
        }
        let point = shown.trend.iter().find(|p| p.label == "R6").expect("a year");
        prop_assert_eq!(point.actual.is_some(), factor.is_some());
        prop_assert_eq!(shown.previous.is_some(), factor.is_some());
        prop_assert_eq!(point.converted, point.actual.is_some() && (units[0] != units[1] || factor != Some(Decimal::ONE)));
        prop_assert_eq!(shown.measure_note.is_some(), factor.is_none() || point.converted);
    }
}

#[test]
fn the_direction_alone_is_a_change_of_meaning() {
    let before = plans::small();
    let mut now = before.clone();
    now.indicators[0].direction = match now.indicators[0].direction {
        Direction::AtLeast => Direction::AtMost,
        _ => Direction::AtLeast,
    };
    let then = Then::new(&before.cycles[0], Some(before.clone()), BTreeMap::new());
    let otherwise = remeasured(&then, &now);
    assert_eq!(otherwise.len(), 1);
    assert_eq!(otherwise[&plans::code("1-①-K1")].conversion, None);
}

/// A city that calls its levels and bodies otherwise: no word of ours is left in what goes out.
#[test]
fn names_of_levels_reach_everything_that_goes_out() {
    let mut plan = plans::small();
    plan.profile.municipality = "下野市".to_owned();
    plan.profile.name = "第四次下野市行政改革大綱".to_owned();
    plan.profile.levels = LevelNames {
        pillar: "基本方針".to_owned(),
        measure: "重点 施策".to_owned(),
        item: "推進項目".to_owned(),
        initiative: "個別事業".to_owned(),
    };
    let bodies = &mut plan.profile.bodies;
    bodies.give(Body::Headquarters, "行財政改革本部");
    bodies.give(Body::Council, "市民行革会議");
    plan.measures = vec![Measure {
        pillar: "1".to_owned(),
        number: "(2)".to_owned(),
        name: "職員の育成".to_owned(),
    }];
    plan.items[0].measure = Some("(2)".to_owned());
    for initiative in &mut plan.initiatives {
        initiative.text = "進める。".to_owned();
    }
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0);
    work.all_returned(&plan, &plan.cycles[1], |_, form| form);
    work.run(&["report"]).ended(0);
    let ours = |text: &str| {
        let text = text.replace("取組実績", "").replace("取組方針", "");
        let text = text.replace("今後の取組", "").replace("の取組を", "");
        ["改革項目", "推進施策", "実施項目", "取組"]
            .into_iter()
            .find(|word| text.contains(word))
            .map(|word| {
                let at = text.find(word).expect("there");
                let from = text[..at]
                    .char_indices()
                    .rev()
                    .nth(20)
                    .map_or(0, |(i, _)| i);
                text[from..].chars().take(60).collect::<String>()
            })
    };
    for body in ["幹事会", "推進本部", "懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert_eq!(ours(&text), None, "{body}");
        assert!(
            text.contains("推進項目") && text.contains("基本方針"),
            "{body}"
        );
        assert!(!text.contains("下野市第四次下野市"), "{body}");
    }
    assert!(work.pdf_text("推進本部").contains("行財政改革本部"));
    assert!(work.pdf_text("懇談会").contains("市民行革会議"));
    assert!(work.pdf_text("公表").contains("(2)職員の育成"));
    for body in ["幹事会", "公表"] {
        let book = work.output(&format!("{body}/集計表.xlsx"));
        let parts = crate::fixture::parts(&book);
        for (name, content) in parts {
            if name.contains("tables/") || !name.ends_with(".xml") {
                continue;
            }
            let text = String::from_utf8(content).expect("XML");
            // Names of the Excel tables in formulas are no words that people read.
            let text = text.replace("実施項目[", "").replace("取組[", "");
            assert_eq!(ours(&text), None, "{body} {name}");
        }
        assert!(!rows(&book, "推進項目一覧").is_empty());
    }
    for path in work.tree("output/令和7年度/公表/オープンデータ") {
        assert_eq!(ours(&path), None);
        let text = String::from_utf8(work.bytes(&path)).expect("UTF-8");
        assert_eq!(ours(&text), None, "{path}");
    }
    let page = String::from_utf8(work.output("公表/ホームページ/index.html")).expect("UTF-8");
    assert_eq!(ours(&page), None);
    let form = work.tree("output/令和7年度/様式");
    let form = work.bytes(form.iter().find(|p| p.contains("/01_")).expect("a form"));
    let (texts, _) = crate::fixture::texts_and_formulas(&form);
    for text in &texts {
        assert_eq!(ours(text), None);
    }
    assert!(texts.iter().any(|t| t == "(2) 職員の育成"));
    for path in work.tree("output/令和7年度/点検") {
        if path.ends_with(".txt") {
            assert_eq!(
                ours(&String::from_utf8(work.bytes(&path)).expect("UTF-8")),
                None
            );
        }
    }
}

/// 過年度実績 by a number that was another's in the register of a closed cycle.
#[test]
fn a_number_that_was_another_s_asks_for_the_id() {
    let mut plan = plans::small();
    plan.cycles[0].state = CycleState::Published;
    let id = plans::code("k-1");
    let was = std::mem::replace(&mut plan.items[0].id, id.clone());
    for initiative in plan.initiatives.iter_mut().filter(|i| i.item == was) {
        initiative.item = id.clone();
    }
    for indicator in plan.indicators.iter_mut().filter(|i| i.item == was) {
        indicator.item = id.clone();
    }
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |_, form| form);
    work.run(&["close", "R6"]).ended(0);
    // 1-① gets another number, and a new item its old one.
    plan.items[0].number = "1-⑨".to_owned();
    let mut new = plans::item("1-①", "新しい項目", "1", "総務課");
    new.start = Some(FiscalYear::new(2025));
    plan.items.push(new);
    work.register(&plan);
    work.run(&["forms", "R7"]).ended(0);
    plan.past_results = vec![gyokaku::plan::PastResult {
        year: FiscalYear::new(2024),
        kind: "中間".to_owned(),
        number: "1-①".to_owned(),
        id: plans::code("1-①"),
        grade: Some("A".to_owned()),
        actual: None,
        effect: None,
        reference: None,
    }];
    work.register(&plan);
    work.run(&["forms", "R7"])
        .ended(2)
        .says("R007")
        .says("令和6年度の台帳では別のもの");
}
