//! Faults of a command line in Japanese, made from what clap says of them.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::DATE;

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
    if error.kind() == ErrorKind::ValueValidation
        && context(error, ContextKind::InvalidArg).contains(DATE)
    {
        return Some(
            "日付は、R8.5.18、2026-05-18、令和8年5月18日 のように、年から指定してください。"
                .to_owned(),
        );
    }
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
