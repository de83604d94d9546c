//! Which of a department's files still stand. A file is superseded by one that answers it (`replaces`), by
//! its folder 差替前/, and by one that holds all its answers; nothing else makes a file give way.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{FileStatus, Read};
use crate::diagnostic::{Code, Diagnostic};
use crate::submission::Submission;
use crate::values::{Sourced, Value};

/// Marks the superseded ones of these files of one department.
pub(super) fn settle(read: &mut [Read], files: &[usize]) {
    replaced_ones(read, files);
    contained_ones(read, files);
}

/// Those of these files that stand, the highest round first, then by path; those that lost the names of their inputs come
/// last.
pub(super) fn in_order(read: &[Read], files: &[usize]) -> Vec<usize> {
    let mut standing = standing(read, files);
    standing.sort_by_key(|&at| {
        let submission = read[at].submission();
        let round = submission.map_or(0, |s| s.round);
        (!submission.is_some_and(has_names), Reverse(round))
    });
    standing
}

/// Whether a file can be read at all: another program may have lost the names of every input.
fn has_names(submission: &Submission) -> bool {
    !submission.places.is_empty()
}

/// Those of these files that stand.
pub(super) fn standing(read: &[Read], files: &[usize]) -> Vec<usize> {
    let stands = |at: &usize| read[*at].status == FileStatus::Accepted;
    files.iter().copied().filter(stands).collect()
}

fn replaced_ones(read: &mut [Read], files: &[usize]) {
    let links: Vec<Link<'_>> = files
        .iter()
        .filter_map(|&at| {
            let submission = read[at].submission()?;
            Some(Link {
                digest: submission.files.first().map_or("", |f| f.digest.as_str()),
                replaces: &submission.replaces,
                stands: read[at].status == FileStatus::Accepted,
                has_names: has_names(submission),
            })
        })
        .collect();
    let (replaced, kept) = (replaced(&links), kept(&links));
    for (at, by) in kept {
        let kept = &read[files[at]].path;
        let message = format!(
            "「{kept}」に代わるはずの調査票ですが、全ての欄の名前が失われているため、差し替えず、「{kept}」の記入を引き続き使います。"
        );
        let path = read[files[by]].path.clone();
        let reported = Diagnostic::new(Code::FileNotReplacing, message, RETURN).in_file(path);
        read[files[by]].diagnostics.push(reported);
    }
    for (at, by) in replaced {
        let by = read[files[by]].path.clone();
        read[files[at]].supersede(format!("「{by}」に差し替えられています。"));
    }
}

const RETURN: &str = "直した内容は、新しい確認依頼で、欄の右に残してあります。課に、Excel で欄に書き写して返送してもらってください。";

/// What decides whether one file answers another.
struct Link<'a> {
    digest: &'a str,
    /// Digests of the files that it answers.
    replaces: &'a [String],
    /// It lies in no folder 差替前/: a file that was set aside sets no other aside.
    stands: bool,
    /// Nothing can be read from one without: it sets none aside that can be read.
    has_names: bool,
}

/// The standing links that another one answers, directly or through others, each with the first last one
/// of its chain. Files that answer each other in a circle all stand: none may be lost.
fn replaced(links: &[Link<'_>]) -> Vec<(usize, usize)> {
    let mut by_digest: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        by_digest.entry(link.digest).or_default().push(at);
    }
    let reach: Vec<Vec<bool>> = (0..links.len())
        .map(|from| reached(links, &by_digest, from))
        .collect();
    let answers = |by: usize, at: usize| {
        let readable = links[by].has_names || !links[at].has_names;
        links[by].stands && readable && reach[by][at] && !reach[at][by]
    };
    let last = |by: &usize| !(0..links.len()).any(|later| answers(later, *by));
    (0..links.len())
        .filter(|at| links[*at].stands)
        .filter_map(|at| {
            let by = (0..links.len()).filter(|by| answers(*by, at)).find(last)?;
            Some((at, by))
        })
        .collect()
}

