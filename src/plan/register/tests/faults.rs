//! Every fault of a register is reported with its sheet and cell; tolerated spellings are not.

use rust_xlsxwriter::Workbook;

use super::super::{FILE_NAME, read};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{DEFAULT_FORM_NAME, Plan, Responsible};

/// A small register as texts, to be spoilt.
#[derive(Clone)]
pub(super) struct Book(pub Vec<(&'static str, Vec<Vec<String>>)>);

impl Book {
    pub(super) fn good() -> Self {
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
    pub(super) fn with(mut self, sheet: &str, cell: &str, text: &str) -> Self {
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

    pub(super) fn workbook(&self) -> Workbook {
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
        book
    }

    fn bytes(&self) -> Vec<u8> {
        self.workbook().save_to_buffer().expect("bytes")
    }

    pub(super) fn read(&self) -> (Option<Plan>, Vec<Diagnostic>) {
        read(&self.bytes(), FILE_NAME)
    }
}

/// `R006 改革項目 A3` for each diagnostic.
pub(super) fn reported(diagnostics: &[Diagnostic]) -> Vec<String> {
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
fn a_past_result_whose_number_was_another_s_asks_for_the_id() {
    let renumbered = Book::good()
        .with("実施項目", "J2", "x-1")
        .with("実施項目", "J4", "1-1");
    let (_, diagnostics) = renumbered.read();
    assert_eq!(reported(&diagnostics), ["R007 過年度実績 B2"]);
    assert!(diagnostics[0].hint.contains("管理番号"));
    let (plan, diagnostics) = renumbered
        .with("過年度実績", "E1", "管理番号")
        .with("過年度実績", "E2", "1-①")
        .read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    assert_eq!(plan.expect("a plan").past_results[0].number, "R2-1");
}

#[test]
fn a_past_result_names_one_thing() {
    let (plan, diagnostics) = Book::good()
        .with("過年度実績", "E1", "管理番号")
        .with("過年度実績", "E2", "a-1")
        .read();
    assert_eq!(reported(&diagnostics), ["R007 過年度実績 B2"]);
    assert!(diagnostics[0].message.contains("別のものの番号"));
    assert!(plan.is_none());
}

#[test]
fn tolerant_spellings() {
    let (plan, diagnostics) = Book::good().read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
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
        (good().with("計画", "A8", "事務局"), vec!["R006 計画 A8"]),
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
            vec!["R034 過年度実績 C2"],
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
            vec!["R015 進捗調査 C2"],
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
        let mut lines = reported(&diagnostics);
        lines.sort();
        assert_eq!(lines, expected);
        // A plan without a running cycle serves a command that names its cycle.
        let hinders =
            |d: &Diagnostic| d.severity == Severity::Error && d.code != Code::RegisterNoCycle;
        assert_eq!(plan.is_some(), !diagnostics.iter().any(hinders));
        assert!(
            diagnostics
                .iter()
                .all(|d| d.file.as_deref() == Some(FILE_NAME))
        );
    }
}

#[test]
fn a_number_for_a_document_that_nothing_writes_is_asked_about() {
    for (document, expected) in [
        ("推進情況報告書", vec!["R017 会議 E2"]),
        ("推進状況報告書", vec![]),
        ("報告書", vec![]),
        ("集計表", vec![]),
        ("実施項目一覧", vec![]),
        ("参考資料", vec![]),
        ("概要版", vec![]),
    ] {
        let mut book = Book::good();
        let headings = ["対象年度", "区分", "会議", "資料番号", "文書"];
        let line = ["R7", "年度末", "推進本部", "資料1", document];
        let rows = [headings, line].map(|r| r.map(str::to_owned).to_vec());
        book.0.push(("会議", rows.to_vec()));
        assert_eq!(reported(&book.read().1), expected, "{document}");
    }
}

#[test]
fn two_running_cycles_and_a_double_one() {
    let mut book = Book::good();
    let row = book.sheet("進捗調査")[1].clone();
    book.sheet("進捗調査").push(row);
    let (_, diagnostics) = book.read();
    assert_eq!(
        reported(&diagnostics),
        ["R006 進捗調査 A3", "R012 進捗調査 E3"]
    );
    assert!(diagnostics[0].message.contains("A2") && diagnostics[0].message.contains("A3"));
    assert!(diagnostics[1].message.contains("E2"));
}

#[test]
fn the_hint_names_the_successor() {
    let (_, diagnostics) = Book::good().with("指標", "G2", "旧課").read();
    assert_eq!(reported(&diagnostics), ["R010 指標 G2"]);
    assert!(diagnostics[0].hint.contains("総務課"));
    // An item that has ended is not asked about any more.
    let ended = Book::good().with("実施項目", "G4", "令和6年度");
    let (_, diagnostics) = ended.with("実施項目", "C4", "旧課").read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
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
        reported(&diagnostics),
        [
            "R007 取組 B2",
            "R008 実施項目 C2",
            "R015 指標 H2",
            "R015 計画 B4"
        ]
    );
}
