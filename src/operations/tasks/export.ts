import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { Ambiguous, InvalidInput, NotFound } from "../../errors.ts";
import {
  identifiersOfStakes,
  namesOfStakes,
  type PartySaying,
  type StakeInForce,
  sayingsOfStakes,
  stakesInForce,
} from "../../store/queries/ownership-export.ts";
import { type CalledParty, partiesCalled } from "../../store/queries/party-identity.ts";
import { gatherParties, type Sayings } from "../bods/gather-parties.ts";
import { type BodsStatement, type ExportOptions, partyStatement, stakeStatement } from "../bods/statements.ts";
import type { Context } from "../core/context.ts";
import { dayField } from "../core/fields.ts";
import { defineTask } from "../core/task.ts";

export interface ExportResult {
  /** The file that was written; null when the statements are given here. */
  readonly file: string | null;
  readonly on: string;
  readonly parties: number;
  readonly stakes: number;
  readonly statements: readonly BodsStatement[];
}

const input = z.object({
  as: z.enum(["bods"]).describe("the form: statements of the Beneficial Ownership Data Standard 0.4"),
  party: z
    .string()
    .min(1)
    .optional()
    .describe("only who stands above and below this party, by its name, id or identifier"),
  on: dayField()
    .optional()
    .describe("the day on which stakes are in force (default today)")
    .meta({ placeholder: "DATE" }),
  made: z.boolean().default(false).describe("the made-up rows of the store in place of the real ones"),
  out: z.string().min(1).optional().describe("write the statements to a file").meta({ placeholder: "FILE" }),
});

async function partyNamed(context: Context, text: string): Promise<string> {
  const engine = await context.openEngine();
  const called = await engine.rows<CalledParty>(partiesCalled(text), context.signal);
  const [only] = called;
  if (only === undefined) {
    throw new NotFound(`No party of the store is called "${text}".`, { hint: "headwater search finds names like it." });
  }
  if (called.length > 1) {
    const list = called.map(({ party_id: id, name, country }) => `${id} (${name}, ${country ?? "country unknown"})`);
    throw new Ambiguous(`"${text}" is the name of ${called.length} parties.`, list, {
      hint: `By id: ${list.join("; ")}.`,
    });
  }
  return only.party_id;
}

/** The stakes that lead to a party from above, and from it downwards. */
function around(stakes: readonly StakeInForce[], party: string): readonly StakeInForce[] {
  const reach = (from: "holder_id" | "held_id", to: "holder_id" | "held_id"): ReadonlySet<StakeInForce> => {
    const byEnd = new Map<string, StakeInForce[]>();
    for (const stake of stakes) {
      const others = byEnd.get(stake[from]);
      if (others === undefined) byEnd.set(stake[from], [stake]);
      else others.push(stake);
    }
    const reached = new Set<StakeInForce>();
    const seen = new Set([party]);
    for (const id of seen) {
      for (const stake of byEnd.get(id) ?? []) {
        reached.add(stake);
        seen.add(stake[to]);
      }
    }
    return reached;
  };
  const [above, below] = [reach("held_id", "holder_id"), reach("holder_id", "held_id")];
  return stakes.filter((stake) => above.has(stake) || below.has(stake));
}

function* statementsOf(stakes: readonly StakeInForce[], sayings: Sayings, options: ExportOptions) {
  const wanted = new Set(stakes.flatMap(({ holder_id: holder, held_id: held }) => [holder, held]));
  for (const party of gatherParties(wanted, sayings)) yield partyStatement(party, options);
  for (const stake of stakes) yield stakeStatement(stake, options);
}

function* listed(statements: Iterable<BodsStatement>): Generator<string> {
  let before = "[\n";
  for (const statement of statements) {
    yield `${before}${JSON.stringify(statement)}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

async function save(path: string, statements: Iterable<BodsStatement>): Promise<void> {
  try {
    await pipeline(Readable.from(listed(statements)), createWriteStream(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InvalidInput(`"${path}" cannot be written (${code}).`, { cause: error });
  }
}

export const exportTask = defineTask({
  name: "export",
  summary: "Write who owns whom as statements of the Beneficial Ownership Data Standard.",
  description:
    "A list of JSON statements: first one for every party, then one for every stake of the store that is in force on " +
    "the day, with its range, dates and source. The same rows give the same statement ids. Each party carries its id in " +
    "the store, so that headwater import --as bods brings back the same stakes. Debt, licences and offtake, for which " +
    "the standard has no word, are rights granted by contract under our own name. Of persons the name and countries go out.",
  examples: [
    { command: "headwater export --as bods --out owners.json", about: "every stake in force today, to a file" },
    {
      command: "headwater export --as bods --on 2025-06-30 --made",
      about: "the made-up stakes on a day, to the terminal",
    },
  ],
  input,
  async run(context, { as: _form, party, on = context.today, made, out }): Promise<ExportResult> {
    const engine = await context.openEngine();
    context.report({ label: "Reading stakes", done: 0, total: null, unit: "rows" });
    const all = await engine.rows<StakeInForce>(stakesInForce(on, made), context.signal);
    if (all.length === 0) {
      const others = await engine.rows<StakeInForce>(stakesInForce(on, !made), context.signal);
      if (others.length > 0) {
        throw new NotFound(`No ${made ? "made-up" : "real"} stake of the store is in force on ${on}.`, {
          hint: `It holds ${others.length} ${made ? "real ones: leave --made out" : "made-up ones: add --made"}.`,
        });
      }
    }
    const stakes = party === undefined ? all : around(all, await partyNamed(context, party));
    const sayings: Sayings = {
      records: await engine.rows<PartySaying>(sayingsOfStakes(on, made), context.signal),
      names: await engine.rows<Sayings["names"][number]>(namesOfStakes(on, made), context.signal),
      ids: await engine.rows<Sayings["ids"][number]>(identifiersOfStakes(on, made), context.signal),
    };
    const statements = statementsOf(stakes, sayings, { on, made });
    const parties = new Set(stakes.flatMap(({ holder_id: holder, held_id: held }) => [holder, held])).size;
    const result = { file: out ?? null, on, parties, stakes: stakes.length };
    if (out === undefined) return { ...result, statements: [...statements] };
    await save(out, statements);
    return { ...result, statements: [] };
  },
});
