// Opens a workbook with one of npm's libraries and saves it again: node saver.js LIBRARY FROM TO
// NODE_PATH leads to where the libraries are installed.
'use strict';
const [library, from, to] = process.argv.slice(2);

const savers = {
  async exceljs() {
    const book = new (require('exceljs').Workbook)();
    await book.xlsx.readFile(from);
    await book.xlsx.writeFile(to);
  },
  async sheetjs() {
    const sheetjs = require('xlsx');
    // With number formats, as whoever wants to keep dates and percentages reads.
    sheetjs.writeFile(sheetjs.readFile(from, { cellNF: true, cellStyles: true }), to);
  },
  async 'xlsx-populate'() {
    const book = await require('xlsx-populate').fromFileAsync(from);
    await book.toFileAsync(to);
  },
};
savers[library]().catch((error) => {
  console.error(error);
  process.exit(1);
});
