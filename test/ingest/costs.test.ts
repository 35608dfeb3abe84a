import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask } from "../../src/operations/core/ask.ts";
import { createContext } from "../../src/operations/core/context.ts";
import { referencePriceOperation } from "../../src/operations/reference-price.ts";
import { rejectsOperation } from "../../src/operations/rejects.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { bringIn, newStore, rowsOf, temporaryFolder } from "./support.ts";

const CSV = `facility,party,country,product,status,unit,currency,period,capacity,capex,capex_max,var_opex,confidential,known_on
Plant One,Alpha Ltd,US,widgets,existing,kt,USD,2025,20,,,3100000,yes,2025-06-01
Plant One,Alpha Ltd,US,widgets,existing,kt,USD,2026,20,,,3300000,yes,2026-06-01
Plant Two,Beta SA,FR,widgets,planned,t,EUR,2025,30000,150000000,170000000,2900,yes,
Plant Three,Gamma KK,JP,widgets,new,t,USD,2025,-5,1,,2,no,
Plant Four,Delta,JP,widgets,idle,t,USD,2025,5,1,,2,no,
`;
const today = isoDate("2026-11-22");

test("costs of producers are imported, used by a curve on their day, and hidden from who may not see them", async () => {
  const store = await newStore();
  const file = join(temporaryFolder(), "costs.csv");
  writeFileSync(file, CSV);
  expect(await bringIn(store, file, { as: "costs", source: "own" })).toMatchObject({
    as: "costs",
    rows: 3,
    rejected: 2,
  });
  expect(await rowsOf(store, "costs")).toMatchObject([
    { facility: "Plant One", country: "US", status: "existing", unit: "kt", var_opex: "3100000.000000" },
    { period: "2026", confidential: "yes" },
    { facility: "Plant Two", status: "new", currency: "EUR", capex: "150000000.000000", capex_max: "170000000.000000" },
  ]);

  const model = {
    ...{ product: "widgets", unit: "t", currency: "USD", terms: "DDP", from: ["store"] },
    demand: { quantity: 30_000 },
    fx: [{ currency: "EUR", rate: 0.9 }],
  };
  const open = createContext({ store: store.folder, today });
  const { result } = await ask(referencePriceOperation, open, { model });
  expect(result.curve.map(({ name, price, supply }) => [name, price, supply])).toEqual([
    ["Plant One", "3300", "18000"],
    ["Plant Two", "4087.8932", "27000"],
  ]);
  const earlier = await ask(referencePriceOperation, open, { model }, { on: today, known: isoDate("2026-01-01") });
  expect(earlier.result.curve[0]?.price).toBe("3100");
  await expect(ask(referencePriceOperation, open, { model, publish: true })).rejects.toThrow(
    "Nothing may be published",
  );
  expect((await ask(rejectsOperation, open, {})).result.records.map(({ value }) => value)).toContain("-5");

  const closed = createContext({ store: store.folder, today, seesConfidential: false });
  await expect(ask(referencePriceOperation, closed, { model })).rejects.toThrow("are confidential");
  expect((await ask(rejectsOperation, closed, {})).result.records.map(({ value }) => value)).toEqual([null, null]);
  open.close();
  closed.close();
});
