import type { Network } from "../../network/network.ts";
import { scaleRuns } from "../../network/scale-runs.ts";
import { type Edit, holdsOnDay } from "../../scenario/overlay/edit.ts";
import { type TradeEdits, tradeLeft } from "../../scenario/overlay/trade-left.ts";
import type { TradePartner } from "../../store/queries/trade-partners.ts";
import { decimal, format, round, times, toNumber } from "../../vocab/decimal.ts";
import { resolveParty } from "../trade/party.ts";
import { editsOf, foundFor, type ScenarioWorld } from "./scenario-world.ts";

type TradeEdit = Extract<Edit, { kind: "ban" }> | (Extract<Edit, { kind: "out" }> & { readonly party: string });

const partyOf = (edit: TradeEdit) => (edit.kind === "out" ? edit.party : edit.seller);
const isOfParty = (edit: Extract<Edit, { kind: "ban" | "out" }>): edit is TradeEdit =>
  edit.kind === "ban" || edit.party !== null;

/** The edits that hold on the day of the question and can reach the data; statistics know no party but countries. */
export function tradeEdits(world: ScenarioWorld, table: "shipments" | "flows"): readonly TradeEdit[] {
  const known = editsOf(world, "ban", "out")
    .filter(isOfParty)
    .filter((edit) => table === "shipments" || partyOf(edit) === null);
  for (const { number } of known) world.read.add(number);
  return known.filter((edit) => holdsOnDay(edit, world.on));
}

/** What stops of the trade of a network, with every party by its id there. */
export async function stopsIn(world: ScenarioWorld, network: Network): Promise<TradeEdits> {
  const idOf = async (edit: TradeEdit, text: string) =>
    (await foundFor(edit, () => resolveParty(world.baseline, network, text))).key;
  const stops: TradeEdits["stops"][number][] = [];
  const out: TradeEdits["out"][number][] = [];
  for (const edit of tradeEdits(world, network.dataset.table)) {
    if (edit.kind === "out") out.push({ id: await idOf(edit, edit.party), share: toNumber(edit.share) });
    else stops.push({ ...edit, seller: edit.seller === null ? null : await idOf(edit, edit.seller) });
  }
  return { stops, out };
}

/** The network of the baseline with what is left of its trade under the scenario. */
export async function networkUnder(world: ScenarioWorld, network: Network): Promise<Network> {
  if (tradeEdits(world, network.dataset.table).length === 0) return network;
  const edits = await stopsIn(world, network);
  return scaleRuns(network, (run) => tradeLeft(edits, run));
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
