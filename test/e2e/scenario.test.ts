import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

interface Chain {
  readonly tiers: readonly { readonly tier: number; readonly usd: string }[];
  readonly nodes: readonly { readonly tier: number; readonly label: string; readonly usd: string }[];
}

const MAGNETS = {
  title: "Half of China's rare-earth magnets wait for a licence",
  edits: [{ ban: { product: "8505.11", origin: "CN", share: "50 %" } }],
};
const ADDRESS =
  "/scenario?to=US&depth=1&scenario=('title':'Magnets+wait','edits':!('ban':('product':'8505.11','origin':'CN','share':'50+%25'))~)";

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

describe.skipIf(inject("page") === "")("the scenario screen", () => {
  test("says a ready question as sentences, and lays its chain over the baseline", async () => {
    const { page, complaints } = await openPage("/scenario?depth=1");
    await page.getByRole("button", { name: /rare-earth magnets wait/ }).click();
    await expect
      .poll(() => edits(page))
      .toEqual([expect.stringMatching(/^Of the trade in HS 8505\.11 from China, 50 % stops/)]);
    await page.getByLabel("Who buys").fill("US");
    await page.getByLabel("Who buys").press("Enter");
    await page.getByLabel("As of").fill("2026-12-01");
    const question = { product: "850511", to: "US", depth: 1, top: 250, on: "2026-12-01" };
    const [before, after] = await Promise.all([
      post<Chain>("chain", question),
      post<Chain>("chain", { ...question, scenario: MAGNETS }),
    ]);
    const drawn = figure(page, /^What changes behind HS 8505\.11/);
    await drawn.getByRole("button", { name: "View as table" }).click();
    const china = ({ nodes }: Chain) => nodes.find(({ tier, label }) => tier === 1 && label === "China")?.usd;
    const row = drawn.locator("tbody tr").filter({ hasText: "China" });
    await expect
      .poll(() => row.locator("td span[title]").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title"))))
      .toEqual(["1", china(before), china(after), `-${china(after)}`]);
    expect(Number(china(after)) * 2).toBeCloseTo(Number(china(before)), 1);
    expect(complaints).toEqual([]);
  });

  test("adds, alters and removes edits by their forms, refuses what cannot be used by its edit, and steps back", async () => {
    const { page, complaints } = await openPage(ADDRESS);
    await page.getByLabel("Suppose something more").selectOption("listing");
    await page.getByRole("button", { name: "Add an edit" }).click();
    const form = page.locator(".edit-form");
    await form.getByRole("button", { name: "Suppose it" }).click();
    await form.getByText("It needs: Company, List.").waitFor();
    await form.getByLabel("Company (needed)").fill("catl");
    await form.getByLabel("List (needed)").fill("us-uflpa");
    await form.getByLabel("From").fill("2027-01-01");
    await form.getByRole("button", { name: "Suppose it" }).click();
    const ban = "Of the trade in HS 8505.11 from China, 50 % stops.";
    await expect.poll(() => edits(page)).toEqual([ban, "catl is on the list us-uflpa from 2027-01-01."]);

    await page.getByRole("button", { name: "Change edit 1" }).click();
    await form.getByLabel(/^Share that stops/).fill("500 %");
    await form.getByRole("button", { name: "Suppose it" }).click();
    await page
      .getByRole("alert")
      .getByText(/^Edit 1 \(ban\) cannot be used: .*500 %/)
      .waitFor();
    await expect.poll(() => page.locator(".edits > li.fault").count()).toBe(1);
    await page.goBack();
    await expect.poll(() => edits(page)).toEqual([ban, "catl is on the list us-uflpa from 2027-01-01."]);
    await page.getByRole("button", { name: "Remove edit 2" }).click();
    await expect.poll(() => edits(page)).toEqual([ban]);
    expect(complaints).toEqual([]);
  });

  test("gives and takes the file that the command line takes, and sets a copy beside the first", async () => {
    const { page, complaints } = await openPage(ADDRESS);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download scenario.yaml" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("magnets-wait.yaml");
    const written = readFileSync(await file.path(), "utf8");
    expect(written).toContain("title: Magnets wait");
    await page.getByLabel("Open a file").setInputFiles({
      name: "mine.yaml",
      mimeType: "application/yaml",
      buffer: Buffer.from(written.replace("Magnets wait", "<b>Mine</b>").replace("50 %", "25 %")),
    });
    await page.getByRole("heading", { name: "<b>Mine</b>", exact: true }).waitFor();
    await expect.poll(() => edits(page)).toEqual(["Of the trade in HS 8505.11 from China, 25 % stops."]);

    await page.getByRole("button", { name: "Show or paste the whole as text" }).click();
    await expect.poll(() => page.getByLabel(/^YAML or JSON/).inputValue()).toContain("share: 25 %");
    await page.getByLabel(/^YAML or JSON/).fill("title: [");
    await page.getByRole("button", { name: "Use this text" }).click();
    await page.getByText(/Flow sequence/).waitFor();
    await page.getByRole("button", { name: "Duplicate, and compare" }).click();
    await page.waitForURL(/beside=/);
    await page.getByRole("button", { name: "Change places" }).click();
    await page.getByRole("heading", { name: "<b>Mine</b>", exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });
});
