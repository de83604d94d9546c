//! Why a file is no returned form, in words that an officer understands. It looks at no file itself.

use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::Rejection;

/// The one diagnostic of a file that was refused.
pub(super) fn rejected(rejection: Rejection) -> Diagnostic {
    let new = |code, message: String, hint: &str| Diagnostic::new(code, message, hint);
    match rejection {
        Rejection::Empty => new(
            Code::FileDamaged,
            "中身のない（0バイトの）ファイルです。".to_owned(),
            "送信の途中で切れたおそれがあります。もう一度送ってもらってください。",
        ),
        Rejection::NotWorkbook(what) => new(
            Code::FileNotWorkbook,
            format!("Excel のブックではありません（{what}）。"),
            "調査票（.xlsx）で提出してもらってください。",
        ),
        Rejection::Password => new(
            Code::FilePassword,
            "パスワードが付いているため読めません。".to_owned(),
            "パスワードを外し、「Excel ブック（.xlsx）」として保存し直したものを提出してもらってください。",
        ),
        Rejection::Rights => new(
            Code::FileRights,
            "秘密度ラベル又は IRM（情報の利用制限）で保護されているため読めません。".to_owned(),
            "Excel で開き、［ホーム］の［秘密度］で暗号化しないラベルに変えるか、［ファイル］の［情報］にある［ブックの保護］で［アクセスの制限］を［アクセス制限なし］にして、保存し直したものを提出してもらってください。",
        ),
        Rejection::OldExcel => new(
            Code::FileOldExcel,
            "古い形式（.xls）のブックです。".to_owned(),
            "Excel で開き、「Excel ブック（.xlsx）」として保存し直したものを提出してもらってください。",
        ),
        Rejection::Damaged(why) => new(
            Code::FileDamaged,
            damaged(&why),
            "Excel で開けるかを確かめ、もう一度送ってもらってください。",
        ),
        Rejection::TooLarge(why) => new(
            Code::FileTooLarge,
            format!("読取りの上限を超えています（{why}）。"),
            "様式の外の不要なもの（貼り付けた一覧や画像、使わない行と列の書式、使わない名前の定義）を削除し、保存し直したものを提出してもらってください。行と列は、見出しで選んで右クリックの［削除］で消せます。",
        ),
        Rejection::NotForm => new(
            Code::FileNotForm,
            "進捗状況調査票ではないブックです。".to_owned(),
            "事務局が配った様式に記入したものを提出してもらってください。",
        ),
    }
}

/// The reason in brackets, where it is in words that an officer reads.
fn damaged(why: &str) -> String {
    if why.is_ascii() {
        "ファイルが壊れているため読めません。".to_owned()
    } else {
        format!("ファイルが壊れているため読めません（{why}）。")
    }
}
