#!/usr/bin/env bash
# Gnumeric shows hidden sheets when it saves an .xlsx, but not when it saves an .ods.
#
# Version:  Debian 12's gnumeric 1.12.55-1 (apt-get install gnumeric); openpyxl 3.1.5 (PyPI) makes and reads the file.
# Input:    three sheets, the second hidden, the third very hidden.
# Expected: both still hidden after ssconvert has saved the workbook again, whatever the format.
# Seen:     as .xlsx no sheet has a state: both are in plain sight. As .ods both are hidden (table:display="false"), so
#           Gnumeric had read it and kept it, and only its .xlsx exporter leaves it out.
# Way out:  let nothing depend on a sheet being out of sight; know one's own sheets by name and content.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet openpyxl==3.1.5
"$room/venv/bin/python" - "$room/sheets.xlsx" <<'PY'
import sys, openpyxl
book = openpyxl.Workbook()
book.active["A1"] = "seen"
for name, state in [("hidden", "hidden"), ("very", "veryHidden")]:
    sheet = book.create_sheet(name)
    sheet["A1"] = name
    sheet.sheet_state = state
book.save(sys.argv[1])
PY
ssconvert -T Gnumeric_Excel:xlsx2 "$room/sheets.xlsx" "$room/saved.xlsx" 2>/dev/null
ssconvert -T Gnumeric_OpenCalc:odf "$room/sheets.xlsx" "$room/saved.ods" 2>/dev/null
xlsx=$("$room/venv/bin/python" -c '
import sys, openpyxl
print(*[sheet.sheet_state for sheet in openpyxl.load_workbook(sys.argv[1])])' "$room/saved.xlsx")
ods=$(unzip -p "$room/saved.ods" content.xml | grep -o 'table:display="[a-z]*"' | tr '\n' ' ')
echo "gnumeric $version; expected: visible hidden veryHidden"
echo ".xlsx: $xlsx"
echo ".ods:  $ods"
[[ $xlsx == 'visible visible visible' && $ods == 'table:display="true" table:display="false" table:display="false" ' ]] \
  || { echo 'changed'; exit 1; }
echo 'as described'
