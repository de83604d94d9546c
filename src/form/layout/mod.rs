//! What stands where in a form: sheets of rows, five columns each. Pure: it knows nothing of
//! spreadsheets. The writer puts each row into one spreadsheet row, in order; the reader goes by the
//! fields' names and uses the labels to see that a name still stands beside its own label.

mod asking;
mod guide;
mod item_sheet;
mod opinion_sheet;
mod partners;
mod prefill;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

pub use asking::{Asking, Question, Target};
pub use partners::{PartnerReport, Reported};
pub(super) use prefill::hundredfold;
pub use prefill::{Held, Leftover, Prefill, placed};

use super::declaration::{Kind, Need};
use super::field::Field;
pub use super::words::ListKind;
use crate::plan::{Cycle, Department, Opinion, Part, Plan, whole_name};
use crate::values::Code;
use crate::values::japanese_text::{cut_utf16, sheet_name_safe};

/// Columns of every sheet, zero-based.
pub const CODE_COLUMN: u16 = 0;
pub const LABEL_COLUMN: u16 = 1;
/// Inputs and plan text.
pub const INPUT_COLUMN: u16 = 2;
/// Last cycle's value (unlocked).
pub const PREVIOUS_COLUMN: u16 = 3;
/// Target, unit, what is still blank, count of characters (locked, live).
pub const GUIDE_COLUMN: u16 = 4;

/// Sheet names of the form that are not an item's.
pub const GUIDE_SHEET: &str = "記入要領";
/// First sheet of a form that goes back with questions.
pub const ASK_SHEET: &str = "確認のお願い";
/// The sheet of the opinions that a department is asked about.
pub const OPINION_SHEET: &str = "意見への対応";
/// Very hidden sheet of identity and own texts.
pub const META_SHEET: &str = "_form";
/// Hidden sheet of the dropdowns' lists.
pub const LIST_SHEET: &str = "_list";

/// Version of the contract between writer and reader.
pub const SCHEMA: u32 = 1;

/// The advised length of a long text, in characters (200–400字).
pub const ADVISED_LENGTH: usize = 400;

/// UTF-16 units of a text in a header or footer.
const PAGE_TEXT: usize = 83;

/// The whole form of one department in one cycle.
#[derive(Clone, Debug)]
pub struct FormLayout {
    /// `つくばみらい市 みらい改革プラン 進捗状況調査票`, for document properties.
    pub title: String,
    /// The office that issues it.
    pub office: String,
    /// The department that fills it, for the foot of printed pages.
    pub department_name: String,
    pub identity: Identity,
    /// 確認のお願い where there is something to ask, 記入要領, one sheet per item, then 意見への対応 where there are any.
    pub sheets: Vec<Sheet>,
    pub lists: Vec<ChoiceList>,
    /// What stood beside a returned form, each in a cell of its own.
    pub leftovers: Vec<Leftover>,
}

/// What `_form` says of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// [`Plan::identity`].
    pub plan: String,
    /// [`Cycle::name`].
    pub cycle: String,
    /// 課コード
    pub department: String,
    /// Digest of the layout.
    pub layout: String,
    /// 1, 2, …
    pub round: u32,
    /// SHA-256 of the file that this form answers; of several, with spaces between.
    pub replaces: Option<String>,
}

/// Entries of a dropdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceList {
    pub kind: ListKind,
    pub entries: Vec<String>,
}

/// One sheet. Row `n` of `rows` is spreadsheet row `n + 1`.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Row>,
    /// How many of the first rows repeat at the head of each printed page and stay in sight.
    pub title_rows: usize,
}

/// One row. Texts are the form's own and locked, unless said otherwise.
#[derive(Clone, Debug)]
pub enum Row {
    /// Title of the sheet, from column A on.
    Title(String),
    /// Small line under a title.
    Subtitle(String),
    /// What cannot be overlooked (for whom, which cycle), in large type.
    Banner(String),
    /// Heading of a section: text in column A.
    Heading(String),
    /// Heading of a table: column texts from A to E.
    ColumnHeads([String; 5]),
    /// Plan text: code, label, text in the input column.
    Text {
        code: String,
        label: String,
        text: String,
    },
    /// A numbered step or a definition: code column, label column, text.
    Entry {
        code: String,
        label: String,
        text: String,
    },
    /// A line of 記入要領's table: number, role, title, live count of blanks, link to `sheet`.
    Content {
        number: String,
        role: String,
        title: String,
        sheet: String,
    },
    /// The live sum of all counts above.
    ContentTotal,
    Input(Box<Input>),
    /// A line of 確認のお願い, with a link to its cell.
    Question(Box<Question>),
    Blank,
}

