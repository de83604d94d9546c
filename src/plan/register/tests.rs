//! The register as a whole: what is written reads back, and every fault is told with its cell.

use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::*;
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::*;
use crate::values::{Code, FiscalYear};

fn plan() -> Plan {
    template_plan().expect("the template")
}

fn round_trip(plan: &Plan) -> (Option<Plan>, Vec<Diagnostic>) {
    read(&write(plan).expect("bytes"), FILE_NAME)
}

#[test]
fn the_template_reads_back_without_a_word() {
    let plan = plan();
    let (read, diagnostics) = round_trip(&plan);
    assert_eq!(diagnostics, []);
    assert_eq!(read, Some(plan));
}

/// Writes the register where `GYOKAKU_LOOK` says, to be looked at.
#[test]
#[ignore = "writes a file"]
fn look() {
    let path = std::env::var("GYOKAKU_LOOK").expect("a path");
    #[expect(clippy::disallowed_methods, reason = "run by hand only")]
    std::fs::write(path, write(&plan()).expect("bytes")).expect("written");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = plan();
    assert!(write(&plan).expect("bytes") == write(&plan).expect("bytes"));
}

#[test]
fn the_seed_is_kept() {
    let plan = plan();
    assert_eq!(plan.pillars.len(), 5);
    assert_eq!(plan.measures.len(), 14);
    assert_eq!(plan.items.len(), 23);
    assert_eq!(plan.initiatives.len(), 60);
    assert_eq!(plan.indicators.len(), 35);
    assert!(plan.items.iter().all(|i| i.measure.is_none()));
    let titles: Vec<String> = plan
        .items
        .iter()
        .map(|i| format!("{} {}", i.number, i.title))
        .collect();
    assert_eq!(
        titles,
        [
            "1-① 人材の育成",
            "1-② 人材の確保",
            "1-③ 定員管理と組織の見直し",
            "1-④ 人事評価制度の運用",
            "2-① 職員提案の活性化",
            "2-② 誰もが活躍できる職場の確保",
            "2-③ ワーク・ライフ・バランスの充実",
            "2-④ 時間外勤務の縮減と年次有給休暇取得の促進",
            "3-① 財政指標の健全性の確保",
            "3-② 地方公営企業の健全運営",
            "3-③ 収納率の維持向上",
            "3-④ 財源の拡充と市有財産の有効活用",
            "3-⑤ ふるさと納税の推進",
            "3-⑥ 公共施設の適正管理",
            "4-① 自治体DXの推進",
            "4-② 窓口サービスの充実",
            "4-③ アナログ規制の点検・見直し",
            "4-④ 行政評価の活用",
            "5-① 広報の充実",
            "5-② 市民意見の収集",
            "5-③ 協働の推進",
            "5-④ コミュニティ・スクールの推進",
            "5-⑤ 多様な主体との連携",
        ]
    );
    let measures: Vec<&str> = plan.measures.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(
        measures,
        [
            "人材育成の推進",
            "行政体制の整備",
            "組織の活性化",
            "多様な価値観を反映した職場づくり",
            "多様な働き方の推進",
            "財政の健全性の確保",
            "歳入の確保と財源の創出",
            "歳出の抑制と適正化",
            "行政サービスの最適化",
            "事務の効率化と省力化",
            "質の高い行政サービスの実現",
            "市政情報の公開と広聴活動の充実",
            "良好なパートナーシップの確立",
            "多様な主体との連携",
        ]
    );
}

#[test]
fn every_department_in_force_answers_in_both_cycles() {
    let plan = plan();
    let [last, running] = plan.cycles.as_slice() else {
        panic!("two cycles");
    };
    assert_eq!(plan.departments_in_force(running.inquiry_date).count(), 20);
    // A department that answers for nothing but 全庁 would have no item of its own.
    let mut own = plan.clone();
    own.initiatives
        .retain(|i| i.responsible != Responsible::Everyone);
    assert_eq!(Assignments::of(&own, running).departments().len(), 20);
    assert_eq!(Assignments::of(&plan, last).departments().len(), 19);
    for (now, then) in [
        ("みらいこども課", "こども課"),
        ("税務課", "税務収納課"),
        ("収納課", "税務収納課"),
        ("総務課", "総務課"),
    ] {
        let answering = plan.answering(now, last.inquiry_date);
        let names: Vec<&str> = answering.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, [then]);
    }
}

// ---------------------------------------------------------------- faults

