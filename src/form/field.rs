//! The fields of the form, each declared once, and the defined names that stand for them.

use super::declaration::{Declaration, FOR_THE_OFFICE, Kind, MONEY, Need, TEXT};
use super::words::{IndicatorState, ListKind, Readers, Status};
use crate::values::Code;

/// One field that a department may fill. Codes are ids (管理番号, else the derived code).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Office(OfficeField),
    Item(Code, ItemField),
    Initiative(Code, InitiativeField),
    Indicator(Code, IndicatorField),
    Opinion(Code, OpinionField),
}

/// The fields of one kind of subject.
pub trait Fields: Copy + Ord + std::fmt::Debug + 'static {
    /// Every field, in the order of the form.
    const ALL: &'static [Self];

    fn declared(self) -> &'static Declaration;

    /// Its place in [`ALL`](Self::ALL).
    fn place(self) -> usize;

    /// The field of this subject; the office has no id.
    fn of(self, id: &Code) -> Field;
}

macro_rules! fields {
    ($(#[$doc:meta])* $kind:ident ($id:ident => $field:expr) { $($name:ident $declared:tt)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $kind { $($name,)* }

        impl $kind {
            /// Every field, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub const fn declared(self) -> &'static Declaration {
                match self { $(Self::$name => const { &Declaration $declared },)* }
            }

            /// Last part of the defined name.
            pub const fn key(self) -> &'static str {
                self.declared().key
            }

            /// The label beside the input, without unit.
            pub const fn label(self) -> &'static str {
                self.declared().label
            }
        }

        impl Fields for $kind {
            const ALL: &'static [Self] = Self::ALL;

            fn declared(self) -> &'static Declaration {
                self.declared()
            }

            fn place(self) -> usize {
                self as usize
            }

            fn of(self, $id: &Code) -> Field {
                ($field)(self)
            }
        }
    };
}

fields! {
    /// Fields for the office, on 記入要領.
    OfficeField (_id => Field::Office) {
        Respondent {
            key: "respondent.name",
            label: "記入者",
            prompt: "この調査票に記入した方の氏名",
            ..FOR_THE_OFFICE
        }
        Phone {
            key: "respondent.phone",
            label: "内線",
            prompt: "問合せのできる内線番号",
            ..FOR_THE_OFFICE
        }
        Note {
            key: "respondent.note",
            label: "事務局への連絡",
            kind: Kind::LongText,
            prompt: "事務局に伝えたいこと（資料には載りません。）",
            ..FOR_THE_OFFICE
        }
        Approver {
            key: "approval.name",
            label: "確認者（所属長）",
            prompt: "内容を確認した所属長の氏名（押印は不要）",
            ..FOR_THE_OFFICE
        }
        ApprovalDate {
            key: "approval.date",
            label: "確認日",
            kind: Kind::Date,
            prompt: "所属長が確認した日（例 R8.5.8）",
            ..FOR_THE_OFFICE
        }
    }
}

fields! {
    /// Fields of an item, in the 所管課's form.
    ItemField (id => |field| Field::Item(id.clone(), field)) {
        Grade {
            key: "grade",
            label: "進捗評価",
            kind: Kind::Choice(ListKind::Grade),
            need: Need::Always,
            prompt: "取組と指標の実績から総合して▼から選んでください。",
            ..TEXT
        }
        Reason {
            key: "reason",
            label: "評価の理由",
            need: Need::Always,
            prompt: "その評価とした理由を、実績に基づいて書いてください。",
            renewed: true,
            width: 40.0,
            meaning: "その評価とした理由",
            ..TEXT
        }
        Issue {
            key: "issue",
            label: "課題",
            prompt: "残っている課題",
            says_none: true,
            renewed: true,
            width: 36.0,
            meaning: "今の課題",
            ..TEXT
        }
        Next {
            key: "next",
            label: "今後の取組",
            prompt: "翌年度以降に行うこと",
            says_none: true,
            renewed: true,
            width: 36.0,
            meaning: "これから行うこと",
            ..TEXT
        }
        PublicNote {
            key: "public_note",
            label: "市民向けの説明",
            prompt: "市民に分かりやすい言葉で（空欄のときは取組実績を載せます。）",
            renewed: true,
            meaning: "分かりやすく書いた説明",
            ..TEXT
        }
        InternalNote {
            key: "internal_note",
            label: "推進本部資料のみに掲載する事項",
            prompt: "推進本部の資料だけに載せ、懇談会・公表には出さないこと",
            readers: Readers::Headquarters,
            renewed: true,
            width: 34.0,
            ..TEXT
        }
        Contact {
            key: "contact",
            label: "担当係・内線",
            need: Need::Optional,
            prompt: "事務局からの問合せ先（資料には載りません。）",
            ..FOR_THE_OFFICE
        }
    }
}

