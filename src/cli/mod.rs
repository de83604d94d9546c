//! The command line: clap types only, with help and errors in Japanese. What the commands do is not
//! decided here.

mod arguments;
mod closing;
mod examples;
mod usage;
pub mod window;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

pub use arguments::arguments;
pub use closing::{CloseArgs, CorrectArgs, NextArgs};
use examples::{
    CHECK_EXAMPLES, CLOSE_EXAMPLES, CORRECT_EXAMPLES, DIFF_EXAMPLES, EXPLAIN_EXAMPLES,
    FONTS_EXAMPLES, FORMS_EXAMPLES, INIT_EXAMPLES, NEXT_EXAMPLES, REPORT_EXAMPLES, STATUS_EXAMPLES,
    TEMPLATES_EXAMPLES, TOP_EXAMPLES,
};
pub use usage::usage_error;

use crate::values::parse_date;

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
    Check(CheckArgs),
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
    /// 確定した調査回の資料を訂正し、正誤表を作る
    #[command(
        after_help = CORRECT_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku correct <調査回> --date <日付> --reason <理由> [オプション]"
    )]
    Correct(CorrectArgs),
    /// 確定した調査回の次の回を始める（フォルダーと、計画台帳に足す行）
    #[command(
        after_help = NEXT_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku next [確定した調査回] [オプション]"
    )]
    Next(NextArgs),
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
    /// For the program itself: makes one document with templates of the office, under limits.
    #[command(hide = true)]
    Rehearse(RehearseArgs),
    /// 期限までの日数、課ごとの状況、次にすることを表示する（コマンドを付けないときと同じ）
    #[command(
        after_help = STATUS_EXAMPLES,
        help_template = TEMPLATE,
        override_usage = "gyokaku status [調査回] [オプション]"
    )]
    Status(StatusArgs),
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

    /// この課の調査票と案内文だけを作る（課名又は課コード。幾つでも並べられる）
    #[arg(long = "department", value_name = "課", num_args = 1, help_heading = OPTIONS)]
    pub departments: Vec<String>,

    /// 作成した後に内容が変えられた様式も、上書きする
    #[arg(long, help_heading = OPTIONS)]
    pub force: bool,
}

/// Of `report`.
#[derive(Clone, Debug, Args)]
pub struct ReportArgs {
    #[command(flatten)]
    pub read: ReadArgs,

    /// この会議の資料だけを作る（幹事会、推進本部、懇談会、公表など。幾つでも並べられる）
    #[arg(long = "for", value_name = "会議", num_args = 1.., help_heading = OPTIONS)]
    pub bodies: Vec<String>,

    /// 資料の書式を差し替えるファイルのあるフォルダー（gyokaku templates で書き出し、直したもの）
    #[arg(long, value_name = "フォルダー", help_heading = OPTIONS)]
    pub templates: Option<PathBuf>,

    /// 書式を差し替えた資料1つの作成に使うメモリーの上限（MB。省略時: 2048）
    #[arg(long, value_name = "MB", help_heading = OPTIONS)]
    pub template_memory: Option<u64>,

    /// 書式を差し替えた資料1つのページ数の上限（省略時: 5000）
    #[arg(long, value_name = "ページ", help_heading = OPTIONS)]
    pub template_pages: Option<usize>,

    /// 公表するホームページの本文.html の、最初の見出しの段階（2 又は 3。省略時: 2）
    #[arg(long, value_name = "段階", default_value_t = 2, hide_default_value = true, value_parser = clap::value_parser!(u8).range(2..=3), help_heading = OPTIONS)]
    pub heading_level: u8,
}

/// Of `rehearse`.
#[derive(Debug, Args)]
pub struct RehearseArgs {
    pub megabytes: u64,
    pub pages: usize,
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

/// Of `check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub read: ReadArgs,

    /// この課だけを点検し、その確認依頼と案内文だけを作る（課名又は課コード。幾つでも並べられる）
    #[arg(long = "department", value_name = "課", num_args = 1, help_heading = OPTIONS)]
    pub departments: Vec<String>,
}

/// Of `check` and `report`.
#[derive(Clone, Debug, Args)]
pub struct ReadArgs {
    #[command(flatten)]
    pub cycle: CycleArg,

    /// 案内文を、この日のものとして書く（期限の前はお知らせ、過ぎたら督促。例: 2026-05-18、R8.5.18）
    #[arg(long, value_name = DATE, value_parser = day, help_heading = OPTIONS)]
    pub today: Option<NaiveDate>,

    #[command(flatten)]
    pub format: FormatArg,
}

/// Of commands that show something.
#[derive(Clone, Copy, Debug, Args)]
pub struct FormatArg {
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

/// Of `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    #[command(flatten)]
    pub cycle: CycleArg,

    /// この日のこととして表示する（例: 2026-05-18、R8.5.18。省略時: 今日）
    #[arg(long, value_name = DATE, value_parser = day, help_heading = OPTIONS)]
    pub today: Option<NaiveDate>,

    #[command(flatten)]
    pub format: FormatArg,
}

/// What stands for a date in the help.
const DATE: &str = "日付";

/// A date as offices write it.
fn day(text: &str) -> Result<NaiveDate, String> {
    parse_date(text).ok_or_else(|| "日付として読めません。".to_owned())
}

/// Of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 番号（3-③、3-③-K1）、効果額、総括.A、総括.3.A 又は提出状況
    #[arg(value_name = "対象", help_heading = ARGUMENTS)]
    pub subject: String,

    #[command(flatten)]
    pub cycle: CycleArg,

    #[command(flatten)]
    pub format: FormatArg,
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

    #[command(flatten)]
    pub format: FormatArg,
}

/// Which cycle.
#[derive(Clone, Debug, Args)]
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

#[cfg(test)]
mod tests;
