#!/usr/bin/env bash
# Between kanji and digits Typst leaves a quarter of an em (cjk-latin-spacing: auto, its default). It is a gap of glyphs and no
# character. Readers of PDFs take it for a space, each in its own way, and put one into the text that they search and copy:
# 令和8年度 is then not found by the word. Poppler's raw order does it too.
#
# Expected: the text that was typed. Seen: pdf.js, PDFium and MuPDF put in one or two spaces. With cjk-latin-spacing: none all of them read
# what was typed.
# Everything comes from PyPI and npm into a folder that is thrown away; needs node and a Japanese font with the family Noto Sans CJK JP,
# BIZ UDPGothic or IPAexGothic.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet typst==0.15.2 pypdfium2==5.15.2 pymupdf==2.0
npm --silent --prefix "$work" install pdfjs-dist@5.6.205

cat > "$work/read.mjs" <<'J'
import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
const data = new Uint8Array(readFileSync(process.argv[2]));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
console.log((await page.getTextContent()).items.map((item) => item.str).join(""));
J
"$work/venv/bin/python" - "$work" <<'P'
import subprocess
import sys
import pymupdf
import pypdfium2
import typst

work = sys.argv[1]
seen = {}
for spacing in ("auto", "none"):
    with open(f"{work}/{spacing}.typ", "w") as source:
        source.write('#set text(font: ("BIZ UDPGothic", "Noto Sans CJK JP", "IPAexGothic"), lang: "ja", ')
        source.write(f'size: 12pt, cjk-latin-spacing: {spacing})\n令和8年度')
    path = f"{work}/{spacing}.pdf"
    typst.compile(f"{work}/{spacing}.typ", output=path)
    js = subprocess.run(["node", f"{work}/read.mjs", path], capture_output=True, check=True, text=True, cwd=work).stdout
    read = {"pdf.js 5.6.205": js, "MuPDF (pymupdf 2.0)": pymupdf.open(path)[0].get_text()}
    read["PDFium (pypdfium2 5.15.2)"] = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    seen[spacing] = {name: text.strip() for name, text in read.items()}
    for name, text in seen[spacing].items():
        print(f"typst 0.15.2, cjk-latin-spacing {spacing}: {name} reads 「{text}」")
spaced = all("令和8年度" not in text for text in seen["auto"].values())
plain = all(text == "令和8年度" for text in seen["none"].values())
sys.exit(0 if spaced and plain else "the behaviour has changed")
P
