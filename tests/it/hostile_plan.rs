//! A plan that no page was laid out for goes through the whole program: texts of 5,000 characters, 300 initiatives in one
//! item, an item with nothing, one pillar, 12 grades, 20 years, departments of 30 characters. Every document comes out,
//! sound and whole, and no proof finds anything.

use gyokaku::plan::{Direction, Plan};
use gyokaku::values::FiscalYear;
use rust_decimal::dec;

use crate::documents::is_sound_archivable_and_accessible;
use crate::filling;
use crate::fixture::{Work, told};
use crate::plans::{self, grade, indicator, initiative, item, pillar};

const DEPARTMENTS: [&str; 2] = [
    "未来創造及び地域共生並びに広域連携推進担当特命プロジェクト室",
    "公共施設等総合管理計画推進及び財産有効活用並びに契約適正化室",
];

fn plan() -> Plan {
    let mut plan = plans::plan("試験市", "行財政改革大綱及び実施計画");
    plan.profile.start = FiscalYear::new(2016);
    plan.profile.end = FiscalYear::new(2035);
    plan.pillars = vec![pillar(
        "1",
        "市民に寄り添い未来へつなぐ持続可能な行財政運営の確立",
    )];
    plan.departments = plans::departments(&DEPARTMENTS);
    plan.grades = ('A'..='L')
        .map(|symbol| {
            grade(
                &symbol.to_string(),
                &format!("段階{symbol}に当たる評価"),
                symbol < 'K',
                symbol < 'D',
            )
        })
        .collect();
    plan.items = vec![
        item("1-①", &"長い名称の実施項目".repeat(8), "1", DEPARTMENTS[0]),
        item("1-②", "何もない実施項目", "1", DEPARTMENTS[1]),
        item("1-③", "取組の多い実施項目", "1", DEPARTMENTS[1]),
    ];
    let long = text(5_000);
    plan.items[0].situation = Some(long.clone());
    plan.items[0].policy = Some(long);
    plan.initiatives = vec![initiative("1-①-1", "1-①", &DEPARTMENTS)];
    let many = (1..=300).map(|n| initiative(&format!("1-③-{n}"), "1-③", &[DEPARTMENTS[1]]));
    plan.initiatives.extend(many);
    plan.indicators = vec![indicator(
        "1-①-K1",
        "件",
        Direction::AtLeast,
        DEPARTMENTS[0],
        &[(2025, dec!(12345678.9))],
    )];
    plan
}

/// So many characters of prose, without those of no watermark.
fn text(length: usize) -> String {
    "新しい研修の計画を定め、各課の声を多く聴いた。"
        .chars()
        .cycle()
        .take(length)
        .collect()
}

#[test]
fn a_plan_that_no_page_was_laid_out_for() {
    let plan = plan();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    let long = text(5_000);
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => {
            let fields = [
                "in.item.1_1.reason",
                "in.item.1_1.issue",
                "in.item.1_1.next",
                "in.item.1_1.internal_note",
                "in.initiative.1_1_1.result",
            ];
            let entries: Vec<_> = fields.iter().map(|f| (*f, long.as_str().into())).collect();
            filling::fill(&form, &entries)
        }
        _ => form,
    });
    work.report().ended(0);
    let record = work.record();
    for code in ["D002", "D005", "D008", "D010"] {
        assert!(told(&record, code).is_empty(), "{code}");
    }
    let files = work.tree("output/令和7年度").into_iter();
    let pdfs: Vec<String> = files.filter(|path| path.ends_with(".pdf")).collect();
    assert_eq!(pdfs.len(), 13, "{pdfs:?}");
    for path in &pdfs {
        is_sound_archivable_and_accessible(&work, path);
    }
}
