//! For Windows: the stack of the main thread. With the feature embed-fonts: finds the BIZ UD fonts and their licences on this
//! machine, packs the fonts, and writes the list of them that `typesetting::embedded_fonts` includes.
//!
//! `GYOKAKU_FONTS_DIR` names a folder that holds the fonts and their licences (*.ttf, and *.txt or copyright); without it,
//! Debian's packages fonts-morisawa-bizud-gothic and -mincho are looked for.

#![cfg_attr(
    feature = "embed-fonts",
    expect(
        clippy::disallowed_methods,
        clippy::unwrap_used,
        reason = "a build script: it reads files, and stops the build where it must"
    )
)]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "windows") {
        // The main thread's stack as Linux gives it; Windows gives 1 MB.
        println!("cargo:rustc-link-arg-bins=-Wl,--stack,8388608");
    }
    #[cfg(feature = "embed-fonts")]
    fonts::embed();
}

#[cfg(feature = "embed-fonts")]
mod fonts {
    use std::fs;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};

    /// Each of them is needed: the documents are set in all of these (templates/design/tokens.typ; tests/it/characters.rs holds
    /// both). The two of a pair share nearly all their outlines, so they are packed together.
    const WANTED: [[&str; 2]; 3] = [
        ["BIZUDGothic-Regular.ttf", "BIZUDPGothic-Regular.ttf"],
        ["BIZUDGothic-Bold.ttf", "BIZUDPGothic-Bold.ttf"],
        ["BIZUDMincho-Regular.ttf", "BIZUDPMincho-Regular.ttf"],
    ];
    const SYSTEM: [&str; 2] = [
        "/usr/share/fonts/truetype/bizud-gothic",
        "/usr/share/fonts/truetype/bizud-mincho",
    ];
    const LICENCES: [&str; 2] = [
        "/usr/share/doc/fonts-morisawa-bizud-gothic/copyright",
        "/usr/share/doc/fonts-morisawa-bizud-mincho/copyright",
    ];

    /// Writes `embedded_fonts.rs` and the packed fonts into the build's own folder.
    pub fn embed() {
        println!("cargo:rerun-if-env-changed=GYOKAKU_FONTS_DIR");
        let (folders, licences) = match std::env::var_os("GYOKAKU_FONTS_DIR") {
            Some(folder) => {
                let folder = PathBuf::from(folder);
                let licences = licences_of(&folder);
                (vec![folder], licences)
            }
            None => (
                SYSTEM.map(PathBuf::from).to_vec(),
                LICENCES.map(PathBuf::from).to_vec(),
            ),
        };
        let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
        let mut list = String::from("const FONTS: &[([(&str, usize); 2], &[u8])] = &[\n");
        for pair in WANTED {
            let fonts = pair.map(|name| (name, font(&folders, name)));
            let packed = out.join(format!("{}.zst", pair[0]));
            fs::write(&packed, compressed(&fonts)).unwrap();
            let names = fonts.map(|(name, bytes)| (name, bytes.len()));
            list.push_str(&format!("({names:?}, include_bytes!({packed:?})),\n"));
        }
        list.push_str("];\npub const LICENSES: &[(&str, &str)] = &[\n");
        assert!(
            !licences.is_empty() && licences.iter().all(|p| p.is_file()),
            "embed-fonts: the licences of the fonts are not among {licences:?}; the fonts may only be passed on with them"
        );
        for path in licences {
            println!("cargo:rerun-if-changed={}", path.display());
            list.push_str(&format!("({:?}, include_str!({path:?})),\n", title(&path)));
        }
        list.push_str("];\n");
        fs::write(out.join("embedded_fonts.rs"), list).unwrap();
    }

    fn font(folders: &[PathBuf], name: &str) -> Vec<u8> {
        let found = folders.iter().map(|f| f.join(name)).find(|p| p.is_file());
        let path = found.unwrap_or_else(|| {
            panic!("embed-fonts: {name} is in none of {folders:?}; GYOKAKU_FONTS_DIR names the folder that holds it")
        });
        println!("cargo:rerun-if-changed={}", path.display());
        fs::read(&path).unwrap()
    }

    /// Two fonts as one stream, whose window reaches back over both.
    fn compressed(fonts: &[(&str, Vec<u8>); 2]) -> Vec<u8> {
        let mut encoder = zstd::Encoder::new(Vec::new(), 22).unwrap();
        encoder.window_log(24).unwrap();
        encoder.long_distance_matching(true).unwrap();
        for (_, bytes) in fonts {
            encoder.write_all(bytes).unwrap();
        }
        encoder.finish().unwrap()
    }

    fn licences_of(folder: &Path) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap_or_else(|e| panic!("embed-fonts: {}: {e}", folder.display()))
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                let text = path.extension().is_some_and(|e| e == "txt");
                text || path.file_name().is_some_and(|n| n == "copyright")
            })
            .collect();
        found.sort();
        found
    }

    /// `fonts-morisawa-bizud-gothic` of /usr/share/doc/fonts-morisawa-bizud-gothic/copyright, else the file's name.
    fn title(path: &Path) -> String {
        let name = |p: &Path| p.file_name().map(|n| n.to_string_lossy().into_owned());
        let own = name(path).unwrap_or_default();
        if own != "copyright" {
            return own;
        }
        path.parent().and_then(name).unwrap_or(own)
    }
}
