import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { solveLinearProgramme } from "../../solve/linear-programme.ts";
import { resource } from "./resource.ts";
import type { CountryCap, Demand, Offer, ResourcingProblem, Route } from "./resourcing-problem.ts";

const offer = (id: string, country: string, capacity: number): Offer => ({
  id,
  supplier: `supplier ${id}`,
  country,
  product: "anode",
  capacity,
});
const demand = (quantity: number, mostUnmet: number | null = null, id = "plant"): Demand => ({
  id,
  product: "anode",
  quantity,
  penalty: 100,
  mostUnmet,
});
const way = (from: string, price: number, more: Partial<Route> = {}): Route => ({
  offer: from,
  demand: "plant",
  price,
  freight: 1,
  duty: 0,
  switching: 0,
  barred: [],
  ...more,
});
const anyCountry = (share: number): CountryCap => ({ product: "anode", country: null, share });

/** Ten units asked; China is cheap, Korea dearer, Canada the dearest. */
const three: ResourcingProblem = {
  offers: [offer("cn", "CN", 20), offer("kr", "KR", 6), offer("ca", "CA", 20)],
  demands: [demand(10)],
  routes: [way("cn", 4), way("kr", 6, { duty: 1 }), way("ca", 9)],
  caps: [],
  baseline: [{ offer: "cn", demand: "plant", quantity: 10 }],
};

async function planned(problem: ResourcingProblem) {
  const found = await resource(problem, solveLinearProgramme);
  if (found.state !== "planned") throw new Error(`not planned: ${found.state}`);
  return found;
}

describe("a plan", () => {
  test("leaves things as they are where they are cheapest, at the cost of now", async () => {
    const { plan, baseline } = await planned(three);
    expect(plan.flows).toEqual([{ offer: "cn", demand: "plant", quantity: 10, kept: 10, cost: 50 }]);
    expect([plan.cost, baseline.cost, baseline.faults]).toEqual([50, 50, []]);
    expect(plan.notChosen).toMatchObject([
      { offer: "kr", why: "dearer", dearerBy: 3 },
      { offer: "ca", why: "dearer", dearerBy: 5 },
    ]);
  });

  test("goes round a barred supplier, and says what one more unit of capacity would save", async () => {
    const routes = three.routes.map((one) => (one.offer === "cn" ? { ...one, barred: ["It is listed."] } : one));
    const { plan, baseline } = await planned({ ...three, routes });
    expect(plan.flows.map(({ offer: from, quantity }) => [from, quantity])).toEqual([
      ["kr", 6],
      ["ca", 4],
    ]);
    expect(plan.cost).toBeCloseTo(6 * 8 + 4 * 10, 9);
    expect(plan.marginalCosts).toEqual([{ demand: "plant", cost: 10 }]);
    expect(plan.shadowPrices).toMatchObject([{ limit: { what: "capacity", offer: { id: "kr" } }, worth: 2 }]);
    expect(plan.notChosen).toMatchObject([{ offer: "cn", why: "barred", dearerBy: null, because: ["It is listed."] }]);
    expect(baseline.faults).toMatchObject([{ what: "barred", offer: "cn", quantity: 10 }]);
  });

  test("keeps a cap on any one country, counted in what is asked", async () => {
    const { plan, baseline } = await planned({ ...three, caps: [anyCountry(0.45)] });
    expect(plan.flows.map(({ offer: from, quantity }) => [from, quantity])).toEqual([
      ["cn", 4.5],
      ["kr", 4.5],
      ["ca", 1],
    ]);
    expect(plan.shadowPrices.map(({ limit, worth }) => [limit.what, limit.most, worth])).toEqual([
      ["country-cap", 4.5, 5],
      ["country-cap", 4.5, 2],
    ]);
    expect(baseline.faults).toEqual([
      { what: "above-country-cap", country: "CN", product: "anode", quantity: 10, most: 4.5 },
    ]);
  });

  test("names a cap as the reason where the supplier would be cheaper", async () => {
    const caps = [{ product: "anode", country: "CN", share: 0 }];
    const { plan } = await planned({ ...three, caps });
    expect(plan.notChosen).toMatchObject([{ offer: "cn", why: "country-cap", dearerBy: 0 }]);
  });

  test("pays for switching only beyond what goes that way now", async () => {
    const routes = three.routes.map((one) => ({ ...one, switching: 2, price: one.offer === "ca" ? 3.5 : one.price }));
    const still = await planned({ ...three, routes });
    expect(still.plan.flows).toEqual([{ offer: "cn", demand: "plant", quantity: 10, kept: 10, cost: 50 }]);
    const cheaper = routes.map((one) => (one.offer === "ca" ? { ...one, price: 1 } : one));
    const moved = await planned({ ...three, routes: cheaper });
    expect([moved.plan.landed, moved.plan.switching]).toEqual([20, 20]);
  });

  test("leaves unmet what costs more to bring than to miss", async () => {
    const routes = [way("cn", 4), way("ca", 120)];
    const { plan } = await planned({
      ...three,
      offers: [offer("cn", "CN", 7), offer("ca", "CA", 9)],
      routes,
      baseline: [],
    });
    expect(plan.unmet).toEqual([{ demand: "plant", quantity: 3 }]);
    expect(plan.cost).toBeCloseTo(7 * 5 + 3 * 100, 9);
  });

  test("says that the capacity goes where it is worth more", async () => {
    const demands = [demand(5), demand(5, null, "other")];
    const routes = [
      way("kr", 6),
      way("kr", 6, { demand: "other", freight: 3 }),
      way("ca", 9, { demand: "other" }),
      way("ca", 20),
    ];
    const { plan } = await planned({
      ...three,
      offers: [offer("kr", "KR", 5), offer("ca", "CA", 20)],
      demands,
      routes,
      baseline: [],
    });
    expect(plan.notChosen).toMatchObject([
      { offer: "kr", demand: "other", why: "capacity-elsewhere" },
      { offer: "ca", demand: "plant", why: "dearer" },
    ]);
  });
});

