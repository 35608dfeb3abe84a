import { expect, test } from "vitest";
import { headwater } from "../cli/headwater.ts";
import { type FlowRow, flowsStore, monthsFrom } from "../support/flows-store.ts";

/** Three years at one level with a little scatter, then half a year at another; 2 USD a kilogram. */
function leg(exporter: string, importer: string, before: number, after: number): FlowRow[] {
  return monthsFrom("2020-01", 42).map((month, at) => {
    const kg = Math.round((at < 36 ? before : after) * (1 + (((at * 7) % 5) - 2) / 50) * 1000);
    return [month, exporter, importer, "850511", String(2 * kg), String(kg)];
  });
}

test("diversion.txt", async () => {
  const rows = [
    ...leg("CN", "US", 1000, 600),
    ...leg("CN", "VN", 50, 450),
    ...leg("VN", "US", 20, 420),
    ...leg("DE", "US", 200, 200),
  ];
  const store = await flowsStore([{ source: "customs", side: "export", rows }]);
  const ask = ["diversion", "--product", "850511", "--origin", "CN", "--to", "US", "--since", "2023-01-01"];
  const { out, err, code } = await headwater([...ask, "--store", store]);
  expect([err, code]).toEqual(["", 0]);
  const settled = out
    .replaceAll(store, "STORE")
    .replace(/book\s+\d{4}-\d{2}-\d{2}\+[0-9a-f]+/g, "book BOOK")
    .replace(/═{20,}/g, "═════");
  await expect(settled).toMatchFileSnapshot("./diversion.txt");
});
