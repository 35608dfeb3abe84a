import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { groupThousands } from "../../src/render/scale.ts";
import { ask, closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

interface Tier {
  readonly tier: number;
  readonly rows: number;
  readonly usd: string;
}
interface Node {
  readonly tier: number;
  readonly key: string | null;
  readonly label: string;
  readonly rows: number;
  readonly usd: string;
}
interface Chain {
  readonly tiers: readonly Tier[];
  readonly nodes: readonly Node[];
  readonly links: readonly unknown[];
}
interface Reach {
  readonly tiers: readonly (Tier & { readonly by: readonly (Omit<Node, "tier"> & { readonly share: string })[] })[];
}

const settled = (page: Page) => page.locator("main [aria-busy=false], main article").first().waitFor();

/** The exact figures of a table: what hovering over a cell tells, or what it shows. */
function cells(page: Page, name: string): Promise<string[][]> {
  return page
    .getByRole("grid", { name })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("td")].map(
          (cell) => cell.querySelector("[title]")?.getAttribute("title") ?? cell.textContent ?? "",
        ),
      ),
    );
}

/** Holds the table of a chain to what the API answers for the same question: every node of every tier. */
async function holdsChain(page: Page, question: string): Promise<Chain> {
  const chain = await ask<Chain>(`chain?${question}`);
  const shown = async () =>
    (await cells(page, "Every node of the picture")).map(([tier, key, , rows, usd]) => [tier, key, rows, usd]);
  await expect
    .poll(shown)
    .toEqual(chain.nodes.map((node) => [String(node.tier), node.key ?? "—", String(node.rows), node.usd]));
  await expect.poll(() => page.locator("[data-node]").count()).toBe(chain.nodes.length);
  await expect.poll(() => page.locator("[data-link]").count()).toBe(chain.links.length);
  return chain;
}

describe.skipIf(inject("page") === "")("the five questions of the README, through the web", () => {
  test("1: who stands behind US imports of permanent magnets", async () => {
    const { page, complaints } = await openPage("/chain");
    await page.getByLabel("Product (HS code or words)").fill("8505.11");
    await page.getByLabel("Bought by country").fill("United States");
    await page.getByLabel("Bought by country").press("Enter");
    await settled(page);
    await page.locator("figcaption h2").first().click();
    await page.keyboard.press("2");
    await page.waitForURL(/depth=2/);
    await expect.poll(() => page.url()).toMatch(/\/chain\?product=850511&to=US&depth=2$/);
    await page.getByText("USD 95.4 billion").first().waitFor();

    const chain = await holdsChain(page, "product=850511&to=US&depth=2");
    const reach = await ask<Reach>("trace?product=850511&to=US&depth=2");
    expect(chain.tiers.map(({ rows, usd }) => [rows, usd])).toEqual(reach.tiers.map(({ rows, usd }) => [rows, usd]));
    await expect
      .poll(() => page.locator("figcaption p").first().textContent())
      .toContain("Tier 1 is worth USD 491.9 million; China is its largest seller with 74.5 %");
    expect(complaints).toEqual([]);
  });

  test("2: from whom Korea buys its lithium carbonate, and at what price", async () => {
    const { page, complaints } = await openPage("/ask");
    await page.getByRole("link", { name: "suppliers", exact: true }).click();
    await page.getByLabel("product (needed)").fill("283691");
    await page.getByLabel("product (needed)").press("Enter");
    await page.getByLabel("to", { exact: true }).fill("South Korea");
    await page.getByLabel("to", { exact: true }).press("Enter");
    await settled(page);
    await expect.poll(() => page.url()).toMatch(/\/ask\/suppliers\?product=283691&to=KR$/);

    const { suppliers } = await ask<{ suppliers: readonly { label: string; usd: string; unitValue: string }[] }>(
      "suppliers?product=283691&to=KR",
    );
    const shown = async () =>
      (await cells(page, "Suppliers"))
        .slice(0, suppliers.length)
        .map(([label, , , usd, , price]) => [label, usd, price]);
    await expect.poll(shown).toEqual(suppliers.map(({ label, usd, unitValue }) => [label, usd, unitValue]));
    await expect.poll(() => page.locator("article").textContent()).toContain("USD 425.2 million");
    expect(complaints).toEqual([]);
  });

  test("3: whether magnets reach the US through countries that bought them elsewhere", async () => {
    const { page, complaints } = await openPage("/chain?product=850511&to=US&depth=2");
    await settled(page);
    await page.getByLabel("Followed inputs").selectOption({ label: "The product itself (resale)" });
    await page.waitForURL(/inputs=same/);
    await page.getByText("USD 4.4 billion").first().waitFor();
    const chain = await holdsChain(page, "product=850511&to=US&depth=2&inputs=same");
    expect(chain.tiers.map(({ rows }) => rows)).toEqual([67, 2837]);

    await page.getByRole("tab", { name: "Where value was added" }).click();
    const finding = "86.6 % was added in China, at least 71.3 % and at most 99.8 %";
    await page.getByText(finding).first().waitFor();
    await page.getByRole("button", { name: "View as table" }).last().click();
    const { by } = await ask<{ by: readonly { label: string; share: string; low: string; high: string }[] }>(
      "trace?product=850511&to=US&inputs=same&method=attribution&depth=2",
    );
    await expect
      .poll(async () =>
        (await cells(page, "Where value was added")).slice(0, by.length).map((line) => line.slice(1, 5)),
      )
      .toEqual(by.map(({ label, share, low, high }) => [label, share, low, high]));
    expect(complaints).toEqual([]);
  });

  test("4: where Chinese artificial graphite went in 2024", async () => {
    const question =
      "product=380110&origin=CN&direction=down&inputs=none&since=2024-01-01&until=2025-01-01&source=un-comtrade";
    const { page, complaints } = await openPage(`/chain?${question}`);
    await settled(page);
    const { tiers } = await holdsChain(page, question);
    expect([tiers[0]?.rows, groupThousands(tiers[0]?.usd ?? "")]).toEqual([293, "836,969,007.00"]);
    await page.getByText("United States is its largest buyer with 20.4 %").first().waitFor();
    expect(complaints).toEqual([]);
  });

  test("5: what goes into active anode material, and who says so", async () => {
    const { page, complaints } = await openPage("/ask/inputs?product=380110");
    await settled(page);
    const { links } = await ask<{ links: readonly { code: string; source: { id: string } }[] }>(
      "inputs?product=380110",
    );
    expect(links.length).toBeGreaterThan(10);
    const table = page.getByRole("grid").first();
    await table.waitFor();
    for (const { code, source } of links) {
      await expect.poll(() => table.textContent()).toContain(`${code.slice(0, 4)}.${code.slice(4)}`);
      expect(await table.textContent()).toContain(source.id);
    }
    expect(complaints).toEqual([]);
  });
});
