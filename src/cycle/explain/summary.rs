//! 総括, 効果額 and 提出状況: each total with what it was counted or added up from.

use rust_decimal::Decimal;

use super::{Explaining, Explanation};
use crate::cycle::effect::EffectSummary;
use crate::cycle::grades::{GradeCount, MISSING};
use crate::cycle::record::ItemRecord;
use crate::plan::Grade;
use crate::submission::EffectKind;
use crate::values::grouped;

/// What a count is of.
pub(super) enum Column<'a> {
    Grade(&'a str),
    Missing,
    Denominator,
    OnTrack,
}

impl Explaining<'_> {
    /// All counts of a pillar (`None`: of all).
    pub(super) fn matrix(&self, pillar: Option<&str>) -> Option<Explanation> {
        let grades = self.plan.grades.iter();
        let columns = grades.map(|g| Column::Grade(&g.symbol)).chain([
            Column::Missing,
            Column::Denominator,
            Column::OnTrack,
        ]);
        let parts: Option<Vec<Explanation>> =
            columns.map(|column| self.count(pillar, &column)).collect();
        let count = self.grades(pillar)?;
        Some(
            Explanation::value(self.heading(pillar), format!("{}項目", count.all))
                .rule(
                    self.plan
                        .profile
                        .levels
                        .reword("その年度に対象となる実施項目の数です"),
                )
                .with(parts?),
        )
    }

    /// One count with its share, and the items that it counts.
    pub(super) fn count(&self, pillar: Option<&str>, column: &Column<'_>) -> Option<Explanation> {
        let count = self.grades(pillar)?;
        let items = self.record.items.iter();
        let here = items.filter(|i| pillar.is_none_or(|p| i.pillar == p));
        let counted = here.filter(|i| self.counts(column, i));
        let parts = counted.map(|item| {
            let mut grade = self.counted(item);
            grade.label = format!("{} {}", item.number, item.title);
            grade.rule = None;
            grade.parts.clear();
            grade
        });
        let head = match column {
            Column::Grade(symbol) => self.of_grade(count, symbol),
            Column::Missing => Explanation::value(MISSING, format!("{}項目", count.missing)).rule(
                self.plan
                    .profile
                    .levels
                    .reword("評価がまだない実施項目です。割合の分母に含みません"),
            ),
            Column::Denominator => Explanation::value("分母", format!("{}項目", count.denominator))
                .rule(self.sum_of(count, |g| g.counted, "割合に含める評価の件数の計")),
            Column::OnTrack => on_track(count).rule(self.sum_of(
                count,
                |g| g.on_track,
                "順調とみなす評価の件数の計",
            )),
        };
        // The items of the two sums stand under their grades.
        let listed = matches!(column, Column::Grade(_) | Column::Missing);
        Some(head.with(parts.filter(|_| listed)))
    }

    /// The grade that counts, with its cell: the second where there is one.
    fn counted(&self, item: &ItemRecord) -> Explanation {
        let grade = self.grade(item);
        match item.second() {
            Some(_) => { grade.parts.into_iter() }.nth(1).unwrap_or_default(),
            None => grade,
        }
    }

    fn of_grade(&self, count: &GradeCount, symbol: &str) -> Explanation {
        let number = count.count(symbol);
        let known = self.plan.grade(symbol);
        let label = known.map_or_else(|| symbol.to_owned(), Grade::choice);
        let share = match count.share(symbol) {
            Some(share) => Some(
                Explanation::value("割合", format!("{share:.1}%")).rule(format!(
                    "{number} ÷ 分母 {} × 100（小数第2位を四捨五入）",
                    count.denominator
                )),
            ),
            None if known.is_some_and(|g| g.counted) => {
                Some(Explanation::heading("割合").rule("分母が0のため、割合はありません"))
            }
            None => Some(
                Explanation::heading("割合").rule("割合の分母に含まない評価のため、ありません"),
            ),
        };
        Explanation::value(label, format!("{number}項目")).with(share)
    }

    /// `S 1 ＋ A 17 ＋ B 5`.
    fn sum_of(&self, count: &GradeCount, keep: fn(&Grade) -> bool, what: &str) -> String {
        let kept = self.plan.grades.iter().filter(|g| keep(g));
        let parts: Vec<String> = kept
            .map(|g| format!("{} {}", g.symbol, count.count(&g.symbol)))
            .collect();
        format!("{what} ＝ {}", parts.join(" ＋ "))
    }

    fn counts(&self, column: &Column<'_>, item: &ItemRecord) -> bool {
        let symbol = item.grade_symbol();
        let known = symbol.and_then(|s| self.plan.grade(s));
        match column {
            Column::Grade(wanted) => symbol == Some(*wanted),
            Column::Missing => known.is_none(),
            Column::Denominator => known.is_some_and(|g| g.counted),
            Column::OnTrack => known.is_some_and(|g| g.on_track),
        }
    }

    fn grades(&self, pillar: Option<&str>) -> Option<&GradeCount> {
        let grades = &self.record.summary.grades;
        match pillar {
            None => Some(&grades.total),
            Some(number) => grades.pillars.get(number),
        }
    }

    fn heading(&self, pillar: Option<&str>) -> String {
        match pillar {
            None => "総括（合計）".to_owned(),
            Some(number) => {
                let name = self.plan.pillar(number).map_or("", |p| p.name.as_str());
                format!("総括（{}{number} {name}）", self.plan.profile.levels.pillar)
            }
        }
    }

    /// 効果額 by kind (`Some(None)`: what has none), each with its reports.
    pub(super) fn effects(&self, kind: Option<Option<EffectKind>>) -> Explanation {
        let kinds = EffectKind::ALL.into_iter().map(Some).chain([None]);
        let parts = kinds
            .filter(|one| kind.is_none_or(|k| k == *one))
            .filter_map(|one| self.kind(one));
        Explanation::heading("効果額")
            .rule("効果額 ＝ 歳入増 ＋ 歳出減。単年度と継続は、分けて合計します")
            .with(parts)
    }

    fn kind(&self, kind: Option<EffectKind>) -> Option<Explanation> {
        let sum = self.record.summary.effect.sum(kind);
        let name = effect_name(kind);
        let rule = match kind {
            Some(EffectKind::SingleYear | EffectKind::Continuing) => {
                format!("{name}の報告の計です")
            }
            Some(EffectKind::Reference) => format!("{name}の報告の計です。合計に入りません"),
            None => "区分のない報告の計です。合計に入りません".to_owned(),
        };
        let mut parts = Vec::new();
        for item in &self.record.items {
            for initiative in &item.initiatives {
                for report in &initiative.reports {
                    if report.effect_kind() != kind || report.effect().is_none() {
                        continue;
                    }
                    parts.extend(self.effect(report).map(|mut effect| {
                        effect.label = format!("{} {}", initiative.number, report.department);
                        effect.rule = None;
                        effect
                    }));
                }
            }
        }
        let money = |n: Decimal| format!("{}千円", grouped(n, 0));
        (!parts.is_empty()).then(|| {
            Explanation::value(name, money(sum.total))
                .rule(format!(
                    "{rule}（歳入増 {} ＋ 歳出減 {}）",
                    money(sum.revenue),
                    money(sum.saving)
                ))
                .with(parts)
        })
    }

    /// Departments expected, with their files.
    pub(super) fn submissions(&self) -> Explanation {
        let summary = &self.record.summary;
        let parts = self.record.departments.iter().map(|d| {
            let part = Explanation::value(&d.name, d.status.label());
            match &d.file {
                Some(file) => part.rule(format!("提出されたファイル: {file}")),
                None => part,
            }
        });
        Explanation::value("提出状況", format!("{}課", summary.expected))
            .rule(format!(
                "対象の課 {} ＝ 提出済 {} ＋ 未提出 {}",
                summary.expected, summary.submitted, summary.missing
            ))
            .with(parts)
    }
}

/// A kind as it is asked for and printed.
pub(super) const fn effect_name(kind: Option<EffectKind>) -> &'static str {
    match kind {
        Some(kind) => kind.label(),
        None => EffectSummary::WITHOUT_KIND,
    }
}

fn on_track(count: &GradeCount) -> Explanation {
    let share = count.on_track_share().map(|share| {
        Explanation::value("割合", format!("{share:.1}%")).rule(format!(
            "{} ÷ 分母 {} × 100（小数第2位を四捨五入）",
            count.on_track, count.denominator
        ))
    });
    Explanation::value("順調", format!("{}項目", count.on_track)).with(share)
}
