import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../cli/fixture-store.ts";
import { headwater } from "../cli/headwater.ts";

let store: string;

beforeAll(async () => {
  store = await fixtureStore();
});

/** What differs from run to run and says nothing: the folder of the store and the vintage of the book. */
function settled(text: string): string {
  return text
    .replaceAll(store, "STORE")
    .replace(/book\s+\d{4}-\d{2}-\d{2}\+[0-9a-f]+/g, "book BOOK")
    .replace(/"data": "\d{4}-\d{2}-\d{2}\+[0-9a-f]+"/g, '"data": "BOOK"')
    .replace(/═{20,}/g, "═════");
}

const TRACE = ["trace", "--product", "850511", "--to", "US", "--depth", "2"];

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ["trace.txt", TRACE],
  ["trace.md.txt", [...TRACE, "--by", "region", "--md"]],
  ["trace.csv.txt", [...TRACE, "--csv"]],
  ["trace.json.txt", [...TRACE, "--explain", "--json"]],
  ["trace-down.txt", ["trace", "--product", "280530", "--origin", "MM", "--direction", "down"]],
  ["suppliers.txt", ["suppliers", "--product", "850511", "--to", "US"]],
  ["chain.txt", ["chain", "--product", "850511", "--to", "US", "--top", "2"]],
  ["flows.txt", ["flows", "--product", "850511", "--origin", "CN", "--to", "US"]],
  ["mirror.txt", ["mirror", "--product", "850511", "--origin", "CN", "--to", "US"]],
  ["shipments.txt", ["shipments", "--product", "850511,280530", "--seller", "CN"]],
  ["classify.txt", ["classify", "sintered NdFeB magnets, nickel plated, for EV motors", "--top", "2", "--explain"]],
  ["search.txt", ["search", "magnet", "--top", "3"]],
  [
    "screen.txt",
    [
      "screen",
      "--name",
      "China Rare Earth Magnesium Technology Group (CREMT)",
      "--country",
      "CN",
      "--on",
      "2026-11-22",
    ],
  ],
  ["claims.txt", ["claims", "--about", "stock"]],
  ["capacity.txt", ["capacity", "--product", "anode", "--country", "ID"]],
  ["minerals.txt", ["minerals", "--mineral", "rare earths", "--on", "2026-11-22"]],
  ["concentration.txt", ["concentration", "--product", "850511", "--to", "US"]],
  ["control.txt", ["control", "--party", "BTR Indonesia", "--on", "2026-11-22"]],
  ["affiliates.txt", ["affiliates", "--party", "BTR Indonesia", "--on", "2026-11-22"]],
  ["company.txt", ["company", "--party", "China", "--top", "2"]],
  ["company-figures.txt", ["company", "--party", "Xiangfenghua", "--on", "2026-11-22", "--explain"]],
  ["inputs.txt", ["inputs", "--product", "850511", "--direction", "down"]],
  [
    "restrictions.txt",
    [
      "restrictions",
      "--product",
      "3801.10",
      "--spec",
      "purity=99.95 %",
      "--spec",
      "density=1800 kg/m3",
      "--to",
      "US",
      "--on",
      "2026-01-15",
      "--explain",
    ],
  ],
  ["rejects.txt", ["rejects"]],
  [
    "cascade.txt",
    [
      "cascade",
      "--edges",
      "examples/cascade/edges.csv",
      "--firms",
      "examples/cascade/firms.csv",
      "--essential",
      "examples/cascade/essential.csv",
      "--replaceability",
    ],
  ],
  ["alternatives.txt", ["alternatives", "--product", "850511", "--to", "US", "--avoid", "CN", "--on", "2026-01-15"]],
  [
    "whatif.txt",
    ["whatif", "examples/scenarios/magnets-licence.yaml", "--on", "2026-12-01", "--weeks", "30", "--top", "4"],
  ],
  ["gsim.txt", ["gsim", "examples/gsim/us-eu-agreement.yaml"]],
  ["prices.txt", ["prices"]],
  [
    "agreement.txt",
    ["agreement", "examples/agreements/magnets.yaml", "--compare", "examples/agreements/magnets-wide.yaml"],
  ],
  ["reference-price.txt", ["reference-price", "examples/pricing/confidential.yaml", "--explain"]],
  ["price-tool.txt", ["price-tool", "examples/pricing/anode-levy.yaml", "--explain"]],
  [
    "cost-ratio.txt",
    ["cost-ratio", "examples/cost-ratio/made-system.csv", "--kind", "energy-storage", "--year", "2027"],
  ],
];

describe("the answers of the fixture store", () => {
  test.each(CASES)("%s", async (file, args) => {
    const { out, err, code } = await headwater([...args, "--store", store]);
    expect([err, code]).toEqual(["", 0]);
    await expect(settled(out)).toMatchFileSnapshot(`./${file}`);
  });

  test("trace.svg.txt", async () => {
    const file = join(store, "..", "trace.svg");
    await headwater([...TRACE, "--svg", file, "--store", store]);
    await expect(settled(readFileSync(file, "utf8"))).toMatchFileSnapshot("./trace.svg.txt");
  });
});
