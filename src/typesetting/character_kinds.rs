//! Kinds of characters that print nothing, change their neighbour or are printed otherwise, by Unicode's ranges.

/// Control, bidirectional and byte-order marks: they print nothing, and would disturb the line.
pub(super) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// 外字: PDF/A-3a forbids them, since nobody else's font has them.
pub(super) fn private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// They choose a form of the kanji before them; a font without that form prints the plain one.
pub(super) fn variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Each kanji of the text with a selector behind it, once, in their order. Selectors of emoji (U+FE0E, U+FE0F) choose no
/// kanji's form.
pub(super) fn sequences(text: &str) -> Vec<(char, char)> {
    let mut found = Vec::new();
    let mut before = None;
    for c in text.chars() {
        if let Some(base) = before
            && variation_selector(c)
            && !matches!(c, '\u{fe0e}' | '\u{fe0f}')
            && !found.contains(&(base, c))
        {
            found.push((base, c));
        }
        before = c.is_alphabetic().then_some(c);
    }
    found
}

/// Half-width kana and their marks: printed in full width always, since readers of PDFs copy them twice or in pieces.
pub(super) fn half_width_kana(c: char) -> bool {
    matches!(c, '\u{ff61}'..='\u{ff9f}')
}

/// CJK ideographs, those for compatibility among them.
pub(super) fn ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{2_0000}'..='\u{3_ffff}')
}
