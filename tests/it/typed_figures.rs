//! A figure typed into one of the office's own templates in place of `fig`: the reconciliation finds it, and what it
//! stands in is withheld.

use crate::fixture::{Work, rows};
use crate::templates::{report, work};

const HEADQUARTERS: &str = "書式/headquarters/report.typ";
const SUBMITTED: &str = "#inline(submission.submitted)課から";

/// Replaces the first such passage of a written template.
fn change(work: &Work, path: &str, old: &str, new: &str) {
    let text = String::from_utf8(work.bytes(path)).expect("a template");
    assert!(text.contains(old), "{path}: {old}");
    work.put(path, text.replacen(old, new, 1).as_bytes());
}

fn made(work: &Work, body: &str) -> usize {
    work.tree(&format!("output/令和7年度/{body}")).len()
}

#[test]
fn a_figure_typed_in_place_of_fig_is_found_and_withholds_the_body() {
    let work = work();
    report(&work).ended(0);
    let template = work.bytes(HEADQUARTERS);
    for (new, shown) in [
        ("23課から", "23課"),
        ("#[23]課から", "23"),
        ("#\"23\"課から", "23"),
        ("#23 課から", "23"),
        ("#str(23)課から", "23"),
    ] {
        work.put(HEADQUARTERS, &template);
        change(&work, HEADQUARTERS, SUBMITTED, new);
        work.remove("output");
        report(&work)
            .ended(2)
            .says("誤り[D006] 書式に直接書かれた数値")
            .says("headquarters/report.typ:")
            .says(&format!("「{shown}」"));
        assert_eq!(made(&work, "推進本部"), 0, "{new}");
        assert!(
            made(&work, "懇談会") > 2 && made(&work, "公表") > 2,
            "{new}"
        );
        let all = rows(&work.output("点検/検算.xlsx"), "全ての突合せ");
        let reported = all.iter().filter(|row| row[6] == "不一致");
        assert!(reported.clone().count() > 0, "{new}");
        assert!(
            reported
                .clone()
                .all(|row| row[1] == "書式に直接書かれた数値"),
            "{new}"
        );
    }
    work.put(HEADQUARTERS, &template);
    report(&work).ended(0).says("件 一致");
}

/// In a component that all documents share, where the right number is printed elsewhere too.
#[test]
fn in_a_shared_component_it_withholds_all() {
    let work = work();
    change(
        &work,
        "書式/components/charts.typ",
        "対象#inline(matrix.total.denominator)件",
        "対象#\"7\"件",
    );
    report(&work)
        .ended(2)
        .says("誤り[D006] 書式に直接書かれた数値")
        .says("components/charts.typ:");
    for body in ["推進本部", "懇談会", "公表"] {
        assert_eq!(made(&work, body), 0, "{body}");
    }
    assert!(!work.output("点検/検算.xlsx").is_empty());
}

/// Where it stood in place of the only `fig` of a figure, that figure is missed.
#[test]
fn in_place_of_the_only_one_of_its_figure_it_is_missed() {
    let work = work();
    change(
        &work,
        "書式/components/sections.typ",
        "(figure-or-zero(r.missing), fig(r.all))",
        "(figure-or-zero(r.missing), \"7\")",
    );
    report(&work).ended(2).says("誤り[D002]").says(".all）");
    for body in ["推進本部", "懇談会", "公表"] {
        assert_eq!(made(&work, body), 0, "{body}");
    }
}

/// A number that is worked out in the template stands nowhere in it, but the figure of the record is then missing.
#[test]
fn a_figure_computed_by_the_template_is_found() {
    let work = work();
    change(
        &work,
        "書式/components/trace.typ",
        "trace(leaf.key, leaf.figure)",
        "trace(leaf.key, str(leaf.figure.len()))",
    );
    report(&work).ended(2).says("誤り[D005]");
    for body in ["推進本部", "懇談会", "公表"] {
        assert_eq!(made(&work, body), 0, "{body}");
    }
}