/// The standing links that would give way to one without names, each with it.
fn kept(links: &[Link<'_>]) -> Vec<(usize, usize)> {
    let with_names: Vec<Link<'_>> = links
        .iter()
        .map(|l| Link {
            has_names: true,
            ..*l
        })
        .collect();
    let replaced_all = replaced(&with_names);
    let gives_way: Vec<usize> = replaced(links).into_iter().map(|(at, _)| at).collect();
    let stays = |(at, _): &(usize, usize)| !gives_way.contains(at);
    replaced_all.into_iter().filter(stays).collect()
}

/// All that a file answers, over any number of steps.
fn reached(links: &[Link<'_>], by_digest: &BTreeMap<&str, Vec<usize>>, from: usize) -> Vec<bool> {
    let mut reached = vec![false; links.len()];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        let targets = links[at].replaces.iter();
        for &next in targets.filter_map(|d| by_digest.get(d.as_str())).flatten() {
            if !reached[next] {
                reached[next] = true;
                open.push(next);
            }
        }
    }
    reached
}

/// A file all whose answers stand in another of the same or a later round gives way to it. Of equal ones
/// stands the one that is called by no other department's name, then the one with the shortest name (a copy's is
/// longer), then the first by path.
fn contained_ones(read: &mut [Read], files: &[usize]) {
    let mut open = standing(read, files);
    open.sort_by_key(|&at| {
        let file = &read[at];
        let elsewhere = file.diagnostics.iter().any(|d| d.code == Code::FileName);
        let name = file.path.rsplit('/').next().unwrap_or_default();
        (elsewhere, name.chars().count(), at)
    });
    let submissions: Vec<&Submission> = open
        .iter()
        .filter_map(|&at| read[at].submission())
        .collect();
    let holds = |outer: usize, inner: usize| holds(submissions[outer], submissions[inner]);
    let count = submissions.len();
    let gives_way = |inner: usize, outer: usize| {
        inner != outer && holds(outer, inner) && (!holds(inner, outer) || outer < inner)
    };
    let lasting: Vec<usize> = (0..count)
        .filter(|inner| !(0..count).any(|outer| gives_way(*inner, outer)))
        .collect();
    let superseded: Vec<(usize, usize, bool)> = (0..count)
        .filter_map(|inner| {
            let outer = lasting.iter().find(|outer| gives_way(inner, **outer))?;
            Some((open[inner], open[*outer], holds(inner, *outer)))
        })
        .collect();
    for (inner, outer, equal) in superseded {
        let rest = not_reported(&read[inner].diagnostics, &read[outer].diagnostics);
        let by = &read[outer].path;
        let reason = if equal {
            format!("「{by}」と同じ内容です。")
        } else {
            format!("記入は全て「{by}」にもあります。")
        };
        read[inner].supersede(reason);
        read[inner].diagnostics.extend(rest);
    }
}

/// Whether `outer` gives every answer of `inner`, and is not of an earlier round: a correction may have
/// taken something out. What a file without names holds, only its copy holds.
fn holds(outer: &Submission, inner: &Submission) -> bool {
    if !has_names(outer) || !has_names(inner) {
        let digest = |s: &Submission| s.files.first().map(|f| f.digest.clone());
        return digest(outer) == digest(inner);
    }
    outer.round >= inner.round
        && inner.answers.iter().all(|(field, answer)| {
            outer
                .answer(field)
                .is_some_and(|other| same_answer(answer, other))
        })
}

/// Whether two files say the same in a field: the same value, whatever its spelling, or where both were
/// refused the same text.
pub(super) fn same_answer(a: &Sourced<Value>, b: &Sourced<Value>) -> bool {
    a.value == b.value && (a.value.is_some() || a.source.typed == b.source.typed)
}

/// What quotes something that stands in `inner` alone, such as a remark beside the form: it is not lost
/// with the file.
pub(super) fn not_reported(inner: &[Diagnostic], outer: &[Diagnostic]) -> Vec<Diagnostic> {
    let said = |d: &Diagnostic| {
        outer
            .iter()
            .any(|o| o.code == d.code && o.found == d.found && o.message == d.message)
    };
    let quotes = inner.iter().filter(|d| d.found.is_some());
    quotes.filter(|d| !said(d)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files by digest, digests that they replace, and whether they stand; what is superseded by what.
    fn superseded(files: &[(&str, &str, bool)]) -> Vec<String> {
        let replaces: Vec<Vec<String>> = files
            .iter()
            .map(|(_, replaces, _)| replaces.split_whitespace().map(str::to_owned).collect())
            .collect();
        let links: Vec<Link<'_>> = files
            .iter()
            .zip(&replaces)
            .map(|((digest, _, stands), replaces)| Link {
                digest,
                replaces,
                stands: *stands,
                has_names: !digest.starts_with('-'),
            })
            .collect();
        replaced(&links)
            .into_iter()
            .map(|(at, by)| format!("{}<{}", files[at].0, files[by].0))
            .collect()
    }

    #[test]
    fn an_answered_file_is_superseded_over_any_number_of_steps() {
        let alone = superseded(&[("a", "", true), ("b", "x", true)]);
        assert!(alone.is_empty(), "{alone:?}");
        assert_eq!(superseded(&[("a", "", true), ("b", "a", true)]), ["a<b"]);
        let chain = [("a", "", true), ("b", "a", true), ("c", "b", true)];
        assert_eq!(superseded(&chain), ["a<c", "b<c"]);
        // One that answers two files that were put together.
        let two = [("a", "", true), ("b", "", true), ("c", "a b", true)];
        assert_eq!(superseded(&two), ["a<c", "b<c"]);
        // Two that answer the same file stand beside each other.
        let fork = [("a", "", true), ("b", "a", true), ("c", "a", true)];
        assert_eq!(superseded(&fork), ["a<b"]);
        // Both copies of a file are answered.
        let copies = [("a", "", true), ("a", "", true), ("b", "a", true)];
        assert_eq!(superseded(&copies), ["a<b", "a<b"]);
    }

    #[test]
    fn a_file_set_aside_sets_none_aside_but_keeps_its_chain() {
        assert!(superseded(&[("a", "", true), ("b", "a", false)]).is_empty());
        let chain = [("a", "", true), ("b", "a", false), ("c", "b", true)];
        assert_eq!(superseded(&chain), ["a<c"]);
    }

    /// Their digests begin with `-`.
    #[test]
    fn a_file_without_names_sets_none_aside_that_can_be_read() {
        assert!(superseded(&[("a", "", true), ("-b", "a", true)]).is_empty());
        assert_eq!(
            superseded(&[("-a", "", true), ("-b", "-a", true)]),
            ["-a<-b"]
        );
        // The next round answers both, or the second alone.
        let both = [("a", "", true), ("-b", "a", true), ("c", "a -b", true)];
        assert_eq!(superseded(&both), ["a<c", "-b<c"]);
        let chain = [("a", "", true), ("-b", "a", true), ("c", "-b", true)];
        assert_eq!(superseded(&chain), ["a<c", "-b<c"]);
    }

    #[test]
    fn a_circle_loses_nothing() {
        assert!(superseded(&[("a", "a", true)]).is_empty());
        assert!(superseded(&[("a", "b", true), ("b", "a", true)]).is_empty());
        let beside = [("a", "b", true), ("b", "a", true), ("c", "a", true)];
        assert_eq!(superseded(&beside), ["a<c", "b<c"]);
    }
}
