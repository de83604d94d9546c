//! Figures typed into a template: a number in its markup that stands where `fig` should print one. Such a number is
//! right on the day it is typed and wrong ever after, and leaves no trace. It does not judge them.

use serde::Serialize;
use typst::syntax::{Source, SyntaxKind, SyntaxNode};

/// What a number in a report counts.
const UNITS: &[&str] = &[
    "件",
    "項目",
    "課",
    "%",
    "％",
    "千円",
    "円",
    "人",
    "ポイント",
];

/// A number in the markup of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypedFigure {
    /// `components/sections.typ:88`
    pub place: String,
    pub text: String,
}

/// Every figure that is typed into a source; `name` is its path.
pub(super) fn of(name: &str, source: &Source) -> Vec<TypedFigure> {
    let mut found = Vec::new();
    walk(source.root(), &mut 0, &mut |at, text| {
        let line = source.lines().byte_to_line(at).map_or(0, |line| line + 1);
        found.extend(figures(text).map(|text| TypedFigure {
            place: format!("{name}:{line}"),
            text,
        }));
    });
    found
}

/// Gives every piece of markup text with its place in bytes.
fn walk(node: &SyntaxNode, at: &mut usize, found: &mut impl FnMut(usize, &str)) {
    if node.kind() == SyntaxKind::Text {
        found(*at, node.leaf_text());
    }
    let before = *at;
    for child in node.children() {
        walk(child, at, found);
    }
    *at = before + node.len();
}

/// The numbers of a piece of markup that are figures: the whole piece, or one that a unit follows. 100% is no figure.
fn figures(text: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[start..];
        let end = tail
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')))
            .unwrap_or(tail.len());
        let (number, behind) = tail.split_at(end);
        let unit = UNITS.iter().find(|u| behind.starts_with(**u));
        let alone = start == 0 && rest.len() == text.len() && behind.is_empty();
        let whole = matches!(number, "100") && matches!(unit, Some(&"%" | &"％"));
        if (alone || unit.is_some()) && !whole {
            found.push(format!("{number}{}", unit.copied().unwrap_or_default()));
        }
        rest = behind;
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::templates;
    use super::*;

    fn typed(text: &str) -> Vec<String> {
        let all = of("a.typ", &Source::detached(text));
        all.into_iter()
            .map(|t| format!("{} {}", t.place, t.text))
            .collect()
    }

    #[test]
    fn numbers_in_markup_are_told_from_those_in_code() {
        assert_eq!(
            typed("全#[23]項目は#text(fill: red)[17]"),
            ["a.typ:1 23", "a.typ:1 17"]
        );
        assert_eq!(
            typed("= 要旨\n全23項目のうち86.5%、1,250千円\n#table(columns: 3, [86])"),
            [
                "a.typ:2 23項目",
                "a.typ:2 86.5%",
                "a.typ:2 1,250千円",
                "a.typ:3 86"
            ]
        );
        let fine = "合計は100%にならない。小数第2位を四捨五入。注1　率 #h(3pt) #let a = 12 // 5件";
        assert_eq!(typed(fine), Vec::<String>::new());
    }

    #[test]
    fn no_template_has_one_and_one_put_in_place_of_fig_is_found() {
        let mut tried = 0;
        for (name, text) in templates::ALL {
            assert_eq!(of(name, &Source::detached(*text)), [], "{name}");
            for (call, typed) in [("fig(r.denominator)", "[86]"), ("fig(total.all)", "[115]")] {
                if text.contains(call) {
                    let changed = text.replacen(call, typed, 1);
                    assert_eq!(
                        of(name, &Source::detached(changed)).len(),
                        1,
                        "{name} {call}"
                    );
                    tried += 1;
                }
            }
        }
        assert!(tried > 0);
    }
}
