// The text of each page of PDFs as pdf.js (Firefox) reads it, as JSON: a list of pages for each file.
//
//     node texts.mjs FOLDER FILE…    FOLDER holds node_modules with pdfjs-dist

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...paths] = process.argv.slice(2);
const built = join(folder, "node_modules/pdfjs-dist/legacy/build/pdf.mjs");
const { getDocument } = await import(pathToFileURL(built));
const found = {};
for (const path of paths) {
  const loading = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0, useSystemFonts: false });
  const document = await loading.promise;
  found[path] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent();
    found[path].push(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  await loading.destroy();
}
console.log(JSON.stringify(found));
