//! 進行表.xlsx of a cycle.

use super::asking::Asks;
use super::reading::Reading;
use super::setting::Setting;
use super::standing::{self, DepartmentStanding};
use crate::audience::progress::{DepartmentProgress, ProgressView};
use crate::plan::Cycle;
use crate::values::date_with_weekday;

/// What 進行表.xlsx shows; a 確認依頼 that could be made counts as sent.
pub(super) fn view(
    setting: &Setting,
    reading: &Reading,
    asked: &[Asks],
    (title, date): (String, [i32; 3]),
) -> ProgressView {
    let cycle = &setting.cycle;
    let sent = |asks: &Asks| asks.workbook.is_some();
    let standing = standing::departments(setting, reading, asked, &sent);
    let issued = setting.files.made(&cycle.folder()).forms > 0;
    let divisions = reading.record.departments.iter();
    let divisions = divisions.map(|d| d.division.clone());
    ProgressView {
        title,
        cycle: cycle.name(),
        date,
        deadlines: deadlines(cycle),
        departments: { standing.into_iter().zip(divisions) }
            .map(|(standing, division)| department(standing, division, cycle, issued))
            .collect(),
    }
}

fn department(
    standing: DepartmentStanding,
    division: Option<String>,
    cycle: &Cycle,
    issued: bool,
) -> DepartmentProgress {
    let again = cycle.rules.resubmission_due;
    let again = again.filter(|_| standing.asked_round.is_some());
    DepartmentProgress {
        sent: issued.then(|| date_with_weekday(cycle.inquiry_date)),
        due: date_with_weekday(standing.due),
        state: standing.stage.label(),
        again_due: again.map(date_with_weekday),
        code: standing.code,
        division,
        name: standing.name,
        returned_round: standing.returned_round,
        asked_round: standing.asked_round,
        errors: standing.errors,
        warnings: standing.warnings,
        refused: standing.refused,
    }
}

/// `照会日 令和8年4月10日（金）、提出期限 …`
fn deadlines(cycle: &Cycle) -> String {
    let all = [
        ("照会日", Some(cycle.inquiry_date)),
        ("関係課期限", cycle.contributors_due),
        ("提出期限", Some(cycle.due)),
        ("再提出期限", cycle.rules.resubmission_due),
    ];
    let known = all.into_iter().filter_map(|(name, date)| {
        let date = date?;
        Some(format!("{name} {}", date_with_weekday(date)))
    });
    known.collect::<Vec<_>>().join("、")
}
