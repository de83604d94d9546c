//! What stands on the pages, as the glyphs print it: every run of text, whether it left a trace or not. It does not judge
//! it; that is verification's part.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

use super::bounds::into_group;

/// The text of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText {
    /// From 1.
    pub page: usize,
    /// Runs that stand side by side on a line, or a little below or above it (₂), are one; in the order in which they were laid out.
    pub runs: Vec<String>,
}

/// The text of every page.
pub(super) fn of(document: &PagedDocument) -> Vec<PageText> {
    document
        .pages()
        .iter()
        .enumerate()
        .map(|(index, page)| {
            let mut reader = Reader::default();
            reader.frame(&page.frame, Transform::identity());
            PageText {
                page: index + 1,
                runs: reader.runs,
            }
        })
        .collect()
}

#[derive(Default)]
struct Reader {
    runs: Vec<String>,
    /// Where the last run ended.
    end: Option<Point>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, outer: Transform) {
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, into_group(outer, *at, group)),
                FrameItem::Text(run) => {
                    let start = at.transform(outer);
                    let beside = self.end.is_some_and(|end| {
                        let gap = (start.x - end.x).to_pt();
                        let size = run.size.to_pt();
                        (start.y - end.y).to_pt().abs() < 0.35 * size
                            && (-0.3 * size..0.5 * size).contains(&gap)
                    });
                    match self.runs.last_mut().filter(|_| beside) {
                        Some(last) => last.push_str(&run.text),
                        None => self.runs.push(run.text.to_string()),
                    }
                    self.end = Some(Point::new(at.x + run.width(), at.y).transform(outer));
                }
                _ => {}
            }
        }
    }
}
