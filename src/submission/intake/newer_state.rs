//! A department that opens its own first form again, corrects it and sends it: nothing in the two files says which answers
//! which, but the time at which each workbook was last saved, which stands inside it (docProps).

use std::collections::BTreeMap;

use super::supersede::{not_reported, same_answer};
use super::{Form, Read};
use crate::diagnostic::{Code, Diagnostic};
use crate::submission::Field;

/// Marks those of these standing files as superseded that another one is the newer state of, and reports each answer that was
/// changed in it.
pub(super) fn settle(read: &mut [Read], standing: &[usize]) {
    let newer = |older: usize| -> Option<usize> {
        let of = |at: usize| read[at].form.as_ref();
        let later = standing.iter().copied();
        later
            .filter(|&at| is_newer_state(of(at), of(older)).is_some())
            .max_by_key(|&at| of(at).map(|form| form.reading.modified))
    };
    let superseded: Vec<(usize, usize)> = standing
        .iter()
        .filter_map(|&older| Some((older, newer(older)?)))
        .collect();
    for (older, newer) in superseded {
        let (before, now) = (&read[older], &read[newer]);
        let changed = changed(before, now);
        let rest = not_reported(&before.diagnostics, &now.diagnostics);
        let reason = format!(
            "この後に保存された「{}」で直されています（ブックの中の最終更新日時によります。）。",
            now.path
        );
        read[older].supersede(reason);
        read[older].diagnostics.extend(rest);
        read[newer].diagnostics.extend(changed);
    }
}

/// Whether one form is the other's newer state: the same form of the same round, both the first of their kind, saved later, and
/// every answer of the other stands in it still or was changed. An answer that it lacks may be another 係's part.
fn is_newer_state(newer: Option<&Form>, older: Option<&Form>) -> Option<()> {
    let (newer, older) = (&newer?.reading, &older?.reading);
    let (now, then) = (&newer.submission, &older.submission);
    let first = |s: &crate::submission::Submission| s.replaces.is_empty() && !s.places.is_empty();
    let same_form = newer.issued == older.issued && now.round == then.round;
    let later = newer.modified? > older.modified?;
    let whole = then.answers.keys().all(|field| now.answer(field).is_some());
    (first(now) && first(then) && same_form && later && whole).then_some(())
}

/// A warning at each answer that is another one in the newer file.
fn changed(before: &Read, now: &Read) -> Vec<Diagnostic> {
    let (Some(older), Some(newer)) = (&before.form, &now.form) else {
        return Vec::new();
    };
    let labels: BTreeMap<&Field, String> = { newer.layout.inputs() }
        .map(|(_, input)| (&input.field, input.described()))
        .collect();
    let answers = newer.reading.submission.answers.iter();
    answers
        .filter_map(|(field, answer)| {
            let was = older.reading.submission.answer(field)?;
            let label = labels.get(field).map_or(field.label(), String::as_str);
            (!same_answer(answer, was)).then(|| {
                Diagnostic::new(
                    Code::FileNewerState,
                    format!(
                        "{label}は、「{}」の「{}」から改められています。",
                        before.path, was.source.typed
                    ),
                    "後から保存されたこの記入を使います。違うときは、このファイルを「差替前」に移してください。",
                )
                .about(&answer.source)
            })
        })
        .collect()
}