/// A small register as texts, to be spoilt.
#[derive(Clone)]
struct Book(Vec<(&'static str, Vec<Vec<String>>)>);

impl Book {
    fn good() -> Self {
        let sheet = |text: &str| -> Vec<Vec<String>> {
            text.lines()
                .map(|l| l.split('|').map(str::to_owned).collect())
                .collect()
        };
        Self(vec![
            (
                "計画",
                sheet(
                    "項目|内容\n自治体名|見本市\n計画名|行革プラン\n開始年度|R6\n終了年度|2028\n策定年度|令和5年度\n事務局|行政経営課",
                ),
            ),
            ("改革項目", sheet("番号 *|名称*\n１|柱一\nⅠ|柱甲\nR2|柱令")),
            (
                "推進施策",
                sheet("改革項目|番号|名称\n1|1|施策一\nⅠ|1|施策甲"),
            ),
            (
                "実施項目",
                sheet(
                    "名称|番号|所管課|関係課|推進施策|開始年度|終了年度|終了区分|統合先|管理番号\n一|1-①|総務課|財政課,税務課|施策一||||\nア|Ⅰ-(1)-ア|財政課|||||||a-1\n令|R2-1|税務課||||令和7年度|統合|1-1|",
                ),
            ),
            (
                "取組",
                sheet(
                    "番号|実施項目|取組内容|担当課|2024|令和7年度|R8\n1-①-1|1-①|する|全庁|検討||完了\n1-①-2|1-1|する|総務課、財政課||実施|",
                ),
            ),
            (
                "指標",
                sheet(
                    "番号|実施項目|指標名|目標の見方|小数桁|基準値|担当課|2024|2028\n1-①-K1|1-①|率|以上|1|▲１，２３４．５|総務課|98.5|99",
                ),
            ),
            (
                "組織",
                sheet(
                    "課コード|課名|開始日|終了日|後継課\n01|総務課|||\n2|財政課|||\n03|税務課|R5.4.1||\n04|旧課||令和8年3月31日|総務課",
                ),
            ),
            (
                "評価区分",
                sheet(
                    "記号|名称|割合に含める|順調とみなす|色\nA|順調|○|yes|#AABBCC\n遅れ|遅れ|はい|×|",
                ),
            ),
            (
                "進捗調査",
                sheet(
                    "対象年度|区分|照会日|提出期限|状態\n令和7年度|年度末|2026/4/10|R8.5.15|実施中",
                ),
            ),
            (
                "過年度実績",
                sheet("対象年度|番号|評価|実績値\n2022|1-1|順調|\n2022|1-①-k1||1,000"),
            ),
        ])
    }

    fn sheet(&mut self, name: &str) -> &mut Vec<Vec<String>> {
        let found = self.0.iter_mut().find(|(n, _)| *n == name);
        &mut found.expect("a sheet").1
    }

    /// Puts a text into a cell such as `B3` of a sheet.
    fn with(mut self, sheet: &str, cell: &str, text: &str) -> Self {
        let column = usize::from(cell.as_bytes()[0] - b'A');
        let row: usize = cell[1..].parse().expect("a row");
        let rows = self.sheet(sheet);
        rows.resize(rows.len().max(row), Vec::new());
        let cells = &mut rows[row - 1];
        cells.resize(cells.len().max(column + 1), String::new());
        text.clone_into(&mut cells[column]);
        self
    }

    fn without(mut self, sheet: &str) -> Self {
        self.0.retain(|(n, _)| *n != sheet);
        self
    }

    fn named(mut self, sheet: &str, name: &'static str) -> Self {
        for (n, _) in &mut self.0 {
            if *n == sheet {
                *n = name;
            }
        }
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, rows) in &self.0 {
            let page = book.add_worksheet();
            page.set_name(*name).expect("a name");
            for (row, cells) in (0u32..).zip(rows) {
                for (at, text) in (0u16..).zip(cells) {
                    page.write_string(row, at, text).expect("a text");
                }
            }
        }
        book.save_to_buffer().expect("bytes")
    }

    fn read(&self) -> (Option<Plan>, Vec<Diagnostic>) {
        read(&self.bytes(), FILE_NAME)
    }
}

/// `R006 改革項目 A3` for each diagnostic.
fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|d| {
            let part = |p: &Option<String>| p.clone().unwrap_or_default();
            format!("{} {} {}", d.code.id(), part(&d.sheet), part(&d.cell))
                .trim_end()
                .to_owned()
        })
        .collect()
}

