import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import { planCascade } from "../scenario/cascade/cascade-plan.ts";
import { firmNetwork, NON_ESSENTIAL } from "../scenario/cascade/firm-network.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { cascadeOperation } from "./cascade.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { failAll } from "./scenario/cascade/cascade-threads.ts";

const context = createContext({ store: tmpdir(), today: isoDate("2026-11-22") });
afterAll(() => context.close());

const edges = [
  { supplier: "mine", buyer: "plant", weight: 10 },
  { supplier: "mine", buyer: "other", weight: 10 },
  { supplier: "plant", buyer: "shop", weight: 80, line: 4 },
  { supplier: "other", buyer: "shop", weight: "20" },
];
const firms = [
  { firm: "mine", sector: "ore" },
  { firm: "plant", sector: "cells", name: "The plant" },
  { firm: "other", sector: "cells" },
  { firm: "shop", sector: "trade" },
];
const essential = [
  ["ore", "cells", "trade"],
  [0, 2, 0],
  [0, 0, 1],
  [0, 0, 0],
];

const asked = async (question: object) =>
  (await ask(cascadeOperation, context, { edges, firms, essential, ...question })).result;

test("ranks each firm by what its failure costs all", async () => {
  const { firms: ranked, economy, hit } = await asked({ eps: 1e-10 });
  expect(ranked.map(({ firm }) => firm)).toEqual(["mine", "shop", "plant", "other"]);
  const [mine, shop, plant] = ranked;
  expect([mine?.loss, mine?.downstream]).toEqual([1, 1]);
  expect(mine?.upstream).toBeCloseTo(20 / 120, 12);
  expect([shop?.downstream, shop?.upstream]).toEqual([0, 1]);
  expect(plant?.loss).toBeCloseTo((80 + 10) / 120, 12);
  expect([economy, hit]).toEqual([null, 4]);
});

test("follows a shock to each firm, named by its id or its name", async () => {
  const { firms: hit, economy, shocks } = await asked({ shock: ["the plant=0.5"], eps: 1e-10 });
  expect(shocks).toEqual([{ firm: "plant", name: "The plant", lost: 0.5 }]);
  expect(hit.map(({ firm, loss }) => [firm, Number(loss.toFixed(12))])).toEqual([
    ["plant", 0.5],
    ["shop", 0.4],
    ["mine", 0.25],
    ["other", 0],
  ]);
  expect(economy?.loss).toBeCloseTo((80 * 0.5 + 20 * 0.25) / 120, 12);
});

test("does not depend on the order of rows, nor on how the table of inputs is laid out", async () => {
  const labelled = [
    ["sector", "trade", "ore", "cells"],
    ["trade", 0, 0, 0],
    ["cells", 1, 0, 0],
    ["ore", 0, 0, 2],
  ];
  const turned = await asked({ edges: edges.toReversed(), firms: firms.toReversed(), essential: labelled });
  expect(turned).toEqual(await asked({}));
});

test.each([
  [{ edges: [{ supplier: "mine", buyer: "plnt", weight: 1 }] }, "Row 1 of the links names “plnt”"],
  [{ edges: [{ supplier: "mine", buyer: "plant", weight: "x", line: 7 }] }, "Line 7 of the links has the weight “x”"],
  [{ firms: [...firms, { firm: "mine", sector: "ore" }] }, "Row 5 of the firms names “mine” a second time"],
  [{ firms: [...firms, { firm: "new", sector: "cell" }] }, "do not have the sector “cell” of firm “new”"],
  [{ essential: [["ore"], [3]] }, "Row 1 of the essential inputs has the cell “3”"],
  [{ essential: [["ore", "cells"], [1]] }, "does not fit its header of 2 sectors"],
  [{ essential: undefined }, "Nothing says which inputs are essential"],
  [{ firms: undefined }, "“firms” is not given"],
  [{ shock: ["mine=2"] }, "does not say a share from 0 to 1"],
  [{ shock: ["mines"] }, "No firm of the network is called “mines”"],
])("says what is wrong with %j", async (question, message) => {
  await expect(asked(question)).rejects.toThrow(message);
});

test("a sweep stops when nobody waits any more", async () => {
  const sector = new Int32Array(100);
  const links = { supplier: Int32Array.of(0, 1), buyer: Int32Array.of(1, 2), weight: Float64Array.of(1, 1) };
  const plan = planCascade(firmNetwork(sector, 1, links), () => NON_ESSENTIAL, { replaceability: false });
  const stop = new AbortController();
  const reports: number[] = [];
  const report = ({ done }: { readonly done: number }) => {
    reports.push(done);
    stop.abort();
  };
  await expect(failAll(plan, 0.01, { signal: stop.signal, report })).rejects.toThrow("aborted");
  expect(reports).toEqual([32]);
});
