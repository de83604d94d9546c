//! Every diagnostic that the program knows, in one list: a stable code, its severity, and what it
//! means. R: 計画台帳, F: files, N: the form's names and sheets, V: values, C: consistency,
//! S: 提出状況, D: documents, O: outputs.

use super::Severity;

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $title:literal;)*) => {
        /// A stable diagnostic code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name,)* }

        /// Every code, in the order of its id.
        pub const ALL: &[Code] = &[$(Code::$name,)*];

        impl Code {
            /// The id that is printed and that never changes.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The severity that it is told with.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What it means, in a few words of Japanese.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    RegisterUnreadable "R001" Error "計画台帳を読めない";
    RegisterSheetMissing "R002" Error "計画台帳のシートがない";
    RegisterColumnMissing "R003" Error "計画台帳の列がない";
    RegisterHeadingUnknown "R004" Warning "計画台帳に知らない見出しがある";
    RegisterBlank "R005" Error "計画台帳の必須の欄が空白";
    RegisterDouble "R006" Error "番号又はコードの重複";
    RegisterReference "R007" Error "参照先がない";
    RegisterDepartmentUnknown "R008" Error "組織にない課名";
    RegisterYear "R009" Error "計画期間の外の年度";
    RegisterDepartmentNotInForce "R010" Error "照会日に存在しない課";
    RegisterNoCycle "R011" Error "実施中の進捗調査がない";
    RegisterTwoCycles "R012" Error "実施中の進捗調査が2件以上";
    RegisterGradeShare "R013" Error "順調とみなす区分が割合に含まれない";
    RegisterTermination "R014" Error "終了区分に終了年度がない";
    RegisterValue "R015" Error "計画台帳の値を読めない";
    RegisterCode "R016" Error "番号からコードを作れない";
    RegisterNote "R017" Warning "計画台帳の確認事項";
    OfficeTextUnused "R018" Warning "事務局の文章の使わない行";
    RegisterShown "R019" Error "計画台帳の表示と違う値";
    RegisterStruck "R020" Warning "取消線のある計画台帳の記入";
    SettledUnused "R021" Warning "確認済みの使わない行";
    SettledNothing "R022" Warning "当たる内容のない確認済みの行";

    FileSystem "F001" Info "システムファイル";
    FileNotWorkbook "F002" Error "ブックでないファイル";
    FilePassword "F003" Error "パスワード付きのブック";
    FileOldExcel "F004" Error "古い形式（.xls）のブック";
    FileNotForm "F005" Error "調査票でないブック";
    FileOtherPlan "F006" Error "他の計画の調査票";
    FileOtherCycle "F007" Error "他の調査回の調査票";
    FileUnknownDepartment "F008" Error "対象でない課の調査票";
    FileSuperseded "F010" Info "差し替えられた調査票";
    FileTooLarge "F011" Error "大きすぎるブック";
    FileDamaged "F012" Error "壊れたブック";
    FileUnreadable "F013" Error "開けないファイル";
    FileMacro "F014" Info "マクロ付きのブック";
    FileNotFollowed "F015" Error "たどらないリンク又は深いフォルダー";
    FileOldLayout "F016" Warning "様式の版の違い";
    FileFolderMissing "F017" Warning "提出フォルダーがない";
    FileOpen "F018" Warning "開かれたままの調査票";
    FilePutTogether "F019" Info "同じ課の調査票からの取りまとめ";
    FileConflict "F020" Error "同じ課の調査票の食い違い";
    FileName "F021" Warning "ファイル名の違い";
    FileNotReplacing "F022" Warning "差替えにならない調査票";
    FileRights "F023" Error "利用を制限されたブック";
    FileSheetLost "F024" Warning "中身のないシート";

    NameMissing "N001" Error "入力欄の名前がない";
    NameBroken "N002" Error "入力欄の名前が壊れている";
    NameLabel "N003" Error "入力欄と見出しが合わない";
    NameUnknown "N004" Warning "様式にない入力欄";
    NameShared "N005" Error "2つの欄が同じセルを指す";
    NameAdded "N006" Error "様式を配った後に加わった欄";
    WrittenBeside "N007" Warning "欄の外の記入";
    WrittenOverPlan "N008" Warning "計画の文章の書換え";
    WrittenOverPrevious "N009" Warning "前回の内容の書換え";
    WrittenHidden "N010" Warning "隠れたところの記入";
    WrittenOnAddedSheet "N011" Warning "加えられたシートの記入";
    CellNote "N012" Warning "セルに付けられたメモ";
    TextBox "N013" Warning "図形の中の文字";
    Picture "N014" Warning "貼り付けられた図";
    FieldExtra "N015" Info "今の様式にない空欄";
    NamesAllLost "N016" Error "入力欄の名前が全てない";
    Control "N018" Warning "コントロールの記入";
    PageText "N019" Warning "ヘッダー又はフッターの文字";
    NameText "N020" Warning "名前の定義の文字";

    ValueRequired "V001" Error "必須の欄が空白";
    ValueNotNumber "V002" Error "数値でない";
    ValueOtherUnit "V003" Error "単位の違い";
    ValueNotGrade "V004" Error "評価区分にない";
    ValueNotChoice "V005" Error "選択肢にない";
    ValueNoResult "V006" Error "計算されていない数式";
    ValueErrorCell "V007" Error "セルのエラー値";
    ValueIsDate "V008" Error "日付になった値";
    ValueSpelling "V009" Info "表記の統一";
    ValueFormula "V010" Info "数式の結果を使用";
    ValueNotDate "V011" Warning "日付として読めない";
    ValueDoubtful "V012" Warning "確認が必要な値";
    ValueNotText "V013" Error "文字でない値";
    ValueStruck "V014" Error "取消線のある記入";
    ValueApproximate "V015" Error "概数又は見込みの値";
    ValueSeveral "V016" Error "2つ以上の値又は範囲";
    ValuePercent "V017" Warning "百分率の桁の確認";
    ValueNothing "V018" Info "該当なしとした記入";
    ValuePointer "V019" Error "答えの代わりの記号又は参照";
    ValueTextNumber "V020" Info "文字として保存された数値";
    ValueShownOther "V021" Error "表示と違う値";
    ValueFiner "V022" Info "小数桁より細かい値";
    ValueShownNothing "V023" Warning "表示されない値";

    ApprovalBlank "C001" Warning "所属長の確認が空白";
    GradeAgainstTarget "C002" Warning "順調の評価と目標未達";
    TerminationNotPlanned "C003" Warning "予定のない中止・統合";
    TextLong "C004" Warning "長い文章";
    CompletedEarly "C005" Warning "完了と後年度の計画";
    ResultEmpty "C006" Warning "実施中で実績が空白";
    ActualTenfold "C007" Warning "前回の10倍又は10分の1の実績値";
    EffectThousandfold "C008" Warning "桁の違う効果額";
    EffectNegative "C009" Warning "負の効果額";
    CumulativeFell "C010" Warning "前回より小さい累計";
    TextRepeated "C011" Warning "前回と同じ文章";
    StateOverdue "C012" Warning "期日を過ぎた速報値又は未確定";
    EffectNoBasis "C013" Warning "根拠のない効果額";
    TextInternal "C014" Warning "公開する文章の中の内部情報";
    EffectNoKind "C015" Warning "区分のない効果額";
    StateAgainstActual "C016" Warning "状態と実績値の食い違い";

    NotSubmitted "S001" Error "未提出";
    PreviousUnreadable "S002" Warning "前回の記録を読めない";
    FrozenDiffers "S004" Info "確定した記録と提出物の違い";

    GlyphMissing "D001" Warning "書体にない文字";
    TraceMissing "D002" Error "資料に載らなかった項目";
    FontMissing "D003" Error "日本語の書体がない";
    TypesetFailed "D004" Error "組版の失敗";
    TraceDiffers "D005" Error "資料と記録の不一致";
    ReconciliationFailed "D006" Error "検算の不一致";
    RoundingShown "D007" Info "端数処理による差";
    DisclosureFound "D008" Error "資料に混じった内部の文字";
    TemplateOverride "D009" Error "差し替えた書式の誤り";
    GlyphCutOff "D010" Error "ページに収まらない文字";
    DraftMade "D011" Info "案としての作成";
    SheetLimit "D012" Error "Excel の上限";
    LinksLeftOut "D013" Info "リンクの省略";
    RowTooHigh "D014" Info "行の高さの上限";
    PrintedOtherwise "D017" Info "印字での表記の統一";

    InputMissing "O001" Error "入力がない";
    OutputUnwritable "O002" Error "書き込めない";
    OutputHeld "O003" Error "開かれているファイル";
    AlreadyRunning "O004" Error "二重の実行";
    FormKept "O005" Warning "上書きしなかった様式";
    CycleUnknown "O006" Error "調査回の指定の誤り";
    RecordUnreadable "O007" Error "記録を読めない";
    CloseRefused "O008" Error "確定できない調査回";
    SubjectUnknown "O009" Error "説明の対象の指定の誤り";
    TemplateFolder "O010" Error "書式のフォルダーの誤り";
    AnswersUnwritable "O011" Error "課の記入を入れられない調査票";
    AnswerCut "O012" Warning "調査票に入りきらない文章";
    ResultsNotShown "O013" Error "表示の出力の失敗";
    BodyUnknown "O014" Error "会議の指定の誤り";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    const LIST: &str = include_str!("../../docs/診断一覧.md");

    /// docs/診断一覧.md has one row for each code, in the order of this list, with its severity, its title, an
    /// example of its own and what to do.
    #[test]
    fn the_list_in_docs_is_this_list() {
        let listed: Vec<Vec<&str>> = LIST
            .lines()
            .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
            .map(|row| row.split(" | ").collect::<Vec<&str>>())
            .filter(|row| row[0].len() == 4 && row[0][1..].bytes().all(|b| b.is_ascii_digit()))
            .collect();
        let told: Vec<[&str; 3]> = listed.iter().map(|row| [row[0], row[1], row[2]]).collect();
        let known: Vec<[&str; 3]> = ALL
            .iter()
            .map(|c| [c.id(), c.severity().label(), c.title()])
            .collect();
        assert_eq!(told, known);
        let unexplained: Vec<&str> = listed
            .iter()
            .filter(|row| row.len() != 5 || row.iter().any(|cell| says_nothing(cell)))
            .map(|row| row[0])
            .collect();
        assert!(unexplained.is_empty(), "{unexplained:?}");
        let mut examples: Vec<&str> = listed.iter().map(|row| row[3]).collect();
        examples.sort_unstable();
        let twice: Vec<&[&str]> = examples.windows(2).filter(|two| two[0] == two[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    /// Blank, or a dash in place of words.
    fn says_nothing(cell: &str) -> bool {
        cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '－' | '-' | '―' | 'ー' | '…'))
            .is_empty()
    }

    #[test]
    fn codes_are_unique() {
        let mut ids: Vec<&str> = ALL.iter().map(|c| c.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
    }
}
