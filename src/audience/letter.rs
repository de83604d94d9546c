//! 案内文: the text of a mail to a department, ready to be pasted: 依頼, 提出のお願い, 確認のお願い or 受領のお礼,
//! by the state in which the department is. Days come from the register; there is no clock.

mod opinions;
mod points;

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::plan::{Cycle, Plan};
use crate::values::date_with_weekday;
use crate::values::japanese_text::trimmed;

pub use points::{CorrectedPoint, OpinionPoint, Point, RefusedFile, Taking};
use points::{cut, on_a_line};

/// Characters of a quotation, and of what is the matter, which may quote as well; the workbook holds both whole.
const QUOTED: usize = 40;
const MATTER: usize = 300;

/// Points of one kind that a mail lists; the workbook lists all.
const LISTED: usize = 15;

/// A mail to one department.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    pub plan: &'a Plan,
    pub cycle: &'a Cycle,
    /// 課名
    pub department: &'a str,
    pub state: State,
    /// Files of the department that could not be taken.
    pub refused: Vec<RefusedFile>,
    /// What the office put right in its answers.
    pub corrected: Vec<CorrectedPoint>,
    /// Opinions of which its words are awaited.
    pub opinions: Vec<OpinionPoint>,
    /// The day for which it is written: it says then whether a deadline is coming or past. Without it, it names the day alone.
    pub today: Option<NaiveDate>,
}

/// What the mail is about.
#[derive(Clone, Debug)]
pub enum State {
    /// 依頼: the form goes out.
    Inquiry {
        /// Name of the form's file.
        form: String,
        part: Taking,
        /// Whether the form shows what 関係課 reported.
        with_partners: bool,
    },
    /// 提出のお願い
    Awaited {
        part: Taking,
        /// Name of the form that goes with it once more.
        form: Option<String>,
    },
    /// 確認のお願い
    Asking {
        /// Name of the workbook to attach.
        workbook: String,
        errors: Vec<Point>,
        questions: Vec<Point>,
    },
    /// 意見への対応のお願い: nothing else is asked.
    Opinions {
        /// Name of the form to attach.
        form: String,
    },
    /// 受領のお礼
    Received,
}

