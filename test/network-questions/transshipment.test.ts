import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Transshipment, type TransshipmentQuestion, transshipment } from "../../src/network/transshipment.ts";
import type { IsoDate } from "../../src/vocab/iso-date.ts";
import { networkOf, type TestRow } from "../support/network-of.ts";
import { placed } from "./placed.ts";

const MAGNET = "850511";
const MOTOR = "850131";

function row(seller: string, buyer: string, product: string, extra: Partial<TestRow> = {}): TestRow {
  const [origin = "", destination = ""] = [seller.slice(0, 2), buyer.slice(0, 2)];
  return { seller, buyer, product, day: 100, usd: 100, kg: 1000, origin, destination, ...extra };
}

const ask = (rows: readonly TestRow[], extra: Partial<TransshipmentQuestion> = {}): Transshipment =>
  transshipment(placed(networkOf(rows)), {
    product: MAGNET,
    outputs: [MOTOR],
    origin: "CN",
    to: "US",
    by: "party",
    ...extra,
  });

const passing = (found: Transshipment) =>
  Object.fromEntries(found.intermediates.map(({ key, passable }) => [key, Number(passable)]));

const EUROPE = [
  row("CN a", "DE works", MAGNET, { usd: 700, kg: 70 }),
  row("JP a", "DE works", MAGNET, { usd: 300, kg: 10 }),
  row("DE works", "US b", MAGNET, { usd: 400, kg: 20 }),
  row("DE works", "US c", MOTOR, { usd: 900, kg: 90 }),
  row("CN a", "US b", MAGNET, { usd: 5000 }),
  row("CN a", "FR shop", MAGNET, { usd: 50 }),
  row("FR shop", "DE works", MAGNET, { usd: 40 }),
];

describe("transshipment", () => {
  test("shows what entered from the origin and what left to the buyer, as it came or one step on", () => {
    const [line, ...others] = ask(EUROPE).intermediates;
    expect(others).toEqual([]);
    expect(line).toMatchObject({ key: "DE works", country: "DE", leftUsd: 1300n, passable: 700n, statesOrigin: 0n });
    expect(line?.entered).toMatchObject({ rows: 1, usd: 700n, kg: 70n });
    expect(line?.bought).toMatchObject({ rows: 3, usd: 1040n });
    expect(line?.left).toMatchObject({ rows: 1, usd: 400n, kg: 20n });
    expect(line?.leftAs).toMatchObject([{ product: MOTOR, movement: { rows: 1, usd: 900n } }]);
  });

  test("passes no more than what left where nothing one step on counts", () => {
    expect(passing(ask(EUROPE, { outputs: [] }))).toEqual({ "DE works": 400 });
  });

  test("gives what goes straight to the buyer beside it", () => {
    const found = ask(EUROPE);
    expect([found.direct.usd, found.bought.usd]).toEqual([5000n, 5400n]);
  });

  test("takes the parties of a country together, but not what they sell to each other", () => {
    const rows = [
      row("CN a", "DE trader", MAGNET, { usd: 500 }),
      row("DE trader", "DE works", MAGNET, { usd: 600, origin: "CN" }),
      row("DE works", "US b", MAGNET, { usd: 450 }),
    ];
    expect(passing(ask(rows))).toEqual({ "DE works": 450 });
    const [line, ...others] = ask(rows, { by: "country" }).intermediates;
    expect(others).toEqual([]);
    expect(line).toMatchObject({ key: "DE", passable: 450n, entered: { usd: 500n }, bought: { usd: 500n } });
  });

  test("counts neither parties of the two countries nor goods that go straight on", () => {
    const rows = [
      row("CN a", "CN trader", MAGNET),
      row("CN trader", "US b", MAGNET),
      row("CN a", "US importer", MAGNET),
      row("US importer", "US b", MAGNET),
      row("CN a", "HK desk", MAGNET, { destination: "US" }),
      row("HK desk", "US b", MAGNET, { origin: "CN" }),
    ];
    expect(passing(ask(rows))).toEqual({});
  });

  test("says what left under the origin's own name", () => {
    const rows = [row("CN a", "HK desk", MAGNET), row("HK desk", "US b", MAGNET, { usd: 80, origin: "CN" })];
    expect(ask(rows).intermediates[0]).toMatchObject({ passable: 80n, statesOrigin: 80n });
  });

  test("takes the parties' countries where a row states none", () => {
    const rows = [row("CN a", "DE b", MAGNET, { origin: "" }), row("DE b", "US c", MAGNET, { destination: "" })];
    expect(passing(ask(rows))).toEqual({ "DE b": 100 });
  });

  test("lets nothing pass that left before anything entered", () => {
    const rows = (day: number) => [row("CN a", "DE b", MAGNET, { day: 200 }), row("DE b", "US c", MAGNET, { day })];
    expect(passing(ask(rows(199)))).toEqual({ "DE b": 0 });
    expect(passing(ask(rows(200)))).toEqual({ "DE b": 100 });
  });

  test.each([
    ["1970-04-10", "1970-04-11", 0],
    ["1970-04-10", "1970-04-12", 100],
    ["1970-04-11", "1970-04-12", 100],
    ["1970-04-12", "1970-04-13", 0],
  ])("counts days from %s up to, not including, %s", (since, until, passed) => {
    const rows = [row("CN a", "DE b", MAGNET), row("DE b", "US c", MAGNET)];
    const found = ask(rows, { since: since as IsoDate, until: until as IsoDate });
    expect(found.intermediates.reduce((sum, { passable }) => sum + Number(passable), 0)).toBe(passed);
  });

  test("finds nothing, without failing, for goods and countries that no row names", () => {
    expect(ask(EUROPE, { product: "010121" }).intermediates).toEqual([]);
    expect(ask(EUROPE, { origin: "CL" }).intermediates).toEqual([]);
    expect(ask([], { to: "AU" }).intermediates).toEqual([]);
  });
});

