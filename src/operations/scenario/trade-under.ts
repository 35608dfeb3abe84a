import type { Network } from "../../network/network.ts";
import { runInWords } from "../../network/run-in-words.ts";
import { type FacilitiesLeft, scaleRuns, shareFromFacilities } from "../../network/scale-runs.ts";
import { type Edit, holdsOnDay } from "../../scenario/overlay/edit.ts";
import { type TradeEdits, tradeLeft } from "../../scenario/overlay/trade-left.ts";
import type { TradePartner } from "../../store/queries/trade-partners.ts";
import { decimal, format, round, times, toNumber } from "../../vocab/decimal.ts";
import { facilityCalled } from "../trade/facility.ts";
import { resolveParty } from "../trade/party.ts";
import { editsOf, foundFor, type ScenarioWorld } from "./scenario-world.ts";

type TradeEdit = Extract<Edit, { kind: "ban" | "out" }>;

const isOfFirms = (edit: TradeEdit): boolean => edit.kind === "out" || edit.seller !== null;

/** The edits that hold on the day of the question and can reach the data; statistics know neither firms nor facilities. */
export function tradeEdits(world: ScenarioWorld, table: "shipments" | "flows"): readonly TradeEdit[] {
  const known = editsOf(world, "ban", "out").filter((edit) => table === "shipments" || !isOfFirms(edit));
  for (const { number } of known) world.read.add(number);
  return known.filter((edit) => holdsOnDay(edit, world.on));
}

/** What stops of the trade of a network, with every party by its id there, and facilities by what is left of them. */
export interface NetworkStops extends TradeEdits {
  readonly facilities: FacilitiesLeft;
}

/** Throws InvalidInput that names the edit for a party or a facility that the network does not hold. */
export async function stopsIn(world: ScenarioWorld, network: Network): Promise<NetworkStops> {
  const idOf = async (edit: TradeEdit, text: string) =>
    (await foundFor(edit, () => resolveParty(world.baseline, network, text))).key;
  const stops: TradeEdits["stops"][number][] = [];
  const out: TradeEdits["out"][number][] = [];
  const facilities = new Map<number, number>();
  for (const edit of tradeEdits(world, network.dataset.table)) {
    if (edit.kind === "ban") {
      stops.push({ ...edit, seller: edit.seller === null ? null : await idOf(edit, edit.seller) });
      continue;
    }
    const { party, facility } = edit;
    const share = toNumber(edit.share);
    if (party !== null) out.push({ id: await idOf(edit, party), share });
    if (facility === null) continue;
    const at = await foundFor(edit, async () => facilityCalled(network, facility));
    facilities.set(at, (facilities.get(at) ?? 1) * (1 - share));
  }
  return { stops, out, facilities };
}

/** What is left of each run, 0 to 1; of one that comes from several facilities by what each sold of it, all days together. */
export function leftOfRuns(network: Network, edits: NetworkStops): (run: number) => number {
  const wordsOf = runInWords(network);
  const { facilities } = edits;
  const ofFacilities = facilities.size === 0 ? null : shareFromFacilities(network, facilities);
  return (run) => tradeLeft(edits, wordsOf(run)) * (ofFacilities === null ? 1 : (ofFacilities[run] ?? 1));
}

/** The network of the baseline with what is left of its trade under the scenario. */
export async function networkUnder(world: ScenarioWorld, network: Network): Promise<Network> {
  if (tradeEdits(world, network.dataset.table).length === 0) return network;
  const edits = await stopsIn(world, network);
  return scaleRuns(network, (run) => tradeLeft(edits, run), edits.facilities);
}

/** Rows of statistics of one product with what is left of their value and weight under the scenario, to the cent and gram. */
export function partnersUnder(
  world: ScenarioWorld,
  product: string,
  rows: readonly TradePartner[],
): readonly TradePartner[] {
  const stops = tradeEdits(world, "flows").flatMap((edit) => (edit.kind === "ban" ? [{ ...edit, seller: null }] : []));
  return rows.flatMap((row) => {
    const { seller, buyer } = row;
    const left = tradeLeft({ stops, out: [] }, { product, origin: seller, destination: buyer, seller, buyer });
    if (left === 1) return [row];
    const share = decimal(String(left));
    const scaled = (text: string | null, places: number) =>
      text === null ? null : format(round(times(decimal(text), share), places));
    return left === 0 ? [] : [{ ...row, usd: scaled(row.usd, 2), kg: scaled(row.kg, 3) }];
  });
}