/// One input cell.
#[derive(Clone, Debug)]
pub struct Input {
    pub field: Field,
    /// Number printed in column A (`1-①-1`), or nothing.
    pub code: String,
    /// Label in column B, with unit: `歳入増（千円）`.
    pub label: String,
    pub kind: InputKind,
    pub required: Required,
    /// What the input prompt says.
    pub prompt: String,
    /// Last cycle's value, shown beside.
    pub previous: Option<String>,
    /// Target or other locked words beside the input.
    pub guide: Option<String>,
    /// The answer that already stands in the cell.
    pub prefill: Option<Prefill>,
    pub mark: Option<Mark>,
}

impl Input {
    /// The input of a field as it is declared, in the row of `code`.
    fn new(code: &str, field: Field, beside: &Beside) -> Self {
        let declared = field.declared();
        let mut input = Self {
            code: code.to_owned(),
            label: declared.label.to_owned(),
            kind: match declared.kind {
                Kind::ShortText => InputKind::ShortText,
                Kind::LongText => InputKind::LongText,
                Kind::Date => InputKind::Date,
                Kind::Choice(list) => InputKind::Choice(list),
                Kind::Money | Kind::Actual => InputKind::Number {
                    unit: None,
                    places: None,
                },
            },
            required: match declared.need {
                Need::Optional | Need::Expected => Required::No,
                Need::Always => Required::Yes,
                Need::Unless(key, words) => match field.sibling(key) {
                    Some(other) => Required::UnlessIs(other, words),
                    None => Required::Yes,
                },
            },
            prompt: declared.prompt.to_owned(),
            previous: beside.previous.get(&field).cloned(),
            guide: None,
            prefill: beside.answers.get(&field).cloned(),
            mark: beside.marks.get(&field).cloned(),
            field,
        };
        if declared.kind == Kind::Money {
            input.measured(declared.kind.unit(), None);
        }
        input
    }

    /// A number in `unit`, which stands in its label: `歳入増（千円）`.
    fn measured(&mut self, unit: Option<&str>, places: Option<u32>) {
        if let Some(unit) = unit {
            self.label = format!("{}（{unit}）", self.field.label());
        }
        self.kind = InputKind::Number {
            unit: unit.map(str::to_owned),
            places,
        };
    }

    /// Number and label: `1-①-1 取組実績`.
    pub fn described(&self) -> String {
        if self.code.is_empty() {
            self.field.label().to_owned()
        } else {
            format!("{} {}", self.code, self.field.label())
        }
    }
}

/// What kind of value belongs into an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    ShortText,
    LongText,
    Date,
    /// Decimal in `unit`, shown with `places` decimals.
    Number {
        unit: Option<String>,
        places: Option<u32>,
    },
    /// A text that answers a 定性 target.
    QualitativeActual,
    Choice(ListKind),
}

/// When an input must be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Required {
    No,
    Yes,
    /// Unless another input of the same sheet holds one of these words.
    UnlessIs(Field, &'static [&'static str]),
}

/// What marks an input that is asked about (確認依頼).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The question's number on 確認のお願い.
    pub number: u32,
    /// What is the matter: printed beside the input.
    pub matter: String,
    /// The whole question: a note on the cell.
    pub note: String,
}

/// What is shown in or beside inputs that does not follow from the plan.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Last cycle's values, ready for printing.
    pub previous: BTreeMap<Field, String>,
    /// Name of last cycle (`令和6年度`), and of the one in the middle of the year where its values stand there too.
    pub previous_cycle: Option<String>,
    /// Answers that stand in the cells already.
    pub answers: BTreeMap<Field, Prefill>,
    /// Of these, what stood there last and nobody has looked at since.
    pub carried: BTreeSet<Field>,
    pub marks: BTreeMap<Field, Mark>,
    /// What is listed on 確認のお願い; no such sheet without it.
    pub asking: Option<Asking>,
    /// What stood beside the form, [`placed`] already.
    pub leftovers: Vec<Leftover>,
    /// What 関係課 reported of an item, for its 所管課, by the item's id.
    pub partners: BTreeMap<Code, Vec<PartnerReport>>,
    /// The form is issued, so it holds open opinions alone; one that comes back may hold some that were closed since.
    pub open_opinions_alone: bool,
    /// 1 for the first issue.
    pub round: u32,
    pub replaces: Option<String>,
}

