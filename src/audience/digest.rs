//! What 概要版 says on its two pages: which items went well, which are late, which indicators stand for the rest, and what
//! is said of each. It is chosen here from the body's own view and adds nothing to it, so that the pages cost the same
//! whatever the plan. How much of it two pages hold is seen in typesetting.

use serde::Serialize;

use super::council::CouncilView;
use super::grade::TwoStages;
use super::leaf::{Figure, Shown, Text};
use super::parts::{
    Change, ChangeSummary, GradeMatrix, GradeView, Head, IndicatorView, ItemView, MeetingHead,
    TrendPoint,
};
use super::public::PublicView;
use crate::cycle::{IndicatorField, InitiativeField, ItemField};

/// No two pages hold more items of one kind.
const MOST_ITEMS: usize = 32;
/// No page holds more rows of indicators.
const MOST_INDICATORS: usize = 48;
/// Characters of a text that leaves room for others: in the large type of 懇談会, and in ordinary type.
const MOST_CHARACTERS: [usize; 2] = [170, 200];
/// Characters that a line break takes, roughly.
const BREAK: usize = 25;

/// Everything that 概要版 is made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DigestView<'v> {
    pub head: &'v Head,
    /// None for the public.
    pub meeting: Option<&'v MeetingHead>,
    pub sentence: &'v Text,
    pub matrix: &'v GradeMatrix,
    pub changes: Option<&'v ChangeSummary>,
    /// Items with a better grade than last cycle, then those at the top of the scale and those that are finished.
    pub improved: Chosen<'v, DigestItem<'v>>,
    /// Items that are counted and not 順調.
    pub late: Chosen<'v, DigestItem<'v>>,
    /// Of each item one that can be judged, 成果 before 活動.
    pub indicators: Chosen<'v, DigestIndicator<'v>>,
}

/// A list in the order in which it is reported: the first of them whole, all of them by their numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chosen<'v, T> {
    pub first: Vec<T>,
    pub numbers: Vec<&'v str>,
}

/// An item with what there is room to say of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DigestItem<'v> {
    pub number: &'v str,
    pub title: &'v Text,
    pub leads: &'v str,
    pub grade: Option<&'v GradeView>,
    pub stages: Option<&'v TwoStages>,
    pub change: Option<Change>,
    /// 市民向けの説明, else the reason of the grade that counts, else a result.
    pub story: Option<Passage<'v>>,
    pub reason: Option<Passage<'v>>,
    pub next: Option<Passage<'v>>,
}

/// Something that was written. Where it is too long for two pages there is no text, and the reader learns where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Passage<'v> {
    pub text: Option<&'v Text>,
}

/// An indicator with its target and actual, and what its drawing shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DigestIndicator<'v> {
    pub number: &'v str,
    pub item_number: &'v str,
    pub name: &'v Text,
    pub unit: Option<&'v str>,
    pub target: Option<&'v Shown>,
    pub final_year: Option<&'v str>,
    pub final_target: Option<&'v Figure>,
    pub actual: Option<&'v Shown>,
    pub previous: Option<&'v Shown>,
    pub trend: &'v [TrendPoint],
    pub met: Option<bool>,
}

impl<'v> DigestView<'v> {
    /// For 懇談会.
    pub fn of_council(view: &'v CouncilView) -> Self {
        let [large, _] = MOST_CHARACTERS;
        Self {
            head: &view.head,
            meeting: Some(&view.meeting),
            sentence: &view.sentence,
            matrix: &view.matrix,
            changes: view.changes.as_ref(),
            improved: reported(improved(&view.items), large),
            late: reported(late(&view.items), large),
            indicators: indicators(&view.items),
        }
    }

    /// For the public.
    pub fn of_public(view: &'v PublicView) -> Self {
        let [_, ordinary] = MOST_CHARACTERS;
        Self {
            head: &view.head,
            meeting: None,
            sentence: &view.sentence,
            matrix: &view.matrix,
            changes: view.changes.as_ref(),
            improved: reported(improved(&view.items), ordinary),
            late: reported(late(&view.items), ordinary),
            indicators: indicators(&view.items),
        }
    }
}

