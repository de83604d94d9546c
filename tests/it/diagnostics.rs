//! docs/診断一覧.md is made from what is declared of each code. `GYOKAKU_WRITE_GOLDEN=1 cargo test --test it diagnostics`
//! writes it anew.

#![expect(
    clippy::disallowed_methods,
    reason = "the list is read from docs/, and written where that is asked for"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use gyokaku::diagnostic::{Code, GROUPS};

const HEAD: &str = "# 診断一覧

プログラムが出すお知らせの全てです。コードは変わりません。やめたコードを別の意味に使うこともありません。

「誤り」は直していただくもの、「確認」は正しければそのままでよいもの、「情報」は対応の要らないものです。

お知らせには、ファイル、シート、セルの場所と、そこに書かれているものが付きます。値（V）と整合（C）のお知らせの文は、記入する課にそのまま伝えられる言葉に、そのほかは事務局に宛てた言葉になっています。
";

#[test]
fn the_list_in_docs_is_what_is_declared() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/診断一覧.md");
    let wanted = list();
    if std::env::var_os("GYOKAKU_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &wanted).expect("the list");
    }
    let stands = std::fs::read_to_string(&path).expect("the list");
    let differs = wanted
        .lines()
        .zip(stands.lines())
        .find(|(new, old)| new != old);
    assert!(
        wanted == stands,
        "{}: {:?} (wanted, stands). GYOKAKU_WRITE_GOLDEN=1 writes it.",
        path.display(),
        differs
    );
}

/// Its whole text.
fn list() -> String {
    let mut text = HEAD.to_owned();
    for group in GROUPS {
        let _ = write!(text, "\n## {}（{}）\n\n", group.name, group.letter);
        if !group.about.is_empty() {
            let _ = write!(text, "{}\n\n", group.about);
        }
        text.push_str("| コード | 重さ | 意味 | 例 | 対応 |\n|---|---|---|---|---|\n");
        for code in group.codes {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                code.id(),
                code.severity().label(),
                code.title(),
                code.example(),
                code.remedy()
            );
        }
    }
    text
}

#[test]
fn every_code_is_explained_in_words_of_its_own() {
    let mut examples = BTreeSet::new();
    for code in Code::all() {
        for text in [code.title(), code.example(), code.remedy()] {
            assert!(text.chars().any(char::is_alphanumeric), "{code:?}");
            assert!(!text.contains(['|', '\n']), "{code:?}");
        }
        assert!(examples.insert(code.example()), "{code:?}");
    }
}
