//! Figures typed into a template: a number in its markup, in a text of its code, or set into the markup as a number,
//! that stands where `fig` should print one. Such a number is right on the day it is typed and wrong ever after, and
//! leaves no trace. It does not judge them.

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

/// Gives every piece of text that a page may show, with its place in bytes.
fn walk(node: &SyntaxNode, at: &mut usize, found: &mut impl FnMut(usize, &str)) {
    let before = *at;
    match node.kind() {
        SyntaxKind::Text => found(before, node.leaf_text()),
        SyntaxKind::Str => found(before, node.leaf_text().trim_matches('"')),
        _ => {}
    }
    let shown = node.kind() == SyntaxKind::Markup || is_named(node, &["str", "repr", "numbering"]);
    let pattern = is_named(node, &["numbering"]);
    for child in node.children() {
        // `#23`, `#(20 + 3)`, and the arguments of `str(23)` and `numbering("1", 23)`.
        let list = child.kind() == SyntaxKind::Args;
        let numbers = child.children().filter(|_| list).chain([child]);
        numbers
            .filter(|n| shown && is_number(n))
            .filter_map(first_number)
            .for_each(|n| found(*at, &n));
        // The pattern is no text.
        if !pattern {
            walk(child, at, found);
        } else {
            *at += child.len();
        }
    }
    *at = before + node.len();
}

/// A number, or what is computed from nothing but numbers.
fn is_number(node: &SyntaxNode) -> bool {
    match node.kind() {
        SyntaxKind::Int | SyntaxKind::Float => true,
        SyntaxKind::Parenthesized | SyntaxKind::Binary | SyntaxKind::Unary => {
            let parts = || node.children().filter(|c| !c.kind().is_trivia());
            parts().any(is_number)
                && parts().all(|part| {
                    is_number(part)
                        || part.children().next().is_none()
                            && !part.kind().is_keyword()
                            && part.kind() != SyntaxKind::Ident
                })
        }
        _ => false,
    }
}

/// The first number of one, or of what is computed from several.
fn first_number(node: &SyntaxNode) -> Option<String> {
    match node.kind() {
        SyntaxKind::Int | SyntaxKind::Float => Some(node.leaf_text().to_string()),
        _ => node.children().find_map(first_number),
    }
}

/// A call of one of these functions, or an argument of such a name: `numbering("1", …)`, `numbering: "1."`.
fn is_named(node: &SyntaxNode, names: &[&str]) -> bool {
    let named = matches!(node.kind(), SyntaxKind::FuncCall | SyntaxKind::Named);
    let name = node.children().next().filter(|_| named);
    name.is_some_and(|name| names.contains(&name.leaf_text().as_str()))
}

/// A digit of any width, or a circled number.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '①'..='⑳')
}

/// The numbers of a piece of markup that are figures: the whole piece, or one that a unit follows. 100% is no figure.
fn figures(text: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_digit) {
        let tail = &rest[start..];
        let end = tail
            .find(|c: char| !(is_digit(c) || matches!(c, ',' | '.' | '，' | '．')))
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
    fn numbers_in_markup_are_reported_from_those_in_code() {
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
        assert_eq!(
            typed(
                "全#\"23\"項目、#86 件 #let cells = (\"17\", str(5), [#x])\n#table(\"1,250千円\")"
            ),
            [
                "a.typ:1 23",
                "a.typ:1 86",
                "a.typ:1 17",
                "a.typ:1 5",
                "a.typ:2 1,250千円"
            ]
        );
        assert_eq!(
            typed("全２０項目、#[２０] #(10+10) #numbering(\"1\", 20) #[⑳]"),
            [
                "a.typ:1 ２０項目",
                "a.typ:1 ２０",
                "a.typ:1 10",
                "a.typ:1 20",
                "a.typ:1 ⑳"
            ]
        );
        let code = "#set heading(numbering: \"1.\")\n#numbering(\"1\", n) #rect(width: 3pt) #calc.min(2, 3) #rgb(\"#123\")";
        assert_eq!(typed(code), Vec::<String>::new());
        let fine = "合計は100%にならない。小数第2位を四捨五入。注1　率 #h(3pt) #let a = 12 // 5件";
        assert_eq!(typed(fine), Vec::<String>::new());
    }

    #[test]
    fn no_template_has_one_and_one_put_in_place_of_fig_is_found() {
        let mut tried = 0;
        let written = templates::ALL
            .iter()
            .filter(|(name, _)| name.ends_with(".typ"));
        for (name, text) in written {
            assert_eq!(of(name, &Source::detached(*text)), [], "{name}");
            let calls = [
                ("fig(r.denominator)", "[86]"),
                ("fig(r.missing)", "\"3\""),
                ("#inline(matrix.total.denominator)", "#86"),
                ("#fig(row.denominator)", "#str(86)"),
            ];
            for (call, typed) in calls {
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
        assert_eq!(tried, 5);
    }
}
