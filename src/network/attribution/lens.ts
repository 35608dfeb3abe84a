import type { Cone } from "./cone.ts";

/**
 * By what the value added is told apart. `origin` is the country of the party that adds it (where that is not known, the
 * country of origin that most of its sales of the product declare); `port` the ports of lading of those sales, and
 * `facility` the seller's facilities that those goods left ("" where a bill states none): what a party added to a product
 * is divided over them in proportion to what it sold from each.
 */
export type Lens = "origin" | "party" | "product" | "port" | "facility" | KeyOf;

/**
 * A lens of the caller's: a key for each party (by index) and product (HS code), such as who controls the party. `origin` is
 * the key that the lens of that name gives.
 */
export interface KeyOf {
  readonly name: string;
  readonly keyOf: (party: number, product: string, origin: () => string) => string;
}

/** For each node its keys, with the part of the node that falls to each; the parts of a node add up to one. */
export interface NodeKeys {
  readonly keys: readonly string[];
  readonly offsets: Int32Array;
  readonly key: Int32Array;
  readonly part: Float64Array;
}

export function nodeKeys(cone: Cone, lens: Lens): NodeKeys {
  const { nodes, network } = cone;
  switch (lens) {
    case "party":
      return oneKey(cone, (node) => network.parties.id(nodes.party[node] as number));
    case "product":
      return oneKey(cone, (node) => network.products[nodes.product[node] as number] ?? "");
    case "origin":
      return oneKey(cone, originOf(cone));
    case "port":
      return keysOfSales(cone, network.ports, (entry) => network.columns.port[entry] as number);
    case "facility":
      return facilityKeys(cone);
    default: {
      const origin = originOf(cone);
      return oneKey(cone, (node) => {
        const product = network.products[nodes.product[node] as number] ?? "";
        return lens.keyOf(nodes.party[node] as number, product, () => origin(node));
      });
    }
  }
}

function oneKey({ nodes }: Cone, keyOf: (node: number) => string): NodeKeys {
  const index = new Map<string, number>();
  const key = new Int32Array(nodes.count);
  for (let node = 0; node < nodes.count; node++) key[node] = place(index, keyOf(node));
  return {
    keys: [...index.keys()],
    offsets: Int32Array.from({ length: nodes.count + 1 }, (_, node) => node),
    key,
    part: new Float64Array(nodes.count).fill(1),
  };
}

function place(index: Map<string, number>, key: string): number {
  const known = index.get(key);
  if (known !== undefined) return known;
  index.set(key, index.size);
  return index.size - 1;
}

/** The country of each node. */
export function originOf(cone: Cone): (node: number) => string {
  const { network, nodes } = cone;
  const known = new Map<number, string>();
  return (node) => {
    const party = nodes.party[node] as number;
    let code = known.get(party);
    if (code === undefined) {
      code = network.parties.country(party);
      known.set(party, code);
    }
    return code === "" ? declaredOrigin(cone, node) : code;
  };
}

function declaredOrigin(cone: Cone, node: number): string {
  const { network } = cone;
  const sums = new Map<number, number>();
  eachRunSold(cone, node, (run) => {
    const origin = network.runs.origin[run] as number;
    if (origin !== 0) sums.set(origin, (sums.get(origin) ?? 0) + cone.reader.read(run).usd);
  });
  const [most] = [...sums].sort(([a, x], [b, y]) => y - x || a - b);
  return network.countries[most?.[0] ?? 0] ?? "";
}

/** Calls `visit` with each run in which the node sold its product. */
function eachRunSold({ network, nodes }: Cone, node: number, visit: (run: number) => void): void {
  const sellNode = nodes.sellNode[node] as number;
  if (sellNode < 0) return;
  const until = network.sell.offsets[sellNode + 1] as number;
  for (let at = network.sell.offsets[sellNode] as number; at < until; at++) visit(network.reverse[at] as number);
}

function facilityKeys(cone: Cone): NodeKeys {
  const { facilities, columns } = cone.network;
  const ids = Array.from({ length: facilities.count }, (_, index) => facilities.id(index));
  if (columns.facility.length === 0) return keysOfSales(cone, ids, () => 0);
  return keysOfSales(cone, ids, (entry) => columns.facility[entry] as number, "facility");
}

/** Divides each node by what it sold under each key; the parts of a node are its last key's by what is left of one. */
function keysOfSales(
  cone: Cone,
  keys: readonly string[],
  keyOf: (entry: number) => number,
  also?: "facility",
): NodeKeys {
  const { network, nodes } = cone;
  const offsets = new Int32Array(nodes.count + 1);
  const key: number[] = [];
  const part: number[] = [];
  const offsetOf = network.runs.offsets;
  if (also !== undefined || !network.pages.complete()) {
    for (let node = 0; node < nodes.count; node++) {
      eachRunSold(cone, node, (run) => network.pages.want(offsetOf[run] as number, offsetOf[run + 1] as number, also));
    }
    network.pages.fetch();
  }
  for (let node = 0; node < nodes.count; node++) {
    const sums = new Map<number, number>();
    let all = 0;
    eachRunSold(cone, node, (run) => {
      for (let entry = offsetOf[run] as number; entry < (offsetOf[run + 1] as number); entry++) {
        const cents = cone.reader.centsOf(entry);
        if (!(cents > 0)) continue;
        const at = keyOf(entry);
        sums.set(at, (sums.get(at) ?? 0) + cents);
        all += cents;
      }
    });
    if (all === 0) sums.set(0, 1);
    let left = 1;
    for (const [at, cents] of sums) {
      key.push(at);
      part.push(cents / (all || 1));
      left -= cents / (all || 1);
    }
    part[part.length - 1] = (part.at(-1) as number) + left;
    offsets[node + 1] = key.length;
  }
  return { keys, offsets, key: Int32Array.from(key), part: Float64Array.from(part) };
}
