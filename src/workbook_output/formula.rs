//! The words that formulas are made of. Functions of Excel 2016 only; references to tables are written in full
//! (`表[[#This Row],[列]]`), since `[@列]` comes out malformed. Texts of departments never come into a formula.

/// UTF-16 units of text that Excel takes between the quotes of a formula, with room for doubled ones.
const MOST_TEXT: usize = 120;

/// The cell of a column in the formula's own row.
pub(super) fn here(table: &str, column: &str) -> String {
    format!("{table}[[#This Row],[{column}]]")
}

/// The cells of neighbouring columns in the formula's own row.
pub(super) fn here_through(table: &str, first: &str, last: &str) -> String {
    format!("{table}[[#This Row],[{first}]:[{last}]]")
}

/// All cells of a column, without headings and totals.
pub(super) fn column(table: &str, column: &str) -> String {
    format!("{table}[{column}]")
}

/// A text between quotes; `None` where Excel would not take it.
pub(super) fn quoted(text: &str) -> Option<String> {
    let short = text.encode_utf16().count() <= MOST_TEXT && !text.contains(char::is_control);
    short.then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}

/// The sum of `of`, rounded to the decimals that the summed figures have, so that binary numbers add up as the
/// decimals that they stand for.
pub(super) fn sum(of: &str, places: u32) -> String {
    rounded(&format!("SUM({of})"), places)
}

/// `formula` to so many decimals; as it is where its figures are whole.
pub(super) fn rounded(formula: &str, places: u32) -> String {
    match places {
        0 => formula.to_owned(),
        places => format!("ROUND({formula},{places})"),
    }
}

/// Rows in which every one of these conditions (arrays of TRUE and FALSE) holds.
pub(super) fn count_where(conditions: &[String]) -> String {
    match conditions {
        [one] => format!("SUMPRODUCT({one}*1)"),
        all => format!("SUMPRODUCT({})", all.join("*")),
    }
}

/// Whether the cells of `column` hold exactly `text` (a reference or a quoted text). COUNTIF would take 1-1 for a
/// date and `*` for any text.
pub(super) fn exactly(column: &str, text: &str) -> String {
    format!("EXACT({column},{text})")
}

/// `part` in % of `whole`, one decimal, half away from zero; blank where `whole` is 0.
pub(super) fn share(part: &str, whole: &str) -> String {
    format!("IF({whole}=0,\"\",ROUND({part}*100/{whole},1))")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_formulas_are_quoted_or_left_out() {
        assert_eq!(quoted("順調\"S\"").as_deref(), Some("\"順調\"\"S\"\"\""));
        assert_eq!(quoted("二\n行"), None);
        assert_eq!(quoted(&"長".repeat(200)), None);
    }

    #[test]
    fn whole_figures_are_added_plainly() {
        assert_eq!(sum("A1:A3", 0), "SUM(A1:A3)");
        assert_eq!(sum("A1:A3", 2), "ROUND(SUM(A1:A3),2)");
        assert_eq!(count_where(&["A".into()]), "SUMPRODUCT(A*1)");
        assert_eq!(count_where(&["A".into(), "B".into()]), "SUMPRODUCT(A*B)");
    }
}
