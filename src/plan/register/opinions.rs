//! The sheet 意見 of 事務局.xlsx: opinions and what the city does about them, one row each. A row that can't be used is an error:
//! the office believes that it is answered. Whether items and departments exist is asked of the plan afterwards.

use super::cells::Grid;
use super::faults::Faults;
use super::office_table::{DEPARTMENTS, ITEMS, LISTS, OfficeTable};
use super::record::{Record, row};
use super::row::Row;
use super::schema::Kind::{Choice, Date, Flag, LongText, Suggest, Text};
use super::schema::{Column, Need, columns, reference};
use crate::diagnostic::Code as Fault;
use crate::plan::{Body, Opinion, OpinionPlaces, OpinionState};
use crate::values::Code;

/// The sheet.
pub(super) const TABLE: OfficeTable = OfficeTable {
    name: "意見",
    columns: COLUMNS,
    unused: Fault::OpinionUnused,
};

columns! {
    NUMBER "番号" Required, Text, 10.0, "意見の番号です（1、2 など）。次の回へ引き継いでも変えません。";
    MEETING "会議" Required, Suggest(meetings), 14.0, "意見の出た会議です。";
    SESSION "回" Optional, Text, 10.0, "「第1回」のように、印刷するとおりに記入します。";
    DATE "開催日" Optional, Date, 14.0, "会議の開催日です。";
    TEXT "意見" Required, LongText, 50.0, "意見の内容です。";
    ITEM "実施項目" Optional, reference(LISTS, ITEMS), 12.0, "実施項目の番号です。その実施項目の個票にも載ります。";
    DEPARTMENT "回答する課" Optional, reference(LISTS, DEPARTMENTS), 20.0, "市の対応を尋ねる課です。その課の調査票に「意見への対応」のシートができます。複数のときは「、」で区切ります。";
    ANSWER "市の対応" Optional, LongText, 50.0, "市の対応です。記入すると、課の回答より優先します。";
    STATE "状況" Required, Choice(|| OpinionState::WORDS.to_vec()), 12.0, "対応済、対応中、検討中、対応しないのいずれかです。対応中と検討中は、次の回に引き継ぎます。";
    PUBLIC "公開" Optional, Flag, 8.0, "「いいえ」のときは、推進本部と幹事会の資料だけに載ります。空白のときは「はい」です。";
}

/// The bodies that meet, those from outside first.
fn meetings() -> Vec<&'static str> {
    let bodies = Body::ALL.into_iter().rev();
    let meeting = bodies.filter(|body| *body != Body::Public);
    meeting.map(Body::label).collect()
}

/// Reads the rows: those that can be used, and of the others, which are reported and in no paper, those whose number can be read:
/// their departments were asked about them all the same.
pub(super) fn rows(grid: &Grid, file: &str, faults: &mut Faults) -> (Vec<Opinion>, Vec<Opinion>) {
    let mut opinions: Vec<Opinion> = Vec::new();
    let mut faulty: Vec<Opinion> = Vec::new();
    for row in TABLE.rows(grid, faults) {
        let (opinion, whole) = match opinion(&row, file, faults) {
            Some(read) => read,
            None => continue,
        };
        if !whole {
            faulty.push(opinion);
            continue;
        }
        match opinions.iter().find(|o| o.id == opinion.id) {
            Some(first) => faults.push(row.fault(
                Fault::OpinionUnused,
                NUMBER,
                format!(
                    "同じ番号の意見が既にあるため、この行は使いません（セル{}と重複）。",
                    first.places.number.cell
                ),
                "意見ごとに別の番号を付けてください。",
            )),
            None => opinions.push(opinion),
        }
    }
    faulty.retain(|f| !opinions.iter().any(|o| o.id == f.id));
    faulty.dedup_by(|a, b| a.id == b.id);
    (opinions, faulty)
}

/// A row, and whether every cell that it needs could be read; none without a number.
fn opinion(row: &Row, file: &str, faults: &mut Faults) -> Option<(Opinion, bool)> {
    let number = TABLE.needed(row, NUMBER, faults);
    let meeting = TABLE.needed(row, MEETING, faults);
    let text = TABLE.needed(row, TEXT, faults);
    let state = row.choice(STATE, &OpinionState::ALL, OpinionState::label, faults);
    if state.is_none() && row.value(STATE).is_none() {
        faults.push(TABLE.unusable(row, STATE));
    }
    let number = number?;
    let Some(id) = Code::derive(&number) else {
        faults.push(row.fault(
            Fault::OpinionUnused,
            NUMBER,
            "番号に文字も数字もないため、この行は使いません。",
            "「1」のような番号を付けてください。",
        ));
        return None;
    };
    let at = |heading: &str| row.location(file, heading);
    let whole = meeting.is_some() && text.is_some() && state.is_some();
    let opinion = Opinion {
        number,
        id,
        meeting: meeting.unwrap_or_default(),
        session: row.text(SESSION, faults),
        date: row.date(DATE, faults),
        text: text.unwrap_or_default(),
        item: row.text(ITEM, faults),
        departments: row.names(DEPARTMENT, faults),
        answer: row.text(ANSWER, faults),
        state: state.unwrap_or(OpinionState::Considering),
        public: row.flag_or(PUBLIC, true, faults),
        places: OpinionPlaces {
            number: at(NUMBER),
            item: at(ITEM),
            departments: at(DEPARTMENT),
            answer: at(ANSWER),
            state: at(STATE),
        },
    };
    Some((opinion, whole))
}

