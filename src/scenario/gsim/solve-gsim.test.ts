import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GsimModel, GsimSolution } from "./gsim-model.ts";
import { gsimSensitivity } from "./gsim-sensitivity.ts";
import { solveGsim } from "./solve-gsim.ts";

const vector = (size: number, least: number, most: number) =>
  fc
    .array(fc.double({ min: least, max: most, noNaN: true }), { minLength: size, maxLength: size })
    .map((values) => Float64Array.from(values));

/** Markets of two to five countries with small changes of tariffs. */
const models = fc.integer({ min: 2, max: 5 }).chain((size) =>
  fc
    .record({
      trade: vector(size * size, 1, 500),
      powerBefore: vector(size * size, 1, 1.5),
      change: vector(size * size, 0.99, 1.01),
      demand: vector(size, -3, -0.2),
      supply: vector(size, 0.5, 10),
      substitution: vector(size, 3, 8),
    })
    .map(
      ({ trade, powerBefore, change, demand, supply, substitution }): GsimModel => ({
        countries: Array.from({ length: size }, (_, at) => `country ${at}`),
        trade,
        powerBefore,
        powerAfter: powerBefore.map((power, flow) => power * (change[flow] ?? 1)),
        banned: new Uint8Array(size * size),
        elasticities: { demand, supply, substitution },
      }),
    ),
);

const solved = (model: GsimModel): GsimSolution => {
  const solution = solveGsim(model);
  if (solution === null) throw new Error("not solved");
  return solution;
};

const near = (found: ArrayLike<number>, expected: ArrayLike<number>, within = 1e-9) => {
  expect(found.length).toBe(expected.length);
  for (let at = 0; at < found.length; at++) {
    const [one, other] = [found[at] ?? Number.NaN, expected[at] ?? Number.NaN];
    expect(Math.abs(one - other)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(other)));
  }
};

const sellersSold = ({ countries: { length: size }, trade }: GsimModel, of: Float64Array, seller: number): number =>
  [...trade.keys()]
    .filter((flow) => Math.floor(flow / size) === seller)
    .reduce((sum, flow) => sum + (trade[flow] ?? 0) * (of[flow] ?? 0), 0);

const exports = (model: GsimModel, seller: number) =>
  sellersSold(
    model,
    model.trade.map(() => 1),
    seller,
  );

/** Two sellers and one buyer, elasticities of the published example. */
function smallModel(supply = 1.5): GsimModel {
  const same = (elasticity: number) => new Float64Array(3).fill(elasticity);
  const flows = (first: number, second: number, other: number) =>
    Float64Array.from([other, other, first, other, other, second, other, other, other]);
  return {
    countries: ["A", "B", "C"],
    trade: flows(60, 40, 0),
    powerBefore: flows(1.1, 1.1, 1),
    powerAfter: flows(1, 1, 1),
    banned: new Uint8Array(9),
    elasticities: { demand: same(-1.25), supply: same(supply), substitution: same(5) },
  };
}

describe("the global simulation model", () => {
  test("without a change changes nothing", () => {
    fc.assert(
      fc.property(models, (model) => {
        const still = solved({ ...model, powerAfter: model.powerBefore });
        for (const values of [still.worldPrice, still.quantity, still.deliveredPrice, still.netWelfare]) {
          near(values, new Float64Array(values.length));
        }
        near(still.tradeAfter, model.trade);
      }),
    );
  });

  test("clears every seller's market: what is demanded more is supplied more", () => {
    fc.assert(
      fc.property(models, (model) => {
        const { quantity, worldPrice, residual } = solved(model);
        expect(residual).toBeLessThan(1e-9);
        model.countries.forEach((_, seller) => {
          const supply = (model.elasticities.supply[seller] ?? 0) * (worldPrice[seller] ?? 0);
          near([sellersSold(model, quantity, seller) / exports(model, seller)], [supply]);
        });
      }),
    );
  });

  test("does not depend on the unit of trade", () => {
    fc.assert(
      fc.property(models, fc.double({ min: 0.001, max: 1000, noNaN: true }), (model, unit) => {
        const one = solved(model);
        const other = solved({ ...model, trade: model.trade.map((amount) => amount * unit) });
        near(other.worldPrice, one.worldPrice);
        near(
          other.netWelfare,
          one.netWelfare.map((welfare) => welfare * unit),
        );
      }),
    );
  });

  test("does not depend on whether a seller is one or two that are alike", () => {
    fc.assert(
      fc.property(models, (model) => {
        const size = model.countries.length;
        const [one, two] = [solved(model), solved(withTwin(model))];
        for (let seller = 0; seller < size; seller++) {
          near([two.worldPrice[seller] ?? 0], [one.worldPrice[seller] ?? 0], 1e-8);
        }
      }),
    );
  });

  test("is the one-importer model where sellers' prices do not move: trade created is M · Em · dt / (1 + t)", () => {
    const { quantity, worldPrice, tradeAfter } = solved(smallModel(Number.POSITIVE_INFINITY));
    near(worldPrice, [0, 0, 0]);
    const created = -1.25 * (-0.1 / 1.1);
    near([quantity[2] ?? 0, quantity[5] ?? 0], [created, created]);
    near([tradeAfter[2] ?? 0], [60 * (1 + created)]);
    near(solved(smallModel(1e9)).quantity, quantity, 1e-8);
  });

  test("leaves the price of a seller with infinite supply where it is, and its gain at 0", () => {
    fc.assert(
      fc.property(models, (model) => {
        const supply = model.elasticities.supply.map((own, at) => (at === 0 ? Number.POSITIVE_INFINITY : own));
        const { worldPrice, producerSurplus } = solved({ ...model, elasticities: { ...model.elasticities, supply } });
        expect([worldPrice[0], producerSurplus[0]]).toEqual([0, 0]);
      }),
    );
  });

  test("lists a flow that would fall below nothing", () => {
    const model = smallModel(Number.POSITIVE_INFINITY);
    const powerAfter = Float64Array.from(model.powerBefore);
    powerAfter[2] = 2.2;
    expect(solved({ ...model, powerAfter }).outOfRange).toEqual([
      { what: "quantity", seller: 0, buyer: 2, change: expect.closeTo(-2.75, 9) },
    ]);
  });
});

