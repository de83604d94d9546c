//! Rows into cells: each row of the layout is one spreadsheet row, and nothing is merged. Every text that it writes is noted for `_form`.

use rust_xlsxwriter::{ConditionalFormatFormula, Format, Formula, Note, Url, Worksheet, XlsxError};

use super::answers::{Answers, inputs};
use super::guide_column::{Guide, MISSING, count_of_missing, guide, mark_words};
use super::meta::Meta;
use super::styles::Look;
use super::{
    NOTE_LIMIT, absolute, asking, cell_text, heights, lists, prefilled, row_number, styles,
};
use crate::form::layout::{
    CODE_COLUMN, FormLayout, GUIDE_COLUMN, GUIDE_SHEET, INPUT_COLUMN, Input, InputKind,
    LABEL_COLUMN, PREVIOUS_COLUMN, Question, Row, Sheet, Target,
};
use crate::form::reissue;
use crate::values::a1;
use crate::values::japanese_text::cut_utf16;

pub(super) fn write(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    answers: &Answers<'_>,
    layout: &FormLayout,
    meta: &mut Meta,
) -> Result<(), XlsxError> {
    let mut writer = SheetWriter {
        worksheet,
        sheet,
        answers,
        layout,
        meta,
    };
    let mut group = "";
    for (at, row) in sheet.rows.iter().enumerate() {
        let code = row_code(row);
        writer.row(row_number(at), row, at == 0 || code != group)?;
        writer.height(row_number(at), row)?;
        group = code;
    }
    writer.conditional_formats()
}

/// What distinguishes one group of rows from the next.
fn row_code(row: &Row) -> &str {
    match row {
        Row::Text { code, .. } => code,
        Row::Input(input) => &input.code,
        _ => "",
    }
}

struct SheetWriter<'a> {
    worksheet: &'a mut Worksheet,
    sheet: &'a Sheet,
    answers: &'a Answers<'a>,
    layout: &'a FormLayout,
    meta: &'a mut Meta,
}

