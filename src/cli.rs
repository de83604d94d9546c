//! The command line: clap types only, with help and errors in Japanese. What the commands do is not
//! decided here.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// The exit code of a faulty command line.
pub const USAGE_EXIT_CODE: u8 = 2;

const TEMPLATE: &str = "\
{about-with-newline}
用法: {usage}

{all-args}{after-help}";

const ARGUMENTS: &str = "引数";
const OPTIONS: &str = "オプション";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "gyokaku",
    bin_name = "gyokaku",
    version,
    about = "行財政改革の進捗調査を、様式の作成から報告書まで一貫して処理します。",
    after_help = TOP_EXAMPLES,
    help_template = TEMPLATE,
    override_usage = "gyokaku [オプション] <コマンド>",
    subcommand_help_heading = "コマンド",
    subcommand_value_name = "コマンド",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// input と output を置いた作業フォルダー（省略時: 今いるフォルダー）
    #[arg(
        long,
        global = true,
        value_name = "フォルダー",
        default_value = ".",
        hide_default_value = true,
        help_heading = OPTIONS
    )]
    pub root: PathBuf,

    /// 使い方を表示する
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = OPTIONS)]
    help: Option<bool>,

    /// 版を表示する
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = OPTIONS)]
    version: Option<bool>,

    #[command(subcommand)]
    pub command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 新しい作業フォルダーを作る（計画台帳と空のフォルダー）
    #[command(
        after_help = INIT_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku init [フォルダー]"
    )]
    Init(InitArgs),
    /// 各課に送る調査票を作る
    #[command(
        after_help = FORMS_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku forms [調査回] [オプション]"
    )]
    Forms(FormsArgs),
    /// 提出された調査票を点検する
    #[command(
        after_help = CHECK_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku check [調査回] [オプション]"
    )]
    Check(ReadArgs),
    /// 点検、集計から、会議資料及び公表資料の作成までを行う
    #[command(
        after_help = REPORT_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku report [調査回] [オプション]"
    )]
    Report(ReportArgs),
    /// 値がどこから来たかを、記入されたセルまでたどって示す
    #[command(
        after_help = EXPLAIN_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku explain <対象> [調査回] [オプション]"
    )]
    Explain(ExplainArgs),
    /// 2つの記録を比べ、変わったところを示す
    #[command(
        after_help = DIFF_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku diff <旧> <新> [オプション]"
    )]
    Diff(DiffArgs),
    /// 調査回を確定し、記録を固定する
    #[command(
        after_help = CLOSE_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku close [調査回] [オプション]"
    )]
    Close(CloseArgs),
    /// 使われる書体、その所在、印字できる文字を表示する
    #[command(
        after_help = FONTS_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku fonts [オプション]"
    )]
    Fonts(FontsArgs),
    /// 資料の書式を、直して使うために書き出す
    #[command(
        after_help = TEMPLATES_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku templates <フォルダー>"
    )]
    Templates(TemplatesArgs),
}

/// Of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// 作るフォルダー（省略時: --root のフォルダー）
    #[arg(value_name = "フォルダー", help_heading = ARGUMENTS)]
    pub dir: Option<PathBuf>,
}

/// Of `forms`.
#[derive(Debug, Args)]
pub struct FormsArgs {
    #[command(flatten)]
    pub cycle: CycleArg,

    /// 所管課の様式に、関係課の報告と、提出済みの記入を載せる（関係課期限の後に使う）
    #[arg(long, help_heading = OPTIONS)]
    pub with_answers: bool,

    /// 作成した後に内容が変えられた様式も、上書きする
    #[arg(long, help_heading = OPTIONS)]
    pub force: bool,
}

/// Of `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(flatten)]
    pub read: ReadArgs,

    /// 資料の書式を差し替えるファイルのあるフォルダー（gyokaku templates で書き出し、直したもの）
    #[arg(long, value_name = "フォルダー", help_heading = OPTIONS)]
    pub templates: Option<PathBuf>,
}

/// Of `fonts`.
#[derive(Debug, Args)]
pub struct FontsArgs {
    /// プログラムに組み込まれた書体の使用許諾を表示する
    #[arg(long, help_heading = OPTIONS)]
    pub licenses: bool,
}

