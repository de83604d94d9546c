//! What templates print leaves and lines with: functions of their scope that make the content themselves. Typst remembers each call
//! of a template's own function with all that it was given, which takes more time and memory than a short text does.

use std::sync::LazyLock;

use typst::diag::{At, SourceResult, StrResult};
use typst::foundations::{
    Args, CastInfo, Content, Dict, Func, IntoValue, Label, NativeElement, NativeFuncData,
    NativeFuncPtr, Scope, Str, Type, Value,
};
use typst::introspection::MetadataElem;
use typst::layout::{Abs, BoxElem, HElem, Rel, Spacing};
use typst::text::{LinebreakElem, TextElem};
use typst::utils::PicoStr;

use super::breaks::{Manner, Piece, pieces};

/// The label of what a printed leaf leaves behind.
pub(super) const TRACE: &str = "trace";
/// A place to break that shows nothing and is no character, so that what is copied stays the same; Typst drops one of 0.
const BREAK: Abs = Abs::raw(0.001);

macro_rules! function {
    ($name:literal, $make:ident) => {{
        static DATA: NativeFuncData = NativeFuncData {
            function: NativeFuncPtr(&|_, _, args| $make(args)),
            name: $name,
            title: $name,
            docs: "",
            def_site: None,
            keywords: &[],
            contextual: false,
            scope: LazyLock::new(&Scope::new),
            params: LazyLock::new(&Vec::new),
            returns: LazyLock::new(&|| CastInfo::Type(Type::of::<Content>())),
        };
        ($name, Func::from(&DATA))
    }};
}

/// The functions with their names, for the scope of templates. What they expect of their arguments ([`Args::expect`]) is an error of
/// the template that names its line, and no panic.
pub(super) fn functions() -> [(&'static str, Func); 4] {
    [
        function!("set-line", set_line),
        function!("leave-trace", leave_trace),
        function!("print-text", print_text),
        function!("print-name", print_name),
    ]
}

/// `set-line(line, "sentence")`: a line without line breaks; the manner is `plain`, `sentence` or `name`.
fn set_line(args: &mut Args) -> SourceResult<Value> {
    let line: Str = args.expect("line")?;
    let manner: Str = args.expect("manner")?;
    let manner = match manner.as_str() {
        "plain" => Ok(Manner::Plain),
        "sentence" => Ok(Manner::Sentence),
        "name" => Ok(Manner::Name),
        _ => Err("expected plain, sentence or name"),
    };
    Ok(set(&line, manner.at(args.span)?).into_value())
}

/// `leave-trace(key, printed)`: nothing that shows.
fn leave_trace(args: &mut Args) -> SourceResult<Value> {
    let (key, printed) = (args.expect("key")?, args.expect("printed")?);
    Ok(trace(key, printed).at(args.span)?.into_value())
}

/// `print-text(leaf)`: a text with its trace; line breaks are kept. Nothing for none.
fn print_text(args: &mut Args) -> SourceResult<Value> {
    let lines = |text: &str| joined(text.split('\n').map(|line| set(line, Manner::Sentence)));
    print(args, lines)
}

/// `print-name(leaf)`: a name or title with its trace. Nothing for none.
fn print_name(args: &mut Args) -> SourceResult<Value> {
    print(args, |text| match text.contains('\n') {
        true => joined(text.split('\n').map(|line| set(line, Manner::Plain))),
        false => set(text, Manner::Name),
    })
}

fn print(args: &mut Args, show: impl FnOnce(&str) -> Content) -> SourceResult<Value> {
    let leaf: Value = args.expect("leaf")?;
    if leaf == Value::None {
        return Ok(Value::None);
    }
    let leaf: Dict = leaf.cast().at(args.span)?;
    let field = |name: &str| -> SourceResult<Str> {
        leaf.get(name).at(args.span)?.clone().cast().at(args.span)
    };
    let (key, text) = (field("key")?, field("text")?);
    let shown = show(&text);
    let trace = trace(key, text).at(args.span)?;
    Ok(Content::sequence([trace, shown]).into_value())
}

fn trace(key: Str, printed: Str) -> StrResult<Content> {
    let label = Label::new(PicoStr::intern(TRACE)).ok_or("no label")?;
    let mut left = Dict::new();
    left.insert("key".into(), key.into_value());
    left.insert("text".into(), printed.into_value());
    let left = MetadataElem::new(left.into_value());
    Ok(left.pack().labelled(label))
}

fn joined(lines: impl Iterator<Item = Content>) -> Content {
    let mut all = Vec::new();
    for line in lines {
        if !all.is_empty() {
            all.push(LinebreakElem::shared().clone());
        }
        all.push(line);
    }
    Content::sequence(all)
}

/// A line without line breaks.
fn set(line: &str, manner: Manner) -> Content {
    drawn(pieces(line, manner))
}

fn drawn(pieces: Vec<Piece<'_>>) -> Content {
    let kept = pieces.into_iter().filter(|p| *p != Piece::Text(""));
    Content::sequence(kept.map(|piece| match piece {
        Piece::Text(text) => TextElem::packed(text),
        Piece::Apart => MetadataElem::new(Value::None).pack(),
        Piece::Break => HElem::new(Spacing::Rel(Rel::from(BREAK))).pack(),
        Piece::Together(inside) => BoxElem::new().with_body(Some(drawn(inside))).pack(),
    }))
}
