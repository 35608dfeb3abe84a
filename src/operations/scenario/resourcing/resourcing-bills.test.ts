import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { networkOf, type TestRow } from "../../../../test/support/network-of.ts";
import { type Book, readBook } from "../../../book/book.ts";
import { resource } from "../../../scenario/resourcing/resource.ts";
import { solveLinearProgramme } from "../../../solve/linear-programme.ts";
import { epochDay, isoDate } from "../../../vocab/iso-date.ts";
import { type BillsAsked, soldByBills } from "./resourcing-bills.ts";
import type { SupposedSupply } from "./resourcing-edits.ts";
import { capacityOf, demandOf, problemOf, type ResourcingTerms } from "./resourcing-findings.ts";
import { suppliesOf } from "./resourcing-supply.ts";
import { windowOfYear } from "./resourcing-window.ts";

const DAY = epochDay(isoDate("2025-03-01"));
const bill = (more: Partial<TestRow>): TestRow => ({
  ...{ buyer: "plant", seller: "anode", product: "380110", day: DAY, usd: 100_000, kg: 1_000_000 },
  ...{ origin: "CN", destination: "US" },
  ...more,
});
const ASKED: BillsAsked = {
  ...{ product: "380110", to: "US", by: "party", buyer: null, window: windowOfYear("2025") },
  buying: () => 1,
  traders: new Set(),
  capacities: new Map(),
};
const sold = (rows: readonly TestRow[], more: Partial<BillsAsked> = {}) =>
  soldByBills(networkOf(rows), { ...ASKED, ...more });
const short = (rows: readonly TestRow[], more: Partial<BillsAsked> = {}) =>
  sold(rows, more).suppliers.map(({ key, way, all }) => [key, way.kg, all.kg]);

describe("who sells by bills", () => {
  test("is each party, with what it sells to the buyer and to anybody", () => {
    const rows = [bill({}), bill({ destination: "KR", kg: 500_000 }), bill({ seller: "other", kg: 2_000_000 })];
    expect(short(rows)).toEqual([
      ["other", 2000, 2000],
      ["anode", 1000, 1500],
    ]);
  });

  test("is two offers where its goods are of two origins", () => {
    const rows = [bill({}), bill({ origin: "ID", kg: 500_000 })];
    const { suppliers } = sold(rows);
    expect(suppliers.map(({ key, origin, label }) => [key, origin, label])).toEqual([
      ["anode CN", "CN", "anode, goods of China"],
      ["anode ID", "ID", "anode, goods of Indonesia"],
    ]);
    expect(short(rows, { by: "country" })).toEqual([
      ["CN", 1000, 1000],
      ["ID", 500, 500],
    ]);
  });

  test("is each facility that bills state, and the party where they state none", () => {
    const rows = [bill({ facility: "works" }), bill({ facility: "mill", kg: 3_000_000 }), bill({ kg: 500_000 })];
    expect(short(rows, { by: "facility" })).toEqual([
      ["mill", 3000, 3000],
      ["works", 1000, 1000],
      ["anode", 500, 500],
    ]);
  });

  test("leaves out other products, other days, goods of the buyer's own country and bills that state too little", () => {
    const rows = [
      bill({}),
      bill({ product: "850511" }),
      bill({ day: epochDay(isoDate("2024-12-31")) }),
      bill({ day: epochDay(isoDate("2026-01-01")) }),
      bill({ origin: "US" }),
      bill({ kg: null }),
      bill({ usd: null }),
      bill({ estimated: true, kg: 2_000_000 }),
    ];
    expect(short(rows)).toEqual([["anode", 3000, 3000]]);
    expect(sold(rows)).toMatchObject({ silent: 2, of: 4, estimated: 1, withoutOrigin: 0 });
  });

  test("is asked by one buyer, of whom what others buy could be redirected", () => {
    const rows = [bill({}), bill({ buyer: "rival", kg: 4_000_000 })];
    expect(short(rows, { buyer: "plant" })).toEqual([["anode", 1000, 5000]]);
  });

  test("sells less to a buyer that buys less", () => {
    const buying = (buyer: string) => (buyer === "plant" ? 0.25 : 1);
    expect(short([bill({}), bill({ buyer: "rival" })], { buying })).toEqual([["anode", 1250, 1250]]);
  });

  test("has as idle what is stated that it can make beyond what it sells", () => {
    const rows = [bill({}), bill({ origin: "ID", kg: 500_000 }), bill({ seller: "other" })];
    const capacities = new Map([
      ["anode", 4500],
      ["other", 900],
    ]);
    expect(sold(rows, { capacities }).suppliers.map(({ key, idle }) => [key, idle])).toEqual([
      ["anode CN", 2000],
      ["other", 0],
      ["anode ID", 1000],
    ]);
  });

  test("made its goods unless it trades in those of others", () => {
    const rows = [bill({}), bill({ seller: "agent" })];
    const { suppliers } = sold(rows, { traders: new Set(["agent"]) });
    expect(Object.fromEntries(suppliers.map(({ key, maker }) => [key, maker]))).toEqual({
      anode: "anode",
      agent: null,
    });
  });
});

