#!/usr/bin/env python3
"""Whether what stands in PDFs is found by the search boxes of readers: pdf.js (Firefox), MuPDF (SumatraPDF), PDFium (Chrome).

    search.py RECORD FOLDER FILE…    prints each text that one of them does not find; ends with 1 when there is one

RECORD is record.json: what is looked for are the year, every name of an item and of a department, and every line of every answer,
as far as it stands in the FILE (by poppler, blanks left out). FOLDER holds node_modules with pdfjs-dist. A line's end is nothing to
a search box between Japanese characters; a blank is something, so blanks are looked for as they were typed. Needs PyMuPDF and
pypdfium2.
"""

import json
import pathlib
import re
import subprocess
import sys
import unicodedata

import pymupdf
import pypdfium2


def texts_of(record):
    """Every text of the record that papers may show, as they print it."""
    found = set()

    def walk(node, key=None):
        if isinstance(node, dict):
            for name, value in node.items():
                walk(value, name)
        elif isinstance(node, list):
            for value in node:
                walk(value, key)
        elif isinstance(node, str) and key in ("title", "name", "department", "departments", "leads", "text", "value"):
            found.update(line.strip() for line in printed(node).split("\n"))

    walk(record["items"])
    walk(record.get("departments", []))
    return sorted(text for text in found if len(text) > 1 and re.search(r"[^\W\d_]", text))


def printed(text):
    return re.sub("[\uff61-\uff9f]+", lambda kana: unicodedata.normalize("NFKC", kana.group()), text)


def folded(text):
    """As a search box compares: compatible characters alike, one kind of line's end."""
    return unicodedata.normalize("NFKC", re.sub(r"\r?\n|\ufffe", "\n", text))


def sought(text):
    """A blank may be a line's end, and a line may end anywhere."""
    return re.compile("".join(r"[ \n]+" if c.isspace() else re.escape(c) + r"\n*" for c in folded(text)))


def without_blanks(text):
    return re.sub(r"\s", "", folded(text))


def by_mupdf(path):
    with pymupdf.open(path) as document:
        return [page.get_text() for page in document]


def by_pdfium(path):
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_range() for page in document]


def main(record, folder, *paths):
    record = json.loads(pathlib.Path(record).read_text())
    wanted = texts_of(record)
    run = subprocess.run(["node", pathlib.Path(__file__).with_name("texts.mjs"), folder, *paths], capture_output=True, check=True)
    by_pdfjs = json.loads(run.stdout)
    asked = missed = 0
    for path in paths:
        stands = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout
        pages = [without_blanks(page) for page in stands.split("\f")]
        readers = {"pdf.js": by_pdfjs[path], "MuPDF": by_mupdf(path), "PDFium": by_pdfium(path)}
        readers = {name: [folded(page) for page in pages] for name, pages in readers.items()}
        for text in ["令和7年度", *wanted]:
            there = [number for number, page in enumerate(pages) if without_blanks(text) in page]
            pattern = sought(text)
            for reader, read in readers.items():
                asked += len(there)
                lost = [number + 1 for number in there if not pattern.search(read[number])]
                missed += len(lost)
                if lost:
                    print(f"{path}: {reader} does not find 「{text}」 on page {', '.join(map(str, lost))}")
    print(f"{len(paths)} files, {len(wanted)} texts, looked for {asked} times, {missed} not found")
    return 1 if missed or not asked else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
