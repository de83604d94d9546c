#!/usr/bin/env bash
# calamine and openpyxl take a date that shows only its era and year (令和6年度) for a plain number.
#
# Version:  python-calamine 0.9.1, openpyxl 3.1.5 (PyPI); XlsxWriter 3.2.9 makes the file.
# Input:    1 April 2024 under [$-411]ggge"年度" (Excel shows 令和6年度), [$-411]ge (R6), [$-411]e (6) and, to compare,
#           yyyy"年度" and [$-411]ggge"年"m"月".
# Expected: a date five times: e is the year of the era as y is that of the Gregorian calendar (ECMA-376 part 1,
#           18.8.31), and a format with nothing but a year is a date for both readers when it is written with y.
# Seen:     45383 for the three formats without y, m and d; both look for the letters y, m, d, h and s only. A column of
#           fiscal years thus comes in as numbers like 45383, with no sign that they were dates.
# Way out:  read the format itself, and take e and g outside quotes and brackets (and outside E+ and General) for a date.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.2.9 python-calamine==0.9.1
seen=$("$room/venv/bin/python" - "$room/years.xlsx" <<'PY'
import sys, openpyxl, xlsxwriter
from python_calamine import CalamineWorkbook
path = sys.argv[1]
formats = ['yyyy"年度"', '[$-411]ggge"年"m"月"', '[$-411]ggge"年度"', '[$-411]ge', '[$-411]e']
with xlsxwriter.Workbook(path) as book:
    sheet = book.add_worksheet()
    for row, code in enumerate(formats):
        sheet.write_number(row, 0, 45383, book.add_format({"num_format": code}))
one = [row[0] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
other = [row[0].value for row in openpyxl.load_workbook(path).active.iter_rows()]
for code, *values in zip(formats, one, other):
    print(code, *[type(value).__name__ for value in values])
PY
)
echo 'expected: date (calamine) and datetime (openpyxl) five times'
echo "$seen"
[[ $seen == 'yyyy"年度" date datetime
[$-411]ggge"年"m"月" date datetime
[$-411]ggge"年度" float int
[$-411]ge float int
[$-411]e float int' ]] || { echo 'changed'; exit 1; }
echo 'as described'
