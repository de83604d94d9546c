//! Twins: what prints a character that no font has, without changing what is read. The record keeps what was typed; only
//! what goes to a page is written otherwise, and said with its cell. A character without a twin is printed as 〓.

use unicode_normalization::UnicodeNormalization;

use super::Fonts;

/// How a character that no font has is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// By other characters.
    Text(String),
    /// By a template, which sets or draws it: the character itself stays in the text.
    Drawn(Drawing),
}

/// How a template prints a character that the fonts lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Drawing {
    /// Small and low: 2 for ₂.
    Sub(String),
    /// Small and high.
    Super(String),
    /// In a box.
    Boxed(char),
}

impl Drawing {
    /// What it looks like, for a message.
    pub(super) fn in_words(&self) -> String {
        match self {
            Self::Sub(plain) => format!("下付きの{plain}"),
            Self::Super(plain) => format!("上付きの{plain}"),
            Self::Boxed(mark) => format!("枠付きの{mark}"),
        }
    }
}

/// Each radical with the kanji that it is a part or a form of (Unicode, EquivalentUnifiedIdeograph). Those of the block
/// Kangxi Radicals have theirs by NFKC.
const RADICALS: &str = "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍尐⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爬⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艺⻀艻⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辷⻎辸⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// Marks with another of the same meaning. く the long mark of repetition stands upright; across it is written so.
const MARKS: &[(char, &str)] = &[
    ('〱', "／＼"),
    ('〲', "／″＼"),
    ('〳', "／"),
    ('〴', "／″"),
    ('〵', "＼"),
    ('☐', "□"),
    ('◻', "□"),
    ('◼', "■"),
    ('✔', "✓"),
    ('✕', "×"),
    ('✖', "×"),
    ('✗', "×"),
    ('✘', "×"),
    ('❌', "×"),
    ('⭕', "○"),
    ('➡', "→"),
    ('⬅', "←"),
    ('⬆', "↑"),
    ('⬇', "↓"),
    ('‣', "・"),
];

/// How a character that `fonts` lack is printed; none where it has no twin.
pub(super) fn twin(fonts: &Fonts, c: char) -> Option<Twin> {
    if let Some(drawing) = drawing(c) {
        return Some(Twin::Drawn(drawing));
    }
    let text = radical(c).or_else(|| mark(c)).or_else(|| compatible(c))?;
    text.chars()
        .all(|c| fonts.covers(c))
        .then_some(Twin::Text(text))
}

/// What a twin puts on a page, be it set or drawn, as text and whatever the fonts are: for comparing texts with pages. None
/// for other characters, and for the circled numbers that every Japanese font has.
pub fn twin_on_page(c: char) -> Option<String> {
    match c {
        '①'..='⑳' => None,
        '\u{2000}'..='\u{33ff}' | '\u{1f100}'..='\u{1f2ff}' => match drawing(c) {
            Some(Drawing::Sub(plain) | Drawing::Super(plain)) => Some(plain),
            Some(Drawing::Boxed(mark)) => Some(mark.to_string()),
            None => radical(c).or_else(|| mark(c)).or_else(|| compatible(c)),
        },
        _ => None,
    }
}

fn drawing(c: char) -> Option<Drawing> {
    let plain = || c.nfkc().collect::<String>().replace('\u{2212}', "－");
    match c {
        '\u{2080}'..='\u{208e}' | '\u{2090}'..='\u{209c}' => Some(Drawing::Sub(plain())),
        '\u{2070}' | '\u{2071}' | '\u{2074}'..='\u{207f}' => Some(Drawing::Super(plain())),
        '☑' | '✅' => Some(Drawing::Boxed('✓')),
        '☒' => Some(Drawing::Boxed('×')),
        _ => None,
    }
}

fn radical(c: char) -> Option<String> {
    let mut pairs = RADICALS.chars();
    while let (Some(radical), Some(kanji)) = (pairs.next(), pairs.next()) {
        if radical == c {
            return Some(kanji.to_string());
        }
    }
    None
}

fn mark(c: char) -> Option<String> {
    let found = MARKS.iter().find(|(mark, _)| *mark == c);
    found.map(|(_, twin)| (*twin).to_owned())
}

/// Unicode's own plain form, a circle kept as brackets: ⼈ is 人, ㋿ is 令和, ㊿ is (50).
fn compatible(c: char) -> Option<String> {
    let plain: String = c.nfkc().collect::<String>().replace('\u{2044}', "/");
    let circled = matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3251}'..='\u{325f}' | '\u{3280}'..='\u{32fe}');
    if plain.chars().eq([c]) {
        None
    } else if circled && !plain.starts_with('(') {
        Some(format!("({plain})"))
    } else {
        Some(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FONTS: std::sync::LazyLock<Fonts> =
        std::sync::LazyLock::new(|| Fonts::load(&[]).expect("a Japanese font"));

    fn printed(text: &str) -> String {
        FONTS.printable(text).into_owned()
    }

    #[test]
    fn what_no_font_has_is_printed_by_its_twin() {
        assert_eq!(printed("⼈⼀⾏⾦、⺟⻁⻑"), "人一行金、母虎長");
        assert_eq!(printed("☐と✔、〱"), "□と✓、／＼");
        // BIZ UD has the ligature itself.
        assert_eq!(printed("ﬁ 𝐀"), "ﬁ A");
        // What a template draws stays what it was.
        assert_eq!(printed("CO₂、☑"), "CO₂、☑");
        for text in ["⼈⻁☐✔〱", "CO₂☑☒", "ﬁ"] {
            assert!(FONTS.missing(text).is_empty(), "{text}");
        }
        assert_eq!(printed("\u{e000}\u{e001}"), "〓〓");
    }

    /// A font that has the character prints it.
    #[test]
    fn what_a_font_has_stays() {
        let text = "①㈱㍉²✓□髙﨑神令和";
        assert_eq!(printed(text), text);
        assert!(FONTS.twins(text).is_empty());
    }

    #[test]
    fn half_width_kana_are_printed_in_full_width() {
        assert_eq!(
            printed("ﾃﾞｼﾞﾀﾙ化、ｻｰﾋﾞｽ｢ﾊﾟｽ｣ABC"),
            "デジタル化、サービス「パス」ABC"
        );
        let told = FONTS.twins("ﾃﾞｼﾞﾀﾙ⼈ CO₂");
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            told,
            [
                pair("ﾃﾞｼﾞﾀﾙ", "デジタル"),
                pair("⼈", "人"),
                pair("₂", "下付きの2")
            ]
        );
    }

    /// A radical's twin is one of Unicode's, not a look-alike: both are pairs, each radical once.
    #[test]
    fn the_radicals_are_pairs() {
        let all: Vec<char> = RADICALS.chars().collect();
        assert_eq!(all.len(), 228);
        let radicals: Vec<char> = all.iter().copied().step_by(2).collect();
        assert!(
            radicals
                .iter()
                .all(|c| ('\u{2e80}'..='\u{2eff}').contains(c))
        );
        assert!(radicals.windows(2).all(|two| two[0] < two[1]));
    }
}