fn improved(items: &[ItemView]) -> Vec<&ItemView> {
    let on_track = |item: &&ItemView| item.grade.as_ref().is_some_and(|g| g.on_track);
    let rose = |item: &&ItemView| item.change == Some(Change::Up);
    // 終了区分 and the grade both call it 完了.
    let at_best = |item: &&ItemView| {
        let best = |g: &GradeView| g.rank == 0 || g.name.contains("完了");
        item.grade.as_ref().is_some_and(best)
    };
    let all = || items.iter().filter(on_track);
    let others = all().filter(|item| !rose(item) && at_best(item));
    all().filter(rose).chain(others).collect()
}

fn late(items: &[ItemView]) -> Vec<&ItemView> {
    let late = |item: &&ItemView| {
        let grade = item.grade.as_ref();
        grade.is_some_and(|g| g.counted && !g.on_track)
    };
    items.iter().filter(late).collect()
}

fn reported(items: Vec<&ItemView>, most_characters: usize) -> Chosen<'_, DigestItem<'_>> {
    let first = items.iter().take(MOST_ITEMS);
    Chosen {
        first: first.map(|i| DigestItem::of(i, most_characters)).collect(),
        numbers: items.iter().map(|i| i.number.as_str()).collect(),
    }
}

fn indicators(items: &[ItemView]) -> Chosen<'_, DigestIndicator<'_>> {
    let all: Vec<&IndicatorView> = items.iter().filter_map(representative).collect();
    Chosen {
        first: (all.iter().take(MOST_INDICATORS))
            .map(|k| DigestIndicator::of(k))
            .collect(),
        numbers: all.iter().map(|k| k.number.as_str()).collect(),
    }
}

/// The indicator that stands for its item.
fn representative(item: &ItemView) -> Option<&IndicatorView> {
    let judged =
        |k: &&IndicatorView| k.met.is_some() && k.answers[IndicatorField::Actual].is_some();
    let outcome = |k: &&IndicatorView| k.kind.as_deref() == Some("成果");
    let all = || item.indicators.iter().filter(judged);
    all().find(outcome).or_else(|| all().next())
}

impl<'v> DigestItem<'v> {
    fn of(item: &'v ItemView, most_characters: usize) -> Self {
        let results = item.initiatives.iter().flat_map(|i| &i.reports);
        let results = results.filter_map(|r| r.answers.text(InitiativeField::Result));
        let own = [item.answers.text(ItemField::PublicNote), item.reason()];
        Self {
            number: &item.number,
            title: &item.title,
            leads: &item.leads,
            grade: item.grade.as_ref(),
            stages: item.stages.as_ref(),
            change: item.change,
            story: Passage::of(own.into_iter().flatten().chain(results), most_characters),
            reason: Passage::of(item.reason().into_iter(), most_characters),
            next: Passage::of(
                item.answers.text(ItemField::Next).into_iter(),
                most_characters,
            ),
        }
    }
}

impl<'v> Passage<'v> {
    /// The first of the texts that is short enough; none where nothing was written.
    fn of(texts: impl Iterator<Item = &'v Text>, most_characters: usize) -> Option<Self> {
        let mut texts = texts.peekable();
        texts.peek()?;
        let short = |text: &&Text| extent(&text.text) <= most_characters;
        Some(Self {
            text: texts.find(short),
        })
    }
}

/// How much room a text takes, in characters: a line break takes the rest of its line.
fn extent(text: &str) -> usize {
    text.chars().count() + BREAK * text.matches('\n').count()
}

