import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { ask, closeBrowser, openPage } from "./support/browser.ts";
import { headwater, type Server, serveStore } from "./support/serve-store.ts";

const packed = fileURLToPath(new URL("../../examples/minerals", import.meta.url));

interface Place {
  readonly key: string;
  readonly label: string;
}
interface Capacity {
  readonly rows: readonly {
    readonly party: string | null;
    readonly facility: string | null;
    readonly country: Place | null;
    readonly measure: string;
    readonly unit: string | null;
    readonly quantity: string | null;
  }[];
  readonly rankings: readonly {
    readonly measure: string;
    readonly makers: readonly { readonly rank: number; readonly party: string; readonly share: string | null }[];
  }[];
  readonly totals: readonly {
    readonly measure: string;
    readonly countries: readonly (Place & { readonly quantity: string })[];
    readonly control: readonly (Place & { readonly quantity: string })[];
  }[];
}
interface Claims {
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly claims: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly computed: string | null;
    readonly difference: string | null;
    readonly formula: string | null;
    readonly locator: string;
    readonly document: { readonly id: string };
  }[];
}
interface Minerals {
  readonly known: readonly string[];
  readonly minerals: readonly {
    readonly loop: readonly object[];
    readonly production: readonly {
      readonly source: string;
      readonly years: readonly {
        readonly year: string;
        readonly countries: readonly (Place & { readonly amount: string })[];
      }[];
    }[];
    readonly conflicts: readonly {
      readonly label: string;
      readonly figures: readonly { readonly source: string; readonly amount: string }[];
    }[];
  }[];
}

const PATIENCE = { timeout: 20_000 };

/** The cells of a table by its name; a figure's exact value where it has one, as it stands in the cell's title. */
const cells = (page: Page, name: string) =>
  page
    .getByRole("grid", { name, exact: true })
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll("td")].map(
          (cell) => cell.querySelector("[title]:not(a)")?.getAttribute("title") || (cell.textContent ?? ""),
        ),
      ),
    );

const figure = (page: Page, title: string) =>
  page.locator("figure", { has: page.getByRole("heading", { name: title, exact: true }) });

afterAll(closeBrowser);

describe.skipIf(inject("page") === "")("the market", () => {
  test("shows each maker with the figures that the API gives, and leads to its company", async () => {
    const { page, complaints } = await openPage("/market?product=anode");
    const { rows, rankings } = await ask<Capacity>("capacity?product=anode");
    const makers = [
      ...new Set(
        rows.flatMap(({ party, facility, country }) =>
          party === null || facility !== null || country === null || party === country.label ? [] : [party],
        ),
      ),
    ];
    await expect.poll(async () => (await cells(page, "Companies")).map(([name]) => name), PATIENCE).toEqual(makers);
    const sold = (party: string | undefined) =>
      rows.find((row) => row.party === party && row.measure === "sales" && row.facility === null)?.quantity;
    for (const line of await cells(page, "Companies")) expect(line).toContain(sold(line[0]));
    await figure(page, "Ranking by sales").getByRole("button", { name: "View as table" }).click();
    const ranked = rankings.find(({ measure }) => measure === "sales")?.makers;
    await expect
      .poll(async () => (await cells(page, "Ranking by sales")).map((line) => [line[0], line[1]]), PATIENCE)
      .toEqual(ranked?.map(({ rank, party }) => [String(rank), party]));
    await page.getByRole("grid", { name: "Companies" }).getByRole("link", { name: "Shanshan" }).click();
    await page.waitForURL(/\/company\?party=Shanshan/);
    expect(complaints).toEqual([]);
  });

  test("names the makers whose stock does not agree with their flow, and leads to the arithmetic", async () => {
    const { page, complaints } = await openPage("/market?product=anode");
    const { claims } = await ask<Claims>("claims?about=stock&verdict=inconsistent");
    const checks = figure(page, "Stock against flow");
    await checks.waitFor();
    const caption = await checks.locator("figcaption").textContent();
    expect(claims).toHaveLength(2);
    expect(caption).toContain("Shangtai Technology");
    expect(caption).toContain("Xiangfenghua");
    expect((await cells(page, "Stock against flow")).flat()).toEqual(
      expect.arrayContaining(claims.flatMap(({ difference }) => difference ?? [])),
    );
    await checks.getByRole("link", { name: "Shangtai Technology" }).click();
    await page.waitForURL(/\/claims\?about=stock&open=stock-shangtai/);
    await page.locator('[data-claim="stock-shangtai"] .claim-detail').waitFor();
    expect(complaints).toEqual([]);
  });

  test("tells capacity apart by where it stands or who controls it, and the address says which", async () => {
    const { page, complaints } = await openPage("/market?product=anode");
    const { totals } = await ask<Capacity>("capacity?product=anode");
    const phases = ["operational", "under_construction", "planned", "nameplate"];
    const shown = async () => {
      const lines = await cells(page, "Capacity by phase and place");
      return lines.map((line) => [line[3], line[5]]);
    };
    const expected = (of: "countries" | "control") =>
      totals
        .filter(({ measure }) => phases.includes(measure))
        .flatMap((total) => total[of].map(({ key, quantity }) => [key, quantity]));
    await figure(page, "Capacity by phase and place").locator("img.picture").waitFor();
    await figure(page, "Capacity by phase and place").getByRole("button", { name: "View as table" }).click();
    await expect.poll(shown, PATIENCE).toEqual(expected("countries"));
    await page.getByLabel("Told apart by").selectOption("Country of ultimate control");
    await page.waitForURL(/apart=control/);
    await expect.poll(shown, PATIENCE).toEqual(expected("control"));
    expect(complaints).toEqual([]);
  });

  test("says what data are missing, with questions that can be asked instead", async () => {
    const { page } = await openPage("/market?product=unobtainium");
    await page.getByText("headwater import FILE --as capacities").first().waitFor();
    await page.getByRole("link", { name: "Who makes anode material, and what is being built?" }).click();
    await page.waitForURL(/product=anode/);
    await figure(page, "Companies").waitFor();
  });
});

