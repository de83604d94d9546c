//! 意見 of 事務局.xlsx: what members of a body or others said, what the city does about it, and who is asked for that.

use chrono::NaiveDate;

use super::{Cycle, CycleKey, Department, Item, Plan};
use crate::diagnostic::{Code as Fault, Diagnostic};
use crate::values::japanese_text::match_key;
use crate::values::{CellLocation, Code, similar, words};

words! {
    /// 状況 of an opinion.
    pub enum OpinionState {
        Done "対応済",
        Doing "対応中",
        Considering "検討中",
        Declined "対応しない",
    }
}

impl OpinionState {
    /// Whether something is still to be done: such an opinion goes on into the next cycle.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Doing | Self::Considering)
    }

    /// The one that lags behind, of what several departments say.
    #[must_use]
    pub const fn behind(self, other: Self) -> Self {
        const fn rank(state: OpinionState) -> u8 {
            match state {
                OpinionState::Considering => 0,
                OpinionState::Doing => 1,
                OpinionState::Done => 2,
                OpinionState::Declined => 3,
            }
        }
        if rank(self) <= rank(other) {
            self
        } else {
            other
        }
    }
}

/// One row of 意見.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// 番号, as printed.
    pub number: String,
    /// Derived from 番号; stays with the opinion over the cycles.
    pub id: Code,
    /// 会議: a body, or whoever else gave it.
    pub meeting: String,
    /// 回
    pub session: Option<String>,
    /// 開催日
    pub date: Option<NaiveDate>,
    /// 意見
    pub text: String,
    /// 実施項目, as typed: a printed number.
    pub item: Option<String>,
    /// 回答する課, as typed.
    pub departments: Vec<String>,
    /// 市の対応, of the office.
    pub answer: Option<String>,
    /// 状況
    pub state: OpinionState,
    /// 公開
    pub public: bool,
    pub places: OpinionPlaces,
}

/// The cells of a row that messages name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpinionPlaces {
    pub number: CellLocation,
    pub item: CellLocation,
    pub departments: CellLocation,
    pub answer: CellLocation,
    pub state: CellLocation,
}

/// What 意見 of one cycle's 事務局.xlsx holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleOpinions {
    pub cycle: CycleKey,
    /// In the order of the sheet.
    pub opinions: Vec<Opinion>,
    /// Rows with a cell that could not be read, which is the office's to mend: departments' forms hold them all the same.
    pub faulty: Vec<Opinion>,
}

impl Opinion {
    /// `懇談会 第1回`
    pub fn occasion(&self) -> String {
        match &self.session {
            Some(session) => format!("{} {session}", self.meeting),
            None => self.meeting.clone(),
        }
    }
}

impl Plan {
    /// The opinions that stand in a cycle's 事務局.xlsx.
    pub fn opinions_of(&self, cycle: &Cycle) -> &[Opinion] {
        self.of_sheet(cycle).map_or(&[], |o| o.opinions.as_slice())
    }

    /// Those of its rows that could not be used.
    pub fn faulty_opinions_of(&self, cycle: &Cycle) -> &[Opinion] {
        self.of_sheet(cycle).map_or(&[], |o| o.faulty.as_slice())
    }

    fn of_sheet(&self, cycle: &Cycle) -> Option<&CycleOpinions> {
        let mut all = self.opinions.iter();
        all.find(|o| (o.cycle.year, &o.cycle.kind) == (cycle.year, &cycle.kind))
    }

    /// Whether a cycle has a 事務局.xlsx that could be read.
    pub fn has_opinion_sheet(&self, cycle: &Cycle) -> bool {
        self.of_sheet(cycle).is_some()
    }

    /// The departments in force that are asked for what the city does about an opinion, in the register's order; of one that
    /// is no more, those that followed it.
    pub fn asked_of(&self, opinion: &Opinion, cycle: &Cycle) -> Vec<&Department> {
        let day = cycle.inquiry_date;
        let names = opinion.departments.iter();
        let wanted: Vec<&Department> = names.flat_map(|name| self.answering(name, day)).collect();
        let in_force = self.departments_in_force(day);
        in_force
            .filter(|d| wanted.iter().any(|w| w.code == d.code))
            .collect()
    }

    /// The opinions of a cycle that name a department, open or not, and whether or not papers can be made of them.
    pub fn opinions_for<'a>(
        &'a self,
        department: &'a Department,
        cycle: &'a Cycle,
    ) -> impl Iterator<Item = &'a Opinion> {
        let faulty = self.faulty_opinions_of(cycle).iter();
        self.opinions_of(cycle)
            .iter()
            .chain(faulty)
            .filter(move |o| {
                let asked = self.asked_of(o, cycle);
                asked.iter().any(|d| d.code == department.code)
            })
    }

    /// Whether a department gets a form for an opinion alone: for an open one that was given before the forms were due.
    pub fn is_asked(&self, department: &Department, cycle: &Cycle) -> bool {
        let mut opinions = self.opinions_for(department, cycle);
        opinions.any(|o| o.state.is_open() && o.date.is_none_or(|date| date <= cycle.due))
    }

    /// The item that an opinion is about.
    pub fn item_of(&self, opinion: &Opinion) -> Option<&Item> {
        let typed = opinion.item.as_deref()?;
        let key = match_key(typed);
        let printed = self.items.iter().find(|i| match_key(&i.number) == key);
        printed.or_else(|| {
            let id = Code::derive(typed)?;
            { self.items.iter() }.find(|i| Code::derive(&i.number).as_ref() == Some(&id))
        })
    }

    /// What a cycle's opinions name that the plan does not have: items and departments.
    pub fn opinion_faults(&self, opinions: &[Opinion], cycle: &Cycle) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        for opinion in opinions {
            if let Some(typed) = &opinion.item
                && self.item_of(opinion).is_none()
            {
                let fault = Diagnostic::new(
                    Fault::OpinionNames,
                    "この番号の実施項目は計画台帳にありません。この意見は、実施項目のないものとして載せます。",
                    "「実施項目」の番号を確かめてください。",
                );
                faults.push(fault.at(&opinion.places.item).found(typed.as_str()));
            }
            for name in &opinion.departments {
                if self.answering(name, cycle.inquiry_date).is_empty() {
                    let day = cycle.inquiry_date;
                    let known = self.departments_in_force(day).map(|d| d.name.clone());
                    let similar = match similar(&known.collect::<Vec<_>>(), name).as_slice() {
                        [] => String::new(),
                        similar => format!("似た名前の課: {}。", similar.join("、")),
                    };
                    let fault = Diagnostic::new(
                        Fault::OpinionNames,
                        format!("「{name}」という課は、照会日にありません。回答を依頼できません。"),
                        format!(
                            "{similar}計画台帳の「組織」にある課の名前を記入してください。複数のときは「、」で区切ります。"
                        ),
                    );
                    faults.push(fault.at(&opinion.places.departments).found(name.as_str()));
                }
            }
        }
        faults
    }
}