const places = ["CN", "DE", "FR", "US"];
const rows = fc.array(
  fc.record({
    seller: fc.constantFrom(...places.flatMap((place) => [`${place} 1`, `${place} 2`])),
    buyer: fc.constantFrom(...places.flatMap((place) => [`${place} 1`, `${place} 2`])),
    product: fc.constantFrom(MAGNET, MOTOR, "850300"),
    day: fc.integer({ min: 100, max: 104 }),
    usd: fc.option(fc.integer({ min: 0, max: 1000 })),
    kg: fc.option(fc.integer({ min: 0, max: 1000 })),
    origin: fc.constantFrom("", ...places),
    destination: fc.constantFrom("", ...places),
    estimated: fc.boolean(),
  }),
  { maxLength: 60 },
);

test("transshipment is what plain filters over the rows add up to", () => {
  const by = fc.constantFrom("party" as const, "country" as const);
  fc.assert(
    fc.property(rows, by, fc.boolean(), (all, each, observedOnly) => {
      const found = ask(all, { by: each, observedOnly, since: "1970-04-12" as IsoDate });
      const groupOf = (party: string) => (each === "party" ? party : party.slice(0, 2));
      const counted = all.filter(
        ({ day, usd, estimated }) => day >= 101 && !(observedOnly && (usd === null || estimated)),
      );
      const from = (one: TestRow) => one.origin || one.seller.slice(0, 2);
      const to = (one: TestRow) => one.destination || one.buyer.slice(0, 2);
      const sum = (list: readonly TestRow[]) => list.reduce((total, { usd }) => total + (usd ?? 0), 0);
      const expected = new Map<string, readonly number[]>();
      for (const group of new Set(all.flatMap(({ seller, buyer }) => [seller, buyer]).map(groupOf))) {
        if (/^(CN|US)/.test(group)) continue;
        const bought = counted.filter(
          (one) =>
            one.product === MAGNET && groupOf(one.buyer) === group && groupOf(one.seller) !== group && to(one) !== "US",
        );
        const entered = bought.filter((one) => from(one) === "CN");
        const left = counted.filter(
          (one) => [MAGNET, MOTOR].includes(one.product) && groupOf(one.seller) === group && to(one) === "US",
        );
        if (entered.length === 0 || left.length === 0) continue;
        const inOrder = Math.min(...entered.map(({ day }) => day)) <= Math.max(...left.map(({ day }) => day));
        const passable = inOrder ? Math.min(sum(entered), sum(left)) : 0;
        const estimated = sum(entered.filter((one) => one.estimated));
        expected.set(group, [estimated, entered.length, sum(entered), sum(bought), left.length, sum(left), passable]);
      }
      const got = found.intermediates.map((line) => {
        const moved = [line.left, ...line.leftAs.map(({ movement }) => movement)];
        const rowsOut = moved.reduce((count, { rows: some }) => count + some, 0);
        const figures = [
          line.entered.estimatedUsd,
          line.entered.rows,
          line.entered.usd,
          line.bought.usd,
          rowsOut,
          line.leftUsd,
          line.passable,
        ];
        return [line.key, figures.map(Number)] as const;
      });
      expect(new Map(got)).toEqual(expected);
      expect(got.map(([, figures]) => figures[6])).toEqual(
        got.map(([, figures]) => figures[6]).sort((a, b) => Number(b) - Number(a)),
      );
    }),
    { numRuns: 400 },
  );
});
