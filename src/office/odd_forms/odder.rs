//! Forms made arbitrarily odd, from a seed.

use crate::office::filling::{self, Entry};

/// A generator that gives the same numbers on every machine (Knuth's MMIX).
pub(super) struct Random(pub u64);

impl Random {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }

    pub(super) fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    pub(super) fn text(&mut self) -> String {
        const TEXTS: [&str; 16] = [
            "メモ",
            "=HYPERLINK(\"http://example.com\",\"x\")",
            "_x001B_[31m_xD800__x0000_",
            "\u{202e}逆\u{2066}向き\u{200f}",
            "\u{fffd}\u{10ffff}\u{e000}𠮷\u{e0100}",
            "'一重",
            "]]><v>1</v>&amp;",
            "A1「番号」\nB2「」",
            "in.item.1_1.grade",
            "約30～40件",
            "9999-99-99",
            "#REF!",
            "1e400",
            "改\r\n行\n\n\n",
            "　",
            "label:in.respondent.name",
        ];
        match self.below(20) {
            0 => "長".repeat(40_000),
            1 => "行\n".repeat(400),
            2 => "\"&<>'".repeat(9_000),
            at => TEXTS[at % TEXTS.len()].to_owned(),
        }
    }

    pub(super) fn entry(&mut self) -> Entry {
        match self.below(10) {
            0 => Entry::Number(1e308),
            1 => Entry::Number(-0.000_001),
            2 => Entry::Date(9999, 12, 31),
            3 => Entry::Bool(true),
            4 => Entry::Error("#SPILL!".to_owned()),
            5 => Entry::Formula {
                text: "SUM(A1:A9)".to_owned(),
                cached: None,
            },
            6 => Entry::Raw {
                t: "n".to_owned(),
                xml: "<v>1e999</v>".to_owned(),
            },
            7 => Entry::Percent(98.5),
            _ => Entry::Text(self.text()),
        }
    }

    pub(super) fn cell(&mut self) -> String {
        const FAR: [&str; 5] = ["XFD1", "XFD1048576", "A1048576", "XFD12", "F900"];
        match self.below(4) {
            0 => self.of(&FAR).to_owned(),
            _ => format!(
                "{}{}",
                self.of(&["A", "B", "C", "D", "E", "F", "K"]),
                1 + self.below(60)
            ),
        }
    }
}

/// Names that a sheet may get, some of them the form's own.
const SHEETS: [&str; 10] = [
    "別紙",
    "_LIST",
    "＿list",
    "_form (2)",
    "確認のお願い",
    "記入要領 (2)",
    "history",
    "it''s",
    "長い名前のシートがExcelの上限の三十一字まで続いています。",
    "\u{202e}逆",
];

/// One odd thing more about a form.
pub(super) fn odder(form: &[u8], random: &mut Random) -> Vec<u8> {
    let sheets = filling::sheet_names(form);
    let sheet = sheets[random.below(sheets.len())].clone();
    let inputs: Vec<(String, String, String)> = filling::places(form);
    let inputs: Vec<_> = inputs
        .into_iter()
        .filter(|(_, on, _)| sheets.contains(on))
        .collect();
    let input = inputs.get(random.below(inputs.len()));
    let (cell, text) = (random.cell(), random.text());
    let new = random.of(&SHEETS).to_owned();
    let is_new = !sheets.iter().any(|s| s.eq_ignore_ascii_case(&new));
    let own = random.of(&["_list", "_form"]);
    match (random.below(15), input) {
        (0 | 1, Some((_, on, at))) => filling::set_cell(form, on, at, &random.entry()),
        (2, _) if sheets.iter().any(|s| s == own) => {
            filling::set_cell(form, own, &cell, &random.entry())
        }
        (3, _) => {
            let form = match sheets.iter().any(|s| s == "_list") {
                true => filling::drop_sheet(form, "_list"),
                false => form.to_vec(),
            };
            let cells = [("A1", random.entry()), ("XFD2", text.into())];
            filling::add_sheet(&form, "_list", &cells)
        }
        (4, _) if sheets.len() > 3 => filling::drop_sheet(form, &sheet),
        (5, _) if is_new => {
            filling::add_sheet(form, &new, &[(&cell, random.entry()), ("A1", text.into())])
        }
        (6, _) if is_new && !sheet.starts_with('_') => filling::rename_sheet(form, &sheet, &new),
        (7, _) if is_new => filling::copy_sheet(form, &sheet, &new),
        (8, Some((name, ..))) => {
            let targets = [
                "#REF!",
                "'_list'!$A$1",
                "'_form'!$B$2",
                "'記入要領'!$C:$C",
                "",
                "1",
            ];
            pointed(form, name, random.of(&targets))
        }
        (9, _) => filling::drop_all_names(form),
        (10, _) => {
            let form = filling::set_cell(form, &sheet, &cell, &text.as_str().into());
            filling::add_note(&form, &sheet, &cell, &text)
        }
        (11, _) => filling::add_text_box(form, &sheet, &cell, &text),
        (12, _) => filling::hide_rows(form, &sheet, 1, 40),
        (13, _) if sheets.iter().any(|s| s == "_form") => {
            filling::set_meta(form, random.of(&["round", "replaces", "layout"]), &text)
        }
        _ => {
            let cells = (0..40).map(|at| {
                let cell = format!("{}{}", ["H", "I"][at % 2], at + 3);
                (sheet.clone(), cell, random.entry())
            });
            filling::set_cells(form, &cells.collect::<Vec<_>>())
        }
    }
}

/// The form with a name that points elsewhere, whichever program wrote it.
fn pointed(form: &[u8], name: &str, target: &str) -> Vec<u8> {
    filling::edit_part(form, "xl/workbook.xml", |xml| {
        let at = xml.find(&format!(" name=\"{name}\"")).expect("the name");
        let start = at + xml[at..].find('>').expect("an end") + 1;
        let end = start + xml[start..].find('<').expect("an end");
        format!("{}{target}{}", &xml[..start], &xml[end..])
    })
}

/// An odd text in place of one of an .ods.
pub(super) fn odder_text(form: &[u8], random: &mut Random) -> Vec<u8> {
    let text = random.text().replace('&', "&amp;").replace('<', "&lt;");
    let at = random.below(60);
    filling::edit_part(form, "content.xml", |xml| {
        let mut pieces: Vec<String> = xml.split("<text:p>").map(str::to_owned).collect();
        let at = 1 + at % (pieces.len() - 1);
        let end = pieces[at].find('<').expect("an end");
        pieces[at].replace_range(..end, &text);
        pieces.join("<text:p>")
    })
}
