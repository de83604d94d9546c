#!/usr/bin/env bash
# Poppler's pdfinfo calls a tagged PDF's  /Suspects false  a syntax error.
#
# Version:  Debian 12's poppler-utils 22.12.0-2 (apt-get install poppler-utils); pikepdf 10.3.0 (PyPI) makes the files.
# Input:    two tagged PDFs of one empty page that differ in /MarkInfo: << /Marked true >> and << /Marked true /Suspects false >>.
# Expected: nothing to say of either. ISO 32000-1, table 321: Suspects is a boolean, false where it is absent.
# Seen:     pdfinfo prints  Syntax Error: Suspects object is wrong type (boolean)  for the second; what else it prints is right, and
#           it ends with 0. Tagged PDFs of Typst carry the entry.
# Way out:  go by its exit code and not by what stands on its standard error.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' poppler-utils 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install poppler-utils'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet pikepdf==10.3.0
"$room/venv/bin/python" - "$room" <<'PY'
import sys, pikepdf
for name, suspects in (("absent", None), ("false", False)):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    marks = pikepdf.Dictionary(Marked=True)
    if suspects is not None:
        marks.Suspects = suspects
    pdf.Root.MarkInfo = marks
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    pdf.save(f"{sys.argv[1]}/{name}.pdf")
PY
said() { pdfinfo "$room/$1.pdf" 2>&1 >/dev/null; }
absent=$(said absent) false=$(said false)
echo "poppler-utils $version; expected nothing of either"
echo "absent: ${absent:-(nothing)}"
echo "false:  ${false:-(nothing)}"
[[ -z $absent && $false == *'Suspects object is wrong type (boolean)'* ]] || { echo 'changed'; exit 1; }
echo 'as described'
