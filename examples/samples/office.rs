//! What the office wrote into its own workbook for the sample cycle. Made up, as everything in the samples.

use gyokaku::plan::{Body, OfficeSection, OfficeText, OfficeTexts};

const HEADQUARTERS: &[Body] = &[Body::SteeringCommittee, Body::Headquarters];
const COUNCIL: &[Body] = &[Body::Council];

const LINES: &[(&[Body], OfficeSection, &str)] = &[
    (
        &[Body::Council, Body::Public],
        OfficeSection::Foreword,
        "みらい改革プランは、令和6年度から令和10年度までの行財政改革の計画です。2年目に当たる令和7年度は、定員管理の見直しや窓口サービスの充実が進む一方、公共施設の適正管理などに遅れが生じました。",
    ),
    (
        HEADQUARTERS,
        OfficeSection::Agenda,
        "公共施設の適正管理（3-⑥）の遅れへの対策について\n個別施設計画の改定案を令和8年12月までに作成する工程と、担当課の体制を強める案について、御協議をお願いします。",
    ),
    (
        HEADQUARTERS,
        OfficeSection::Agenda,
        "自治体DXの推進（4-①）の指標の目標年次の見直しについて",
    ),
    (
        HEADQUARTERS,
        OfficeSection::Answers,
        "指標の多くが活動の量を測るもので、成果が分かりにくい。（令和7年7月　推進本部）\n→ 成果を表す指標のない項目について、所管課と指標の追加を検討しています。",
    ),
    (
        COUNCIL,
        OfficeSection::Answers,
        "市民向けの説明に専門用語が多く、分かりにくい。\n→ 用語の解説を設け、説明を平易な言葉に改めました。",
    ),
    (
        COUNCIL,
        OfficeSection::Questions,
        "窓口サービスの充実（4-②）について、市民の立場から更に進めてほしい取組は何ですか。",
    ),
    (
        COUNCIL,
        OfficeSection::Questions,
        "公共施設の適正管理（3-⑥）を進めるに当たり、市民への説明で大切にすべきことは何ですか。",
    ),
    (COUNCIL, OfficeSection::OpinionsDue, "令和8年8月18日（火）"),
    (
        HEADQUARTERS,
        OfficeSection::Schedule,
        "令和7年度の決算の確定に合わせ、速報値を確定値に改めます。",
    ),
];

/// The texts of the sample cycle.
pub fn texts() -> OfficeTexts {
    OfficeTexts {
        lines: LINES
            .iter()
            .map(|(bodies, section, text)| OfficeText {
                bodies: bodies.to_vec(),
                section: *section,
                text: (*text).to_owned(),
            })
            .collect(),
        ..OfficeTexts::default()
    }
}
