//! The pages: each trace of `fig` against the figure of its key. A figure that stands on several pages is the same on
//! each of them.

use std::collections::BTreeMap;

use super::Output;
use crate::audience::reconciliation::Verdict;
use crate::diagnostic::Diagnostic;
use crate::typesetting::{Trace, TypedFigure, Typeset};
use crate::verification::bounds;
use crate::verification::disclosure::Disclosure;
use crate::verification::reconciliation::ledger::{Comparison, Value, What};

/// A typeset document.
#[derive(Clone, Debug)]
pub struct DocumentOutput {
    pub path: String,
    pub made: Typeset,
}

/// What one document prints of a key: the texts, with the pages of each.
type Places<'a> = BTreeMap<&'a str, Vec<usize>>;

impl Output for DocumentOutput {
    fn files(&self) -> Vec<(String, &[u8])> {
        vec![(self.path.clone(), &self.made.pdf)]
    }

    fn into_files(self: Box<Self>) -> Vec<(String, Vec<u8>)> {
        vec![(self.path, self.made.pdf)]
    }

    fn compare(&self, with: &mut Comparison<'_>) {
        printed(&self.path, &self.made.traces, &self.made.typed, with);
    }

    fn typeset(&self) -> Option<&Typeset> {
        Some(&self.made)
    }

    /// The pages, what the PDF holds besides them, and whatever stands out of sight (D010).
    fn search(&self, path: &str, _: &[u8], disclosure: &Disclosure) -> Vec<Diagnostic> {
        let mut reported = disclosure.document(path, &self.made);
        reported.extend(bounds::check(path, &self.made.cut_off));
        reported
    }
}

/// Each figure that is printed against what is known; one that is typed into a template is a fault.
pub(super) fn printed(
    path: &str,
    traces: &[Trace],
    typed: &[TypedFigure],
    with: &mut Comparison<'_>,
) {
    for typed in typed {
        with.ledger.put(
            What::Named("書式に直接書かれた数値"),
            ("記録から載せる数値", "（ありません）"),
            (&format!("{path} › {}", typed.place), &typed.text),
            Verdict::Differs,
        );
    }
    let mut by_key: BTreeMap<&str, Places<'_>> = BTreeMap::new();
    for trace in traces {
        let places = by_key.entry(trace.key.as_str()).or_default();
        let pages = places.entry(trace.text.as_str()).or_default();
        if pages.last() != Some(&trace.page) {
            pages.push(trace.page);
        }
    }
    for (key, places) in by_key {
        for (text, pages) in places {
            let pages: Vec<String> = pages.iter().map(|p| format!("p.{p}")).collect();
            let at = if path.ends_with(".pdf") {
                format!("{path} › {}", pages.join("、"))
            } else {
                path.to_owned()
            };
            with.figure(key, &at, Value::of_text(text));
        }
    }
}
