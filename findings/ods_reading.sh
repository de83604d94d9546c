#!/usr/bin/env bash
# A reading (furigana) in a cell of an .ods: calamine and Gnumeric add it to the text, ezodf loses the text.
#
# Version:  python-calamine 0.9.1, pyexcel-ods3 0.6.1 with pyexcel-ezodf 0.3.4 (PyPI), Debian 12's gnumeric 1.12.55-1
#           (apt-get install gnumeric).
# Input:    a cell whose paragraph holds <text:ruby> with the base 計画 and the reading けいかく (OpenDocument 1.2 part 1,
#           6.4), and beside it a cell with 計画 alone.
# Expected: 計画 twice: a reading is a note on how to say the text and no part of it; in .xlsx calamine leaves the <rPh>
#           of a shared string out in the same way.
# Seen:     計画けいかく with calamine and Gnumeric, an empty cell with pyexcel-ods3. LibreOffice 7.4 reads 計画.
# Way out:  take the text from the base only (text:ruby-base), in the XML of the package.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 pyexcel-ods3==0.6.1 \
  pyexcel-ezodf==0.3.4
seen=$("$room/venv/bin/python" - "$room/reading.ods" <<'PY'
import sys, zipfile
from pyexcel_ods3 import get_data
from python_calamine import CalamineWorkbook
path, kind, name = sys.argv[1], "application/vnd.oasis.opendocument.spreadsheet", "urn:oasis:names:tc:opendocument:xmlns:"
reading = "<text:ruby><text:ruby-base>計画</text:ruby-base><text:ruby-text>けいかく</text:ruby-text></text:ruby>"
cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
                for text in ["計画", reading, "終"])
with zipfile.ZipFile(path, "w") as package:
    package.writestr("mimetype", kind)
    package.writestr("content.xml", f'<office:document-content xmlns:office="{name}office:1.0" '
        f'xmlns:table="{name}table:1.0" xmlns:text="{name}text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="様式"><table:table-row>{cells}</table:table-row></table:table>'
        f'</office:spreadsheet></office:body></office:document-content>')
    package.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{name}manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
print("calamine", CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0])
print("pyexcel-ods3", get_data(path)["様式"][0])
PY
)
ssconvert -T Gnumeric_stf:stf_assistant "$room/reading.ods" "$room/reading.txt" 2>/dev/null
seen+=$'\n'"gnumeric $(<"$room/reading.txt")"
echo "gnumeric $version; expected: 計画, 計画, 終 on each line"
echo "$seen"
[[ $seen == "calamine ['計画', '計画けいかく', '終']
pyexcel-ods3 ['計画', '', '終']
gnumeric 計画,計画けいかく,終" ]] || { echo 'changed'; exit 1; }
echo 'as described'
