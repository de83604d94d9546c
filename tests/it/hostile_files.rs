//! Files that are broken, foreign, doubled or made to do harm, beside good ones: each is named once, and the good
//! ones give what they give alone, in bounded memory.

use std::io::{Cursor, Read as _, Write as _};
use std::process::Stdio;

use gyokaku::plan::Plan;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;

use crate::filling;
use crate::fixture::{Run, Work, filled, form_of};
use crate::plans;

/// What is refused: file, code.
const REFUSED: [(&str, &str); 12] = [
    ("100_隅.xlsx", "F005"),
    ("101_繰返し.ods", "F011"),
    ("102_爆弾.xlsx", "F011"),
    ("103_パスワード.xlsx", "F003"),
    ("104_旧形式.xls", "F004"),
    ("105_空.xlsx", "F012"),
    ("106_報告.pdf", "F002"),
    ("107_一覧.csv", "F002"),
    ("108_途中まで.xlsx", "F012"),
    ("109_他計画.xlsx", "F006"),
    ("110_昨年度.xlsx", "F007"),
    ("111_不明課.xlsx", "F008"),
];

/// What is superseded: by another's `replaces`, by being the same, by its folder.
const SUPERSEDED: [&str; 3] = [
    "00_市民課_初回.xlsx",
    "113_総務課コピー.xlsx",
    "差替前/01_総務課.xlsx",
];

fn good(plan: &Plan) -> [(&'static str, Vec<u8>); 3] {
    let first = filled(
        plan,
        "03",
        &[("in.initiative.1_1_2.result", "誤った実績".into())],
    );
    let digest: String = Sha256::digest(&first)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let corrected = filled(
        plan,
        "03",
        &[("in.initiative.1_1_2.result", "正しい実績".into())],
    );
    [
        ("01_総務課.xlsx", filled(plan, "01", &[])),
        ("02_財政課.xlsx", filled(plan, "02", &[])),
        (
            "03_市民課.xlsx",
            filling::set_meta(&corrected, "replaces", &digest),
        ),
    ]
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(content).expect("a part's content");
    }
    zip.finish().expect("a package").into_inner()
}

/// A workbook of two cells, at the two ends of a sheet.
fn corners() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, 1).expect("a cell");
    sheet.write(1_048_575, 16_383, 1).expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

/// 700 bytes that say a thousand million cells.
fn repeats() -> Vec<u8> {
    let content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
        <table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"1048576\">\
        <table:table-cell table:number-columns-repeated=\"1000\" office:value-type=\"float\" office:value=\"1\">\
        <text:p>1</text:p></table:table-cell></table:table-row></table:table>\
        </office:spreadsheet></office:body></office:document-content>";
    package(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

/// The good form with a part that inflates to 400 MB.
fn bomb(form: &[u8]) -> Vec<u8> {
    let mut parts = crate::fixture::parts(form);
    let part = parts
        .iter_mut()
        .find(|(name, _)| name.ends_with("sheet1.xml"));
    part.expect("a sheet").1 = vec![b' '; 400 << 20];
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    package(&parts)
}

/// An OLE container with a stream of this name.
fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 2048];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + wide.len()].copy_from_slice(&wide);
    bytes[1088] = u8::try_from(wide.len() + 2).expect("a short name");
    bytes
}

fn bad(plan: &Plan, form: &[u8]) -> Vec<Vec<u8>> {
    let other = plans::named();
    let last = &plan.cycles[0];
    // 課,実績 in CP932.
    let csv = b"\x89\xDB,\x8E\xC0\x90\xD1\r\n\x91\x8D\x96\xB1\x89\xDB,30\r\n".to_vec();
    vec![
        corners(),
        repeats(),
        bomb(form),
        ole("EncryptedPackage"),
        ole("Workbook"),
        Vec::new(),
        b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n".to_vec(),
        csv,
        form[..form.len() / 2].to_vec(),
        filled(&other, "01", &[]),
        filling::fill_all(&form_of(plan, last, "01")),
        filling::set_meta(form, "department", "99"),
    ]
}

#[test]
fn each_is_named_once_and_the_others_are_unharmed() {
    let plan = plans::small();
    let alone = Work::new(&plan);
    for (name, bytes) in good(&plan) {
        alone.returned(name, &bytes);
    }
    alone.report().ended(0);

    let work = Work::new(&plan);
    let good = good(&plan);
    for (name, bytes) in &good {
        work.returned(name, bytes);
    }
    let form = &good[0].1;
    for ((name, _), bytes) in REFUSED.iter().zip(bad(&plan, form)) {
        work.returned(name, &bytes);
    }
    let first = filled(
        &plan,
        "03",
        &[("in.initiative.1_1_2.result", "誤った実績".into())],
    );
    for (name, bytes) in SUPERSEDED.iter().zip([&first, form, form]) {
        work.returned(name, bytes);
    }
    work.returned("~$01_総務課.xlsx", b"\x04tarou");

    let (run, peak) = with_peak_memory(&work);
    run.ended(1)
        .says("ファイル 18件 ＝ 受付済 3 ＋ 差替済 3 ＋ 受付不可 12")
        .says("課 3 ＝ 提出済 3 ＋ 未提出 0");
    if let Some(kilobytes) = peak {
        assert!(kilobytes > 1024, "{kilobytes} kB cannot be");
        assert!(kilobytes < 1024 * 1024, "{kilobytes} kB at the peak");
    }

    let record = work.record();
    let named = |file: &str| -> Vec<String> {
        let all = record["diagnostics"].as_array().expect("diagnostics");
        let of_file = all.iter().filter(|d| d["file"] == file);
        of_file
            .map(|d| d["code"].as_str().expect("a code").to_owned())
            .collect()
    };
    for (file, code) in REFUSED {
        assert_eq!(named(file), [code], "{file}");
    }
    for file in SUPERSEDED {
        assert_eq!(named(file), ["F010"], "{file}");
    }
    assert_eq!(named("~$01_総務課.xlsx"), ["F001"]);
    assert!(named("01_総務課.xlsx").contains(&"F018".to_owned()));
    assert_eq!(record["items"], alone.record()["items"]);
    assert_eq!(record["summary"], alone.record()["summary"]);
}

/// Runs `report` and reads the highest resident memory (kB) of the process, where the system reports it.
fn with_peak_memory(work: &Work) -> (Run, Option<u64>) {
    let mut command = work.command(&["report"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let pid = child.id();
    // Both pipes are emptied beside, so that the program never waits for us.
    let drained = [
        drain(child.stdout.take().expect("stdout")),
        drain(child.stderr.take().expect("stderr")),
    ];
    let mut peak = None;
    let status = loop {
        peak = resident_peak(pid).max(peak);
        if let Some(status) = child.try_wait().expect("a status") {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    let [stdout, stderr] = drained.map(|thread| thread.join().expect("a reader"));
    let output = std::process::Output {
        status,
        stdout,
        stderr,
    };
    (Run::of(output), peak)
}

fn drain(mut pipe: impl std::io::Read + Send + 'static) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut all = Vec::new();
        pipe.read_to_end(&mut all).expect("output");
        all
    })
}

/// `VmHWM` of a process on Linux.
#[expect(clippy::disallowed_methods, reason = "the system reports it in a file")]
fn resident_peak(pid: u32) -> Option<u64> {
    let mut status = String::new();
    let file = std::fs::File::open(format!("/proc/{pid}/status"));
    file.ok()?.read_to_string(&mut status).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
