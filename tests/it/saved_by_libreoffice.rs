//! A form with rows inserted and its sheet renamed, saved by LibreOffice as .xlsx and as .ods, reads to the same
//! values as the one that was sent out.

use std::collections::BTreeMap;

use gyokaku::diagnostic::{Code, any_error};
use gyokaku::form::Field;
use gyokaku::submission::{Intake, Received, intake};
use gyokaku::values::Value;

use crate::filling::{self, Entry};
use crate::fixture::{Work, filled};
use crate::plans;

/// A value of every kind, in spellings of every kind.
fn answered() -> Vec<u8> {
    let text = |t: &str| Entry::Text(t.to_owned());
    filled(
        &plans::small(),
        "01",
        &[
            ("in.respondent.name", text("髙﨑 𠮷子")),
            ("in.approval.date", Entry::Date(2026, 5, 8)),
            ("in.item.1_1.grade", text("S 計画を上回る")),
            (
                "in.item.1_1.reason",
                text("一行目　全角空白\n二行目 <b>&\"'"),
            ),
            ("in.item.1_1.issue", text("=HYPERLINK(\"http://x\",\"y\")")),
            ("in.item.1_1.next", text("'001")),
            ("in.initiative.1_1_1.effect_revenue", Entry::Number(-1234.0)),
            ("in.initiative.1_1_1.effect_saving", text("▲１，２３４千円")),
            ("in.initiative.1_1_1.effect_kind", text("継続")),
            ("in.indicator.1_1_k1.actual", Entry::Percent(0.985)),
            ("in.indicator.1_1_k1.as_of", text("R8.3.31")),
            (
                "in.indicator.1_1_k2.actual",
                Entry::Formula {
                    text: "10+20.5".to_owned(),
                    cached: Some("30.5".to_owned()),
                },
            ),
            ("in.indicator.1_1_k2.state", text("速報値")),
        ],
    )
}

fn read(name: &str, bytes: Vec<u8>) -> Intake {
    let plan = plans::small();
    let cycle = plan.running_cycle().expect("a cycle").clone();
    let file = Received {
        path: name.to_owned(),
        superseded_folder: false,
        bytes: Ok(bytes),
    };
    intake(&plan, &cycle, vec![file], &|| {})
}

#[track_caller]
fn values(intake: &Intake) -> BTreeMap<Field, Option<Value>> {
    assert!(!any_error(&intake.diagnostics), "{:#?}", intake.diagnostics);
    assert_eq!(intake.submissions.len(), 1);
    let answers = &intake.submissions[0].answers;
    answers
        .iter()
        .map(|(field, answer)| (field.clone(), answer.value.clone()))
        .collect()
}

#[test]
fn the_same_values_come_back() {
    let sent = answered();
    let wanted = values(&read("01.xlsx", sent.clone()));
    let actual = |id: &str| {
        let (_, value) = wanted
            .iter()
            .find(|(field, _)| field.name() == format!("in.indicator.{id}.actual"))
            .expect("an actual");
        value.as_ref().expect("a value").text()
    };
    assert_eq!(
        (actual("1_1_k1"), actual("1_1_k2")),
        ("98.5".into(), "30.5".into())
    );

    let moved = filling::insert_rows_above(&sent, "1-①", 3);
    let moved = filling::rename_sheet(&moved, "1-①", "一の一（総務's）");
    assert_eq!(values(&read("01.xlsx", moved.clone())), wanted);

    let work = Work::empty();
    work.put("01.xlsx", &moved);
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        work.root().display()
    );
    for ending in ["ods", "xlsx"] {
        let folder = format!("saved_{ending}");
        work.tool(
            "soffice",
            &[
                &profile,
                "--headless",
                "--convert-to",
                ending,
                "--outdir",
                &folder,
                "01.xlsx",
            ],
        );
        let name = format!("01.{ending}");
        let intake = read(&name, work.bytes(&format!("{folder}/{name}")));
        assert_eq!(values(&intake), wanted, "{ending}");
        for (field, answer) in &intake.submissions[0].answers {
            let place = &answer.source.at;
            let item = !matches!(field, Field::Office(_));
            assert_eq!(
                item,
                place.sheet == "一の一（総務's）",
                "{ending} {place:?}"
            );
            assert_eq!(place.file, name);
        }
        let lost = [Code::NameUnknown, Code::FileOldLayout];
        let reported = intake.diagnostics.iter().find(|d| lost.contains(&d.code));
        assert_eq!(reported, None, "{ending}");
    }
}
