//! What a figure is called, by its key, so that the office need not know keys.

/// `総括 改革項目3 Aの割合` for `grades.pillars.3.A.share`; a key of another shape as it is.
pub(super) fn name(key: &str) -> String {
    let parts: Vec<&str> = key.split('.').collect();
    match parts.as_slice() {
        ["grades", "total", rest @ ..] => format!("総括 合計 {}", graded(rest)),
        ["grades", "pillars", number, rest @ ..] => {
            format!("総括 改革項目{number} {}", graded(rest))
        }
        ["effect", kind, what] => format!("効果額 {kind} {}", word(what)),
        ["items", id, "effect", kind, what] => format!("効果額 {id} {kind} {}", word(what)),
        ["departments", code, "effect", kind, what] => {
            format!("効果額 課{code} {kind} {}", word(what))
        }
        ["departments", code, rest @ ..] => format!("課別 {code} {}", graded(rest)),
        ["submission", what] => format!("提出状況 {}", word(what)),
        ["changes", what] => format!("前回からの変化 {}", word(what)),
        ["changes", id, what] => format!("変更点 {id} {}", word(what)),
        ["years", year, "to_date", what] => format!("年度推移 {year}年度までの累計 {}", word(what)),
        ["years", year, rest @ ..] => format!("年度推移 {year}年度 {}", graded(rest)),
        ["initiatives", id, department, what] => format!("取組 {id} {department} {}", word(what)),
        ["indicators", id, what] => format!("指標 {id} {}", word(what)),
        ["indicators", id, year, what] => format!("指標 {id} {year}年度 {}", word(what)),
        _ => key.to_owned(),
    }
}

/// The kind of figure that many lines may be put together by.
pub(super) fn kind(key: &str) -> &'static str {
    match key.split('.').next().unwrap_or_default() {
        "grades" => "総括の値",
        "effect" => "効果額の合計",
        "items" => "実施項目ごとの値",
        "departments" => "課別の値",
        "submission" => "提出状況の値",
        "changes" => "前回からの変化の値",
        "years" => "年度推移の値",
        "initiatives" => "取組ごとの値",
        "indicators" => "指標ごとの値",
        "集計表の数式" => "集計表の数式",
        _ => "その他の値",
    }
}

/// What is counted of a row: a grade, or one of the others.
fn graded(rest: &[&str]) -> String {
    match rest {
        [one] => {
            let word = word(one);
            if word == *one {
                format!("{word}の件数")
            } else {
                word
            }
        }
        ["on_track", "share"] => "順調の割合".to_owned(),
        [symbol, "share"] => format!("{symbol}の割合"),
        [symbol, "change"] => format!("{symbol}の増減"),
        [symbol, "before"] => format!("{symbol}の前回の件数"),
        other => other.join("."),
    }
}

fn word(key: &str) -> String {
    match key {
        "missing" => "評価のない項目",
        "denominator" => "分母",
        "all" => "全項目",
        "on_track" => "順調の件数",
        "other" => "今の区分にない評価",
        "leads" => "所管の項目",
        "contributes" => "関係の項目",
        "expected" => "対象の課",
        "submitted" => "提出済",
        "up" => "上がった項目",
        "down" => "下がった項目",
        "same" => "変わらない項目",
        "revenue" | "effect_revenue" => "歳入増",
        "saving" | "effect_saving" => "歳出減",
        "total" | "effect" => "効果額",
        "listed" => "過年度実績の効果額",
        "target" => "目標値",
        "final_target" => "最終目標値",
        "base" => "基準値",
        "actual" => "実績値",
        "previous" => "前回の実績値",
        "achievement" => "達成率",
        "progress" => "進捗率",
        "difference" => "増減",
        other => other,
    }
    .to_owned()
}
