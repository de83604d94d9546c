//! F: Files in 提出/.

use super::group;
use crate::diagnostic::question::MISPLACED;

group! {
    'F' "ファイル" "";

    FileSystem "F001" Info "システムファイル" {
        example: "`~$01_総務課_進捗状況調査票.xlsx`、`Thumbs.db`、`.DS_Store`",
        remedy: "不要です。「~$」で始まるものは、ブックが開かれたままでないか確かめます。",
    }

    FileNotWorkbook "F002" Error "ブックでないファイル" {
        example: "`市民課_回答.pdf`、CSV、画面の写真",
        remedy: "調査票（.xlsx）で提出してもらいます。PDF などは「提出」の外に移します。",
        ask: Resend("調査票（.xlsx）で提出してください。"),
    }

    FilePassword "F003" Error "パスワード付きのブック" {
        example: "開くときにパスワードを求める .xlsx",
        remedy: "パスワードを外したものを提出してもらいます。",
        ask: Resend("パスワードを外し、「Excel ブック（.xlsx）」として保存し直したものを提出してください。"),
    }

    FileOldExcel "F004" Error "古い形式（.xls）のブック" {
        example: "`02_財政課.xls`、名前だけを .xlsx に変えた .xls",
        remedy: "Excel で開き、「Excel ブック（.xlsx）」で保存し直してもらいます。",
        ask: Resend("Excel で開き、「Excel ブック（.xlsx）」として保存し直したものを提出してください。"),
    }

    FileNotForm "F005" Error "調査票でないブック" {
        example: "会議の次第の .xlsx、別の版のプログラムで作った様式",
        remedy: "事務局が配った様式で提出してもらいます。「_form」シートを消したものも、これになります。",
        ask: Resend("事務局が配った様式に記入したものを提出してください。"),
    }

    FileOtherPlan "F006" Error "他の計画の調査票" {
        example: "「定員適正化計画」の調査票",
        remedy: "別の計画のものでないか確かめます。照会の後に計画名を変えたときは、元に戻します。",
        ask: Resend("今回お送りした様式に記入したものを提出してください。"),
    }

    FileOtherCycle "F007" Error "他の調査回の調査票" {
        example: "令和6年度の様式に記入したもの",
        remedy: "前の年度の様式です。今回の様式に記入してもらいます。",
        ask: Resend("今回お送りした様式に記入したものを提出してください。"),
    }

    FileUnknownDepartment "F008" Error "対象でない課の調査票" {
        example: "計画台帳の担当から外れた課の調査票",
        remedy: "「組織」の課コードと、「実施項目」「取組」「指標」の担当を確かめます。",
    }

    FileSuperseded "F010" Info "差し替えられた調査票" {
        example: "`03_市民課_修正.xlsx` に差し替えられた `03_市民課.xlsx`",
        remedy: "不要です。",
    }

    FileTooLarge "F011" Error "大きすぎるブック" {
        example: "現場の写真を貼った60MBのブック、20万セルを超える一覧を貼ったブック",
        remedy: "貼り付けた一覧や画像、使わない行と列の書式を削除し、保存し直してもらいます。列の全体に書式があるだけのブックは読めます。",
        ask: Resend("様式の外の不要なもの（貼り付けた一覧や画像、使わない行と列の書式、使わない名前の定義）を削除し、保存し直したものを提出してください。行と列は、見出しで選んで右クリックの［削除］で消せます。"),
    }

    FileDamaged "F012" Error "壊れたブック" {
        example: "0バイトのファイル、送信の途中で切れたファイル",
        remedy: "Excel で開けるか確かめ、もう一度送ってもらいます。",
        ask: Resend("Excel で開けるかを確かめ、もう一度送ってください。"),
    }

    FileUnreadable "F013" Error or Warning "開けないファイル" {
        example: "Excel で開かれていて読めないファイル。Windows での `aux.txt`",
        remedy: "開いているプログラムを閉じ、読み取りの権限を確かめます。Windows では開けない名前のときは、名前を変えます。",
        ask: Resend("Excel で開けるかを確かめ、もう一度送ってください。"),
    }

    FileMacro "F014" Info "マクロ付きのブック" {
        example: "`01_総務課.xlsm`",
        remedy: "不要です。マクロは動かしていません。",
    }

    FileNotFollowed "F015" Error "たどらないリンク又は深いフォルダー" {
        example: "ショートカット、9階層下のフォルダー",
        remedy: "ファイルそのものを、「提出」の浅いところに置きます。",
    }

    FileOldLayout "F016" Warning "様式の版の違い" {
        example: "様式を配った後に指標を1つ加えた",
        remedy: "照会の後に計画台帳が変わっています。N001、N004 などが併せて出ていなければ、そのままで構いません。",
    }

    FileFolderMissing "F017" Warning "提出フォルダーがない" {
        example: "`input/令和７年度/提出`（7が全角）",
        remedy: "示された場所にフォルダーを作ります。",
    }

    FileOpen "F018" Warning "開かれたままの調査票" {
        example: "`01_総務課.xlsx` と `~$01_総務課.xlsx` が並んでいる",
        remedy: "課に保存して閉じてもらい、送り直してもらいます。閉じてあるのに出るときは、残っている「~$」のファイルを消します。",
    }

    FilePutTogether "F019" Info "同じ課の調査票からの取りまとめ" {
        example: "管財係と予算係が、1枚ずつ記入した2つの財政課の様式",
        remedy: "不要です。どのセルをどのファイルから採ったかを確かめられます。",
    }

    FileConflict "F020" Error "同じ課の調査票の食い違い" {
        example: "実績値が、1つのファイルで「30」、もう1つで「28」",
        remedy: "どちらが正しいかを課に確かめ、古い方のファイルを「差替前」に移すか、確認依頼の様式で出し直してもらいます。",
        ask: Words(MISPLACED),
        found: Misplaced,
    }

    FileName "F021" Warning "ファイル名の違い" {
        example: "名前は `01_総務課.xlsx`、中身は財政課の様式",
        remedy: "様式の中身の課のものとして読んでいます。別の課の様式に記入したものでないかを、課に確かめます。見た目が同じ名前のファイルは、〔同名2〕などを付けて示します。",
    }

    FileNotReplacing "F022" Warning "差替えにならない調査票" {
        example: "確認依頼を表計算でないソフトで保存し、全ての欄の名前がなくなって返ってきた",
        remedy: "読み取れないため、前の調査票の記入を使っています。直した内容は新しい確認依頼の欄の右にあるので、課に Excel で書き写してもらいます。",
    }

    FileRights "F023" Error "利用を制限されたブック" {
        example: "秘密度ラベル（社外秘など）で暗号化された .xlsx、IRM を付けたもの",
        remedy: "パスワードではありません。暗号化しないラベルに変えるか、アクセスの制限を外して保存し直したものを提出してもらいます。",
        ask: Resend("Excel で開き、［ホーム］の［秘密度］で暗号化しないラベルに変えるか、［ファイル］の［情報］にある［ブックの保護］で［アクセスの制限］を［アクセス制限なし］にして、保存し直したものを提出してください。"),
    }

    FileSheetLost "F024" Warning "中身のないシート" {
        example: "ほかのソフトで保存し、シート「旧集計」の名前だけが残った",
        remedy: "ほかのシートは読んでいます。そのシートに必要な記入がなかったかを確かめます。",
    }
}
