//! What may have been meant by a word that nothing is called.

use super::japanese_text::match_key;

/// Names like a wanted one: those that hold it, then the nearest.
pub fn similar(known: &[String], wanted: &str) -> Vec<String> {
    let holds = |name: &&String| !wanted.is_empty() && name.contains(wanted);
    let mut similar: Vec<String> = known.iter().filter(holds).cloned().collect();
    for name in nearest(known.iter().cloned(), wanted) {
        if !similar.contains(&name) {
            similar.push(name);
        }
    }
    similar
}

/// The most that are offered.
const MOST: usize = 5;

/// Those of `known` that look like `wanted`, the nearest first.
pub fn nearest(known: impl IntoIterator<Item = String>, wanted: &str) -> Vec<String> {
    let plain = |text: &str| match_key(text).chars().collect::<Vec<char>>();
    let wanted = plain(wanted);
    let mut ranked: Vec<(usize, String)> = known
        .into_iter()
        .map(|name| (distance(&wanted, &plain(&name)), name))
        .filter(|(far, name)| *far <= 2 || *far * 2 <= name.chars().count())
        .collect();
    ranked.sort_by_key(|(far, _)| *far);
    ranked.truncate(MOST);
    ranked.into_iter().map(|(_, name)| name).collect()
}

/// Characters to put in, take out or change to make one of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, x) in a.iter().enumerate() {
        let mut corner = at;
        row[0] = at + 1;
        for (to, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[to + 1];
            row[to + 1] = changed.min(corner + 1).min(row[to] + 1);
        }
    }
    row[b.len()]
}