#[test]
fn tolerant_spellings() {
    let (plan, diagnostics) = Book::good().read();
    assert_eq!(told(&diagnostics), Vec::<String>::new());
    let plan = plan.expect("a plan");
    let ids: Vec<&str> = plan.items.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["1-1", "a-1", "r2-1"]);
    let pillars: Vec<&str> = plan.items.iter().map(|i| i.pillar.as_str()).collect();
    assert_eq!(pillars, ["１", "Ⅰ", "R2"]);
    assert_eq!(plan.items[0].partners, ["財政課", "税務課"]);
    assert_eq!(plan.items[0].measure.as_deref(), Some("1"));
    assert_eq!(plan.items[2].merged_into.as_deref(), Some("1-①"));
    assert_eq!(plan.initiatives[0].responsible, Responsible::Everyone);
    assert_eq!(plan.initiatives[1].item, plan.items[0].id);
    assert_eq!(plan.initiatives[0].schedule.len(), 2);
    assert_eq!(plan.indicators[0].base, Some(rust_decimal::dec!(-1234.5)));
    assert_eq!(plan.grades[0].colour.as_deref(), Some("#aabbcc"));
    assert!(plan.grades[0].on_track && !plan.grades[1].on_track);
    assert_eq!(plan.past_results[0].grade.as_deref(), Some("A"));
    assert_eq!(plan.past_results[1].number, "1-①-K1");
    assert_eq!(plan.profile.form_name, DEFAULT_FORM_NAME);
}

#[test]
fn each_fault_names_its_cell() {
    let good = Book::good;
    for (book, expected) in [
        (good().without("組織"), vec!["R002"]),
        (good().named("評価区分", "評価"), vec!["R002", "R004 評価"]),
        (
            good().without("取組").without("指標").without("過年度実績"),
            vec![],
        ),
        (good().named("過年度実績", "_控え"), vec![]),
        (
            good().with("実施項目", "C1", "担当"),
            vec!["R003 実施項目", "R004 実施項目 C1"],
        ),
        (
            good().with("計画", "A2", "市の名前"),
            vec!["R003 計画", "R004 計画 A2"],
        ),
        (good().with("組織", "H3", "覚え"), vec!["R004 組織 H3"]),
        (good().with("実施項目", "A3", ""), vec!["R005 実施項目 A3"]),
        (good().with("計画", "B7", ""), vec!["R005 計画 B7"]),
        (
            good().with("改革項目", "A3", "①"),
            vec!["R006 改革項目 A3", "R007 実施項目 B3", "R007 推進施策 A3"],
        ),
        (good().with("組織", "A3", "０１"), vec!["R006 組織 A3"]),
        (
            good().with("組織", "A6", "05").with("組織", "B6", "総務課"),
            vec!["R006 組織 B6"],
        ),
        (
            good().with("評価区分", "A3", "Ａ"),
            vec!["R006 評価区分 A3"],
        ),
        (
            good().with("実施項目", "J3", "1-1"),
            vec!["R006 実施項目 J3"],
        ),
        (good().with("取組", "A3", "1-1-1"), vec!["R006 取組 A3"]),
        (good().with("取組", "F1", "R6"), vec!["R006 取組 F1"]),
        (good().with("取組", "B3", "9-9"), vec!["R007 取組 B3"]),
        (
            good().with("実施項目", "E2", "施策甲乙"),
            vec!["R007 実施項目 E2"],
        ),
        (
            good().with("実施項目", "B4", "R3-1"),
            vec!["R007 実施項目 B4"],
        ),
        (good().with("実施項目", "I4", "9"), vec!["R007 実施項目 I4"]),
        (
            good().with("推進施策", "A2", "柱零"),
            vec!["R007 推進施策 A2"],
        ),
        (
            good().with("過年度実績", "C2", "Z"),
            vec!["R007 過年度実績 C2"],
        ),
        (
            good().with("過年度実績", "B3", "1-1-1"),
            vec!["R007 過年度実績 B3"],
        ),
        (
            good().with("実施項目", "D2", "財政課、ない課"),
            vec!["R008 実施項目 D2"],
        ),
        (
            good().with("実施項目", "C2", "全庁"),
            vec!["R008 実施項目 C2"],
        ),
        (good().with("組織", "E5", "どこか課"), vec!["R008 組織 E5"]),
        (
            good().with("実施項目", "F2", "2023"),
            vec!["R009 実施項目 F2"],
        ),
        (good().with("取組", "G1", "2029"), vec!["R009 取組 G2"]),
        (
            good().with("進捗調査", "A2", "R4"),
            vec!["R009 進捗調査 A2"],
        ),
        (good().with("進捗調査", "A2", "R5"), vec![]),
        (
            good().with("過年度実績", "A2", "2029"),
            vec!["R009 過年度実績 A2"],
        ),
        (good().with("取組", "D3", "旧課"), vec!["R010 取組 D3"]),
        (good().with("進捗調査", "E2", "確定"), vec!["R011 進捗調査"]),
        (
            good().with("評価区分", "C2", "いいえ"),
            vec!["R013 評価区分 D2"],
        ),
        (good().with("実施項目", "G4", ""), vec!["R014 実施項目 H4"]),
        (good().with("実施項目", "I4", ""), vec!["R017 実施項目 H4"]),
        (
            good().with("進捗調査", "C2", "4/10"),
            vec!["R011 進捗調査", "R015 進捗調査 C2"],
        ),
        (good().with("計画", "B5", "2023"), vec!["R015 計画 B5"]),
        (good().with("指標", "H2", "98.5%"), vec!["R015 指標 H2"]),
        (good().with("指標", "E2", "7"), vec!["R015 指標 E2"]),
        (good().with("指標", "D2", "多め"), vec!["R015 指標 D2"]),
        (
            good().with("指標", "D2", "目標なし"),
            vec!["R015 指標 H2", "R015 指標 I2"],
        ),
        (
            good().with("指標", "G2", "総務課、財政課"),
            vec!["R015 指標 G2"],
        ),
        (
            good().with("取組", "D2", "全庁、総務課"),
            vec!["R015 取組 D2"],
        ),
        (
            good().with("評価区分", "E3", "赤"),
            vec!["R015 評価区分 E3"],
        ),
        (
            good().with("実施項目", "B3", "()"),
            vec!["R016 実施項目 B3"],
        ),
    ] {
        let (plan, diagnostics) = book.read();
        let mut lines = told(&diagnostics);
        lines.sort();
        assert_eq!(lines, expected);
        let error = diagnostics.iter().any(|d| d.severity == Severity::Error);
        assert_eq!(plan.is_some(), !error);
        assert!(
            diagnostics
                .iter()
                .all(|d| d.file.as_deref() == Some(FILE_NAME))
        );
    }
}

