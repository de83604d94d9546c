#!/usr/bin/env bash
# rust_xlsxwriter writes the last row of a sheet twice where the sheet is one of low memory (or constant memory) and that row has a
# height. Rows are then written out as soon as the next one begins; the last is written when the workbook is saved, once with its
# cells and once for its height. A reader that takes the last element of a row number for the row finds it empty.
#
# Expected: rows 1, 2, 3, as the same calls write on a usual sheet.
# Seen: rows 1, 2, 3, 3, the second of them without cells. With a row below that has no height of its own they are 1, 2, 3, 4.
# Everything comes from crates.io into a folder that is thrown away.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src"
cat > "$work/Cargo.toml" <<'T'
[package]
name = "rows"
version = "0.1.0"
edition = "2021"

[dependencies]
rust_xlsxwriter = { version = "=0.102.0", features = ["constant_memory"] }
T
cat > "$work/src/main.rs" <<'R'
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

fn fill(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for row in 0..3 {
        sheet.write(row, 0, "text")?;
        sheet.set_row_height(row, 30)?;
    }
    Ok(())
}

fn main() -> Result<(), XlsxError> {
    let mut usual = Workbook::new();
    fill(usual.add_worksheet())?;
    usual.save("usual.xlsx")?;
    let mut low = Workbook::new();
    fill(low.add_worksheet_with_low_memory()?)?;
    low.save("low.xlsx")
}
R
(cd "$work" && cargo run --quiet)

python3 - "$work" <<'P'
import re
import sys
import zipfile


def rows(name):
    with zipfile.ZipFile(f"{sys.argv[1]}/{name}.xlsx") as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    return [int(n) for n in re.findall(r'<row r="(\d+)"', xml)]


usual, low = rows("usual"), rows("low")
print("rust_xlsxwriter 0.102.0: rows of a usual sheet", usual, "- of a sheet of low memory", low)
sys.exit(0 if (usual, low) == ([1, 2, 3], [1, 2, 3, 3]) else "the behaviour has changed")
P
