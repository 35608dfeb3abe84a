import { InvalidInput } from "../../errors.ts";

/** What a sale is to its buyer: nothing that output depends on, something that can be missed in part, or essential. */
export const IGNORED = 0;
export const NON_ESSENTIAL = 1;
export const ESSENTIAL = 2;

/** Links as parallel arrays: `supplier[k]` sold `buyer[k]` goods of value `weight[k]`. */
export interface FirmLinks {
  readonly supplier: Int32Array;
  readonly buyer: Int32Array;
  /** Any one unit for all; finite and above 0. */
  readonly weight: Float64Array;
}

/** Who sells to whom, each pair once, with rows by supplier and an index by buyer beside. */
export interface FirmNetwork {
  readonly firms: number;
  readonly sectors: number;
  /** Of each firm, what it makes: 0 to `sectors` - 1. */
  readonly sector: Int32Array;
  /** firms + 1: the sales of firm i are [offsets[i], offsets[i + 1]), in order of the buyer. */
  readonly offsets: Int32Array;
  readonly supplier: Int32Array;
  readonly buyer: Int32Array;
  readonly weight: Float64Array;
  /** firms + 1: the purchases of firm j are bought[boughtOffsets[j] .. boughtOffsets[j + 1]), places in the sales. */
  readonly boughtOffsets: Int32Array;
  readonly bought: Int32Array;
  /** Sum of sales of each firm, and of its purchases. */
  readonly sales: Float64Array;
  readonly purchases: Float64Array;
}

/** `count` + 1 offsets, and the places of `keys` sorted by key; places of one key keep their order. */
function grouped(keys: Int32Array, count: number): { readonly offsets: Int32Array; readonly order: Int32Array } {
  const offsets = new Int32Array(count + 1);
  for (const key of keys) offsets[key + 1] = (offsets[key + 1] as number) + 1;
  for (let key = 0; key < count; key++) offsets[key + 1] = (offsets[key + 1] as number) + (offsets[key] as number);
  const next = offsets.slice(0, count);
  const order = new Int32Array(keys.length);
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place] as number;
    const at = next[key] as number;
    order[at] = place;
    next[key] = at + 1;
  }
  return { offsets, order };
}

const pick = (values: Int32Array, order: Int32Array) => order.map((place) => values[place] as number);

/** Sums of weights in an order of their own, so that the order of the rows that were read makes no difference. */
function inOrder({ supplier, buyer, weight }: FirmLinks, firms: number): Int32Array {
  const byWeight = new Int32Array(weight.length).map((_, place) => place);
  byWeight.sort((a, b) => (weight[a] as number) - (weight[b] as number));
  const byBuyer = pick(byWeight, grouped(pick(buyer, byWeight), firms).order);
  return pick(byBuyer, grouped(pick(supplier, byBuyer), firms).order);
}

/** Lays links out by supplier and by buyer. Links of one pair are added up; their order makes no difference. */
export function firmNetwork(sector: Int32Array, sectors: number, links: FirmLinks): FirmNetwork {
  const firms = sector.length;
  for (const weight of links.weight) {
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new InvalidInput(`“${weight}” is not a value of sales above 0.`);
  }
  const order = inOrder(links, firms);
  const supplier = new Int32Array(order.length);
  const buyer = new Int32Array(order.length);
  const weight = new Float64Array(order.length);
  let pairs = 0;
  for (const place of order) {
    const [from, to] = [links.supplier[place] as number, links.buyer[place] as number];
    if (pairs === 0 || supplier[pairs - 1] !== from || buyer[pairs - 1] !== to) pairs++;
    supplier[pairs - 1] = from;
    buyer[pairs - 1] = to;
    weight[pairs - 1] = (weight[pairs - 1] as number) + (links.weight[place] as number);
  }
  const own = { supplier: supplier.slice(0, pairs), buyer: buyer.slice(0, pairs), weight: weight.slice(0, pairs) };
  const { offsets } = grouped(own.supplier, firms);
  const { offsets: boughtOffsets, order: bought } = grouped(own.buyer, firms);
  const sales = new Float64Array(firms);
  const purchases = new Float64Array(firms);
  for (let pair = 0; pair < pairs; pair++) {
    const [from, to, value] = [own.supplier[pair] as number, own.buyer[pair] as number, own.weight[pair] as number];
    sales[from] = (sales[from] as number) + value;
    purchases[to] = (purchases[to] as number) + value;
  }
  return { firms, sectors, sector, offsets, ...own, boughtOffsets, bought, sales, purchases };
}
