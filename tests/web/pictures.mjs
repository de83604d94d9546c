// The page as it was approved, in small grey pictures, and on paper: pictures.mjs FILE FOLDER. With WRITE set, they are written anew.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { open, withBrowser } from "./browser.mjs";

const SCREENS = [
  { name: "360", width: 360 },
  { name: "768", width: 768 },
  { name: "1280", width: 1280 },
  { name: "1280暗", width: 1280, scheme: "dark" },
];
/// Of the page's height so much is held, and so much smaller: words are grey bars, and what moves shows.
const HEIGHT = 5600;
const SCALE = 0.1;
/// Of 255 steps, on average over a picture; and the share of dots that may differ plainly.
const MEAN = 3;
const PLAIN = 64;
const SHARE = 0.02;

const [file, folder] = process.argv.slice(2);

await withBrowser(async (browser, fault) => {
  const bench = await browser.newPage();
  for (const screen of SCREENS) {
    const page = await open(browser, file, screen);
    await page.setViewport({ width: screen.width, height: HEIGHT, deviceScaleFactor: 1 });
    const shot = await page.screenshot({ encoding: "base64", clip: { x: 0, y: 0, width: screen.width, height: HEIGHT } });
    await hold(screen.name, [await smaller([shot], SCALE)]);
    await page.close();
  }
  await hold("印刷", await printed());

  /// The first sheets of paper, beside each other.
  async function printed() {
    const page = await open(browser, file, { width: 1280 });
    const place = fs.mkdtempSync(path.join(os.tmpdir(), "print-"));
    try {
      await page.pdf({ path: path.join(place, "page.pdf"), preferCSSPageSize: true, printBackground: true, timeout: 600_000 });
      execFileSync("pdftoppm", ["-png", "-r", "12", "-l", "8", path.join(place, "page.pdf"), path.join(place, "sheet")]);
      const sheets = fs.readdirSync(place).filter((name) => name.endsWith(".png")).sort();
      return [await smaller(sheets.map((name) => fs.readFileSync(path.join(place, name), "base64")), 1)];
    } finally {
      fs.rmSync(place, { recursive: true });
      await page.close();
    }
  }

  async function hold(name, [picture]) {
    const golden = path.join(folder, `${name}.png`);
    if (process.env.WRITE) return fs.writeFileSync(golden, Buffer.from(picture, "base64"));
    if (!fs.existsSync(golden)) return fault(golden, "there is no golden");
    const differs = await bench.evaluate(compare, fs.readFileSync(golden, "base64"), picture, PLAIN);
    if (typeof differs === "string") fault(golden, differs);
    else if (differs.mean > MEAN || differs.share > SHARE) fault(golden, `mean ${differs.mean.toFixed(2)}, plainly other ${(100 * differs.share).toFixed(1)} %`);
    else return;
    if (process.env.KEEP) fs.writeFileSync(path.join(process.env.KEEP, `${name}.png`), Buffer.from(picture, "base64"));
  }

  /// Pictures beside each other, in sixteen greys.
  function smaller(pictures, scale) {
    return bench.evaluate(async (pictures, scale) => {
      const load = async (data) => createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const images = await Promise.all(pictures.map(load));
      const width = Math.round(Math.max(...images.map((image) => image.width)) * scale);
      const height = Math.round(Math.max(...images.map((image) => image.height)) * scale);
      const canvas = new OffscreenCanvas(width * images.length, height);
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      images.forEach((image, at) => context.drawImage(image, at * width, 0, image.width * scale, image.height * scale));
      const dots = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let at = 0; at < dots.data.length; at += 4) {
        const [red, green, blue] = dots.data.slice(at, at + 3);
        const grey = Math.round((0.3 * red + 0.59 * green + 0.11 * blue) / 17) * 17;
        dots.data.fill(grey, at, at + 3);
      }
      context.putImageData(dots, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    }, pictures, scale);
  }
});

/// In the browser, where pictures are read.
async function compare(old, now, plain) {
  const read = async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = await Promise.all([read(old), read(now)]);
  if (a.width !== b.width || a.height !== b.height) return `${b.width} × ${b.height} instead of ${a.width} × ${a.height}`;
  let sum = 0;
  let other = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const difference = Math.abs(a.data[at] - b.data[at]);
    sum += difference;
    if (difference > plain) other += 1;
  }
  const dots = a.data.length / 4;
  return { mean: sum / dots, share: other / dots };
}
