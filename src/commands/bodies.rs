//! `report --for`: which bodies' papers a run makes, and from which run each body's papers stand.

use sha2::{Digest as _, Sha256};

use crate::cli::ReportArgs;
use crate::cycle::CycleRecord;
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

/// What identifies the state of the record that papers are made of: the SHA-256 of the answers, the totals and what they
/// belong to, 16 hexadecimal digits. It is the same for two runs that find the same.
pub(super) fn state(record: &CycleRecord) -> String {
    let made_of = (
        &record.plan,
        &record.cycle,
        &record.items,
        &record.departments,
        &record.summary,
    );
    let bytes = serde_json::to_vec(&made_of).unwrap_or_default();
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The body in whose folder a path lies.
pub(super) fn of_path(path: &str) -> Option<Body> {
    let (folder, _) = path.split_once('/')?;
    Body::ALL.into_iter().find(|body| body.label() == folder)
}

/// Notes in the record which state each body's papers were made from: this one for those made now, else what `before`
/// says. Gives the sentence about the others, where papers of theirs stand.
pub(super) fn note(
    record: &mut CycleRecord,
    made: &[Body],
    before: Option<&CycleRecord>,
) -> Option<String> {
    let now = state(record);
    let mut others = Vec::new();
    let mut differ = false;
    for body in Body::ALL {
        let label = body.label().to_owned();
        if made.contains(&body) {
            record.made_from.insert(label, now.clone());
        } else if let Some(then) = before.and_then(|b| b.made_from.get(&label)) {
            differ |= *then != now;
            others.push(body.label());
            record.made_from.insert(label, then.clone());
        }
    }
    let names = others.join("、");
    let told = if differ {
        format!(
            "{names}の資料は、前に作ったときのままです。その後に記録が変わっているので、配る前に作り直してください。"
        )
    } else {
        format!("{names}の資料は、前に作ったときのままです（記録は変わっていません。）。")
    };
    (!others.is_empty()).then_some(told)
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
