import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ask } from "../../../src/operations/core/ask.ts";
import { createContext } from "../../../src/operations/core/context.ts";
import { costRatioOperation } from "../../../src/operations/cost-ratio.ts";
import { decimal, format, minus, ONE, plus } from "../../../src/vocab/decimal.ts";
import { isoDate } from "../../../src/vocab/iso-date.ts";

const outcome = z.enum(["pass", "fail", "open", "not-applicable"]);
const range = z.strictObject({ low: z.string(), high: z.string() });

/** A bill as an analyst would write it, and what is found of it. */
const costRatioCase = z.strictObject({
  name: z.string(),
  source: z.string().min(10),
  known: z.string().optional(),
  bill: z.record(z.string(), z.unknown()),
  expect: z.strictObject({
    outcome,
    ratio: range.optional(),
    threshold: z.string().nullable().optional(),
    margin: range.optional(),
    failsFrom: z.int().nullable().optional(),
    mayFailFrom: z.int().nullable().optional(),
    years: z.record(z.string(), outcome).optional(),
    /** Names of the lines to change first. */
    toPass: z.array(z.string()).optional(),
    /** Suppliers, or lines without one, that decide alone. */
    decides: z.array(z.string()).optional(),
    warns: z.string().optional(),
  }),
});

const quartet = z.strictObject({
  of: z.string(),
  year: z.int(),
  threshold: z.string(),
  source: z.string().min(10),
  confidence: z.enum(["high", "medium", "low"]).default("medium"),
});

const read = (name: string): unknown =>
  parse(readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8"), { schema: "core" });

const context = createContext({ store: "no-store", today: isoDate("2026-11-22") });
const found = async (bill: Readonly<Record<string, unknown>>, known?: string) =>
  ask(costRatioOperation, context, bill, known === undefined ? {} : { known });

describe("cost-ratio.yaml", () => {
  const { cases } = z
    .strictObject({ about: z.string(), cases: z.array(costRatioCase).min(1) })
    .parse(read("cost-ratio.yaml"));
  test.each(cases)("$name", async ({ bill, known, expect: wanted }) => {
    const { result, warnings } = await found(bill, known);
    const { warns, ...facts } = wanted;
    const said = {
      outcome: result.outcome,
      ratio: result.ratio,
      threshold: result.threshold?.share ?? null,
      margin: result.margin,
      failsFrom: result.failsFrom,
      mayFailFrom: result.mayFailFrom,
      years: Object.fromEntries(result.years.map((one) => [String(one.year), one.outcome])),
      toPass: result.toPass.map(({ name }) => name),
      decides: result.open
        .filter(({ decides }) => decides)
        .map(({ supplier, lines }) => supplier?.name ?? lines.join()),
    };
    expect(said).toMatchObject(facts);
    expect(said.toPass).toEqual(facts.toPass ?? said.toPass);
    expect(said.decides).toEqual(facts.decides ?? said.decides);
    if (warns !== undefined) expect(warnings.join("\n")).toContain(warns);
  });
});

describe("cost-ratio-thresholds.yaml", () => {
  const { quartets, always } = z
    .strictObject({ about: z.string(), quartets: z.array(quartet), always: z.array(quartet.omit({ threshold: true })) })
    .parse(read("cost-ratio-thresholds.yaml"));
  /** Far below the twelfth place: the test must not round. */
  const STEP = decimal("0.00000000000000000001");

  const bill = (of: string, year: number, clean: string, open = "0") => ({
    kind: of,
    year,
    lines: [
      { name: "clean", cost: clean, prohibited: "no" },
      { name: "open", cost: open, prohibited: "open" },
      { name: "other", cost: format(minus(minus(ONE, decimal(clean)), decimal(open))), prohibited: "yes" },
    ],
  });

  test.each(quartets)("$of of $year: $threshold", async ({ of, year, threshold, confidence }) => {
    const at = decimal(threshold);
    const below = format(minus(at, STEP));
    const outcomes = async (clean: string, open?: string) => (await found(bill(of, year, clean, open))).result.outcome;
    const { result } = await found(bill(of, year, threshold));
    expect([result.threshold?.share, result.threshold?.confidence]).toEqual([threshold, confidence]);
    expect([
      await outcomes(below),
      result.outcome,
      await outcomes(format(plus(at, STEP))),
      await outcomes(below, format(STEP)),
    ]).toEqual(["fail", "pass", "pass", "open"]);
  });

  test.each(always)("$of of $year passes with nothing clean", async ({ of, year, confidence }) => {
    const { result, warnings } = await found(bill(of, year, "0"));
    expect([result.outcome, result.threshold?.share, result.threshold?.confidence]).toEqual(["pass", "0", confidence]);
    expect(warnings.join("\n")).toContain("low confidence");
  });
});