describe("a ban", () => {
  test("ends its flow without revenue, and the other seller sells more", () => {
    const model = { ...smallModel(), powerAfter: smallModel().powerBefore };
    const banned = new Uint8Array(9);
    banned[2] = 1;
    const after = solved({ ...model, banned });
    expect(after.tradeAfter[2]).toBe(0);
    expect(after.tradeAfter[5]).toBeGreaterThan(40);
    expect(after.outOfRange).toEqual([]);
    // All that A sold is lost to it: its price falls until it offers nothing.
    near([after.worldPrice[0] ?? 0], [-1 / 1.5]);
    near([after.tariffRevenue[2] ?? 0], [((after.tradeAfter[5] ?? 0) - 100) * 0.1]);
  });

  test("is as the tariff at which nobody buys any more, but for its revenue", () => {
    fc.assert(
      fc.property(models, (model) => {
        const size = model.countries.length;
        const banned = new Uint8Array(size * size);
        banned[1] = 1;
        const ban = solved({ ...model, banned });
        const powerAfter = Float64Array.from(model.powerAfter);
        const choke = (ban.deliveredPrice[1] ?? 0) - (ban.worldPrice[0] ?? 0);
        powerAfter[1] = (model.powerBefore[1] ?? 0) * (1 + choke);
        const tariff = solved({ ...model, powerAfter });
        near(tariff.worldPrice, ban.worldPrice, 1e-7);
        near([tariff.quantity[1] ?? 0], [-1], 1e-7);
      }),
    );
  });

  test("on a flow that does not exist changes nothing", () => {
    const model = { ...smallModel(), powerAfter: smallModel().powerBefore };
    near(solved({ ...model, banned: Uint8Array.of(1, 1, 0, 1, 1, 0, 1, 1, 1) }).quantity, new Float64Array(9));
  });
});

describe("the sensitivity", () => {
  test("moves one kind of elasticity at a time, and only those in doubt", () => {
    const model = smallModel();
    const { elasticities } = model;
    const low = { ...elasticities, supply: elasticities.supply.map((supply) => supply / 2) };
    const high = { ...elasticities, supply: elasticities.supply.map((supply) => supply * 2) };
    const runs = gsimSensitivity(model, { low, high });
    expect(runs.map(({ kind, side }) => `${kind} ${side}`)).toEqual(["supply low", "supply high"]);
    near(runs[0]?.solution?.worldPrice ?? [], solved({ ...model, elasticities: low }).worldPrice);
  });
});

/** The same world in which the first country is two with the same tariffs, each with half of its trade. */
function withTwin(model: GsimModel): GsimModel {
  const size = model.countries.length;
  const grown = size + 1;
  const parent = (at: number) => (at === size ? 0 : at);
  const part = (at: number) => (at === 0 || at === size ? 0.5 : 1);
  const flows = Array.from({ length: grown * grown }, (_, flow) => [Math.floor(flow / grown), flow % grown] as const);
  const spread = (of: Float64Array, weight: (seller: number, buyer: number) => number) =>
    Float64Array.from(
      flows.map(([seller, buyer]) => (of[parent(seller) * size + parent(buyer)] ?? 0) * weight(seller, buyer)),
    );
  const even = () => 1;
  const twice = (of: Float64Array) => Float64Array.from([...of, of[0] ?? 0]);
  const { demand, supply, substitution } = model.elasticities;
  return {
    countries: [...model.countries, "twin"],
    trade: spread(model.trade, (seller, buyer) => part(seller) * part(buyer)),
    powerBefore: spread(model.powerBefore, even),
    powerAfter: spread(model.powerAfter, even),
    banned: new Uint8Array(grown * grown),
    elasticities: { demand: twice(demand), supply: twice(supply), substitution: twice(substitution) },
  };
}
