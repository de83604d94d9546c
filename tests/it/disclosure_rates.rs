//! How often the search for internal texts is wrong, over the whole sample: harmless texts that withhold a paper, and leaks that
//! it passes over. Both are written into real forms; the leaks are then printed by a changed template of 公表.

use std::collections::BTreeSet;

use crate::filling::{self, Entry};
use crate::fixture::{Work, with_code};
use crate::samples::samples;

const FINANCE: &str = "05_財政課_進捗状況調査票.xlsx";
const TAX: &str = "06_税務課_進捗状況調査票.xlsx";
const SAFETY: &str = "08_防災課_進捗状況調査票.xlsx";
const CITIZENS: &str = "09_市民窓口課_進捗状況調査票.xlsx";

/// Written beside the form, one below the other: public already, or no secret by itself.
const BESIDE: &[&str] = &[
    // Grades with their names, and what is said of them.
    "B やや遅れている",
    "Ｂ　やや遅れている",
    "Bやや遅れている",
    "A 計画どおり",
    "S 計画を上回る",
    "計画を上回る",
    "計画した内容をおおむね計画どおりに実施した。",
    "3-④は、B やや遅れている。",
    "3-④ B やや遅れている",
    // Numbers, titles, pillars, plan texts and their parts.
    "3-④ 財源の拡充と市有財産の有効活用",
    "3-④　財源の拡充と市有財産の有効活用",
    "3－④財源の拡充と市有財産の有効活用",
    "財源の拡充と市有財産の有効活用",
    "市有財産の有効活用",
    "3-① 財政指標の健全性の確保",
    "財政指標の健全性の確保",
    "3 財政基盤の強化",
    "公共施設の適正管理",
    "3-④-1 未利用の市有地の活用方針を定め、売却又は貸付けを行う。",
    "未利用の市有地の活用方針を定め、売却又は貸付けを行う。",
    "未利用地の売却と貸付け、ネーミングライツや広告事業により、新たな財源を確保します。",
    "広告収入などの自主財源は一部の媒体に限られています。",
    "市有財産の売却及び貸付けによる収入",
    "R6 検討 ▶ 【R7 実施】 ▶ R8 継続",
    // Figures, targets, units, dates.
    "目標 40,000千円",
    "目標　４０，０００千円",
    "40,000千円",
    "実績 28,350千円",
    "28,350千円",
    "28350",
    "令和8年3月31日",
    "令和8年3月31日時点",
    "2026年3月31日",
    "2026/3/31",
    "令和7年度",
    "令和7(2025)年度",
    "令和7年度の実績",
    "12,345,678",
    // Last cycle's values.
    "15,000千円",
    "前回（令和6年度）",
    "A 計画どおり（令和6年度）",
    // Names of departments and of the form's and the papers' parts.
    "財政課",
    "財政課、会計課",
    "企画政策課、秘書広報課",
    "行政経営デジタル戦略課",
    "市長公室 行政経営デジタル戦略課",
    "市長公室 行政経営デジタル戦略課（内線 2345）",
    "進捗評価",
    "評価の理由",
    "今後の取組",
    "市民向けの説明",
    "実施項目の評価（所管課が記入）",
    "推進本部資料のみに掲載する事項",
    "みらい改革プラン(行財政改革大綱)",
    "みらい改革プラン　進捗状況調査票",
    "実施項目ごとの状況",
    "取組の実績",
    "歳入増（千円）",
    "効果額の区分",
    // Answers of the papers, whole and in part.
    "令和6年度15,000千円、令和7年度13,350千円",
    "売却 11,900千円、貸付け 1,450千円",
    "使う予定のない市の土地の売却などにより、2年間で2,835万円の収入を得ました。",
    "不調となった土地は、接道の幅が狭く、住宅用地としての需要が見込みにくい。",
    // Everyday words.
    "未定",
    "確認中",
    "同上",
    "別紙のとおり",
    "済",
];

/// In fields for the office alone, by form: parts of the office, words for nothing, numbers that are figures or years.
const FOR_THE_OFFICE: &[(&str, &str, &str)] = &[
    (FINANCE, "in.respondent.name", "管財係"),
    (FINANCE, "in.respondent.phone", "2028"),
    (FINANCE, "in.respondent.note", "3-④は、B やや遅れている。"),
    (FINANCE, "in.approval.name", "財政課長"),
    (FINANCE, "in.item.3_4.internal_note", "B やや遅れている"),
    (FINANCE, "in.item.3_4.contact", "管財係 内線2345"),
    (TAX, "in.respondent.name", "税務課"),
    (TAX, "in.respondent.phone", "2024"),
    (TAX, "in.approval.name", "未定"),
    (SAFETY, "in.respondent.name", "担当者"),
    (SAFETY, "in.respondent.phone", "100"),
    (SAFETY, "in.respondent.note", "財政課、会計課"),
    (SAFETY, "in.approval.name", "課長"),
];

