#!/usr/bin/env bash
# openpyxl and Gnumeric take dates in the built-in formats of Japanese workbooks for plain numbers.
#
# Version:  openpyxl 3.1.5 (PyPI), Debian 12's gnumeric 1.12.55-1 (apt-get install gnumeric); XlsxWriter 3.2.9 makes the
#           file, python-calamine 0.9.1 reads it as a witness.
# Input:    1 April 2024 under the format numbers 27, 28, 31, 55, 57 and 58. Such a number needs no <numFmt> of its own:
#           ECMA-376 part 1, 18.8.30 lists for Japanese 27 and 57 as [$-411]ge.m.d, 28 and 58 as
#           [$-411]ggge"年"m"月"d"日", 31 as yyyy"年"m"月"d"日", 55 as yyyy"年"m"月".
# Expected: a date six times, as python-calamine gives it: from 27 to 36 and 50 to 58 the list has nothing but dates
#           and times.
# Seen:     openpyxl gives the integer 45383 and calls the format General; Gnumeric shows 45383.
# Way out:  ask for the number of the format (cell._style.numFmtId in openpyxl) before believing that a cell is no date.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.2.9 python-calamine==0.9.1
seen=$("$room/venv/bin/python" - "$room/dates.xlsx" <<'PY'
import sys, openpyxl, xlsxwriter
from python_calamine import CalamineWorkbook
path = sys.argv[1]
with xlsxwriter.Workbook(path) as book:
    sheet = book.add_worksheet()
    for row, number in enumerate([27, 28, 31, 55, 57, 58]):
        sheet.write_number(row, 0, 45383, book.add_format({"num_format": number}))
cells = [row[0] for row in openpyxl.load_workbook(path).active.iter_rows()]
print("calamine:", *[row[0] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()])
print("openpyxl:", *[f"{cell.value}/{cell.number_format}" for cell in cells])
PY
)
ssconvert -T Gnumeric_stf:stf_assistant -O 'format=preserve' "$room/dates.xlsx" "$room/dates.txt" 2>/dev/null
seen+=$'\n'"gnumeric: $(tr '\n' ' ' <"$room/dates.txt")"
day='2024-04-01' none='45383/General'
echo "gnumeric $version; expected: a date six times on each line"
echo "$seen"
[[ $seen == "calamine: $day $day $day $day $day $day
openpyxl: $none $none $none $none $none $none
gnumeric: 45383 45383 45383 45383 45383 45383 " ]] || { echo 'changed'; exit 1; }
echo 'as described'
