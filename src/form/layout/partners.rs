//! 関係課の報告: what other departments reported of an item, shown to its 所管課 above the evaluation. The
//! form's own text; no input, so it changes nothing of what two issues of a form must share.

use super::Row;

/// One 取組 or 指標 that other departments answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerReport {
    /// 番号, as printed.
    pub number: String,
    /// `取組内容` or `指標名`.
    pub label: String,
    /// Its text or name.
    pub text: String,
    /// In the order of the register.
    pub reports: Vec<Reported>,
}

/// What one department reported of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    pub department: String,
    /// Labels and answers, without those left blank; `None` where its form has not come in.
    pub answers: Option<Vec<(String, String)>>,
}

pub(super) fn rows(reports: &[PartnerReport]) -> Vec<Row> {
    if reports.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![Row::Heading("関係課の報告（参考）".to_owned())];
    for report in reports {
        rows.push(Row::Text {
            code: report.number.clone(),
            label: report.label.clone(),
            text: report.text.clone(),
        });
        rows.extend(report.reports.iter().map(|reported| Row::Text {
            code: String::new(),
            label: reported.department.clone(),
            text: reported.words(),
        }));
    }
    rows
}

impl Reported {
    fn words(&self) -> String {
        match &self.answers {
            None => "未提出（この調査票を作ったときに、まだ届いていません。）".to_owned(),
            Some(answers) if answers.is_empty() => "（記入なし）".to_owned(),
            Some(answers) => answers
                .iter()
                .map(|(label, text)| format!("【{label}】{text}"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}
