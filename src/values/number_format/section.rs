//! One section of a format code: its condition, and its parts in order. What the parts show of a value is decided
//! elsewhere.

use super::Kind;

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    /// The number as it is, without any format.
    General,
    /// `@`
    Text,
    /// Letters of a date in lower case and how many; minutes are `n`.
    Calendar(char, usize),
    /// `[h]`, `[m]`, `[s]`.
    Elapsed(char, usize),
    HalfDay,
    /// Of digits; resolved by [`resolved`].
    Comma,
    /// `E+` or `/` between digits; resolved by [`resolved`].
    Ratio,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Section {
    pub condition: Option<Condition>,
    pub parts: Vec<Part>,
    /// Commas between thousands.
    pub grouped: bool,
    /// Commas that divide by a thousand each.
    pub thousands: u32,
    /// Signs that multiply by a hundred each.
    pub percents: u32,
    /// The first year of an era is shown as 元.
    pub gannen: bool,
}

/// `[>=100]`
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    sign: String,
    limit: f64,
}

impl Condition {
    fn parse(inside: &str) -> Option<Self> {
        let at = inside.find(|c| !"<>=".contains(c)).filter(|at| *at > 0)?;
        let (sign, limit) = inside.split_at(at);
        Some(Self {
            sign: sign.to_owned(),
            limit: limit.trim().parse().ok()?,
        })
    }

    pub fn holds(&self, number: f64) -> bool {
        match self.sign.as_str() {
            "<" => number < self.limit,
            "<=" => number <= self.limit,
            ">" => number > self.limit,
            ">=" => number >= self.limit,
            "<>" => (number - self.limit).abs() > f64::EPSILON,
            _ => (number - self.limit).abs() <= f64::EPSILON,
        }
    }

    /// Only negative numbers fall here, whose sign the section itself shows.
    pub fn is_below_zero(&self) -> bool {
        self.sign.starts_with('<') && self.sign != "<>" && self.limit <= 0.0
    }

    /// No negative number falls here.
    pub fn is_from_zero(&self) -> bool {
        self.sign.starts_with('>') && self.limit >= 0.0
    }
}

impl Section {
    pub fn kind(&self) -> Kind {
        let day = |part: &Part| matches!(part, Part::Calendar(c, _) if !"hns".contains(*c));
        if self.parts.iter().any(day) {
            Kind::Date
        } else if self.parts.iter().any(Part::is_calendar) {
            Kind::Time
        } else if self.percents > 0 {
            Kind::Percent
        } else {
            Kind::Number
        }
    }

    pub fn shows_day(&self) -> bool {
        let day = |part: &Part| matches!(part, Part::Calendar('d', count) if *count < 3);
        self.parts.iter().any(day)
    }

    pub fn shows_only_year(&self) -> bool {
        let year = |part: &Part| matches!(part, Part::Calendar(c, _) if "ygerb".contains(*c));
        let mut dates = self.parts.iter().filter(|p| p.is_calendar()).peekable();
        dates.peek().is_some() && dates.all(year)
    }

    /// Shows the number as it is.
    pub fn is_plain(&self) -> bool {
        matches!(self.parts[..], [Part::General | Part::Text])
    }

    pub fn shows_text(&self) -> bool {
        self.parts.contains(&Part::Text)
    }
}

impl Part {
    pub fn is_calendar(&self) -> bool {
        matches!(self, Self::Calendar(..) | Self::Elapsed(..) | Self::HalfDay)
    }
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut rest = code;
    loop {
        let mut section = Section::default();
        let after = parts(rest, &mut section);
        resolved(&mut section);
        sections.push(section);
        match after {
            Some(after) => rest = after,
            None => return sections,
        }
    }
}

/// Reads parts up to the next `;`; gives what stands after it.
fn parts<'c>(code: &'c str, section: &mut Section) -> Option<&'c str> {
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        if let Some((part, after)) = word(rest) {
            section.parts.push(part);
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let mut literal = |text: &str| section.parts.push(Part::Literal(text.to_owned()));
        match c {
            ';' => return Some(rest),
            '"' => {
                let (inside, after) = rest.split_once('"').unwrap_or((rest, ""));
                literal(inside);
                rest = after;
            }
            '\\' | '_' | '*' => {
                let escaped = rest.chars().next();
                let length = escaped.map_or(0, char::len_utf8);
                match (c, escaped) {
                    ('\\', Some(_)) => literal(&rest[..length]),
                    // A gap as wide as the character, or one filled with it.
                    ('_', _) | (_, Some(' ')) => literal(" "),
                    _ => {}
                }
                rest = &rest[length..];
            }
            '[' => {
                let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                bracket(inside, section);
                rest = after;
            }
            '0' | '#' | '?' => section.parts.push(Part::Digit(c)),
            '.' => section.parts.push(Part::Point),
            ',' => section.parts.push(Part::Comma),
            '/' => section.parts.push(Part::Ratio),
            '@' => section.parts.push(Part::Text),
            '%' => {
                literal("%");
                section.percents += 1;
            }
            _ => literal(c.encode_utf8(&mut [0; 4])),
        }
    }
    None
}

