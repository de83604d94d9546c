//! V: What was typed into an input.

use super::group;

group! {
    'V' "値" "";

    ValueRequired "V001" Error "必須の欄が空白" {
        example: "進捗評価が空欄",
        remedy: "記入してもらいます。",
        ask: Hint,
    }

    ValueNotNumber "V002" Error "数値でない" {
        example: "「たくさん」「三十」",
        remedy: "数字だけにし、説明は備考に書いてもらいます。分からないときは「未確定」、対象がないときは「該当なし」を、状態で選んでもらいます。",
        ask: Hint,
    }

    ValueOtherUnit "V003" Error "単位の違い" {
        example: "単位が千円の欄に「1,250,000円」、時間の欄に「4800分」",
        remedy: "示された単位にそろえ、数字だけにしてもらいます。換算はしません。",
        ask: Hint,
    }

    ValueNotGrade "V004" Error "評価区分にない" {
        example: "「おおむね順調」「A～B」",
        remedy: "▼から選んでもらいます。",
        ask: Hint,
    }

    ValueNotChoice "V005" Error "選択肢にない" {
        example: "実施状況に「がんばっています」",
        remedy: "▼から選んでもらいます。",
        ask: Hint,
    }

    ValueNoResult "V006" Error "計算されていない数式" {
        example: "「=SUM(12,18)」（結果がない。）",
        remedy: "Excel で開いて上書き保存するか、値を直接記入してもらいます。",
        ask: Words("計算した結果を、直接記入してください（数式は使わないでください。）。"),
    }

    ValueErrorCell "V007" Error "セルのエラー値" {
        example: "「#REF!」「#DIV/0!」",
        remedy: "数式を直すか、値を直接記入してもらいます。",
        ask: Words("計算した結果を、直接記入してください（数式は使わないでください。）。"),
    }

    ValueIsDate "V008" Error "日付になった値" {
        example: "「1-1」のつもりが「2026-01-01」",
        remedy: "表示形式を「標準」に戻し、数値を記入し直してもらいます。",
        ask: Words("「1-1」などが日付に、「1:30」などが時刻に変わったおそれがあります。正しい値を記入し直してください。"),
    }

    ValueSpelling "V009" Info "表記の統一" {
        example: "「３０回」を「30」、「Ａ」を「A 計画どおり」",
        remedy: "不要です。どう読んだかを確かめられます。",
    }

    ValueFormula "V010" Info "数式の結果を使用" {
        example: "「=12+18」の結果の「30」",
        remedy: "不要です。",
    }

    ValueNotDate "V011" Warning "日付として読めない" {
        example: "「5/8」「令和8年2月30日」",
        remedy: "「R8.5.8」のように、年月日で記入してもらいます。",
        ask: Hint,
    }

    ValueDoubtful "V012" Warning "確認が必要な値" {
        example: "確認日が「2016-05-08」",
        remedy: "お知らせの文に従って、課に確かめます。",
        ask: Hint,
    }

    ValueNotText "V013" Error "文字でない値" {
        example: "評価の理由に「TRUE」",
        remedy: "文章で記入してもらいます。",
        ask: Hint,
    }

    ValueStruck "V014" Error "取消線のある記入" {
        example: "「~~30件~~32件」",
        remedy: "取り消した文字を消し、正しい内容だけを残してもらいます。",
        ask: Words("取り消した部分を消すか、欄を書き直して、正しい内容だけにしてください。"),
    }

    ValueApproximate "V015" Error "概数又は見込みの値" {
        example: "「約30件」「30件（見込）」",
        remedy: "正確な値を記入してもらいます。見込みのときは、数字だけを書き、状態で「見込値」を選んでもらいます。",
        ask: Hint,
    }

    ValueSeveral "V016" Error "2つ以上の値又は範囲" {
        example: "「28～32」「補助台数:150台、普及率:21.3%」",
        remedy: "1つの値だけを記入し、残りは備考に書いてもらいます。",
        ask: Hint,
    }

    ValuePercent "V017" Warning "百分率の桁の確認" {
        example: "単位が％の欄に「0.985」",
        remedy: "98.5% のつもりで 0.985 と記入していないかを課に確かめます。",
        ask: Hint,
    }

    ValueNothing "V018" Info "該当なしとした記入" {
        example: "課題に「特になし」、効果額に「－」",
        remedy: "不要です。「なし」「－」などを該当なしとして扱ったことを確かめられます。",
    }

    ValuePointer "V019" Error "答えの代わりの記号又は参照" {
        example: "「同上」「別紙のとおり」「※」",
        remedy: "「同上」「別紙のとおり」などの代わりに、内容そのものを記入してもらいます。",
        ask: Hint,
    }

    ValueTextNumber "V020" Info "文字として保存された数値" {
        example: "左寄せの「98.5」",
        remedy: "不要です。文字として保存されていた数値を、数値として読みました。",
    }

    ValueShownOther "V021" Error "表示と違う値" {
        example: "「430万円」と表示されるセルに「430」、表示形式「#,##0,」で「4,300」と見える「4300000」",
        remedy: "表示と保存された値のどちらが正しいかを課に確かめ、欄の単位の数字だけを記入し直してもらいます。",
        ask: Hint,
    }

    ValueFiner "V022" Info "小数桁より細かい値" {
        example: "小数桁が1の指標に「90.66373450619752」",
        remedy: "不要です。資料、集計表及びオープンデータには四捨五入した「90.7」を載せ、記録には元の値を残します。率と達成は元の値で計算します。",
    }

    ValueShownNothing "V023" Warning "表示されない値" {
        example: "表示形式「;;;」で何も見えない「4300」",
        remedy: "記入を使っています。消し忘れでないかを課に確かめます。",
        ask: Hint,
    }
}
