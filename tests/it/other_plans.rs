//! The plan of any city: other pillars, counts, grades and number styles go through the whole cycle.

use serde_json::{Value as Json, json};

use crate::filling;
use crate::fixture::{Work, folded, form, rows, value};
use crate::plans::{self, KIZUGAWA, PILLARS, SYMBOLS};

/// S, A, B, C, 対象外 of a count in the record.
fn counts(count: &Json) -> Vec<u64> {
    SYMBOLS
        .iter()
        .map(|s| count[s].as_u64().expect("a count"))
        .collect()
}

/// Grades are filled by the names of the forms alone.
fn graded(form: Vec<u8>, grades: &[(String, &str)]) -> Vec<u8> {
    let names = filling::names(&form);
    let entries: Vec<(String, &str)> = grades
        .iter()
        .map(|(number, grade)| {
            let code = plans::code(number).in_name();
            (format!("in.item.{code}.grade"), *grade)
        })
        .filter(|(name, _)| names.contains(name))
        .collect();
    let entries: Vec<_> = entries
        .iter()
        .map(|(name, grade)| (name.as_str(), (*grade).into()))
        .collect();
    filling::fill(&form, &entries)
}

#[test]
fn a_plan_of_115_items_without_indicators() {
    let (plan, grades) = plans::kizugawa();
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0).says("調査票 6件（作成 6");
    let forms = work.tree("output/令和7年度/様式");
    assert_eq!(forms.len(), 6);
    for path in forms {
        let filled = graded(filling::fill_all(&work.bytes(&path)), &grades);
        let name = path.rsplit('/').next().expect("a name");
        work.returned(name, &filled);
    }
    work.report()
        .ended(0)
        .says("ファイル 6件 ＝ 受付済 6 ＋ 差替済 0 ＋ 受付不可 0")
        .says("課 6 ＝ 提出済 6 ＋ 未提出 0");

    let record = work.record();
    let summary = &record["summary"]["grades"];
    assert_eq!(record["items"].as_array().map(Vec::len), Some(115));
    for (pillar, row) in (1..).zip(KIZUGAWA) {
        let row: Vec<u64> = row.map(|n| n as u64).to_vec();
        assert_eq!(counts(&summary["pillars"][pillar.to_string()]), row);
    }
    let total = &summary["total"];
    assert_eq!(counts(total), [4, 21, 51, 10, 29]);
    assert_eq!(total["未提出"], 0);
    assert_eq!(total["denominator"], 86);
    assert_eq!(total["all"], 115);
    assert_eq!(
        total["shares"],
        json!({"S": "4.7", "A": "24.4", "B": "59.3", "C": "11.6"})
    );
    in_the_workbook(&work);
    in_the_pdf(&work);
}

fn in_the_workbook(work: &Work) {
    for path in work.tree("output/令和7年度") {
        if !path.ends_with("集計表.xlsx") {
            continue;
        }
        let summary = rows(&work.bytes(&path), "総括");
        for (name, counts) in PILLARS.into_iter().zip(KIZUGAWA) {
            let [s, a, b, c, outside] = counts;
            let denominator = s + a + b + c;
            let figures = [s, a, b, c, outside, 0, denominator, denominator + outside];
            let figures = figures.map(|n| n.to_string());
            let row = summary.iter().find(|row| row.contains(&name.to_owned()));
            let row = row.unwrap_or_else(|| panic!("{path}: no {name}"));
            assert_eq!(row[2..10], figures, "{path} {name}");
        }
        let totals = ["4", "21", "51", "10", "29", "0", "86", "115"];
        assert!(summary.iter().any(|r| r[2..10] == totals), "{path}");
        let shares = ["4.7", "24.4", "59.3", "11.6"];
        assert!(summary.iter().any(|r| r[2..6] == shares), "{path}");
        let items = rows(&work.bytes(&path), "実施項目一覧");
        let listed = items.iter().filter(|r| r[1].starts_with("実施項目の"));
        assert_eq!(listed.count(), 115, "{path}");
    }
}

fn in_the_pdf(work: &Work) {
    for body in ["推進本部", "懇談会", "公表"] {
        let path = format!("output/令和7年度/{body}/推進状況報告書.pdf");
        let raw = work.tool("pdftotext", &["-raw", &path, "-"]);
        let figures: Vec<usize> = raw
            .split_whitespace()
            .filter_map(|w| w.parse().ok())
            .collect();
        let holds = |row: [usize; 8]| figures.windows(8).any(|w| w == row);
        for [s, a, b, c, outside] in KIZUGAWA {
            let counted = s + a + b + c;
            let row = [s, a, b, c, counted, outside, 0, counted + outside];
            assert!(holds(row), "{body} {row:?}\n{raw}");
        }
        assert!(holds([4, 21, 51, 10, 86, 29, 0, 115]), "{body}\n{raw}");
        let text = work.pdf_text(body);
        for share in ["4.7%", "24.4%", "59.3%", "11.6%"] {
            assert!(text.contains(share), "{body} {share}");
        }
        for title in ["実施項目の1-1番", "実施項目の3-44番", "実施項目の5-33番"] {
            assert!(text.contains(title), "{body} {title}");
        }
        let sentence = "全115項目のうち評価の対象となる86項目について、25項目（29.1%）が順調";
        assert!(text.contains(&folded(sentence)), "{body}");
    }
}

#[test]
fn other_number_styles_and_plain_names_of_grades() {
    let plan = plans::named();
    let work = Work::new(&plan);
    let names = filling::names(&form(&plan, "02"));
    for name in ["in.item.i_1_ア.grade", "in.initiative.i_1_ア_1.status"] {
        assert!(names.iter().any(|n| n == name), "{names:?}");
    }
    let grades = [
        ("R2-1", "遅れ"),
        ("R2-2", "おおむね予定どおり"),
        ("Ⅰ-(1)-ア", "対象外"),
    ]
    .map(|(number, grade)| (number.to_owned(), grade));
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| graded(form, &grades));
    work.report().ended(0);

    let record = work.record();
    for (id, number, grade) in [
        ("r2-1", "R2-1", "遅れ"),
        ("r2-2", "R2-2", "おおむね予定どおり"),
        ("i-1-ア", "Ⅰ-(1)-ア", "対象外"),
    ] {
        assert_eq!(value(&record, id, "number"), number);
        assert_eq!(value(&record, id, "grade")["value"], grade);
    }
    let total = &record["summary"]["grades"]["total"];
    assert_eq!(
        (&total["denominator"], &total["all"]),
        (&json!(2), &json!(3))
    );
    assert_eq!(total["shares"]["遅れ"], "50.0");
    for body in ["推進本部", "懇談会", "公表"] {
        let text = work.pdf_text(body);
        for printed in ["R2-1", "Ⅰ-(1)-ア", "おおむね予定どおり", "使用料の見直し"]
        {
            assert!(text.contains(printed), "{body} {printed}");
        }
    }
}
