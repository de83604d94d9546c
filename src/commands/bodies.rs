//! `report --for`: which bodies' papers are asked for.

use crate::cli::ReportArgs;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Body;

/// The bodies that are asked for, in their order; all of them where none is. What stands behind `--for` and names no body is
/// the 調査回, where none was given before.
///
/// # Errors
/// O014 for a name that is neither.
pub(super) fn asked(args: &mut ReportArgs) -> Result<Vec<Body>, Diagnostic> {
    let mut asked = Vec::new();
    for name in args
        .bodies
        .iter()
        .flat_map(|text| text.split(['、', ',', '，']))
    {
        let name = name.trim();
        let body = Body::ALL.into_iter().find(|body| body.label() == name);
        match body {
            Some(body) => asked.push(body),
            None if args.read.cycle.name.is_none() && name.chars().any(char::is_numeric) => {
                args.read.cycle.name = Some(name.to_owned());
            }
            None => return Err(unknown(name)),
        }
    }
    if asked.is_empty() && !args.bodies.is_empty() {
        let name = args.bodies.join(" ");
        return Err(unknown(&name));
    }
    let wanted = |body: &Body| asked.is_empty() || asked.contains(body);
    Ok(Body::ALL.into_iter().filter(wanted).collect())
}

fn unknown(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BodyUnknown,
        format!("「{name}」という会議はありません。"),
        format!(
            "--for には、{}のどれかを指定してください（例 gyokaku report --for 推進本部 幹事会）。",
            Body::labels()
        ),
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};

    fn asked_by(arguments: &[&str]) -> (Result<Vec<Body>, Diagnostic>, Option<String>) {
        let all = ["gyokaku", "report"].iter().chain(arguments);
        let cli = Cli::try_parse_from(all).expect("arguments");
        let Command::Report(mut args) = cli.command else {
            panic!("report");
        };
        let bodies = asked(&mut args);
        (bodies, args.read.cycle.name)
    }

    #[test]
    fn bodies_come_in_any_form_and_in_their_order() {
        let council = Ok(vec![Body::Headquarters, Body::Council]);
        for arguments in [
            &["--for", "懇談会", "推進本部"][..],
            &["--for", "懇談会", "--for", "推進本部"],
            &["--for", "懇談会、推進本部"],
        ] {
            assert_eq!(
                asked_by(arguments),
                (council.clone(), None),
                "{arguments:?}"
            );
        }
        let cycle = Some("R7".to_owned());
        assert_eq!(
            asked_by(&["--for", "公表", "R7"]),
            (Ok(vec![Body::Public]), cycle.clone())
        );
        assert_eq!(
            asked_by(&["R7", "--for", "公表"]),
            (Ok(vec![Body::Public]), cycle)
        );
        assert_eq!(asked_by(&[]), (Ok(Body::ALL.to_vec()), None));
        let (fault, _) = asked_by(&["R7", "--for", "議会"]);
        assert_eq!(fault.expect_err("no body").code, Code::BodyUnknown);
    }
}
