import type { Book } from "../../book/book.ts";
import { evaluateRule, evaluation, type RuleResult } from "../../control/evaluate-rule.ts";
import { POSSIBLE, SURE } from "../../control/world.ts";
import { UserError } from "../../errors.ts";
import type { Verdict } from "../../scenario/agreement/owner-tariff.ts";
import { worldBehind } from "../control/control-world.ts";
import { heldParty } from "../control/held-party.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { controlGround } from "../duty/producer-control.ts";
import { rulesNamed } from "../scenario/resourcing/resourcing-rules.ts";
import type { SupplyPlant } from "./node-supply.ts";

/** What a rule of control says of a plant; null where nobody is named who runs it. */
export type PlantVerdict = Verdict | null;

/** What a rule says of parties as they are, and of a plant that they run abroad and own whole. */
export interface PartyVerdicts {
  ofParty(id: string): Verdict;
  ofPlantAbroad(id: string): Verdict;
}

const worse = (a: Verdict, b: Verdict): Verdict =>
  a === "yes" || b === "yes" ? "yes" : a === "open" || b === "open" ? "open" : "no";

const VERDICTS: readonly Verdict[] = ["no", "open", "yes"];

/** A plant of one who counts as a holder is held by it; what the rule says of the party itself holds of its plants as well. */
const asHolder = ({ tests }: RuleResult, place: number): Verdict =>
  tests.reduce<Verdict>((verdict, { holders }) => {
    const byte = holders?.[place] ?? 0;
    return worse(verdict, byte === SURE ? "yes" : byte === POSSIBLE ? "open" : "no");
  }, "no");

/** Asks a rule of the book of some parties of the store or the book, by their ids. */
export async function partyVerdicts(
  context: Context,
  book: Book,
  rule: string,
  ids: readonly string[],
  asked: { readonly made: boolean; readonly days: Days },
): Promise<PartyVerdicts> {
  rulesNamed(book, [rule]);
  if (ids.length === 0) return { ofParty: () => "no", ofPlantAbroad: () => "no" };
  const held = await worldBehind(context, book, ids, asked);
  const places = new Map(ids.map((id) => [id, held.indexOf.get(id) as number]));
  const found = evaluateRule(evaluation(held.world, book.rules, { only: [...places.values()] }), rule);
  const ofParty = (id: string): Verdict => VERDICTS[found.outcome[places.get(id) ?? -1] ?? 0] ?? "no";
  return { ofParty, ofPlantAbroad: (id) => worse(ofParty(id), asHolder(found, places.get(id) ?? -1)) };
}

/** What a rule says of plants, by their names, and what must be said of how it was asked. */
export interface PlantVerdicts {
  readonly verdicts: ReadonlyMap<string, PlantVerdict>;
  readonly warnings: readonly string[];
}

/**
 * What the rule of a tariff by owner says of plants. A plant is the company of its own name where the book or the store has
 * one, else it is held by who runs it. Where there is no store the book alone answers.
 */
export async function plantVerdicts(
  context: Context,
  book: Book,
  plants: readonly SupplyPlant[],
  rule: string | undefined,
  days: Days,
): Promise<PlantVerdicts> {
  if (rule === undefined || plants.every(({ party }) => party === null)) return { verdicts: new Map(), warnings: [] };
  rulesNamed(book, [rule]);
  const owners = controlGround(context);
  try {
    const { context: own, warnings } = await owners.ground();
    return { verdicts: await verdictsIn(own, book, plants, rule, days), warnings };
  } finally {
    owners.close();
  }
}

async function verdictsIn(
  context: Context,
  book: Book,
  plants: readonly SupplyPlant[],
  rule: string,
  days: Days,
): Promise<ReadonlyMap<string, PlantVerdict>> {
  const found: { name: string; id: string | null; made: boolean; own: boolean }[] = [];
  for (const { name, party } of plants) {
    if (party === null) continue;
    const own =
      (await partyCalled(context, book, name)) ?? (await partyCalled(context, book, name.split(", ")[0] ?? name));
    const by = own ?? (await partyCalled(context, book, party));
    found.push({ name, id: by?.id ?? null, made: by?.made ?? false, own: own !== null });
  }
  const verdicts = new Map<string, PlantVerdict>();
  for (const made of [false, true]) {
    const some = found.filter((each) => each.made === made);
    const ids = [...new Set(some.flatMap(({ id }) => id ?? []))];
    const asked = await partyVerdicts(context, book, rule, ids, { made, days });
    for (const { name, id, own } of some) {
      verdicts.set(name, id === null ? "open" : own ? asked.ofParty(id) : asked.ofPlantAbroad(id));
    }
  }
  return verdicts;
}

async function partyCalled(context: Context, book: Book, text: string) {
  try {
    return await heldParty(context, book, text);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
