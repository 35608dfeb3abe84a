import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ask } from "../../../src/operations/core/ask.ts";
import { createContext } from "../../../src/operations/core/context.ts";
import { dutyOperation } from "../../../src/operations/duty.ts";
import { priceToolOperation } from "../../../src/operations/price-tool.ts";
import { isoDate } from "../../../src/vocab/iso-date.ts";

const record = z.record(z.string(), z.unknown());

/** One tool on a few months: what stands at paths of its line of the answer, or how the question fails. */
const caseFile = z.strictObject({
  about: z.string(),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      source: z.string().min(10),
      /** Prices by month under `path`, volumes by name; what is left out is USD, t, FOB China and assumed. */
      proposal: z.strictObject({
        unit: z.string().default("t"),
        terms: z.string().nullable().default("FOB China"),
        basis: z.string().nullable().default("assumed"),
        path: record,
        sold: record.optional(),
        imported: record.optional(),
        market: record.optional(),
      }),
      tool: record,
      expect: record.optional(),
      warns: z.string().optional(),
      fails: z.string().optional(),
    }),
  ),
});

const context = createContext({ store: "no-store", today: isoDate("2026-11-22") });
const file = fileURLToPath(new URL("tools.yaml", import.meta.url));
const { cases } = caseFile.parse(parse(readFileSync(file, "utf8")));

type Case = (typeof cases)[number];

function proposalOf({ proposal, tool }: Case) {
  const { unit, terms, basis, path, ...volumes } = proposal;
  const stated = Object.entries(volumes).flatMap(([of, volume]) =>
    volume === undefined ? [] : [[of, { basis: "assumed", ...volume }]],
  );
  return {
    ...{ title: "A case", currency: "USD", unit, tools: [tool], volumes: Object.fromEntries(stated) },
    ...(terms === null ? {} : { terms }),
    path: { months: path, ...(basis === null ? {} : { basis }) },
  };
}

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce((one: unknown, key) => (one as Record<string, unknown> | undefined)?.[key], value);

const asked = (proposal: object) => ask(priceToolOperation, context, { proposal });

test.each(cases)("$name", async (one) => {
  if (one.fails !== undefined) {
    await expect(asked(proposalOf(one))).rejects.toThrow(one.fails);
    return;
  }
  const { result, warnings } = await asked(proposalOf(one));
  const found = Object.keys(one.expect ?? {}).map((path) => [path, at(result.tools[0], path)]);
  expect(Object.fromEntries(found)).toEqual(one.expect);
  if (one.warns !== undefined) expect(warnings.join("\n")).toContain(one.warns);
});

const measureWritten = z.object({ id: z.string(), rates: z.array(z.object({ from: z.string(), rate: z.string() })) });

const LEVY = {
  title: "A levy",
  currency: "USD",
  unit: "t",
  terms: "FOB China",
  path: { basis: "assumed", months: { "2027-01..2027-02": 3700, "2027-03": null, "2027-04": 5600 } },
  tools: [{ kind: "levy", floor: 5400 }],
  border: { to: "US", product: ["3801.10.50"], origin: ["CN"] },
};

async function supposedLine(proposal: object, on: string, measure: string) {
  const { scenario } = (await asked(proposal)).result;
  const goods = { product: "3801.10.50", origin: "CN", value: "3700", kg: "1000" };
  const { result, warnings } = await ask(dutyOperation, context, goods, {
    on,
    ...(scenario === null ? {} : { scenario }),
  });
  return { line: result.lines.find((one) => one.measure === measure), warnings };
}

test("a levy that is written as a measure is owed by the duty engine, day by day, and unknown in a gap", async () => {
  const id = "price-tool-levy";
  for (const [on, amount] of [
    ["2026-12-31", "0.00"],
    ["2027-01-01", "1700.00"],
    ["2027-02-28", "1700.00"],
    ["2027-03-01", "0.00"],
    ["2027-04-01", "0.00"],
  ] as const) {
    const { line } = await supposedLine(LEVY, on, id);
    expect([on, line?.amount]).toEqual([on, amount]);
  }
  const { warnings } = await supposedLine(LEVY, "2027-03-15", id);
  expect(warnings.join("\n")).toMatch(/price-tool-levy|A levy/);
  const share = { ...LEVY, border: { ...LEVY.border, as: "ad-valorem" } };
  expect((await supposedLine(share, "2027-01-15", id)).line?.amount).toBe("1700.00");
});

test("a quota that is written as a measure asks its rates by month, and none is known of the month in which it fills", async () => {
  const quota = {
    ...LEVY,
    path: { basis: "assumed", months: { "2027-01..2027-03": 3700 } },
    volumes: { imported: { unit: "t", a_year: 1200, basis: "assumed" } },
    tools: [{ kind: "quota", name: "Q 1", quota: { amount: 150, unit: "t" }, rate_within: 0, rate_over: "25 %" }],
  };
  const { scenario } = (await asked(quota)).result;
  const { id, rates } = measureWritten.parse(scenario?.edits[0]?.measure);
  expect([id, rates.map(({ from, rate }) => `${from} ${rate}`)]).toEqual([
    "price-tool-q-1",
    ["2027-01-01 Free", "2027-02-01 unknown", "2027-03-01 25 %"],
  ]);
  expect((await supposedLine(quota, "2027-03-02", id)).line?.amount).toBe("925.00");
});

test("what a levy does to imports is that of its average share of the price as a tariff", async () => {
  const flows = [
    { origin: "CN", to: "US", value: 60 },
    { origin: "KR", to: "US", value: 40 },
  ];
  const elasticities = [
    { kind: "demand", value: -0.5, basis: "assumed" },
    { kind: "supply", value: "infinite", basis: "assumed" },
    { kind: "substitution", value: 1, basis: "assumed" },
  ];
  const effect = { tool: "levy", to: "US", origins: ["CN"], trade: { unit: "USD", flows }, elasticities };
  const { result } = await asked({ ...LEVY, effect });
  expect(result.effect?.adValorem).toBe("0.459459459");
  const [china, korea] = result.effect?.origins ?? [];
  // own = 0.6 · −0.5 − 0.4 · 1 = −0.7 and cross = 0.6 · (−0.5 + 1) = 0.3, of a tariff of 0.459459
  expect([Number(china?.quantity), Number(korea?.quantity)].map((one) => one.toFixed(6))).toEqual([
    "-0.321622",
    "0.137838",
  ]);
  await expect(asked({ ...LEVY, effect: { ...effect, tool: "band" } })).rejects.toThrow("is no tool of the proposal");
});

test("two tools of one name may follow each other, not overlap", async () => {
  const [levy] = LEVY.tools;
  const pair = [
    { ...levy, until: "2027-02" },
    { ...levy, floor: 5000, from: "2027-02" },
  ];
  expect((await asked({ ...LEVY, tools: pair })).result.scenario?.edits).toHaveLength(1);
  await expect(asked({ ...LEVY, tools: [levy, levy] })).rejects.toThrow(
    "Two tools are called “levy” and both hold in 2027-01.",
  );
});

test("a question as it was understood gives the same answer when it is asked again", async () => {
  const tools = [{ kind: "levy", floor: { price: "5.4", unit: "kg" }, duty: "25 %" }];
  const { input, result } = await asked({ ...LEVY, tools });
  const again = await ask(priceToolOperation, context, input);
  expect([again.input, again.result]).toEqual([input, result]);
});