impl Letter<'_> {
    /// As a text file that Windows opens rightly: UTF-8 with its mark, lines ending with CR LF.
    pub fn file(&self) -> Vec<u8> {
        format!("\u{feff}{}", self.text().replace('\n', "\r\n")).into_bytes()
    }

    /// Subject and body.
    pub fn text(&self) -> String {
        format!("件名：{}\n\n{}", self.subject(), self.body())
    }

    pub fn subject(&self) -> String {
        format!(
            "【{}】{}　{}　{}について（{}）",
            self.kind(),
            self.cycle.name(),
            self.plan.short_name(),
            self.plan.profile.form_name,
            self.department
        )
    }

    pub fn body(&self) -> String {
        let profile = &self.plan.profile;
        let mut text = format!("{}　御担当者様\n\n", self.department);
        let _ = writeln!(
            text,
            "日頃から{}の推進に御協力いただき、ありがとうございます。{}です。",
            self.plan.short_name(),
            profile.office
        );
        match &self.state {
            State::Inquiry {
                form,
                part,
                with_partners,
            } => self.inquiry(&mut text, form, *part, *with_partners),
            State::Awaited { part, form } => self.awaited(&mut text, *part, form.as_deref()),
            State::Asking {
                workbook,
                errors,
                questions,
            } => self.asking(&mut text, workbook, errors, questions),
            State::Opinions { form } => self.opinions(&mut text, form),
            State::Received => self.received(&mut text),
        }
        self.signature(&mut text);
        text
    }

    fn kind(&self) -> &'static str {
        match &self.state {
            State::Inquiry { .. } => "依頼",
            State::Awaited { part, .. }
                if self
                    .days_to(self.cycle.due_of(part.leads))
                    .is_some_and(|d| d >= 0) =>
            {
                "提出期限のお知らせ"
            }
            State::Awaited { .. } => "提出のお願い",
            State::Asking { .. } => "確認のお願い",
            State::Opinions { .. } => "意見への対応のお願い",
            State::Received => "受領のお礼",
        }
    }

    fn inquiry(&self, text: &mut String, form: &str, part: Taking, with_partners: bool) {
        let year = self.cycle.year.both();
        let form_name = &self.plan.profile.form_name;
        if with_partners && part.leads {
            let _ = writeln!(
                text,
                "{year}の実績について、関係課から報告のあった内容を各シートに載せた{form_name}をお送りします。先にお送りしたものに替えて、こちらに記入し、次のとおり御提出をお願いします。関係課の報告は、評価の参考にしてください。\n既に御提出いただいている場合は、その内容を入れてありますので、改める点だけを直して御提出ください。改める点がなければ、御提出は要りません。"
            );
        } else {
            let _ = writeln!(
                text,
                "{year}の実績について、{form_name}をお送りします。御多忙のところ恐れ入りますが、次のとおり御提出をお願いします。"
            );
        }
        let _ = write!(
            text,
            "\n1　添付\n　　{form}\n2　提出期限\n{}3　記入の方法\n　　添付の「記入要領」のシートを御覧ください。色の付いた欄に記入し、所属長の確認を受けてください。\n4　提出先\n　　{}\n　　ファイルの形式（.xlsx）を変えず、パスワードを付けずにお送りください。\n",
            self.deadlines(part),
            self.office()
        );
    }

    fn awaited(&self, text: &mut String, part: Taking, form: Option<&str>) {
        let form_name = &self.plan.profile.form_name;
        let due = self.cycle.due_of(part.leads);
        let days = self.days_to(due);
        let due = date_with_weekday(due);
        if self.refused.is_empty() {
            let opening = match days {
                None => format!(
                    "{form_name}の御提出をお願いしておりますが、まだ届いていないようです。御多忙のところ恐れ入りますが、御確認の上、御提出をお願いします。"
                ),
                Some(0) => format!(
                    "{form_name}の提出期限は、本日（{due}）です。御多忙のところ恐れ入りますが、本日中に御提出をお願いします。"
                ),
                Some(days @ 1..) => format!(
                    "{form_name}の提出期限（{due}）まで、あと{days}日となりましたので、お知らせします。御多忙のところ恐れ入りますが、期限までに御提出をお願いします。"
                ),
                Some(days) => format!(
                    "{form_name}の提出期限（{due}）を{}日過ぎましたが、まだ届いていないようです。御多忙のところ恐れ入りますが、至急御提出をお願いします。すぐに御提出いただけないときは、見込みの日を御連絡ください。",
                    -days
                ),
            };
            let first = if form.is_some() { 2 } else { 1 };
            let _ = write!(
                text,
                "{opening}\n行き違いで既に御提出いただいている場合は、御容赦ください。\n\n{}{first}　提出期限\n{}{}　提出先\n　　{}\n",
                self.form_again(form),
                self.deadlines(part),
                first + 1,
                self.office()
            );
            return;
        }
        let _ = writeln!(
            text,
            "{form_name}をお送りいただき、ありがとうございます。届いたファイルを読み取ることができなかったため、お手数ですが、次のとおり、もう一度お送りください。"
        );
        if days.is_some_and(|days| days < 0) {
            let _ = writeln!(
                text,
                "提出期限（{due}）を過ぎていますので、至急お願いします。"
            );
        }
        self.refused_files(text);
        let _ = write!(
            text,
            "\n提出期限\n{}提出先\n　　{}\n",
            self.deadlines(part),
            self.office()
        );
    }

    fn asking(&self, text: &mut String, workbook: &str, errors: &[Point], questions: &[Point]) {
        let again = self.cycle.rules.resubmission_due;
        let until = match again {
            Some(due) => format!("{}までに御返送ください。", date_with_weekday(due)),
            None => "できるだけ早く御返送ください。".to_owned(),
        };
        let late = match again.and_then(|due| self.days_to(due)) {
            Some(days @ ..0) => format!(
                "\n期限を{}日過ぎていますので、至急お願いします。すぐに御返送いただけないときは、見込みの日を御連絡ください。",
                -days
            ),
            _ => String::new(),
        };
        let until = if late.is_empty() {
            until
        } else {
            until.replace("御返送ください", "御返送くださるようお願いしています")
        };
        let _ = write!(
            text,
            "{}を御提出いただき、ありがとうございます。内容を見せていただいたところ、次の点について確認が必要です。お手数ですが、添付の調査票（前に記入していただいた内容が入っています。）で御確認の上、{until}{late}\n\n1　添付\n　　{workbook}\n",
            self.plan.profile.form_name
        );
        let mut section = 2;
        for (heading, points) in [
            ("直していただくもの", errors),
            (
                "確認していただくもの（正しければ、そのままで構いません。）",
                questions,
            ),
        ] {
            if points.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{section}　{heading}　{}件", points.len());
            for point in points.iter().take(LISTED) {
                point.write(text);
            }
            if points.len() > LISTED {
                let rest = points.len() - LISTED;
                let _ = writeln!(
                    text,
                    "　ほか{rest}件は、添付の「確認のお願い」を御覧ください。"
                );
            }
            section += 1;
        }
        let _ = write!(
            text,
            "{section}　御返送の方法\n　　添付の「確認のお願い」のシートから、それぞれの欄へ移れます。欄を直し、所属長の確認を受けて保存し、{}へお送りください。\n　　前に御提出いただいた調査票は、御返送いただいたものに置き換わります。\n",
            self.office()
        );
        self.also_opinions(text);
        self.corrections(text);
        self.also_refused(text);
    }

    /// What the office put right; the department reports back where that is wrong.
    fn corrections(&self, text: &mut String) {
        if self.corrected.is_empty() {
            return;
        }
        text.push_str(
            "\nなお、次の記入は、事務局で補正しました。誤っているときは、お知らせください。\n",
        );
        for point in &self.corrected {
            let typed = match trimmed(&point.typed) {
                "" => "空欄".to_owned(),
                typed => format!("「{}」", cut(typed, QUOTED)),
            };
            let _ = writeln!(
                text,
                "　・{}　{typed}を{}",
                on_a_line(&point.label),
                cut(&point.text, MATTER)
            );
        }
    }

    fn received(&self, text: &mut String) {
        let _ = writeln!(
            text,
            "{}を受け取りました。お忙しい中御提出いただき、ありがとうございました。\n今のところ、確認をお願いする点はありません。",
            self.plan.profile.form_name
        );
        self.corrections(text);
        self.also_refused(text);
    }

    /// Beside what the mail is about.
    fn also_refused(&self, text: &mut String) {
        if !self.refused.is_empty() {
            text.push_str("\nなお、次のファイルは読み取ることができませんでした。\n");
            self.refused_files(text);
        }
    }

    fn refused_files(&self, text: &mut String) {
        for file in &self.refused {
            let _ = writeln!(
                text,
                "　・{}\n　　{}\n　　{}",
                on_a_line(&file.name),
                on_a_line(&file.why.matter),
                on_a_line(&file.why.ask)
            );
        }
    }

    /// That the form goes with the mail once more, and that one that is half filled in will do.
    fn form_again(&self, form: Option<&str>) -> String {
        form.map_or(String::new(), |form| {
            format!(
                "1　添付\n　　{form}（前にお送りした様式です。既に記入中のものがあるときは、そちらで構いません。）\n"
            )
        })
    }

    /// Days to a day from the one for which this is written; negative once it is past.
    fn days_to(&self, due: NaiveDate) -> Option<i64> {
        Some(due.signed_duration_since(self.today?).num_days())
    }

    /// 関係課 answer earlier where the register says so.
    fn deadlines(&self, part: Taking) -> String {
        let due = date_with_weekday(self.cycle.due);
        match self.cycle.contributors_due.map(date_with_weekday) {
            Some(early) if !part.leads => format!("　　{early}\n"),
            Some(early) if part.contributes => format!(
                "　　{due}\n　　ただし、所管課でない{}は、{early}までにお願いします。\n",
                self.plan.profile.levels.item
            ),
            _ => format!("　　{due}\n"),
        }
    }

    fn office(&self) -> String {
        let profile = &self.plan.profile;
        match &profile.contact {
            Some(contact) => format!("{}（{contact}）", profile.office),
            None => profile.office.clone(),
        }
    }

    fn signature(&self, text: &mut String) {
        let profile = &self.plan.profile;
        let _ = write!(
            text,
            "\n――――――――――\n{}　{}\n",
            profile.municipality, profile.office
        );
        if let Some(contact) = &profile.contact {
            let _ = writeln!(text, "{contact}");
        }
    }
}

#[cfg(test)]
mod tests;
