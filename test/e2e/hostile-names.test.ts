import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
  ])("are text in %s", async (_name, path) => {
    const { page, complaints } = await openPage(path, {}, server.url);
    const first = HOSTILE[3];
    await page.getByText(first).first().waitFor({ state: "attached" });
    await page.waitForLoadState("networkidle");
    expect(await page.locator("main img[src=x], main b, main i, main script, svg[onload]").count()).toBe(0);
    const text = (await page.locator("main").textContent()) ?? "";
    for (const name of HOSTILE) expect(text).toContain(name);
    expect(complaints).toEqual([]);
  });

  test("are text in the rows behind a link", async () => {
    const { page, complaints } = await openPage("/chain?product=850511&to=US&by=party&depth=1", {}, server.url);
    await page.locator("[data-link]").first().focus();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog");
    await drawer.locator("tbody tr").first().waitFor();
    expect(await drawer.textContent()).toContain('<b onmouseover="alert(5)">magnets</b>');
    expect(await drawer.locator("b, i, img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("are searched for as they stand", async () => {
    const { page, complaints } = await openPage(`/search?q=${encodeURIComponent(HOSTILE[0])}`, {}, server.url);
    await page.locator("main li").first().waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
