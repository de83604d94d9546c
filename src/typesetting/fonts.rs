//! Which fonts are used, in an order fixed by the program: those of `fonts/` (given as bytes), those inside the program
//! (feature embed-fonts), then the system's, of which only the wanted families are looked at. Nothing is typeset here.

use std::borrow::Cow;
use std::path::PathBuf;

use serde_json::json;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInfo, FontVariations};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontSource, FontStore};

use super::characters::ideograph;
use super::embedded_fonts;
use super::glyphs::{invisible, printable, private_use, sequences, variation_selector};
use super::twins::{Drawing, Twin, half_width_kana, twin};
use crate::diagnostic::{Code, Diagnostic};

/// Body and tables.
const GOTHIC: &[&str] = &[
    "BIZ UDPGothic",
    "BIZ UDGothic",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Yu Gothic",
    "Meiryo",
    "MS PGothic",
    "MS Gothic",
    "IPAexGothic",
];
/// Figures in columns: digits of one width.
const FIGURES: &[&str] = &["BIZ UDGothic"];
/// Long prose.
const MINCHO: &[&str] = &[
    "BIZ UDPMincho",
    "BIZ UDMincho",
    "Noto Serif CJK JP",
    "Noto Serif JP",
    "Yu Mincho",
    "MS PMincho",
    "MS Mincho",
    "IPAexMincho",
];
/// Kanji that the others lack (𠮷, 異体字).
const RARE: &[&str] = &["IPAmjMincho"];

/// The fonts of this run.
pub struct Fonts {
    store: FontStore,
    origins: Vec<(Origin, String)>,
    /// A bit for each code point that some font has: asked for every character of a view.
    covered: Vec<u64>,
}

/// Where a font comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// `fonts/` of the working directory.
    Folder,
    /// Inside the program.
    Program,
    System,
}

/// A font that will be used, for `gyokaku fonts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontEntry {
    pub family: String,
    /// Weight, 400 for regular and 700 for bold.
    pub weight: u16,
    pub origin: Origin,
    /// The file that it comes from.
    pub file: String,
    /// As the font tells it.
    pub version: Option<String>,
    /// How many kanji it has: CJK ideographs of Unicode, those for compatibility among them.
    pub kanji: usize,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts")
            .field("origins", &self.origins)
            .finish_non_exhaustive()
    }
}

impl Fonts {
    /// Loads the fonts of `fonts/` (path for display, bytes), then those of the system.
    ///
    /// # Errors
    /// D003 where there is no Japanese font at all.
    pub fn load(extra: &[(String, Vec<u8>)]) -> Result<Self, Vec<Diagnostic>> {
        let mut fonts = Self::given(extra);
        fonts.add_embedded();
        fonts.add_system();
        if fonts.families(&[GOTHIC, MINCHO, RARE]).is_empty() {
            return Err(vec![none_found()]);
        }
        Ok(fonts)
    }

    /// Characters of the text that no font can print and that have no twin, each once, in their order.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for c in text.chars() {
            let lacks = || !invisible(c) && !self.covers(c) && twin(self, c).is_none();
            if lacks() && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    /// What of the text is printed otherwise than it was typed and means the same, with what is printed; each once, in their
    /// order: runs of half-width kana, and the characters that no font has but that have a twin.
    pub fn twins(&self, text: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for part in parts(text) {
            let c = part.chars().next().unwrap_or_default();
            let printed = if half_width_kana(c) {
                printable(self, part).into_owned()
            } else if invisible(c) || self.covers(c) {
                continue;
            } else {
                match twin(self, c) {
                    Some(Twin::Text(plain)) => plain,
                    Some(Twin::Drawn(drawing)) => drawing.in_words(),
                    None => continue,
                }
            };
            if !found.iter().any(|(typed, _)| typed == part) {
                found.push((part.to_owned(), printed));
            }
        }
        found
    }

    /// Kanji with a variation selector of which no font has the form: the plain kanji is printed. Each once, in their
    /// order; not those that are [`missing`](Self::missing).
    pub fn lost_forms(&self, text: &str) -> Vec<(char, char)> {
        let mut forms = sequences(text);
        forms.retain(|(base, selector)| {
            self.covers(*base)
                && !(0..self.origins.len()).any(|index| self.has_form(index, *base, *selector))
        });
        forms
    }

