//! From which state of the record each body's papers stand: `report --for` leaves the others' as they are.

use sha2::{Digest as _, Sha256};

use crate::cycle::CycleRecord;
use crate::plan::{Body, OfficeText, OfficeTexts};

/// What identifies the state of the record that papers are made of: the SHA-256 of the answers, the totals and what they
/// belong to, 16 hexadecimal digits. It is the same for two runs that find the same.
fn state(record: &CycleRecord, texts: &OfficeTexts) -> String {
    let line = |line: &OfficeText| {
        let bodies = line.bodies.iter().map(|body| body.label());
        let bodies: Vec<&str> = bodies.collect();
        (bodies, line.section.label(), line.text.clone())
    };
    let made_of = (
        &record.plan,
        &record.cycle,
        &record.items,
        &record.departments,
        &record.summary,
        &record.opinions,
        texts.lines.iter().map(line).collect::<Vec<_>>(),
    );
    let bytes = serde_json::to_vec(&made_of).unwrap_or_default();
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The body in whose folder a path lies.
pub(crate) fn of_path(path: &str) -> Option<Body> {
    let (folder, _) = path.split_once('/')?;
    Body::ALL.into_iter().find(|body| body.label() == folder)
}

/// Whether the papers of a body that `before` lists stand as `record` and `texts` would give them today.
pub(crate) fn is_current(
    before: &CycleRecord,
    body: Body,
    (record, texts): (&CycleRecord, &OfficeTexts),
) -> bool {
    let then = before.made_from.get(body.label());
    then.is_some_and(|then| *then == state(record, texts))
}

/// Notes in the record which state each body's papers were made from: this one for those made now, else what `before`
/// says. Gives the sentence about the others, where papers of theirs stand.
pub(crate) fn note(
    record: &mut CycleRecord,
    texts: &OfficeTexts,
    made: &[Body],
    before: Option<&CycleRecord>,
) -> Option<String> {
    let now = state(record, texts);
    let mut others = Vec::new();
    let mut differ = false;
    for body in Body::ALL {
        let label = body.label().to_owned();
        if made.contains(&body) {
            record.made_from.insert(label, now.clone());
        } else if let Some(then) = before.and_then(|b| b.made_from.get(&label)) {
            differ |= *then != now;
            others.push(body.label());
            record.made_from.insert(label, then.clone());
        }
    }
    let names = others.join("、");
    let reported = if differ {
        format!(
            "{names}の資料は、前に作ったときのままです。その後に記録が変わっているので、配る前に作り直してください。"
        )
    } else {
        format!("{names}の資料は、前に作ったときのままです（記録は変わっていません。）。")
    };
    (!others.is_empty()).then_some(reported)
}
