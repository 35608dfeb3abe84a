import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Answer } from "../../../src/operations/core/answer.ts";
import { ask } from "../../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../../src/operations/core/context.ts";
import { type DutyResult, dutyOperation } from "../../../src/operations/duty.ts";
import { isoDate } from "../../../src/vocab/iso-date.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const usd = z.string().regex(/^\d+\.\d{2}$/);

/** Goods, a day, and what is owed on them, as a broker would check it by hand. */
const dutyCase = z.strictObject({
  name: z.string(),
  source: z.string().min(10),
  /** A folder of `books/` laid over the shipped book. */
  book: z.string().optional(),
  goods: z.record(z.string(), z.unknown()),
  on: day.optional(),
  known: day.optional(),
  total: usd.optional(),
  /** Share of the customs value. */
  rate: z.string().optional(),
  refundable: usd.optional(),
  /** Amount of each measure that applies; measures that are not named are not checked. */
  lines: z.record(z.string(), usd).optional(),
  /** Why measures do not apply. */
  skipped: z.record(z.string(), z.string()).optional(),
  /** A warning that holds this text. */
  warns: z.string().optional(),
  /** The rate on each of several days of entry, as known on that day unless `known` says another. */
  days: z.record(day, z.string()).optional(),
});

type DutyCase = z.output<typeof dutyCase>;

const caseFile = z.strictObject({ about: z.string(), cases: z.array(dutyCase).min(1) });

const folder = fileURLToPath(new URL(".", import.meta.url));
const contexts = new Map<string | undefined, Context>();

function contextOf(book: string | undefined): Context {
  const overlay = book === undefined ? {} : { book: join(folder, "books", book) };
  const context = contexts.get(book) ?? createContext({ store: "no-store", today: isoDate("2026-11-21"), ...overlay });
  contexts.set(book, context);
  return context;
}

function owed({ goods, book }: DutyCase, on?: string, known?: string): Promise<Answer<DutyResult>> {
  return ask(dutyOperation, contextOf(book), goods, {
    ...(on === undefined ? {} : { on }),
    ...(known === undefined ? {} : { known }),
  });
}

const lineOf = (result: DutyResult, measure: string) => result.lines.find((line) => line.measure === measure);

describe.each(readdirSync(folder).filter((name) => name.endsWith(".yaml")))("%s", (file) => {
  const { cases } = caseFile.parse(parse(readFileSync(join(folder, file), "utf8"), { schema: "core" }));
  test.each(cases)("$name", async (one) => {
    const { result, warnings } = await owed(one, one.on, one.known);
    if (one.total !== undefined) expect(result.total).toBe(one.total);
    if (one.rate !== undefined) expect(result.rate).toBe(one.rate);
    if (one.refundable !== undefined) expect(result.refundable).toBe(one.refundable);
    for (const [measure, amount] of Object.entries(one.lines ?? {})) {
      expect([measure, lineOf(result, measure)?.outcome, lineOf(result, measure)?.amount]).toEqual([
        measure,
        "applied",
        amount,
      ]);
    }
    for (const [measure, reason] of Object.entries(one.skipped ?? {})) {
      expect([measure, lineOf(result, measure)?.outcome, lineOf(result, measure)?.reason]).toEqual([
        measure,
        "skipped",
        reason,
      ]);
    }
    if (one.warns !== undefined) expect(warnings.join("\n")).toContain(one.warns);
    const rates: Record<string, string> = {};
    for (const on of Object.keys(one.days ?? {})) rates[on] = (await owed(one, on, one.known)).result.rate;
    expect(rates).toEqual(one.days ?? {});
  });
});
