//! R: 計画台帳.xlsx and 事務局.xlsx.

use super::group;

group! {
    'R' "計画台帳" "計画台帳に「誤り」があると、プログラムは何も作らずに終わります。示されたセルを直し、保存して閉じてから、もう一度実行します。";

    RegisterUnreadable "R001" Error or Warning "計画台帳を読めない" {
        example: "計画台帳.xlsx にパスワードが付いている",
        remedy: "パスワードを外し、Excel ブック（.xlsx）で保存し直します。",
    }

    RegisterSheetMissing "R002" Error or Warning "計画台帳のシートがない" {
        example: "シート「組織」の名前が「課一覧」に変わっている",
        remedy: "シートの名前を元に戻すか、控えから戻します。",
    }

    RegisterColumnMissing "R003" Error or Warning "計画台帳の列がない" {
        example: "「取組」の1行目に「担当課」がない",
        remedy: "示された見出しの列を、1行目に設けます。",
    }

    RegisterHeadingUnknown "R004" Warning "計画台帳に知らない見出しがある" {
        example: "「実施項目」の見出しに「メモ」がある",
        remedy: "見出しの誤りなら直します。覚え書きならそのままで構いません。",
    }

    RegisterBlank "R005" Error or Warning "計画台帳の必須の欄が空白" {
        example: "「実施項目」の5行目で「所管課」が空白",
        remedy: "記入します。",
    }

    RegisterDouble "R006" Error or Warning "番号又はコードの重複" {
        example: "「1-①-1」が2行ある、「1-①」と「１-1」がある",
        remedy: "どちらかを直します。全角と半角、①と1は区別しません。",
    }

    RegisterReference "R007" Error "参照先がない" {
        example: "取組「1-⑨-1」の実施項目「1-⑨」がない",
        remedy: "実施項目、推進施策、評価の番号又は記号を確かめます。",
    }

    RegisterDepartmentUnknown "R008" Error "組織にない課名" {
        example: "所管課「総務人事課」が「組織」にない",
        remedy: "課の名称を「組織」のとおりに直すか、「組織」に加えます。",
    }

    RegisterYear "R009" Error "計画期間の外の年度" {
        example: "推進期間が2024～2028で、取組に「2031」の列がある",
        remedy: "年度を直します。",
    }

    RegisterDepartmentNotInForce "R010" Error "照会日に存在しない課" {
        example: "照会日が令和8年4月10日で、「税務収納課」の終了日が令和8年3月31日",
        remedy: "後継課の名称に直すか、「組織」の開始日と終了日を直します。",
    }

    RegisterNoCycle "R011" Error "実施中の進捗調査がない" {
        example: "「進捗調査」の状態が全て「確定」",
        remedy: "「進捗調査」の1行の状態を「実施中」にします。",
    }

    RegisterTwoCycles "R012" Error "実施中の進捗調査が2件以上" {
        example: "「令和7年度」と「令和7年度中間」がともに「実施中」",
        remedy: "終わったものを「確定」又は「公表済」にします。",
    }

    RegisterGradeShare "R013" Error "順調とみなす区分が割合に含まれない" {
        example: "「対象外」が、割合に含める「いいえ」、順調とみなす「はい」",
        remedy: "「割合に含める」を「はい」にするか、「順調とみなす」を「いいえ」にします。",
    }

    RegisterTermination "R014" Error "終了区分に終了年度がない" {
        example: "「3-②」が終了区分「統合」で、終了年度が空白",
        remedy: "終了年度を記入します。",
    }

    RegisterValue "R015" Error or Warning "計画台帳の値を読めない" {
        example: "提出期限に「5月中旬」、目標に「98.5%以上」",
        remedy: "示された形に直します。数値の欄は数値だけにします。",
    }

    RegisterCode "R016" Error "番号からコードを作れない" {
        example: "番号が「①」だけ、又は「－」",
        remedy: "番号に文字又は数字を入れ、短くします。",
    }

    RegisterNote "R017" Warning "計画台帳の確認事項" {
        example: "提出期限が照会日より前、統合先が自分自身",
        remedy: "日付の順や統合先などを確かめます。正しければそのままで構いません。",
    }

    OfficeTextUnused "R018" Warning "事務局の文章の使わない行" {
        example: "文書「懇談会」に「協議事項」",
        remedy: "文書と欄を一覧から選び直します。使わない行は本文を空白にします。",
    }

    RegisterShown "R019" Error or Warning "計画台帳の表示と違う値" {
        example: "単位が千円の目標に、表示形式「#,##0,」で「15,000」と見える「15000000」",
        remedy: "表示形式を「標準」にして、欄の単位の数値を記入し直します。",
    }

    RegisterStruck "R020" Warning "取消線のある計画台帳の記入" {
        example: "「指標」の1行に取消線",
        remedy: "取消線は読みません。取り消すときは行を削除し、取り消さないときは取消線を外します。",
    }

    SettledUnused "R021" Warning "確認済みの使わない行" {
        example: "「理由」が空白、コードに「V002」（誤り）",
        remedy: "課、コード、記入、理由を、点検結果のとおりに記入します。",
    }

    SettledNothing "R022" Warning "当たる内容のない確認済みの行" {
        example: "D008 の「記入」が、点検結果の記入内容と違う",
        remedy: "点検結果の「記入内容」をそのまま写します。要らなくなった行は消します。",
    }
}
