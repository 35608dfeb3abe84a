import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixtureStore } from "../../test/cli/fixture-store.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { readWhole } from "./core/rows-file.ts";
import { referencePriceOperation } from "./reference-price.ts";

const today = isoDate("2026-11-22");
const context = createContext({ store: "no-store", today });

const tranche = (name: string, capacity: number, price: number, more = {}) => ({
  ...{ name, status: "existing", capacity, price },
  ...more,
});
const STEPS = [
  tranche("first", 60_000, 3000),
  tranche("second", 40_000, 4200),
  tranche("third", 30_000, 5400),
  tranche("fourth", 50_000, 6100),
];
const MODEL = {
  ...{ product: "an example", unit: "t", currency: "USD", terms: "CIF" },
  assume: { utilisation: 1 },
  demand: { quantity: 60_000 },
  tranches: STEPS,
};

const run = async (change: object = {}, publish = false, own = context) =>
  (await ask(referencePriceOperation, own, { model: { ...MODEL, ...change }, publish })).result;
const at = async (quantity: number, change: object = {}) => run({ ...change, demand: { quantity } });

describe("a reference price", () => {
  test("is the offer of the step that covers the demand, with the next one named", async () => {
    const found = await Promise.all([60_000, 60_001, 120_000].map((quantity) => at(quantity)));
    expect(found.map(({ reference }) => reference.central)).toEqual(["3000", "4200", "5400"]);
    expect(found.map(({ next }) => next?.name)).toEqual(["second", "third", "fourth"]);
    const { reference, unmet, because } = await at(181_000);
    expect([reference.central, unmet]).toEqual([null, "1000"]);
    expect(because).toContain("1,000 t short");
  });

  test("never falls when demand rises, nor when a tranche is no longer eligible", async () => {
    const price = (text: string | null) => (text === null ? Number.POSITIVE_INFINITY : Number(text));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 0, max: 50_000 }), async (low, more) => {
        const [less, higher, fewer] = await Promise.all([
          at(low),
          at(low + more),
          at(low, { eligible: { parties: ["second"] } }),
        ]);
        expect(price(higher.reference.central)).toBeGreaterThanOrEqual(price(less.reference.central));
        expect(price(fewer.reference.central)).toBeGreaterThanOrEqual(price(less.reference.central));
      }),
      { numRuns: 25 },
    );
  });

  test("follows demand by year, and plants that start later", async () => {
    const { years } = await run({
      demand: { quantity: 100_000, year: 2026, growth: 0.2, until: 2029 },
      tranches: [...STEPS, tranche("late", 60_000, 3500, { from: 2028 })],
    });
    expect(years.map(({ year, demand, marginal }) => [year, demand, marginal])).toEqual([
      [2026, "100000", "second"],
      [2027, "120000", "third"],
      [2028, "144000", "second"],
    ]);
  });

  test("recovers the capital of a new plant and names what is assumed", async () => {
    const plant = { name: "plant", status: "new", capacity: 80, unit: "kt", capex: 478_000_000, var_opex: 0 };
    const { curve, figures } = await run({ tranches: [plant], assume: {} });
    expect(curve[0]?.parts?.capital).toBe("872.8398");
    expect(figures.filter(({ from }) => from === "default").map(({ figure }) => figure)).toEqual([
      ...["fixed_opex", "freight", "byproduct", "rate", "years", "utilisation"],
    ]);
  });

  test("is a range where figures are", async () => {
    const { reference } = await run({ tranches: [tranche("one", 70_000, 0, { price: { low: 3000, high: 3600 } })] });
    expect(reference).toEqual({ low: "3000", central: "3300", high: "3600" });
  });

  test("combines with a benchmark and contracts by the stated rule, and gives a floor", async () => {
    const { combined, floor } = await run({
      benchmark: { price: 3.7, unit: "kg", currency: "USD" },
      contracts: [
        { price: 4000, quantity: 100 },
        { price: 5000, quantity: 300 },
      ],
      combine: { rule: "weighted", weights: { reference: 0.5, benchmark: 0.3, contracts: 0.2 } },
      floor: { alpha: 0.9 },
    });
    expect(combined.parts.map(({ price }) => price)).toEqual(["3000", "3700", "4750"]);
    expect(combined.price).toBe("3560");
    expect(floor?.price).toBe("3700");
  });

  test("refuses what cannot make a curve, and says how to mend it", async () => {
    const problem = async (change: object) =>
      await run(change).then(
        () => "none",
        (error: Error) => error.message,
      );
    const one = (more: object) => ({ tranches: [tranche("one", 70_000, 3000, more)] });
    expect(await problem({ tranches: [] })).toContain("no tranche");
    expect(await problem({ eligible: { countries: ["USMCA"] } })).toContain("None of the 4 tranches is eligible");
    expect(await problem({ terms: undefined })).toContain('needs "model.terms"');
    expect(await problem(one({ price: undefined, var_opex: -5 }))).toContain("a cost is not negative");
    expect(await problem(one({ unit: "kWh" }))).toContain("one cannot become the other");
    expect(await problem(one({ currency: "CNY" }))).toContain("no rate between them is stated");
    expect(await problem(one({ terms: "FOB" }))).toContain("no freight is stated");
    expect(await problem(one({ price: undefined }))).toContain("does not say its var_opex");
    expect(await problem(one({ price: { low: 5, high: 4 } }))).toContain("out of order");
    expect(await problem({ demand: { quantity: 1, growth: 0.1 } })).toContain("no year is said");
    expect(await problem({ benchmark: { price: 1, terms: "FOB" } })).toContain("the reference is CIF");
  });
});

