import type { Cone } from "./attribution/cone.ts";
import { findNode } from "./network.ts";

/** The rows behind one link of a path. */
export interface LinkRows {
  readonly rows: number;
  /** Days since 1970-01-01; null of no row. */
  readonly lastDay: number | null;
}

/** The counted rows by which the buyer of a mix bought from the seller of a node. */
export function linkRows(cone: Cone, mix: number, node: number): LinkRows {
  const { network, reader } = cone;
  const { runs, columns, pages } = network;
  const found = runsOf(cone, mix, node);
  for (const run of found) pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number);
  pages.fetch();
  let rows = 0;
  let lastDay = Number.NEGATIVE_INFINITY;
  for (const run of found) {
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      if (!(reader.centsOf(entry) > 0)) continue;
      rows++;
      lastDay = Math.max(lastDay, columns.day[entry] as number);
    }
  }
  return { rows, lastDay: rows === 0 ? null : lastDay };
}

function runsOf(cone: Cone, mix: number, node: number): number[] {
  const { network, nodes, mixes, question } = cone;
  const { buy, sell, runs, reverse } = network;
  const sellNode = nodes.sellNode[node] as number;
  const found: number[] = [];
  if (mix >= mixes.roots) {
    const buyNode = findNode(buy, mixes.party[mix] as number, mixes.product[mix] as number);
    if (buyNode < 0) return found;
    for (let run = buy.offsets[buyNode] as number; run < (buy.offsets[buyNode + 1] as number); run++) {
      if (runs.sellNode[run] === sellNode) found.push(run);
    }
    return found;
  }
  const { root } = question;
  if (sellNode < 0 || root.kind !== "purchases") return found;
  const countries = root.countries && new Set(root.countries.map((code) => network.countries.indexOf(code)));
  const parties = root.parties && new Set(root.parties.map((id) => network.parties.find(id)));
  for (let at = sell.offsets[sellNode] as number; at < (sell.offsets[sellNode + 1] as number); at++) {
    const run = reverse[at] as number;
    if (countries !== undefined && !countries.has(runs.destination[run] as number)) continue;
    if (parties !== undefined && !parties.has(buy.party[runs.buyNode[run] as number] as number)) continue;
    found.push(run);
  }
  return found;
}
