import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSpreader, type Shock } from "./cascade.ts";
import { planCascade } from "./cascade-plan.ts";
import { ESSENTIAL, type FirmLinks, firmNetwork, NON_ESSENTIAL } from "./firm-network.ts";
import { economyLoss, failuresOf, RISK_COLUMNS } from "./systemic-risk.ts";

interface Made {
  readonly sector: readonly number[];
  readonly links: readonly (readonly [supplier: number, buyer: number, value: number])[];
  readonly needs: readonly number[];
  readonly replaceability: boolean;
}

const SECTORS = 3;
const END = { eps: 1e-10, steps: 20_000 };
const NEAR = 1e-6;

/** Networks of a few firms, with rings, firms that sell nothing and pairs that are named twice. */
const made: fc.Arbitrary<Made> = fc.integer({ min: 1, max: 9 }).chain((firms) => {
  const firm = fc.integer({ min: 0, max: firms - 1 });
  return fc.record({
    sector: fc.array(fc.integer({ min: 0, max: SECTORS - 1 }), { minLength: firms, maxLength: firms }),
    links: fc.array(fc.tuple(firm, firm, fc.integer({ min: 1, max: 1000 })), { maxLength: 30 }),
    needs: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: SECTORS ** 2, maxLength: SECTORS ** 2 }),
    replaceability: fc.boolean(),
  });
});

const linksOf = (links: Made["links"]): FirmLinks => ({
  supplier: Int32Array.from(links, ([supplier]) => supplier),
  buyer: Int32Array.from(links, ([, buyer]) => buyer),
  weight: Float64Array.from(links, ([, , value]) => value),
});

function planOf({ sector, links, needs, replaceability }: Made, model: "linear" | "mixed" | "essential" = "mixed") {
  const network = firmNetwork(Int32Array.from(sector), SECTORS, linksOf(links));
  const need = (input: number, buyer: number) => needs[input * SECTORS + buyer] as number;
  const models = { linear: () => NON_ESSENTIAL, essential: () => ESSENTIAL, mixed: need };
  return planCascade(network, models[model], { replaceability });
}

const lossesOf = (world: Made, shocks: readonly Shock[], model?: "linear" | "mixed" | "essential") => {
  const { downstream, upstream } = createSpreader(planOf(world, model))(shocks, END);
  return [...downstream, ...upstream];
};

const noneLess = (less: readonly number[], more: readonly number[]) => {
  for (const [at, loss] of less.entries()) expect(more[at]).toBeGreaterThanOrEqual(loss - NEAR);
};

describe("a cascade", () => {
  test("of no shock costs nothing, and no loss is more than everything", () => {
    fc.assert(
      fc.property(made, fc.double({ min: 0, max: 1, noNaN: true }), (world, lost) => {
        expect(lossesOf(world, [{ firm: 0, lost: 0 }]).every((loss) => loss === 0)).toBe(true);
        const losses = lossesOf(world, [{ firm: 0, lost }]);
        expect(losses.every((loss) => loss >= 0 && loss <= 1)).toBe(true);
        expect(losses[0]).toBeGreaterThanOrEqual(lost);
      }),
    );
  });

  test("of a larger shock, or of one more, costs nobody less", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(made, share, share, (world, a, b) => {
        const small = lossesOf(world, [{ firm: 0, lost: Math.min(a, b) }]);
        noneLess(small, lossesOf(world, [{ firm: 0, lost: Math.max(a, b) }]));
        const other = world.sector.length - 1;
        noneLess(
          small,
          lossesOf(world, [
            { firm: 0, lost: Math.min(a, b) },
            { firm: other, lost: b },
          ]),
        );
      }),
    );
  });

  test("is worst where every input is essential; replaceability makes it no worse", () => {
    fc.assert(
      fc.property(made, (world) => {
        const shocks = [{ firm: 0, lost: 1 }];
        const essential = lossesOf(world, shocks, "essential");
        noneLess(lossesOf(world, shocks, "linear"), essential);
        noneLess(lossesOf(world, shocks, "mixed"), essential);
        noneLess(
          lossesOf({ ...world, replaceability: true }, shocks),
          lossesOf({ ...world, replaceability: false }, shocks),
        );
      }),
    );
  });

  test("with one essential input may cost less than with none: it takes the worse of both kinds, not their sum", () => {
    const world = {
      sector: [0, 1, 2],
      links: [
        [0, 2, 50],
        [1, 2, 50],
      ],
      replaceability: false,
    } as const;
    const needs = [1, 1, 2, 1, 1, 1, 0, 0, 0];
    const shocks = [
      { firm: 0, lost: 0.5 },
      { firm: 1, lost: 1 },
    ];
    const buyer = (model: "linear" | "mixed") => lossesOf({ ...world, needs }, shocks, model)[2];
    expect([buyer("linear"), buyer("mixed")]).toEqual([0.75, 0.5]);
  });

  test("does not depend on the order of rows", () => {
    fc.assert(
      fc.property(made, fc.infiniteStream(fc.nat()), (world, keys) => {
        const mixed = world.links.map((link) => ({ link, key: keys.next().value ?? 0 }));
        const links = mixed.sort((a, b) => a.key - b.key).map(({ link }) => link);
        const shocks = [{ firm: 0, lost: 1 }];
        expect(lossesOf({ ...world, links }, shocks)).toEqual(lossesOf(world, shocks));
      }),
    );
  });

  test("leaves nothing behind for the next one", () => {
    fc.assert(
      fc.property(made, (world) => {
        const spread = createSpreader(planOf(world));
        const first = [...spread([{ firm: 0, lost: 0.7 }], END).downstream];
        spread([{ firm: world.sector.length - 1, lost: 1 }], END);
        expect([...spread([{ firm: 0, lost: 0.7 }], END).downstream]).toEqual(first);
      }),
    );
  });
});

test("failures side by side cost what each costs alone, in as many steps", () => {
  fc.assert(
    fc.property(made, fc.constantFrom(0.01, 1e-6), (world, eps) => {
      const plan = planOf(world);
      const firms = Int32Array.from(world.sector, (_, firm) => firm);
      const table = failuresOf(plan)(firms, eps);
      const spread = createSpreader(plan);
      for (const firm of firms) {
        const alone = spread([{ firm, lost: 1 }], { eps });
        const { loss, downstream, upstream } = economyLoss(plan, alone);
        const beside = table.subarray(firm * RISK_COLUMNS, (firm + 1) * RISK_COLUMNS);
        for (const [at, one] of [loss, downstream, upstream, alone.steps].entries())
          expect(beside[at]).toBeCloseTo(one, 9);
      }
    }),
    { numRuns: 60 },
  );
});

test("a value of sales that is none is refused", () => {
  for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => firmNetwork(Int32Array.from([0, 0]), 1, linksOf([[0, 1, value]]))).toThrow("is not a value of sales");
  }
});