/// Where it is written, as typed, and as a template prints it.
const LEAKS: &[(&str, &str, &str, &str)] = &[
    (
        CITIZENS,
        "in.respondent.name",
        "栗原 真由美",
        "担当は栗原真由美です。",
    ),
    (CITIZENS, "in.respondent.phone", "4821", "内線 4821"),
    (
        CITIZENS,
        "in.approval.name",
        "長谷部 剛士",
        "確認者　長谷部",
    ),
    (
        CITIZENS,
        "in.respondent.note",
        "この数値は、決裁を受けていません。",
        "この数値は、|決裁を|受けていません。",
    ),
    (
        "10_国保年金課_進捗状況調査票.xlsx",
        "in.respondent.name",
        "ﾊﾔｼﾀﾞ ﾕｳｺ",
        "ハヤシダ ユウコ",
    ),
    (
        "10_国保年金課_進捗状況調査票.xlsx",
        "in.respondent.phone",
        "029-858-4907",
        "お問合せは０２９－８５８－４９０７",
    ),
    (
        "10_国保年金課_進捗状況調査票.xlsx",
        "in.approval.name",
        "瀬尾 一郎",
        "瀬尾課長",
    ),
    (
        "11_地域推進課_進捗状況調査票.xlsx",
        "in.respondent.name",
        "Moreau Camille",
        "Moreau Camille",
    ),
    (
        "11_地域推進課_進捗状況調査票.xlsx",
        "in.respondent.phone",
        "内線 ７３９",
        "（内線：739）",
    ),
    (
        "11_地域推進課_進捗状況調査票.xlsx",
        "in.respondent.note",
        "前任の課長から引継ぎを受けていない。正しい値は分からない。",
        "正しい値は分からない。",
    ),
    (
        "12_社会福祉課_進捗状況調査票.xlsx",
        "in.respondent.phone",
        "6157",
        "6157",
    ),
    (
        "12_社会福祉課_進捗状況調査票.xlsx",
        "in.respondent.name",
        "庶務係 牛尾",
        "牛尾",
    ),
    (
        FINANCE,
        "beside",
        "実際は、目標の40,000千円のうち31,415千円しか見込めない。",
        "実際は、目標の40,000千円のうち31,415千円しか見込めない。",
    ),
    (
        FINANCE,
        "beside",
        "3-④は、市長の指示により廃止する。",
        "3-④は、市長の指示により廃止する。",
    ),
    (
        FINANCE,
        "beside",
        "財政課は、財源の拡充と市有財産の有効活用を断念した。",
        "財政課は、財源の拡充と市有財産の有効活用を断念した。",
    ),
    (
        FINANCE,
        "beside",
        "旧職員住宅跡地は（隣の会社へ随意契約で売る話が進む）未公表です",
        "隣の会社へ随意契約で売る話が進む",
    ),
    (
        FINANCE,
        "beside",
        "最低価格 31,415千円",
        "最低価格 ３１，４１５千円",
    ),
    (
        FINANCE,
        "beside",
        "㈱みらい開発と協議中です。",
        "(株)みらい開発と|協議中です。",
    ),
    (
        FINANCE,
        "beside",
        "ＤＸ推進の予算は削る方針。",
        "DX推進の予算は削る方針。",
    ),
    (
        TAX,
        "beside",
        "滞納者の氏名を一覧で渡してある。",
        "*滞納者の*氏名を一覧で渡してある。",
    ),
];

fn form(work: &Work, name: &str) -> Vec<u8> {
    work.bytes(&format!("input/令和7年度/提出/{name}"))
}