#[test]
fn two_running_cycles_and_a_double_one() {
    let mut book = Book::good();
    let row = book.sheet("進捗調査")[1].clone();
    book.sheet("進捗調査").push(row);
    let (_, diagnostics) = book.read();
    assert_eq!(told(&diagnostics), ["R006 進捗調査 A3", "R012 進捗調査 E3"]);
    assert!(diagnostics[0].message.contains("A2") && diagnostics[0].message.contains("A3"));
    assert!(diagnostics[1].message.contains("E2"));
}

#[test]
fn the_hint_names_the_successor() {
    let (_, diagnostics) = Book::good().with("指標", "G2", "旧課").read();
    assert_eq!(told(&diagnostics), ["R010 指標 G2"]);
    assert!(diagnostics[0].hint.contains("総務課"));
    // An item that has ended is not asked about any more.
    let ended = Book::good().with("実施項目", "G4", "令和6年度");
    let (_, diagnostics) = ended.with("実施項目", "C4", "旧課").read();
    assert_eq!(told(&diagnostics), Vec::<String>::new());
}

#[test]
fn all_faults_in_one_go() {
    let book = Book::good()
        .with("実施項目", "C2", "ない課")
        .with("取組", "B2", "7-7")
        .with("指標", "H2", "約3")
        .with("計画", "B4", "いつか");
    let (plan, diagnostics) = book.read();
    assert!(plan.is_none());
    assert_eq!(
        told(&diagnostics),
        [
            "R007 取組 B2",
            "R008 実施項目 C2",
            "R015 指標 H2",
            "R015 計画 B4"
        ]
    );
}

#[test]
fn what_is_no_workbook() {
    let old = [0xd0u8, 0xcf, 0x11, 0xe0, 0, 0, 0, 0];
    for bytes in [&b""[..], b"PK\x03\x04", b"a,b,c", &old] {
        let (plan, diagnostics) = read(bytes, FILE_NAME);
        assert!(plan.is_none());
        assert_eq!(told(&diagnostics), ["R001"]);
    }
}