    /// The text as it is printed, and as traces hold it: [`twins`](Self::twins) and 〓 for what can't be printed, without
    /// control and bidirectional marks.
    pub fn printable<'a>(&self, text: &'a str) -> Cow<'a, str> {
        printable(self, text)
    }

    /// The fonts in the order in which they are used.
    pub fn list(&self) -> Vec<FontEntry> {
        (0..self.origins.len())
            .filter_map(|index| {
                let info = self.store.book().info(index)?;
                let (origin, file) = self.origins.get(index)?.clone();
                let kanji = |code: &u32| char::from_u32(*code).is_some_and(ideograph);
                Some(FontEntry {
                    family: info.family.to_string(),
                    weight: info.variant.weight.to_number(),
                    origin,
                    file,
                    version: self.store.font(index).as_ref().and_then(version),
                    kanji: info.coverage.iter().filter(kanji).count(),
                })
            })
            .collect()
    }

    /// Whether some font has the character.
    pub(super) fn covers(&self, c: char) -> bool {
        if variation_selector(c) || c == '\n' {
            return true;
        }
        let (word, bit) = place_of(u32::from(c));
        !private_use(c) && (self.covered.get(word)).is_some_and(|bits| bits & bit != 0)
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }

    /// `/fonts.json`: the families that are there, by use (Typst warns of any other), `variants`, the kanji with a
    /// selector in `data` of which `rare` alone has the form, and `drawn`, what the templates have to draw of `data`.
    pub(super) fn families_json(&self, data: &str) -> String {
        json!({
            "rare": self.families(&[RARE, GOTHIC, MINCHO]),
            "variants": self.rare_forms(data),
            "drawn": self.drawn(data),
            "gothic": self.families(&[GOTHIC, RARE, MINCHO]),
            "figures": self.families(&[FIGURES, GOTHIC, RARE, MINCHO]),
            "mincho": self.families(&[MINCHO, RARE, GOTHIC]),
        })
        .to_string()
    }

    fn rare_forms(&self, text: &str) -> Vec<String> {
        let rare = |index: usize| {
            let info = self.store.book().info(index);
            info.is_some_and(|info| RARE.iter().any(|f| f.eq_ignore_ascii_case(&info.family)))
        };
        let has = |form: &(char, char), of_rare: bool| {
            (0..self.origins.len())
                .any(|index| rare(index) == of_rare && self.has_form(index, form.0, form.1))
        };
        sequences(text)
            .into_iter()
            .filter(|form| has(form, true) && !has(form, false))
            .map(|(base, selector)| format!("{base}{selector}"))
            .collect()
    }

    /// How each character of the text is drawn that no font has.
    fn drawn(&self, text: &str) -> serde_json::Map<String, serde_json::Value> {
        let others = text.chars().filter(|c| !c.is_ascii() && !self.covers(*c));
        others
            .filter_map(|c| match twin(self, c)? {
                Twin::Drawn(Drawing::Sub(plain)) => Some((c, json!(["sub", plain]))),
                Twin::Drawn(Drawing::Super(plain)) => Some((c, json!(["super", plain]))),
                Twin::Drawn(Drawing::Boxed(mark)) => Some((c, json!(["box", mark]))),
                Twin::Text(_) => None,
            })
            .map(|(c, how)| (c.to_string(), how))
            .collect()
    }

    fn has_form(&self, index: usize, base: char, selector: char) -> bool {
        self.store.font(index).is_some_and(|font| {
            let variant = font.info().variant;
            let instance = font.instantiate(variant, Abs::pt(10.0), &FontVariations::default());
            let glyph = instance.ttf().glyph_variation_index(base, selector);
            glyph.is_some()
        })
    }

    fn families(&self, wanted: &[&[&str]]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for family in wanted.iter().copied().flatten() {
            let lower = family.to_lowercase();
            if self.store.book().contains_family(&lower) && !found.contains(&lower) {
                found.push(lower);
            }
        }
        found
    }

    fn given(extra: &[(String, Vec<u8>)]) -> Self {
        let mut fonts = Self {
            store: FontStore::new(),
            origins: Vec::new(),
            covered: Vec::new(),
        };
        let mut extra: Vec<_> = extra.iter().collect();
        extra.sort_by(|a, b| a.0.cmp(&b.0));
        for (path, bytes) in extra {
            for font in Font::iter(Bytes::new(bytes.clone())) {
                let info = font.info().clone();
                fonts.push(font, info, Origin::Folder, path.clone());
            }
        }
        fonts
    }

    /// Those inside the program, but for what is already there.
    fn add_embedded(&mut self) {
        for (file, bytes) in embedded_fonts::unpacked() {
            for font in Font::iter(Bytes::new(bytes)) {
                let info = font.info().clone();
                if !self.has(&info) {
                    self.push(font, info, Origin::Program, file.to_owned());
                }
            }
        }
    }

    /// Regular and bold of the wanted families, sorted by family, weight and path. A family and
    /// weight that is already there stays as it is.
    fn add_system(&mut self) {
        let mut db = fontdb::Database::new();
        db.load_system_fonts();
        let mut faces: Vec<_> = db.faces().filter_map(wanted_face).collect();
        faces.sort();
        faces.dedup_by(|a, b| (a.family, a.weight) == (b.family, b.weight));
        for face in faces {
            let info = db.with_face_data(face.id, FontInfo::new).flatten();
            let Some(info) = info.filter(|info| !self.has(info)) else {
                continue;
            };
            let origin = face.path.display().to_string();
            let source = FontPath {
                path: face.path,
                index: face.index,
            };
            self.push(source, info, Origin::System, origin);
        }
    }

    fn push(&mut self, source: impl FontSource, info: FontInfo, origin: Origin, file: String) {
        for code in info.coverage.iter() {
            let (word, bit) = place_of(code);
            if word >= self.covered.len() {
                self.covered.resize(word + 1, 0);
            }
            self.covered[word] |= bit;
        }
        self.store.push((source, info));
        self.origins.push((origin, file));
    }

    fn has(&self, new: &FontInfo) -> bool {
        let book = self.store.book();
        book.select_family(&new.family.to_lowercase())
            .filter_map(|index| book.info(index))
            .any(|old| old.variant == new.variant)
    }
}

