import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

interface Chain {
  readonly nodes: readonly { readonly tier: number; readonly label: string; readonly usd: string }[];
}
interface WhatIf {
  readonly because: string;
  readonly parts: {
    readonly hits: { readonly buyers: readonly { readonly label: string }[] };
    readonly plans: readonly { readonly plan: { readonly flows: readonly { readonly label: string }[] } }[];
  };
}

const MAGNETS = { title: "Magnets wait", edits: [{ ban: { product: "8505.11", origin: "CN", share: "50 %" } }] };
const HALF = "(*title*:*Magnets+wait*,*edits*:!(*ban*:(*product*:*8505.11*,*origin*:*CN*,*share*:*50+%25*))~)";
/** Of law alone, so that it is answered at once. */
const LISTED = "(*title*:*One+is+listed*,*edits*:!(*listing*:(*party*:*catl*,*list*:*us-uflpa*))~)";

/** A question that an address cannot hold. */
async function post<Result>(operation: string, question: object): Promise<Result> {
  const response = await fetch(`${inject("page")}/v1/${operation}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(question),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { readonly result: Result }).result;
}

const edits = (page: Page) => page.locator(".edits > li > p:first-child").allTextContents();
const figure = (page: Page, title: RegExp) =>
  page.locator("figure").filter({ has: page.getByRole("heading", { name: title }) });
const titles = (row: Locator) =>
  row.locator("td span[title]").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title")));

describe.skipIf(inject("page") === "")("the scenario screen", () => {
  test("says what the API says of a scenario, and lays its chain over the baseline", async () => {
    const { page, complaints } = await openPage("/scenario");
    const [answered] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith("/v1/whatif")),
      page.goto(`${inject("page")}/scenario?to=US&depth=1&scenario=${HALF}`),
    ]);
    const { because, parts } = ((await answered.json()) as { readonly result: WhatIf }).result;
    await page.getByText(because).waitFor();
    const [buyer] = parts.hits.buyers;
    const [plan] = parts.plans;
    for (const title of [/^Baseline, scenario and difference/, /^What moves the /]) {
      await figure(page, title).first().waitFor();
    }
    await figure(page, /^When they run short/)
      .getByRole("slider")
      .waitFor();
    const hits = figure(page, /^Who is hit, by tier/);
    await hits.getByRole("button", { name: "View as table" }).click();
    await expect.poll(() => hits.locator("tbody td").first().textContent()).toBe(buyer?.label);
    const map = figure(page, /^Who brings HS 8505\.11/);
    await expect.poll(() => map.locator("[data-arc]").count()).toBeGreaterThan(1);
    await map.getByRole("button", { name: "View as table" }).click();
    for (const { label } of plan?.plan.flows ?? []) {
      await map.getByRole("gridcell", { name: label, exact: true }).waitFor();
    }

    const question = { product: "850511", to: "US", depth: 1, top: 250 };
    const [before, after] = await Promise.all([
      post<Chain>("chain", question),
      post<Chain>("chain", { ...question, scenario: MAGNETS }),
    ]);
    const drawn = figure(page, /^What changes behind HS 8505\.11/);
    await drawn.getByRole("button", { name: "View as table" }).click();
    const china = ({ nodes }: Chain) => nodes.find(({ tier, label }) => tier === 1 && label === "China")?.usd;
    await expect
      .poll(() => titles(drawn.locator("tbody tr").filter({ hasText: "China" }).first()))
      .toEqual(["1", china(before), china(after), `-${china(after)}`]);
    expect(complaints).toEqual([]);
  });

  test("adds, alters and removes edits by their forms, refuses what cannot be used by its edit, and steps back", async () => {
    const { page, complaints } = await openPage(`/scenario?scenario=${LISTED}`);
    const listed = "catl is on the list us-uflpa.";
    await expect.poll(() => edits(page)).toEqual([listed]);
    await page.getByLabel("Suppose something more").selectOption("inventory");
    await page.getByRole("button", { name: "Add an edit" }).click();
    const form = page.locator(".edit-form");
    await form.getByRole("button", { name: "Suppose it" }).click();
    await form.getByText("It needs: Days of use.").waitFor();
    await form.getByLabel("Days of use (needed)").fill("45");
    await form.getByLabel("Products, HS codes").fill("8505.11");
    await form.getByRole("button", { name: "Suppose it" }).click();
    const both = [listed, expect.stringContaining("45 days")];
    await expect.poll(() => edits(page)).toEqual(both);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Change edit 2");

    await page.getByRole("button", { name: "Change edit 2" }).click();
    await form.getByLabel("Days of use (needed)").fill("-5");
    await form.getByRole("button", { name: "Suppose it" }).click();
    await page
      .getByRole("alert")
      .getByText(/^Edit 2 \(inventory\) cannot be used: .*-5/)
      .waitFor();
    await expect.poll(() => page.locator(".edits > li.fault").count()).toBe(1);
    await page.goBack();
    await expect.poll(() => edits(page)).toEqual(both);
    await page.getByRole("button", { name: "Remove edit 2" }).click();
    await expect.poll(() => edits(page)).toEqual([listed]);
    await page.getByText("One is listed, 1 edit").waitFor();
    expect(complaints).toEqual([]);
  });

  test("gives and takes the file that the command line takes, and sets a copy beside the first", async () => {
    const { page, complaints } = await openPage("/scenario");
    await page.getByRole("button", { name: /^CATL is put on the list/ }).click();
    await expect.poll(() => edits(page)).toEqual([expect.stringMatching(/^catl is on the list us-uflpa/)]);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download scenario.yaml" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^catl-is-put-on-the-list.*\.yaml$/);
    const written = readFileSync(await file.path(), "utf8");
    await page.getByLabel("Open a file").setInputFiles({
      name: "mine.yaml",
      mimeType: "application/yaml",
      buffer: Buffer.from(written.replace(/^title: .*$/m, 'title: "<b>Mine</b>"').replace("us-uflpa", "us-1260h")),
    });
    await page.getByRole("heading", { name: "<b>Mine</b>", exact: true }).waitFor();
    await expect.poll(() => edits(page)).toEqual([expect.stringMatching(/^catl is on the list us-1260h/)]);

    await page.getByRole("button", { name: "Show or paste the whole as text" }).click();
    await expect.poll(() => page.getByLabel(/^YAML or JSON/).inputValue()).toContain("list: us-1260h");
    await page.getByLabel(/^YAML or JSON/).fill("title: [");
    await page.getByRole("button", { name: "Use this text" }).click();
    await page.getByText(/Flow sequence/).waitFor();
    await page.getByRole("button", { name: "Duplicate, and compare" }).click();
    await page.getByRole("heading", { name: "<b>Mine</b>, changed", exact: true }).waitFor();
    const figures = figure(page, /^Baseline, scenario and difference/);
    await figures.getByRole("columnheader", { name: "<b>Mine</b>, changed" }).waitFor();
    await page.getByRole("button", { name: "Change places" }).click();
    await page.getByRole("heading", { name: "<b>Mine</b>", exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });
});
