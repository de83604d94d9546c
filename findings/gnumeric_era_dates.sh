#!/usr/bin/env bash
# Gnumeric drops the era of a date and shows the Gregorian year in its place; the day of the week stays as letters.
#
# Version:  Debian 12's gnumeric 1.12.55-1 (apt-get install gnumeric); XlsxWriter 3.2.9 (PyPI) makes the file.
# Input:    1 April 2024 under [$-411]ggge"年"m"月"d"日" (Excel: 令和6年4月1日), [$-411]ge.m.d (R6.4.1), "令和"e"年度"
#           (with [$-411] before it: 令和6年度), m"月"d"日"(aaa) ([$-411]: 4月1日(月)).
# Expected: the era and its year, or an ISO date as for a format that is not understood; some day of the week.
# Seen:     2024年4月1日 and 2024.4.1: the letters of the era vanish and e becomes the Gregorian year, so that an era
#           written by hand gives 令和2024年度, a year that does not exist; and (aaa) stands there letter by letter.
# Way out:  export values (format=raw or automatic), and write eras as text where other programs must show them.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check XlsxWriter==3.2.9
"$room/venv/bin/python" - "$room/dates.xlsx" <<'PY'
import sys, xlsxwriter
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    codes = ['ggge"年"m"月"d"日"', 'ge.m.d', '"令和"e"年度"', 'm"月"d"日"(aaa)']
    for column, code in enumerate(codes):
        sheet.write_number(0, column, 45383, book.add_format({"num_format": "[$-411]" + code}))
PY
ssconvert -T Gnumeric_stf:stf_assistant -O 'format=preserve' "$room/dates.xlsx" "$room/dates.txt" 2>/dev/null
seen=$(<"$room/dates.txt")
echo "gnumeric $version; expected: 令和6年4月1日,R6.4.1,令和6年度,4月1日(月)"
echo "seen: $seen"
[[ $seen == '2024年4月1日,2024.4.1,令和2024年度,4月1日(aaa)' ]] || { echo 'changed'; exit 1; }
echo 'as described'
