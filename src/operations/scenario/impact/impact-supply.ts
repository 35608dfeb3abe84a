import type { InputKind } from "../../../network/input-link.ts";
import type { Network } from "../../../network/network.ts";
import { type Supply, type SupplyLink, USUAL_LEAD_WEEKS } from "../../../scenario/impact/supply.ts";
import { eachSold, type SoldWindow } from "../sold-in-window.ts";

/** A party and a product that it sells, or that it buys and nothing that it sells takes. */
export interface SupplyNode {
  /** Index in the network; -1: nobody of the data, whose capacity is only supposed. */
  readonly party: number;
  /** Alpha-2, "" if unknown. */
  readonly country: string;
  /** HS, six digits. */
  readonly product: string;
  readonly role: "makes" | "uses";
}

/** What lies in stock of an input, and whether somebody says so. */
export interface StockHeld {
  readonly days: number;
  readonly of: "scenario" | "usual";
}

export interface SupplyQuestion extends Omit<SoldWindow, "facilities" | "products"> {
  readonly products: ReadonlySet<string>;
  /** How many weeks of trade the window holds. */
  readonly weeks: number;
  /** What an input is to what is made of it; null where the input map has no such pair. */
  readonly kindOf: (input: string, output: string) => InputKind | null;
  readonly isTrader: (party: number) => boolean;
  readonly stockOf: (buyer: SupplyNode, product: string, kind: InputKind) => StockHeld;
  /** Facilities whose sales are counted by themselves. */
  readonly facilities: ReadonlySet<number>;
  readonly mostLinks: number;
}

/** What was sold, in the window. */
export interface SoldSum {
  usd: number;
  /** Of what has a weight: dollars, and tonnes. */
  weighedUsd: number;
  tonnes: number;
  /** Dollars by facility, for those that were asked for. */
  readonly facilities: Map<number, number>;
}

/** A network of trade as firms, inputs and links, each firm a party and one product. */
export interface RecordedSupply {
  readonly supply: Supply;
  /** By firm. */
  readonly nodes: readonly SupplyNode[];
  readonly sold: readonly SoldSum[];
  /** By input: HS, six digits, and what lies in stock of it. */
  readonly bought: readonly { readonly product: string; readonly stock: StockHeld }[];
  /** By link: its run in the network. */
  readonly runs: readonly number[];
  readonly withoutValue: number;
}

const GRAMS = 1e6;
const nothing = (): SoldSum => ({ usd: 0, weighedUsd: 0, tonnes: 0, facilities: new Map() });

/**
 * What the data tell of who makes what of whose goods. A purchase is divided over the products of the buyer that take it by
 * the input map, and the product itself, in proportion to their sales; what nothing takes is used. Of a product that the
 * buyer also sells, and trades in not alone, sales are taken to hold P / (P + S), where P is what it bought for that and S
 * what it sold, as in an attribution; the rest of P is used. Without materials, components and a trader's goods nothing is
 * made; without goods that are sold on, or equipment, their part of the sales is missing. Null where links are too many.
 */
