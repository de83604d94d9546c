#!/usr/bin/env bash
# COUNTIF with `*`: a text with a line break is passed over.
#
# Versions: ironcalc 0.9.1 (PyPI), hyperformula 3.5.0 (npm).
# Input:    A1 "open", A2 "open" & CHAR(10) & "2 of 5", A3 "done"; =COUNTIF(A1:A3,"open*")
# Expected: 2, as in Excel and LibreOffice. Excel's help: an asterisk stands for any sequence of characters; a line
#           break within a cell is one of them.
# Seen:     1 in both. The pattern becomes a regular expression whose dot ends at the line. Nothing says so: a count of
#           open questions is too low without an error. The Debian package gnumeric 1.12.55-1 counts 1 too.
# Way out:  ask each cell by itself, (LEFT(A1,4)="open")+(LEFT(A2,4)="open")+…, which all of them compute alike: 2.
#
# Ends with 0 while both behave so, with 1 when one of them changed. Needs python3 with venv, node and npm.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet ironcalc==0.9.1
npm install --silent --no-fund --no-audit --prefix "$room" hyperformula@3.5.0

ironcalc=$("$room/venv/bin/python" - <<'PY'
import ironcalc
book = ironcalc.create("book", "en", "UTC", "en")
rows = ['open', '=A1&CHAR(10)&"2 of 5"', 'done']
for row, text in enumerate(rows, 1):
    book.set_user_input(0, row, 1, text)
book.set_user_input(0, 1, 2, '=COUNTIF(A1:A3,"open*")')
book.set_user_input(0, 1, 3, '=(LEFT(A1,4)="open")+(LEFT(A2,4)="open")+(LEFT(A3,4)="open")')
book.evaluate()
print(book.get_formatted_cell_value(0, 1, 2), book.get_formatted_cell_value(0, 1, 3))
PY
)
cat >"$room/count.js" <<'JS'
const { HyperFormula } = require('hyperformula');
const book = HyperFormula.buildFromArray([
  ['open', '=COUNTIF(A1:A3,"open*")', '=(LEFT(A1,4)="open")+(LEFT(A2,4)="open")+(LEFT(A3,4)="open")'],
  ['=A1&CHAR(10)&"2 of 5"'],
  ['done'],
], { licenseKey: 'gpl-v3' });
const [first] = book.getSheetValues(0);
console.log(first[1], first[2]);
JS
hyperformula=$(NODE_PATH="$room/node_modules" node "$room/count.js")

echo 'expected                  2 2   (COUNTIF with *, sum of LEFT)'
echo "ironcalc 0.9.1            $ironcalc"
echo "hyperformula 3.5.0        $hyperformula"
[[ $ironcalc == '1 2' && $hyperformula == '1 2' ]] || { echo 'changed'; exit 1; }
echo 'as described'