#[test]
fn cells_of_other_kinds() {
    let mut book = Workbook::new();
    for (name, rows) in &Book::good().0 {
        let page = book.add_worksheet();
        page.set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(rows) {
            for (at, text) in (0u16..).zip(cells) {
                match text.parse::<f64>() {
                    Ok(number) if text != "01" => page.write_number(row, at, number),
                    _ => page.write_string(row, at, text),
                }
                .expect("a cell");
            }
        }
    }
    let page = book.worksheet_from_name("進捗調査").expect("a sheet");
    page.write_number(1, 2, 46122.0).expect("a day number");
    let page = book.worksheet_from_name("指標").expect("a sheet");
    let percent = Format::new().set_num_format("0.0%");
    page.write_number_with_format(1, 7, 0.985, &percent)
        .expect("a cell");
    page.write_formula(1, 8, Formula::new("=A1").set_result(""))
        .expect("a formula");
    page.write_formula(1, 4, Formula::new("=1/0").set_result("#DIV/0!"))
        .expect("a formula");
    let page = book.worksheet_from_name("取組").expect("a sheet");
    let date = Format::new().set_num_format("m/d");
    page.write_number_with_format(2, 0, 46023.0, &date)
        .expect("a cell");
    let (_, diagnostics) = read(&book.save_to_buffer().expect("bytes"), FILE_NAME);
    let found: Vec<&str> = diagnostics
        .iter()
        .filter_map(|d| d.found.as_deref())
        .collect();
    assert_eq!(
        told(&diagnostics),
        ["R015 取組 A3", "R015 指標 E2", "R015 指標 H2"]
    );
    assert_eq!(found, ["2026/1/1", "#DIV/0!", "98.5%"]);
}

#[test]
fn texts_that_a_workbook_would_change() {
    let mut plan = plan();
    for text in [
        "=1+1",
        "_x0041_",
        "a\u{1b}b",
        "1-1",
        "0012",
        "'x",
        "<&>\"",
        "𠮷野家🍣",
        "a\n\nb",
        "_x_x000D_",
    ] {
        plan.items[0].situation = Some(text.to_owned());
        let (read, diagnostics) = round_trip(&plan);
        assert_eq!(diagnostics, [], "{text}");
        assert_eq!(
            read.expect("a plan").items[0].situation.as_deref(),
            Some(text)
        );
    }
}

// ---------------------------------------------------------------- any city's plan

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ぁ-んァ-ヶ一-龠a-zA-Z0-9・()]{1,12}",
        Just("=SUM(A1)".to_owned()),
        Just("@cmd|' /C calc'!A0=".to_owned()),
        Just("𠮷🍣髙﨑".to_owned()),
        Just("_x000D_と辻\u{e0100}".to_owned()),
        Just("一行目\n  二行目".to_owned()),
        Just("0012.50".to_owned()),
    ]
}

fn decimal() -> impl Strategy<Value = rust_decimal::Decimal> {
    (-10_i64.pow(17)..10_i64.pow(17), 0u32..6).prop_map(|(n, s)| rust_decimal::Decimal::new(n, s))
}