impl<'v> DigestIndicator<'v> {
    fn of(indicator: &'v IndicatorView) -> Self {
        Self {
            number: &indicator.number,
            item_number: &indicator.item_number,
            name: &indicator.name,
            unit: indicator.unit.as_deref(),
            target: indicator.target.as_ref(),
            final_year: indicator.final_year.as_deref(),
            final_target: indicator.final_target.as_ref(),
            actual: indicator.answers[IndicatorField::Actual].as_ref(),
            previous: indicator.previous.as_ref(),
            trend: &indicator.trend,
            met: indicator.met,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text::new("key", text)
    }

    fn item(number: &str, rank: usize, counted: bool, on_track: bool, change: Change) -> ItemView {
        let name = ["上回る", "計画どおり", "遅れ", "完了"][rank];
        ItemView {
            stages: None,
            id: number.to_owned(),
            number: number.to_owned(),
            title: text(number),
            pillar_number: "1".to_owned(),
            pillar_name: String::new(),
            measure_number: None,
            measure: None,
            leads: String::new(),
            partners: String::new(),
            situation: None,
            policy: None,
            years: Vec::new(),
            initiatives: Vec::new(),
            indicators: Vec::new(),
            grade: Some(GradeView {
                symbol: text(name),
                name: name.to_owned(),
                on_track,
                counted,
                colour: None,
                rank,
            }),
            missing_label: None,
            previous_grade: None,
            change: Some(change),
            answers: crate::audience::Open::of(|_| None),
        }
    }

    #[test]
    fn what_rose_stands_before_what_is_best_and_the_late_by_themselves() {
        let mut items = vec![
            item("best", 0, true, true, Change::Same),
            item("as planned", 1, true, true, Change::Same),
            item("rose, still late", 2, true, false, Change::Up),
            item("finished", 3, true, true, Change::Same),
            item("rose", 1, true, true, Change::Up),
            item("outside", 2, false, false, Change::Other),
        ];
        let mut missing = item("not in", 0, true, true, Change::Other);
        missing.grade = None;
        items.push(missing);
        assert_eq!(
            reported(improved(&items), 200).numbers,
            ["rose", "best", "finished"]
        );
        assert_eq!(reported(late(&items), 200).numbers, ["rose, still late"]);
    }

    #[test]
    fn the_reason_is_that_of_the_grade_that_counts() {
        let mut both = item("1-①", 2, true, false, Change::Same);
        let own = |field| (field == ItemField::Reason).then(|| text("所管課の理由").into());
        both.answers = crate::audience::Open::of(own);
        both.stages = Some(TwoStages {
            first: None,
            reason: text("本部の理由"),
            decided: None,
            differs: true,
        });
        let shown = DigestItem::of(&both, 200);
        let reason = shown.reason.and_then(|passage| passage.text);
        assert_eq!(reason.map(|t| t.text.as_str()), Some("本部の理由"));
        let story = shown.story.and_then(|passage| passage.text);
        assert_eq!(story.map(|t| t.text.as_str()), Some("本部の理由"));
    }

    #[test]
    fn of_many_items_the_first_are_whole_and_all_are_named() {
        let items: Vec<ItemView> = (0..MOST_ITEMS + 9)
            .map(|at| item(&at.to_string(), 2, true, false, Change::Same))
            .collect();
        let late = reported(late(&items), 200);
        assert_eq!(
            (late.first.len(), late.numbers.len()),
            (MOST_ITEMS, MOST_ITEMS + 9)
        );
    }

    #[test]
    fn the_first_text_that_is_short_enough_is_reported() {
        let long = text(&"長".repeat(11));
        let short = text("十文字までの文章です");
        let first = |texts: &[&'_ Text]| {
            let reported = Passage::of(texts.iter().copied(), 10);
            reported.map(|passage| passage.text.map(|text| text.text.clone()))
        };
        assert_eq!(first(&[&long, &short]), Some(Some(short.text.clone())));
        assert_eq!(first(&[&long]), Some(None), "it stands elsewhere");
        assert_eq!(first(&[]), None, "nothing was written");
    }

    #[test]
    fn a_line_break_takes_the_rest_of_its_line() {
        assert_eq!(extent("一行"), 2);
        assert_eq!(extent("あ\nあ\nあ"), 5 + 2 * BREAK);
    }
}
