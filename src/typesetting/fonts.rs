//! Which fonts are used, in an order fixed by the program: those of `fonts/` (given as bytes), those inside the program
//! (feature embed-fonts), then the system's, of which only the wanted families are looked at. Nothing is typeset here.

use std::path::PathBuf;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInfo, FontVariations};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontSource, FontStore};

use super::character_kinds::{ideograph, private_use, variation_selector};
use super::embedded_fonts;
use crate::diagnostic::{Code, Diagnostic};

/// Body and tables.
pub(super) const GOTHIC: &[&str] = &[
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
pub(super) const FIGURES: &[&str] = &["BIZ UDGothic"];
/// Long prose.
pub(super) const MINCHO: &[&str] = &[
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
pub(super) const RARE: &[&str] = &["IPAmjMincho"];

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

    /// Whether one of the fonts for rare kanji, or one of the others, has the form of a kanji that a selector chooses.
    pub(super) fn has_form(&self, (base, selector): (char, char), rare: bool) -> bool {
        let is_rare = |index: usize| {
            let info = self.store.book().info(index);
            info.is_some_and(|info| RARE.iter().any(|f| f.eq_ignore_ascii_case(&info.family)))
        };
        let has = |index: usize| {
            self.store.font(index).is_some_and(|font| {
                let variant = font.info().variant;
                let instance = font.instantiate(variant, Abs::pt(10.0), &FontVariations::default());
                let glyph = instance.ttf().glyph_variation_index(base, selector);
                glyph.is_some()
            })
        };
        (0..self.origins.len()).any(|index| is_rare(index) == rare && has(index))
    }

    /// Those of these families that are there.
    pub(super) fn families(&self, wanted: &[&[&str]]) -> Vec<String> {
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