describe.skipIf(inject("page") === "")("the claims", () => {
  test("are filtered by outcome, and each opens to its arithmetic, gap, source and subject", async () => {
    const { page, complaints } = await openPage("/claims");
    const { counts, claims } = await ask<Claims>("claims");
    await expect.poll(() => page.locator("[data-claim]").count(), PATIENCE).toBe(claims.length);
    await page.getByLabel("came out as").selectOption(`inconsistent (${counts.inconsistent})`);
    await page.waitForURL(/verdict=inconsistent/);
    const wrong = claims.filter(({ verdict }) => verdict === "inconsistent").map(({ id }) => id);
    await expect
      .poll(() => page.locator("[data-claim]").evaluateAll((all) => all.map((each) => each.dataset.claim)), PATIENCE)
      .toEqual(wrong);
    const own = claims.find(({ id }) => id === "aam-160-natural");
    await page.locator(`[data-claim="${own?.id}"] summary`).click();
    await page.waitForURL(/open=aam-160-natural/);
    await page.reload();
    const detail = page.locator(`[data-claim="${own?.id}"] .claim-detail`);
    await detail.waitFor();
    for (const part of [own?.formula, own?.computed, own?.difference, own?.locator, own?.document.id]) {
      expect(await detail.textContent()).toContain(part);
    }
    await detail.getByRole("button", { name: "Where this comes from" }).click();
    const panel = page.getByRole("dialog", { name: "Where this figure comes from" });
    await panel.getByText("headwater claims", { exact: false }).first().waitFor();
    await page.keyboard.press("Escape");
    await detail.getByRole("link", { name: "Duty on 2504.10.50.00 from China on 2025-07-25" }).click();
    await page.waitForURL(/\/duty\?product=2504105000/);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(inject("page") === "")("the minerals board", () => {
  const folder = mkdtempSync(join(tmpdir(), "headwater-minerals-"));
  let server: Server;

  beforeAll(async () => {
    const store = join(folder, "store");
    const files = readdirSync(packed).filter((name) => name.endsWith(".csv"));
    headwater("init", "--store", store);
    headwater("import", ...files.map((name) => join(packed, name)), "--store", store);
    server = await serveStore(store);
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("leads to a mineral, whose figures are the API's, with the sources' conflicts side by side", async () => {
    const { page, complaints } = await openPage("/minerals", {}, server.url);
    await figure(page, "By mineral").locator("img.picture").waitFor();
    await page.getByRole("list", { name: "Minerals one by one" }).getByRole("link", { name: "graphite" }).click();
    await page.waitForURL(/mineral=graphite/);
    const [graphite] = (await ask<Minerals>("minerals?mineral=graphite&years=5", server.url)).minerals;
    const table = graphite?.production.find(({ source }) => source === "usgs-mcs-2026");
    const title = "Production, mine: usgs-mcs-2026";
    await figure(page, title).getByRole("button", { name: "View as table" }).click();
    const amounts = table?.years.at(-1)?.countries.map(({ label, amount }) => [label, amount]);
    const shown = async () => (await cells(page, title)).map((line) => [line[1], line[3]]).slice(0, amounts?.length);
    await expect.poll(shown, PATIENCE).toEqual(amounts);
    await figure(page, "Where sources say otherwise").getByRole("button", { name: "View as table" }).click();
    const conflicts = async () =>
      (await cells(page, "Where sources say otherwise")).map((line) => [line[0], line[3], line[4]]);
    const said = graphite?.conflicts.flatMap(({ label, figures }) =>
      figures.map(({ source, amount }) => [label, source, amount]),
    );
    await expect.poll(conflicts, PATIENCE).toEqual(said);
    expect(complaints).toEqual([]);
  });

  test("over a store without production says what to import, and still shows trade and measures", async () => {
    const { page, complaints } = await openPage("/minerals?mineral=graphite");
    await page.getByText("headwater import examples/minerals/*.csv").waitFor();
    await figure(page, "Trade of its codes").waitFor();
    const law = page.getByRole("grid", { name: "Measures on its codes" });
    await law.getByText("Licence for synthetic graphite", { exact: false }).first().waitFor();
    await page.getByRole("link", { name: "Signals of 2504.10" }).click();
    await page.waitForURL(/\/signals\?product=250410/);
    await page.goBack();
    await page.getByRole("link", { name: "The board of all minerals" }).click();
    await page.getByRole("list", { name: "Minerals one by one" }).getByRole("link", { name: "black mass" }).click();
    const [blackMass] = (await ask<Minerals>("minerals?mineral=black+mass")).minerals;
    await expect.poll(() => page.locator("[data-loop]").count(), PATIENCE).toBe(blackMass?.loop.length);
    expect(complaints).toEqual([]);
  });
});
