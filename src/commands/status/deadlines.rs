//! The days that matter of a cycle, and how far off they are.

use chrono::NaiveDate;
use serde::Serialize;

use crate::plan::{Body, Cycle, Plan};

/// What a day is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// The forms go out.
    Inquiry,
    /// 関係課 answer.
    Contributors,
    /// The forms are due.
    Due,
    /// Answers to a 確認依頼 are due.
    Resubmission,
    Meeting(Body),
}

/// One day.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Deadline {
    #[serde(skip)]
    pub occasion: Occasion,
    /// `提出期限`, `幹事会 第1回`
    pub name: String,
    pub date: NaiveDate,
    /// Days from today: 0 on the day, negative once it is past.
    pub days: i64,
}

impl Deadline {
    pub fn is_past(&self) -> bool {
        self.days < 0
    }

    /// `あと5日`, `今日`, `3日過ぎました`.
    pub fn distance(&self) -> String {
        match self.days {
            0 => "今日です".to_owned(),
            days if days > 0 => format!("あと{days}日"),
            days => format!("{}日過ぎました", -days),
        }
    }
}

/// Those of the register, in their order; meetings that have a day.
pub(super) fn of(plan: &Plan, cycle: &Cycle, today: NaiveDate) -> Vec<Deadline> {
    let own = [
        (Occasion::Inquiry, "照会日", Some(cycle.inquiry_date)),
        (Occasion::Contributors, "関係課期限", cycle.contributors_due),
        (Occasion::Due, "提出期限", Some(cycle.due)),
        (
            Occasion::Resubmission,
            "再提出期限",
            cycle.rules.resubmission_due,
        ),
    ];
    let own = own
        .into_iter()
        .filter_map(|(occasion, name, date)| Some((occasion, name.to_owned(), date?)));
    let mut all: Vec<(Occasion, String, NaiveDate)> = own.collect();
    for body in Body::ALL {
        let mut of_body: Vec<(Occasion, String, NaiveDate)> = plan
            .meetings_of(cycle, body)
            .filter_map(|meeting| {
                let name = match &meeting.session {
                    Some(session) => format!("{} {session}", body.label()),
                    None => body.label().to_owned(),
                };
                Some((Occasion::Meeting(body), name, meeting.date?))
            })
            .collect();
        // A meeting has a row for each of its documents.
        of_body.dedup_by(|a, b| (&a.1, a.2) == (&b.1, b.2));
        all.extend(of_body);
    }
    let mut all: Vec<Deadline> = all
        .into_iter()
        .map(|(occasion, name, date)| Deadline {
            occasion,
            name,
            date,
            days: date.signed_duration_since(today).num_days(),
        })
        .collect();
    all.sort_by_key(|d| d.date);
    all
}
