import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtureStore } from "../../../../test/cli/fixture-store.ts";
import { type Context, openStore } from "../../../index.ts";
import { readScenario } from "../../../scenario/overlay/read-scenario.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { isoDate } from "../../../vocab/iso-date.ts";
import { underScenario } from "../scenario-world.ts";
import { whatIfGround } from "../whatif/whatif-ask.ts";
import { impactUnder } from "./impact-under.ts";

const TODAY = isoDate("2026-11-21");
let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: TODAY });
});
afterAll(() => store.close());

async function weeksUnder(data: "flows" | "shipments", ...edits: readonly Record<string, unknown>[]) {
  const days = { on: TODAY, known: TODAY };
  const scenario = readScenario({ title: "Suppose", edits });
  const question = { product: [hs6("850511")], data, weeks: 30, top: 10 };
  const { asked } = await whatIfGround(store, scenario, question, days);
  const context = underScenario(store, scenario, TODAY);
  return { ...(await impactUnder(context, asked)), read: [...context.scenario.read] };
}

test("says nothing where nothing breaks the trade that is looked at", async () => {
  expect(await weeksUnder("flows")).toMatchObject({ part: null, assumptions: [], read: [] });
  expect(await weeksUnder("flows", { inventory: { days: 9 } })).toMatchObject({ part: null, read: [] });
  expect(await weeksUnder("flows", { out: { party: "p-evil" } })).toMatchObject({ part: null, read: [] });
});

test("counts from the first day of the first stop, or from the day of the question where it has none", async () => {
  const ban = { product: "850511", origin: "CN" };
  const since = async (...bans: readonly Record<string, unknown>[]) =>
    (await weeksUnder("flows", ...bans.map((one) => ({ ban: { ...ban, ...one } })))).part?.from;
  expect(await since({ to: "US", from: "2027-03-01" }, { to: "JP", from: "2027-01-04" })).toBe("2027-01-04");
  expect(await since({ from: "2026-10-01" })).toBe("2026-10-01");
  expect(await since({ to: "US" }, { to: "JP", from: "2027-01-04" })).toBe(TODAY);
});

test("tells of countries who runs short, by the stock that the scenario states", async () => {
  const edits = [{ ban: { product: "850511", origin: "CN", to: "US" } }, { inventory: { country: "US", days: 28 } }];
  const { part, read, assumptions, tornados } = await weeksUnder("flows", ...edits);
  expect(part?.network).toMatchObject({ by: "country", made: false });
  expect(part?.hits[0]).toMatchObject({
    key: "US",
    label: "United States",
    role: "uses",
    tier: 1,
    lacks: { product: "850511", stockDays: "28", stockOf: "scenario", stopped: "0.7" },
  });
  expect(read).toEqual([1, 2]);
  const [first, lost] = tornados();
  expect(first).toMatchObject({ unit: "week", base: String(part?.totals.first?.week) });
  expect(lost).toMatchObject({ unit: "USD", base: part?.totals.lostUsd });
  expect(lost?.runs.map(({ assumption }) => assumption)).toContain("lead time");
  expect(assumptions.map(({ name, value }) => [name, value]).slice(0, 2)).toEqual([
    ["stock", "28 days"],
    ["other stocks", "21/45/90 days"],
  ]);
});

test("tells of parties, and warns of stocks that are not held when the weeks begin", async () => {
  const edits = [{ out: { party: "p-evil" } }, { inventory: { days: 28, from: "2027-01-01" } }];
  const { part, warnings, read } = await weeksUnder("shipments", ...edits);
  expect(part?.hits[0]).toMatchObject({
    key: "p-acme",
    label: "Acme Motors",
    lacks: { stopped: "0.8", stockOf: "usual" },
  });
  expect(warnings).toEqual(["Edit 2 (inventory) does not hold on 2026-11-21, on which the weeks begin."]);
  expect(read).toEqual([1, 2]);
});

test("refuses a party or a facility that the data do not have, and names the edit", async () => {
  await expect(weeksUnder("shipments", { out: { party: "Nobody Ltd" } })).rejects.toThrow(
    "Edit 1 (out) cannot be used",
  );
  await expect(weeksUnder("shipments", { out: { facility: "No works" } })).rejects.toThrow(
    "Edit 1 (out) cannot be used: No facility of this dataset is called",
  );
});
