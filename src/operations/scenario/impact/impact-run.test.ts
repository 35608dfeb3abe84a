import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { link, networkOf, type TestRow } from "../../../../test/support/network-of.ts";
import { type Book, readBook } from "../../../book/book.ts";
import type { Network } from "../../../network/network.ts";
import { decimal } from "../../../vocab/decimal.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { addDays, isoDate } from "../../../vocab/iso-date.ts";
import { chainBelow } from "./impact-chain.ts";
import type { AddedCapacity, ImpactEdits } from "./impact-edits.ts";
import { impactFindings } from "./impact-findings.ts";
import { runImpact } from "./impact-run.ts";

const [OXIDE, METAL, MAGNET, FURNACE] = ["284690", "280530", "850511", "851410"] as const;
const LINKS = [link(METAL, OXIDE, "material"), link(MAGNET, METAL, "material"), link(METAL, FURNACE, "equipment")];
const START = isoDate("2026-12-01");
const NOTHING: ImpactEdits = { stops: [], out: [], added: [], stocks: [] };

let book: Book;
beforeAll(async () => {
  book = await readBook();
});

/** Dollars and kilograms alike; each party's name begins with its country. */
const sale = (seller: string, buyer: string, product: string, usd: number, more: Partial<TestRow> = {}): TestRow => ({
  ...{ seller, buyer, product, day: 0, usd: usd * 100, kg: usd * 1000 },
  ...{ origin: seller.slice(0, 2), destination: buyer.slice(0, 2) },
  ...more,
});

const CHAIN = [
  sale("CN mine", "VN works", OXIDE, 300),
  sale("VN works", "JP maker", METAL, 600),
  sale("JP maker", "US motors", MAGNET, 1000),
];

function ofRows(rows: readonly TestRow[]): Network {
  const network = networkOf(rows);
  const { parties } = network;
  return { ...network, parties: { ...parties, country: (party) => parties.id(party).slice(0, 2) } };
}

interface Setting {
  readonly rows?: readonly TestRow[];
  readonly product?: string;
  readonly weeks?: number;
  readonly to?: string;
  readonly mostLinks?: number;
  readonly traders?: readonly string[];
}

function weeksOf(edits: (network: Network) => Partial<ImpactEdits>, setting: Setting = {}) {
  const { rows = CHAIN, product = OXIDE, weeks = 40, to = null, mostLinks = 1000, traders = [] } = setting;
  const network = ofRows(rows);
  const found = runImpact(
    network,
    chainBelow([product], LINKS, new Set(network.products)),
    { ...NOTHING, ...edits(network) },
    {
      ...{ since: undefined, until: undefined, windowWeeks: 1, mostLinks },
      ...{ isTrader: (party) => traders.includes(network.parties.id(party)), weeks: { start: START, count: weeks } },
    },
  );
  if (found === null) throw new Error("Too many links.");
  const part = impactFindings(found, { book, source: "test", revision: 2022, to: to as never, top: 20 });
  const hit = (key: string, role?: string) =>
    part.hits.find((one) => one.key === key && (role !== "makes") === (one.role === "uses"));
  return { part, found, hit, made: (key: string) => part.hits.find((one) => one.key === key && one.role === "makes") };
}

const ban = (share = "1", more: Partial<ImpactEdits["stops"][number]> = {}): Partial<ImpactEdits> => ({
  stops: [
    {
      products: [OXIDE],
      origins: ["CN"],
      destinations: null,
      seller: null,
      share: decimal(share),
      from: null,
      until: null,
      ...more,
    },
  ],
});
const stock = (days: number, more: Partial<ImpactEdits["stocks"][number]> = {}) => ({
  ...{
    kind: "inventory" as const,
    number: 2,
    products: null,
    countries: null,
    owner: null,
    days,
    from: null,
    until: null,
  },
  ...more,
});
const capacity = (tonnes: number, more: Partial<AddedCapacity> = {}): AddedCapacity => ({
  ...{
    kind: "capacity",
    number: 3,
    product: hs6(OXIDE),
    origin: null,
    party: null,
    facility: null,
    price: null,
    rampMonths: 0,
  },
  ...{ tonnes, from: null, until: null, owner: -1, country: "AU" },
  ...more,
});
const WEEKS_A_YEAR = 365.25 / 7;

