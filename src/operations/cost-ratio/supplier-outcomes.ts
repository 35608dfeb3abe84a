import type { Book } from "../../book/book.ts";
import type { Supplier, SupplierOutcome, SupplierOutcomes } from "../../control/cost-ratio.ts";
import { InvalidInput, StoreProblem } from "../../errors.ts";
import { partyId } from "../../resolve/party-id.ts";
import { type HeldPartyRow, partiesById } from "../../store/queries/stakes.ts";
import type { ControlRule } from "../control/control-result.ts";
import { outcomesOf } from "../control/outcomes.ts";
import { partyBook } from "../control/party-book.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";

type Step = ControlRule["path"][number];

/** What is known of the suppliers of a bill. */
export interface KnownSuppliers {
  readonly outcomes: SupplierOutcomes<Step>;
  /** One of them is of made rows. */
  readonly made: boolean;
  readonly warnings: readonly string[];
}

/** Each is a question to the store of its own. */
const MOST_LOOKED_UP = 2000;
const IDS_AT_ONCE = 5000;

const keyOf = ({ name, country }: Supplier): string => partyId(name, country);
const open = (why: string): SupplierOutcome<Step> => ({ outcome: "open", why, path: [] });

/**
 * What a rule of control says of suppliers on the day. One is the party of the store or the book whose name and country
 * are exactly its own: a name alone is nobody's. Who is not known so is open.
 */
export async function supplierOutcomes(
  context: Context,
  book: Book,
  suppliers: readonly Supplier[],
  days: Days,
): Promise<KnownSuppliers> {
  const { controlRule } = book.costRatio;
  const rule = book.rules.find(({ id }) => id === controlRule);
  if (rule === undefined) {
    throw new InvalidInput(`The book has no rule of control “${controlRule}”, which the cost ratio asks.`, {
      hint: "Name a rule of rules/*.yaml in rules/cost-ratio.yaml.",
    });
  }
  const unknown = open("no party of this name and country is known");
  const found = new Map<string, SupplierOutcome<Step>>();
  const outcomes: SupplierOutcomes<Step> = (supplier) =>
    supplier.country === null
      ? open("its country is not given, and a name alone says nobody")
      : (found.get(keyOf(supplier)) ?? unknown);
  const asked = suppliers.filter(({ country }) => country !== null);
  if (asked.length === 0) return { outcomes, made: false, warnings: [] };
  const names = partyBook(book);
  const keys = [...new Set(asked.map(keyOf))];
  const recorded = await recordedIn(context, [...new Set(keys.flatMap((key) => names.all(key)))]);
  if (typeof recorded === "string") {
    return {
      outcomes: (supplier) => (supplier.country === null ? outcomes(supplier) : open("there was no store to ask")),
      made: false,
      warnings: [`Suppliers were not looked up, and are open: ${recorded}`],
    };
  }
  const called = new Map(
    keys.flatMap((key) => {
      const id = names.all(key).find((each) => recorded.has(each)) ?? names.company(key)?.id;
      return id === undefined ? [] : [[key, id] as const];
    }),
  );
  if (called.size > MOST_LOOKED_UP) {
    throw new InvalidInput(`The bill asks about ${called.size} suppliers, more than ${MOST_LOOKED_UP}.`, {
      hint: "State on their lines whether they are prohibited: yes, no or open.",
    });
  }
  const answers = await outcomesOf(context, book, [...called.values()], rule.id, days);
  [...called.keys()].forEach((key, at) => {
    const { outcome, party, path, problem } = answers[at] as (typeof answers)[number];
    if (outcome === null || party === null) found.set(key, open(problem ?? "nothing is known of it"));
    else found.set(key, { outcome, why: WHY[outcome](party.label, rule.id), path });
  });
  const strangers = keys.length - called.size;
  const cleared = answers.filter(({ outcome }) => outcome === "no").length;
  return {
    outcomes,
    made: answers.some(({ made }) => made),
    warnings: [
      ...(cleared === 0
        ? []
        : [
            `${cleared} of the suppliers count as not prohibited because nothing that is recorded says otherwise; ` +
              "headwater control says how much of each is recorded.",
          ]),
      ...(strangers === 0
        ? []
        : [
            `${strangers} of the suppliers are open because nobody of exactly their name and country is known; ` +
              "headwater screen finds names that look alike.",
          ]),
    ],
  };
}

const WHY: Readonly<Record<SupplierOutcome["outcome"], (party: string, rule: string) => string>> = {
  yes: (party, rule) => `${party} is under ${rule}`,
  no: (party, rule) => `${party} is not under ${rule} by what is recorded`,
  open: (party, rule) => `whether ${party} is under ${rule} is open`,
};

/** Those of the ids that the store records; where there is no store that can be asked, what is wrong with it. */
async function recordedIn(context: Context, ids: readonly string[]): Promise<ReadonlySet<string> | string> {
  try {
    const engine = await context.openEngine();
    const recorded = new Set<string>();
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
      const rows = await engine.rows<HeldPartyRow>(partiesById(ids.slice(at, at + IDS_AT_ONCE)), context.signal);
      for (const { party_id: id } of rows) recorded.add(id);
    }
    return recorded;
  } catch (error) {
    if (error instanceof StoreProblem) return error.message;
    throw error;
  }
}
