#!/usr/bin/env bash
# Gnumeric's .ods: a percentage is no percentage, and a number has more digits than it had.
#
# Version:  Debian 12's gnumeric 1.12.55-1 (apt-get install gnumeric); openpyxl 3.1.5 (PyPI) makes the file.
# Input:    0.843 in the format 0.0% (shown as 84.3%), saved as .ods by ssconvert.
# Expected: office:value-type="percentage" office:value="0.843". OpenDocument 1.2 part 1, 19.385, has the type for
#           this, LibreOffice writes it, and readers tell 84.3% from 0.843 by it.
# Seen:     office:value-type="float" office:value="0.842999999999999999984": a float whose percentage is to be found
#           in its data style in styles.xml alone, with the 21 digits of an extended double, though the .xlsx said 0.843. Whoever
#           takes the text for a decimal number gets one that nobody typed.
# Way out:  follow the cell's style to number:percentage-style, and take numbers as doubles first.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet openpyxl==3.1.5
"$room/venv/bin/python" - "$room/share.xlsx" <<'PY'
import sys, openpyxl
book = openpyxl.Workbook()
cell = book.active["A1"]
cell.value, cell.number_format = 0.843, "0.0%"
book.save(sys.argv[1])
PY
ssconvert -T Gnumeric_OpenCalc:odf "$room/share.xlsx" "$room/share.ods" 2>/dev/null
seen=$(python3 - "$room/share.ods" <<'PY'
import re, sys, zipfile
package = zipfile.ZipFile(sys.argv[1])
content, styles = (package.read(part).decode("utf-8") for part in ("content.xml", "styles.xml"))
print(*re.search(r'office:value-type="(\w+)" office:value="(0\.8[\d.]+)"', content).groups(),
      "percentage-style" if "<number:percentage-style" in styles else "no style")
PY
)
echo "gnumeric $version; expected: percentage 0.843"
echo "$seen"
[[ $seen == 'float 0.842999999999999999984 percentage-style' ]] || { echo 'changed'; exit 1; }
echo 'as described'
