//! O: The command, the working directory and what is written.

use super::group;

group! {
    'O' "入出力" "";

    InputMissing "O001" Error "入力がない"
        "`input/計画台帳.xlsx` がない" => "作業フォルダーの場所と、`input/計画台帳.xlsx` があることを確かめます。";

    OutputUnwritable "O002" Error "書き込めない"
        "`output` が読み取り専用。書込みの権限のないフォルダー" => "書込みの権限、空き容量、読み取り専用の別を確かめます。";

    OutputHeld "O003" Error "開かれているファイル"
        "`集計表.xlsx` を Excel で開いている" => "そのファイルを閉じて、もう一度実行します。";

    AlreadyRunning "O004" Error "二重の実行"
        "同じフォルダーで2人が report を実行した" => "先の処理が終わるのを待ちます。";

    FormKept "O005" Warning "上書きしなかった様式"
        "様式の見出しを Excel で直してある" => "手を加えた様式を残しています。不要なら `--force` を付けます。";

    CycleUnknown "O006" Error "調査回の指定の誤り"
        "`gyokaku report R9`（「進捗調査」にない。）" => "計画台帳の「進捗調査」にある調査回を示します。";

    RecordUnreadable "O007" Error "記録を読めない"
        "`record.json` を手で直し、括弧が1つ足りない" => "示された record.json が、このプログラムの作ったものかを確かめます。";

    CloseRefused "O008" Error "確定できない調査回"
        "未提出の課が1つある調査回" => "誤りを全て直し、計画台帳の状態を「確定」にしてから、もう一度実行します。";

    SubjectUnknown "O009" Error "説明の対象の指定の誤り"
        "`gyokaku explain 9-⑨`（計画台帳にない。）" => "番号（3-③、3-③-K1）又は「効果額」「総括.A」を指定します。";

    TemplateFolder "O010" Error "書式のフォルダーの誤り"
        "`--templates` で示したフォルダーがない" => "フォルダーの場所と、中のファイルの名前を確かめます。";

    AnswersUnwritable "O011" Error "課の記入を入れられない調査票"
        "ある課の記入に Excel が受け付けないものがあり、その課の確認依頼だけを作れない" => "示されたセルの記入を直して出し直すよう、課にお願いします。ほかの課の分は作っています。";

    AnswerCut "O012" Warning "調査票に入りきらない文章"
        "評価の理由が4万字あり、確認依頼に初めの32,767字だけを入れた" => "全文は提出された調査票にあります。課に、短くして返送してもらいます。";

    ResultsNotShown "O013" Error "表示の出力の失敗"
        "`gyokaku check > 結果.txt` の保存先のディスクがいっぱい" => "保存先の空き容量と書込みの権限を確かめて、もう一度実行します。";

    BodyUnknown "O014" Error "会議の指定の誤り"
        "`gyokaku report --for 市議会`" => "お知らせに並べた会議のどれかを指定します。";

    ArchiveChanged "O015" Error "変わっている確定ファイル"
        "確定フォルダーの `計画台帳.xlsx` を Excel で開き、上書き保存した" => "控えから、確定したときのファイルを戻します。値の訂正は `gyokaku correct` で行います。";

    PapersDiffer "O016" Warning "確定したときと違う資料"
        "新しい版のプログラムで、確定した調査回の資料を作り直した" => "公表したとおりの資料は、確定フォルダーの「資料」にあります。値は同じです。作り直したものを使うときは、違いを見て確かめます。";

    CorrectRefused "O017" Error "訂正できない調査回"
        "確定していない調査回、変わったところのない調査回" => "確定した調査回の正しい調査票を「提出」に置くか、事務局.xlsx の「評価・補正」に記入し、訂正の日と理由を示して実行します。";

    NextRefused "O018" Error "始められない次の回"
        "確定した調査回がまだない、計画期間の最後の調査回を確定した" => "調査回を確定してから実行します。計画を延ばすときは、計画台帳の終了年度を先に直します。";

    DepartmentUnknown "O019" Error "課の指定の誤り"
        "`gyokaku forms --department 総務部`（対象の課にない。）" => "計画台帳の「組織」の課名又は課コードを指定します。";
}
