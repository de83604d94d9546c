//! What a city calls the levels of its plan and the bodies that it reports to. In a template a level is said by `levels.item`
//! (components/levels.typ), in Rust by [`LevelNames::reword`] over a text of ours: headings of tables, fields of open data and
//! messages of departments pass through it where they are written. Texts of departments never do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Body;
use crate::values::words;

/// What the plan calls its levels (計画: 〜の呼び名): used on every form, page, sheet and message in place of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelNames {
    /// 改革項目
    pub pillar: String,
    /// 推進施策
    pub measure: String,
    /// 実施項目
    pub item: String,
    /// 取組
    pub initiative: String,
}

impl Default for LevelNames {
    fn default() -> Self {
        Self {
            pillar: "改革項目".to_owned(),
            measure: "推進施策".to_owned(),
            item: "実施項目".to_owned(),
            initiative: "取組".to_owned(),
        }
    }
}

impl LevelNames {
    /// Whether the plan gives none of its own.
    pub fn are_ours(&self) -> bool {
        *self == Self::default()
    }

    /// A text of ours with the plan's own names. 取組実績, 取組方針 and 今後の取組 are names of fields and stay.
    pub fn reword(&self, text: &str) -> String {
        if self.are_ours() {
            return text.to_owned();
        }
        let ours = Self::default();
        let pairs = self.pairs(&ours);
        replaced(text, &pairs)
    }

    /// The words of a template (`#levels.item;一覧`) as they are printed.
    pub fn in_template(&self, words: &str) -> String {
        let names = [
            ("#levels.pillar;", &self.pillar),
            ("#levels.measure;", &self.measure),
            ("#levels.item;", &self.item),
            ("#levels.initiative;", &self.initiative),
        ];
        let put = |text: String, (mark, name): (&str, &String)| text.replace(mark, name);
        names.into_iter().fold(words.to_owned(), put)
    }

    fn pairs<'a>(&'a self, ours: &'a Self) -> Vec<(&'a str, &'a str)> {
        vec![
            (&ours.pillar, &self.pillar),
            (&ours.measure, &self.measure),
            (&ours.item, &self.item),
            (&ours.initiative, &self.initiative),
        ]
    }

    /// The same of a message: what it quotes in 「」 stands as it is.
    pub fn reword_message(&self, text: &str) -> String {
        let mut said = String::new();
        let mut rest = text;
        while let Some((own, quoted)) = rest.split_once('「') {
            said.push_str(&self.reword(own));
            said.push('「');
            let mut depth = 1;
            let end = quoted.char_indices().find_map(|(at, c)| {
                depth += match c {
                    '「' => 1,
                    '」' => -1,
                    _ => 0,
                };
                (depth == 0).then_some(at)
            });
            let end = end.unwrap_or(quoted.len());
            said.push_str(&quoted[..end]);
            rest = &quoted[end..];
        }
        said.push_str(&self.reword(rest));
        said
    }
}

/// A text of ours with the plan's own names of its levels and of the bodies.
pub(super) fn reworded(text: &str, levels: &LevelNames, bodies: &BodyNames) -> String {
    let ours = LevelNames::default();
    let mut pairs = levels.pairs(&ours);
    let given = |body: Body| Some((body.label(), bodies.given(body)?));
    pairs.extend(Body::ALL.into_iter().filter_map(given));
    replaced(text, &pairs)
}

/// Each of these words with what stands for it, in one go: what was put in is not looked at again, be it in an earlier go. There a
/// name stays that goes beyond our word (取組項目), unless it is another word of ours.
fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    let ours = |name: &str| pairs.iter().any(|(own, _)| *own == name);
    let names = pairs.iter().map(|(_, name)| *name);
    let names: Vec<&str> = names.filter(|name| !ours(name)).collect();
    let mut said = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = pairs.iter().find(|(own, _)| rest.starts_with(own));
        let least = found.map_or(0, |(own, _)| own.len());
        let standing = { names.iter() }
            .filter(|name| name.len() > least && rest.starts_with(**name))
            .max_by_key(|name| name.len());
        if let Some(name) = standing {
            said.push_str(name);
            rest = &rest[name.len()..];
            continue;
        }
        match found {
            Some((own, name)) if !is_field(&said, own, &rest[own.len()..]) => {
                said.push_str(name);
                rest = &rest[own.len()..];
            }
            _ => {
                said.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    said
}

/// Whether 取組 stands here as a part of a field's name.
fn is_field(before: &str, own: &str, after: &str) -> bool {
    own == "取組"
        && (after.starts_with("実績") || after.starts_with("方針") || before.ends_with("今後の"))
}

/// A plan with the city whose it is. A city that the plan's name begins with, or holds, is not named twice.
pub fn whole_name(municipality: &str, plan: &str, between: &str) -> String {
    if plan.contains(municipality) {
        plan.to_owned()
    } else {
        format!("{municipality}{between}{plan}")
    }
}

/// Full names of the bodies where the plan gives them (計画: 〜の名称), for covers and texts. Folders keep the short ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyNames(BTreeMap<Body, String>);

impl BodyNames {
    /// The name that the plan gives a body.
    pub fn given(&self, body: Body) -> Option<&str> {
        self.0.get(&body).map(String::as_str)
    }

    pub fn give(&mut self, body: Body, name: impl Into<String>) {
        self.0.insert(body, name.into());
    }
}

words! {
    /// 効果の数え方: in how many years a 継続 effect counts in 計画期間の総括.
    #[derive(Default)]
    pub enum EffectCounting {
        /// In each year that it lasts.
        #[default]
        EveryYear "毎年",
        /// In the year that it was first reported.
        FirstYear "初年のみ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_ours_take_the_plan_s_names() {
        let names = LevelNames {
            pillar: "基本方針".to_owned(),
            measure: "推進施策".to_owned(),
            item: "取組項目".to_owned(),
            initiative: "実施項目".to_owned(),
        };
        for (ours, theirs) in [
            ("改革項目別の評価", "基本方針別の評価"),
            ("実施項目の取組", "取組項目の実施項目"),
            (
                "取組実績、取組方針及び今後の取組",
                "取組実績、取組方針及び今後の取組",
            ),
            ("取組内容", "実施項目内容"),
        ] {
            assert_eq!(names.reword(ours), theirs);
            assert_eq!(LevelNames::default().reword(ours), ours);
        }
        let message = "取組の「実施項目「取組」改革項目」は、実施項目「1」の";
        assert_eq!(
            names.reword_message(message),
            "実施項目の「実施項目「取組」改革項目」は、取組項目「1」の"
        );
        assert_eq!(names.reword_message("「取組"), "「取組");
    }

    #[test]
    fn a_name_that_was_put_in_is_not_looked_at_again() {
        let names = LevelNames {
            item: "取組項目".to_owned(),
            initiative: "具体的取組".to_owned(),
            ..LevelNames::default()
        };
        let once = names.reword("実施項目の取組");
        assert_eq!(once, "取組項目の具体的取組");
        assert_eq!(names.reword(&once), once);
        let names = LevelNames {
            pillar: "改革".to_owned(),
            ..LevelNames::default()
        };
        assert_eq!(names.reword("改革項目の数"), "改革の数");
    }

    #[test]
    fn a_city_is_named_once() {
        let name = |plan| whole_name("下野市", plan, " ");
        assert_eq!(name("第四次下野市行政改革大綱"), "第四次下野市行政改革大綱");
        assert_eq!(name("行政改革大綱"), "下野市 行政改革大綱");
    }
}
