import { Ambiguous, NotFound } from "../../errors.ts";
import type { Network } from "../../network/network.ts";

/** What the line of bills without one is called; nobody guesses which it was. */
const NOT_STATED = "facility not stated";

/** A facility's name or address as bills write it, with who runs it. */
export function facilityLabel({ facilities, parties }: Network, id: string): string {
  const index = id === "" ? 0 : facilities.find(id);
  if (index <= 0) return id === "" ? NOT_STATED : id;
  const name = facilities.name(index);
  const operator = facilities.operator(index);
  const party = operator < 0 ? "" : parties.name(operator);
  return party === "" || name.toLowerCase().includes(party.toLowerCase()) ? name : `${name} (${party})`;
}

/** The index of the facility with this id or exact name. Several of one name are an error that lists them. */
export function facilityCalled({ facilities }: Network, text: string): number {
  const direct = text === "" ? -1 : facilities.find(text);
  if (direct > 0) return direct;
  const key = text.toLowerCase();
  const named: number[] = [];
  for (let at = 1; at < facilities.count; at++) if (facilities.name(at).toLowerCase() === key) named.push(at);
  const [only, ...others] = named;
  if (only === undefined) {
    throw new NotFound(`No bill of this dataset states a facility “${text}”.`, {
      hint: "An answer by facility names them: headwater trace --by facility.",
    });
  }
  if (others.length > 0) {
    const ids = named.map((at) => facilities.id(at));
    throw new Ambiguous(`“${text}” is the name of ${named.length} facilities.`, ids, {
      hint: `By id: ${ids.slice(0, 6).join("; ")}.`,
    });
  }
  return only;
}

export const FACILITY_MEANING =
  "What a seller added to a product is divided over its facilities in proportion to what it sold of it from each in the " +
  "window; what its bills say of no facility stays with none.";

/** Said where a question is by facility and no bill can answer it. */
export function facilityWarnings({ facilities, dataset }: Network, by: string): string[] {
  if (by !== "facility" || facilities.count > 1) return [];
  return dataset.table === "flows"
    ? ["Trade statistics name no facility: all of it is in one line."]
    : [
        "No bill states which facility goods left: all of it is in one line. Map a column of plants or addresses to shipper_facility when importing.",
      ];
}
