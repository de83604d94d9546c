#!/usr/bin/env bash
# ExcelJS: an inline string that has a reading (furigana) takes the rest of its sheet away.
#
# Version:  exceljs 4.4.0 (npm).
# Input:    A1 an inline string <is> with <t> and <rPh>, B1 = 1, A2 = 2. <is> is a CT_Rst like the <si> of shared
#           strings (ECMA-376 part 1, 18.3.1.53 and 18.4.6), so readings and <phoneticPr> may stand in it.
# Expected: 計画, 1, 2; as for the same text as a shared string, and as xlsx (SheetJS) 0.18.5 reads both.
# Seen:     nothing of the three, without an error; saved again, the sheet is empty from that cell on.
# Cause:    the parser of a cell takes the end of an element that it does not know (rPh) for the end of the cell.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs node, npm and python3.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
npm install --silent --no-fund --no-audit --prefix "$room" exceljs@4.4.0 xlsx@0.18.5

python3 - "$room" <<'PY'
import sys, zipfile
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
package = "http://schemas.openxmlformats.org/package/2006"
kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
text = '<t>計画</t><rPh sb="0" eb="2"><t>ケイカク</t></rPh>'

def write(path, cell, strings):
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>')
        z.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{rels}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
            f'<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>')
        z.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')
        z.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>'
            f'<row r="1">{cell}<c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
            f'</sheetData></worksheet>')

write(f"{sys.argv[1]}/inline.xlsx", f'<c r="A1" t="inlineStr"><is>{text}</is></c>', "<si><t>x</t></si>")
write(f"{sys.argv[1]}/shared.xlsx", '<c r="A1" t="s"><v>0</v></c>', f"<si>{text}</si>")
PY
cat >"$room/read.js" <<'JS'
const { Workbook } = require('exceljs');
const sheetjs = require('xlsx');
(async () => {
  for (const name of ['shared', 'inline']) {
    const path = `${process.argv[2]}/${name}.xlsx`;
    const book = new Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.worksheets[0];
    const cells = ['A1', 'B1', 'A2'];
    const other = sheetjs.readFile(path).Sheets.Sheet1;
    console.log(name, 'exceljs', cells.map((at) => sheet.getCell(at).value).join(','),
      'sheetjs', cells.map((at) => other[at].v).join(','));
  }
})();
JS
seen=$(NODE_PATH="$room/node_modules" node "$room/read.js" "$room")
echo 'expected: 計画,1,2 four times'
echo "$seen"
[[ $seen == $'shared exceljs 計画,1,2 sheetjs 計画,1,2\ninline exceljs ,, sheetjs 計画,1,2' ]] \
  || { echo 'changed'; exit 1; }
echo 'as described'
