//! 計画の変更 since the cycle compared with, and the words for figures that were measured otherwise then.

use super::{Builder, Readers};
use crate::audience::leaf::Text;
use crate::audience::revisions::{RevisionView, RevisionsView};
use crate::cycle::Earlier;
use crate::plan::{ChangeKind, ChangeSubject, Conversion, Indicator, Remeasured, Revision};
use crate::values::{Code, date_japanese, decimal_text};

impl Builder<'_> {
    pub(super) fn revisions(&self) -> RevisionsView {
        let listed = self.history.changes.list.iter();
        let rows = listed.filter(|r| r.public || self.readers == Readers::Headquarters);
        RevisionsView {
            since: self.history.changes.since.clone(),
            summary: self.items_then_and_now(),
            rows: rows.enumerate().map(|(at, r)| revision(at, r)).collect(),
        }
    }

    /// `令和6年度の25項目から、新規1項目、終了3項目、統合2項目により、21項目になりました。`
    fn items_then_and_now(&self) -> Option<Text> {
        let changes = &self.history.changes;
        let (before, since) = changes.items_then.zip(changes.since.as_ref())?;
        let now = self.record.items.len();
        let items = |kind| {
            let of_kind = changes.list.iter().filter(|r| r.kind == kind && r.shown);
            let is_item = |r: &&Revision| match &r.subject {
                ChangeSubject::Entry(id) => self.is_item(id) || changes.ended_items.contains(id),
                _ => false,
            };
            of_kind.filter(is_item).count()
        };
        let kinds = [ChangeKind::Added, ChangeKind::Ended, ChangeKind::Merged];
        let kinds: Vec<String> = kinds
            .into_iter()
            .map(|kind| (kind.label(), items(kind)))
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| format!("{kind}{count}項目"))
            .collect();
        if kinds.is_empty() {
            return None;
        }
        let item = &self.plan.profile.levels.item;
        let kinds = kinds.join("、");
        let text =
            format!("{item}は、{since}の{before}項目から、{kinds}により、{now}項目になりました。");
        Some(Text::new("revisions.summary", text))
    }

    fn is_item(&self, id: &Code) -> bool {
        self.items.contains_key(id)
    }

    /// What there is to say of an indicator's earlier actuals: that they were converted, or are not compared.
    pub(super) fn measure_note(&self, indicator: &Indicator) -> Option<Text> {
        let otherwise = |earlier: &Earlier| {
            let found = earlier.values.remeasured.get(&indicator.id)?;
            Some((earlier.name.clone(), found.clone()))
        };
        let all: Vec<_> = self.history.earlier.iter().filter_map(otherwise).collect();
        let mut lines: Vec<String> = Vec::new();
        for (at, (_, of)) in all.iter().enumerate() {
            // Years that were measured alike stand in one sentence, under the last of them.
            if all[..at].iter().any(|(_, earlier)| earlier == of) {
                continue;
            }
            let years = all.iter().filter(|(_, other)| other == of);
            let years: Vec<&str> = years.map(|(name, _)| name.as_str()).collect();
            lines.extend(sentence(&years.join("、"), of));
        }
        (!lines.is_empty()).then(|| {
            let key = format!("indicators.{}.measure_note", indicator.id);
            Text::new(key, lines.join(""))
        })
    }
}

fn sentence(years: &str, of: &Remeasured) -> Option<String> {
    let what = if of.before.same_unit(&of.now) {
        let (before, now) = (of.before.meaning_words(), of.now.meaning_words());
        if before == now {
            "数え方の変更".to_owned()
        } else {
            format!("数え方の変更（{before}から{now}へ）")
        }
    } else {
        let (before, now) = (of.before.unit_word(), of.now.unit_word());
        format!("単位の変更（{before}から{now}へ）")
    };
    Some(match of.conversion? {
        Conversion::Factor(factor) => format!(
            "{years}の実績値は、{what}により、{}を掛けて換算したものです。",
            decimal_text(factor)
        ),
        Conversion::NotCompared => format!("{what}により、{years}の実績値とは比べません。"),
    })
}

fn revision(at: usize, revision: &Revision) -> RevisionView {
    let key = |what: &str| format!("revisions.{at}.{what}");
    let text = |what: &str, text: &Option<String>| text.as_ref().map(|t| Text::new(key(what), t));
    RevisionView {
        number: revision.number.clone(),
        name: Text::new(key("name"), &revision.name),
        kind: Text::new(key("kind"), revision.kind.label()),
        old: text("old", &revision.old),
        new: text("new", &revision.new),
        date: text("date", &revision.date.map(date_japanese)),
        reason: text("reason", &revision.reason),
    }
}
