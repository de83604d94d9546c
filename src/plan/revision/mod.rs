//! What changed in the plan between an earlier cycle and today: the register that the earlier one was frozen with against
//! today's ([`then`] is the earlier). The rows of 変更 give the reasons; what no row explains is found all the same. What is
//! listed is what papers show; [`remeasured`] is what becomes of an indicator's earlier figures, which `cycle`'s
//! `Earlier::measured_today` converts once, for every page.

mod found;
mod listed;
mod measure;
#[cfg(test)]
mod tests;
mod then;

pub use listed::Revision;
pub use measure::{Measure, Remeasured, remeasured};
pub use then::Then;

use listed::name_of;

use super::{ChangeKind, ChangeSubject, Plan};
use crate::values::FiscalYear;

/// Every change from an earlier cycle to `now`, which asks about the year `year`: in the order of the kinds and of the
/// register, each with the row of 変更 that explains it; then the rows that stand for nothing that the registers show.
/// Rows that the earlier register had already are not listed again.
pub fn revisions(then: &Then, (now, year): (&Plan, FiscalYear)) -> Vec<Revision> {
    let mut rows = then.new_rows(now);
    let mut list = match &then.plan {
        Some(before) => found::all((before, then.year), (now, year)),
        None => Vec::new(),
    };
    let found = list.clone();
    for revision in &mut list {
        let new = rows.iter().position(|row| revision.is_of(row));
        // What ends or begins with a year may have been entered before the earlier cycle was frozen.
        let yearly = matches!(
            revision.kind,
            ChangeKind::Added | ChangeKind::Ended | ChangeKind::Merged
        );
        let row = match new {
            Some(at) => Some(rows.remove(at)),
            None if yearly => now.changes.iter().find(|row| revision.is_of(row)),
            None => None,
        };
        if let Some(row) = row {
            revision.explain(row);
        }
    }
    if let Some(before) = &then.plan {
        explain_with_items(&mut list, &found, (before, now));
    }
    list.extend(rows.into_iter().map(|row| {
        let mut revision = Revision::new(row.subject.clone(), row.kind, &row.number);
        revision.name = name_of(&row.subject, then.plan.as_ref(), now);
        revision.explain(row);
        revision.shown = false;
        revision
    }));
    list.sort_by_key(|r| r.kind);
    list
}

/// What moved because its item was merged into another, or passed to the department to which its item passed, has the reason
/// of that. `found` has the same changes in the words of the registers.
fn explain_with_items(list: &mut [Revision], found: &[Revision], (before, now): (&Plan, &Plan)) {
    let pairs = list.iter().cloned().zip(found);
    let explained: Vec<(Revision, &Revision)> = pairs.filter(|(r, _)| r.explained).collect();
    for revision in list.iter_mut().filter(|r| !r.explained) {
        let ChangeSubject::Entry(id) = &revision.subject else {
            continue;
        };
        let (Some(from), Some(to)) = (before.item_having(id), now.item_having(id)) else {
            continue;
        };
        let with = explained.iter().find(|(r, found)| {
            let of_item = matches!(&r.subject, ChangeSubject::Entry(item) if item == from);
            of_item
                && match revision.kind {
                    ChangeKind::Moved => {
                        let ended = matches!(r.kind, ChangeKind::Merged | ChangeKind::Ended);
                        ended && now.merged_into(to).contains(&from)
                    }
                    ChangeKind::Responsible => {
                        let sides = (&found.old, &found.new);
                        r.kind == revision.kind && sides == (&revision.old, &revision.new)
                    }
                    _ => false,
                }
        });
        if let Some((with, _)) = with {
            revision.explained = true;
            (revision.date, revision.public) = (with.date, with.public);
            revision.reason.clone_from(&with.reason);
        }
    }
}
