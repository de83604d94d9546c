//! The formula of a rule.

use super::{Given, Indicator, Many, Named, One, Rule};
use crate::values::a1;

/// UTF-16 units of text that Excel takes between the quotes of a formula, with room for doubled ones.
const MOST_TEXT: usize = 120;

impl One {
    fn text(&self, sheet: &str) -> String {
        match self {
            Self::Here(Named { table, heading }) => format!("{table}[[#This Row],[{heading}]]"),
            Self::At(place) if place.sheet == sheet => place.cell(),
            Self::At(place) => format!("{}!{}", place.sheet, place.cell()),
        }
    }
}

impl Many {
    fn text(&self) -> String {
        match self {
            Self::Of(Named { table, heading }) => format!("{table}[{heading}]"),
            Self::Span(span) => {
                let cell = |row| a1(row, span.column);
                format!("{}:{}", cell(span.first), cell(span.last))
            }
        }
    }
}

impl Given {
    /// An array of TRUE and FALSE. COUNTIF would take 1-1 for a date and `*` for any text.
    fn text(&self, sheet: &str) -> String {
        match self {
            Self::Like(of, one) => format!("EXACT({},{})", of.text(), one.text(sheet)),
            Self::Word(of, word) => exactly(&of.text(), word).unwrap_or_default(),
            Self::Number(of) => format!("ISNUMBER({})", of.text()),
        }
    }
}

impl Rule {
    /// The formula, without the `=` in front, for a cell of this sheet.
    pub fn formula(&self, sheet: &str) -> String {
        let text = |one: &One| one.text(sheet);
        match self {
            Self::Count { given } => format!("SUMPRODUCT({})", counted(given, sheet)),
            Self::Sum { .. } => self.sum_formula(sheet),
            Self::Added { of, less } if less.is_empty() => added(of, sheet),
            Self::Added { of, less } => format!("{}-{}", added(of, sheet), added(less, sheet)),
            Self::Difference {
                now,
                before,
                places,
            } => {
                let (now, before) = (text(now), text(before));
                let difference = rounded(&format!("{now}-{before}"), *places);
                format!("IF(COUNT({before},{now})=2,{difference},\"\")")
            }
            Self::Effect {
                table,
                first,
                last,
                places,
                refused,
            } => {
                let parts = format!("{table}[[#This Row],[{first}]:[{last}]]");
                let sum = rounded(&format!("SUM({parts})"), *places);
                format!(
                    "IF(COUNTA({parts})=0,\"\",IF(COUNT({parts})<COUNTA({parts}),\"{refused}\",{sum}))"
                )
            }
            Self::OfKind { of, kind, word } => {
                let (of, kind) = (text(of), text(kind));
                format!("IF(AND({kind}=\"{word}\",ISNUMBER({of})),{of},\"\")")
            }
            Self::Share { of, whole } => share(&added(of, sheet), &text(whole)),
            Self::Rate(of) => of.rate(sheet),
            Self::Progress(of) => of.progress(sheet),
            Self::Met(of) => of.met(sheet),
        }
    }

    fn sum_formula(&self, sheet: &str) -> String {
        let Self::Sum {
            of,
            given,
            places,
            blank,
            shown,
        } = self
        else {
            return String::new();
        };
        let of = of.text();
        let (sum, known) = match (given.as_slice(), shown) {
            ([], true) => (format!("SUBTOTAL(109,{of})"), format!("COUNT({of})")),
            ([], false) => (format!("SUM({of})"), format!("COUNT({of})")),
            (given, _) => {
                let rows = counted(given, sheet);
                (
                    format!("SUMPRODUCT({rows},{of})"),
                    format!("SUMPRODUCT({rows})"),
                )
            }
        };
        let sum = rounded(&sum, *places);
        if *blank {
            format!("IF({known}=0,\"\",{sum})")
        } else {
            sum
        }
    }
}

impl Indicator {
    fn rate(&self, sheet: &str) -> String {
        let [direction, target, actual] =
            [&self.direction, &self.target, &self.actual].map(|one| one.text(sheet));
        format!(
            "IF(COUNT({target},{actual})<2,\"\",IF(MIN({target},{actual})<0,\"\",IF({direction}=\"以上\",{},IF({direction}=\"以下\",{},\"\"))))",
            share(&actual, &target),
            share(&target, &actual)
        )
    }

    fn progress(&self, sheet: &str) -> String {
        let [direction, base, actual, target, last] = [
            &self.direction,
            &self.base,
            &self.actual,
            &self.target,
            &self.last,
        ]
        .map(|one| one.text(sheet));
        format!(
            "IF(OR(COUNT({base},{actual},{last})<3,COUNTA({target})>0,AND({direction}<>\"以上\",{direction}<>\"以下\")),\"\",IF({last}={base},\"\",ROUND(ROUND({actual}-{base},10)*100/ROUND({last}-{base},10),1)))"
        )
    }

