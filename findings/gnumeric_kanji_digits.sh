#!/usr/bin/env bash
# Gnumeric shows nothing at all for a number whose format asks for Japanese digits.
#
# Version:  Debian 12's gnumeric 1.12.55-1 (apt-get install gnumeric); XlsxWriter 3.2.9 (PyPI) makes the file.
# Input:    12 under the formats 0, [DBNum3]0 (Excel: １２), [DBNum3]#,##0, [DBNum1]0 (Excel: 一二) and [DBNum2]0"円".
# Expected: 12 in Japanese digits, or, from a program without them, the plain 12.
# Seen:     an empty text for every format with DBNum, without a message: in the export of the cells as shown. The number
#           itself is there (the plain export has it) and the format survives saving, so only what
#           is seen has lost it.
# Way out:  export values, not what is shown; or keep DBNum out of workbooks that others will open.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check XlsxWriter==3.2.9
"$room/venv/bin/python" - "$room/digits.xlsx" <<'PY'
import sys, xlsxwriter
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    for column, code in enumerate(["0", "[DBNum3]0", "[DBNum3]#,##0", "[DBNum1]0", '[DBNum2]0"円"']):
        sheet.write_number(0, column, 12, book.add_format({"num_format": code}))
PY
for how in preserve raw; do
  ssconvert -T Gnumeric_stf:stf_assistant -O "format=$how" "$room/digits.xlsx" "$room/$how.txt" 2>/dev/null
done
shown=$(<"$room/preserve.txt") plain=$(<"$room/raw.txt")
echo "gnumeric $version; expected: a number in all five cells"
echo "as shown: $shown"
echo "values:   $plain"
[[ $shown == '12,,,,' && $plain == '12,12,12,12,12' ]] || { echo 'changed'; exit 1; }
echo 'as described'
