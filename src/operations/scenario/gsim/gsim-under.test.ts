import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FlowRow, flowsStore } from "../../../../test/support/flows-store.ts";
import { readScenario } from "../../../scenario/overlay/read-scenario.ts";
import { country } from "../../../vocab/country.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { isoDate } from "../../../vocab/iso-date.ts";
import { ask } from "../../core/ask.ts";
import { type Context, createContext } from "../../core/context.ts";
import { gsimOperation } from "../../gsim.ts";
import { chooseDataset } from "../../trade/trade-dataset.ts";
import { underScenario } from "../scenario-world.ts";
import { gsimUnder } from "./gsim-under.ts";
import { pricesUnder } from "./gsim-under-result.ts";

const PRODUCT = "380110";
const ON = isoDate("2027-01-01");
/** From, to, USD million. */
const TRADE: readonly (readonly [string, string, number])[] = [
  ["CN", "US", 60],
  ["JP", "US", 30],
  ["CA", "US", 10],
  ["CN", "KR", 80],
  ["JP", "KR", 20],
  ["CN", "DE", 40],
  ["US", "CA", 15],
  ["JP", "DE", 25],
];
const rowsOf = (year: string, times: number): FlowRow[] =>
  TRADE.map(([from, to, usd]) => [`${year}-03`, from, to, PRODUCT, `${usd * times}000000.00`, `${usd}000.000`]);

let baseline: Context;

beforeAll(async () => {
  const rows = [...rowsOf("2023", 3), ...rowsOf("2024", 1)];
  baseline = createContext({ store: await flowsStore([{ source: "made-flows", side: "import", rows }]), today: ON });
});
afterAll(() => baseline.close());

async function asked(edits: readonly Record<string, unknown>[], more: { to?: string | null } = {}) {
  const { to = "US" } = more;
  const book = await baseline.openBook();
  const dataset = await chooseDataset(baseline, book, hs6(PRODUCT), {
    data: "flows",
    source: undefined,
    side: undefined,
    frequency: undefined,
  });
  const context = underScenario(baseline, readScenario({ title: "t", edits }), ON);
  const found = await gsimUnder(context, {
    book,
    dataset,
    revision: 2022,
    products: [hs6(PRODUCT)],
    to: to === null ? null : country(to).code,
    days: { on: ON, known: ON },
    since: undefined,
    until: undefined,
    weeks: 52,
    top: 10,
  });
  if (found.part !== null) pricesUnder.parse(found.part);
  return { ...found, prices: found.part?.products[0] ?? null, read: [...(context.scenario?.read ?? [])] };
}

const DUTY = {
  measure: {
    id: "supposed-duty",
    title: "A duty on graphite of Japan",
    importer: "US",
    kind: "additional",
    goods: { hs: ["3801"], origin: ["JP"] },
    rates: [{ from: "2027-01-01", rate: "10 %" }],
  },
};
const BAN = { ban: { product: PRODUCT, origin: "CN", to: "US" } };

describe("a model on the store's trade under a scenario", () => {
  const model = {
    trade: { from: "store", product: PRODUCT, year: 2024, countries: ["US", "EU27"] },
    tariffs: [{ origin: "*", to: "US", before: 0.021 }],
    elasticities: [
      { kind: "demand", value: -1.25, basis: "assumed" },
      { kind: "supply", value: 1.5, basis: "assumed" },
      { kind: "substitution", value: 2, basis: "assumed" },
    ],
  };
  const solved = (...edits: readonly Record<string, unknown>[]) =>
    ask(gsimOperation, baseline, { model }, { scenario: { title: "t", edits }, on: ON });

  test("is the baseline where nothing is edited", async () => {
    const { result } = await ask(gsimOperation, baseline, { model }, { on: ON });
    expect((await solved()).result).toEqual(result);
  });

  test("bans the flows that the scenario stops, on the trade of the baseline", async () => {
    const { result, scenario } = await solved(BAN, { elasticity: { of: "demand", value: -1 } });
    expect(scenario?.edits.map(({ read }) => read)).toEqual([true, true]);
    const flow = result.flows.find(({ origin, to }) => origin === "CN" && to === "US");
    expect(flow).toMatchObject({ banned: true, before: "60000000", after: "0" });
    expect(result.elasticities.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      "supply 1.5",
      "substitution 2",
      "demand -1",
    ]);
  });

  test("warns of a ban of a part of a flow, and of a part of a region", async () => {
    const { warnings } = await solved({ ban: { product: PRODUCT, origin: "CN", to: "US", share: 0.5 } });
    expect(warnings.join(" ")).toContain("Bans of a part of a flow are outside the model and left out: China to");
  });
});