impl FormLayout {
    /// What the printed pages say at their head and foot beside page numbers, within Excel's limit of 255 characters for
    /// each with its codes.
    pub fn page_texts(&self) -> [&str; 2] {
        [&self.title, &self.department_name].map(|text| cut_utf16(text, PAGE_TEXT))
    }

    /// The form of `department`, which answers these `parts` in `cycle`.
    pub fn new(
        plan: &Plan,
        cycle: &Cycle,
        department: &Department,
        parts: &[Part<'_>],
        beside: &Beside,
    ) -> Self {
        let mut taken: Vec<String> = [GUIDE_SHEET, ASK_SHEET, META_SHEET, LIST_SHEET]
            .map(str::to_owned)
            .to_vec();
        let names: Vec<String> = parts
            .iter()
            .map(|p| sheet_name_safe(&p.item.number, &mut taken))
            .collect();
        let mut sheets = Vec::new();
        if let Some(asking) = &beside.asking {
            sheets.push(asking::sheet(plan, cycle, department, asking));
        }
        sheets.push(guide::sheet(plan, cycle, department, parts, &names, beside));
        for (part, name) in parts.iter().zip(&names) {
            sheets.push(item_sheet::sheet(plan, cycle, part, name, beside));
        }
        let asked = |o: &&Opinion| o.state.is_open() || !beside.open_opinions_alone;
        let opinions = plan.opinions_for(department, cycle).filter(asked);
        let opinions: Vec<&Opinion> = opinions.collect();
        if !opinions.is_empty() {
            let name = sheet_name_safe(OPINION_SHEET, &mut taken);
            guide::add_opinions(&mut sheets, &name, opinions.len());
            sheets.push(opinion_sheet::sheet(plan, cycle, &opinions, name, beside));
        }
        // A form without opinions is as it always was.
        let used = |kind: &ListKind| *kind != ListKind::OpinionState || !opinions.is_empty();
        let lists = ListKind::ALL.into_iter().filter(used);
        let lists = lists.map(|kind| choices(plan, kind)).collect();
        let profile = &plan.profile;
        let mut layout = Self {
            title: format!(
                "{} {}",
                whole_name(&profile.municipality, &profile.name, " "),
                profile.form_name
            ),
            office: profile.office.clone(),
            department_name: department.name.clone(),
            identity: Identity {
                plan: plan.identity(),
                cycle: cycle.name(),
                department: department.code.clone(),
                layout: String::new(),
                round: beside.round.max(1),
                replaces: beside.replaces.clone(),
            },
            sheets,
            lists,
            leftovers: beside.leftovers.clone(),
        };
        layout.identity.layout = layout.digest();
        layout
    }

    /// Every input, with the name of its sheet.
    pub fn inputs(&self) -> impl Iterator<Item = (&str, &Input)> {
        self.sheets.iter().flat_map(|sheet| {
            sheet.rows.iter().filter_map(|row| match row {
                Row::Input(input) => Some((sheet.name.as_str(), input.as_ref())),
                _ => None,
            })
        })
    }

    /// SHA-256 over names, labels, kinds and choices: what two issues of a form must share to be
    /// the same layout; opinions come and go with the office's book. Sixteen hexadecimal digits are enough.
    fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let own = |(_, input): &(&str, &Input)| !matches!(input.field, Field::Opinion(..));
        for (sheet, input) in self.inputs().filter(own) {
            for part in [sheet, &input.field.name(), &input.code, &input.label] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
            hash.update(format!("{:?}", input.kind).as_bytes());
        }
        let own = |list: &&ChoiceList| list.kind != ListKind::OpinionState;
        for list in self.lists.iter().filter(own) {
            hash.update(list.entries.join("\n").as_bytes());
        }
        hash.finalize()
            .iter()
            .take(8)
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}

fn choices(plan: &Plan, kind: ListKind) -> ChoiceList {
    let entries = match kind {
        ListKind::Grade => plan.grades.iter().map(crate::plan::Grade::choice).collect(),
        _ => kind.words().iter().map(|word| (*word).to_owned()).collect(),
    };
    ChoiceList { kind, entries }
}
