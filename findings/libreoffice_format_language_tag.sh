#!/usr/bin/env bash
# LibreOffice 7.4: a number format with a language tag becomes General, and a date a bare number.
#
# Version:  Debian 12's libreoffice-calc 4:7.4.7 (apt-get install libreoffice-calc); openpyxl 3.1.5 (PyPI) makes and
#           reads the files.
# Input:    46112 (31 March 2026) in the formats that Excel writes for dates: with a language as a number ([$-411],
#           [$-409]), and as a tag, which current Excel writes ([$-en-US], and [$-ja-JP-x-gannen] for Japanese eras
#           with 元年).
# Expected: dates still, in whatever format, after opening the workbook and saving it as .xlsx.
# Seen:     the numbers of languages are kept; each tag gives General, and whoever reads the file gets 46112.
#           Nothing is said, and the cell shows 46112 in LibreOffice too.
# Way out:  a reader that expects a date there takes a serial number for one, and says so.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' libreoffice-calc 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install libreoffice-calc'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet openpyxl==3.1.5
cat >"$room/book.py" <<'PY'
import sys, openpyxl
FORMATS = [
    '[$-411]ggge"年"m"月"d"日"', r'[$-409]d\-mmm\-yy', r'[$-en-US]d\-mmm\-yy', '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"',
]
if sys.argv[1] == "write":
    book = openpyxl.Workbook()
    for row, code in enumerate(FORMATS, 1):
        book.active.cell(row, 1, 46112).number_format = code
    book.save(sys.argv[2])
else:
    sheet = openpyxl.load_workbook(sys.argv[2]).active
    for row, code in enumerate(FORMATS, 1):
        cell = sheet.cell(row, 1)
        print("date" if cell.is_date else cell.number_format, "<-", code)
PY
"$room/venv/bin/python" "$room/book.py" write "$room/dates.xlsx"
soffice --headless "-env:UserInstallation=file://$room/profile" --convert-to xlsx --outdir "$room/saved" \
  "$room/dates.xlsx" >/dev/null
seen=$("$room/venv/bin/python" "$room/book.py" read "$room/saved/dates.xlsx")
echo "libreoffice-calc $version; expected: date four times"
echo "$seen"
[[ $(cut -d' ' -f1 <<<"$seen" | tr '\n' ' ') == 'date date General General ' ]] || { echo 'changed'; exit 1; }
echo 'as described'
