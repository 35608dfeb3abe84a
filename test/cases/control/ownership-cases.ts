import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { INTERESTS, type Interest } from "../../../src/control/facts.ts";
import type { PartySpec, StakeSpec } from "../../support/control-world.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const party = z.union([
  z.string(),
  z.strictObject({
    is: z.string(),
    incorporated: z.string().optional(),
    headquartered: z.string().optional(),
    lists: z.array(z.string()).optional(),
    plants: z.array(z.string()).optional(),
  }),
]);

/** Parties and stakes in words, and what rules say of them, as a reader would check it by hand. */
const ownershipCase = z.strictObject({
  name: z.string(),
  source: z.string().min(10),
  parties: z.record(z.string(), party),
  stakes: z.array(z.string()).default([]),
  /** Of a party, by rule, rule/test or rule/test/reading: "yes", "no, 0.2499", "open, 0.1 to 0.3". */
  says: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** What one has of another when shares are multiplied along every path: "P of C5": "0.421725". */
  has: z.record(z.string(), z.string()).default({}),
});

const statusCase = z.strictObject({
  name: z.string(),
  source: z.string().min(10),
  rule: z.string(),
  /** The state on each day, as known on that day unless `known` says another; "none" before the first. */
  days: z.record(day, z.string()),
  known: day.optional(),
});

const caseFile = z.strictObject({
  about: z.string(),
  cases: z.array(ownershipCase).default([]),
  statuses: z.array(statusCase).default([]),
});

export type OwnershipCase = z.output<typeof ownershipCase>;

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The files of cases in this folder. */
export const CASE_FILES = readdirSync(folder)
  .filter((name) => name.startsWith("ownership") && name.endsWith(".yaml"))
  .map((name) => ({
    file: name,
    ...caseFile.parse(parse(readFileSync(join(folder, name), "utf8"), { schema: "core" })),
  }));

export function worldOf({ parties, stakes }: Pick<OwnershipCase, "parties" | "stakes">): {
  readonly parties: Readonly<Record<string, PartySpec>>;
  readonly stakes: readonly StakeSpec[];
} {
  return { parties, stakes: stakes.map(stakeOf) };
}

const SENTENCE = /^(.+?) holds (\S+)(?: to (\S+))? %(?: of the (\w+))? of (.+)$/;
const SEATS = /^(.+?) holds (\d+) of (\d+) board seats of (.+)$/;
const WORDS: Readonly<Record<string, Interest>> = { votes: "vote" };

/** "A holds 25 % of B", "A holds 0 to 100 % of the votes of B", "A holds 2 of 7 board seats of B". */
export function stakeOf(sentence: string): StakeSpec {
  const seats = SEATS.exec(sentence);
  if (seats !== null) {
    const [, holder = "", part, whole, held = ""] = seats;
    return [holder, held, ((100 * Number(part)) / Number(whole)).toFixed(10), "board"];
  }
  const [, holder, low, high, what = "equity", held] = SENTENCE.exec(sentence) ?? [];
  const interest = WORDS[what] ?? INTERESTS.find((each) => each === what);
  if (holder === undefined || held === undefined || low === undefined || interest === undefined) {
    throw new Error(`"${sentence}" is not a stake such as "A holds 25 % of B".`);
  }
  return [holder, held, high === undefined ? low : [low, high], interest];
}