export function recordedSupply(network: Network, question: SupplyQuestion): RecordedSupply | null {
  const { runs, buy, sell, parties, columns, products } = network;
  const { kindOf, isTrader, stockOf, weeks, mostLinks } = question;
  const nodes: SupplyNode[] = [];
  const sold: SoldSum[] = [];
  const nodeOf = new Map<string, number>();
  const makersOf = new Map<number, number[]>();
  const numberOf = (party: number, product: string, role: SupplyNode["role"]): number => {
    const key = `${party} ${product} ${role}`;
    const known = nodeOf.get(key);
    if (known !== undefined) return known;
    const node = nodes.length;
    nodeOf.set(key, node);
    nodes.push({ party, country: parties.country(party), product, role });
    sold.push(nothing());
    if (role === "makes") makersOf.set(party, [...(makersOf.get(party) ?? []), node]);
    return node;
  };

  const usdOf = new Float64Array(runs.count);
  const sellerOf = new Int32Array(runs.count).fill(-1);
  const productOf = (run: number) => products[buy.product[runs.buyNode[run] as number] as number] as string;
  const window = { ...question, facilities: question.facilities.size > 0 };
  const { withoutValue } = eachSold(network, window, (run, entry, usd) => {
    if (usd <= 0) return;
    if (sellerOf[run] === -1) {
      sellerOf[run] = numberOf(sell.party[runs.sellNode[run] as number] as number, productOf(run), "makes");
    }
    usdOf[run] = (usdOf[run] as number) + usd;
    const sum = sold[sellerOf[run] as number] as SoldSum;
    const kg = columns.kg[entry] as number;
    sum.usd += usd;
    if (kg > 0) {
      sum.weighedUsd += usd;
      sum.tonnes += kg / GRAMS;
    }
    const facility = columns.facility[entry] ?? 0;
    if (question.facilities.has(facility)) {
      sum.facilities.set(facility, (sum.facilities.get(facility) ?? 0) + usd);
    }
  });

  const boughtOf = new Map<string, number>();
  usdOf.forEach((usd, run) => {
    if (usd === 0) return;
    const key = `${buy.party[runs.buyNode[run] as number]} ${productOf(run)}`;
    boughtOf.set(key, (boughtOf.get(key) ?? 0) + usd);
  });
  const takersOf = new Map<string, readonly { readonly node: number; readonly share: number }[]>();
  const takers = (party: number, product: string) => {
    const key = `${party} ${product}`;
    const known = takersOf.get(key);
    if (known !== undefined) return known;
    const own = (makersOf.get(party) ?? []).filter((node) => {
      const made = (nodes[node] as SupplyNode).product;
      return made === product || kindOf(product, made) !== null;
    });
    const all = own.reduce((sum, node) => sum + (sold[node] as SoldSum).usd, 0);
    const found: { node: number; share: number }[] = [];
    let used = own.length === 0 ? 1 : 0;
    for (const node of own) {
      const { usd } = sold[node] as SoldSum;
      const share = usd / all;
      const isSoldOn = (nodes[node] as SupplyNode).product === product && !isTrader(party);
      const kept = isSoldOn ? usd / (usd + share * (boughtOf.get(key) as number)) : 1;
      found.push({ node, share: share * kept });
      used += share * (1 - kept);
    }
    if (used > 0) found.push({ node: numberOf(party, product, "uses"), share: used });
    takersOf.set(key, found);
    return found;
  };

  const inputs: { buyer: number; product: string; usd: number }[] = [];
  const inputOf = new Map<string, number>();
  const links: SupplyLink[] = [];
  const runsOf: number[] = [];
  for (let run = 0; run < runs.count; run++) {
    const seller = sellerOf[run] as number;
    if (seller === -1) continue;
    const product = productOf(run);
    for (const { node, share } of takers(buy.party[runs.buyNode[run] as number] as number, product)) {
      if (node === seller) continue;
      const usd = (usdOf[run] as number) * share;
      const key = `${node} ${product}`;
      const input = inputOf.get(key) ?? inputs.length;
      if (input === inputs.length) {
        inputOf.set(key, input);
        inputs.push({ buyer: node, product, usd: 0 });
      }
      (inputs[input] as { usd: number }).usd += usd;
      links.push({ seller, input, amount: usd / weeks });
      runsOf.push(run);
      if (links.length > mostLinks) return null;
    }
  }

  const stocks = inputs.map(({ buyer, product }) => {
    const node = nodes[buyer] as SupplyNode;
    const kind = node.role === "uses" ? null : kindOf(product, node.product);
    return { kind, held: stockOf(node, product, kind ?? "component") };
  });
  const used = new Float64Array(nodes.length);
  for (const { buyer, usd } of inputs) {
    if (nodes[buyer]?.role === "uses") used[buyer] = (used[buyer] as number) + usd / weeks;
  }
  return {
    supply: {
      firms: nodes.map((_, node) => ({ finalDemand: used[node] as number, capacity: null })),
      inputs: inputs.map(({ buyer, usd }, input) => {
        const node = nodes[buyer] as SupplyNode;
        const { kind, held } = stocks[input] as (typeof stocks)[number];
        const isSoldOn = kind === null && node.role === "makes" && !isTrader(node.party);
        const { usd: sales } = sold[buyer] as SoldSum;
        return {
          buyer,
          needed: kind === "equipment" ? usd / (usd + sales) : isSoldOn ? usd / sales : 1,
          stockDays: held.days,
          leadWeeks: USUAL_LEAD_WEEKS,
        };
      }),
      links,
    },
    nodes,
    sold,
    bought: inputs.map(({ product }, input) => ({ product, stock: (stocks[input] as (typeof stocks)[number]).held })),
    runs: runsOf,
    withoutValue,
  };
}