describe("a demand that cannot be met", () => {
  test("is answered with what is missing and what stands in the way", async () => {
    const routes = three.routes.map((one) => (one.offer === "cn" ? { ...one, barred: ["It is listed."] } : one));
    const offers = [offer("cn", "CN", 20), offer("kr", "KR", 6), offer("ca", "CA", 1)];
    const found = await resource({ ...three, offers, demands: [demand(10, 0)], routes }, solveLinearProgramme);
    expect(found).toMatchObject({
      state: "infeasible",
      missing: [
        {
          demand: "plant",
          quantity: 3,
          limits: [{ offer: { id: "kr" } }, { offer: { id: "ca" } }],
          barred: [{ offer: "cn", because: ["It is listed."] }],
        },
      ],
    });
  });
});

describe("a problem that contradicts itself", () => {
  test.each([
    ["a way of a supplier that is not there", { routes: [way("xx", 1)] }, "There is no offer “xx”."],
    ["a flow now without a cost", { routes: [way("kr", 1)] }, "What goes from “cn” to “plant” now has no cost."],
    [
      "a way stated twice",
      { routes: [way("cn", 1), way("cn", 2)] },
      "Costs on the way from “cn” to “plant” are stated twice.",
    ],
    [
      "a cap above all",
      { caps: [anyCountry(1.2)] },
      "The cap on any one country for “anode” is “1.2”, no share from 0 to 1.",
    ],
    ["a negative capacity", { offers: [offer("cn", "CN", -1)] }, "The capacity of “cn” is “-1”, no amount from 0."],
  ] as const)("is refused by its name: %s", async (_, edit, message) => {
    await expect(resource({ ...three, ...edit }, solveLinearProgramme)).rejects.toThrow(message);
  });
});

