//! Items, initiatives and indicators: their answers, 効果額 of a report, 達成率 and 達成.

use rust_decimal::Decimal;

use super::{Explaining, Explanation};
use crate::cycle::effect::AMOUNTS;
use crate::cycle::grades::GradeChange;
use crate::cycle::indicator::MeasuredThen;
use crate::cycle::record::{IndicatorRecord, InitiativeRecord, ItemRecord, ReportRecord};
use crate::cycle::{Answers, Evaluation, Recorded};
use crate::plan::{Direction, Indicator};
use crate::submission::{EffectKind, IndicatorField, InitiativeField, ItemField};
use crate::values::{date_japanese, decimal_text, grouped};

impl Explaining<'_> {
    pub(super) fn item(&self, item: &ItemRecord) -> Explanation {
        let others = self.given(&item.answers, |f| f != ItemField::Grade);
        Explanation::heading(format!("{} {}", item.number, item.title))
            .with(self.lead(item.lead.as_deref(), "所管課"))
            .with([self.grade(item)])
            .with(others)
            .with(item.initiatives.iter().map(|i| self.initiative(i)))
            .with(item.indicators.iter().map(|i| self.indicator(i)))
    }

    /// Whether the cycle judges no actual by its target.
    fn unjudged(&self) -> bool {
        let head = &self.record.cycle;
        let cycle = self.plan.cycle(head.year, &head.kind);
        cycle.is_some_and(|cycle| !cycle.judges_targets())
    }

    /// The department, and the file that its answers come from.
    fn lead(&self, name: Option<&str>, label: &str) -> Option<Explanation> {
        let name = name?;
        let departments = &self.record.departments;
        let found = departments.iter().find(|d| d.name == name);
        let file = found.and_then(|d| d.file.as_ref());
        Some(Explanation::value(label, name).rule(match file {
            Some(file) => format!("提出されたファイル: {file}"),
            None => "調査票は未提出です".to_owned(),
        }))
    }

    /// 進捗評価 with what it counts for, and how it moved.
    pub(super) fn grade(&self, item: &ItemRecord) -> Explanation {
        let mut grade = self.answer_or_blank(
            ItemField::Grade.label(),
            &item.answers[ItemField::Grade],
            "",
        );
        if let Some(second) = item.second() {
            grade = self.two_stages(item, grade, second);
        }
        if let Some(known) = item.grade_symbol().and_then(|s| self.plan.grade(s)) {
            grade.value = Some(known.choice());
            grade.rule = Some(
                match (known.counted, known.on_track) {
                    (true, true) => "割合の分母に含み、順調として数えます",
                    (true, false) => "割合の分母に含み、順調には数えません",
                    (false, _) => "割合の分母に含みません",
                }
                .to_owned(),
            );
        }
        let before = item.previous_grade.as_ref().map(|before| {
            let cycle = self.record.cycle.previous.as_deref().unwrap_or("前回");
            let moved = match item.change {
                Some(GradeChange::Up) => "上がりました",
                Some(GradeChange::Down) => "下がりました",
                Some(GradeChange::Same) => "変わりません",
                Some(GradeChange::Other) if self.record.grade_changes().other_scale => {
                    "評価区分が異なるため、比べていません"
                }
                Some(GradeChange::Other) => "評価の段階の外にあるため、上下を言えません",
                None => "今回の評価がないため、比べていません",
            };
            let of = item.follows.as_ref();
            let of = of
                .map(|id| format!("（統合された{id}のもの）"))
                .unwrap_or_default();
            Explanation::value("前回の評価", before.as_str()).rule(format!("{cycle}{of}。{moved}"))
        });
        grade.with(before)
    }

    /// The 所管課's own grade and the one of the 本部, with its reason; the second counts.
    fn two_stages(&self, item: &ItemRecord, own: Explanation, second: &Evaluation) -> Explanation {
        let name = |symbol: &str| {
            let known = self.plan.grade(symbol);
            known.map_or_else(|| symbol.to_owned(), crate::plan::Grade::choice)
        };
        let first = Explanation {
            label: "一次評価（所管課）".to_owned(),
            value: item.first_grade().map(name),
            ..own
        };
        let by = [second.decision.clone(), second.date.map(date_japanese)];
        let by: Vec<String> = by.into_iter().flatten().collect();
        let reason = self.answer("二次評価の理由", &second.reason, "");
        let decided = Explanation {
            value: second.grade.as_deref().map(name),
            source: second.source.clone(),
            ..Explanation::heading("二次評価（本部）")
        };
        let decided = decided.rule(by.join("、")).with(reason);
        Explanation::heading(ItemField::Grade.label()).with([first, decided])
    }

    pub(super) fn initiative(&self, initiative: &InitiativeRecord) -> Explanation {
        let planned = initiative.planned.as_ref().map(|planned| {
            Explanation::value("年度別計画", planned.as_str()).rule("計画台帳の「取組」")
        });
        Explanation::heading(format!("{} {}", initiative.number, initiative.text))
            .with(planned)
            .with(initiative.reports.iter().map(|r| self.report(r)))
    }

    fn report(&self, report: &ReportRecord) -> Explanation {
        let heading = Explanation::heading(&report.department);
        if !report.submitted {
            return heading.rule("調査票は未提出です");
        }
        let others = self.given(&report.answers, |field| !of_effect(field));
        heading.with(others).with(self.effect(report))
    }

    /// The fields that were written into, as far as `which` wants them.
    fn given<F: Recorded>(
        &self,
        answers: &Answers<F>,
        which: impl Fn(F) -> bool,
    ) -> Vec<Explanation> {
        let wanted = answers.iter().filter(|(field, _)| which(*field));
        wanted
            .filter_map(|(field, answer)| {
                let declared = field.declared();
                self.answer(
                    declared.label,
                    answer,
                    declared.kind.unit().unwrap_or_default(),
                )
            })
            .collect()
    }

    /// 効果額 of a report, where one was given.
    pub(super) fn effect(&self, report: &ReportRecord) -> Option<Explanation> {
        let answers = &report.answers;
        let given = AMOUNTS.iter().any(|field| answers[*field].is_some());
        let parts =
            AMOUNTS.map(|field| self.answer_or_blank(field.label(), &answers[field], "千円"));
        let beside = self.given(answers, |field| {
            of_effect(field) && !AMOUNTS.contains(&field)
        });
        given.then(|| {
            Explanation {
                value: report.effect().map(|t| format!("{}千円", grouped(t, 0))),
                ..Explanation::heading("効果額")
            }
            .rule(match (report.effect(), report.effect_kind()) {
                (None, _) => "歳入増又は歳出減に読めない記入があるため、効果額は分かりません",
                (Some(_), Some(EffectKind::Reference)) => {
                    "歳入増 ＋ 歳出減。参考のため、合計に入りません"
                }
                (Some(_), Some(_)) => "歳入増 ＋ 歳出減。区分ごとの合計に入ります",
                (Some(_), None) => "歳入増 ＋ 歳出減。区分がないため、合計に入りません",
            })
            .with(parts)
            .with(beside)
        })
    }

    pub(super) fn indicator(&self, record: &IndicatorRecord) -> Explanation {
        let known = self.plan.indicators.iter().find(|i| i.id == record.id);
        let unit = record.unit.as_deref().unwrap_or("");
        let heading = Explanation::heading(format!("{} {}", record.number, record.name));
        let others = self.given(&record.answers, |field| field != IndicatorField::Actual);
        let actual = &record.answers[IndicatorField::Actual];
        let target = known.map(|indicator| self.target(record, indicator, unit));
        let previous = record.previous.as_ref().map(|text| {
            let cycle = self.record.cycle.previous.as_deref().unwrap_or("前回");
            let rule = record.measured_then.as_ref().and_then(converted);
            Explanation::value("前回の実績値", measured(text, unit))
                .rule(format!("{cycle}{}", rule.unwrap_or_default()))
        });
        let not_compared = record
            .measured_then
            .as_ref()
            .filter(|then| then.factor.is_none());
        let not_compared = not_compared.map(|then| {
            let unit = then.unit.as_deref().unwrap_or("なし");
            Explanation::heading("前回の実績値").rule(format!(
                "単位又は数え方が変わったため、比べていません（前回の単位は{unit}）"
            ))
        });
        heading
            .with(self.lead(record.department.as_deref(), "担当課"))
            .with([self.answer_or_blank(IndicatorField::Actual.label(), actual, unit)])
            .with(others)
            .with(target)
            .with(known.and_then(|indicator| self.rate(record, indicator)))
            .with(known.and_then(|indicator| met(record, indicator, self.unjudged())))
            .with(previous)
            .with(not_compared)
    }

    fn target(&self, record: &IndicatorRecord, indicator: &Indicator, unit: &str) -> Explanation {
        let direction = indicator.direction.label();
        let register = format!("計画台帳の「指標」。目標の見方は「{direction}」");
        match &record.target {
            Some(target) => Explanation::value("目標値", measured(target, unit)).rule(register),
            None => match indicator.final_target() {
                Some((year, last)) if year > self.record.cycle.year => Explanation::value(
                    "最終目標値",
                    format!("{}{unit}（{year}）", grouped(last, 0)),
                )
                .rule(format!("この年度の目標はありません。{register}")),
                _ => Explanation::heading("目標値").rule("この年度の目標はありません"),
            },
        }
    }

    /// 達成率 or 進捗率, or why there is none.
    fn rate(&self, record: &IndicatorRecord, indicator: &Indicator) -> Option<Explanation> {
        let actual = number(record);
        if let Some(rate) = &record.achievement {
            let (formula, part, whole) = match indicator.direction {
                Direction::AtMost => ("目標値 ÷ 実績値 × 100", record.target.clone(), actual),
                _ => ("実績値 ÷ 目標値 × 100", actual, record.target.clone()),
            };
            let worked = part.zip(whole).map_or(String::new(), |(part, whole)| {
                format!(" ＝ {part} ÷ {whole} × 100")
            });
            return Some(
                Explanation::value("達成率", format!("{rate}%"))
                    .rule(format!("{formula}{worked}（小数第2位を四捨五入）")),
            );
        }
        if let Some(rate) = &record.progress {
            let worked = match (actual, indicator.base, indicator.final_target()) {
                (Some(actual), Some(base), Some((_, last))) => {
                    let base = base.normalize();
                    let last = last.normalize();
                    format!(" ＝ （{actual} − {base}）÷（{last} − {base}）× 100")
                }
                _ => String::new(),
            };
            return Some(Explanation::value("進捗率", format!("{rate}%")).rule(format!(
                "（実績値 − 基準値）÷（最終目標値 − 基準値）× 100{worked}（小数第2位を四捨五入）"
            )));
        }
        self.no_rate(record, indicator)
            .map(|why| Explanation::heading("達成率").rule(why))
    }

    fn no_rate(&self, record: &IndicatorRecord, indicator: &Indicator) -> Option<&'static str> {
        let parsed = |text: Option<&str>| text?.parse::<Decimal>().ok();
        match indicator.direction {
            Direction::Qualitative => return Some("定性の指標のため、率はありません"),
            Direction::NoTarget => return Some("目標を置かない指標のため、率はありません"),
            Direction::AtLeast | Direction::AtMost => {}
        }
        let (actual, target) = (
            parsed(number(record).as_deref()),
            parsed(record.target.as_deref()),
        );
        Some(match (actual, target) {
            (None, _) => "実績値がないため、率はありません",
            (_, None) => "この年度の目標値がないため、率はありません",
            (Some(a), Some(t)) if a < Decimal::ZERO || t < Decimal::ZERO => {
                "負の数があるため、率を出しません"
            }
            _ => "割る数が0のため、率を出しません",
        })
    }
}

