//! Tests of the command line.

use clap::CommandFactory as _;

use super::*;

fn parse(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

fn fault(line: &str) -> String {
    usage_error(&parse(line).expect_err(line))
}

#[test]
fn the_definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn commands_are_read() {
    let cli = parse("gyokaku report 令和7年度 --format json --root work").expect("a command");
    assert_eq!(cli.root, PathBuf::from("work"));
    let Command::Report(args) = cli.command else {
        panic!("report")
    };
    assert_eq!(args.read.cycle.name.as_deref(), Some("令和7年度"));
    assert_eq!(args.read.format.format, Format::Json);
    assert_eq!(args.templates, None);
    let cli = parse("gyokaku --root w forms --force").expect("a command");
    assert_eq!(cli.root, PathBuf::from("w"));
    assert!(matches!(cli.command, Command::Forms(args) if args.force && args.cycle.name.is_none()));
    assert!(matches!(
        parse("gyokaku fonts").expect("fonts").command,
        Command::Fonts(FontsArgs { licenses: false })
    ));
    assert!(matches!(
        parse("gyokaku init 行革").expect("init").command,
        Command::Init(InitArgs { dir: Some(_) })
    ));
}

#[test]
fn faults_are_reported_in_japanese() {
    for (line, reported) in [
        ("gyokaku reprot", "「reprot」というコマンドはありません。"),
        ("gyokaku reprot", "似たもの: report"),
        (
            "gyokaku report --fromat json",
            "「--fromat」というオプションはありません。",
        ),
        ("gyokaku report --fromat json", "似たもの: --format"),
        ("gyokaku report R7 R8", "「R8」は余分な引数です。"),
        (
            "gyokaku check --format xml",
            "「--format <形式>」の値「xml」は使えません。",
        ),
        ("gyokaku check --format xml", "使える値: text、json"),
        (
            "gyokaku check --format",
            "「--format <形式>」に値が指定されていません。",
        ),
        (
            "gyokaku --root",
            "「--root <フォルダー>」に値が指定されていません。",
        ),
        ("gyokaku --root x", "コマンドが指定されていません。"),
        ("gyokaku forms --force --force", "「--force」は2回"),
        (
            "gyokaku status --today 5/18",
            "「--today <日付>」の値「5/18」は使えません。",
        ),
    ] {
        let text = fault(line);
        assert!(text.contains(reported), "{line}: {text}");
        assert!(!text.contains("error") && !text.contains("Usage"), "{text}");
    }
}

#[test]
fn help_has_no_english_words_of_claps_own() {
    let mut lines = vec!["gyokaku --help".to_owned(), "gyokaku".to_owned()];
    for command in [
        "init",
        "forms",
        "check",
        "report",
        "explain",
        "diff",
        "close",
        "correct",
        "status",
        "next",
        "fonts",
        "templates",
    ] {
        lines.push(format!("gyokaku {command} --help"));
        lines.push(format!("gyokaku {command} -h"));
    }
    for line in lines {
        let text = fault(&line);
        for heading in ["用法:", "オプション:", "例:"] {
            assert!(text.contains(heading), "{line}: {text}");
        }
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "[OPTIONS]",
            "Print",
            "default:",
            "possible",
        ] {
            assert!(!text.contains(english), "{line}: {text}");
        }
    }
}
