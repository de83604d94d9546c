//! The arguments before they are parsed: what people mean who give none, who drop a folder on the program, or whose
//! quotation mark a backslash has swallowed.

use std::ffi::{OsStr, OsString};
use std::path::{MAIN_SEPARATOR, Path};

const STATUS: &str = "status";
const ROOT: &str = "--root";

/// The arguments as they are to be parsed, the program's own name first: without a command it is asked where the work
/// stands, in the folder that was given or dropped.
pub fn arguments(given: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = if cfg!(windows) {
        given.into_iter().flat_map(unswallowed).collect()
    } else {
        given.into_iter().collect()
    };
    match all.get(1..).unwrap_or_default() {
        [] => all.push(STATUS.into()),
        [place] if is_place(place) => {
            all.insert(1, ROOT.into());
            all.push(STATUS.into());
        }
        [option] if option.to_string_lossy().starts_with("--root=") => all.push(STATUS.into()),
        [option, _] if option == ROOT => all.push(STATUS.into()),
        _ => {}
    }
    all
}

/// Whether an argument names a folder and no command: Windows gives what is dropped as a whole path.
fn is_place(argument: &OsStr) -> bool {
    let path = Path::new(argument);
    let text = argument.to_string_lossy();
    !text.starts_with('-')
        && (path.is_absolute()
            || matches!(&*text, "." | "..")
            || text.contains('/')
            || text.contains(MAIN_SEPARATOR))
}

/// Windows takes `\"` for a quotation mark of the text: `--root "D:\行革\" report` arrives as `--root` and
/// `D:\行革" report`. Since no name on Windows holds that mark, it is where the folder ended.
fn unswallowed(argument: OsString) -> Vec<OsString> {
    let text = argument.to_string_lossy();
    match text.split_once('"') {
        Some((folder, rest))
            if folder.contains(['\\', ':']) && (rest.is_empty() || rest.starts_with(' ')) =>
        {
            let folder = OsString::from(format!("{}\\", folder.trim_end_matches('\\')));
            let others = rest.split_whitespace().map(|word| word.replace('"', ""));
            std::iter::once(folder)
                .chain(others.map(OsString::from))
                .collect()
        }
        _ => vec![argument],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(given: &[&str]) -> Vec<String> {
        let all = arguments(given.iter().map(OsString::from));
        let all = all.into_iter().skip(1);
        all.map(|a| a.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn without_a_command_the_standing_is_asked_for() {
        assert_eq!(parsed(&["gyokaku"]), ["status"]);
        let absolute = std::env::current_dir().expect("a folder");
        let absolute = absolute.to_str().expect("a text");
        assert_eq!(
            parsed(&["gyokaku", absolute]),
            ["--root", absolute, "status"]
        );
        assert_eq!(
            parsed(&["gyokaku", "./行革"]),
            ["--root", "./行革", "status"]
        );
        assert_eq!(parsed(&["gyokaku", "--root=x"]), ["--root=x", "status"]);
        assert_eq!(
            parsed(&["gyokaku", "--root", "x"]),
            ["--root", "x", "status"]
        );
    }

    #[test]
    fn commands_and_options_stay_as_they_are() {
        for line in [
            &["gyokaku", "report"][..],
            &["gyokaku", "reprot"],
            &["gyokaku", "--root", "x", "report"],
            &["gyokaku", "--help"],
            &["gyokaku", "--root"],
            &["gyokaku", "explain", "3-③"],
        ] {
            assert_eq!(parsed(line), line[1..]);
        }
    }

    #[test]
    fn a_swallowed_quotation_mark_is_given_back() {
        let given = |argument: &str| {
            let all = unswallowed(OsString::from(argument)).into_iter();
            all.map(|a| a.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
        };
        let report = given(r#"D:\行革 7年\入力" report R7 --format json"#);
        assert_eq!(
            report,
            [r"D:\行革 7年\入力\", "report", "R7", "--format", "json"]
        );
        assert_eq!(
            given(r#"--root=D:\行革" check"#),
            [r"--root=D:\行革\", "check"]
        );
        assert_eq!(
            given(r#"\\server\共有" report"#),
            [r"\\server\共有\", "report"]
        );
        assert_eq!(given(r#"D:\行革""#), [r"D:\行革\"]);
        for plain in ["report", r"D:\行革\", r#"a"b"#, r#"D:\行革"の控え"#] {
            assert_eq!(given(plain), [plain]);
        }
    }
}
