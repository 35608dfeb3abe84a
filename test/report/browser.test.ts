import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoStore } from "../attribution/demo-store.ts";
import { headwater } from "../cli/headwater.ts";
import { chromiumPath, hasChromium } from "../support/chromium.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const scratch = mkdtempSync(join(tmpdir(), "headwater-report-"));
const file = join(scratch, "magnets.html");
let browser: Browser;

interface Checked {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly unknown[];
}

describe.skipIf(!hasChromium("the report is not opened in a browser"))("the report in a browser", () => {
  beforeAll(async () => {
    const demo = await demoStore();
    const ran = await headwater(["report", "--product", "850511", "--to", "US", "--out", file, "--store", demo.folder]);
    demo.remove();
    expect(ran.code, ran.err).toBe(0);
    browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  test.each(["light", "dark"] as const)("has no accessibility fault on %s paper", async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, bypassCSP: true, viewport: { width: 1200, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    await page.addScriptTag({ path: axe });
    const found = (await page.evaluate("axe.run()")) as Checked;
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(found.passes.length).toBeGreaterThan(20);
    await page.close();
  });

  test("asks for nothing but itself, and complains of nothing", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    const said: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto(pathToFileURL(file).href, { waitUntil: "networkidle" });
    expect(asked).toEqual([pathToFileURL(file).href]);
    expect(said).toEqual([]);
    await page.close();
  });

  test("fits a phone without scrolling sideways, and a figure leads to its explanation by keyboard", async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.locator("#summary a.figure").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(":target").textContent()).toContain("USD 491902474.00");
    await page.close();
  });

  test("prints to PDF", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const sheets = pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(sheets).toBeGreaterThan(4);
    await page.close();
  });
});