prop_compose! {
    fn any_plan()(
        style in 0usize..3,
        start in 1995i32..2090,
        length in 0i32..7,
        names in prop::collection::vec(text(), 6),
        options in prop::collection::vec(prop::option::of(text()), 8),
        numbers in prop::collection::vec(prop::option::of(decimal()), 4),
        flags in prop::collection::vec(any::<bool>(), 4),
        direction in prop::sample::select(Direction::ALL.to_vec()),
        own_id in any::<bool>(),
    ) -> Plan {
        let number = |at: usize| match style {
            0 => format!("1-{}", ["①", "②", "③"][at]),
            1 => format!("Ⅰ-(1)-{}", ["ア", "イ", "ウ"][at]),
            _ => format!("R2－{}", at + 1),
        };
        let pillar = ["1", "Ⅰ", "R2"][style].to_owned();
        let start = FiscalYear::new(start);
        let end = FiscalYear::new(start.western() + length);
        let day = |month, day| {
            chrono::NaiveDate::from_ymd_opt(start.western() + 1, month, day).expect("a day")
        };
        let code = |n: &str| Code::derive(n).expect("a code");
        let item = |at: usize| Item {
            number: number(at),
            id: if own_id { code(&format!("x{at}")) } else { code(&number(at)) },
            title: names[at].clone(),
            pillar: pillar.clone(),
            measure: flags[0].then(|| "(1)".to_owned()),
            leads: vec!["甲課".to_owned(), "乙・丙課".to_owned()],
            partners: if flags[1] { vec!["丁 課".to_owned()] } else { vec![] },
            situation: options[0].clone(),
            policy: options[1].clone(),
            start: flags[2].then_some(start),
            end: flags[3].then_some(end),
            termination: (flags[3] && flags[2]).then_some(Termination::Completed),
            merged_into: flags[1].then(|| number(1)),
        };
        let items = vec![item(0), item(1)];
        let targets = match direction {
            Direction::AtLeast | Direction::AtMost => numbers[0].map(Target::Number),
            Direction::Qualitative => options[2].clone().map(Target::Text),
            Direction::NoTarget => None,
        };
        let department = |code: &str, name: &str| Department {
            code: code.to_owned(),
            name: name.to_owned(),
            division: options[3].clone(),
            ..Department::default()
        };
        let grade = |symbol: &str, name: &str| Grade {
            symbol: symbol.to_owned(),
            name: name.to_owned(),
            definition: options[4].clone(),
            counted: flags[0],
            on_track: flags[0] && flags[1],
            colour: flags[2].then(|| "#a0b1c2".to_owned()),
        };
        Plan {
            profile: Profile {
                municipality: names[2].clone(),
                name: names[3].clone(),
                short_name: options[5].clone(),
                start,
                end,
                adopted: flags[1].then(|| start.previous()),
                office: names[4].clone(),
                sample: flags[3],
                ..Profile::default()
            },
            themes: vec![Theme {
                number: options[6].clone(),
                name: names[5].clone(),
                description: options[7].clone(),
            }],
            pillars: vec![Pillar { number: pillar.clone(), name: names[0].clone() }],
            measures: vec![Measure {
                pillar: pillar.clone(),
                number: "(1)".to_owned(),
                name: names[1].clone(),
            }],
            initiatives: vec![Initiative {
                number: format!("{}-1", number(0)),
                id: code(&format!("{}-1", number(0))),
                item: items[0].id.clone(),
                text: names[2].clone(),
                responsible: if flags[0] {
                    Responsible::Everyone
                } else {
                    Responsible::Departments(vec!["丁 課".to_owned(), "甲課".to_owned()])
                },
                schedule: options[0].iter().map(|t| (end, t.clone())).collect(),
            }],
            indicators: vec![Indicator {
                number: format!("{}-K", number(1)),
                id: code(&format!("{}-K", number(1))),
                item: items[1].id.clone(),
                name: names[3].clone(),
                unit: options[1].clone(),
                kind: flags[0].then_some(IndicatorKind::Activity),
                direction,
                accumulation: if flags[1] { Accumulation::Cumulative } else { Accumulation::SingleYear },
                places: flags[2].then_some(2),
                base_year: flags[3].then_some(start.previous()),
                base: numbers[1],
                department: "甲課".to_owned(),
                targets: targets.into_iter().map(|t| (start, t)).collect(),
            }],
            departments: vec![
                department("01", "甲課"),
                department("2", "乙・丙課"),
                department("A-3", "丁 課"),
                Department {
                    starts: Some(day(4, 1)),
                    ends: Some(day(12, 31)),
                    successors: vec!["甲課".to_owned(), "丁 課".to_owned()],
                    ..department("04", "戊課")
                },
            ],
            grades: vec![grade("順調", "順調"), grade("△", "遅れ")],
            cycles: vec![Cycle {
                year: start,
                kind: YEAR_END.to_owned(),
                inquiry_date: day(4, 10),
                contributors_due: flags[0].then(|| day(4, 20)),
                due: day(5, 15),
                state: CycleState::Running,
            }],
            meetings: vec![Meeting {
                year: start,
                kind: YEAR_END.to_owned(),
                body: Body::Council,
                session: options[2].clone(),
                date: flags[1].then(|| day(8, 1)),
                document: options[3].clone(),
                material: options[4].clone(),
            }],
            past_results: vec![PastResult {
                year: start.previous(),
                kind: "中間".to_owned(),
                number: number(1),
                grade: flags[2].then(|| "△".to_owned()),
                actual: numbers[2],
                effect: numbers[3],
                reference: options[5].clone(),
            }],
            glossary: vec![Term {
                term: names[0].clone(),
                explanation: options[6].clone().unwrap_or_default(),
            }],
            items,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_plan_reads_back(plan in any_plan()) {
        let (read, diagnostics) = round_trip(&plan);
        prop_assert_eq!(diagnostics, vec![]);
        prop_assert_eq!(read, Some(plan));
    }
}
