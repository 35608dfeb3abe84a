import { Ambiguous, NotFound } from "../../errors.ts";
import type { Network } from "../../network/network.ts";
import { type NamedParty, partiesNamed } from "../../store/queries/parties-named.ts";
import { findCountry } from "../../vocab/country.ts";
import type { Context } from "../core/context.ts";

export interface ResolvedParty {
  readonly key: string;
  readonly label: string;
}

/** The party of the network with this id or exact name. Several of one name are an error that lists them. */
export async function resolveParty(context: Context, network: Network, text: string): Promise<ResolvedParty> {
  const direct = [text, findCountry(text)?.code].find((id) => id !== undefined && network.parties.find(id) >= 0);
  if (direct !== undefined) return { key: direct, label: partyLabel(network, direct) };
  const engine = await context.openEngine();
  const named = await engine.rows<NamedParty>(partiesNamed(text), context.signal);
  const present = named.filter((each) => network.parties.find(each.party_id) >= 0);
  const [only] = present;
  if (only === undefined) {
    throw new NotFound(`No party of this dataset is called "${text}".`, {
      hint: "Names must match exactly; the supplier table of an answer gives the ids.",
    });
  }
  if (present.length > 1) {
    const list = present.map((each) => `${each.party_id} (${each.name}, ${each.country ?? "country unknown"})`);
    throw new Ambiguous(`"${text}" is the name of ${present.length} parties.`, list, {
      hint: `By id: ${list.join("; ")}.`,
    });
  }
  return { key: only.party_id, label: only.name };
}

/** A party's name; a country's everyday name. */
export function partyLabel(network: Network, id: string): string {
  const country = id.length === 2 ? findCountry(id) : null;
  if (country !== null) return country.name;
  const index = network.parties.find(id);
  return index < 0 ? id : network.parties.name(index) || id;
}
