//! The proofs of a body's finished files at every run: nothing that its readers may not see, nothing out of sight. What
//! they find is reported; who withholds is [`documents`](super::documents).

use serde_json::Value as Json;

use super::characters;
use super::setting::Setting;
use crate::audience::Sources;
use crate::cycle::CycleRecord;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Body, Edition, OfficeTexts, Settled};
use crate::typesetting::Templates;
use crate::verification::disclosure::{
    Disclosure, Harmless, Internal, Readers, first_reasons, of_record,
};
use crate::verification::outputs::Output;

/// What the files of one body are held against.
pub(crate) struct Proofs<'a> {
    record: &'a CycleRecord,
    disclosure: Disclosure,
}

impl<'a> Proofs<'a> {
    /// `views` hold what the body's readers may see; `words` are those of its workbook and open data.
    pub fn new(
        setting: &Setting,
        sources: Sources<'a>,
        body: Body,
        views: Vec<Json>,
        mut words: Vec<String>,
    ) -> Self {
        let readers = if body.is_internal() {
            Readers::Headquarters
        } else {
            Readers::Open
        };
        let mut internal = of_record(sources.record, readers);
        if readers == Readers::Headquarters {
            // 転記元 names them, and so does the message of a file that a newer one stands in for.
            words.extend(received(sources.record).map(str::to_owned));
        } else {
            internal.extend(for_headquarters(setting, sources.texts));
            if !sources.plan.profile.first_grade_public {
                internal.extend(first_reasons(sources.record));
            }
        }
        // The program's own templates, not the office's: theirs may not say what a view does not hold.
        let levels = &sources.plan.profile.levels;
        let own = |folder: &str| levels.in_template(&Templates::embedded().words(folder));
        words.push(own(body.templates()));
        if body.edition() == Edition::Public {
            words.push(own("web"));
        }
        Self {
            record: sources.record,
            disclosure: Disclosure::new(internal, views, words)
                .with(harmless(setting, sources.texts)),
        }
    }

    /// What is found in each file of an output: errors withhold it.
    pub fn of(&self, output: &dyn Output) -> Vec<Vec<Diagnostic>> {
        let files = output.files().into_iter();
        let found = files.map(|(path, bytes)| {
            let mut reported = output.search(&path, bytes, &self.disclosure);
            if let Some(made) = output.typeset() {
                reported.extend(characters::of_document(self.record, &path, made));
            }
            let warnings = output.warnings().iter();
            reported.extend(warnings.map(|w| of_template(&path, w)));
            reported
        });
        found.collect()
    }
}

/// The names of the files that departments sent.
fn received(record: &CycleRecord) -> impl Iterator<Item = &str> {
    let all = record.departments.iter();
    all.flat_map(|department| department.file.iter().chain(&department.files))
        .map(String::as_str)
}

/// What the office has confirmed as harmless. 課 may be a code as well as a name.
fn harmless(setting: &Setting, texts: &OfficeTexts) -> Vec<Harmless> {
    let found = texts.settled.iter();
    let found = found.filter(|row| row.code == Code::DisclosureFound);
    found
        .map(|row| {
            let mut known = setting
                .plan
                .departments_in_force(setting.cycle.inquiry_date);
            let named = known.find(|d| d.code == row.department);
            Harmless {
                department: named.map_or_else(|| row.department.clone(), |d| d.name.clone()),
                text: row.typed.clone().unwrap_or_default(),
                reason: row.reason.clone(),
                at: row.at.clone(),
            }
        })
        .collect()
}

/// R022 for each row of 確認済み about papers (D008) that nothing of `reported` stands for.
pub(crate) fn settling_nothing(texts: &OfficeTexts, reported: &[Diagnostic]) -> Vec<Diagnostic> {
    let used = |row: &Settled| {
        let at = Diagnostic::new(row.code, "", "").at(&row.at).place();
        reported
            .iter()
            .any(|d| d.code == row.code && d.place() == at)
    };
    let of_papers = texts.settled.iter();
    let of_papers = of_papers.filter(|row| row.code == Code::DisclosureFound);
    of_papers
        .filter(|row| !used(row))
        .map(|row| {
            let reported = Diagnostic::new(
                Code::SettledNothing,
                "この行に当たる内容は、資料から見付かりませんでした。",
                "課、コード及び記入を、点検結果のとおりに記入しているかを確かめてください。要らなくなった行は、消してください。",
            );
            let reported = reported.at(&row.at);
            match &row.typed {
                Some(typed) => reported.found(typed),
                None => reported,
            }
        })
        .collect()
}

/// What the office wrote for 幹事会 and 推進本部 alone, with its cell.
fn for_headquarters(setting: &Setting, texts: &OfficeTexts) -> Vec<Internal> {
    if texts.lines.is_empty() {
        return Vec::new();
    }
    let open = |body: &Body| !body.is_internal();
    let alone = |text: &str| {
        let mut lines = texts.lines.iter().filter(|line| line.text == text);
        lines.clone().next().is_some() && !lines.any(|line| line.bodies.iter().any(open))
    };
    characters::office_workbooks(setting)
        .iter()
        .filter(|source| alone(&source.typed))
        .map(Internal::at)
        .collect()
}

/// What Typst warned of: the document comes out, and a template wants mending.
fn of_template(path: &str, warning: &str) -> Diagnostic {
    let (place, what) = warning.split_once(' ').unwrap_or(("", warning));
    Diagnostic::new(
        Code::TemplateOverride,
        format!("書式に、直した方がよいところがあります（{place}。組版プログラムの警告）。"),
        "資料の見た目を確かめ、書式のその行を直してください。",
    )
    .in_file(path)
    .found(what)
    .lesser()
}
