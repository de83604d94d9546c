//! Any bytes as a returned form: bytes to cells, and the cells against the layout of a department. It must answer
//! without a panic, in bounded time and memory.
//!
//! ```text
//! mkdir -p tests/fuzz/corpus/returned_form && cp input/*/提出/*.xlsx tests/fuzz/corpus/returned_form/
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz returned_form -- -rss_limit_mb=1024 -timeout=10
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../returned_form.rs"]
mod returned_form;

fuzz_target!(|bytes: &[u8]| returned_form::check(bytes));
