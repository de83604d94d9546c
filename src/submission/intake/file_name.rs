//! Which departments the name of a file speaks of. A name decides nothing: what a form says of itself
//! counts. It serves to ask where the two differ, and to say what became of a file that can't be read.

use crate::values::japanese_text::{match_key, without_space};

/// Of these departments (課コード, 課名) those that the last name of `path` with any of them speaks of: the
/// file's, else its folder's, and so on outwards. A 課コード counts at the start of a name (`01_…`), a 課名
/// anywhere; 総務課 within 学校総務課 is not 総務課. Width, case, spaces and NFD make no difference.
pub(crate) fn departments_named<'d>(
    path: &str,
    departments: &[(&'d str, &'d str)],
) -> Vec<(&'d str, &'d str)> {
    let mut names = path.rsplit('/');
    let file = names.next().map(without_ending);
    file.into_iter()
        .chain(names)
        .map(|name| in_name(name, departments))
        .find(|named| !named.is_empty())
        .unwrap_or_default()
}

/// `.xlsx` and its like say nothing.
fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.is_ascii() => stem,
        _ => name,
    }
}

fn in_name<'d>(name: &str, departments: &[(&'d str, &'d str)]) -> Vec<(&'d str, &'d str)> {
    let key = match_key(name);
    let mut left = without_space(&key);
    let mut by_length: Vec<(usize, String)> = departments
        .iter()
        .map(|(_, name)| without_space(&match_key(name)))
        .enumerate()
        .filter(|(_, name)| !name.is_empty())
        .collect();
    by_length.sort_by_key(|(at, name)| (std::cmp::Reverse(name.chars().count()), *at));
    let mut found = vec![false; departments.len()];
    for (at, name) in by_length {
        if left.contains(&name) {
            found[at] = true;
            // Taken out, so that a shorter name within it is not found as well.
            left = left.replace(&name, "/");
        }
    }
    let all = departments.iter().zip(found);
    all.filter(|((code, _), found)| *found || starts_with_code(&key, code))
        .map(|(department, _)| *department)
        .collect()
}

/// `01_総務課` and `01 総務課`, but not `010_…` or `01月`.
fn starts_with_code(key: &str, code: &str) -> bool {
    let code = match_key(code);
    key.strip_prefix(code.as_str())
        .filter(|_| !code.is_empty())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', ' ', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPARTMENTS: [(&str, &str); 4] = [
        ("01", "総務課"),
        ("02", "財政課"),
        ("03", "学校総務課"),
        ("04", "デジタル戦略課"),
    ];

    #[test]
    fn a_name_speaks_of_departments_by_code_and_by_name() {
        for (path, codes) in [
            ("01_総務課_進捗状況調査票.xlsx", &["01"][..]),
            ("０２＿調査票（最終）.xlsx", &["02"]),
            ("02.pdf", &["02"]),
            ("調査票 総 務 課 - コピー (1).xlsx", &["01"]),
            ("学校総務課.xlsx", &["03"]),
            ("学校総務課と総務課.xlsx", &["01", "03"]),
            // NFD, as a Mac writes it.
            ("テ\u{3099}シ\u{3099}タル戦略課.xlsx", &["04"]),
            ("ﾃﾞｼﾞﾀﾙ戦略課.xlsx", &["04"]),
            ("財政課/報告.pdf", &["02"]),
            ("財政課/総務課/報告.pdf", &["01"]),
            ("財政課/01_報告.pdf", &["01"]),
            ("010_報告.pdf", &[]),
            ("01月分.xlsx", &[]),
            ("総務.xlsx", &[]),
            ("", &[]),
        ] {
            let named = departments_named(path, &DEPARTMENTS);
            let named: Vec<&str> = named.into_iter().map(|(code, _)| code).collect();
            assert_eq!(named, codes, "{path}");
        }
    }
}
