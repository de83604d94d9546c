//! Opinions: what was said, of what, who is asked, what the city does and how it stands.

use super::{Difference, Matter, Readers, Side, Subject, paired};
use crate::cycle::opinion_record::OpinionRecord;
use crate::cycle::record::CycleRecord;

/// What is compared of an opinion, as the sheet 意見 calls it.
type Part = (&'static str, fn(&OpinionRecord) -> Option<String>);

const PARTS: [Part; 6] = [
    ("意見", |o| Some(o.text.clone())),
    ("実施項目", |o| o.item_number.clone()),
    ("回答する課", |o| {
        (!o.departments.is_empty()).then(|| o.departments.join("、"))
    }),
    ("市の対応", |o| o.answer.clone()),
    ("状況", |o| Some(o.state.label().to_owned())),
    ("公開", |o| {
        Some(if o.public { "はい" } else { "いいえ" }.to_owned())
    }),
];

/// By 番号. One that was closed and is not carried forward is no change; of one that began or is gone, the opinion alone is
/// told.
pub(super) fn of(old: &CycleRecord, new: &CycleRecord) -> Vec<Difference> {
    let mut all = Vec::new();
    for pair in paired(&old.opinions, &new.opinions, |o| &o.id) {
        let parts = match pair {
            (Some(_), Some(_)) => &PARTS[..],
            (Some(old), None) if !old.state.is_open() => continue,
            _ => &PARTS[..1],
        };
        let Some(one) = pair.1.or(pair.0) else {
            continue;
        };
        let internal = !one.public || pair.0.is_some_and(|o| !o.public);
        let subject = Subject {
            id: format!("opinions.{}", one.id),
            number: one.label(),
            subject: one.text.clone(),
            department: None,
        };
        let side = |opinion: Option<&OpinionRecord>, part: fn(&OpinionRecord) -> Option<String>| {
            Side::text(opinion.and_then(part).as_deref())
        };
        let found = parts.iter().filter_map(|(field, part)| {
            subject.difference(
                Matter::Text,
                field,
                side(pair.0, *part),
                side(pair.1, *part),
            )
        });
        all.extend(found.map(|difference| Difference {
            readers: match internal {
                true => Readers::Headquarters,
                false => Readers::Everyone,
            },
            ..difference
        }));
    }
    all
}
