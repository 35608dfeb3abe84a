import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { ask, closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

interface Leg {
  readonly change: string | null;
  readonly points: readonly {
    readonly month: string;
    readonly actual: string | null;
    readonly expected: string | null;
    readonly low: string | null;
    readonly high: string | null;
  }[];
}
interface Diversion {
  readonly words: string;
  readonly direct: Leg;
  readonly candidates: readonly {
    readonly country: { readonly key: string; readonly label: string };
    readonly diversion: string;
    readonly feed: Leg;
    readonly third: Leg;
    readonly signals: readonly { readonly name: string; readonly value: string | null; readonly words: string }[];
    readonly explanations: readonly { readonly words: string; readonly named: readonly string[] }[];
    readonly decide: readonly string[];
  }[];
}
interface Flows {
  readonly points: readonly { readonly period: string; readonly usd: string; readonly kg: string }[];
}

const WAY = "product=250410&origin=CN&to=US";
const PATIENCE = { timeout: 30_000 };

/** What the cells of a table show, or tell when they are pointed at. */
function cells(page: Page, name: string): Promise<string[][]> {
  return page
    .getByRole("grid", { name, exact: true })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("td")].map(
          (cell) =>
            cell.querySelector("span[title], button.figure-button")?.getAttribute("title") ?? cell.textContent ?? "",
        ),
      ),
    );
}

const figure = (page: Page, title: string) =>
  page.locator("figure").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
const dash = (value: string | null) => value ?? "—";

