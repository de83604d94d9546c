#!/usr/bin/env bash
# Gnumeric's CSV of cells as shown has negative numbers with U+2212, which no CSV reader takes for a minus.
#
# Version:  Debian 12's gnumeric 1.12.55-1 (apt-get install gnumeric); XlsxWriter 3.2.9 (PyPI) makes the file.
# Input:    -1234 without a format, under 0, and under #,##0"円".
# Expected: -1234, -1234 and "-1,234円" with the hyphen-minus of ASCII: that is what the formats give in Excel, and a CSV
#           file is for other programs.
# Seen:     with -O format=preserve all three begin with U+2212, and Python's float refuses even the first; with
#           -O format=raw the hyphen-minus is there. So the same file has two minus signs by how it was exported, and
#           readers that keep digits and points only make 1234 of it.
# Way out:  export with format=raw, and take U+2212 for a minus when reading numbers of others.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check XlsxWriter==3.2.9
"$room/venv/bin/python" - "$room/minus.xlsx" <<'PY'
import sys, xlsxwriter
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    for row, code in enumerate(["General", "0", '#,##0"円"']):
        sheet.write_number(row, 0, -1234, book.add_format({"num_format": code}))
PY
for how in preserve raw; do
  ssconvert -T Gnumeric_stf:stf_assistant -O "format=$how" "$room/minus.xlsx" "$room/$how.csv" 2>/dev/null
done
seen=$("$room/venv/bin/python" - "$room" <<'PY'
import csv, sys
for how in ["preserve", "raw"]:
    with open(f"{sys.argv[1]}/{how}.csv", encoding="utf-8", newline="") as file:
        texts = [row[0] for row in csv.reader(file)]
    try:
        number = float(texts[0])
    except ValueError:
        number = "no number"
    print(how, *[f"U+{ord(text[0]):04X}{text[1:]}" for text in texts], number)
PY
)
echo "gnumeric $version; expected: U+002D on both lines"
echo "$seen"
[[ $seen == 'preserve U+22121234 U+22121234 U+22121,234円 no number
raw U+002D1234 U+002D1234 U+002D1234 -1234.0' ]] || { echo 'changed'; exit 1; }
echo 'as described'
