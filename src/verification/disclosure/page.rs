//! A page of the web: its texts, each tag a place where a piece ends, and its attributes, where a drawing has its measures.

use super::Disclosure;
use super::faults::Faults;
use super::fold::Folded;
use super::package::plain;

/// Searches HTML.
pub(super) fn search(disclosure: &Disclosure, html: &str, faults: &mut Faults<'_>) {
    let (texts, attributes) = written(html);
    let found = disclosure.leaks(&texts).into_iter();
    for hit in found.chain(disclosure.leaks(&attributes)) {
        faults.hit(&hit, Default::default());
    }
}

fn written(html: &str) -> (Folded, Folded) {
    let (mut texts, mut attributes) = (Folded::of(true), Folded::default());
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        texts.cut();
        texts.push(&plain(text));
        for attribute in tag.split('"').skip(1).step_by(2) {
            attributes.push(&plain(attribute));
            attributes.end();
        }
    }
    (texts, attributes)
}

#[cfg(test)]
mod tests {
    use super::super::{Disclosure, Internal};

    #[test]
    fn texts_and_attributes_are_searched_and_measures_are_not() {
        let internal = vec![
            Internal::new("本部限り<の>特記事項", ""),
            Internal::name("山田太郎", ""),
            Internal::name("内線 4821", ""),
        ];
        let disclosure = Disclosure::new(internal, Vec::new(), Vec::new());
        for (html, leaks) in [
            ("<p>本部限り&lt;の&gt;特記事項</p>", 1),
            ("<p>本部限り&lt;の&gt;<br>特記<b>事項</b></p>", 1),
            ("<td>山田太郎</td><td title=\"山田太郎\">", 1),
            ("<rect width=\"4821\"/>", 0),
            ("<p>内線4821</p>", 1),
            ("<p>公表する文章</p>", 0),
        ] {
            assert_eq!(
                disclosure.file("a.html", html.as_bytes()).len(),
                leaks,
                "{html}"
            );
        }
    }
}