    fn met(&self, sheet: &str) -> String {
        let [direction, actual, target, state] =
            [&self.direction, &self.actual, &self.target, &self.state].map(|one| one.text(sheet));
        let of = |sign: &str| format!("IF({actual}{sign}{target},\"達成\",\"未達成\")");
        format!(
            "IF(COUNT({target},{actual})=2,IF({direction}=\"以上\",{},IF({direction}=\"以下\",{},\"\")),IF(AND({direction}=\"以下\",COUNT({target})=1,{state}=\"該当なし\"),\"達成\",\"\"))",
            of(">="),
            of("<=")
        )
    }
}

/// Whether these cells hold exactly this text; `None` where Excel would not take it.
pub fn exactly(cells: &str, text: &str) -> Option<String> {
    quoted(text).map(|text| format!("EXACT({cells},{text})"))
}

pub(super) fn quoted(text: &str) -> Option<String> {
    let short = text.encode_utf16().count() <= MOST_TEXT && !text.contains(char::is_control);
    short.then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}

/// `formula` to so many decimals, so that binary numbers add up as the decimals that they stand for; as it is where its
/// figures are whole.
fn rounded(formula: &str, places: u32) -> String {
    match places {
        0 => formula.to_owned(),
        places => format!("ROUND({formula},{places})"),
    }
}

/// 1 for each row in which every condition holds, else 0.
fn counted(given: &[Given], sheet: &str) -> String {
    match given {
        [one] => format!("{}*1", one.text(sheet)),
        all => {
            let all: Vec<String> = all.iter().map(|g| g.text(sheet)).collect();
            all.join("*")
        }
    }
}

/// These cells added up; `0` where there are none.
fn added(of: &[One], sheet: &str) -> String {
    match of {
        [] => "0".to_owned(),
        [one] => one.text(sheet),
        all => {
            let all: Vec<String> = all.iter().map(|one| one.text(sheet)).collect();
            format!("({})", all.join("+"))
        }
    }
}

/// `part` in % of `whole`, one decimal, half away from zero; blank where `whole` is 0.
fn share(part: &str, whole: &str) -> String {
    format!("IF({whole}=0,\"\",ROUND({part}*100/{whole},1))")
}

#[cfg(test)]
mod tests {
    use super::super::{Place, Span};
    use super::*;

    fn at(row: u32) -> One {
        One::At(Place::new("総括", row, 2))
    }

    #[test]
    fn texts_in_formulas_are_quoted_or_left_out() {
        let of = || Named::new("実施項目", "評価").all();
        let word = Given::word(of(), "順調\"S\"").expect("a short text");
        assert_eq!(word.text("総括"), "EXACT(実施項目[評価],\"順調\"\"S\"\"\")");
        assert_eq!(Given::word(of(), "二\n行"), None);
        assert_eq!(Given::word(of(), &"長".repeat(200)), None);
    }

    #[test]
    fn sums_counts_and_shares() {
        let span = || {
            Many::Span(Span {
                sheet: "総括".into(),
                column: 0,
                first: 0,
                last: 2,
            })
        };
        let formula = |rule: Rule| rule.formula("総括");
        assert_eq!(formula(Rule::sum(span(), 0)), "SUM(A1:A3)");
        assert_eq!(formula(Rule::sum(span(), 2)), "ROUND(SUM(A1:A3),2)");
        assert_eq!(
            formula(Rule::total(Named::new("表", "額").all(), 0)),
            "IF(COUNT(表[額])=0,\"\",SUBTOTAL(109,表[額]))"
        );
        let like = || Given::Like(span(), Named::new("表", "番号").here());
        let one = Rule::Count {
            given: vec![like()],
        };
        assert_eq!(
            formula(one),
            "SUMPRODUCT(EXACT(A1:A3,表[[#This Row],[番号]])*1)"
        );
        let two = Rule::Count {
            given: vec![like(), Given::Number(span())],
        };
        assert_eq!(
            formula(two),
            "SUMPRODUCT(EXACT(A1:A3,表[[#This Row],[番号]])*ISNUMBER(A1:A3))"
        );
        let share = Rule::Share {
            of: vec![at(1), at(2)],
            whole: at(3),
        };
        assert_eq!(
            formula(share.clone()),
            "IF(C4=0,\"\",ROUND((C2+C3)*100/C4,1))"
        );
        assert!(share.formula("年度推移").contains("総括!C4"));
        let less = Rule::Added {
            of: vec![at(0)],
            less: Vec::new(),
        };
        assert_eq!(formula(less), "C1");
    }
}
