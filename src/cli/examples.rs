//! What stands at the end of each help: examples, and what else to know. Texts alone.

pub(super) const TOP_EXAMPLES: &str = "\
例:
  gyokaku init 行革             作業フォルダー「行革」を作る
  gyokaku forms                 各課に送る調査票を作る
  gyokaku report                提出された調査票から、全ての資料を作る
  gyokaku report --help         report の使い方を表示する

終了コード:
  0  誤りなし（確認事項がある場合を含む）
  1  提出物に誤り又は未提出がある（資料は、案として作成する）
  2  実行できない、又は書き込めないファイルがある
";

pub(super) const INIT_EXAMPLES: &str = "\
例:
  gyokaku init                  今いるフォルダーに作る
  gyokaku init D:\\行革          フォルダーを指定して作る

既に計画台帳がある場合は、何も変えません。
";

pub(super) const FORMS_EXAMPLES: &str = "\
例:
  gyokaku forms                 実施中の調査回の調査票を作る
  gyokaku forms 令和7年度中間   調査回を指定して作る
  gyokaku forms --with-answers  関係課の報告を載せて、所管課の調査票を作り直す
  gyokaku forms --force         手を加えた調査票も作り直す
  gyokaku forms --department 総務課   総務課の調査票と案内文だけを作る

調査票は、output の調査回のフォルダーの「様式」に作ります。
依頼の案内文は、提出物がまだないときに、「点検」の中の「案内文」に作ります。
";

pub(super) const CHECK_EXAMPLES: &str = "\
例:
  gyokaku check                 実施中の調査回の提出物を点検する
  gyokaku check R7              令和7年度の提出物を点検する
  gyokaku check --today R8.5.18 その日の案内文（期限のお知らせ又は督促）を作る
  gyokaku check --format json   点検結果を JSON で表示する
  gyokaku check --department 総務課   総務課だけを点検する（ほかの課の確認依頼はそのまま）

点検結果、課ごとの確認依頼及び案内文は、output の調査回のフォルダーの「点検」に作ります。
";

pub(super) const REPORT_EXAMPLES: &str = "\
例:
  gyokaku report                実施中の調査回の資料を作る
  gyokaku report 2025           令和7年度の資料を作る
  gyokaku --root D:\\行革 report 作業フォルダーを指定して作る
  gyokaku report --for 推進本部   推進本部の資料だけを作る（ほかの会議の資料はそのまま）
  gyokaku report --templates 書式   直した書式で作る

資料は、output の調査回のフォルダーに、会議ごとに分けて作ります。
";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
例:
  gyokaku explain 3-③-K1        指標の実績値、目標値、達成率の元を示す
  gyokaku explain 3-③ R6        令和6年度の実施項目の全ての値の元を示す
  gyokaku explain 効果額         効果額の合計の内訳を示す
  gyokaku explain 総括.A         評価Aの件数と割合の内訳を示す
  gyokaku explain 総括.3.A       改革項目3の、評価Aの内訳を示す
  gyokaku explain 意見-3         意見3と市の対応の経過を示す

番号の書き方は、3-3-k1 でも 3-③-K1 でも構いません。
";

pub(super) const DIFF_EXAMPLES: &str = "\
例:
  gyokaku diff 案/record.json 令和7年度
                                取っておいた案の記録と、今の提出物を比べる
  gyokaku diff R6 R7            令和6年度と令和7年度を比べる
  gyokaku diff 案1.json 案2.json --output 変更点.xlsx

記入の場所や表記だけの違いは、変更としません。変更があっても、終了コードは0です。
";

pub(super) const CLOSE_EXAMPLES: &str = "\
例:
  gyokaku close 令和7年度       令和7年度を確定する
  gyokaku close R7 --templates 書式   直した書式の資料で確定する

計画台帳の状態が「確定」又は「公表済」で、提出物に誤りがないときに、資料とその元になったもの
（記録、計画台帳、事務局.xlsx）を input の調査回のフォルダーの「確定」に置きます。それからは、
その中のものだけから資料を作ります。
";

pub(super) const NEXT_EXAMPLES: &str = "\
例:
  gyokaku next                  最も新しい確定した調査回の、次の回を始める
  gyokaku next 令和7年度        令和7年度の次の回を始める

次の回の「提出」と 事務局.xlsx を作り、計画台帳の「進捗調査」と「会議」に足す行を示します。
計画台帳は変えません。既にあるファイルも、変えません。
";

pub(super) const CORRECT_EXAMPLES: &str = "\
例:
  gyokaku correct 令和7年度 --date 令和8年10月1日 --reason 窓口件数の集計誤り

確定した調査回の、正しい調査票を「提出」に置くか、事務局.xlsx に記入してから実行します。
変わった資料を作り直して訂正の日を記し、正誤表（PDF と Excel）を付けます。変わらない資料は
そのままです。訂正する前のものは、input の調査回のフォルダーの「訂正前」に残ります。
";

pub(super) const STATUS_EXAMPLES: &str = "\
例:
  gyokaku                       今の状況を表示する（gyokaku status と同じ）
  gyokaku status --today R8.5.18  その日のこととして表示する
  gyokaku status --format json  JSON で表示する

何も書き込みません。調査回を指定しないときは、実施中のもの（なければ、確定したばかりのもの）です。
";

pub(super) const FONTS_EXAMPLES: &str = "\
例:
  gyokaku fonts                 書体と、計画台帳及び提出物の文字が印字できるかを確かめる
  gyokaku fonts --licenses      書体の使用許諾を表示する

書体は、作業フォルダーの fonts フォルダー、プログラムの内部、OSの順に探します。
";

pub(super) const TEMPLATES_EXAMPLES: &str = "\
例:
  gyokaku templates 書式              書式を「書式」フォルダーに書き出す
  gyokaku report --templates 書式     直した書式で資料を作る

書き出した書式のうち、直さないものは消して構いません。書式の書き方は docs/テンプレート.md にあります。
";