fields! {
    /// Fields of an initiative, in the form of each 担当課.
    InitiativeField (id => |field| Field::Initiative(id.clone(), field)) {
        Status {
            key: "status",
            label: "実施状況",
            kind: Kind::Choice(ListKind::Status),
            need: Need::Always,
            prompt: "年度末の状況を▼から選んでください。",
            ..TEXT
        }
        Result {
            key: "result",
            label: "取組実績",
            need: Need::Unless("status", &[Status::NotStarted.label()]),
            prompt: "いつ、何を、どれだけ行ったかを、数字を入れて書いてください（未着手のときは空欄でよい。）。",
            renewed: true,
            width: 48.0,
            meaning: "行ったこと",
            ..TEXT
        }
        EffectRevenue {
            key: "effect_revenue",
            path: Some("effect.revenue"),
            in_view: Some("revenue"),
            label: "歳入増",
            prompt: "歳入が増えた額を千円単位の数字だけで。効果額がなければ空欄に。",
            width: 16.0,
            meaning: "歳入が増えた額",
            ..MONEY
        }
        EffectSaving {
            key: "effect_saving",
            path: Some("effect.saving"),
            in_view: Some("saving"),
            label: "歳出減",
            prompt: "歳出が減った額を千円単位の正の数で。費用が増えたときは▲を付けて。",
            width: 16.0,
            meaning: "歳出が減った額（費用が増えたときは負の数）",
            ..MONEY
        }
        EffectKind {
            key: "effect_kind",
            path: Some("effect.kind"),
            label: "効果額の区分",
            kind: Kind::Choice(ListKind::EffectKind),
            prompt: "単年度＝この年だけ、継続＝翌年度以降も続く、参考＝合計に入れない。",
            width: 14.0,
            meaning: "単年度、継続、参考（参考と空白は、合計に含まない）",
            ..TEXT
        }
        EffectBasis {
            key: "effect_basis",
            path: Some("effect.basis"),
            label: "算定根拠",
            prompt: "効果額の算定の式や資料を書いてください。",
            width: 26.0,
            meaning: "効果額の算定の方法",
            ..TEXT
        }
    }
}

fields! {
    /// Fields of an indicator, in the form of its 担当課.
    IndicatorField (id => |field| Field::Indicator(id.clone(), field)) {
        State {
            key: "state",
            label: "実績値の状態",
            kind: Kind::Choice(ListKind::IndicatorState),
            need: Need::Expected,
            prompt: "まだ分からないときは「未確定」、対象がないときは「該当なし」を選び、実績値は空欄に。",
            ..TEXT
        }
        Actual {
            key: "actual",
            label: "実績値",
            kind: Kind::Actual,
            need: Need::Unless("state", NO_ACTUAL),
            prompt: "数字だけを書いてください。概数や2つの値は書かず、説明は備考へ。",
            renewed: true,
            ..TEXT
        }
        AsOf {
            key: "as_of",
            label: "時点",
            kind: Kind::ShortText,
            need: Need::Expected,
            prompt: "いつの値か（例 令和8年3月31日）",
            ..TEXT
        }
        Note {
            key: "note",
            label: "備考",
            prompt: "実績値の説明（資料に載ります。）",
            meaning: "実績値の説明",
            ..TEXT
        }
    }
}

fields! {
    /// Fields of an opinion, in the form of each 回答する課.
    OpinionField (id => |field| Field::Opinion(id.clone(), field)) {
        Answer {
            key: "answer",
            label: "市の対応",
            need: Need::Always,
            prompt: "意見に対して市が行ったこと、行うことを書いてください（前回の回答が入っているときは、今の状況に直してください。）。",
            meaning: "意見に対する市の対応",
            ..TEXT
        }
        State {
            key: "state",
            label: "状況",
            kind: Kind::Choice(ListKind::OpinionState),
            need: Need::Expected,
            prompt: "対応の状況を▼から選んでください。",
            ..TEXT
        }
    }
}

/// Words of 実績値の状態 that stand without an actual.
const NO_ACTUAL: &[&str] = &[
    IndicatorState::NotYet.label(),
    IndicatorState::NotApplicable.label(),
];

impl Field {
    /// The workbook-level defined name: `in.item.1_3.grade`.
    pub fn name(&self) -> String {
        let key = self.declared().key;
        let of = |subject: &str, id: &Code| format!("in.{subject}.{}.{key}", id.in_name());
        match self {
            Self::Office(_) => format!("in.{key}"),
            Self::Item(id, _) => of("item", id),
            Self::Initiative(id, _) => of("initiative", id),
            Self::Indicator(id, _) => of("indicator", id),
            Self::Opinion(id, _) => of("opinion", id),
        }
    }

    pub const fn declared(&self) -> &'static Declaration {
        match self {
            Self::Office(field) => field.declared(),
            Self::Item(_, field) => field.declared(),
            Self::Initiative(_, field) => field.declared(),
            Self::Indicator(_, field) => field.declared(),
            Self::Opinion(_, field) => field.declared(),
        }
    }

    /// The label, without unit.
    pub const fn label(&self) -> &'static str {
        self.declared().label
    }

    /// The field of the same subject with this key.
    pub fn sibling(&self, key: &str) -> Option<Self> {
        fn of<F: Fields>(id: &Code, key: &str) -> Option<Field> {
            let mut all = F::ALL.iter();
            all.find(|f| f.declared().key == key).map(|f| f.of(id))
        }
        match self {
            Self::Office(_) => OfficeField::ALL
                .iter()
                .find(|f| f.key() == key)
                .map(|f| Self::Office(*f)),
            Self::Item(id, _) => of::<ItemField>(id, key),
            Self::Initiative(id, _) => of::<InitiativeField>(id, key),
            Self::Indicator(id, _) => of::<IndicatorField>(id, key),
            Self::Opinion(id, _) => of::<OpinionField>(id, key),
        }
    }
}

/// The form in which names are compared: without case, `.` as `_` (LibreOffice rewrites dots when
/// it loads an .xls).
pub fn normalized_name(name: &str) -> String {
    name.to_lowercase().replace('.', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_contract() {
        let code = Code::derive("1-③").expect("a code");
        let grade = Field::Item(code, ItemField::Grade);
        assert_eq!(grade.name(), "in.item.1_3.grade");
        assert_eq!(normalized_name("IN.item.1_3.Grade"), "in_item_1_3_grade");
        assert_eq!(
            Field::Office(OfficeField::Phone).name(),
            "in.respondent.phone"
        );
    }
}
