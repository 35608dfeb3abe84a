import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { ask, closeBrowser, openPage } from "./support/browser.ts";
import { headwater, type Server, serveStore } from "./support/serve-store.ts";

const known = fileURLToPath(new URL("../../examples/china-graphite-exports/exports.csv", import.meta.url));

const OWN_FILE = `when,seller firm,seller land,buyer firm,buyer land,tariff code,what,worth,mass
2024-05-01,Alpha Magnets,CN,Beta Motors,US,850511,magnets,1500,20
2024-05-02,Alpha Magnets,CN,Gamma Drives,US,850511,magnets,2500,30
2024-05-03,Alpha Magnets,CN,Gamma Drives,US,8505x1,magnets,900,10
`;

interface Status {
  readonly imports: readonly { readonly file: string; readonly rows: number; readonly rejected: number }[];
}

describe.skipIf(inject("page") === "")("a file that is brought to the page of the data", () => {
  const folder = mkdtempSync(join(tmpdir(), "headwater-import-"));
  let server: Server;

  beforeAll(async () => {
    const store = join(folder, "store");
    headwater("init", "--store", store);
    server = await serveStore(store);
  });

  afterAll(async () => {
    await server?.stop();
    await closeBrowser();
    rmSync(folder, { recursive: true, force: true });
  });

  test("needs no mapping when its layout is known, and is then asked of at once", async () => {
    const { page, complaints } = await openPage("/data", {}, server.url);
    await page.getByText("The store is empty.").first().waitFor();
    await page.getByRole("tab", { name: "Import" }).click();
    await page.locator("input[type=file]").setInputFiles(known);
    await page.getByText("This is the known layout “china-graphite-exports”").waitFor();
    await page.getByRole("button", { name: "Import exports.csv" }).click();
    await page.getByText("exports.csv was imported.").waitFor();
    const { imports } = await ask<Status>("status", server.url);
    expect(imports.map(({ file }) => file)).toEqual(["exports.csv"]);
    await page.getByRole("tab", { name: "What is there" }).click();
    await page.getByRole("grid", { name: "Sources" }).getByText("exports.csv").waitFor();
    expect(complaints).toEqual([]);
  });

  test("has its mapping drafted, put right by hand, and its rejected records listed", async () => {
    const { page, complaints } = await openPage("/data?tab=import", {}, server.url);
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "own.csv", mimeType: "text/csv", buffer: Buffer.from(OWN_FILE) });
    await page.getByRole("form", { name: "Mapping" }).waitFor();
    await page.getByLabel("The rows are").selectOption("shipments");
    const from = async (field: string, column: string) => {
      await page.getByLabel(`Column for ${field}`, { exact: true }).selectOption(column);
    };
    await from("arrived_on", "when");
    await from("shipper_name", "seller firm");
    await from("shipper_country", "seller land");
    await from("consignee_name", "buyer firm");
    await from("consignee_country", "buyer land");
    await from("hs", "tariff code");
    await from("value", "worth");
    await page.getByLabel("Constant for currency", { exact: true }).fill("USD");
    await page.getByLabel("Constant for currency", { exact: true }).press("Tab");
    await page.getByRole("button", { name: "Import own.csv" }).click();
    await page.getByText("own.csv was imported.").waitFor();
    await page.getByRole("link", { name: "All rejected records" }).click();
    await page.getByRole("grid", { name: "Records" }).getByText("8505x1").waitFor();
    const { imports } = await ask<Status>("status", server.url);
    const own = imports.find(({ file }) => file === "own.csv");
    expect([own?.rows, own?.rejected]).toEqual([2, 1]);
    expect(complaints).toEqual([]);
  });

  test("that cannot be read says why", async () => {
    const { page } = await openPage("/data?tab=import", {}, server.url);
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "broken.parquet", mimeType: "application/octet-stream", buffer: Buffer.from("PAR1 no") });
    await page.getByRole("alert").getByText("broken.parquet").waitFor();
  });
});
