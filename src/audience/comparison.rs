//! 変更点: what moved between two records, for the office, which informs the members from it.

use crate::cycle::CycleRecord;
use crate::cycle::difference::{Difference, Matter, Side, wording};

pub use crate::cycle::difference::Piece;

/// Content of 変更点.xlsx.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonView {
    /// `つくばみらい市 みらい改革プラン`
    pub title: String,
    /// `令和7年度` of the new record.
    pub cycle: String,
    /// 照会日 of the new record, for the document's dates: year, month, day.
    pub date: [i32; 3],
    /// What the two are called: a cycle, or the name of a file.
    pub old: String,
    pub new: String,
    pub changes: Vec<ChangeRow>,
    /// Totals, which follow from the others.
    pub totals: Vec<ChangeRow>,
}

/// One change: a line of the 新旧対照表.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// 計画, 評価, 数値, 文章, 課 or 集計
    pub matter: &'static str,
    pub number: String,
    pub subject: String,
    pub department: String,
    pub field: String,
    /// Empty for nothing. The changed parts of texts are kept apart; of others nothing is.
    pub old: Vec<Piece>,
    pub new: Vec<Piece>,
    /// What the office corrected, a line for each side.
    pub corrections: Vec<String>,
    /// 公表, 推進本部 or 事務局: the widest circle that may see it.
    pub readers: &'static str,
}

impl ComparisonView {
    /// `old` and `new` are what the office calls the two.
    pub fn new(record: &CycleRecord, (old, new): (&str, &str), differences: &[Difference]) -> Self {
        use chrono::Datelike as _;
        let date = record.cycle.inquiry_date;
        let whole = |n: u32| i32::try_from(n).unwrap_or(1);
        let (totals, changes): (Vec<&Difference>, Vec<&Difference>) =
            differences.iter().partition(|d| d.matter == Matter::Total);
        Self {
            title: crate::plan::whole_name(&record.plan.municipality, &record.plan.name, " "),
            cycle: record.cycle.name.clone(),
            date: [date.year(), whole(date.month()), whole(date.day())],
            old: old.to_owned(),
            new: new.to_owned(),
            changes: changes.into_iter().map(row).collect(),
            totals: totals.into_iter().map(row).collect(),
        }
    }
}

fn row(d: &Difference) -> ChangeRow {
    let shown = |side: &Side| side.shown().unwrap_or_default();
    let (old, new) = (shown(&d.old), shown(&d.new));
    let pieces = matches!(d.matter, Matter::Text | Matter::Plan).then(|| wording(&old, &new));
    let (old, new) = pieces
        .filter(|(old, new)| reworded(old) && reworded(new))
        .unwrap_or_else(|| (whole(old), whole(new)));
    ChangeRow {
        matter: d.matter.label(),
        number: d.number.clone(),
        subject: d.subject.clone(),
        department: d.department.clone().unwrap_or_default(),
        field: d.field.clone(),
        old,
        new,
        corrections: d.corrections(),
        readers: d.readers.label(),
    }
}

/// Whether enough of a text was kept for its changed parts to say something: a text written anew is no wording of
/// the other, and a word for another word needs no mark.
fn reworded(pieces: &[Piece]) -> bool {
    let length = |changed: Option<bool>| -> usize {
        let counted = pieces
            .iter()
            .filter(|p| changed.is_none_or(|c| p.changed == c));
        counted.map(|p| p.text.chars().count()).sum()
    };
    length(None) >= 8 && length(Some(false)) * 2 >= length(None)
}

fn whole(text: String) -> Vec<Piece> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Piece {
        text,
        changed: false,
    }]
}