let book: Book;

beforeAll(async () => {
  book = await readBook();
});

const TERMS: ResourcingTerms = {
  ...{ redirect: 0.25, freight: 10, switching: 5, penalty: 5000, mostUnmet: 1, most: null, duty: "most", keep: false },
  gaps: new Map(),
};
const SELLERS = ["a", "b", "c", "d"];
const bills = fc.array(
  fc.record({
    seller: fc.constantFrom(...SELLERS),
    buyer: fc.constantFrom("plant", "rival"),
    origin: fc.constantFrom("CN", "KR", "ID"),
    destination: fc.constantFrom("NZ", "JP"),
    kg: fc.integer({ min: 1, max: 9_000_000 }),
    usd: fc.integer({ min: 1, max: 9_000_000 }),
  }),
  { minLength: 1, maxLength: 12 },
);
const part = fc.double({ min: 0, max: 1, noNaN: true });
const edits = fc.record({
  barred: fc.subarray(SELLERS),
  left: fc.record({ CN: part, KR: part, ID: fc.constant(1) }),
  out: fc.record({ a: part, b: fc.constant(1), c: fc.constant(0), d: fc.constant(1) }),
});

/** The offers of a small world of bills under edits that a property draws; a border that the book does not have asks no duty. */
function offersOf(rows: readonly Partial<TestRow>[], { barred, left, out }: Partial<Drawn>) {
  const own = rows.map((row) => bill(row));
  const { suppliers } = sold([bill({ destination: "NZ" }), ...own], { to: "NZ" });
  const supposed: SupposedSupply = {
    left: ({ origin }, banShare) => (banShare === undefined ? (left?.[origin] ?? 1) : 1 - banShare),
    running: ({ members }) => Math.min(...members.map(({ seller }) => out?.[seller] ?? 1)),
    buying: () => 1,
    price: (_, price) => price,
    added: [],
  };
  return suppliesOf(suppliers, {
    ...{ book, product: "380110", revision: 2022, to: "NZ", years: 1, supposed, filled: null },
    days: { on: isoDate("2026-11-21"), known: isoDate("2026-11-21") },
    barredOf: ({ party }) => (barred?.includes(party ?? "") ? ["A rule keeps it out."] : []),
  });
}

interface Drawn {
  readonly barred: readonly string[];
  readonly left: Readonly<Record<string, number>>;
  readonly out: Readonly<Record<string, number>>;
}

async function solved(supplies: ReturnType<typeof offersOf>["supplies"], terms = TERMS) {
  const found = await resource(problemOf(supplies, "380110", terms), solveLinearProgramme);
  if (found.state !== "planned") throw new Error(found.state);
  return found;
}

describe("any plan by party", () => {
  test("uses nobody that is kept out or stopped, and nobody beyond what it could sell", async () => {
    await fc.assert(
      fc.asyncProperty(bills, edits, async (rows, drawn) => {
        const { supplies } = offersOf(rows, drawn);
        const { plan } = await solved(supplies);
        for (const { offer, quantity } of plan.flows) {
          const supply = supplies.find(({ key }) => key === offer);
          if (supply === undefined) throw new Error(offer);
          expect(supply.barred).toEqual([]);
          expect(supply.left * supply.running).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual(capacityOf(supply, TERMS.redirect) * (1 + 1e-6) + 1e-6);
        }
        const brought = plan.flows.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(brought + (plan.unmet[0]?.quantity ?? 0)).toBeCloseTo(demandOf(supplies), 5);
      }),
      { numRuns: 40 },
    );
  });

  test("costs no more than what is bought now where nothing is edited, and no less where more is stopped", async () => {
    await fc.assert(
      fc.asyncProperty(bills, part, part, async (rows, one, other) => {
        const world = offersOf(rows, {});
        const { plan, baseline } = await solved(world.supplies);
        expect(baseline.faults).toEqual([]);
        expect(plan.cost).toBeLessThanOrEqual(baseline.cost * (1 + 1e-6) + 1e-3);
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const mild = await solved(world.withBans(less));
        const harsh = await solved(world.withBans(more));
        expect(mild.plan.cost).toBeGreaterThanOrEqual(plan.cost * (1 - 1e-6) - 1e-3);
        expect(harsh.plan.cost).toBeGreaterThanOrEqual(mild.plan.cost * (1 - 1e-6) - 1e-3);
      }),
      { numRuns: 40 },
    );
  });
});
