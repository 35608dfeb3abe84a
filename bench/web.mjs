import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./paths.mjs";
import { median, readableTime } from "./timing.mjs";

const BROWSER = process.env.HEADWATER_CHROMIUM ?? "/usr/bin/chromium";
const MAIN = join(ROOT, "dist", "cli", "main.js");
const FIRST = "/";
const CHAIN = "/chain?product=850511&to=US";
/** As many nodes a tier as make a chain of a little over 1,000 links. */
const LARGE = `${CHAIN}&top=33`;
const MOST_BYTES = 200_000;
const MOST_FIRST = 1000;
const MOST_REDRAW = 200;
const TIMES = 7;

async function serveDemo(store) {
  execFileSync(process.execPath, [MAIN, "demo", "--store", store], { cwd: ROOT, stdio: "ignore" });
  const server = spawn(process.execPath, [MAIN, "serve", "--store", store, "--port", "0", "--quiet"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((found, fail) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const address = /https?:\/\/\S+/.exec(line)?.[0];
      if (address !== undefined) found(address.replace(/\/$/, ""));
    });
    server.once("exit", (code) => fail(new Error(`The server ended with ${code}.`)));
  });
  return { url, stop: () => server.kill("SIGTERM") };
}

/** From the click on the address to the sign of the view being painted, and the script that it took, compressed. */
async function firstView(browser, url, path, sign) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  const scripts = new Set();
  let bytes = 0;
  client.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(url + path, { waitUntil: "commit" });
  await page.locator(sign).first().waitFor();
  const ms = await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))),
  );
  await page.waitForLoadState("networkidle");
  await context.close();
  return { ms, bytes };
}

/** A new measure chosen: from the choice to the frame after the picture is drawn anew. */
async function redraws(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(url + LARGE);
  await page.locator("[data-link]").first().waitFor();
  await page.waitForLoadState("networkidle");
  const links = await page.locator("[data-link]").count();
  const times = await page.evaluate(async (count) => {
    const [...fields] = document.querySelectorAll("label.field");
    const select = fields.find((field) => field.textContent.startsWith("Measure")).querySelector("select");
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const shape = () => document.querySelector("path.link").getAttribute("d");
    const taken = [];
    for (let time = 0; time < count; time++) {
      await new Promise((done) => setTimeout(done, 200));
      await frame();
      const before = shape();
      const start = performance.now();
      select.selectedIndex = select.selectedIndex === 0 ? 1 : 0;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      while (shape() === before) await frame();
      await frame();
      await new Promise((done) => setTimeout(done));
      taken.push(performance.now() - start);
    }
    return taken;
  }, TIMES);
  await page.close();
  return { links, ms: median(times) };
}

/** What the pages cost on the demo store: script, first view, and drawing a large chain anew, in a real browser. */
export async function measureWeb() {
  if (!existsSync(BROWSER)) {
    console.log(`  no browser at ${BROWSER}: the pages are not measured; HEADWATER_CHROMIUM names one`);
    return [];
  }
  const { chromium } = await import("playwright-core");
  const folder = mkdtempSync(join(tmpdir(), "headwater-web-"));
  const server = await serveDemo(join(folder, "store"));
  const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  try {
    const views = [
      ["first page", FIRST, "main .questions"],
      ["a value chain", CHAIN, "main [data-node]"],
    ];
    const rows = [];
    for (const [what, path, sign] of views) {
      const taken = [];
      for (let time = 0; time < TIMES; time++) taken.push(await firstView(browser, server.url, path, sign));
      const cold = taken[0].ms;
      const ms = median(taken.map((each) => each.ms));
      const bytes = Math.max(...taken.map((each) => each.bytes));
      console.log(
        `  ${what}: ${(bytes / 1000).toFixed(0)} kB of script, ${readableTime(ms)}, the first ${readableTime(cold)}`,
      );
      rows.push({
        what: `first view: ${what}`,
        ours: readableTime(ms),
        peer: "",
        figure: `${(bytes / 1000).toFixed(0)} kB of script`,
        target: "under 1 s and 200 kB",
        met: ms < MOST_FIRST && bytes < MOST_BYTES,
        raw: { ms, coldMs: cold, bytes },
      });
    }
    const redraw = await redraws(browser, server.url);
    console.log(`  ${redraw.links} links drawn anew in ${readableTime(redraw.ms)}`);
    rows.push({
      what: `a chain of ${redraw.links} links drawn anew`,
      ours: readableTime(redraw.ms),
      peer: "",
      figure: "",
      target: "under 200 ms",
      met: redraw.ms < MOST_REDRAW,
      raw: redraw,
    });
    return rows;
  } finally {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