/// The sample with all of it written into the forms.
fn planted() -> Work {
    let work = samples();
    let fields = FOR_THE_OFFICE.iter().copied().chain(
        LEAKS
            .iter()
            .map(|(file, name, typed, _)| (*file, *name, *typed)),
    );
    for (file, name, typed) in fields.filter(|(_, name, _)| *name != "beside") {
        let filled = filling::fill(&form(&work, file), &[(name, typed.into())]);
        work.returned(file, &filled);
    }
    let beside = |file: &str| -> Vec<&str> {
        let leaks = LEAKS
            .iter()
            .filter(|(f, name, ..)| *f == file && *name == "beside");
        leaks.map(|(_, _, typed, _)| *typed).collect()
    };
    for (file, sheet) in [(FINANCE, "3-④"), (TAX, "記入要領")] {
        let mut texts = beside(file);
        if file == FINANCE {
            texts.extend(BESIDE);
        }
        let cells: Vec<(String, String, Entry)> = (2..)
            .zip(texts)
            .map(|(row, text)| (sheet.to_owned(), format!("H{row}"), text.into()))
            .collect();
        work.returned(file, &filling::set_cells(&form(&work, file), &cells));
    }
    // Last cycle's grade written over, a filter that hides rows, a sheet copied, an annex.
    let mut finance = filling::set_cell(
        &form(&work, FINANCE),
        "3-④",
        "D25",
        &"B やや遅れている".into(),
    );
    finance = filling::hide_rows(&finance, "3-④", 20, 30);
    finance = filling::copy_sheet(&finance, "3-①", "3-① (2)");
    let annex = [("A1", "3-④ 財源の拡充と市有財産の有効活用".into())];
    work.returned(FINANCE, &filling::add_sheet(&finance, "別紙", &annex));
    work
}

/// A text in the language of the templates, by its characters: a number typed into a template is another fault. `|` ends a
/// paragraph, `*` begins and ends bold type.
fn in_typst(text: &str) -> String {
    let shown = |text: &str| {
        let codes: String = text.chars().map(|c| format!("{},", u32::from(c))).collect();
        format!("#({codes}).map(c => str.from-unicode(c)).join()")
    };
    let bold = |(at, part): (usize, &str)| match at % 2 {
        _ if part.is_empty() => String::new(),
        0 => shown(part),
        _ => format!("#strong[{}]", shown(part)),
    };
    let paragraphs = text.split('|');
    let paragraphs = paragraphs.map(|p| p.split('*').enumerate().map(bold).collect::<String>());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn no_harmless_text_withholds_a_paper_and_no_leak_passes() {
    let work = planted();
    let folder = work.root().join("書式").display().to_string();
    work.run(&["templates", &folder]).ended(0);
    let report = "書式/public/report.typ";
    let mut template = String::from_utf8(work.bytes(report)).expect("a template");
    for (_, _, _, printed) in LEAKS {
        template.push_str(&format!("\n\n{}\n", in_typst(printed)));
    }
    work.put(report, template.as_bytes());
    work.run(&["report", "--templates", &folder]).ended(2);

    let record = work.record();
    let found: BTreeSet<(String, String)> = with_code(&record, "D008")
        .iter()
        .map(|d| {
            (
                d["file"].as_str().unwrap_or_default().to_owned(),
                d["found"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let squeezed = |text: &str| text.replace([' ', '　'], "");
    let of = |text: &str| {
        let mut leaks = LEAKS.iter();
        leaks.position(|(_, _, typed, _)| squeezed(typed).contains(&squeezed(text)))
    };
    let hits: BTreeSet<usize> = found.iter().filter_map(|(_, text)| of(text)).collect();
    let missed: Vec<&str> = (0..LEAKS.len())
        .filter(|n| !hits.contains(n))
        .map(|n| LEAKS[n].3)
        .collect();
    let alarms: Vec<_> = found
        .iter()
        .filter(|(file, text)| of(text).is_none() || file != "公表/推進状況報告書.pdf")
        .collect();
    // 別紙, the copy of 3-①, last cycle's grade, and rows 20 to 30 of what stands beside the form are hidden too.
    let harmless = BESIDE.len() + FOR_THE_OFFICE.len() + 3;
    println!("| harmless texts | false alarms | leaks | found |");
    println!(
        "| {harmless} | {} | {} | {} |",
        alarms.len(),
        LEAKS.len(),
        hits.len()
    );
    assert!(harmless >= 60 && LEAKS.len() >= 20);
    assert!(alarms.is_empty(), "false alarms: {alarms:#?}");
    assert!(missed.is_empty(), "missed: {missed:#?}");
    // All others are written.
    for body in ["幹事会", "推進本部", "懇談会", "公表"] {
        let files = work.tree(&format!("output/令和7年度/{body}"));
        let withheld = files
            .iter()
            .any(|path| path.ends_with("推進状況報告書.pdf"));
        assert_eq!(withheld, body != "公表", "{files:?}");
        assert!(
            files.iter().any(|path| path.ends_with(".xlsx")),
            "{files:?}"
        );
    }
}
