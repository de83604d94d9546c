//! A form that goes to its department again: with its own answers as they were typed, and with what it wrote
//! beside them. Shared by 確認依頼 and by `forms --with-answers`.
//!
//! ```text
//! 提出/*.xlsx ─ submission ─▶ answers, cells as typed, places of the inputs, diagnostics
//!                                 │ here: cells → Prefill (form::reissue), texts beside the form → Leftover
//!                                 │ asking: diagnostics → questions (diagnostic::question), one for each cell
//!                                 ▼
//!              FormLayout (round + 1, replaces) ─ blank_workbook ─▶ 点検/確認依頼/*.xlsx ─ department ─▶ 提出/ (supersedes)
//! ```
//!
//! Sent back unchanged, a 確認依頼 must say what the form said that it was made from. So each cell is written as the kind that it
//! was, and texts beside the form are carried over where a reader finds them again. An answer whose place was the fault
//! ([`Found::Misplaced`]) stands beside its field, which is blank: in its cell it would pass as right. Names and labels that
//! were lost are whole again. Where something can't be written at all, the form goes out without the texts beside it (O012), or that
//! department gets none (O011); a text that is longer than a cell is cut and named (O012).

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Found};
use crate::form::blank_workbook::CELL_LIMIT;
use crate::form::layout::{ASK_SHEET, GUIDE_COLUMN, LIST_SHEET, Leftover, META_SHEET, placed};
use crate::form::{Beside, Field, FormLayout, Row, reissue};
use crate::submission::{Remark, Submission};
use crate::values::japanese_text::sheet_name_safe;
use crate::values::{CellLocation, parse_a1};

/// A submission, seen from the form that answers it.
pub(crate) struct Returned<'a> {
    pub submission: &'a Submission,
    /// All that was reported of its files.
    pub diagnostics: Vec<&'a Diagnostic>,
    /// The form as it is issued now.
    layout: &'a FormLayout,
    places: BTreeMap<&'a CellLocation, &'a Field>,
    /// Names of the returned sheets by what they are called in the form now.
    sheets: BTreeMap<&'a str, &'a str>,
}

/// A diagnostic whose text is carried over, with the place in the form where it comes to stand.
pub(crate) type CarriedOver<'a> = (&'a Diagnostic, Leftover);

impl<'a> Returned<'a> {
    pub fn new(
        submission: &'a Submission,
        diagnostics: &'a [Diagnostic],
        layout: &'a FormLayout,
    ) -> Self {
        let files: BTreeSet<&str> = submission.files.iter().map(|f| f.path.as_str()).collect();
        let own = |d: &&Diagnostic| d.file.as_deref().is_some_and(|f| files.contains(f));
        let mut sheets = BTreeMap::new();
        for (sheet, input) in layout.inputs() {
            if let Some(place) = submission.places.get(&input.field) {
                sheets.entry(place.sheet.as_str()).or_insert(sheet);
            }
        }
        Self {
            submission,
            diagnostics: diagnostics.iter().filter(own).collect(),
            layout,
            places: submission.places.iter().map(|(f, p)| (p, f)).collect(),
            sheets,
        }
    }

