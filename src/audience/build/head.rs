//! Head of the documents, and the result in one sentence.

use chrono::{Datelike, NaiveDate};

use super::{Builder, Readers};
use crate::audience::leaf::Text;
use crate::audience::parts::{Head, MeetingHead};
use crate::plan::{Document, Grade, YEAR_END};
use crate::values::{date_both, date_japanese};

impl Builder<'_> {
    pub(super) fn head(&self) -> Head {
        let profile = &self.plan.profile;
        let cycle = self.cycle;
        let kind = if cycle.kind == YEAR_END {
            String::new()
        } else {
            format!("（{}）", cycle.kind)
        };
        let date = self.meeting_date().unwrap_or(cycle.inquiry_date);
        Head {
            municipality: profile.municipality.clone(),
            plan: profile.name.clone(),
            short_name: self.plan.short_name().to_owned(),
            report_name: profile.report_name.clone(),
            office: profile.office.clone(),
            contact: profile.contact.clone(),
            cycle: cycle.name(),
            cycle_both: format!("{}{kind}", cycle.year.both()),
            previous_cycle: self.previous.map(|p| p.cycle.clone()),
            inquiry_date: date_both(cycle.inquiry_date),
            date: [
                date.year(),
                i32::try_from(date.month()).unwrap_or(1),
                i32::try_from(date.day()).unwrap_or(1),
            ],
            sample: profile.sample,
            draft: self.draft(),
            unjudged: !cycle.judges_targets(),
            corrected: self.corrected(),
            period: format!("{}～{}", profile.start, profile.end),
            levels: profile.levels.clone(),
        }
    }

    /// When the body's papers were last corrected.
    fn corrected(&self) -> Option<String> {
        let (correction, _) = self.record.corrected(self.body.label())?;
        Some(format!("{}訂正", date_japanese(correction.date)))
    }

    pub(super) fn meeting(&self) -> MeetingHead {
        let body = self.body;
        let lines = || self.plan.meetings_of(self.cycle, body);
        let material = |document| {
            let material = self.plan.material(self.cycle, body, document);
            material.map(str::to_owned)
        };
        MeetingHead {
            body: self.plan.full_name(body).to_owned(),
            session: lines().find_map(|m| m.session.clone()),
            date: self.meeting_date().map(date_both),
            report_material: material(Document::Report),
            list_material: material(Document::List),
            sheets_material: material(Document::Sheets),
            reference_material: material(Document::Reference),
            digest_material: material(Document::Digest),
            restricted: self.readers == Readers::Headquarters,
        }
    }

    /// 開催日 of a body's meeting, or of the publication.
    pub(super) fn meeting_date(&self) -> Option<NaiveDate> {
        self.plan
            .meetings_of(self.cycle, self.body)
            .find_map(|m| m.date)
    }

    /// `令和7年度は、全23項目のうち…`: counts and shares of the record in words.
    pub(super) fn sentence(&self) -> Text {
        let total = &self.record.summary.grades.total;
        let cycle = self.cycle.name();
        let on_track: Vec<String> = self
            .plan
            .grades
            .iter()
            .filter(|g| g.on_track)
            .map(Grade::choice)
            .collect();
        let mut text = match total.on_track_share() {
            None if total.missing == 0 => format!(
                "{cycle}は、全{}項目のうち、割合の対象となる評価の項目はありません。",
                total.all
            ),
            None => format!(
                "{cycle}は、全{}項目のうち、評価の済んだ項目はまだありません。",
                total.all
            ),
            Some(_) if on_track.is_empty() => format!(
                "{cycle}は、全{}項目のうち評価の対象となる{}項目について、評価しました。",
                total.all, total.denominator
            ),
            Some(share) => {
                format!(
                    "{cycle}は、全{}項目のうち評価の対象となる{}項目について、{}項目（{share:.1}%）が順調（{}）に進んでいます。",
                    total.all,
                    total.denominator,
                    total.on_track,
                    on_track.join("、")
                )
            }
        };
        let outside = total.all - total.denominator - total.missing;
        if outside > 0 {
            text.push_str(&format!("{outside}項目は割合の対象外です。"));
        }
        if total.missing > 0 {
            text.push_str(&format!(
                "{}項目は{}です。",
                total.missing,
                self.matrix_missing_label()
            ));
        }
        Text::new("sentence", text)
    }
}
