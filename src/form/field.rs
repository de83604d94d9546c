//! The fields of the form and the defined names that stand for them (design: The form).

use crate::values::Code;

/// One field that a department may fill. Codes are ids (管理番号, else the derived code).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Office(OfficeField),
    Item(Code, ItemField),
    Initiative(Code, InitiativeField),
    Indicator(Code, IndicatorField),
}

macro_rules! fields {
    ($(#[$doc:meta])* $kind:ident { $($name:ident $key:literal $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $kind { $(#[doc = $label] $name,)* }

        impl $kind {
            /// Every field, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Last part of the defined name, and the key in record.json.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// The label beside the input, without unit.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

fields! {
    /// Fields for the office, on 記入要領. Never printed.
    OfficeField {
        Respondent "respondent.name" "記入者",
        Phone "respondent.phone" "内線",
        Note "respondent.note" "事務局への連絡",
        Approver "approval.name" "確認者（所属長）",
        ApprovalDate "approval.date" "確認日",
    }
}

fields! {
    /// Fields of an item, in the 所管課's form.
    ItemField {
        Grade "grade" "進捗評価",
        Reason "reason" "評価の理由",
        Issue "issue" "課題",
        Next "next" "今後の取組",
        PublicNote "public_note" "市民向けの説明",
        InternalNote "internal_note" "推進本部資料のみに掲載する事項",
        Contact "contact" "担当係・内線",
    }
}

fields! {
    /// Fields of an initiative, in the form of each 担当課.
    InitiativeField {
        Status "status" "実施状況",
        Result "result" "取組実績",
        EffectRevenue "effect_revenue" "歳入増",
        EffectSaving "effect_saving" "歳出減",
        EffectKind "effect_kind" "効果額の区分",
        EffectBasis "effect_basis" "算定根拠",
    }
}

fields! {
    /// Fields of an indicator, in the form of its 担当課.
    IndicatorField {
        State "state" "実績値の状態",
        Actual "actual" "実績値",
        AsOf "as_of" "時点",
        Note "note" "備考",
    }
}

impl Field {
    /// The workbook-level defined name: `in.item.1_3.grade`.
    pub fn name(&self) -> String {
        match self {
            Self::Office(field) => format!("in.{}", field.key()),
            Self::Item(id, field) => format!("in.item.{}.{}", id.in_name(), field.key()),
            Self::Initiative(id, field) => {
                format!("in.initiative.{}.{}", id.in_name(), field.key())
            }
            Self::Indicator(id, field) => format!("in.indicator.{}.{}", id.in_name(), field.key()),
        }
    }

    /// The label, without unit.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Office(field) => field.label(),
            Self::Item(_, field) => field.label(),
            Self::Initiative(_, field) => field.label(),
            Self::Indicator(_, field) => field.label(),
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
