//! What a person sees while documents are made: body, document, pages so far, and how many documents remain. On a terminal
//! only, on stderr; it moves every second even while one long document is laid out.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::ProgressBar;

use crate::console::Console;
use crate::plan::Body;

/// The line, for a number of documents.
pub(crate) struct Progress {
    bar: ProgressBar,
    pages: AtomicUsize,
}

impl Progress {
    pub fn new(console: &Console, documents: usize) -> Self {
        let bar = console.progress(documents, "資料の作成");
        bar.enable_steady_tick(Duration::from_millis(500));
        Self {
            bar,
            pages: AtomicUsize::new(0),
        }
    }

    /// A document is begun.
    pub fn begins(&self, body: Body, document: &str) {
        let rest = self
            .bar
            .length()
            .unwrap_or_default()
            .saturating_sub(self.bar.position());
        let pages = self.pages.load(Ordering::Relaxed);
        self.bar.set_message(format!(
            "資料の作成　{} {document}（できたもの {pages}頁、残り {rest}文書）",
            body.label()
        ));
    }

    /// It is laid out.
    pub fn ended(&self, pages: usize) {
        self.pages.fetch_add(pages, Ordering::Relaxed);
        self.bar.inc(1);
    }

    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