/// 達成 as the record has it: decided on the values.
fn met(record: &IndicatorRecord, indicator: &Indicator, unjudged: bool) -> Option<Explanation> {
    let Some(met) = record.met else {
        let target = record
            .target
            .as_ref()
            .filter(|_| unjudged && number(record).is_some())?;
        return Some(Explanation::value("達成の判定", "しない").rule(format!(
            "計画台帳の「進捗調査」の「目標の判定」によります（目標値 {target}）"
        )));
    };
    let word = if met { "達成" } else { "未達" };
    let target = record.target.as_deref().unwrap_or_default();
    let rule = match (number(record), indicator.direction) {
        (Some(actual), Direction::AtMost) => {
            format!("実績値 {actual} が目標値 {target} 以下か（四捨五入する前の値で比べます）")
        }
        (Some(actual), _) => {
            format!("実績値 {actual} が目標値 {target} 以上か（四捨五入する前の値で比べます）")
        }
        (None, _) => "「以下」の指標の「該当なし」は、達成とします".to_owned(),
    };
    Some(Explanation::value("達成の判定", word).rule(rule))
}

/// `。換算（億円の値に100を掛けたもの）`
fn converted(then: &MeasuredThen) -> Option<String> {
    let factor = then.factor.as_ref()?;
    let unit = then.unit.as_deref().unwrap_or("前の単位");
    Some(format!("。換算（{unit}の値に{factor}を掛けたもの）"))
}

/// The actual as record.json holds it, where it is a number.
fn number(record: &IndicatorRecord) -> Option<String> {
    record
        .answers
        .number(IndicatorField::Actual)
        .map(decimal_text)
}

/// What record.json holds of 効果額.
fn of_effect(field: InitiativeField) -> bool {
    field.declared().path().starts_with("effect.")
}

/// A number with commas and unit, or the text of a 定性 target.
fn measured(text: &str, unit: &str) -> String {
    match text.parse::<Decimal>() {
        Ok(number) => format!("{}{unit}", grouped(number, 0)),
        Err(_) => text.to_owned(),
    }
}
