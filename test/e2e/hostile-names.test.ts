import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage } from "./support/browser.ts";
import { headwater, type Server, serveStore } from "./support/serve-store.ts";

/** Names that would run, load or close something if any page took them for HTML. */
const HOSTILE = [
  '<img src=x onerror="alert(1)"> Co Ltd',
  "</script><script>alert(2)</script> GmbH",
  '"><svg onload=alert(3)> Inc',
  "javascript:alert(4) & Sons",
] as const;

const HEADER = "bill,date,shipper,shipper country,consignee,consignee country,hs,description,value usd,weight kg";
const MAPPING = `as: shipments
source: hostile
columns:
  bill: { from: bill }
  arrived_on: { from: date }
  shipper_name: { from: shipper }
  shipper_country: { from: "shipper country" }
  consignee_name: { from: consignee }
  consignee_country: { from: "consignee country" }
  hs: { from: hs }
  description: { from: description }
  value: { from: "value usd" }
  currency: { constant: USD }
  kg: { from: "weight kg" }
  origin: { from: "shipper country" }
  import_country: { from: "consignee country" }
`;

/** The first three hold the fourth, which holds the buyer. */
const STAKES_HEADER = "holder,holder country,held,held country,share,since";
const STAKES_MAPPING = `as: stakes
source: hostile
columns:
  holder: { from: holder }
  holder_country: { from: "holder country" }
  held: { from: held }
  held_country: { from: "held country" }
  share: { from: share }
  valid_from: { from: since }
`;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe.skipIf(inject("page") === "")("names of firms that are written as HTML", () => {
  const folder = mkdtempSync(join(tmpdir(), "headwater-hostile-"));
  let server: Server;

  beforeAll(async () => {
    const store = join(folder, "store");
    const rows = HOSTILE.map((name, at) => {
      const goods = `<b onmouseover="alert(5)">magnets</b> ${at}`;
      const [shipper, description] = [quoted(name), quoted(goods)];
      return `B${at},2024-03-0${at + 1},${shipper},CN,"<i>Buyer</i> & Co",US,850511,${description},${1000 * (at + 1)},${10 * (at + 1)}`;
    });
    writeFileSync(join(folder, "bills.csv"), `${[HEADER, ...rows].join("\n")}\n`);
    writeFileSync(join(folder, "bills.mapping.yaml"), MAPPING);
    headwater("init", "--store", store);
    headwater("import", join(folder, "bills.csv"), "--mapping", join(folder, "bills.mapping.yaml"), "--store", store);
    const last = quoted(HOSTILE[3]);
    const stakes = HOSTILE.slice(0, 3).map(
      (name, at) => `${quoted(name)},CN,${last},CN,0.${at + 2},2024-01-0${at + 1}`,
    );
    const below = `${last},CN,"<i>Buyer</i> & Co",US,0.6,2023-05-01`;
    writeFileSync(join(folder, "stakes.csv"), `${[STAKES_HEADER, ...stakes, below].join("\n")}\n`);
    writeFileSync(join(folder, "stakes.mapping.yaml"), STAKES_MAPPING);
    headwater("import", join(folder, "stakes.csv"), "--mapping", join(folder, "stakes.mapping.yaml"), "--store", store);
    server = await serveStore(store);
  });

  afterAll(async () => {
    await server?.stop();
    await closeBrowser();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ["the chain, its picture and its table", "/chain?product=850511&to=US&by=party&depth=1"],
    ["the concentration as a picture", "/chain?product=850511&to=US&by=party&depth=1&tab=concentration"],
    ["where value was added", "/chain?product=850511&to=US&by=party&depth=1&inputs=same&tab=attribution"],
    ["suppliers", "/ask/suppliers?product=850511&to=US"],
    ["trace by party", "/ask/trace?product=850511&to=US&by=party&depth=1"],
    ["the rows themselves", "/ask/shipments?product=850511&to=US"],
    ["whose a company is", `/company?party=${encodeURIComponent(HOSTILE[3])}&rule=doe-feoc,integrated`],
    ["the screening of names", `/screen?names=${encodeURIComponent(HOSTILE.join("\n"))}`],
  ])("are text in %s", async (_name, path) => {
    const { page, complaints } = await openPage(path, {}, server.url);
    const first = HOSTILE[3];
    await page.getByText(first).first().waitFor({ state: "attached" });
    await page.waitForLoadState("networkidle");
    for (const name of HOSTILE) await expect.poll(() => page.locator("main").textContent()).toContain(name);
    expect(await page.locator("main img[src=x], main b, main i, main script, svg[onload]").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("are text in the rows behind a link", async () => {
    const { page, complaints } = await openPage("/chain?product=850511&to=US&by=party&depth=1", {}, server.url);
    await page.locator("[data-link]").first().focus();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog");
    await drawer.locator("tbody tr").first().waitFor();
    await expect.poll(() => drawer.textContent()).toContain('<b onmouseover="alert(5)">magnets</b>');
    expect(await drawer.locator("b, i, img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("are text in the tree of owners, and in its picture as a file", async () => {
    const { page, complaints } = await openPage(`/company?party=${encodeURIComponent(HOSTILE[3])}`, {}, server.url);
    await page.locator("[data-party]").first().waitFor();
    const labels = () =>
      page.locator("[data-party]").evaluateAll((all) => all.map((each) => each.ariaLabel ?? "").join("\n"));
    for (const name of HOSTILE) await expect.poll(async () => `\n${await labels()}`).toContain(`\n${name}`);
    expect(await page.locator(".ownership-tree img, .ownership-tree script, svg[onload]").count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .locator("figure", { hasText: "Who stands behind it, and what it holds" })
        .getByRole("button", { name: "SVG", exact: true })
        .click(),
    ]);
    const svg = readFileSync(await download.path(), "utf8");
    expect(svg).toContain("&lt;img src=x");
    expect(svg).not.toMatch(/<(img|script|svg onload)/);
    expect(complaints).toEqual([]);
  });

  test("are text where value is told apart by who controls it", async () => {
    const { page, complaints } = await openPage(
      "/chain?product=850511&to=US&by=party&depth=1&inputs=same&tab=attribution&lens=control",
      {},
      server.url,
    );
    await page.locator("img.picture").first().waitFor();
    await page.getByRole("heading", { name: "Made elsewhere than controlled" }).waitFor();
    const caption = page.locator("figcaption", { hasText: "Where value was added" });
    await expect.poll(() => caption.textContent()).toContain("parties controlled from China");
    expect(await page.locator("main img[src=x], main b, main i, main script").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("are searched for as they stand", async () => {
    const { page, complaints } = await openPage(`/search?q=${encodeURIComponent(HOSTILE[0])}`, {}, server.url);
    await page.locator("main li").first().waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
