import { Ambiguous, NotFound } from "../../../errors.ts";
import type { Network } from "../../../network/network.ts";
import type { CapacityAdded, Edit, EditDays, StocksHeld } from "../../../scenario/overlay/edit.ts";
import type { TradeEdits } from "../../../scenario/overlay/trade-left.ts";
import { toNumber } from "../../../vocab/decimal.ts";
import type { IsoDate } from "../../../vocab/iso-date.ts";
import { resolveParty } from "../../trade/party.ts";
import { editsOf, foundFor, type ScenarioWorld } from "../scenario-world.ts";

/** A capacity that is added; its party by index, -1 where it is a country's or nobody runs the facility. */
export type AddedCapacity = CapacityAdded & Pick<Edit, "number"> & { readonly owner: number; readonly country: string };

/** What a scenario does to a network of trade from week to week, with parties and facilities by their index in it. */
export interface ImpactEdits {
  readonly stops: readonly (TradeEdits["stops"][number] & EditDays)[];
  /** A party, or one of its facilities, that is out. */
  readonly out: readonly (EditDays & {
    /** Null where a facility is out. */
    readonly owner: number | null;
    readonly facility: number | null;
    /** Above 0 to 1. */
    readonly share: number;
  })[];
  readonly added: readonly AddedCapacity[];
  readonly stocks: readonly (Omit<StocksHeld, "party"> & Pick<Edit, "number"> & { readonly owner: number | null })[];
}

/** The edits that break something in this kind of data; statistics know no party but countries, and no facility. */
export function breaksOf(world: ScenarioWorld, data: "flows" | "shipments") {
  return editsOf(world, "ban", "out").filter((edit) => {
    return data === "shipments" || (edit.kind === "ban" && edit.seller === null);
  });
}

/** The first day on which one of the edits holds; one without a first day begins on the day of the question. */
export function firstDayOf(edits: readonly EditDays[], on: IsoDate): IsoDate | null {
  return edits.map(({ from }) => from ?? on).sort()[0] ?? null;
}

/** The edits in terms of a network. Throws InvalidInput for a name that the data do not have; what it reads it marks as read. */
export async function impactEdits(world: ScenarioWorld, network: Network): Promise<ImpactEdits> {
  const { table } = network.dataset;
  const { parties, facilities } = network;
  const ownerOf = async (edit: Edit, text: string): Promise<number> =>
    parties.find((await foundFor(edit, () => resolveParty(world.baseline, network, text))).key);
  const stops: ImpactEdits["stops"][number][] = [];
  const out: ImpactEdits["out"][number][] = [];
  for (const edit of breaksOf(world, table)) {
    world.read.add(edit.number);
    const share = toNumber(edit.share);
    if (edit.kind === "ban") {
      const seller = edit.seller === null ? null : parties.id(await ownerOf(edit, edit.seller));
      stops.push({ ...edit, seller });
    } else if (edit.party !== null) {
      out.push({ ...edit, share, owner: await ownerOf(edit, edit.party), facility: null });
    } else if (edit.facility !== null) {
      const { facility: text } = edit;
      const facility = await foundFor(edit, async () => facilityNamed(network, text));
      out.push({ ...edit, share, owner: null, facility });
    }
  }
  const added: AddedCapacity[] = [];
  for (const edit of editsOf(world, "capacity")) {
    if (table === "flows" && edit.origin === null) continue;
    const { origin, party, facility } = edit;
    if (origin !== null) {
      added.push({ ...edit, owner: table === "flows" ? parties.find(origin) : -1, country: origin });
    } else {
      const owner =
        party === null
          ? facilities.operator(await foundFor(edit, async () => facilityNamed(network, facility ?? "")))
          : await ownerOf(edit, party);
      added.push({ ...edit, owner, country: owner < 0 ? "" : parties.country(owner) });
    }
  }
  const stocks: ImpactEdits["stocks"][number][] = [];
  for (const edit of editsOf(world, "inventory")) {
    if (table === "flows" && edit.party !== null) continue;
    world.read.add(edit.number);
    stocks.push({ ...edit, owner: edit.party === null ? null : await ownerOf(edit, edit.party) });
  }
  return { stops, out, added, stocks };
}

/** The facility with this id or exact name. */
function facilityNamed({ facilities }: Network, text: string): number {
  const direct = facilities.find(text);
  if (direct > 0) return direct;
  const found: number[] = [];
  for (let index = 1; index < facilities.count; index++) if (facilities.name(index) === text) found.push(index);
  const [only] = found;
  if (only === undefined) {
    throw new NotFound(`No facility of this dataset is called "${text}".`, {
      hint: "Names must match exactly; trace --by facility gives the ids.",
    });
  }
  if (found.length > 1) {
    const ids = found.map((index) => facilities.id(index));
    throw new Ambiguous(`"${text}" is the name of ${found.length} facilities.`, ids, {
      hint: `By id: ${ids.join("; ")}.`,
    });
  }
  return only;
}