/// Of `templates`.
#[derive(Debug, Args)]
pub struct TemplatesArgs {
    /// 書き出す先のフォルダー
    #[arg(value_name = "フォルダー", help_heading = ARGUMENTS)]
    pub dir: PathBuf,
}

/// Of `check` and `report`.
#[derive(Debug, Args)]
pub struct ReadArgs {
    #[command(flatten)]
    pub cycle: CycleArg,

    /// 点検結果の表示形式。text（文章）又は json（省略時: text）
    #[arg(
        long,
        value_enum,
        value_name = "形式",
        default_value_t = Format::Text,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = OPTIONS
    )]
    pub format: Format,
}

/// Of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 番号（3-③、3-③-K1）、効果額、総括.A、総括.3.A 又は提出状況
    #[arg(value_name = "対象", help_heading = ARGUMENTS)]
    pub subject: String,

    #[command(flatten)]
    pub cycle: CycleArg,

    /// 表示形式。text（文章）又は json（省略時: text）
    #[arg(
        long,
        value_enum,
        value_name = "形式",
        default_value_t = Format::Text,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = OPTIONS
    )]
    pub format: Format,
}

/// Of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// 旧: record.json の場所又は調査回
    #[arg(value_name = "旧", help_heading = ARGUMENTS)]
    pub old: String,

    /// 新: record.json の場所又は調査回
    #[arg(value_name = "新", help_heading = ARGUMENTS)]
    pub new: String,

    /// 新旧対照表を作る場所（省略時: 新の調査回の「点検」の 変更点.xlsx）
    #[arg(long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,

    /// 表示形式。text（文章）又は json（省略時: text）
    #[arg(
        long,
        value_enum,
        value_name = "形式",
        default_value_t = Format::Text,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = OPTIONS
    )]
    pub format: Format,
}

/// Of `close`.
#[derive(Debug, Args)]
pub struct CloseArgs {
    #[command(flatten)]
    pub cycle: CycleArg,
}

/// Which cycle.
#[derive(Debug, Args)]
pub struct CycleArg {
    /// 調査回（例: 令和7年度、R7、2025、令和7年度中間。省略時: 計画台帳で実施中のもの）
    #[arg(id = "cycle", value_name = "調査回", help_heading = ARGUMENTS)]
    pub name: Option<String>,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people.
    #[default]
    Text,
    /// A JSON array, and nothing else on stdout.
    Json,
}

const TOP_EXAMPLES: &str = "\
例:
  gyokaku init 行革             作業フォルダー「行革」を作る
  gyokaku forms                 各課に送る調査票を作る
  gyokaku report                提出された調査票から、全ての資料を作る
  gyokaku report --help         report の使い方を表示する

終了コード:
  0  誤りなし（確認事項がある場合を含む）
  1  提出物に誤り又は未提出がある（資料は、案として作成する）
  2  実行できない、又は書き込めないファイルがある
";

const INIT_EXAMPLES: &str = "\
例:
  gyokaku init                  今いるフォルダーに作る
  gyokaku init D:\\行革          フォルダーを指定して作る

既に計画台帳がある場合は、何も変えません。
";

const FORMS_EXAMPLES: &str = "\
例:
  gyokaku forms                 実施中の調査回の調査票を作る
  gyokaku forms 令和7年度中間   調査回を指定して作る
  gyokaku forms --with-answers  関係課の報告を載せて、所管課の調査票を作り直す
  gyokaku forms --force         手を加えた調査票も作り直す

調査票は、output の調査回のフォルダーの「様式」に作ります。
依頼の案内文は、提出物がまだないときに、「点検」の中の「案内文」に作ります。
";

const CHECK_EXAMPLES: &str = "\
例:
  gyokaku check                 実施中の調査回の提出物を点検する
  gyokaku check R7              令和7年度の提出物を点検する
  gyokaku check --format json   点検結果を JSON で表示する

点検結果、課ごとの確認依頼及び案内文は、output の調査回のフォルダーの「点検」に作ります。
";

const REPORT_EXAMPLES: &str = "\
例:
  gyokaku report                実施中の調査回の資料を作る
  gyokaku report 2025           令和7年度の資料を作る
  gyokaku --root D:\\行革 report 作業フォルダーを指定して作る
  gyokaku report --templates 書式   直した書式で作る

資料は、output の調査回のフォルダーに、会議ごとに分けて作ります。
";

