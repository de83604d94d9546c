//! D: Documents and workbooks for the bodies.

use super::group;

group! {
    'D' "資料" "";

    GlyphMissing "D001" Warning "書体にない文字" {
        example: "「U+E000（外字）」",
        remedy: "外字などです。資料では「〓」になります。別の文字に書き直してもらうか、書体を `fonts` に置きます。",
        ask: Words("外字や環境依存文字は、資料で「〓」になります。別の文字で書き直してください。"),
    }

    TraceMissing "D002" Error "資料に載らなかった項目" {
        example: "2-①の「課題」が、どのページにもない",
        remedy: "プログラムの不具合です。その会議の資料は書き込みません。表示の全文を開発元に送ってください。",
    }

    FontMissing "D003" Error "日本語の書体がない" {
        example: "BIZ UDゴシックなど、日本語の書体が1つも入っていないパソコン",
        remedy: "2.2のとおり、書体を置きます。",
    }

    TypesetFailed "D004" Error "組版の失敗" {
        example: "`headquarters/report.typ` を組めない",
        remedy: "D002 と同じです。",
    }

    TraceDiffers "D005" Error "資料と記録の不一致" {
        example: "記録は「1,250」、資料は「1,520」",
        remedy: "D002 と同じです。",
    }

    ReconciliationFailed "D006" Error "検算の不一致" {
        example: "総括の計が115件、一覧の行が116件",
        remedy: "プログラムの不具合です。その会議の資料は書き込みません。`点検/検算.xlsx` を開発元に送ってください。",
    }

    RoundingShown "D007" Info "端数処理による差" {
        example: "4.3%、73.9%、21.7% の計が99.9%",
        remedy: "不要です。四捨五入のため、内訳の計が合計と合わないことがあります。",
    }

    DisclosureFound "D008" Error or Info "資料に混じった内部の文字" {
        example: "推進本部のみの文章と同じ文が、公表の資料にある",
        remedy: "示された2つの場所を確かめます。差し支えないときは、事務局.xlsx の「確認済み」に記入します（手引き8）。",
    }

    TemplateOverride "D009" Error or Warning "差し替えた書式の誤り" {
        example: "差し替えた `page.typ` の12行目で組めない",
        remedy: "示されたファイルと行を直すか、差し替えた書式を外します。",
    }

    GlyphCutOff "D010" Error "ページに収まらない文字" {
        example: "1つの欄の文章が1ページに収まらない",
        remedy: "示された文章を短くするか、差し替えた書式を直します。",
    }

    DraftMade "D011" Info "案としての作成" {
        example: "誤りが3件あり、表紙に（案）が付いた",
        remedy: "不要です。誤りを直し、状態を「確定」にすると、案の表示が外れます。",
    }

    SheetLimit "D012" Error "Excel の上限" {
        example: "1つのセルに32,767字を超える文章",
        remedy: "示された表を分けます。",
    }

    LinksLeftOut "D013" Info "リンクの省略" {
        example: "一覧が7万行あり、リンクも7万件になる",
        remedy: "不要です。1シートのリンクが Excel の上限（65,490件）を超えた分は、リンクのない文字になります。内容は、すべて載っています。",
    }

    RowTooHigh "D014" Info "行の高さの上限" {
        example: "評価の理由が1,500字あり、集計表の行が409ポイントを超える",
        remedy: "不要です。文章はセルに全て入っていますが、印刷すると終わりが見えません。印刷には、PDF の資料を使います。",
    }

    PrintedOtherwise "D017" Info "印字での表記の統一" {
        example: "「ﾃﾞｼﾞﾀﾙ」は「デジタル」、「⼈ U+2F08」は「人」、「₂ U+2082」は「下付きの2」",
        remedy: "不要です。資料での印字だけを整え、記録には記入されたとおりに残します。",
    }
}
