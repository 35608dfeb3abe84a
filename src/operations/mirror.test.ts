import { expect, test } from "vitest";
import { type FlowRow, flowsStore, monthsFrom } from "../../test/support/flows-store.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { mirrorOperation } from "./mirror.ts";

const MONTHS = monthsFrom("2024-01", 5);
const rows = (exporter: string, importer: string, usd: string): FlowRow[] =>
  MONTHS.map((month) => [month, exporter, importer, "250410", usd, "10"]);

async function asked(tables: Parameters<typeof flowsStore>[0], question: Record<string, unknown> = {}) {
  const context = createContext({ store: await flowsStore(tables), today: isoDate("2026-11-20") });
  const answer = await ask(mirrorOperation, context, { product: "250410", origin: "CN", to: "US", ...question });
  context.close();
  return answer;
}

const EXPORTS = {
  source: "out",
  side: "export",
  rows: [
    ...rows("CN", "US", "200"),
    ...rows("CN", "JP", "100"),
    ...rows("CN", "DE", "100"),
    ...rows("CN", "KR", "100"),
  ],
} as const;
const IMPORTS = {
  source: "in",
  side: "import",
  rows: [
    ...rows("CN", "US", "108").slice(1),
    ...rows("CN", "JP", "108"),
    ...rows("CN", "DE", "106"),
    ...rows("CN", "KR", "110"),
  ],
} as const;

test("both reports stand as they were given, with the gap beyond what freight explains and how long it lasts", async () => {
  const { result } = await asked([EXPORTS, IMPORTS]);
  expect(result.sides).toBe("both");
  expect(result.points[0]).toMatchObject({ exported: "200.00", imported: null, gap: null, reconciled: "200.00" });
  expect(result.points[1]).toMatchObject({ exported: "200.00", imported: "108.00", gap: "0.693147", sustained: true });
  expect(result.found).toMatchObject({ both: 4, beyond: 4, sustained: 4 });
});

test("the exporter is judged by its other buyers, and an importer with none is not judged", async () => {
  const { result } = await asked([EXPORTS, IMPORTS]);
  expect(result.exporter).toMatchObject({ partners: 3, gap: "0.000000" });
  expect(Number(result.exporter.spread)).toBeGreaterThan(0.01);
  expect(result.importer).toMatchObject({ partners: 0, gap: null, spread: null });
});

test("by weight no freight is taken off", async () => {
  const { result } = await asked([EXPORTS, IMPORTS], { by: "weight" });
  expect(result.rule).toMatchObject({ freightLow: "0", freightHigh: "0" });
  expect(result.points[1]).toMatchObject({ exported: "10.000", imported: "10.000", gap: "0.000000", beyond: false });
});

test("one side alone is an answer that says which side is missing", async () => {
  const { result, warnings } = await asked([EXPORTS]);
  expect(result.sides).toBe("export");
  expect(warnings.join()).toContain("Only China reports this flow");
  expect((await asked([IMPORTS])).result.sides).toBe("import");
});

test("two sources of one side are an error that says how to choose", async () => {
  await expect(asked([EXPORTS, { ...EXPORTS, source: "other" }, IMPORTS])).rejects.toThrow(/2 sources/);
  const chosen = await asked([EXPORTS, { ...EXPORTS, source: "other" }, IMPORTS], { exportSource: "other" });
  expect(chosen.result.exportDataset?.source).toBe("other");
});
