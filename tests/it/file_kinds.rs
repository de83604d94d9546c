//! Every kind of file that departments send, under every name that they give it: what is said of it, and that it
//! is counted.

use std::io::{Cursor, Write as _};

use gyokaku::cycle::merge;
use gyokaku::diagnostic::Diagnostic;
use gyokaku::plan::Plan;
use gyokaku::submission::{FileStatus, Intake};
use zip::write::SimpleFileOptions;

use crate::filling;
use crate::fixture::{self, filled, form_of};
use crate::plans;
use crate::several_files::taken;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default();
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("a part's content");
    }
    zip.finish().expect("a package").into_inner()
}

/// The package with the content type of another program.
fn typed(form: &[u8], to: &str) -> Vec<u8> {
    const SHEET: &str =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let mut parts = fixture::parts(form);
    for (name, content) in &mut parts {
        if name == "[Content_Types].xml" {
            let types = String::from_utf8(std::mem::take(content)).expect("UTF-8");
            assert!(types.contains(SHEET), "{types}");
            *content = types.replace(SHEET, to).into_bytes();
        }
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, c)| (n.as_str(), &c[..])).collect();
    package(&parts)
}

/// An OLE container whose directory has a stream of this name.
fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 2048];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + wide.len()].copy_from_slice(&wide);
    bytes[1088] = u8::try_from(wide.len() + 2).expect("a short name");
    bytes
}

/// An .xls whose workbook stream says that it is encrypted.
fn encrypted_xls() -> Vec<u8> {
    let mut bytes = ole("Workbook");
    bytes[30] = 9;
    bytes[1024 + 116] = 3;
    bytes.extend([0x09, 0x08, 4, 0, 0, 6, 5, 0, 0x2F, 0, 0, 0]);
    bytes
}

fn encrypted_ods() -> Vec<u8> {
    let manifest = b"<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    package(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x93\x11\x00"),
    ])
}

/// What can't be taken: its name, its bytes, the code and words that the message must have.
pub fn refused(plan: &Plan) -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let good = filled(plan, "01", &[]);
    // 課,値 / 総務課,30 in CP932.
    let cp932 = b"\x89\xDB,\x92\x6C\r\n\x91\x8D\x96\xB1\x89\xDB,30\r\n".to_vec();
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let last = form_of(plan, &plan.cycles[0], "01");
    let mut no_form = rust_xlsxwriter::Workbook::new();
    no_form
        .add_worksheet()
        .write(0, 0, "総務課の報告")
        .expect("a cell");
    vec![
        ("空.xlsx", Vec::new(), "F012", "0バイト"),
        (
            "途中.xlsx",
            good[..good.len() / 2].to_vec(),
            "F012",
            "途中で切れている",
        ),
        (
            "途中2.xlsx",
            good[..good.len() - 30].to_vec(),
            "F012",
            "途中で切れている",
        ),
        (
            "文書.xlsx",
            b"total nonsense\x00\x01".to_vec(),
            "F002",
            "種類の分からない",
        ),
        (
            "報告.pdf",
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n".to_vec(),
            "F002",
            "PDF",
        ),
        ("一覧.csv", "課,値\r\n総務課,30\r\n".into(), "F002", "CSV"),
        ("一覧2.csv", cp932, "F002", "CSV"),
        (
            "写真.xlsx",
            b"\xFF\xD8\xFF\xE0\x00\x10JFIF".to_vec(),
            "F002",
            "画像",
        ),
        ("報告.docx", typed(&good, docx), "F002", "Word"),
        (
            "まとめ.zip",
            package(&[("01.xlsx", &good[..])]),
            "F002",
            "圧縮ファイル",
        ),
        ("旧.xls", ole("Workbook"), "F004", "古い形式"),
        ("旧（鍵）.xls", encrypted_xls(), "F003", "パスワード"),
        ("鍵.xlsx", ole("EncryptedPackage"), "F003", "パスワード"),
        ("鍵.ods", encrypted_ods(), "F003", "パスワード"),
        (
            "無関係.xlsx",
            no_form.save_to_buffer().expect("a workbook"),
            "F005",
            "進捗状況調査票ではない",
        ),
        (
            "他計画.xlsx",
            filled(&plans::named(), "01", &[]),
            "F006",
            "他の計画",
        ),
        ("昨年度.xlsx", filling::fill_all(&last), "F007", "令和6年度"),
        (
            "無い課.xlsx",
            filling::set_meta(&good, "department", "99"),
            "F008",
            "課コード 99",
        ),
    ]
}

#[test]
fn each_kind_of_file_is_refused_in_words_that_say_why_and_what_to_do() {
    let plan = plans::small();
    for (name, bytes, code, words) in refused(&plan) {
        let intake = taken(&plan, &[(name, &bytes)]);
        let statuses: Vec<FileStatus> = intake.files.iter().map(|f| f.status).collect();
        assert_eq!(statuses, [FileStatus::Refused], "{name}");
        let [reported] = &intake.diagnostics[..] else {
            panic!("{name}: {:?}", intake.diagnostics)
        };
        assert_eq!(
            (reported.code.id(), reported.file.as_deref()),
            (code, Some(name))
        );
        assert!(
            reported.message.contains(words),
            "{name}: {}",
            reported.message
        );
        let hint = &reported.hint;
        assert!(
            hint.ends_with('。') && hint.chars().count() > 10,
            "{name}: {hint}"
        );
    }
}