    /// The field in whose cell a diagnostic stands.
    pub fn field(&self, diagnostic: &Diagnostic) -> Option<&'a Field> {
        self.places.get(&location(diagnostic)?).copied()
    }

    /// The name of a returned sheet in the form now.
    pub fn sheet<'s>(&self, name: &'s str) -> &'s str
    where
        'a: 's,
    {
        self.sheets.get(name).copied().unwrap_or(name)
    }

    /// Answers, round and what it replaces; last cycle's values stay.
    pub fn fill(&self, beside: &mut Beside) {
        let misplaced: BTreeSet<&Field> = self
            .diagnostics
            .iter()
            .filter(|d| d.code.found() == Found::Misplaced)
            .filter_map(|d| self.field(d))
            .collect();
        let issued = std::mem::take(&mut beside.answers);
        beside.answers = self
            .submission
            .cells
            .iter()
            .filter(|(field, _)| !misplaced.contains(field))
            .map(|(field, cell)| (field.clone(), reissue::prefill(cell)))
            .collect();
        // What stands ready in inputs that the department had not got yet.
        let new = { issued.into_iter() }.filter(|(f, _)| !self.submission.places.contains_key(f));
        beside.answers.extend(new);
        beside.round = self.submission.round.saturating_add(1);
        let digests: Vec<&str> = self
            .submission
            .files
            .iter()
            .map(|f| f.digest.as_str())
            .collect();
        beside.replaces = Some(digests.join(" "));
    }

    /// The texts that stood beside the inputs, and those of misplaced answers, each with its new place. What stood on
    /// the form's own hidden sheets comes to stand on a sheet that is added.
    pub fn carried_over(&self) -> Vec<CarriedOver<'a>> {
        let own = self.layout.sheets.iter().map(|s| s.name.as_str());
        let own = own.chain([ASK_SHEET, META_SHEET, LIST_SHEET]);
        let mut taken: Vec<String> = own.map(str::to_owned).collect();
        let mut added: BTreeMap<String, String> = BTreeMap::new();
        let (carried, leftovers): (Vec<&Diagnostic>, Vec<Leftover>) = self
            .diagnostics
            .iter()
            .flat_map(|d| self.leftovers(d).into_iter().map(move |l| (*d, l)))
            .map(|(d, mut leftover)| {
                let hidden = [META_SHEET, LIST_SHEET]
                    .iter()
                    .any(|own| leftover.sheet.eq_ignore_ascii_case(own));
                if hidden || !taken.contains(&leftover.sheet) {
                    let wanted = match hidden {
                        true => format!("{}の記入", leftover.sheet),
                        false => leftover.sheet.clone(),
                    };
                    let name = added
                        .entry(leftover.sheet)
                        .or_insert_with(|| sheet_name_safe(&wanted, &mut taken));
                    leftover.sheet = name.clone();
                }
                (d, leftover)
            })
            .unzip();
        carried
            .into_iter()
            .zip(placed(&self.layout.sheets, leftovers))
            .collect()
    }

    /// The cells that a diagnostic reports together, where it does.
    pub fn gathered(&self, diagnostic: &Diagnostic) -> Option<&'a [Remark]> {
        let cells = self.submission.gathered.get(&location(diagnostic)?)?;
        (diagnostic.code.found() == Found::Beside).then_some(cells)
    }

    fn leftovers(&self, diagnostic: &Diagnostic) -> Vec<Leftover> {
        let Some(cells) = self.gathered(diagnostic) else {
            return self.leftover(diagnostic).into_iter().collect();
        };
        let leftover = |remark: &Remark| Leftover {
            sheet: self.sheet(&remark.sheet).to_owned(),
            row: remark.place.0,
            column: u16::try_from(remark.place.1).unwrap_or(u16::MAX),
            text: remark.typed.clone(),
        };
        cells.iter().map(leftover).collect()
    }

    fn leftover(&self, diagnostic: &Diagnostic) -> Option<Leftover> {
        let mut text = diagnostic.found.clone()?;
        if diagnostic.code == Code::FileConflict {
            // The message quotes what the other files say.
            text = format!("{text}\n（{}）", diagnostic.message);
        }
        let (sheet, cell) = (diagnostic.sheet.as_deref()?, diagnostic.cell.as_deref()?);
        let (sheet, row, column) = match self.field(diagnostic) {
            // A misplaced answer, a note or a box at a field: beside that field, wherever its row has moved to.
            Some(field) if diagnostic.code.found() == Found::Misplaced => self.beside(field)?,
            Some(_) if diagnostic.code == Code::WrittenHidden => return None,
            _ if diagnostic.code.found() != Found::Beside => return None,
            Some(field) => self.beside(field)?,
            None => {
                let (row, column) = parse_a1(cell)?;
                (self.sheet(sheet), row, u16::try_from(column).ok()?)
            }
        };
        Some(Leftover {
            sheet: sheet.to_owned(),
            row,
            column,
            text,
        })
    }

    /// Sheet, row and column right of a field in the form now.
    fn beside(&self, field: &Field) -> Option<(&'a str, u32, u16)> {
        let (sheet, row) = self.row_of(field)?;
        Some((sheet, row, GUIDE_COLUMN + 1))
    }

    /// Sheet and zero-based row of a field in the form now.
    fn row_of(&self, field: &Field) -> Option<(&'a str, u32)> {
        self.layout.sheets.iter().find_map(|sheet| {
            let mut rows = (0..).zip(&sheet.rows);
            let (row, _) =
                rows.find(|(_, row)| matches!(row, Row::Input(input) if input.field == *field))?;
            Some((sheet.name.as_str(), row))
        })
    }
}

fn location(diagnostic: &Diagnostic) -> Option<CellLocation> {
    Some(CellLocation {
        file: diagnostic.file.clone()?,
        sheet: diagnostic.sheet.clone()?,
        cell: diagnostic.cell.clone()?,
    })
}

