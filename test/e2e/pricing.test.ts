import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

interface Reference {
  readonly because: string;
  readonly curve: readonly { readonly name: string }[];
}
interface Tool {
  readonly tools: readonly { readonly name: string; readonly total: { readonly on: number } }[];
}

interface Agreement {
  readonly title: string;
  readonly because: string;
  readonly countries: readonly unknown[];
  readonly compare: readonly { readonly because: string }[];
}

const figure = (page: Page, title: RegExp) =>
  page.locator("figure").filter({ has: page.getByRole("heading", { name: title }) });

/** The next answer of an operation, as the page gets it. */
async function answerTo<Result>(page: Page, operation: string, act: () => Promise<unknown>): Promise<Result> {
  const [response] = await Promise.all([
    page.waitForResponse((each) => each.url().endsWith(`/v1/${operation}`) && each.ok()),
    act(),
  ]);
  return ((await response.json()) as { readonly result: Result }).result;
}

describe.skipIf(inject("page") === "")("the screen of prices", () => {
  test("begins with a ready curve, follows its demand, and says when it is not met", async () => {
    const { page, complaints } = await openPage("/prices");
    const first = await answerTo<Reference>(page, "reference-price", () =>
      page.getByRole("button", { name: /^Four steps and a demand/ }).click(),
    );
    await page.waitForURL(/model=steps$/);
    const curve = figure(page, /^Cost curve/);
    await curve.getByText(first.because).waitFor();
    await curve.locator("img.picture").waitFor();
    await curve.getByRole("button", { name: "View as table" }).click();
    await expect.poll(() => curve.locator("tbody tr").count()).toBe(first.curve.length);

    const quantity = page.getByLabel("Quantity a year");
    await answerTo<Reference>(page, "reference-price", async () => {
      await quantity.fill("60001");
      await quantity.press("Enter");
    });
    await page
      .locator("dl")
      .getByText(/^second, 4,200 USD a t, CIF/)
      .waitFor();
    const unmet = await answerTo<Reference>(page, "reference-price", async () => {
      await quantity.fill("181000");
      await quantity.press("Enter");
    });
    await curve.getByText(unmet.because).waitFor();
    await page.locator("dl").getByText("1,000 t a year", { exact: true }).waitFor();
    await page.goBack();
    await expect.poll(() => quantity.inputValue()).toBe("60001");

    await page.getByRole("button", { name: "Show or paste the whole as text" }).click();
    await expect.poll(() => page.getByLabel(/^YAML or JSON/).inputValue()).toContain("quantity: 60001");
    await page.getByLabel(/^YAML or JSON/).fill("title: [");
    await page.getByRole("button", { name: "Use this text" }).click();
    await page.getByText(/Flow sequence/).waitFor();
    expect(complaints).toEqual([]);
  });

  test("shows a path of prices with what tools pay, keeps its gaps, and changes a term", async () => {
    const { page, complaints } = await openPage("/prices?tab=tool");
    const { tools } = await answerTo<Tool>(page, "price-tool", () =>
      page.getByRole("button", { name: /^A variable levy on anode material/ }).click(),
    );
    const path = figure(page, /^The price, and what lands or is got/);
    await path.getByRole("slider").waitFor();
    await path.getByRole("button", { name: "View as table" }).click();
    await expect
      .poll(() => path.locator("tbody tr").filter({ hasText: "2027-10" }).locator("td").allTextContents())
      .toEqual(["2027-10", ...Array(1 + 2 * tools.length).fill("—")]);
    await figure(page, /^levy, month by month/)
      .getByRole("slider")
      .waitFor();
    const changed = await answerTo<Tool>(page, "price-tool", async () => {
      await page.getByLabel("Floor", { exact: true }).fill("4000");
      await page.getByLabel("Floor", { exact: true }).press("Enter");
    });
    expect(changed.tools[0]?.total.on).toBeLessThan(tools[0]?.total.on ?? 0);
    const row = figure(page, /^Who pays, and who gets/)
      .locator("tbody tr")
      .first();
    await expect.poll(() => row.locator("td").nth(3).textContent()).toBe(String(changed.tools[0]?.total.on));
    await page.getByLabel("Floor", { exact: true }).fill("cheap");
    await page.getByLabel("Floor", { exact: true }).press("Enter");
    await page.getByRole("alert").getByText(/cheap/).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(inject("page") === "")("the screen of agreements", () => {
  test("shows members, the chain, prices and hits, another beside it, and what one more member changes", async () => {
    const { page, complaints } = await openPage("/agreement");
    const found = await answerTo<Agreement>(page, "agreement", () =>
      page.getByRole("button", { name: /^Active anode material/ }).click(),
    );
    await page.getByRole("heading", { name: found.title }).waitFor();
    await page.getByText(found.because, { exact: true }).waitFor();
    for (const title of [/^Members/, /^The chain, by stage/, /^Imports that are hit/, /^Cost curve/]) {
      await figure(page, title).locator("img.picture").first().waitFor();
    }
    const both = await answerTo<Agreement>(page, "agreement", () =>
      page.getByLabel("Compare with").selectOption({ value: "active-anode-open" }),
    );
    await page.waitForURL(/beside=active-anode-open/);
    await page.getByText(both.compare[0]?.because ?? "nothing beside").waitFor();
    await figure(page, /^Agreements side by side/).waitFor();

    const wider = await answerTo<Agreement>(page, "agreement", async () => {
      await page.getByLabel("Processing", { exact: true }).fill("JP, KR, GB");
      await page.getByLabel("Processing", { exact: true }).press("Enter");
    });
    expect(wider.countries.length).toBe(found.countries.length + 1);
    await figure(page, /^Members/)
      .getByText(new RegExp(`^${wider.countries.length} countries`))
      .waitFor();
    expect(complaints).toEqual([]);
  });
});
