//! S: 提出状況, and records of earlier cycles.

use super::group;

group! {
    'S' "提出状況" "";

    NotSubmitted "S001" Error "未提出"
        "期限までに市民課の調査票が届いていない" => "提出をお願いします。届いているのに出るときは、その課のファイルに F の誤りがないか見てください。";

    PreviousUnreadable "S002" Warning "前回の記録を読めない"
        "前回の `record.json` が途中で切れている" => "前回との比較が載りません。`確定/record.json` を置き直すか、前回の提出物を点検します。";

    FrozenDiffers "S004" Info "確定した記録と提出物の違い"
        "確定した値が「98.5」、提出物から読んだ値が「98.6」" => "不要です。公表した値は確定した記録のものです。違いの中身を確かめられます。";
}