/// A form with what its department wrote, and what there is to report of the writing.
#[derive(Default)]
pub(crate) struct Reissued {
    /// None where the answers can't be written.
    pub workbook: Option<Vec<u8>>,
    pub reported: Vec<Diagnostic>,
}

impl Returned<'_> {
    /// The form as it is issued again (`what`: 確認依頼 or 調査票), by `write`. Nothing that a department wrote stops
    /// it: where a text beside the inputs can't be written, it goes out without them all (O012); where an answer
    /// can't, there is no form (O011).
    pub fn written(
        &self,
        what: &str,
        beside: &Beside,
        carried: &[CarriedOver<'_>],
        write: &dyn Fn(&Beside) -> Result<Vec<u8>, String>,
    ) -> Reissued {
        let why = match write(beside) {
            Ok(workbook) => {
                let reported = self.cut(what, beside, carried);
                let workbook = Some(workbook);
                return Reissued { workbook, reported };
            }
            Err(why) => why,
        };
        let bare = Beside {
            leftovers: Vec::new(),
            ..beside.clone()
        };
        let workbook = write(&bare).ok();
        let reported = if workbook.is_some() {
            let fits = |count: usize| {
                let leftovers = beside.leftovers.iter().take(count).cloned().collect();
                let beside = Beside {
                    leftovers,
                    ..bare.clone()
                };
                write(&beside).is_ok()
            };
            let at = first_unfit(carried.len(), fits).and_then(|at| carried.get(at));
            let place = at.and_then(|(diagnostic, _)| location(diagnostic));
            let message = format!("{what}に、欄の外の記入を写せませんでした。写さずに作りました。");
            self.reported(Code::AnswerCut, message, WITHOUT, place)
        } else {
            let fits = |count: usize| {
                let answers = beside.answers.iter().take(count);
                let answers = answers.map(|(f, a)| (f.clone(), a.clone())).collect();
                let beside = Beside {
                    answers,
                    ..bare.clone()
                };
                write(&beside).is_ok()
            };
            let at = first_unfit(beside.answers.len(), fits);
            let field = at.and_then(|at| beside.answers.keys().nth(at));
            let place = field.and_then(|field| self.submission.places.get(field).cloned());
            let message = format!("課の記入を入れた{what}を作れませんでした。");
            self.reported(Code::AnswersUnwritable, message, UNWRITTEN, place)
        };
        let reported = vec![reported.found(why)];
        Reissued { workbook, reported }
    }

    /// At a place of the department's file, or in the file.
    fn reported(
        &self,
        code: Code,
        message: String,
        hint: &str,
        at: Option<CellLocation>,
    ) -> Diagnostic {
        let reported = Diagnostic::new(code, message, hint);
        match at {
            Some(place) => reported.at(&place),
            None => reported.in_file(self.submission.file()),
        }
    }

    /// O012 for each text that is longer than a cell: only its beginning stands in the form.
    fn cut(&self, what: &str, beside: &Beside, carried: &[CarriedOver<'_>]) -> Vec<Diagnostic> {
        let long = |text: &str| text.encode_utf16().count() > CELL_LIMIT;
        let places = &self.submission.places;
        let answers = beside
            .answers
            .iter()
            .filter(|(_, answer)| long(&answer.shown()));
        let answers = answers.map(|(field, _)| places.get(field).cloned());
        let texts = carried.iter().filter(|(_, leftover)| long(&leftover.text));
        let texts = texts.map(|(diagnostic, _)| location(diagnostic));
        let cut = answers.chain(texts).map(|place| {
            let message = format!(
                "記入がセルに入る長さ（32,767字）を超えているため、{what}には初めの部分だけを入れました。"
            );
            self.reported(Code::AnswerCut, message, SHORTER, place)
        });
        cut.collect()
    }
}

const WITHOUT: &str = "記入は「確認のお願い」に示しています。必要な内容を、色の付いた欄に書き写してもらってください。";
const UNWRITTEN: &str =
    "示されたセルの記入を直して出し直すよう、課にお願いしてください。ほかの課の分は作っています。";
const SHORTER: &str =
    "全文は、提出された調査票にあります。課に、短くして返送してもらってください。";

/// The first of `count` things that does not fit in with those before it; none where not even nothing fits.
fn first_unfit(count: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut fitting, mut unfit) = (0, count);
    if !fits(fitting) {
        return None;
    }
    while fitting + 1 < unfit {
        let middle = fitting.midpoint(unfit);
        if fits(middle) {
            fitting = middle;
        } else {
            unfit = middle;
        }
    }
    Some(fitting)
}
