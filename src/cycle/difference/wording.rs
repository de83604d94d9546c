//! Which parts of a text changed, character by character, so that a 新旧対照表 can underline them. The parts put
//! together are the text again.

/// A piece of a text, and whether it stands on this side only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub changed: bool,
}

/// Above so many pairs of characters, all between the common head and tail counts as changed.
const MOST_PAIRS: usize = 4_000_000;
/// Kept characters between two changes; fewer are taken for chance.
const LEAST_KEPT: usize = 2;

/// The pieces of the old and of the new text.
pub fn wording(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let middle = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut kept_old = vec![true; old.len()];
    let mut kept_new = vec![true; new.len()];
    kept_old[head..old.len() - tail].fill(false);
    kept_new[head..new.len() - tail].fill(false);
    for (at, to, length) in runs(middle.0, middle.1) {
        kept_old[head + at..head + at + length].fill(true);
        kept_new[head + to..head + to + length].fill(true);
    }
    (pieces(&old, &kept_old), pieces(&new, &kept_new))
}

/// Runs of characters that both have, in order: the longest common subsequence, without runs too short to mean anything.
fn runs(old: &[char], new: &[char]) -> Vec<(usize, usize, usize)> {
    let pairs = old.len().saturating_mul(new.len());
    if pairs == 0 || pairs > MOST_PAIRS {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            longest[at * width + to] = if old[at] == new[to] {
                longest[(at + 1) * width + to + 1].saturating_add(1)
            } else {
                longest[(at + 1) * width + to].max(longest[at * width + to + 1])
            };
        }
    }
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    let (mut at, mut to) = (0, 0);
    while at < old.len() && to < new.len() {
        if old[at] == new[to] {
            match runs.last_mut() {
                Some((a, t, length)) if *a + *length == at && *t + *length == to => *length += 1,
                _ => runs.push((at, to, 1)),
            }
            at += 1;
            to += 1;
        } else if longest[(at + 1) * width + to] >= longest[at * width + to + 1] {
            at += 1;
        } else {
            to += 1;
        }
    }
    runs.retain(|(_, _, length)| *length >= LEAST_KEPT);
    runs
}

fn pieces(text: &[char], kept: &[bool]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (c, kept) in text.iter().zip(kept) {
        match pieces.last_mut() {
            Some(piece) if piece.changed != *kept => piece.text.push(*c),
            _ => pieces.push(Piece {
                text: c.to_string(),
                changed: !kept,
            }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|p| {
                if p.changed {
                    format!("[{}]", p.text)
                } else {
                    p.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn changed_parts_are_marked_on_both_sides() {
        for (old, new, marked_old, marked_new) in [
            (
                "研修を13回行った。",
                "研修を15回行った。",
                "研修を1[3]回行った。",
                "研修を1[5]回行った。",
            ),
            (
                "素案を作成した。",
                "素案を作成し、公表した。",
                "素案を作成した。",
                "素案を作成し[、公表し]た。",
            ),
            ("", "新規", "", "[新規]"),
            ("廃止", "", "[廃止]", ""),
            ("同じ", "同じ", "同じ", "同じ"),
            (
                "受付を窓口で始め、利用は少ない。",
                "申請を窓口で始め、利用は多い。",
                "[受付]を窓口で始め、利用は[少な]い。",
                "[申請]を窓口で始め、利用は[多]い。",
            ),
        ] {
            let (a, b) = wording(old, new);
            assert_eq!(
                (marked(&a).as_str(), marked(&b).as_str()),
                (marked_old, marked_new)
            );
        }
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let (old, new) = ("あ".repeat(3000) + "い", "う".repeat(3000) + "い");
        let (a, b) = wording(&old, &new);
        let whole = |pieces: &[Piece]| pieces.iter().map(|p| p.text.as_str()).collect::<String>();
        assert_eq!((whole(&a), whole(&b)), (old, new));
        assert!(a[0].changed && !a[1].changed);
    }
}
