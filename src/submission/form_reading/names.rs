//! The defined names of a form: which cell each input has, and what becomes of a name that is lost, broken, shared, moved
//! away from its label, or unknown today.

use std::collections::BTreeMap;

use super::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{Cell, NameTarget};
use crate::form::{Field, FormLayout, Input, Required, normalized_name};
use crate::submission::{accounting, value};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{CellLocation, Source, a1};

pub(super) const ASK: &str = "様式をもう一度課に送り、答えを書き写してもらってください。欄のある行やセルを削除しないよう、併せて伝えてください。";

/// N016 of a form without any name and without anything in the column of its inputs, of which accounting reports.
pub(super) fn names_all_lost(
    layout: &FormLayout,
    reported: &[Diagnostic],
    file: &str,
) -> Option<Diagnostic> {
    let (sheet, _) = layout.inputs().next()?;
    let is_reported = reported.iter().any(|d| d.code == Code::NamesAllLost);
    let message = accounting::names_lost(0);
    let diagnostic = Diagnostic::new(Code::NamesAllLost, message, accounting::NAMES_LOST);
    (!is_reported).then(|| diagnostic.in_file(file).on_sheet(sheet))
}

impl Reading<'_> {
    /// The cell that the name of an input leads to; otherwise what is to be reported is kept, and there is none.
    pub(super) fn located(
        &mut self,
        sheet: &str,
        input: &Input,
    ) -> Option<(CellLocation, (u32, u32))> {
        let name = input.field.name();
        let what = input.described();
        let lost = |code, message: String, found: &str| {
            Diagnostic::new(code, message, ASK)
                .in_file(self.file)
                .on_sheet(sheet)
                .found(found)
        };
        let key = normalized_name(&name);
        let target = self.workbook.names.get(&key);
        self.known.push(key);
        let absent = match target {
            Some(NameTarget::Cell { sheet, row, column }) => {
                let place = CellLocation {
                    file: self.file.to_owned(),
                    sheet: sheet.clone(),
                    cell: a1(*row, *column),
                };
                return Some((place, (*row, *column)));
            }
            Some(NameTarget::Several(to)) => {
                let message = format!(
                    "{what}の欄が1つに決まりません（欄の名前が1つのセルを指していません）。"
                );
                let several = lost(Code::NameBroken, message, to);
                self.diagnostics.push(several);
                return None;
            }
            Some(NameTarget::Broken(to)) => lost(
                Code::NameBroken,
                format!("{what}の欄が壊れています（欄の名前が指すセルがありません）。"),
                to,
            ),
            None => {
                let labels = &self.workbook.labels;
                if !labels.is_empty() && !labels.contains_key(&name) {
                    self.added_since(sheet, input);
                    return None;
                }
                let message = format!("{what}の欄がありません（欄の名前が失われています）。");
                lost(Code::NameMissing, message, &name)
            }
        };
        self.absent.insert(input.field.clone(), absent);
        None
    }

    /// A field that the form was issued without: the register has changed since. What need not be
    /// filled is no matter, and an opinion that came later is asked about in the next form.
    fn added_since(&mut self, sheet: &str, input: &Input) {
        let is_opinion = matches!(input.field, Field::Opinion(..));
        if input.required == Required::No || is_opinion {
            return;
        }
        let diagnostic = Diagnostic::new(
            Code::NameAdded,
            format!(
                "{}の欄は、様式を配った後に計画台帳に加わったため、この様式にありません。",
                input.described()
            ),
            "gyokaku forms で作り直した様式を課に送り、加わった欄に記入してもらってください。",
        )
        .in_file(self.file)
        .on_sheet(sheet);
        self.absent.insert(input.field.clone(), diagnostic);
    }

    /// Cutting and pasting moves a name with its cell: the label beside must still be the input's.
    pub(super) fn label_fault(
        &self,
        input: &Input,
        cells: &BTreeMap<(u32, u32), Cell>,
        (row, column): (u32, u32),
        source: &Source,
    ) -> Option<Diagnostic> {
        let key = |text: &str| without_space(&match_key(text));
        let expected = self
            .workbook
            .labels
            .get(&input.field.name())
            .cloned()
            .unwrap_or_else(|| format!("{}｜{}", input.code, input.label));
        let mut left: Vec<String> = cells
            .range((row, 0)..(row, column))
            .filter_map(|(_, cell)| value::typed(cell))
            .collect();
        let label = left.pop().unwrap_or_default();
        let code = left.pop().unwrap_or_default();
        let stands = format!("{code}｜{label}");
        (stands != expected && key(&stands) != key(&expected)).then(|| {
            Diagnostic::new(
                Code::NameLabel,
                format!(
                    "{}の欄の左にある見出しが「{}」です。",
                    input.described(),
                    stands.trim_matches('｜').replace('｜', " ")
                ),
                "セルの切取りと貼付けで欄が入れ替わったか、見出しが書き換えられています。様式の見出しの横に記入し直してもらってください。",
            )
            .about(source)
        })
    }

    /// Names of inputs that today's layout does not have: N004 where something was written, N015 where a
    /// field of the form as issued is blank.
    pub(super) fn unknown_names(&mut self) {
        self.known.sort();
        let issued: BTreeMap<String, &String> = self
            .workbook
            .labels
            .iter()
            .map(|(name, label)| (normalized_name(name), label))
            .collect();
        for (name, target) in &self.workbook.names {
            let NameTarget::Cell { sheet, row, column } = target else {
                continue;
            };
            if self.known.binary_search(name).is_ok() {
                continue;
            }
            let typed = self
                .sheets
                .get(sheet.as_str())
                .and_then(|s| s.cells.get(&(*row, *column)))
                .and_then(value::typed);
            let issued = issued
                .get(name)
                .map(|label| label.trim_matches('｜').replace('｜', " "));
            let reported = match (typed, issued) {
                (Some(typed), issued) => {
                    let what = issued.as_ref().unwrap_or(name);
                    Diagnostic::new(
                        Code::NameUnknown,
                        format!("今の様式にない欄（{what}）に記入があります。"),
                        "この記入は資料に載りません。様式が古いときは、新しい様式に書き写してもらってください。",
                    )
                    .found(typed)
                }
                (None, Some(what)) => Diagnostic::new(
                    Code::FieldExtra,
                    format!(
                        "{what}の欄は、様式を配った後に計画台帳から除かれています。空欄のため、影響はありません。"
                    ),
                    "",
                ),
                (None, None) => continue,
            };
            self.diagnostics.push(
                reported
                    .in_file(self.file)
                    .on_sheet(sheet)
                    .at_cell(a1(*row, *column)),
            );
        }
    }
}
