//! The bodies that documents are made for. What differs between them stands in one row each: a further body is a row here
//! and its templates.

use std::fmt;

use super::{DEFAULT_REPORT_NAME, OfficeSection, Profile};
use crate::values::japanese_text::{match_key, without_space};

/// A document of a body, as 会議 names it. Each is a template of this name in the body's folder of templates, but for
/// 集計表.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// Called as the register's 報告書名 says.
    Report,
    /// 実施項目一覧
    List,
    /// 個票
    Sheets,
    /// 参考資料
    Reference,
    /// 概要版, made of what is chosen from the body's view for two pages.
    Digest,
    /// 集計表, a workbook that every body has.
    Workbook,
    /// 正誤表, where papers that were published are corrected.
    Correction,
}

impl Document {
    pub const ALL: [Self; 7] = [
        Self::Report,
        Self::List,
        Self::Sheets,
        Self::Reference,
        Self::Digest,
        Self::Workbook,
        Self::Correction,
    ];

    /// What it is called.
    pub fn name(self, profile: &Profile) -> String {
        match self {
            Self::Report => profile.report_name.clone(),
            other => profile.levels.reword(other.names()[0]),
        }
    }

    /// The one that 会議 calls so.
    pub fn named(name: &str, profile: &Profile) -> Option<Self> {
        let key = |name: &str| without_space(&match_key(name));
        let wanted = key(name);
        Self::ALL.into_iter().find(|document| {
            let mut names = document.names().iter().map(|name| key(name));
            key(&document.name(profile)) == wanted || names.any(|name| name == wanted)
        })
    }

    /// The names by which 会議 may call it; the first is printed, where it is not the register's 報告書名.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Report => &["報告書", DEFAULT_REPORT_NAME],
            Self::List => &["実施項目一覧", "一覧"],
            Self::Sheets => &["個票"],
            Self::Reference => &["参考資料"],
            Self::Digest => &["概要版"],
            Self::Workbook => &["集計表"],
            Self::Correction => &["正誤表"],
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::List => "list",
            Self::Sheets => "sheets",
            Self::Reference => "reference",
            Self::Digest => "digest",
            Self::Workbook => "",
            Self::Correction => "correction",
        }
    }
}

/// Which view a body's documents are made of, and so who reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Internal: who has not answered, and what is for 推進本部 alone.
    Headquarters,
    /// Open, for a meeting.
    Council,
    /// Open, and published with its data.
    Public,
}

/// The size of type throughout a body's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeSize {
    Standard,
    /// Nothing under 12 pt but the running heads.
    Large,
}

/// What there is to say of a body.
struct Row {
    name: &'static str,
    full_name: &'static str,
    edition: Edition,
    type_size: TypeSize,
    /// What it gets is a draft at any time.
    drafts: bool,
    /// 文章 of 事務局.xlsx that its documents have a place for.
    sections: &'static [OfficeSection],
    /// The folder of its templates.
    templates: &'static str,
    documents: &'static [Document],
}

macro_rules! bodies {
    ($($(#[$doc:meta])* $body:ident $row:tt)*) => {
        /// A body that documents are made for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Body { $($(#[$doc])* $body,)* }

        impl Body {
            pub const ALL: [Self; [$(stringify!($body)),*].len()] = [$(Self::$body),*];

            const fn row(self) -> &'static Row {
                match self { $(Self::$body => &Row $row,)* }
            }
        }
    };
}

bodies! {
    /// 幹事会 prepares what 推進本部 decides.
    SteeringCommittee {
        name: "幹事会",
        full_name: "行政改革推進本部幹事会",
        edition: Edition::Headquarters,
        type_size: TypeSize::Standard,
        drafts: true,
        sections: &[OfficeSection::Agenda, OfficeSection::Answers, OfficeSection::Schedule],
        templates: "headquarters",
        documents: &[Document::Report, Document::List, Document::Sheets, Document::Reference],
    }

    /// 推進本部
    Headquarters {
        name: "推進本部",
        full_name: "行政改革推進本部",
        edition: Edition::Headquarters,
        type_size: TypeSize::Standard,
        drafts: false,
        sections: &[OfficeSection::Agenda, OfficeSection::Answers, OfficeSection::Schedule],
        templates: "headquarters",
        documents: &[Document::Report, Document::List, Document::Sheets, Document::Reference],
    }

    /// 懇談会
    Council {
        name: "懇談会",
        full_name: "行政改革懇談会",
        edition: Edition::Council,
        type_size: TypeSize::Large,
        drafts: false,
        sections: &[
            OfficeSection::Foreword,
            OfficeSection::Answers,
            OfficeSection::Questions,
            OfficeSection::OpinionsDue,
            OfficeSection::Schedule,
        ],
        templates: "council",
        documents: &[Document::Report, Document::Sheets, Document::Digest],
    }

    /// 公表
    Public {
        name: "公表",
        full_name: "公表",
        edition: Edition::Public,
        type_size: TypeSize::Standard,
        drafts: false,
        sections: &[OfficeSection::Foreword],
        templates: "public",
        documents: &[Document::Report, Document::Digest],
    }
}

impl Body {
    /// The word in the register, and the folder of its documents.
    pub const fn label(self) -> &'static str {
        self.row().name
    }

    /// As its documents name it.
    pub const fn full_name(self) -> &'static str {
        self.row().full_name
    }

    pub const fn edition(self) -> Edition {
        self.row().edition
    }

    /// Whether its readers belong to the city: the others see nothing that is internal.
    pub fn is_internal(self) -> bool {
        self.edition() == Edition::Headquarters
    }

    pub const fn type_size(self) -> TypeSize {
        self.row().type_size
    }

    /// Whether its documents are drafts at any time.
    pub const fn gets_drafts(self) -> bool {
        self.row().drafts
    }

    /// Those whose documents have a place for this.
    pub fn with_section(section: OfficeSection) -> Vec<Self> {
        let all = Self::ALL.into_iter();
        all.filter(|body| body.row().sections.contains(&section))
            .collect()
    }

    /// The folder of its templates.
    pub const fn templates(self) -> &'static str {
        self.row().templates
    }

    /// Its typeset documents, in the order in which they are made.
    pub const fn documents(self) -> &'static [Document] {
        self.row().documents
    }

    /// `headquarters/report.typ`
    pub fn template(self, document: Document) -> String {
        format!("{}/{}.typ", self.templates(), document.template())
    }

    /// Whether the documents of both are made with the same templates.
    pub fn shares_documents(self, other: Self) -> bool {
        (self.templates(), self.documents()) == (other.templates(), other.documents())
    }

    /// All of them as a message lists them.
    pub fn labels() -> String {
        Self::ALL.map(Self::label).join("、")
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::Body;

    const MANUAL: &str = include_str!("../../docs/手引き.md");
    const OWN_TEMPLATES: &str = include_str!("../../docs/テンプレート.md");

    /// As words of 会議, as folders of papers and as folders of templates.
    #[test]
    fn the_manuals_name_every_body() {
        let column = format!("| 会議 | {} |", Body::labels());
        assert!(MANUAL.contains(&column), "{column}");
        for body in Body::ALL {
            let folder = format!("─ {}/", body.label());
            assert!(MANUAL.contains(&folder), "{folder}");
            let row = format!("| `{}/` |", body.templates());
            let row = OWN_TEMPLATES.lines().find(|line| line.starts_with(&row));
            assert!(row.is_some_and(|row| row.contains(body.label())), "{body}");
        }
    }
}
