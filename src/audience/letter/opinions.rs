//! What a mail says of opinions to which a department's response is awaited.

use std::fmt::Write as _;

use super::points::{cut, on_a_line};
use super::{Letter, MATTER};

impl Letter<'_> {
    /// Beside other things that are asked.
    pub(super) fn also_opinions(&self, text: &mut String) {
        if self.opinions.is_empty() {
            return;
        }
        text.push_str(
            "\nまた、会議で出た次の意見について、市の対応を「意見への対応」のシートに記入してください。\n",
        );
        self.opinion_lines(text);
    }

    /// Where nothing else is asked.
    pub(super) fn opinions(&self, text: &mut String, form: &str) {
        let _ = write!(
            text,
            "会議で出た意見について、市の対応をお尋ねします。お手数ですが、添付の{}（前に記入していただいた内容が入っています。）の「意見への対応」のシートに記入し、できるだけ早く御返送ください。\n\n1　添付\n　　{form}\n2　お尋ねする意見　{}件\n",
            self.plan.profile.form_name,
            self.opinions.len()
        );
        self.opinion_lines(text);
        let _ = write!(
            text,
            "3　御返送の方法\n　　ほかのシートは、改めるところがなければ、そのままで構いません。所属長の確認を受けて保存し、{}へお送りください。\n　　前に御提出いただいた調査票は、御返送いただいたものに置き換わります。\n",
            self.office()
        );
        self.corrections(text);
        self.also_refused(text);
    }

    fn opinion_lines(&self, text: &mut String) {
        for opinion in &self.opinions {
            let _ = writeln!(
                text,
                "　・{}（{}）　{}",
                on_a_line(&opinion.label),
                on_a_line(&opinion.occasion),
                cut(&opinion.text, MATTER)
            );
        }
    }
}
