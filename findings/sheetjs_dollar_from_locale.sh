#!/usr/bin/env bash
# SheetJS puts a dollar sign before numbers whose format is marked as Japanese.
#
# Version:  xlsx 0.18.5 (npm).
# Input:    1234 under #,##0, [$-411]#,##0, [$-411][DBNum3]#,##0 and [$-411]#,##0"円".
# Expected: 1,234 without a currency (in full-width digits for the third): a bracket with $ holds a currency, a hyphen
#           and a language, and in [$-411] there is a language only. So it is with dates, where SheetJS shows no dollar.
# Seen:     $1,234 for the marked formats, $1,234円 with the unit: in the text of the cell and in the CSV.
# Way out:  take the value (v) and not the text (w), and format it oneself.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs node and npm.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
npm install --silent --no-fund --no-audit --prefix "$room" xlsx@0.18.5
cat >"$room/read.js" <<'JS'
const sheetjs = require('xlsx');
const sheet = sheetjs.utils.aoa_to_sheet([[]]);
const formats = ['#,##0', '[$-411]#,##0', '[$-411][DBNum3]#,##0', '[$-411]#,##0"円"', '[$-411]yyyy/m/d'];
formats.forEach((z, c) => { sheet[sheetjs.utils.encode_cell({ r: 0, c })] = { t: 'n', v: 1234, z }; });
sheet['!ref'] = 'A1:E1';
const book = sheetjs.utils.book_new();
sheetjs.utils.book_append_sheet(book, sheet, 'Sheet1');
const read = sheetjs.read(sheetjs.write(book, { type: 'buffer', bookType: 'xlsx' }), { cellNF: true }).Sheets.Sheet1;
for (const at of ['A1', 'B1', 'C1', 'D1', 'E1']) console.log(read[at].z, read[at].w);
console.log(sheetjs.utils.sheet_to_csv(read, { FS: ';' }));
JS
seen=$(NODE_PATH="$room/node_modules" node "$room/read.js")
echo 'expected: no dollar outside of the formats'
echo "$seen"
[[ $seen == '#,##0 1,234
[$-411]#,##0 $1,234
[$-411][DBNum3]#,##0 $1,234
[$-411]#,##0"円" $1,234円
[$-411]yyyy/m/d 1903/5/18
1,234;$1,234;$1,234;$1,234円;1903/5/18' ]] || { echo 'changed'; exit 1; }
echo 'as described'