/// Runs of half-width kana, and every other character by itself.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let kana = rest.find(|c| !half_width_kana(c)).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(kana.max(first.len_utf8()));
        rest = behind;
        Some(part)
    })
}

/// Word and bit of a code point in [`Fonts::covered`].
fn place_of(code: u32) -> (usize, u64) {
    (code as usize / 64, 1 << (code % 64))
}

/// A face of the system that may be used; `family` is its place in the program's order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct WantedFace {
    family: usize,
    weight: u16,
    path: PathBuf,
    index: u32,
    id: fontdb::ID,
}

fn wanted_face(face: &fontdb::FaceInfo) -> Option<WantedFace> {
    let upright = face.style == fontdb::Style::Normal && face.stretch == fontdb::Stretch::Normal;
    if !upright || !matches!(face.weight.0, 400 | 700) {
        return None;
    }
    let family = [GOTHIC, MINCHO, RARE]
        .iter()
        .copied()
        .flatten()
        .position(|wanted| {
            face.families
                .iter()
                .any(|(name, _)| name.eq_ignore_ascii_case(wanted))
        })?;
    let path = match &face.source {
        fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => path.clone(),
        fontdb::Source::Binary(_) => return None,
    };
    Some(WantedFace {
        family,
        weight: face.weight.0,
        path,
        index: face.index,
        id: face.id,
    })
}

fn version(font: &Font) -> Option<String> {
    /// Id of the version string in OpenType's table `name`.
    const VERSION: u16 = 5;
    let variant = font.info().variant;
    let instance = (font.clone()).instantiate(variant, Abs::pt(10.0), &FontVariations::default());
    let names = instance.ttf().names();
    names
        .into_iter()
        .filter(|name| name.name_id == VERSION)
        .find_map(|name| name.to_string())
}

fn none_found() -> Diagnostic {
    Diagnostic::new(
        Code::FontMissing,
        "日本語の書体が見付からないため、資料を作成できません。",
        "BIZ UDPゴシックとBIZ UDP明朝を入れてください。Windowsでは「設定」→「オプション機能」の\
         「日本語補助フォント」、Debianではパッケージ fonts-morisawa-bizud-gothic と \
         fonts-morisawa-bizud-mincho です。作業フォルダーの fonts フォルダーにフォントファイルを置いても使えます。",
    )
}
