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

    FileSystem "F001" Info "システムファイル";
    FileNotWorkbook "F002" Error "ブックでないファイル";
    FilePassword "F003" Error "パスワード付きのブック";
    FileOldExcel "F004" Error "古い形式（.xls）のブック";
    FileNotForm "F005" Error "調査票でないブック";
    FileOtherPlan "F006" Error "他の計画の調査票";
    FileOtherCycle "F007" Error "他の調査回の調査票";
    FileUnknownDepartment "F008" Error "対象でない課の調査票";
    FileSecond "F009" Error "同じ課の2つ目の調査票";
    FileSuperseded "F010" Info "差し替えられた調査票";
    FileTooLarge "F011" Error "大きすぎるブック";
    FileDamaged "F012" Error "壊れたブック";
    FileUnreadable "F013" Error "開けないファイル";
    FileMacro "F014" Info "マクロ付きのブック";
    FileNotFollowed "F015" Error "たどらないリンク又は深いフォルダー";
    FileOldLayout "F016" Warning "様式の版の違い";
    FileFolderMissing "F017" Warning "提出フォルダーがない";

    NameMissing "N001" Error "入力欄の名前がない";
    NameBroken "N002" Error "入力欄の名前が壊れている";
    NameLabel "N003" Error "入力欄と見出しが合わない";
    NameUnknown "N004" Warning "様式にない入力欄";
    NameShared "N005" Error "2つの欄が同じセルを指す";
    NameAdded "N006" Error "様式を配った後に加わった欄";
    WrittenBeside "N007" Warning "欄の外の記入";

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

    ApprovalBlank "C001" Warning "所属長の確認が空白";
    GradeAgainstTarget "C002" Warning "順調の評価と目標未達";
    TerminationNotPlanned "C003" Warning "予定のない中止・統合";
    TextLong "C004" Warning "長い文章";

    NotSubmitted "S001" Error "未提出";
    PreviousUnreadable "S002" Warning "前回の記録を読めない";
    CycleFrozen "S003" Warning "確定した調査回の作り直し";

    GlyphMissing "D001" Warning "書体にない文字";
    TraceMissing "D002" Error "資料に載らなかった項目";
    FontMissing "D003" Error "日本語の書体がない";
    TypesetFailed "D004" Error "組版の失敗";
    TraceDiffers "D005" Error "資料と記録の不一致";

    InputMissing "O001" Error "入力がない";
    OutputUnwritable "O002" Error "書き込めない";
    OutputHeld "O003" Error "開かれているファイル";
    AlreadyRunning "O004" Error "二重の実行";
    FormKept "O005" Warning "上書きしなかった様式";
    CycleUnknown "O006" Error "調査回の指定の誤り";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    const MANUAL: &str = include_str!("../../docs/手引き.md");

    /// Section 7 of the manual has one row for each code, with its severity.
    #[test]
    fn the_manual_knows_every_code() {
        let missing: Vec<String> = ALL
            .iter()
            .map(|c| format!("| {} | {} | ", c.id(), c.severity().label()))
            .filter(|row| MANUAL.matches(row.as_str()).count() != 1)
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn codes_are_unique() {
        let mut ids: Vec<&str> = ALL.iter().map(|c| c.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
    }
}
