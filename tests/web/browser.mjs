// Debian's Chromium without a screen, for the checks of the published page. The folder of node_modules is TOOLS, which `make test` fills.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const require = createRequire(path.join(process.env.TOOLS, "node_modules", "x.js"));
const puppeteer = require("puppeteer-core");
export const axe = () => require.resolve("axe-core/axe.min.js");

export const address = (file) => pathToFileURL(path.resolve(file)).href;

/// Runs `work` with a browser. `faults` collects what it has to say of files; there is none where all is well.
export async function withBrowser(work) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none", "--force-color-profile=srgb"],
    protocolTimeout: 600_000,
  });
  const faults = [];
  try {
    await work(browser, (file, fault) => faults.push(`${path.basename(file)}: ${fault}`));
  } finally {
    await browser.close();
  }
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length ? 1 : 0;
}

/// A page at this width and in these colours; what it says on the console or asks of anyone is a fault.
export async function open(browser, file, { width, scheme = "light", script = true, fault = () => {} }) {
  const page = await browser.newPage();
  page.setDefaultTimeout(600_000);
  page.on("console", (message) => fault(file, `console: ${message.text()}`));
  page.on("pageerror", (error) => fault(file, `script: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address(file)) fault(file, `request: ${request.url()}`);
  });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address(file), { timeout: 600_000 });
  return page;
}