describe.skipIf(inject("page") === "")("the signals screen", () => {
  test("calls the gap of December 2023 a gap, from its worked question, with the measure on the chart", async () => {
    const { page, complaints } = await openPage("/signals");
    await page.getByRole("link", { name: /when licences began/ }).click();
    await page.waitForURL(`**/signals?${WAY}&measure=cn-graphite-39-2023`);
    const leg = figure(page, "Direct leg: China to the United States");
    await leg.getByText("2023-12-01 cn-graphite-39-2023").waitFor();
    const { words, direct } = await ask<Diversion>(`diversion?${WAY}&measure=cn-graphite-39-2023`);
    expect(words).toContain("a one-month gap, not diversion");
    await page.getByText(words).waitFor();
    expect(await leg.locator("path.band").count()).toBe(1);

    const slider = leg.getByRole("slider");
    await slider.press("Home");
    const first = direct.points[0];
    await expect.poll(() => slider.getAttribute("aria-valuetext"), PATIENCE).toMatch(`${first?.month}: came 4,0`);
    await leg.getByRole("button", { name: "View as table" }).click();
    await expect
      .poll(() => cells(page, "Direct leg: China to the United States"), PATIENCE)
      .toEqual(
        direct.points.map(({ month, actual, expected, low, high }) => [
          month,
          ...[actual, expected, low, high].map(dash),
        ]),
      );
    expect(complaints).toEqual([]);
  });

  test("shows the rise to Indonesia with its evidence, what speaks against it and what would decide", async () => {
    const { page, complaints } = await openPage(`/signals?${WAY}&since=2024-07-01`);
    await page.getByRole("heading", { name: "Indonesia", exact: true }).waitFor();
    const { candidates } = await ask<Diversion>(`diversion?${WAY}&since=2024-07-01`);
    const [indonesia, next] = candidates;
    expect([indonesia?.country.key, indonesia?.diversion]).toEqual(["ID", "possible"]);
    const listed = candidates.map(({ country, diversion, feed, third }) => [
      ...[country.label, diversion, dash(feed.change), dash(third.change)],
    ]);
    await expect
      .poll(async () => (await cells(page, "Third countries")).map(([a, b, , c, d]) => [a, b, c, d]), PATIENCE)
      .toEqual(listed);
    const signals = await cells(page, "Signals on Indonesia");
    expect(signals.map(([, , words, value]) => [words, value])).toEqual(
      indonesia?.signals.map(({ words, value }) => [words, dash(value)]),
    );
    const shown = (await page.locator(".case").textContent()) ?? "";
    for (const said of [...(indonesia?.explanations ?? []).map(({ words }) => words), ...(indonesia?.decide ?? [])]) {
      expect(shown).toContain(said);
    }
    expect(await page.getByRole("link", { name: /^PT Indonesia BTR/ }).getAttribute("href")).toMatch(
      /^\/company\?party=PT\+/,
    );

    await page.getByRole("button", { name: next?.country.label ?? "", exact: true }).click();
    await page.waitForURL(new RegExp(`open=${next?.country.key}`));
    const heading = page.getByRole("heading", { name: next?.country.label ?? "", exact: true });
    await heading.waitFor();
    expect(await heading.evaluate((own) => own === document.activeElement)).toBe(true);

    await page.getByLabel("The signal").selectOption("third-rise");
    await page.waitForURL(/signal=third-rise/);
    await page.getByText(`None of ${candidates.length} third countries meets the filter.`).waitFor();
    await page.getByLabel("Its state").selectOption("unknown");
    await page.waitForURL(/strength=unknown/);
    await expect.poll(async () => (await cells(page, "Third countries")).length, PATIENCE).toBe(candidates.length);
    expect(complaints).toEqual([]);
  });

  test("keeps a status and a note in the browser alone, and gives them as a file", async () => {
    const { page, complaints } = await openPage(`/signals?${WAY}&since=2024-07-01&open=ID`);
    await page.getByLabel("Your status").selectOption("watching");
    await page.getByLabel("Your note", { exact: true }).fill('Ask for <b>imports</b>, "monthly"');
    await page.getByLabel("Your note", { exact: true }).blur();
    await page.getByRole("grid", { name: "Your notes" }).waitFor();
    await page.goto(`${inject("page")}/signals`);
    await expect
      .poll(async () => (await cells(page, "Your notes")).map((row) => row.slice(0, 6)), PATIENCE)
      .toEqual([
        [
          "250410 CN>ID>US 2024-07",
          "Indonesia",
          "possible",
          "not shown",
          "watching",
          'Ask for <b>imports</b>, "monthly"',
        ],
      ]);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Notes as JSON" }).click(),
    ]);
    const kept = JSON.parse(readFileSync(await file.path(), "utf8")) as readonly Record<string, string>[];
    expect(kept[0]?.address).toBe(`/signals?${WAY}&since=2024-07-01&open=ID`);
    await page.getByRole("button", { name: "250410 CN>ID>US 2024-07" }).click();
    await page.waitForURL(/open=ID/);
    await expect.poll(() => page.getByLabel("Your status").inputValue(), PATIENCE).toBe("watching");
    expect(complaints).toEqual([]);
  });

  test("shows the series and the mirror of the same leg, and leads to where figures come from and to other screens", async () => {
    const { page, complaints } = await openPage(`/signals?${WAY}&tab=series`);
    const leg = figure(page, "China to the United States");
    await leg.getByRole("button", { name: "View as table" }).click();
    const { points } = await ask<Flows>(`flows?${WAY}`);
    await expect
      .poll(
        async () => (await cells(page, "China to the United States")).map((row) => [row[0], row[3], row[4]]),
        PATIENCE,
      )
      .toEqual(points.map(({ period, usd, kg }) => [period, usd, kg]));
    await leg.getByRole("button", { name: /How it was computed/ }).click();
    const panel = page.getByRole("dialog", { name: "Where this figure comes from" });
    await panel.getByText("headwater flows --product 250410 --origin CN --to US", { exact: false }).first().waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("tab", { name: "Mirror" }).click();
    await page
      .getByText(/^Only China reports this flow in the store/)
      .first()
      .waitFor();
    const links = page.getByRole("navigation", { name: "The same elsewhere" });
    await links.getByRole("link", { name: "Mineral: graphite" }).waitFor();
    const hrefs = await links.getByRole("link").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
    expect(hrefs).toEqual(
      expect.arrayContaining([
        "/chain?product=250410&to=US",
        "/market?product=graphite",
        "/minerals?mineral=graphite",
        "/watch?product=250410",
      ]),
    );
    expect(complaints).toEqual([]);
  });
});
