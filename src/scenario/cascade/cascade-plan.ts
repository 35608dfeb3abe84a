import { ESSENTIAL, type FirmNetwork, IGNORED } from "./firm-network.ts";

/**
 * A network made ready for shocks: what each lost share of a firm's output takes from its customers and its suppliers.
 * The weights are those of Diem, Borsos, Reisch, Kertész and Thurner, Sci. Rep. 12:7719 (2022). Only typed arrays and
 * numbers, so that threads can share it.
 */
export interface CascadePlan {
  readonly firms: number;
  /** Whether other firms of a failing firm's sector can stand in for it, as far as its market share is small. */
  readonly replaceability: boolean;
  /** Share of all sales that each firm makes; they sum to 1. */
  readonly weight: Float64Array;
  /** firms + 1: what leads to customers of firm i is [downOffsets[i], downOffsets[i + 1]) of the three below. */
  readonly downOffsets: Int32Array;
  readonly downBuyer: Int32Array;
  /** Where losses of inputs that count together add up: an essential sector of a buyer, or all its non-essential ones. */
  readonly downSlot: Int32Array;
  readonly downShare: Float64Array;
  /** firms + 1: the slots of buyer j are [slotOffsets[j], slotOffsets[j + 1]). */
  readonly slotOffsets: Int32Array;
  /** firms + 1: what leads to suppliers of firm j is [upOffsets[j], upOffsets[j + 1]) of the two below. */
  readonly upOffsets: Int32Array;
  readonly upSupplier: Int32Array;
  readonly upShare: Float64Array;
  /** Sector of each firm, its sales, and the firms of each sector: member[memberOffsets[s] .. memberOffsets[s + 1]). */
  readonly sector: Int32Array;
  readonly sales: Float64Array;
  readonly memberOffsets: Int32Array;
  readonly member: Int32Array;
}

/** Of what an input of one sector is to a buyer of another: IGNORED, NON_ESSENTIAL or ESSENTIAL. */
export type Essentiality = (input: number, buyer: number) => number;

interface Downstream {
  readonly offsets: Int32Array;
  readonly buyer: Int32Array;
  readonly slot: Int32Array;
  readonly share: Float64Array;
  readonly slotOffsets: Int32Array;
}

/** The slot and the share of every sale that counts, in the order of the sales. */
function downstream(network: FirmNetwork, essentiality: Essentiality): Downstream {
  const { firms, sectors, sector, boughtOffsets, bought, supplier, buyer, weight, purchases } = network;
  const slotOf = new Int32Array(buyer.length).fill(-1);
  const shareOf = new Float64Array(buyer.length);
  const slotOfSector = new Int32Array(sectors);
  const spent = new Float64Array(sectors);
  const slotOffsets = new Int32Array(firms + 1);
  let slots = 0;
  for (let firm = 0; firm < firms; firm++) {
    const pairs = bought.subarray(boughtOffsets[firm] as number, boughtOffsets[firm + 1] as number);
    const sectorOf = (pair: number) => sector[supplier[pair] as number] as number;
    for (const pair of pairs) {
      spent[sectorOf(pair)] = 0;
      slotOfSector[sectorOf(pair)] = -1;
    }
    for (const pair of pairs) spent[sectorOf(pair)] = (spent[sectorOf(pair)] as number) + (weight[pair] as number);
    let others = -1;
    for (const pair of pairs) {
      const input = sectorOf(pair);
      const kind = essentiality(input, sector[firm] as number);
      if (kind === IGNORED) continue;
      if (kind === ESSENTIAL) {
        if (slotOfSector[input] === -1) slotOfSector[input] = slots++;
        slotOf[pair] = slotOfSector[input] as number;
        shareOf[pair] = (weight[pair] as number) / (spent[input] as number);
      } else {
        if (others === -1) others = slots++;
        slotOf[pair] = others;
        shareOf[pair] = (weight[pair] as number) / (purchases[firm] as number);
      }
    }
    slotOffsets[firm + 1] = slots;
  }
  const counting = slotOf.reduce((sum, slot) => sum + (slot === -1 ? 0 : 1), 0);
  const found: Downstream = {
    offsets: new Int32Array(firms + 1),
    buyer: new Int32Array(counting),
    slot: new Int32Array(counting),
    share: new Float64Array(counting),
    slotOffsets,
  };
  let at = 0;
  for (let pair = 0; pair < buyer.length; pair++) {
    if (slotOf[pair] === -1) continue;
    found.buyer[at] = buyer[pair] as number;
    found.slot[at] = slotOf[pair] as number;
    found.share[at] = shareOf[pair] as number;
    at++;
    found.offsets[(supplier[pair] as number) + 1] = at;
  }
  for (let firm = 0; firm < firms; firm++) {
    found.offsets[firm + 1] = Math.max(found.offsets[firm] as number, found.offsets[firm + 1] as number);
  }
  return found;
}

function membersOf({ firms, sectors, sector }: FirmNetwork): Pick<CascadePlan, "memberOffsets" | "member"> {
  const memberOffsets = new Int32Array(sectors + 1);
  for (const one of sector) memberOffsets[one + 1] = (memberOffsets[one + 1] as number) + 1;
  for (let one = 0; one < sectors; one++) {
    memberOffsets[one + 1] = (memberOffsets[one + 1] as number) + (memberOffsets[one] as number);
  }
  const member = new Int32Array(firms);
  const next = memberOffsets.slice(0, sectors);
  for (let firm = 0; firm < firms; firm++) {
    const at = next[sector[firm] as number] as number;
    member[at] = firm;
    next[sector[firm] as number] = at + 1;
  }
  return { memberOffsets, member };
}

/** Makes a network ready for shocks under one production function (`essentiality`). */
export function planCascade(
  network: FirmNetwork,
  essentiality: Essentiality,
  { replaceability }: { readonly replaceability: boolean },
): CascadePlan {
  const { firms, bought, boughtOffsets, supplier, weight, sales, sector } = network;
  const { offsets, buyer, slot, share, slotOffsets } = downstream(network, essentiality);
  const total = sales.reduce((sum, one) => sum + one, 0);
  return {
    firms,
    replaceability,
    weight: sales.map((one) => (total > 0 ? one / total : 0)),
    downOffsets: offsets,
    downBuyer: buyer,
    downSlot: slot,
    downShare: share,
    slotOffsets,
    upOffsets: boughtOffsets,
    upSupplier: bought.map((pair) => supplier[pair] as number),
    upShare: new Float64Array(bought.length).map((_, at) => {
      const pair = bought[at] as number;
      return (weight[pair] as number) / (sales[supplier[pair] as number] as number);
    }),
    sector,
    sales,
    ...membersOf(network),
  };
}