#[test]
fn what_was_set_aside_asks_nothing_whatever_it_is() {
    let plan = plans::small();
    for (name, bytes, ..) in refused(&plan) {
        let path = format!("総務課/差替前/{name}");
        let intake = taken(&plan, &[(&path, &bytes)]);
        let statuses: Vec<FileStatus> = intake.files.iter().map(|f| f.status).collect();
        assert_eq!(statuses, [FileStatus::Superseded], "{name}");
        let codes: Vec<&str> = intake.diagnostics.iter().map(|d| d.code.id()).collect();
        assert_eq!(codes, ["F010"], "{name}");
    }
}

#[test]
fn a_workbook_with_macros_and_forms_of_another_program_are_taken() {
    let plan = plans::small();
    let good = filled(&plan, "01", &[]);
    let macros = typed(
        &good,
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    );
    let intake = taken(&plan, &[("01_総務課.xlsm", &macros)]);
    let of_files: Vec<&str> = of_files(&intake).iter().map(|d| d.code.id()).collect();
    assert_eq!(of_files, ["F014"]);
    assert_eq!(intake.submissions.len(), 1);
}

/// What is reported of the files themselves.
fn of_files(intake: &Intake) -> Vec<Diagnostic> {
    let all = intake.diagnostics.iter();
    all.filter(|d| d.code.id().starts_with('F'))
        .cloned()
        .collect()
}

fn named_otherwise(plan: &Plan, name: &str, code: &str) -> Vec<Diagnostic> {
    let intake = taken(plan, &[(name, &filled(plan, code, &[]))]);
    let department = intake.files[0].department.as_deref();
    assert_eq!(department, Some(code), "{name}");
    assert_eq!(intake.submissions.len(), 1, "{name}");
    of_files(&intake)
}

#[test]
fn whatever_a_form_is_called_it_is_taken_for_its_own_department() {
    let plan = plans::small();
    for name in [
        "02_財政課_進捗状況調査票.xlsx",
        "02_財政課_進捗状況調査票（最終）.xlsx",
        "02_財政課_修正版2.xlsx",
        "コピー ～ 02_財政課.xlsx",
        "02_財政課 - コピー (1).xlsx",
        "０２＿財政課　調査票.XLSX",
        "総務部/財政課/調査票.xlsx",
        // か and a dakuten of its own, as a Mac writes が.
        "財政課か\u{3099}出した調査票.xlsx",
        "reiwa7.xlsx",
    ] {
        assert_eq!(named_otherwise(&plan, name, "02"), [], "{name}");
    }
    for (name, kind) in [
        ("01_総務課_進捗状況調査票.xlsx", "ファイルの名前は総務課"),
        ("０１＿調査票.xlsx", "ファイルの名前は総務課"),
        ("総務課/調査票.xlsx", "フォルダーの名前は総務課"),
        ("総務課/02_財政課.xlsx", "フォルダーの名前は総務課"),
    ] {
        let reported = named_otherwise(&plan, name, "02");
        let [reported] = &reported[..] else {
            panic!("{name}: {reported:?}")
        };
        assert_eq!(reported.code.id(), "F021", "{name}");
        assert!(reported.message.starts_with(kind), "{}", reported.message);
        assert!(
            reported.message.contains("中身は財政課の様式"),
            "{}",
            reported.message
        );
    }
}

#[test]
fn an_older_layout_is_read_by_its_names_and_what_differs_is_reported() {
    let plan = plans::small();
    let old = filled(
        &plan,
        "02",
        &[("in.initiative.2_1_2.effect_basis", "見積り".into())],
    );
    let mut later = plan.clone();
    later.initiatives.retain(|i| i.number != "2-①-2");
    later
        .initiatives
        .push(plans::initiative("2-②-2", "2-②", &["財政課"]));
    let intake = taken(&later, &[("02.xlsx", &old)]);
    assert_eq!(intake.files[0].status, FileStatus::Accepted);
    let reported = |code: &str| -> Vec<&str> {
        let all = intake.diagnostics.iter();
        let of_code = all.filter(|d| d.code.id() == code);
        of_code.map(|d| d.message.as_str()).collect()
    };
    assert_eq!(reported("F016").len(), 1);
    // New and required: the status and the result. Gone and filled: three fields; gone and blank: three.
    assert_eq!(reported("N006").len(), 2, "{:?}", reported("N006"));
    assert_eq!(reported("N004").len(), 3, "{:?}", reported("N004"));
    let extra = reported("N015");
    assert_eq!(extra.len(), 3, "{extra:?}");
    assert!(extra.iter().all(|m| m.starts_with("2-①-2 ")), "{extra:?}");
    assert!(reported("V001").is_empty());
}

#[test]
fn a_refused_file_is_named_where_its_department_counts_as_missing() {
    let plan = plans::small();
    for path in [
        "01_総務課.pdf",
        "０１＿報告.pdf",
        "総務課/報告.pdf",
        "総 務 課（最終）.pdf",
    ] {
        let intake = taken(&plan, &[(path, b"%PDF-1.7")]);
        let cycle = plan.running_cycle().expect("a cycle");
        let record = merge(&plan, cycle, &intake, None, Vec::new());
        let missing: Vec<&Diagnostic> = record
            .diagnostics
            .iter()
            .filter(|d| d.code.id() == "S001")
            .collect();
        let naming: Vec<bool> = missing.iter().map(|d| d.message.contains(path)).collect();
        assert_eq!(naming, [true, false, false], "{path}: {missing:?}");
    }
}
