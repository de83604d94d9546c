#!/usr/bin/env bash
# SUMPRODUCT over LEFT of a range: the result depends on the row that the formula stands in.
#
# Versions: ironcalc 0.9.1 (PyPI); Debian 12's gnumeric 1.12.55-1 (apt-get install gnumeric); openpyxl 3.1.5 (PyPI)
#           makes the file.
# Input:    A1:A3 "open", "done", "open"; =SUMPRODUCT((LEFT(A1:A3,4)="open")*1) in B1 and in B2, as plain formulas.
# Expected: 2 and 2: SUMPRODUCT takes its arguments as arrays, so LEFT is worked out for each cell of the range. Excel
#           and LibreOffice do so.
# Seen:     1 and 0 in both: LEFT is given the one cell of the range that stands in the formula's own row (implicit
#           intersection), and SUMPRODUCT adds up that single value. Comparisons alone, (A1:A3="open")*1, are arrays.
# Way out:  a column of flags, or a sum that names each cell.
#
# Ends with 0 while both behave so, with 1 when one of them changed. Needs python3 with venv.
set -euo pipefail
version=$(dpkg-query -W -f='${Version}' gnumeric 2>/dev/null || true)
[[ -n $version ]] || { echo 'apt-get install gnumeric'; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet ironcalc==0.9.1 openpyxl==3.1.5
"$room/venv/bin/python" - "$room/book.xlsx" <<'PY'
import sys, openpyxl
book = openpyxl.Workbook()
for row, text in enumerate(["open", "done", "open"], 1):
    book.active.cell(row, 1, text)
for row in (1, 2):
    book.active.cell(row, 2, '=SUMPRODUCT((LEFT(A1:A3,4)="open")*1)')
book.active["C1"] = '=SUMPRODUCT((A1:A3="open")*1)'
book.save(sys.argv[1])
PY
ironcalc=$("$room/venv/bin/python" - "$room/book.xlsx" <<'PY'
import sys, ironcalc
book = ironcalc.load_from_xlsx(sys.argv[1], "en", "UTC")
book.evaluate()
print(*[book.get_formatted_cell_value(0, row, column) for row, column in [(1, 2), (2, 2), (1, 3)]])
PY
)
ssconvert --recalc -T Gnumeric_stf:stf_csv "$room/book.xlsx" "$room/book.csv" 2>/dev/null
gnumeric=$(awk -F, 'NR == 1 { first = $2; plain = $3 } NR == 2 { print first, $2, plain }' "$room/book.csv")
echo 'expected                    2 2 2   (LEFT in row 1, LEFT in row 2, comparison alone)'
echo "ironcalc 0.9.1              $ironcalc"
echo "gnumeric $version        $gnumeric"
[[ $ironcalc == '1 0 2' && $gnumeric == '1 0 2' ]] || { echo 'changed'; exit 1; }
echo 'as described'
