import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSpreader } from "../../src/scenario/cascade/cascade.ts";
import { type CascadePlan, planCascade } from "../../src/scenario/cascade/cascade-plan.ts";
import { ESSENTIAL, type FirmNetwork, firmNetwork, NON_ESSENTIAL } from "../../src/scenario/cascade/firm-network.ts";
import { economyLoss, failuresOf, RISK_COLUMNS } from "../../src/scenario/cascade/systemic-risk.ts";

/** The cascade held against what its authors' own programs computed (cascade/SOURCE.md). */
const TOLERANCE = 1e-9;

interface Failed {
  readonly risk: readonly [all: number, downstream: number, upstream: number];
  readonly before: number;
  readonly steps: number;
  readonly downstream: readonly number[];
  readonly upstream: readonly number[];
}

interface Figure {
  readonly sectors: readonly string[];
  readonly links: readonly (readonly [supplier: number, buyer: number, value: number])[];
  readonly mixed: readonly (readonly number[])[];
  readonly variants: readonly {
    readonly model: "linear" | "mixed" | "essential";
    readonly replaceability: boolean;
    readonly eps: number;
    readonly failed: readonly Failed[];
  }[];
}

const textOf = (name: string) => readFileSync(new URL(`./cascade/${name}`, import.meta.url), "utf8");

const numbersOf = (name: string): number[][] =>
  textOf(name)
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));

/** Firms and sectors are numbered from 1 in the files. */
function networkOf(sectors: readonly number[], links: readonly (readonly number[])[]): FirmNetwork {
  const column = (at: number) => links.map((link) => link[at] as number);
  return firmNetwork(
    Int32Array.from(sectors, (one) => one - 1),
    Math.max(...sectors),
    {
      supplier: Int32Array.from(column(0), (firm) => firm - 1),
      buyer: Int32Array.from(column(1), (firm) => firm - 1),
      weight: Float64Array.from(column(2)),
    },
  );
}

/** Furthest that the cascade of each firm's failure is from what is expected of it. */
function furthest(plan: CascadePlan, expected: readonly (readonly number[])[], eps: number): number {
  const table = failuresOf(plan)(
    new Int32Array(plan.firms).map((_, firm) => firm),
    eps,
  );
  return Math.max(
    ...expected.flatMap((risk, firm) => risk.map((one, at) => Math.abs(one - (table[firm * RISK_COLUMNS + at] ?? 9)))),
  );
}

describe("figure 1", () => {
  const figure = JSON.parse(textOf("figure-1.json")) as Figure;
  const network = networkOf(figure.sectors.map(Number), figure.links);

  test.each(figure.variants)("$model, replaceability $replaceability, eps $eps", (variant) => {
    const { model, replaceability, eps, failed } = variant;
    const all = { linear: NON_ESSENTIAL, essential: ESSENTIAL };
    const plan = planCascade(
      network,
      (input, buyer) => (model === "mixed" ? (figure.mixed[input]?.[buyer] ?? Number.NaN) : all[model]),
      { replaceability },
    );
    expect(
      furthest(
        plan,
        failed.map(({ risk, steps }) => [...risk, steps]),
        eps,
      ),
    ).toBeLessThan(TOLERANCE);
    const spread = createSpreader(plan);
    for (const [firm, { before, steps, downstream, upstream }] of failed.entries()) {
      const earlier = spread([{ firm, lost: 1 }], { eps, steps: steps - 1 });
      expect(Math.abs(economyLoss(plan, earlier).loss - before)).toBeLessThan(TOLERANCE);
      const found = spread([{ firm, lost: 1 }], { eps });
      const off = (ours: Float64Array, theirs: readonly number[]) =>
        Math.max(...theirs.map((one, at) => Math.abs(one - (ours[at] ?? 9))));
      expect(off(found.downstream, downstream), `downstream of firm ${firm + 1}`).toBeLessThan(TOLERANCE);
      expect(off(found.upstream, upstream), `upstream of firm ${firm + 1}`).toBeLessThan(TOLERANCE);
    }
  });
});

describe("200 firms", () => {
  const essentials = numbersOf("rand200-ess.csv");
  const network = networkOf(
    numbersOf("rand200-firms.csv").map(([, sector]) => sector ?? Number.NaN),
    numbersOf("rand200-edges.csv"),
  );
  const planOf = (replaceability: boolean) =>
    planCascade(network, (input, buyer) => essentials[input]?.[buyer] ?? Number.NaN, { replaceability });

  test("without replaceability, to the fixed point", () => {
    const expected = numbersOf("rand200-nosub-eps1e-10-esri.csv");
    expect(furthest(planOf(false), expected, 1e-10)).toBeLessThan(TOLERANCE);
  });

  test("with replaceability, stopped early as published, in as many steps", () => {
    const plan = planOf(true);
    const ends = numbersOf("rand200-sub-eps1e-2-conv.csv");
    const expected = numbersOf("rand200-sub-eps1e-2-esri.csv").map((risk, at) => [...risk, ends[at]?.[2] ?? 0]);
    expect(furthest(plan, expected, 1e-2)).toBeLessThan(TOLERANCE);
    const spread = createSpreader(plan);
    ends.forEach(([before = 0, , steps = 0], firm) => {
      const earlier = spread([{ firm, lost: 1 }], { eps: 1e-2, steps: steps - 1 });
      expect(Math.abs(economyLoss(plan, earlier).loss - before)).toBeLessThan(TOLERANCE);
    });
  });
});