/// The rows as they are written.
pub(super) fn records(opinions: &[Opinion]) -> Vec<Record> {
    let record = |o: &Opinion| {
        row()
            .with(NUMBER, &o.number)
            .with(MEETING, &o.meeting)
            .with(SESSION, o.session.as_ref())
            .with(DATE, o.date)
            .with(TEXT, &o.text)
            .with(ITEM, o.item.as_ref())
            .with(DEPARTMENT, o.departments.join("、"))
            .with(ANSWER, o.answer.as_ref())
            .with(STATE, o.state.label())
            .with(PUBLIC, (!o.public).then_some(false))
    };
    opinions.iter().map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::super::office_texts::{filled, read};
    use super::super::template_plan;
    use super::*;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::plan::OfficeTexts;
    use crate::values::CellLocation;

    fn opinion(number: &str, cell: &str) -> Opinion {
        let at = |column: char| CellLocation {
            file: "事務局.xlsx".to_owned(),
            sheet: TABLE.name.to_owned(),
            cell: format!("{column}{cell}"),
        };
        Opinion {
            number: number.to_owned(),
            id: Code::derive(number).unwrap_or_else(|| Code::derive("x").expect("a code")),
            meeting: "懇談会".to_owned(),
            session: Some("第1回".to_owned()),
            date: chrono::NaiveDate::from_ymd_opt(2026, 8, 4),
            text: "=効果額の説明を、市民に分かりやすく。".to_owned(),
            item: Some("1-①".to_owned()),
            departments: vec!["総務課".to_owned(), "財政課".to_owned()],
            answer: None,
            state: OpinionState::Considering,
            public: true,
            places: OpinionPlaces {
                number: at('A'),
                item: at('F'),
                departments: at('G'),
                answer: at('H'),
                state: at('I'),
            },
        }
    }

    fn read_back(opinions: Vec<Opinion>) -> (Vec<Opinion>, Vec<Diagnostic>) {
        let plan = template_plan().expect("the plan of the template");
        let cycle = plan.running_cycle().expect("a cycle");
        let texts = OfficeTexts {
            opinions,
            ..OfficeTexts::default()
        };
        let bytes = filled(&plan, cycle, &texts).expect("a workbook");
        let (texts, faults) = read(&bytes, "事務局.xlsx").expect("a workbook");
        (texts.opinions, faults)
    }

    #[test]
    fn what_is_written_is_read_with_its_cells() {
        let mut internal = opinion("意見-2", "3");
        internal.public = false;
        internal.answer = Some("次の計画で見直す。".to_owned());
        internal.state = OpinionState::Done;
        let rows = vec![opinion("1", "2"), internal];
        assert_eq!(read_back(rows.clone()), (rows, Vec::new()));
    }

    #[test]
    fn a_row_that_can_not_be_used_is_an_error_with_its_cell() {
        let without = |change: fn(&mut Opinion)| {
            let mut row = opinion("1", "2");
            change(&mut row);
            vec![row]
        };
        for (rows, cell) in [
            (without(|o| o.number.clear()), "A2"),
            (without(|o| o.number = "（）".to_owned()), "A2"),
            (without(|o| o.meeting.clear()), "B2"),
            (without(|o| o.text.clear()), "E2"),
        ] {
            let (read, faults) = read_back(rows);
            assert_eq!(read, []);
            let [fault] = faults.as_slice() else {
                panic!("{faults:?}")
            };
            assert_eq!(
                (fault.code, fault.severity),
                (Fault::OpinionUnused, Severity::Error)
            );
            assert_eq!(fault.cell.as_deref(), Some(cell));
        }
        let (read, faults) = read_back(vec![opinion("3-①", "2"), opinion("3-1", "3")]);
        assert_eq!((read.len(), faults.len()), (1, 1));
        assert_eq!(faults[0].cell.as_deref(), Some("A3"));
    }
}