const COUNTRIES = ["CN", "KR"] as const;

/** Up to three offers to one plant in whole units, with flows of now and a cap in whole units. */
const small = fc
  .record({
    asked: fc.integer({ min: 1, max: 4 }),
    mostUnmet: fc.option(fc.integer({ min: 0, max: 4 })),
    cap: fc.option(fc.integer({ min: 0, max: 4 })),
    offers: fc.array(
      fc.record({
        country: fc.constantFrom(...COUNTRIES),
        capacity: fc.integer({ min: 0, max: 4 }),
        price: fc.integer({ min: 1, max: 150 }),
        switching: fc.integer({ min: 0, max: 20 }),
        barred: fc.boolean(),
        now: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ asked, mostUnmet, cap, offers }): ResourcingProblem => {
    const plant = demand(asked, mostUnmet);
    return {
      demands: [plant],
      offers: offers.map(({ country, capacity }, at) => offer(`o${at}`, country, capacity)),
      routes: offers.map(({ price, switching, barred }, at) =>
        way(`o${at}`, price, { switching, barred: barred ? ["barred"] : [] }),
      ),
      caps: cap === null ? [] : [anyCountry(Math.min(1, cap / asked))],
      baseline: offers.flatMap(({ now }, at) => (now > 0 ? [{ offer: `o${at}`, demand: "plant", quantity: now }] : [])),
    };
  });

/** The least cost over all plans in whole units; with one plant the optimum is one of them. Null where there is none. */
function bruteForce({ offers, routes, demands, caps, baseline }: ResourcingProblem): number | null {
  const asked = demands[0] ?? demand(0);
  let best: number | null = null;
  const visit = (flows: readonly number[]): void => {
    const at = flows.length;
    if (at < routes.length) {
      const [own, from] = [routes[at], offers[at]];
      const most = own === undefined || own.barred.length > 0 ? 0 : Math.min(asked.quantity, from?.capacity ?? 0);
      for (let quantity = 0; quantity <= most; quantity++) visit([...flows, quantity]);
      return;
    }
    const unmet = asked.quantity - flows.reduce((sum, flow) => sum + flow, 0);
    if (unmet < 0 || unmet > (asked.mostUnmet ?? asked.quantity)) return;
    for (const { share } of caps) {
      for (const country of COUNTRIES) {
        const own = flows.filter((_, flow) => offers[flow]?.country === country);
        if (own.reduce((sum, flow) => sum + flow, 0) > share * asked.quantity + 1e-9) return;
      }
    }
    const cost = flows.reduce((sum, flow, index) => {
      const route = routes[index];
      const now = baseline.find((one) => one.offer === route?.offer)?.quantity ?? 0;
      const more = Math.max(0, flow - now);
      return sum + flow * ((route?.price ?? 0) + 1) + more * (route?.switching ?? 0);
    }, unmet * asked.penalty);
    best = Math.min(best ?? cost, cost);
  };
  visit([]);
  return best;
}

describe("any problem", () => {
  test("is solved at the cost of the best plan there is, within every rule", async () => {
    await fc.assert(
      fc.asyncProperty(small, async (problem) => {
        const expected = bruteForce(problem);
        const found = await resource(problem, solveLinearProgramme);
        expect(found.state).toBe(expected === null ? "infeasible" : "planned");
        if (found.state !== "planned" || expected === null) return;
        const { plan, baseline } = found;
        expect(plan.cost).toBeCloseTo(expected, 6);
        if (baseline.faults.length === 0) expect(plan.cost).toBeLessThanOrEqual(baseline.cost + 1e-6);
        for (const { offer: from, quantity } of plan.flows) {
          expect(problem.routes.find((route) => route.offer === from)?.barred).toEqual([]);
          expect(quantity).toBeLessThanOrEqual((problem.offers.find(({ id }) => id === from)?.capacity ?? 0) + 1e-6);
        }
      }),
      { numRuns: 100 },
    );
  });
});