describe("prices under a scenario", () => {
  test("are not looked at where nothing that they read is edited", async () => {
    expect((await asked([])).part).toBeNull();
    expect((await asked([{ elasticity: { of: "demand", value: -2 } }])).part).toBeNull();
    expect((await asked([{ ban: { product: "8505", origin: "CN" } }])).part).toBeNull();
    expect((await asked([{ ban: { product: PRODUCT, origin: "CN", from: "2027-01-02" } }])).part).toBeNull();
    expect((await asked([{ measure: { ...DUTY.measure, goods: { hs: ["8505"] } } }])).part).toBeNull();
  });

  test("rise with a duty on one origin, whose sales fall and whose sellers take less", async () => {
    const { prices, assumptions, read } = await asked([DUTY]);
    const { found } = prices ?? {};
    expect(prices?.year).toBe("2024");
    expect(read).toEqual([1]);
    const japan = found?.origins.find(({ key }) => key === "JP");
    expect(Number(japan?.dutyAfter) - Number(japan?.dutyBefore)).toBeCloseTo(0.1, 9);
    expect(Number(japan?.after)).toBeLessThan(Number(japan?.before));
    expect(Number(found?.price.value)).toBeGreaterThan(0);
    expect(Number(found?.price.low)).toBeLessThanOrEqual(Number(found?.price.value));
    expect(Number(found?.price.high)).toBeGreaterThanOrEqual(Number(found?.price.value));
    expect(found?.hit).toMatchObject({ key: "JP", sold: { before: "75000000" } });
    expect(Number(found?.hit?.worldPrice)).toBeLessThan(0);
    expect(found?.imports.before).toBe("100000000");
    const sum = ["tariffRevenue", "consumerSurplus", "producerSurplus"] as const;
    expect(sum.reduce((all, name) => all + Number(found?.[name].value), 0)).toBeCloseTo(
      Number(found?.netWelfare.value),
      1,
    );
    expect(assumptions.map(({ name, basis }) => [name, basis])).toEqual([
      ["elasticity of demand", "assumed"],
      ["elasticity of supply", "assumed"],
      ["elasticity of substitution", "assumed"],
    ]);
  });

  test("hold a banned flow at nothing, and turn to the others", async () => {
    const edits = [BAN, { elasticity: { of: "substitution", value: 2, low: 1.5, high: 2.5 } }];
    const { prices, read, notes } = await asked(edits);
    expect(prices?.because).toContain("China loses most: ");
    const china = prices?.found?.origins.find(({ key }) => key === "CN");
    expect(china).toMatchObject({ stopped: true, after: "0", price: null, dutyAfter: null, quantity: "-1" });
    expect(Number(prices?.found?.origins.find(({ key }) => key === "JP")?.quantity)).toBeGreaterThan(0);
    expect(read.sort()).toEqual([1, 2]);
    expect(notes.join(" ")).toContain("A ban is no large tariff");
  });

  test("use the elasticity that the scenario states, with its band and source", async () => {
    const own = { of: "demand", country: "US", value: -0.5, low: -0.6, high: -0.4, source: "a study" };
    const { prices, assumptions } = await asked([DUTY, { elasticity: own }]);
    expect(prices?.elasticities).toContainEqual(
      expect.objectContaining({ kind: "demand", country: "US", value: "-0.5", low: "-0.6", basis: "estimated" }),
    );
    expect(assumptions[0]).toMatchObject({ name: "elasticity of demand, United States", value: "-0.5 (-0.6 to -0.4)" });
    expect(prices?.found?.price.value).not.toBe((await asked([DUTY])).prices?.found?.price.value);
    const general = { elasticity: { of: "demand", value: -2 } };
    const special = { elasticity: { of: "demand", product: "3801", value: -0.7 } };
    expect((await asked([DUTY, special, general])).prices?.elasticities[0]).toMatchObject({ value: "-0.7" });
  });

  test("say that a ban of a part is outside the model, and give no figures of it", async () => {
    const half = { ban: { ...BAN.ban, share: "50 %" } };
    const alone = await asked([half]);
    expect(alone.prices).toMatchObject({ found: null, because: expect.stringContaining("outside the model") });
    const beside = await asked([half, DUTY]);
    expect(beside.prices?.found?.price.value).toBe((await asked([DUTY])).prices?.found?.price.value);
    expect(beside.warnings.join(" ")).toContain("Bans of a part of a flow are outside the model and left out");
    expect(beside.warnings.join(" ")).toContain("China to the United States");
  });

  test("have nothing to say of who buys no other goods, and hold no seller of nothing to a price", async () => {
    const all = await asked([{ ban: { product: PRODUCT, to: "US" } }]);
    expect(all.prices).toMatchObject({ found: null, because: expect.stringContaining("All that it buys") });
    const soft = { elasticity: { of: "substitution", value: 1.5 } };
    const { prices } = await asked([{ ban: { product: PRODUCT, origin: "CA" } }, soft]);
    expect(prices?.found?.hit).toMatchObject({ key: "CA", worldPrice: null, producerSurplus: null });
    expect(prices?.found?.sensitivity.filter(({ outOfRange }) => outOfRange !== null)).toEqual([]);
  });

  test("give no figures where the change is too large for a linear model, and say which", async () => {
    const measure = { ...DUTY.measure, rates: [{ from: "2027-01-01", rate: "300 %" }] };
    const { prices } = await asked([{ measure }]);
    expect(prices?.found).toBeNull();
    expect(prices?.because).toContain("trade from Japan to the United States would change by");
  });

  test("fall with an agreement, and are of whoever is hit most where nobody is named", async () => {
    const agreement = { agreement: { members: ["US", "Japan"], product: "3801" } };
    const { prices } = await asked([agreement]);
    expect(prices?.found?.origins.find(({ key }) => key === "JP")?.dutyAfter).toBe("0");
    expect(Number(prices?.found?.price.value)).toBeLessThan(0);
    const anybody = await asked([{ ban: { product: PRODUCT, origin: "CA" } }], { to: null });
    expect(anybody.prices?.to.key).toBe("US");
    expect(anybody.notes[2]).toContain("hit most");
    expect((await asked([DUTY], { to: null })).prices?.to.key).toBe("US");
    expect((await asked([{ ban: { product: PRODUCT, origin: "CN" } }], { to: null })).prices?.to.key).toBe("KR");
  });
});
