import type { Network } from "../../../network/network.ts";
import type { Shock } from "../../../scenario/impact/supply.ts";
import type { EditDays } from "../../../scenario/overlay/edit.ts";
import { type TradeLine, tradeLeft } from "../../../scenario/overlay/trade-left.ts";
import { toNumber } from "../../../vocab/decimal.ts";
import { epochDay } from "../../../vocab/iso-date.ts";
import type { Weeks } from "./impact-capacity.ts";
import type { ImpactEdits } from "./impact-edits.ts";
import type { RecordedSupply, SupplyNode } from "./impact-supply.ts";

/** What bans and parties that are out leave, week by week; an edit that holds on a part of a week counts in part. */
export function brokenBy(
  network: Network,
  recorded: RecordedSupply,
  edits: ImpactEdits,
  weeks: Weeks,
): Pick<Shock, "capacityLeft" | "saleLeft"> {
  return { saleLeft: salesLeft(network, recorded, edits, weeks), capacityLeft: capacitiesLeft(recorded, edits, weeks) };
}

/** By week: the share of its days on which an edit holds. */
function heldIn({ from, until }: EditDays, { start, count }: Weeks): Float64Array {
  const [first, last] = [from === null ? -Infinity : epochDay(from), until === null ? Infinity : epochDay(until)];
  return Float64Array.from({ length: count }, (_, week) => {
    const monday = epochDay(start) + 7 * week;
    return Math.max(0, Math.min(last, monday + 7) - Math.max(first, monday)) / 7;
  });
}

function salesLeft(
  network: Network,
  { supply: { links, inputs }, nodes, runs: runOf }: RecordedSupply,
  { stops }: ImpactEdits,
  weeks: Weeks,
): ReadonlyMap<number, Float64Array> {
  const { runs, countries, parties } = network;
  const held = stops.map((stop) => heldIn(stop, weeks));
  const lines = new Map<string, Float64Array>();
  const found = new Map<number, Float64Array>();
  const place = (codes: ArrayLike<number>, run: number) => countries[codes[run] as number] ?? "";
  links.forEach(({ seller, input }, link) => {
    const from = nodes[seller] as SupplyNode;
    const to = nodes[inputs[input]?.buyer as number] as SupplyNode;
    const run = runOf[link] as number;
    const line: TradeLine = {
      product: from.product,
      origin: run < 0 ? from.country : place(runs.origin, run),
      destination: run < 0 ? to.country : place(runs.destination, run),
      seller: from.party < 0 ? "" : parties.id(from.party),
      buyer: "",
    };
    const reached = stops.flatMap((stop, at) => (tradeLeft({ stops: [stop], out: [] }, line) < 1 ? [at] : []));
    if (reached.length === 0) return;
    const key = reached.join(" ");
    const left =
      lines.get(key) ??
      Float64Array.from({ length: weeks.count }, (_, week) =>
        reached.reduce((so, at) => {
          return so * (1 - toNumber((stops[at] as ImpactEdits["stops"][number]).share) * (held[at]?.[week] ?? 0));
        }, 1),
      );
    lines.set(key, left);
    if (left.some((share) => share < 1)) found.set(link, left);
  });
  return found;
}

/** A facility that is out takes of each product what it was of its operator's sales. */
function capacitiesLeft(
  { nodes, sold }: RecordedSupply,
  { out }: ImpactEdits,
  weeks: Weeks,
): ReadonlyMap<number, Float64Array> {
  const found = new Map<number, Float64Array>();
  for (const edit of out) {
    const held = heldIn(edit, weeks);
    nodes.forEach(({ party }, firm) => {
      const sum = sold[firm];
      const whole = party === edit.owner ? 1 : 0;
      const part = edit.facility === null ? whole : (sum?.facilities.get(edit.facility) ?? 0) / (sum?.usd || 1);
      if (part === 0 || held.every((share) => share === 0)) return;
      const before = found.get(firm);
      found.set(
        firm,
        held.map((share, week) => (before?.[week] ?? 1) * (1 - edit.share * part * share)),
      );
    });
  }
  return found;
}
