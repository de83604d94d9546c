//! Sets of characters that fonts are measured by. They are computed from the ranges of Unicode and from the rows of
//! JIS X 0208 (through Shift_JIS); 常用漢字 and 人名用漢字 are no ranges of any code, so they are not among them.

use encoding_rs::SHIFT_JIS;

use super::Fonts;
use super::character_kinds::ideograph;

/// A set of characters with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharacterSet {
    pub name: &'static str,
    pub characters: Vec<char>,
}

/// How much of a set the fonts together can print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub all: usize,
    pub printable: usize,
}

impl CharacterSet {
    /// The sets, from what every text needs to what is rare.
    pub fn all() -> Vec<Self> {
        let ranges = |ranges: &[(u32, u32)]| -> Vec<char> {
            let codes = ranges.iter().flat_map(|(first, last)| *first..=*last);
            codes.filter_map(char::from_u32).collect()
        };
        let set = |name, characters| Self { name, characters };
        vec![
            set("英数字・記号（ASCII）", ranges(&[(0x21, 0x7e)])),
            set(
                "ひらがな・カタカナ",
                ranges(&[(0x3041, 0x3096), (0x30a1, 0x30fe)]),
            ),
            set("全角英数字・記号", ranges(&[(0xff01, 0xff5e)])),
            set(
                "丸数字・ローマ数字",
                ranges(&[(0x2460, 0x2473), (0x2160, 0x2169)]),
            ),
            set("JIS第1水準漢字", jis_rows(16, 47)),
            set("JIS第2水準漢字", jis_rows(48, 84)),
            set("IBM拡張文字（髙、﨑など）", ibm_extension()),
            set("CJK統合漢字（U+4E00～9FFF）", ranges(&[(0x4e00, 0x9fff)])),
            set("CJK統合漢字拡張A", ranges(&[(0x3400, 0x4dbf)])),
            set(
                "CJK統合漢字拡張B（𠮷など）",
                ranges(&[(0x2_0000, 0x2_a6df)]),
            ),
        ]
    }
}

impl Fonts {
    /// How many of these characters the fonts together can print.
    pub fn coverage(&self, characters: &[char]) -> Coverage {
        Coverage {
            all: characters.len(),
            printable: characters.iter().filter(|c| self.covers(**c)).count(),
        }
    }
}

/// The characters of rows (区) of JIS X 0208.
fn jis_rows(first: u8, last: u8) -> Vec<char> {
    let places = (first..=last).flat_map(|row| (1..=94).map(move |cell| (row, cell)));
    places
        .filter_map(|(row, cell)| {
            let half = (row - 1) / 2;
            let lead = half + if half < 0x1f { 0x81 } else { 0xc1 };
            let trail = match (row % 2 == 1, cell) {
                (true, 1..=63) => cell + 0x3f,
                (true, _) => cell + 0x40,
                (false, _) => cell + 0x9e,
            };
            decoded(lead, trail)
        })
        .collect()
}

/// Those that Windows has beyond JIS X 0208.
fn ibm_extension() -> Vec<char> {
    let places = (0xfa..=0xfc).flat_map(|lead| (0x40..=0xfc).map(move |trail| (lead, trail)));
    places
        .filter_map(|(lead, trail)| decoded(lead, trail))
        .filter(|c| ideograph(*c))
        .collect()
}

fn decoded(lead: u8, trail: u8) -> Option<char> {
    let bytes = [lead, trail];
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::CharacterSet;

    /// JIS X 0208 has 2,965 kanji of level 1 and 3,390 of level 2; Windows-31J adds 360.
    #[test]
    fn the_sets_are_whole() {
        let sets = CharacterSet::all();
        let of = |name: &str| {
            let set = sets.iter().find(|s| s.name.starts_with(name));
            &set.unwrap_or_else(|| panic!("{name}")).characters
        };
        assert_eq!(of("JIS第1水準").len(), 2_965);
        assert_eq!(of("JIS第2水準").len(), 3_390);
        assert_eq!(of("IBM拡張").len(), 360);
        assert_eq!(of("JIS第1水準")[0], '亜');
        assert_eq!(of("JIS第2水準").last(), Some(&'熙'));
        assert!(of("IBM拡張").contains(&'髙') && of("IBM拡張").contains(&'﨑'));
    }
}
