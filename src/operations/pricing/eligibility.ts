import type { Book } from "../../book/book.ts";
import { InvalidInput, NotFound } from "../../errors.ts";
import { nameKey } from "../../resolve/name-key.ts";
import { nearest } from "../../vocab/nearest.ts";
import { outcomesOf } from "../control/outcomes.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { placeOf } from "../market/trade-of-product.ts";
import { countryLabel } from "../trade/labels.ts";
import type { ReferenceInput } from "./reference-input.ts";
import type { Candidate } from "./stated-tranches.ts";

/** Who may offer inside the agreement, who may not and why, and of whom the rule does not decide. */
export interface Eligibility {
  readonly eligible: readonly Candidate[];
  readonly out: readonly { readonly candidate: Candidate; readonly because: string }[];
  /** Those that the rule leaves open. They are also among the eligible or the others, as was asked. */
  readonly open: readonly { readonly candidate: Candidate; readonly because: string }[];
}

type Asked = Pick<ReferenceInput, "eligible">;

/** Sorts candidates by country, party and rule of control. Throws InvalidInput where nobody is left. */
export async function eligibility(
  context: Context,
  book: Book,
  candidates: readonly Candidate[],
  { eligible: asked }: Asked,
  days: Days,
): Promise<Eligibility> {
  const members = asked.countries === undefined ? null : membersOf(asked.countries);
  const except = membersOf(asked.except);
  const parties = new Set(asked.parties.map(nameKey));
  const out: { candidate: Candidate; because: string }[] = [];
  const inside: Candidate[] = [];
  for (const candidate of candidates) {
    const because = excludedBy(candidate, { members, except, parties });
    if (because === null) inside.push(candidate);
    else out.push({ candidate, because });
  }
  if (asked.rule === undefined) return { eligible: some(inside, candidates), out, open: [] };
  const judged = await byRule(context, book, inside, asked.rule, days);
  const open = judged.filter(({ verdict }) => verdict === "open");
  const outOf = asked.open === "out" ? ["fails", "open"] : ["fails"];
  return {
    eligible: some(
      judged.filter(({ verdict }) => !outOf.includes(verdict)).map(({ candidate }) => candidate),
      candidates,
    ),
    out: [...out, ...judged.filter(({ verdict }) => outOf.includes(verdict))],
    open,
  };
}

function some(eligible: readonly Candidate[], of: readonly Candidate[]): readonly Candidate[] {
  if (eligible.length > 0) return eligible;
  if (of.length === 0) {
    throw new InvalidInput("There is no tranche to make a curve of.", {
      hint: "State tranches, or from: [book] for a product whose costs the book holds.",
    });
  }
  throw new InvalidInput(`None of the ${of.length} tranches is eligible: there is no curve.`, {
    hint: "Widen eligible.countries, or take an exclusion or the rule away.",
  });
}

const membersOf = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => [...placeOf(name).members]));

interface Bounds {
  readonly members: ReadonlySet<string> | null;
  readonly except: ReadonlySet<string>;
  readonly parties: ReadonlySet<string>;
}

function excludedBy({ stated }: Candidate, { members, except, parties }: Bounds): string | null {
  const { country, party, name } = stated;
  if (members !== null && country === null) return "where it stands is not stated";
  if (members !== null && country !== null && !members.has(country)) {
    return `${countryLabel(country)} is not among the countries`;
  }
  if (country !== null && except.has(country)) return `${countryLabel(country)} is out`;
  if (parties.has(nameKey(party ?? name)) || parties.has(nameKey(name))) return `${party ?? name} is out`;
  return null;
}

async function byRule(context: Context, book: Book, inside: readonly Candidate[], ruleId: string, days: Days) {
  const ids = book.rules.map(({ id }) => id);
  if (!ids.includes(ruleId)) {
    const near = nearest(ruleId, ids, 1).map((each) => ` Did you mean ${each}?`);
    throw new NotFound(`There is no rule "${ruleId}" in the book.`, {
      hint: `Rules: ${ids.join(", ")}.${near.join("")}`,
    });
  }
  const names = [...new Set(inside.flatMap(({ stated }) => stated.party ?? []))];
  await context.openEngine();
  const outcomes = new Map((await outcomesOf(context, book, names, ruleId, days)).map((each) => [each.name, each]));
  return inside.map((candidate) => {
    const { party } = candidate.stated;
    const found = party === null ? undefined : outcomes.get(party);
    if (found?.outcome === "yes") return { candidate, verdict: "fails", because: `${party} fails ${ruleId}` };
    if (found?.outcome === "no") return { candidate, verdict: "passes", because: `${party} passes ${ruleId}` };
    const because =
      party === null
        ? "who runs it is not stated"
        : (found?.problem ?? `${ruleId} leaves ${party} open: a stake is not known`);
    return { candidate, verdict: "open", because };
  });
}
