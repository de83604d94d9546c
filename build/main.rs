//! For Windows: the stack of the main thread. With the feature embed-fonts: the fonts that are put into the program.

#[cfg(feature = "embed-fonts")]
mod fonts;

fn main() {
    println!("cargo:rerun-if-changed=build");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "windows") {
        // The main thread's stack as Linux gives it; Windows gives 1 MB.
        println!("cargo:rustc-link-arg-bins=-Wl,--stack,8388608");
    }
    #[cfg(feature = "embed-fonts")]
    fonts::embed();
}
