//! N: The form's inputs, and what stands beside them.

use super::group;
use crate::diagnostic::question::MISPLACED;

const LOST: &str = "様式を直しましたので、この欄に記入してください。書くことがないときは、空欄のままで構いません。";
const COPY: &str = "欄の外の記入は、資料に載りません。必要な内容は色の付いた欄に書き写し、元の記入は消してください。不要なときは、消すだけで構いません。";

group! {
    'N' "記入欄" "";

    NameMissing "N001" Error "入力欄の名前がない" {
        example: "行を削除して「課題」の欄がなくなった",
        remedy: "行の削除などで欄が失われているか、照会の後に計画台帳の取組や指標を増やしています（F016 も出ます。）。様式を送り直し、書き写してもらいます。",
        ask: Words(LOST),
        found: Name,
    }

    NameBroken "N002" Error "入力欄の名前が壊れている" {
        example: "欄の名前が「#REF!」を指している",
        remedy: "N001 と同じです。",
        ask: Words(LOST),
        found: Name,
    }

    NameLabel "N003" Error "入力欄と見出しが合わない" {
        example: "「評価の理由」と「課題」を切取りと貼付けで入れ替えた",
        remedy: "切取りと貼付けで欄が入れ替わっています。正しい位置に記入し直してもらいます。",
        ask: Words(MISPLACED),
        found: Misplaced,
    }

    NameUnknown "N004" Warning "様式にない入力欄" {
        example: "除いた取組「1-①-3」の実績に記入がある",
        remedy: "この記入は資料に載りません。必要なら新しい様式に書き写してもらいます。",
        ask: Both("今の様式にない欄に、記入がありました。", COPY),
        found: Beside,
    }

    NameShared "N005" Error "2つの欄が同じセルを指す" {
        example: "「課題」と「今後の取組」の名前がどちらも C47 を指している",
        remedy: "N001 と同じです。",
        ask: Words(MISPLACED),
        found: Misplaced,
    }

    NameAdded "N006" Error "様式を配った後に加わった欄" {
        example: "配った後に加えた指標「3-①-K2」",
        remedy: "計画台帳が、様式を配った後に変わっています。forms で様式を作り直して課に送り、加わった欄に記入してもらいます。",
        ask: Both("様式を配った後に加わった欄です。", "お手数ですが、この欄に記入してください。"),
    }

    WrittenBeside "N007" Warning "欄の外の記入" {
        example: "欄の右に「3回のうち1回は中止」",
        remedy: "色の付いた欄の外（余白や欄の右など）の記入は資料に載りません。必要な内容を欄に書き写してもらいます。表は1件にまとめ、範囲、セルの数と全ての記入を示します。",
        ask: Words(COPY),
        found: Beside,
    }

    WrittenOverPlan "N008" Warning "計画の文章の書換え" {
        example: "取組方針「計画的に進める。」を「全庁で進める。」に書き換えた",
        remedy: "計画の文章は計画台帳のものを使います。直す必要があるときは、計画台帳を改めます。",
        ask: Words("計画の文章は、調査票では変わりません。直す必要があるときは「事務局への連絡」に書き、右（F列から）に残した記入は消してください。"),
        found: Beside,
    }

    WrittenOverPrevious "N009" Warning "前回の内容の書換え" {
        example: "前回の実績値「100.0時間」を「105.0時間」に書き換えた",
        remedy: "前回の内容は記録のものを使います。前回の値に誤りがあったときは、事務局と相談してもらいます。",
        ask: Words("前回の内容は、調査票では変わりません。誤りがあるときは「事務局への連絡」に書き、右（F列から）に残した記入は消してください。"),
        found: Beside,
    }

    WrittenHidden "N010" Warning "隠れたところの記入" {
        example: "隠した H 列の「係長メモ」、隠れた行の実績",
        remedy: "隠れた行、列又はシートに記入があります。見える欄への記入と合っているかを確かめます。絞り込みなどで6セル以上が隠れているときは、シートごとに1件にまとめます。",
        ask: Words("隠れていた行、列又はシートを、見えるようにしました。内容が正しいかを確かめ、不要なものは消してください。"),
        found: Beside,
    }

    WrittenOnAddedSheet "N011" Warning "加えられたシートの記入" {
        example: "加えたシート「別紙」の「4月 新任研修 24人」",
        remedy: "様式にないシートの記入は資料に載りません。必要な内容を欄に書き写してもらいます。6セル以上は、シートごとに1件にまとめます。",
        ask: Words(COPY),
        found: Beside,
    }

    CellNote "N012" Warning "セルに付けられたメモ" {
        example: "実績値のセルのメモ「4月分は集計中」",
        remedy: "メモは資料に載りません。必要な内容を欄に書き写してもらいます。",
        ask: Words(COPY),
        found: Beside,
    }

    TextBox "N013" Warning "図形の中の文字" {
        example: "テキストボックスの「研修は3回。詳細は写真参照」",
        remedy: "図形の中の文字は資料に載りません。必要な内容を欄に書き写してもらいます。",
        ask: Words(COPY),
        found: Beside,
    }

    Picture "N014" Warning "貼り付けられた図" {
        example: "余白に貼った現場の写真",
        remedy: "図は資料に載りません。必要な内容を文字で欄に書いてもらいます。",
        ask: Words("図は、資料に載りません。必要な内容は、色の付いた欄に文字で書いてください。"),
    }

    FieldExtra "N015" Info "今の様式にない空欄" {
        example: "除いた指標「3-①-K2」の空欄",
        remedy: "不要です。様式を配った後に計画台帳から除いた欄です。",
    }

    NamesAllLost "N016" Error "入力欄の名前が全てない" {
        example: "欄の名前を残さないソフトで保存し、どの欄の記入かを見分けられない",
        remedy: "確認依頼に、前の記入を欄の右に残してあります。課に送り、Excel で欄に書き写してもらいます。",
        ask: Both("お使いのソフトで保存したときに、全ての欄から欄を見分ける印が失われたため、記入をどの欄にも読み取れませんでした。", "前の記入は、それぞれの欄の行の右（F列から）に残しています。欄に書き写して、右の記入は消してください。ファイルは Excel で開き、形式を変えずに保存してください。"),
        found: Beside,
    }

    Control "N018" Warning "コントロールの記入" {
        example: "余白に置いたチェックボックス「統合済み」に印がある",
        remedy: "コントロールの記入は資料に載りません。必要な内容を欄に書き写してもらいます。",
        ask: Words(COPY),
        found: Beside,
    }

    PageText "N019" Warning "ヘッダー又はフッターの文字" {
        example: "印刷のヘッダーに「この表は未定稿」",
        remedy: "ヘッダーとフッターの文字は資料に載りません。必要な内容を欄に書き写してもらいます。",
        ask: Words("この文字は、資料に載りません。必要な内容は色の付いた欄に書いてください。不要なときは、そのままで構いません。"),
    }

    NameText "N020" Warning "名前の定義の文字" {
        example: "［名前の管理］の「備考」に「6月補正で増額の予定」",
        remedy: "名前の定義の文字は資料に載りません。必要な内容を欄に書き写してもらいます。",
        ask: Words("この文字は、資料に載りません。必要な内容は色の付いた欄に書いてください。不要なときは、そのままで構いません。"),
    }
}
