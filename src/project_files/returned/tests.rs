//! Tests of finding what lies in 提出/.

use super::*;

struct Room(tempfile::TempDir);

impl Room {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join("input/令和7年度/提出")).expect("folders");
        Self(dir)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.0.path().join("input/令和7年度/提出").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    fn read(&self) -> (Vec<ReturnedFile>, Vec<Diagnostic>) {
        ProjectFiles::new(self.0.path().into()).returned_files("令和7年度")
    }
}

#[test]
fn files_come_in_order_below_folders_and_in_nfc() {
    let room = Room::new();
    room.put("b.xlsx", b"b");
    room.put("総務課/カ\u{3099}.xlsx", b"ga");
    room.put("総務課/差替前/a.xlsx", b"old");
    room.put("空.xlsx", b"");
    let (files, faults) = room.read();
    let bytes: Vec<Vec<u8>> = files.iter().map(|f| f.bytes().expect("bytes")).collect();
    let seen: Vec<(&str, bool, &[u8])> = files
        .iter()
        .zip(&bytes)
        .map(|(f, bytes)| (f.path.as_str(), f.superseded_folder, bytes.as_slice()))
        .collect();
    assert_eq!(
        seen,
        [
            ("b.xlsx", false, &b"b"[..]),
            ("空.xlsx", false, b""),
            ("総務課/ガ.xlsx", false, b"ga"),
            ("総務課/差替前/a.xlsx", true, b"old"),
        ]
    );
    assert_eq!(faults, []);
}

#[test]
fn system_files_are_named_and_not_counted() {
    let room = Room::new();
    let names = [
        "desktop.ini",
        "Thumbs.db",
        ".DS_Store",
        "~$01_総務課.xlsx",
        ".~lock.01.xlsx#",
        "._01.xlsx",
        "__MACOSX/01.xlsx",
        ".gitkeep",
    ];
    for name in names {
        room.put(name, b"x");
    }
    let (files, faults) = room.read();
    assert!(files.is_empty(), "{files:?}");
    assert_eq!(faults.len(), names.len());
    assert!(faults.iter().all(|f| f.code == Code::FileSystem));
}

#[test]
fn a_file_that_somebody_has_open_is_reported() {
    let room = Room::new();
    for name in ["~$総務課.XLSX", ".~lock.カ\u{3099}.ods#", "~$いない.xlsx"] {
        room.put(name, b"x");
    }
    for name in ["総務課.xlsx", "ガ.ods", "別.xlsx", "差替前/古.xlsx"] {
        room.put(name, b"x");
    }
    room.put("差替前/~$古.xlsx", b"x");
    let (files, faults) = room.read();
    assert_eq!(files.len(), 4);
    let open: Vec<&Diagnostic> = faults.iter().filter(|f| f.code == Code::FileOpen).collect();
    let named: Vec<Option<&str>> = open.iter().map(|f| f.file.as_deref()).collect();
    assert_eq!(named, [Some("ガ.ods"), Some("総務課.xlsx")]);
    assert!(
        open[1].message.contains("~$総務課.XLSX"),
        "{}",
        open[1].message
    );
    let locks = faults.iter().filter(|f| f.code == Code::FileSystem).count();
    assert_eq!((locks, faults.len()), (4, 6));
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_look_alike_are_both_counted_and_reported_apart() {
    let room = Room::new();
    room.put("カ\u{3099}.xlsx", b"nfd");
    room.put("ガ.xlsx", b"nfc");
    room.put("ハ\u{309A}/a.xlsx", b"x");
    room.put("パ/a.xlsx", b"x");
    let (files, faults) = room.read();
    let paths: Vec<&str> = files.iter().map(|f| f.path.as_str()).collect();
    let expected = [
        "ガ.xlsx",
        "ガ.xlsx〔同名2〕",
        "パ/a.xlsx",
        "パ/a.xlsx〔同名2〕",
    ];
    assert_eq!(paths, expected);
    let reported: Vec<(Code, Option<&str>)> =
        faults.iter().map(|f| (f.code, f.file.as_deref())).collect();
    let marked = [expected[1], expected[3]];
    assert_eq!(reported, marked.map(|path| (Code::FileName, Some(path))));
}

#[test]
fn deep_folders_and_large_files_are_named() {
    let room = Room::new();
    room.put("1/2/3/4/5/6/7/8/in.xlsx", b"x");
    room.put("1/2/3/4/5/6/7/8/9/out.xlsx", b"x");
    let large = room.0.path().join("input/令和7年度/提出/large.xlsx");
    let file = File::create(large).expect("a file");
    file.set_len(LARGEST + 1).expect("a length");
    let (files, faults) = room.read();
    assert_eq!(files.len(), 2);
    assert_eq!(files[0].path, "1/2/3/4/5/6/7/8/in.xlsx");
    let large = files[1].bytes().expect_err("too large");
    assert_eq!(large.code, Code::FileTooLarge);
    assert!(large.message.contains("約51MB"), "{}", large.message);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, Code::FileNotFollowed);
    assert_eq!(faults[0].file.as_deref(), Some("1/2/3/4/5/6/7/8/9"));
}

#[test]
#[cfg(unix)]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let room = Room::new();
    room.put("a.xlsx", b"a");
    let folder = room.0.path().join("input/令和7年度/提出");
    symlink(folder.join("a.xlsx"), folder.join("link.xlsx")).expect("a link");
    symlink(&folder, folder.join("loop")).expect("a link");
    let (files, faults) = room.read();
    assert_eq!(files.len(), 2);
    let fault = files[1].bytes().expect_err("a link");
    assert_eq!(
        (fault.code, files[1].path.as_str()),
        (Code::FileNotFollowed, "link.xlsx")
    );
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].file.as_deref(), Some("loop"));
}

#[test]
fn a_missing_folder_is_empty_and_reported() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(dir.path().join("input/令和７年度/提出")).expect("folders");
    let (files, faults) = ProjectFiles::new(dir.path().into()).returned_files("令和7年度");
    assert!(files.is_empty());
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, Code::FileFolderMissing);
    assert!(faults[0].hint.contains("令和７年度"), "{}", faults[0].hint);
}