describe("confidential costs", () => {
  const secret = STEPS.map((row) => ({ ...row, party: `${row.name} maker`, confidential: true }));

  test("leave the house as a mean, with no figure, name or part of the file beside it", async () => {
    const answer = await ask(referencePriceOperation, context, {
      model: { ...MODEL, demand: { quantity: 90_000 }, tranches: secret, published: [] },
      publish: true,
    });
    expect(answer.result.reference.central).toBe("3923.0769");
    const told = JSON.stringify(answer);
    for (const figure of ["4200", "5400", "6100", "second", "third", "60000", "40000"])
      expect(told).not.toContain(figure);
  });

  test("are not published without earlier runs to compare, nor next to one that differs by a contributor", async () => {
    const asked = { demand: { quantity: 90_000 }, tranches: secret };
    await expect(run(asked, true)).rejects.toThrow("which runs were published before");
    const { disclosure } = await run({ ...asked, published: [] });
    const published = [{ on: "2026-11-01", record: disclosure?.record ?? [] }];
    expect((await run({ ...asked, published }, true)).form).toBe("published");
    const changed = secret.map((row) => (row.name === "second" ? { ...row, price: 4300 } : row));
    await expect(run({ ...asked, tranches: changed, published }, true)).rejects.toThrow("single contributor");
    await expect(run({ tranches: secret.slice(0, 2), published: [] }, true)).rejects.toThrow("fewer than three");
    const ofTwo = secret.map((row, at) => ({ ...row, party: at === 0 ? "One, Ltd." : "Two GmbH" }));
    await expect(run({ ...asked, tranches: ofTwo, published: [] }, true)).rejects.toThrow("fewer than three");
    const ofNobody = secret.map(({ party: _, ...row }) => row);
    await expect(run({ ...asked, tranches: ofNobody, published: [] }, true)).rejects.toThrow("who runs “first”");
  });

  test("of a book of one's own are used here, and refused to who may not see them", async () => {
    const book = mkdtempSync(join(tmpdir(), "headwater-costs-"));
    mkdirSync(join(book, "prices"));
    const header =
      "facility,party,country,product,status,unit,currency,capacity,var_opex,var_opex_max,basis,source,confidential";
    const row = (name: string, confidential: string) =>
      `${name},Us,US,widgets,existing,t,USD,100,50,70,reported,general-knowledge,${confidential}`;
    writeFileSync(join(book, "prices", "costs.csv"), [header, row("Plant", "yes"), ""].join("\n"));
    const asked = { product: "widgets", from: ["book"], tranches: [], demand: { quantity: 10 } };
    const open = createContext({ store: "no-store", today, book });
    expect((await run(asked, false, open)).reference).toEqual({ low: "50", central: "60", high: "70" });
    const closed = createContext({ store: "no-store", today, book, seesConfidential: false });
    await expect(run(asked, false, closed)).rejects.toThrow("are confidential");
    await expect(run({ ...asked, published: [] }, true, closed)).rejects.toThrow("are confidential");
    writeFileSync(join(book, "prices", "costs.csv"), [header, row("Plant", "maybe"), ""].join("\n"));
    const broken = createContext({ store: "no-store", today, book });
    await expect(run(asked, false, broken)).rejects.toThrow("costs.csv");
  });
});

describe("the examples", () => {
  test("of four steps is met at the third", async () => {
    const model = await readWhole("examples/pricing/steps.yaml");
    const { result } = await ask(referencePriceOperation, context, { model });
    expect(result.reference.central).toBe("5400");
  });

  test("of anode material is what the docs say, with a Chinese plant inside the countries out by the rule", async () => {
    const own = createContext({ store: await fixtureStore(), today });
    const model = await readWhole("examples/pricing/anode-agreement.yaml");
    const { result } = await ask(referencePriceOperation, own, { model });
    own.close();
    expect(Object.values(result.reference).map((price) => Math.round(Number(price)))).toEqual([4987, 5356, 5954]);
    expect(result.marginal?.name).toBe("Syrah Vidalia, second expansion");
    expect(result.out.map(({ name, because }) => [name, because])).toContainEqual([
      "Shanshan Finland",
      "shanshan fails obbba-pfe",
    ]);
    expect(result.open).toMatchObject({ taken: "in", without: null });
    expect(result.open?.tranches).toHaveLength(4);
    expect(result.figures.filter(({ basis, source }) => basis !== "assumed" && source === null)).toEqual([]);
  });
});
