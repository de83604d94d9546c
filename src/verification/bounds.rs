//! Every glyph stands inside its page and inside what clips it: nothing that was typed is out of sight.

use crate::diagnostic::{Code, Diagnostic};
use crate::typesetting::CutOff;

/// Characters that are quoted of a text.
const QUOTED: usize = 60;

/// D010 for each run that is not whole; `file` is the document's path.
pub fn check(file: &str, cut_off: &[CutOff]) -> Vec<Diagnostic> {
    cut_off
        .iter()
        .map(|run| {
            let place = match &run.key {
                Some(key) => format!("（{key}）"),
                None => String::new(),
            };
            Diagnostic::new(
                Code::GlyphCutOff,
                format!(
                    "ページ又は欄に収まらない文字があるため、資料を書き込みませんでした{place}。"
                ),
                "その文章を短くするか、書式を差し替えているときは、書式を直してください。",
            )
            .in_file(file)
            .on_sheet(format!("{}頁", run.page))
            .found(run.text.chars().take(QUOTED).collect::<String>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_named_with_its_page() {
        let run = CutOff {
            page: 3,
            key: Some("items.1-1.reason".to_owned()),
            text: "はみ出す".to_owned(),
        };
        let reported = &check("公表/報告書.pdf", &[run])[0];
        assert_eq!(reported.place(), "公表/報告書.pdf › 3頁");
        assert!(reported.message.contains("items.1-1.reason"));
        assert!(check("x", &[]).is_empty());
    }
}
