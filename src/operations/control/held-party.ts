import type { Book } from "../../book/book.ts";
import { Ambiguous, InvalidInput, NotFound } from "../../errors.ts";
import { nameKey } from "../../resolve/name-key.ts";
import { type CalledParty, partiesCalled } from "../../store/queries/party-identity.ts";
import { type MadeRow, madeOf } from "../../store/queries/stakes.ts";
import type { Context } from "../core/context.ts";
import { partyBook } from "./party-book.ts";
import { sameParties } from "./same-parties.ts";

/** Who is asked about, and whether what the store says of it is made. */
export interface HeldParty {
  readonly id: string;
  readonly made: boolean;
  readonly warnings: readonly string[];
}

/**
 * The party of the store or the book with this id, identifier or exact name. Several are an error that lists them; a
 * company of the book and a party of the store are one where a name and the country, or an identifier, agree.
 */
export async function heldParty(context: Context, book: Book, text: string): Promise<HeldParty> {
  const engine = await context.openEngine();
  const names = partyBook(book);
  const called = await engine.rows<CalledParty>(partiesCalled(text), context.signal);
  const same = await sameParties(context, engine, names);
  await same.learn(called.map((each) => each.party_id));
  const found = new Map(
    called.map((each) => [same.one(each.party_id), `${each.name}, ${each.country ?? "country unknown"}`]),
  );
  const key = nameKey(text);
  const own = names.company(text);
  if (own !== null) found.set(same.one(text), `${own.name}, ${own.country}`);
  for (const company of book.ownership.companies) {
    const named = company.id === text || company.names.some(({ name }) => nameKey(name) === key && key !== "");
    const coded = company.ids.some(({ value }) => value.toLowerCase() === text.toLowerCase());
    if (named || coded) found.set(same.one(names.ofCompany(company.id)), `${company.name}, ${company.country}`);
  }
  const country = book.partners.find(text);
  if (country !== null && [...found.keys()].every((id) => id === country)) {
    throw new InvalidInput(`"${text}" is a country, and nobody holds a country.`, {
      hint: "Name a company or a person.",
    });
  }
  const [only] = found.keys();
  if (only === undefined) {
    throw new NotFound(`No party of the store or the book is called "${text}".`, {
      hint: "Names must match exactly; headwater screen and headwater search find those that look alike.",
    });
  }
  if (found.size > 1) {
    const list = [...found].map(([id, words]) => `${id} (${words})`);
    throw new Ambiguous(`"${text}" is the name of ${found.size} parties.`, list, {
      hint: `By id: ${list.join("; ")}.`,
    });
  }
  const kinds = await engine.rows<MadeRow>(madeOf(same.all(only)), context.signal);
  const real = names.company(only) !== null || kinds.some(({ made }) => !made);
  const both = real && kinds.some(({ made }) => made);
  return {
    id: only,
    made: !real && kinds.length > 0,
    warnings: both ? ["Made rows name this party too; they are left out."] : [],
  };
}
