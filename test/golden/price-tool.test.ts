import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fixtureStore } from "../cli/fixture-store.ts";
import { headwater } from "../cli/headwater.ts";

test("the picture of a price tool shows the path with its gaps, what producers get, and what turns when", async () => {
  const store = await fixtureStore();
  const file = join(store, "..", "price-tool.svg");
  const { err, code } = await headwater([
    "price-tool",
    "examples/pricing/ndpr-floor.yaml",
    "--svg",
    file,
    "--store",
    store,
  ]);
  expect([code, err]).toEqual([0, expect.stringContaining("Wrote")]);
  await expect(readFileSync(file, "utf8")).toMatchFileSnapshot("./price-tool.svg.txt");
});

test("the measures of a price tool are printed alone, to be saved as they stand", async () => {
  const { out, err, code } = await headwater(["price-tool", "examples/pricing/graphite-quota.yaml", "--measure"]);
  expect([code, err]).toEqual([0, ""]);
  await expect(out).toMatchFileSnapshot("./price-tool-measure.txt");
});
