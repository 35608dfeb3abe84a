import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { ask, closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

const MAGNETS = "/chain?product=850511&to=US&depth=2";

async function magnets(): Promise<{ page: Page; complaints: readonly string[] }> {
  const opened = await openPage(MAGNETS);
  await opened.page.locator("[data-node]").first().waitFor();
  return opened;
}

const ofChina = (page: Page) =>
  page.getByRole("grid", { name: "Every node of the picture" }).getByRole("button", { name: "366.3" });

describe.skipIf(inject("page") === "")("a figure", () => {
  test("leads to its rows, sources and vintage, and to the same question elsewhere", async () => {
    const { page, complaints } = await magnets();
    await ofChina(page).click();
    const panel = page.getByRole("dialog", { name: "Where this figure comes from" });
    await panel.getByText("China").first().waitFor();
    const reference = "trace?product=850511&to=US&depth=2#tiers.1.by.CN.usd";
    const explained = await ask<{ explanation: { sentence: string; sources: readonly { title: string }[] } }>(
      `explain?figure=${encodeURIComponent(reference)}`,
    );
    await expect.poll(() => panel.textContent()).toContain(explained.explanation.sentence);
    const text = await panel.textContent();
    expect(text).toContain(explained.explanation.sources[0]?.title);
    expect(text).toMatch(/Rows used \d/);
    expect(text).toMatch(/Vintage: store 2, book \d{4}-\d\d-\d\d/);
    expect(text).toContain(`headwater explain '${reference}'`);
    expect(text).toContain(`/v1/explain?figure=${encodeURIComponent(reference)}`);
    expect(text).toContain('Use the Headwater tool "explain" with');
    await expect.poll(() => new URL(page.url()).searchParams.get("figure")).toBe(reference);
    expect(complaints).toEqual([]);
  });

  test("keeps the focus in its panel, closes on Escape and gives the focus back", async () => {
    const { page } = await magnets();
    await ofChina(page).focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog");
    await panel.getByText("Ask for it elsewhere").waitFor();
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press("Tab");
      const inside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null,
      );
      expect(inside).toBe(true);
    }
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await expect.poll(() => page.url()).not.toContain("figure=");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("366.3");
  });

  test("can be copied as the command that gives it", async () => {
    const { page } = await magnets();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await ofChina(page).click();
    await page.getByRole("button", { name: "Copy the CLI command" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe("headwater explain 'trace?product=850511&to=US&depth=2#tiers.1.by.CN.usd'");
  });
});

describe.skipIf(inject("page") === "")("a chart", () => {
  test("is a figure with its finding, its table, and files of itself", async () => {
    const { page, complaints } = await magnets();
    const figure = page.locator("figure").first();
    const save = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        figure.getByRole("button", { name, exact: true }).click(),
      ]);
      return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const csv = await save("CSV");
    const { links } = await ask<{ links: readonly { usd: string }[] }>("chain?product=850511&to=US&depth=2");
    expect(csv.file).toBe("chain-850511.csv");
    const lines = csv.bytes.toString().trim().split("\r\n");
    expect(lines[0]).toBe("tier,from,to,products,rows,usd,kg,estimated");
    expect(lines.slice(1).map((line) => line.split(",").at(-3))).toEqual(links.map(({ usd }) => usd));
    const svg = await save("SVG");
    expect(svg.bytes.toString()).toMatch(/^<svg [\s\S]*Tier 1 is worth USD 491\.9 million/);
    const png = await save("PNG");
    expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
    await figure.getByRole("button", { name: "View as table" }).click();
    await expect.poll(() => figure.locator("tbody tr").count()).toBe(Math.min(60, links.length));
    expect(complaints).toEqual([]);
  });

  test("lights the path of what is pointed at, and keeps it lit when clicked", async () => {
    const { page } = await magnets();
    const china = page.locator('[data-node="1|CN"]');
    await china.locator("rect").first().hover();
    const litNow = () => page.locator("path.link.lit").count();
    await expect.poll(litNow).toBeGreaterThan(1);
    const lit = await litNow();
    expect(lit).toBeLessThan(await page.locator("path.link").count());
    await china.locator("rect").first().click();
    await page.waitForURL(/pin=1%7CCN/);
    await page.mouse.move(0, 0);
    await expect.poll(() => china.getAttribute("aria-pressed")).toBe("true");
    await expect.poll(litNow).toBe(lit);
  });

  test("starts anew from a node that is clicked twice", async () => {
    const { page } = await magnets();
    await page.locator('[data-node="1|JP"] rect').first().dblclick();
    await page.waitForURL(/to=JP/);
    await page.getByText("bought by Japan").first().waitFor();
  });

  test("lists the rows behind a link", async () => {
    const { page, complaints } = await magnets();
    await page.locator('[data-link="1|CN→0|US"]').focus();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name: "Rows behind this link" });
    await drawer.getByText("1 row: USD 366.3 million").waitFor();
    await expect.poll(() => drawer.locator("tbody tr").count()).toBe(1);
    await expect.poll(() => new URL(page.url()).searchParams.get("edge")).toBe("1|CN>0|US");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(inject("page") === "")("the address", () => {
  test("is what the page shows: stepping back and forward, and loading it again, show the same", async () => {
    const { page } = await magnets();
    await page.getByLabel("Measure").selectOption({ label: "Weight, kg" });
    await page.waitForURL(/measure=kg/);
    await page.getByLabel("Direction").selectOption({ label: "Down: what becomes of it" });
    await page.waitForURL(/origin=US.*direction=down/);
    await page.goBack();
    await page.waitForURL(/to=US.*measure=kg/);
    await expect.poll(() => page.getByLabel("Measure").inputValue()).toBe("kg");
    await page.goBack();
    await expect.poll(() => page.url()).toMatch(/\/chain\?product=850511&to=US&depth=2$/);
    await expect.poll(() => page.getByLabel("Measure").inputValue()).toBe("usd");
    await page.goForward();
    await page.waitForURL(/measure=kg/);
    await page.reload();
    await page.getByText("11.2 thousand t").first().waitFor();
    await expect.poll(() => page.getByLabel("Measure").inputValue()).toBe("kg");
  });

  test("of a question that cannot be asked shows the server's own words and hint", async () => {
    const { page } = await openPage("/chain?product=850511&to=Atlantis");
    const problem = page.getByRole("alert");
    await problem.getByText("Atlantis").waitFor();
    const { page: deep } = await openPage("/chain?product=850511&to=US&depth=99");
    await deep.getByRole("alert").getByText("depth").waitFor();
  });

  test("keeps the chosen theme and the day of the answers", async () => {
    const { page } = await magnets();
    await page.getByLabel("Theme").selectOption("dark");
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))
      .toBe("rgb(17, 20, 24)");
    await page.reload();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await page.getByLabel("As of").fill("2025-08-01");
    await page.waitForURL(/on=2025-08-01/);
    await page.getByText("For 2025-08-01, as known on 2025-08-01").waitFor();
  });
});