/// A part that begins with letters, and what stands after it.
fn word(rest: &str) -> Option<(Part, &str)> {
    const WORDS: [(&str, Part); 8] = [
        ("general", Part::General),
        ("g/標準", Part::General),
        ("g/general", Part::General),
        ("am/pm", Part::HalfDay),
        ("a/p", Part::HalfDay),
        ("e+", Part::Ratio),
        ("e-", Part::Ratio),
        ("午前/午後", Part::HalfDay),
    ];
    let starts = |word: &str| {
        let head = rest.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &rest[word.len()..])
    };
    for (word, part) in WORDS {
        if let Some(after) = starts(word) {
            return Some((part, after));
        }
    }
    let first = rest.chars().next()?.to_ascii_lowercase();
    if !"ymdhsgeabr".contains(first) {
        return None;
    }
    let count = rest
        .chars()
        .take_while(|c| c.to_ascii_lowercase() == first)
        .count();
    Some((Part::Calendar(first, count), &rest[count..]))
}

/// A condition, an elapsed time, a currency or a language; a colour and the shape of digits are passed over.
fn bracket(inside: &str, section: &mut Section) {
    if let Some(currency) = inside.strip_prefix('$') {
        let (symbol, language) = currency.split_once('-').unwrap_or((currency, ""));
        section.gannen |= language.to_ascii_lowercase().contains("gannen");
        if !symbol.is_empty() {
            section.parts.push(Part::Literal(symbol.to_owned()));
        }
        return;
    }
    let letters = inside.to_ascii_lowercase();
    let first = letters.chars().next();
    if let Some(first @ ('h' | 'm' | 's')) = first
        && letters.chars().all(|c| c == first)
    {
        section.parts.push(Part::Elapsed(first, letters.len()));
    } else if let Some(condition) = Condition::parse(inside) {
        section.condition = Some(condition);
    }
}

/// Settles what a part means by those around it: an `m` among hours and seconds is a minute, a comma between digits
/// groups and one behind them divides, and a fraction or a power of ten is the plain number.
fn resolved(section: &mut Section) {
    if section.parts.iter().any(Part::is_calendar) {
        minutes(&mut section.parts);
        without_parts_of_seconds(&mut section.parts);
        for part in &mut section.parts {
            match part {
                Part::Comma => *part = Part::Literal(",".to_owned()),
                Part::Point => *part = Part::Literal(".".to_owned()),
                Part::Ratio => *part = Part::Literal("/".to_owned()),
                _ => {}
            }
        }
        return;
    }
    let digit = |part: &Part| matches!(part, Part::Digit(_));
    let first = section.parts.iter().position(digit);
    let ratio = section.parts.iter().position(|p| *p == Part::Ratio);
    let in_digits = ratio.is_some_and(|at| first.is_some_and(|first| first < at));
    if in_digits {
        as_plain_number(&mut section.parts);
    }
    let point = section.parts.iter().position(|p| *p == Part::Point);
    let parts = std::mem::take(&mut section.parts);
    for (at, part) in parts.iter().enumerate() {
        let end = point.filter(|point| at < *point).unwrap_or(parts.len());
        match part {
            Part::Comma if !parts[..at].iter().any(digit) => {
                section.parts.push(Part::Literal(",".to_owned()));
            }
            Part::Comma if parts[at..end].iter().any(digit) => section.grouped = true,
            Part::Comma => section.thousands += 1,
            Part::Ratio => section.parts.push(Part::Literal("/".to_owned())),
            part => section.parts.push(part.clone()),
        }
    }
}

/// Puts the number as it is in place of the digits of a fraction or a power of ten.
fn as_plain_number(parts: &mut Vec<Part>) {
    let of_number = |part: &Part| {
        matches!(
            part,
            Part::Digit(_) | Part::Point | Part::Comma | Part::Ratio
        )
    };
    let first = parts.iter().position(of_number).unwrap_or_default();
    let last = parts.iter().rposition(of_number).unwrap_or_default();
    // The digits of a fixed denominator (`?/100`) are plain characters.
    let fixed = parts[last + 1..]
        .iter()
        .take_while(|p| matches!(p, Part::Literal(l) if l.bytes().all(|b| b.is_ascii_digit())))
        .count();
    parts.splice(first..=last + fixed, [Part::General]);
}

/// Seconds are whole here.
fn without_parts_of_seconds(parts: &mut Vec<Part>) {
    let digit = |part: Option<&Part>| matches!(part, Some(Part::Digit(_)));
    while let Some(at) = parts.iter().position(|p| digit(Some(p))) {
        let point = at > 0 && parts.get(at - 1) == Some(&Part::Point);
        parts.drain(at - usize::from(point)..=at);
    }
}

fn minutes(parts: &mut [Part]) {
    let time = |part: &Part, letters: &str| matches!(part, Part::Calendar(c, _) | Part::Elapsed(c, _) if letters.contains(*c));
    for at in 0..parts.len() {
        let before = parts[..at].iter().rev().find(|p| p.is_calendar());
        let after = parts[at + 1..].iter().find(|p| p.is_calendar());
        let among = before.is_some_and(|p| time(p, "h")) || after.is_some_and(|p| time(p, "s"));
        if let Part::Calendar(letter @ 'm', 1..=2) = &mut parts[at]
            && among
        {
            *letter = 'n';
        }
    }
}
