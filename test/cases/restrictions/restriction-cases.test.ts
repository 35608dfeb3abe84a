import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ask } from "../../../src/operations/core/ask.ts";
import { createContext } from "../../../src/operations/core/context.ts";
import { restrictionsOperation } from "../../../src/operations/restrictions.ts";
import { isoDate } from "../../../src/vocab/iso-date.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const outcome = z.enum(["controlled", "not controlled", "open"]);

/** An item on a day, and what one measure, or all of them, say of it. */
const restrictionCase = z.strictObject({
  name: z.string(),
  source: z.string().min(5),
  item: z.record(z.string(), z.unknown()).default({}),
  on: day.optional(),
  known: day.optional(),
  outcome: outcome.optional(),
  /** The strictest that is asked; null where nothing is. */
  asks: z.enum(["licence", "review", "ban"]).nullable().optional(),
  /** Outcome of measures; those that are not named are not checked. */
  measures: z.record(z.string(), outcome).optional(),
  /** Measures that are not near the item, or not known on the day. */
  absent: z.array(z.string()).optional(),
  /** State of one measure on days, as known on that day unless `known` says another. */
  states: z.strictObject({ measure: z.string(), days: z.record(day, z.string()) }).optional(),
  /** Statements one after another, each with the outcome of `measure`. */
  boundary: z
    .strictObject({
      measure: z.string(),
      item: z.string().optional(),
      specs: z.record(z.string(), z.enum(["yes", "no", "open"])),
    })
    .optional(),
  /** What would decide it holds each of these texts. */
  undecided: z.array(z.string()).optional(),
  /** A warning that holds this text. */
  warns: z.string().optional(),
});

type RestrictionCase = z.output<typeof restrictionCase>;

const caseFile = z.strictObject({ about: z.string(), cases: z.array(restrictionCase).min(1) });

const folder = fileURLToPath(new URL(".", import.meta.url));
const context = createContext({ store: "no-store", today: isoDate("2026-11-21") });

function answer({ item }: RestrictionCase, on?: string, known?: string, more: readonly string[] = []) {
  const spec = [...((item.spec as string[] | undefined) ?? []), ...more];
  return ask(
    restrictionsOperation,
    context,
    { ...item, spec },
    {
      ...(on === undefined ? {} : { on }),
      ...(known === undefined ? {} : { known }),
    },
  );
}

describe.each(readdirSync(folder).filter((name) => name.endsWith(".yaml")))("%s", (file) => {
  const { cases } = caseFile.parse(parse(readFileSync(join(folder, file), "utf8"), { schema: "core" }));
  test.each(cases)("$name", async (one) => {
    const { result, warnings } = await answer(one, one.on, one.known);
    const found = new Map(result.measures.map((measure) => [measure.id, measure]));
    if (one.outcome !== undefined) expect(result.outcome).toBe(one.outcome);
    if (one.asks !== undefined) expect(result.asks.at(-1) ?? null).toBe(one.asks);
    const outcomes = Object.keys(one.measures ?? {}).map((id) => [id, found.get(id)?.outcome ?? "absent"]);
    expect(Object.fromEntries(outcomes)).toEqual(one.measures ?? {});
    for (const id of one.absent ?? []) expect([id, found.has(id)]).toEqual([id, false]);
    for (const text of one.undecided ?? []) expect(result.undecided.join("\n")).toContain(text);
    if (one.warns !== undefined) expect(warnings.join("\n")).toContain(one.warns);
    if (one.states !== undefined) {
      const states: Record<string, string> = {};
      for (const on of Object.keys(one.states.days)) {
        const { measures } = (await answer(one, on, one.known)).result;
        const status = measures.find(({ id }) => id === one.states?.measure)?.status;
        states[on] = status === undefined ? "unknown" : `${status.state}${status.confirmed ? "" : ", not confirmed"}`;
      }
      expect(states).toEqual(one.states.days);
    }
    if (one.boundary !== undefined) {
      const { measure, item, specs } = one.boundary;
      const covers: Record<string, string> = {};
      for (const spec of Object.keys(specs)) {
        const { measures } = (await answer(one, one.on, one.known, spec === "" ? [] : spec.split("; "))).result;
        const said = measures.find(({ id }) => id === measure);
        const of = item === undefined ? said : said?.items.find(({ id }) => id === item);
        covers[spec] = of?.covers ?? "absent";
      }
      expect(covers).toEqual(specs);
    }
  });
});