impl SheetWriter<'_> {
    fn row(&mut self, row: u32, what: &Row, first: bool) -> Result<(), XlsxError> {
        match what {
            Row::Title(text) => self.text(row, 0, text, &styles::title(text)),
            Row::Banner(text) => self.text(row, 0, text, &styles::banner(text)),
            Row::Subtitle(text) => self.text(row, 0, text, &styles::subtitle(text)),
            Row::Heading(text) => {
                self.all_blank(row, &styles::heading())?;
                self.text(row, CODE_COLUMN, text, &styles::heading())
            }
            Row::ColumnHeads(heads) => (CODE_COLUMN..).zip(heads).try_for_each(|(column, text)| {
                self.text(row, column, text, &styles::column_head())
            }),
            Row::Text { code, label, text } => self.plan_text(row, first, [code, label, text]),
            Row::Entry { code, label, text } => self.entry(row, [code, label, text]),
            Row::Content {
                number,
                role,
                title,
                sheet,
            } => self.content(row, [number, role, title], sheet),
            Row::ContentTotal => self.content_total(row),
            Row::Input(input) => self.input(row, first, input),
            Row::Question(question) => self.question(row, question),
            Row::Blank => Ok(()),
        }
    }

    fn height(&mut self, row: u32, what: &Row) -> Result<(), XlsxError> {
        let beside = match what {
            Row::Input(input) => guide(self.answers, &self.sheet.name, row, input).into_text(),
            _ => String::new(),
        };
        let own = heights::of(what, &beside, self.sheet.name == GUIDE_SHEET);
        let carried = self.layout.leftovers.iter();
        let height = carried
            .filter(|l| l.sheet == self.sheet.name && l.row == row)
            .map(|l| heights::carried(&l.text))
            .fold(own, f64::max);
        self.worksheet.set_row_height(row, height)?;
        Ok(())
    }

    /// A text of the form itself, noted for `_form`.
    fn text(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let text = cell_text(text);
        if text.is_empty() {
            self.worksheet.write_blank(row, column, format)?;
        } else {
            self.meta.text(&self.sheet.name, &text);
            self.worksheet
                .write_string_with_format(row, column, text, format)?;
        }
        Ok(())
    }

    /// A live formula of the form itself, noted for `_form`.
    fn formula(
        &mut self,
        row: u32,
        column: u16,
        (formula, result): (String, String),
        format: &Format,
    ) -> Result<(), XlsxError> {
        let cell = a1(row, u32::from(column));
        self.meta.formula(&self.sheet.name, cell);
        let formula = Formula::new(formula).set_result(result);
        self.worksheet
            .write_formula_with_format(row, column, formula, format)?;
        Ok(())
    }

    fn all_blank(&mut self, row: u32, format: &Format) -> Result<(), XlsxError> {
        for column in CODE_COLUMN..=GUIDE_COLUMN {
            self.worksheet.write_blank(row, column, format)?;
        }
        Ok(())
    }

    fn plan_text(
        &mut self,
        row: u32,
        first: bool,
        [code, label, text]: [&str; 3],
    ) -> Result<(), XlsxError> {
        let opens = first && !code.is_empty();
        let look = Look {
            first: opens,
            tall: false,
        };
        let shade = |format| {
            if opens {
                styles::opening(format)
            } else {
                format
            }
        };
        let format = if self.sheet.name == GUIDE_SHEET {
            styles::strong_text()
        } else {
            shade(styles::text(look))
        };
        self.text(row, CODE_COLUMN, code, &shade(styles::code(look)))?;
        self.text(row, LABEL_COLUMN, label, &shade(styles::label(look)))?;
        self.text(row, INPUT_COLUMN, text, &format)?;
        for column in [PREVIOUS_COLUMN, GUIDE_COLUMN] {
            let format = shade(styles::beside(look, column == GUIDE_COLUMN));
            self.worksheet.write_blank(row, column, &format)?;
        }
        Ok(())
    }

    fn entry(&mut self, row: u32, [code, label, text]: [&str; 3]) -> Result<(), XlsxError> {
        let look = Look::default();
        let bold = Look {
            first: true,
            ..look
        };
        self.text(row, CODE_COLUMN, code, &styles::code(bold))?;
        self.text(row, LABEL_COLUMN, label, &styles::label(look))?;
        self.text(row, INPUT_COLUMN, text, &styles::text(look))?;
        for column in [PREVIOUS_COLUMN, GUIDE_COLUMN] {
            let format = styles::beside(look, column == GUIDE_COLUMN);
            self.worksheet.write_blank(row, column, &format)?;
        }
        Ok(())
    }

    fn content(&mut self, row: u32, texts: [&str; 3], sheet: &str) -> Result<(), XlsxError> {
        let look = Look::default();
        let formats = [
            styles::code(Look {
                first: true,
                ..look
            }),
            styles::label(look),
            styles::text(look),
        ];
        for ((column, text), format) in (CODE_COLUMN..).zip(texts).zip(&formats) {
            self.text(row, column, text, format)?;
        }
        let count = count_of_missing(self.layout, self.answers, sheet);
        let result = self.answers.missing_on(sheet).to_string();
        self.formula(row, PREVIOUS_COLUMN, (count, result), &styles::count())?;
        let place = match self.answers.first_input(sheet) {
            Some(first) => absolute(sheet, first, INPUT_COLUMN),
            None => absolute(sheet, 0, CODE_COLUMN),
        };
        self.link(row, &place, "シートを開く", look)
    }

    fn content_total(&mut self, row: u32) -> Result<(), XlsxError> {
        let rows = self.sheet.rows.iter().enumerate();
        let counted: Vec<(u32, &str)> = rows
            .filter_map(|(at, row)| match row {
                Row::Content { sheet, .. } => Some((row_number(at), sheet.as_str())),
                _ => None,
            })
            .collect();
        let sum = match (counted.first(), counted.last()) {
            (Some((from, _)), Some((to, _))) => format!("=SUM($D${}:$D${})", from + 1, to + 1),
            _ => "=0".to_owned(),
        };
        let result: u32 = counted
            .iter()
            .map(|(_, sheet)| self.answers.missing_on(sheet))
            .sum();
        self.all_blank(row, &styles::total(styles::text(Look::default())))?;
        self.text(
            row,
            INPUT_COLUMN,
            "合計",
            &styles::total(styles::text(Look::default())),
        )?;
        let format = styles::total(styles::count());
        self.formula(row, PREVIOUS_COLUMN, (sum, result.to_string()), &format)
    }

    fn input(&mut self, row: u32, first: bool, input: &Input) -> Result<(), XlsxError> {
        let look = Look {
            first: first && !input.code.is_empty(),
            tall: input.kind == InputKind::LongText,
        };
        self.meta.label(input);
        self.text(row, CODE_COLUMN, &input.code, &styles::code(look))?;
        self.text(row, LABEL_COLUMN, &input.label, &styles::label(look))?;
        self.answer(row, look, input)?;
        self.previous(row, look, input)?;
        let format = match &input.mark {
            Some(_) => styles::marked_guide(look),
            None => styles::guide(look),
        };
        match guide(self.answers, &self.sheet.name, row, input) {
            Guide::Nothing => self.text(row, GUIDE_COLUMN, "", &format)?,
            Guide::Words(words) => self.text(row, GUIDE_COLUMN, &words, &format)?,
            Guide::Live { formula, result } => {
                self.formula(row, GUIDE_COLUMN, (formula, result), &format)?;
            }
        }
        let validation = lists::validation(input)?;
        self.worksheet
            .add_data_validation(row, INPUT_COLUMN, row, INPUT_COLUMN, &validation)?;
        self.mark(row, input)
    }

    fn answer(&mut self, row: u32, look: Look, input: &Input) -> Result<(), XlsxError> {
        let format = styles::input(input, look);
        match &input.prefill {
            None => {
                self.worksheet.write_blank(row, INPUT_COLUMN, &format)?;
                Ok(())
            }
            Some(prefill) => {
                if let Some(was) = reissue::answer_row(&input.kind, prefill) {
                    self.meta.answer(input, was);
                }
                prefilled::write(self.worksheet, row, input, prefill, format)
            }
        }
    }

    fn previous(&mut self, row: u32, look: Look, input: &Input) -> Result<(), XlsxError> {
        let text = cell_text(input.previous.as_deref().unwrap_or(""));
        let right = matches!(input.kind, InputKind::Number { .. });
        let format = styles::previous(look, right, text.is_empty());
        if text.is_empty() {
            self.worksheet.write_blank(row, PREVIOUS_COLUMN, &format)?;
        } else {
            self.meta.previous(input, &text);
            self.worksheet
                .write_string_with_format(row, PREVIOUS_COLUMN, text, &format)?;
        }
        Ok(())
    }

    /// The question as a note, noted for `_form`; column E says for the printed page what it is about.
    fn mark(&mut self, row: u32, input: &Input) -> Result<(), XlsxError> {
        if let Some(mark) = &input.mark {
            let text = cell_text(&format!("{}{}", mark_words(mark), mark.note));
            let text = cut_utf16(&text, NOTE_LIMIT).to_owned();
            let note = Note::new(text.as_str())
                .set_author(cell_text(&self.layout.office))
                .add_author_prefix(false)
                .set_width(300)
                .set_height(heights::note(&text));
            self.meta.note(input, &text);
            self.worksheet.insert_note(row, INPUT_COLUMN, &note)?;
        }
        Ok(())
    }

    fn question(&mut self, row: u32, question: &Question) -> Result<(), XlsxError> {
        let look = Look {
            first: true,
            tall: true,
        };
        // In brackets, so that what stands beside the form never equals a text of the form itself.
        let found = match (&question.found, &question.target) {
            (Some(found), Target::Field(_)) => found.clone(),
            (Some(found), _) => format!("「{found}」"),
            (None, _) => String::new(),
        };
        for (column, text, format) in [
            (CODE_COLUMN, question.number.to_string(), styles::code(look)),
            (LABEL_COLUMN, question.label.clone(), styles::label(look)),
            (INPUT_COLUMN, question.text.clone(), styles::text(look)),
            (PREVIOUS_COLUMN, found, styles::guide(look)),
        ] {
            self.text(row, column, &text, &format)?;
        }
        match asking::place(self.answers, question) {
            None => self.text(row, GUIDE_COLUMN, "", &styles::link(look)),
            Some((sheet, at, column)) => {
                let words = format!("{sheet} {}", a1(at, u32::from(column)));
                self.link(row, &absolute(&sheet, at, column), &words, look)
            }
        }
    }

    /// A link in column E.
    fn link(&mut self, row: u32, place: &str, words: &str, look: Look) -> Result<(), XlsxError> {
        self.meta.text(&self.sheet.name, words);
        let link = Url::new(format!("internal:{}", place.replace('$', ""))).set_text(words);
        self.worksheet
            .write_url_with_format(row, GUIDE_COLUMN, link, &styles::link(look))?;
        Ok(())
    }

    fn conditional_formats(&mut self) -> Result<(), XlsxError> {
        let length = MISSING.chars().count();
        let rows: Vec<u32> = inputs(self.sheet).map(|(row, _)| row).collect();
        if let (Some(&from), Some(&to)) = (rows.first(), rows.last()) {
            let rule = format!("=LEFT($E{},{length})=\"{MISSING}\"", from + 1);
            for (column, format) in [
                (INPUT_COLUMN, styles::missing_input()),
                (GUIDE_COLUMN, styles::missing_words()),
            ] {
                self.lay_over([from, to], column, &rule, format)?;
            }
        }
        let counts: Vec<u32> = (0..)
            .zip(&self.sheet.rows)
            .filter(|(_, row)| matches!(row, Row::Content { .. } | Row::ContentTotal))
            .map(|(at, _)| at)
            .collect();
        if let (Some(&from), Some(&to)) = (counts.first(), counts.last()) {
            let rule = format!("=$D{}>0", from + 1);
            self.lay_over([from, to], PREVIOUS_COLUMN, &rule, styles::missing_words())?;
        }
        Ok(())
    }

    fn lay_over(
        &mut self,
        [from, to]: [u32; 2],
        column: u16,
        rule: &str,
        format: Format,
    ) -> Result<(), XlsxError> {
        let format = ConditionalFormatFormula::new()
            .set_rule(rule)
            .set_format(format);
        self.worksheet
            .add_conditional_format(from, column, to, column, &format)?;
        Ok(())
    }
}