describe("weeks to impact in a network of trade", () => {
  test("nobody is hit where nothing is edited", () => {
    const { part } = weeksOf(() => ({}));
    expect(part.hits).toEqual([]);
    expect(part.totals).toMatchObject({ buyers: 3, hit: 0, lostUsd: "0", first: null, byTier: [] });
    expect(new Set(part.totals.output)).toEqual(new Set(["1"]));
  });

  test("a ban goes down the chain as stocks run out, and up again when it ends", () => {
    const until = addDays(START, 7 * 20);
    const { part } = weeksOf(() => ({ ...ban("1", { until }), stocks: [stock(14)] }));
    const told = part.hits.map(({ key, role, tier, hitIn, hitOn, backIn, trough }) => [
      key,
      role,
      tier,
      hitIn,
      hitOn,
      backIn,
      trough,
    ]);
    expect(told).toEqual([
      ["VN works", "makes", 1, 3, "2026-12-22", 21, "0"],
      ["JP maker", "makes", 2, 6, "2027-01-12", 22, "0"],
      ["US motors", "uses", 3, 9, "2027-02-02", 23, "0"],
    ]);
    expect(part.hits[0]).toMatchObject({
      lostWeeks: "18",
      lostUsd: "10800",
      weeklyUsd: "600",
      fullWeeks: 3,
      lacks: { product: OXIDE, stockDays: "14", stockOf: "scenario", stopped: "1" },
    });
    expect(part.largest.map(({ key }) => key)).toEqual(["JP maker", "US motors", "VN works"]);
    expect(Number(part.totals.salesLostUsd)).toBeGreaterThanOrEqual(20 * 300);
    expect(part.totals).toMatchObject({ hit: 3, first: { week: 3, on: "2026-12-22", label: "VN works" } });
  });

  test("weeks in stock move the week of impact by as many", () => {
    for (let weeks = 0; weeks <= 12; weeks++) {
      const { made } = weeksOf(() => ({ ...ban(), stocks: [stock(99), stock(7 * weeks, { products: ["28"] })] }));
      expect(made("VN works")?.hitIn).toBe(weeks + 1);
    }
    const { made } = weeksOf(() => ({
      ...ban(),
      stocks: [stock(70, { countries: ["VN"] }), stock(7, { countries: ["JP"] })],
    }));
    expect([made("VN works")?.hitIn, made("JP maker")?.hitIn]).toEqual([11, 13]);
  });

  test("stocks that nobody states are those of a material, and of goods that are used", () => {
    const { part } = weeksOf(() => ban());
    expect(part.hits.map(({ lacks }) => [lacks.stockDays, lacks.stockOf])).toEqual([
      ["45", "usual"],
      ["45", "usual"],
      ["21", "usual"],
    ]);
  });

  test("capacity that is added softens the blow from its day on, along its ramp", () => {
    const half = capacity(0.15 * WEEKS_A_YEAR);
    const whole = weeksOf(() => ban());
    const softened = weeksOf(() => ({ ...ban(), added: [half] }));
    expect(softened.made("VN works")?.trough).toBe("0.5");
    expect(Number(softened.made("VN works")?.lostWeeks)).toBeLessThan(Number(whole.made("VN works")?.lostWeeks) / 1.9);
    const later = weeksOf(() => ({ ...ban(), added: [{ ...half, from: addDays(START, 7 * 20) }] }));
    expect(later.made("VN works")?.trough).toBe("0");
    expect(later.made("VN works")?.output.at(-1)).toBe("0.5");
    const grown = weeksOf(() => ({ ...ban(), added: [{ ...half, from: START, rampMonths: 12 }] }), { weeks: 60 });
    expect(grown.made("VN works")?.output.at(30)).toMatch(/^0\.2[5-9]/);
    expect(grown.made("VN works")?.output.at(-1)).toBe("0.5");
  });

  test("a capacity that the ban reaches helps nobody, nor one of a product without a price", () => {
    const reached = weeksOf(() => ({ ...ban("1", { origins: null }), added: [capacity(1e6)] }));
    expect(reached.made("VN works")?.trough).toBe("0");
    const rows = CHAIN.map((row) => ({ ...row, kg: null }));
    const unpriced = weeksOf(() => ({ ...ban(), added: [capacity(1e6)] }), { rows });
    expect(unpriced.found).toMatchObject({ capacitiesUsed: [], capacitiesWithoutPrice: [3] });
    const priced = weeksOf(() => ({ ...ban(), added: [capacity(1e6, { price: 1000 })] }), { rows });
    expect(priced.part.totals.hit).toBe(0);
  });

  test("a party that is out is not itself a buyer that is hit; who buys of it comes first", () => {
    const { part } = weeksOf(({ parties }) => ({
      out: [{ owner: parties.find("VN works"), facility: null, share: 0.8, from: null, until: null }],
    }));
    expect(part.hits.map(({ key, tier, trough }) => [key, tier, trough])).toEqual([
      ["JP maker", 1, "0.2353"],
      ["US motors", 2, "0.2353"],
    ]);
    expect(part.hits[0]?.lacks.stopped).toBe("0.8");
  });

  test("a facility that is out takes its part of what its party sells", () => {
    const rows = [
      sale("CN mine", "VN works", OXIDE, 75, { facility: "F1" }),
      sale("CN mine", "VN works", OXIDE, 225, { facility: "F2", day: 1 }),
      ...CHAIN.slice(1),
    ];
    const { made } = weeksOf(
      ({ facilities }) => ({
        out: [{ owner: null, facility: facilities.find("F2"), share: 1, from: null, until: null }],
      }),
      { rows },
    );
    expect(made("VN works")?.lacks.stopped).toBe("0.75");
    expect(made("VN works")?.trough).toBe(String(Math.round((0.25 / 0.85) * 1e4) / 1e4));
  });

  test("equipment, and goods that are sold on, cost their part of the sales; a trader's goods cost all", () => {
    const rows = [
      ...CHAIN,
      sale("DE oven", "VN works", FURNACE, 150),
      sale("CN mine", "SG desk", OXIDE, 60),
      sale("SG desk", "KR shop", OXIDE, 40),
    ];
    const stops = [
      {
        products: [FURNACE],
        origins: null,
        destinations: null,
        seller: null,
        share: decimal("1"),
        from: null,
        until: null,
      },
    ];
    const furnace = weeksOf(() => ({ stops }), { rows, product: FURNACE, weeks: 60 });
    expect(furnace.made("VN works")).toMatchObject({ trough: "0.8", lacks: { stockDays: "90" } });
    const named = weeksOf(
      ({ parties }) => ({
        ...ban(),
        out: [{ owner: parties.find("DE oven"), facility: null, share: 1, from: null, until: null }],
      }),
      { rows },
    );
    expect(named.part.network.products).toContain(FURNACE);
    const maker = weeksOf(() => ban(), { rows });
    expect(maker.made("SG desk")).toMatchObject({ trough: "0.4", weeklyUsd: "40" });
    expect(maker.hit("SG desk")).toMatchObject({ trough: "0", weeklyUsd: "36" });
    const trader = weeksOf(() => ban(), { rows, traders: ["SG desk"] });
    expect(trader.made("SG desk")?.trough).toBe("0");
    expect(trader.hit("SG desk")).toBeUndefined();
  });

  test("who buys in the country that is asked about is told, and how many elsewhere", () => {
    const { part } = weeksOf(() => ban(), { to: "US" });
    expect(part.hits.map(({ key }) => key)).toEqual(["US motors"]);
    expect(part.totals).toMatchObject({ buyers: 1, hit: 1, elsewhere: 2 });
  });

  test("an edit of a part of a week counts in part", () => {
    const days = { from: START, until: addDays(START, 3) };
    const { made } = weeksOf(() => ({ ...ban("1", days), stocks: [stock(0)] }));
    expect(made("VN works")).toMatchObject({ hitIn: 1, trough: "0.5714", backIn: 2 });
  });

  test("the chain is followed as far as its links are not too many", () => {
    const { found } = weeksOf(() => ban(), { mostLinks: 2 });
    expect([found.steps, found.ofSteps]).toEqual([2, 3]);
    expect(() => weeksOf(() => ban(), { mostLinks: 0 })).toThrow("Too many links.");
  });

  test("stopping a larger share loses no less", () => {
    const rows = fc
      .array(
        fc.record({
          step: fc.integer({ min: 0, max: 2 }),
          seller: fc.integer({ min: 0, max: 2 }),
          buyer: fc.integer({ min: 0, max: 2 }),
          usd: fc.integer({ min: 1, max: 900 }),
        }),
        { minLength: 1, maxLength: 14 },
      )
      .map((all) =>
        all.map(({ step, seller, buyer, usd }) =>
          sale(
            `${"CJU"[seller]}${step} a`,
            `${"CJU"[buyer]}${step + 1} a`,
            [OXIDE, METAL, MAGNET][step] as string,
            usd,
          ),
        ),
      );
    const tenths = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(rows, tenths, (some, tenth) => {
        const lost = (share: number) =>
          weeksOf(
            () =>
              ban(String(share / 10), { origins: null, products: [OXIDE, METAL], destinations: ["C1", "J1", "C2"] }),
            { rows: some },
          ).found.shortages.reduce((sum, { lostWeeks }) => sum + lostWeeks, 0);
        expect(lost(tenth + 1)).toBeGreaterThanOrEqual((tenth === 0 ? 0 : lost(tenth)) - 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});