const EXPLAIN_EXAMPLES: &str = "\
例:
  gyokaku explain 3-③-K1        指標の実績値、目標値、達成率の元を示す
  gyokaku explain 3-③ R6        令和6年度の実施項目の全ての値の元を示す
  gyokaku explain 効果額         効果額の合計の内訳を示す
  gyokaku explain 総括.A         評価Aの件数と割合の内訳を示す
  gyokaku explain 総括.3.A       改革項目3の、評価Aの内訳を示す

番号の書き方は、3-3-k1 でも 3-③-K1 でも構いません。
";

const DIFF_EXAMPLES: &str = "\
例:
  gyokaku diff 案/record.json 令和7年度
                                取っておいた案の記録と、今の提出物を比べる
  gyokaku diff R6 R7            令和6年度と令和7年度を比べる
  gyokaku diff 案1.json 案2.json --output 変更点.xlsx

記入の場所や表記だけの違いは、変更としません。変更があっても、終了コードは0です。
";

const CLOSE_EXAMPLES: &str = "\
例:
  gyokaku close 令和7年度       令和7年度を確定する

計画台帳の状態が「確定」又は「公表済」で、提出物に誤りがないときに、記録を input の調査回の
フォルダーの「確定」に置きます。それからは、その記録から資料を作ります。
";

const FONTS_EXAMPLES: &str = "\
例:
  gyokaku fonts                 書体と、計画台帳及び提出物の文字が印字できるかを確かめる
  gyokaku fonts --licenses      書体の使用許諾を表示する

書体は、作業フォルダーの fonts フォルダー、プログラムの内部、OSの順に探します。
";

const TEMPLATES_EXAMPLES: &str = "\
例:
  gyokaku templates 書式              書式を「書式」フォルダーに書き出す
  gyokaku report --templates 書式     直した書式で資料を作る

書き出した書式のうち、直さないものは消して構いません。書式の書き方は docs/テンプレート.md にあります。
";

/// A faulty command line in Japanese: what is wrong, and how to see the usage. Help itself, which clap
/// also gives back as an error, comes as it is.
pub fn usage_error(error: &clap::Error) -> String {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            | ErrorKind::DisplayVersion
    ) {
        return error.render().to_string();
    }
    let mut text = format!("誤り: {}\n", complaint(error));
    if let Some(advice) = advice(error) {
        text.push_str(&format!("{advice}\n"));
    }
    text.push_str("使い方は gyokaku --help で表示します。\n");
    text
}

fn complaint(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            format!("「{name}」というコマンドはありません。")
        }
        ErrorKind::MissingSubcommand => "コマンドが指定されていません。".to_owned(),
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("「{argument}」というオプションはありません。")
        }
        ErrorKind::UnknownArgument => format!("「{argument}」は余分な引数です。"),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("「{argument}」に値が指定されていません。")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("「{argument}」の値「{value}」は使えません。")
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("「{argument}」の値の数が違います。")
        }
        ErrorKind::NoEquals => format!("「{argument}」には = を付けて値を指定してください。"),
        ErrorKind::ArgumentConflict => {
            format!("「{argument}」は2回、又は他のオプションと同時に指定できません。")
        }
        ErrorKind::MissingRequiredArgument => format!("{argument} が指定されていません。"),
        ErrorKind::InvalidUtf8 => "引数に、文字として読めないものがあります。".to_owned(),
        _ => "コマンドの指定に誤りがあります。".to_owned(),
    }
}

/// What was perhaps meant, or what may be given.
fn advice(error: &clap::Error) -> Option<String> {
    let valid = context(error, ContextKind::ValidValue);
    if !valid.is_empty() {
        return Some(format!("使える値: {valid}"));
    }
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg]
        .into_iter()
        .map(|kind| context(error, kind))
        .find(|text| !text.is_empty())?;
    Some(format!("似たもの: {suggested}"))
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(args.read.format, Format::Json);
        assert_eq!(args.templates, None);
        let cli = parse("gyokaku --root w forms --force").expect("a command");
        assert_eq!(cli.root, PathBuf::from("w"));
        assert!(
            matches!(cli.command, Command::Forms(args) if args.force && args.cycle.name.is_none())
        );
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
    fn faults_are_told_in_japanese() {
        for (line, told) in [
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
        ] {
            let text = fault(line);
            assert!(text.contains(told), "{line}: {text}");
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
}
