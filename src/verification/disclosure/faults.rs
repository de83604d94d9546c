//! What is said of a leak: where it was found, whose cell it comes from, and what the office can do about it.

use super::fold::fold;
use super::search::Hit;
use super::{Internal, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::CellLocation;

/// A text that the office has confirmed as harmless (確認済み).
#[derive(Clone, Debug)]
pub struct Harmless {
    /// Whose text it is, as [`Internal::department`] says it.
    pub department: String,
    /// As it was quoted, or the whole of which a part was quoted.
    pub text: String,
    pub reason: String,
    /// Where the office wrote so.
    pub at: CellLocation,
}

impl Harmless {
    fn settles(&self, internal: &Internal) -> bool {
        fold(&self.department) == fold(&internal.department)
            && fold(&self.text).contains(&fold(&internal.text))
    }
}

/// Collects the faults of one file; a text is reported once for each place.
pub(super) struct Faults<'a> {
    file: String,
    harmless: &'a [Harmless],
    pub list: Vec<Diagnostic>,
}

impl<'a> Faults<'a> {
    pub fn new(file: &str, harmless: &'a [Harmless]) -> Self {
        Self {
            file: file.to_owned(),
            harmless,
            list: Vec::new(),
        }
    }

    pub fn hit(&mut self, hit: &Hit<'_>, place: Place) {
        for internal in hit.internal {
            let mut fault = leak(internal);
            fault.file = Some(self.file.clone());
            fault.sheet.clone_from(&place.sheet);
            fault.cell.clone_from(&place.cell);
            if let Some(harmless) = self.harmless.iter().find(|h| h.settles(internal)) {
                fault = settled(harmless, &fault);
            }
            if !self.list.contains(&fault) {
                self.list.push(fault);
            }
        }
    }

    /// The file can't be searched, so it can't be given out.
    pub fn unreadable(&mut self, why: &str) {
        let reported = Diagnostic::new(
            Code::DisclosureFound,
            "作成した資料の中を確かめられないため、書き込みませんでした。",
            "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
        );
        self.list.push(reported.in_file(&self.file).found(why));
    }
}

fn leak(internal: &Internal) -> Diagnostic {
    Diagnostic::new(
        Code::DisclosureFound,
        format!(
            "この資料の読み手に見せない内容が混じっているため、書き込みませんでした。元の場所: {}（{}）",
            internal.place, internal.department
        ),
        format!(
            "公開する欄に内部の内容が書かれているとき又は書式を差し替えているときは、それを直してください。\
             載せて差し支えない内容のときは、事務局.xlsx の「確認済み」に、課「{}」、コード「D008」、記入「{}」と理由を記入し、\
             もう一度実行してください。",
            internal.department, internal.text
        ),
    )
    .found(&internal.text)
}

/// At the row of 確認済み, so that the row is seen to have its use.
fn settled(harmless: &Harmless, fault: &Diagnostic) -> Diagnostic {
    Diagnostic::new(
        Code::DisclosureFound,
        format!(
            "{}にある内容は、確認済みとされているため、そのまま書き込みました。",
            fault.place()
        ),
        format!("理由: {}", harmless.reason),
    )
    .like(fault)
    .at(&harmless.at)
    .lesser()
}
