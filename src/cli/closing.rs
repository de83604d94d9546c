//! The arguments of what ends a cycle and begins the next: `close`, `correct`, `next`.

use std::path::PathBuf;

use clap::Args;

use super::{ARGUMENTS, CycleArg, OPTIONS};

/// Of `close`.
#[derive(Debug, Args)]
pub struct CloseArgs {
    #[command(flatten)]
    pub cycle: CycleArg,

    /// 公表する資料の書式を差し替えるフォルダー（gyokaku report --templates に同じ）
    #[arg(long, value_name = "フォルダー", help_heading = OPTIONS)]
    pub templates: Option<PathBuf>,

    /// 公表するホームページの本文.html の、最初の見出しの段階（2 又は 3。省略時: 2）
    #[arg(long, value_name = "段階", default_value_t = 2, hide_default_value = true, value_parser = clap::value_parser!(u8).range(2..=3), help_heading = OPTIONS)]
    pub heading_level: u8,
}

/// Of `next`.
#[derive(Debug, Args)]
pub struct NextArgs {
    /// 確定した調査回（省略時: 最も新しいもの）
    #[arg(id = "cycle", value_name = "確定した調査回", help_heading = ARGUMENTS)]
    pub cycle: Option<String>,
}

/// Of `correct`.
#[derive(Debug, Args)]
pub struct CorrectArgs {
    /// 訂正する調査回（例: 令和7年度、R7、2025、令和7年度中間）
    #[arg(id = "cycle", value_name = "調査回", help_heading = ARGUMENTS)]
    pub cycle: String,

    /// 訂正を公表する日（例: 令和8年10月1日、2026-10-01）
    #[arg(long, value_name = "日付", help_heading = OPTIONS)]
    pub date: String,

    /// 正誤表に載せる、訂正の理由
    #[arg(long, value_name = "理由", help_heading = OPTIONS)]
    pub reason: String,

    /// 資料の書式を差し替えるフォルダー（確定したときと同じもの）
    #[arg(long, value_name = "フォルダー", help_heading = OPTIONS)]
    pub templates: Option<PathBuf>,

    /// 公表するホームページの本文.html の、最初の見出しの段階（2 又は 3。省略時: 2）
    #[arg(long, value_name = "段階", default_value_t = 2, hide_default_value = true, value_parser = clap::value_parser!(u8).range(2..=3), help_heading = OPTIONS)]
    pub heading_level: u8,
}
