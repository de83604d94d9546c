// What the published pages must hold in a browser: checks.mjs FILE… Prints the faults.

import fs from "node:fs";
import { axe, open, withBrowser } from "./browser.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCREENS = [
  { width: 360 },
  // A desk's screen at 200 %.
  { width: 640 },
  { width: 1280 },
  { width: 1280, scheme: "dark" },
];

await withBrowser(async (browser, fault) => {
  for (const file of process.argv.slice(2)) {
    for (const screen of SCREENS) {
      const page = await open(browser, file, { ...screen, fault });
      const at = `${screen.width} ${screen.scheme ?? "light"}`;
      for (const found of await wide(page)) fault(file, `${at}: wider than the screen: ${found}`);
      for (const found of await violations(page)) fault(file, `${at}: ${found}`);
      await page.close();
    }
    const plain = await open(browser, file, { width: 1280, script: false, fault });
    if (await plain.$(".finder")) fault(file, "without a script there are its controls");
    await plain.close();
    const page = await open(browser, file, { width: 1280, fault });
    for (const found of await unreached(page)) fault(file, found);
    for (const found of await unfound(page)) fault(file, found);
    await page.close();
  }
});

/// Nothing goes over the edge but what stands in a box that scrolls.
function wide(page) {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > edge) found.push(`the page (${document.documentElement.scrollWidth})`);
    for (const element of document.querySelectorAll("body *")) {
      const inside = element.parentElement.closest(".scroll");
      const { right, left } = element.getBoundingClientRect();
      if (!inside && !element.closest(".skip") && (right > edge + 0.5 || left < -0.5)) found.push(`${element.tagName} ${element.className}`);
    }
    return found.slice(0, 5);
  });
}

async function violations(page) {
  await page.evaluate(fs.readFileSync(axe(), "utf8"));
  const found = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
  const told = found.violations.map((rule) => `${rule.id}: ${rule.nodes.length}, ${rule.nodes[0].html.slice(0, 200)}`);
  // Whose contrast it cannot judge are single letters and signs, those of drawings, and what is scrolled out of sight on small screens.
  const cannot = ["shortTextContent", "nonBmp", "elmPartiallyObscured"];
  const open = found.incomplete.flatMap((rule) =>
    rule.nodes
      .filter((node) => !node.any.some((check) => cannot.includes(check.data?.messageKey)) && !node.html.startsWith("<text"))
      .map((node) => `${rule.id} is open: ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`),
  );
  return told.concat(open.slice(0, 3));
}

/// The keyboard alone comes to every link, control and box that scrolls, in the order of the page, and each shows that it has the focus.
async function unreached(page) {
  const all = await page.evaluate(() => {
    const list = [...document.querySelectorAll("a[href], button, input, select, [tabindex='0']")];
    list.forEach((element, at) => (element.dataset.at = at));
    return list.length;
  });
  const found = [];
  for (let at = 0; at < all; at += 1) {
    await page.keyboard.press("Tab");
    const { reached, ring } = await page.evaluate(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { reached: element.dataset.at ?? element.tagName, ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
    });
    if (reached !== String(at)) return [`the keyboard comes to ${reached} after ${at - 1}`];
    if (!ring) found.push(`no ring around ${reached}`);
  }
  return found.slice(0, 3);
}

/// The list of items is found in and sorted.
async function unfound(page) {
  const rows = () => page.$$eval("#items tbody tr:not([hidden]) th", (cells) => cells.map((cell) => cell.textContent.trim()));
  if (!(await page.$(".finder"))) return (await rows()).length > 1 ? ["no controls of the list"] : [];
  const found = [];
  const before = await rows();
  await page.type("#find-word", before.at(-1).normalize("NFKC"));
  const one = await rows();
  if (!one.includes(before.at(-1)) || one.length === before.length) found.push(`the word finds ${one}`);
  const said = await page.$eval(".finder [role=status]", (element) => element.textContent);
  if (!said.includes(`うち${one.length}件`)) found.push(said);
  await page.click(".finder button");
  await page.waitForFunction((count) => document.querySelectorAll("#items tbody tr:not([hidden])").length === count, {}, before.length);
  const sort = "#items thead th button";
  await page.click(sort);
  await page.click(sort);
  if (String(await rows()) !== String(before.toReversed?.() ?? [...before].reverse())) found.push("the order is not turned round");
  const sorted = await page.$eval("#items thead th", (head) => head.getAttribute("aria-sort"));
  if (sorted !== "descending") found.push(`aria-sort is ${sorted}`);
  return found;
}
