//! The papers of a cycle that is not closed: what the last `report` made, what it withheld, and whether it still holds.

use serde::Serialize;

use crate::cycle::CycleRecord;
use crate::diagnostic::Severity;
use crate::office::made_from;
use crate::office::reading::Reading;
use crate::office::setting::Setting;
use crate::plan::Body;

/// The papers of one body, where the last report made or withheld any.
#[derive(Clone, Debug, Serialize)]
pub(super) struct BodyPapers {
    #[serde(skip)]
    pub body: Body,
    /// 幹事会 …
    pub name: &'static str,
    /// How many there are.
    pub made: usize,
    /// Whether they are as they would be made today.
    pub current: bool,
    /// What could not be made, each with the code that says why.
    pub withheld: Vec<String>,
}

impl BodyPapers {
    /// Whether all of them are there, as they would be made today.
    pub fn done(&self) -> bool {
        self.made > 0 && self.current && self.withheld.is_empty()
    }
}

/// Those of every body of which the last report says something.
pub(super) fn of(setting: &Setting, reading: &Reading) -> Vec<BodyPapers> {
    let folder = setting.cycle.folder();
    let last = setting.files.last_record(&folder);
    let Some(last) = last.and_then(|text| CycleRecord::read(&text).ok()) else {
        return Vec::new();
    };
    let all = Body::ALL.map(|body| {
        let own = format!("{}/", body.label());
        let listed = last.outputs.iter().filter(|path| path.starts_with(&own));
        BodyPapers {
            body,
            name: body.label(),
            made: { listed }
                .filter(|path| setting.files.has_output(&folder, path))
                .count(),
            current: made_from::is_current(&last, body, (&reading.record, &reading.texts)),
            withheld: withheld(&last, body),
        }
    });
    let known = |papers: &BodyPapers| papers.made > 0 || !papers.withheld.is_empty();
    all.into_iter().filter(known).collect()
}

/// `資料3_集計表.xlsx（D008）`: what the last report could not make for a body; 全て where that is everything.
fn withheld(last: &CycleRecord, body: Body) -> Vec<String> {
    let errors = last.diagnostics.iter();
    let errors = errors.filter(|d| d.severity == Severity::Error);
    let own = errors.filter_map(|d| {
        let rest = d.file.as_deref()?.strip_prefix(body.label())?;
        let what = match rest.strip_prefix('/') {
            Some(file) if !file.is_empty() => file,
            _ if rest.len() <= 1 => "全て",
            _ => return None,
        };
        Some(format!("{what}（{}）", d.code.id()))
    });
    let mut own: Vec<String> = own.collect();
    own.sort();
    own.dedup();
    own
}
