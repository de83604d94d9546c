//! Glyphs that a reader can't see whole: beyond the edge of the page, or of what clips them. Found by walking the
//! laid-out frames with their transformations; nothing is decided here.

use serde::Serialize;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Rect, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// How far ink may reach over an edge: less than a printer can hold.
const TOLERANCE: Abs = Abs::raw(0.75);

/// Runs of text, one after the other, of which some glyph is not whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CutOff {
    /// From 1.
    pub page: usize,
    /// Key of the last leaf before it, where there is one.
    pub key: Option<String>,
    pub text: String,
}

/// All of them, in the order of the pages; those of one leaf on a page are one.
pub(super) fn cut_off(document: &PagedDocument) -> Vec<CutOff> {
    let mut found = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        let size = page.frame.size();
        let whole = Rect::new(Point::zero(), Point::new(size.x, size.y));
        let mut walk = Walk {
            page: index + 1,
            key: None,
            found: &mut found,
        };
        walk.frame(&page.frame, Transform::identity(), whole);
    }
    found
}

/// The transformation of a group's content, seen from the page.
pub(super) fn into_group(outer: Transform, at: Point, group: &GroupItem) -> Transform {
    outer
        .pre_concat(Transform::translate(at.x, at.y))
        .pre_concat(group.transform)
}

struct Walk<'a> {
    page: usize,
    key: Option<String>,
    found: &'a mut Vec<CutOff>,
}

impl Walk<'_> {
    /// `visible` is what can be seen, on the page.
    fn frame(&mut self, frame: &Frame, outer: Transform, visible: Rect) {
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner = into_group(outer, *at, group);
                    let clip = group.clip.as_ref().map(|c| on_page(c.bbox(None), inner));
                    let visible = clip.map_or(visible, |clip| both(visible, clip));
                    self.frame(&group.frame, inner, visible);
                }
                FrameItem::Text(run) => self.run(run, *at, outer, visible),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let metadata = content.to_packed::<MetadataElem>();
                    if let Some(Value::Dict(dict)) = metadata.map(|m| &m.value)
                        && let Ok(Value::Str(key)) = dict.get("key")
                    {
                        self.key = Some(key.to_string());
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &TextItem, at: Point, outer: Transform, visible: Rect) {
        // The em box is quick to see, and most runs are well inside.
        let em = Rect::new(
            Point::new(at.x, at.y - run.size),
            Point::new(at.x + run.width(), at.y + run.size * 0.25),
        );
        if inside(on_page(em, outer), visible) {
            return;
        }
        let ink = run.bbox();
        let ink = Rect::new(at + ink.min, at + ink.max);
        let blank = !ink.min.x.to_pt().is_finite() || run.text.trim().is_empty();
        if blank || inside(on_page(ink, outer), visible) {
            return;
        }
        let same = |last: &&mut CutOff| last.page == self.page && last.key == self.key;
        match self.found.last_mut().filter(same) {
            Some(last) => last.text.push_str(&run.text),
            None => self.found.push(CutOff {
                page: self.page,
                key: self.key.clone(),
                text: run.text.to_string(),
            }),
        }
    }
}

/// The upright box around a transformed one.
fn on_page(rect: Rect, transform: Transform) -> Rect {
    let corners = [
        rect.min,
        Point::new(rect.max.x, rect.min.y),
        rect.max,
        Point::new(rect.min.x, rect.max.y),
    ]
    .map(|corner| corner.transform_inf(transform));
    corners
        .iter()
        .fold(Rect::new(corners[0], corners[0]), |around, corner| {
            Rect::new(around.min.min(*corner), around.max.max(*corner))
        })
}

fn both(a: Rect, b: Rect) -> Rect {
    Rect::new(a.min.max(b.min), a.max.min(b.max))
}

fn inside(rect: Rect, visible: Rect) -> bool {
    rect.min.x >= visible.min.x - TOLERANCE
        && rect.min.y >= visible.min.y - TOLERANCE
        && rect.max.x <= visible.max.x + TOLERANCE
        && rect.max.y <= visible.max.y + TOLERANCE
}
