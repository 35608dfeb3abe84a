import type { InputLink } from "../network/input-link.ts";
import { epochDay, type IsoDate } from "../vocab/iso-date.ts";
import type { ConeRoot, DayWindow, ProductPair } from "./queries/cone-rows.ts";

/** Of a dataset with more rows only the part that a question reaches is compiled. */
export const LARGE_ROWS = 20_000_000;

/** What part of a large dataset a question reaches: its answers may rest on the rows of that part alone. */
export interface ConeNeed {
  readonly root: ConeRoot;
  readonly window: DayWindow;
  /** Tiers from the root; null goes on until nothing new is found. */
  readonly depth: number | null;
  /** Products that may stand behind another (up), or before it (down). */
  readonly follow: readonly ProductPair[];
  /** Products that are looked at beside these, but behind which nothing is sought. */
  readonly lookedAt: readonly ProductPair[];
  /** All sales of these products by whoever is met. */
  readonly salesOf: readonly string[];
  /** Sales of a party (id) of a product. */
  readonly alsoSold: readonly ProductPair[];
  /** Every product that any of this names. */
  readonly products: readonly string[];
}

interface NeedRoot {
  /** HS 6-digit codes. */
  readonly products: readonly string[];
  /** Alpha-2 codes: where the root's rows are imported (up) or originate (down). */
  readonly countries?: readonly string[] | undefined;
  /** Ids of those who buy (up) or sell (down). */
  readonly parties?: readonly string[] | undefined;
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

export interface ReachNeed extends NeedRoot {
  readonly direction: "up" | "down";
  readonly depth: number;
  readonly inputs: "all" | "same" | "none";
  readonly links: readonly InputLink[];
}

/** What `reach` looks at. */
export function reachNeed(asked: ReachNeed): ConeNeed {
  const up = asked.direction === "up";
  const depth = asked.inputs === "none" ? 1 : asked.depth;
  const links = asked.inputs === "all" ? asked.links : [];
  const pairs = links.map(({ outputHs, inputHs }): ProductPair => (up ? [outputHs, inputHs] : [inputHs, outputHs]));
  const follow = depth === 1 ? [] : pairsFrom(asked.products, pairs, depth - 1);
  return needOf(asked, up, { depth, follow, lookedAt: [], salesOf: [], alsoSold: [] });
}

export interface AttributionNeed extends NeedRoot {
  readonly inputs: "all" | "same";
  readonly links: readonly InputLink[];
  /** Of what is not in the cone: the sales of these parties (ids) of these products. */
  readonly alsoSold?: readonly ProductPair[];
}

/** What `attribute` looks at: the whole cone, all that its parties sell of what their purchases may go into, and their equipment. */
export function attributionNeed(asked: AttributionNeed): ConeNeed {
  const links = asked.inputs === "all" ? asked.links : [];
  const isEquipment = ({ kind }: InputLink): boolean => kind === "equipment";
  const embodied = links.filter((link) => !isEquipment(link));
  const follow = pairsFrom(asked.products, embodied.map(pairOf), Number.POSITIVE_INFINITY);
  const bought = new Set(follow.map(([, product]) => product));
  const met = new Set([...bought, ...asked.products]);
  const lookedAt = links.filter((link) => isEquipment(link) && met.has(link.outputHs)).map(pairOf);
  const outputs = embodied.filter(({ inputHs }) => bought.has(inputHs)).map(({ outputHs }) => outputHs);
  const salesOf = sorted([...met, ...outputs]);
  return needOf(asked, true, { depth: null, follow, lookedAt, salesOf, alsoSold: asked.alsoSold ?? [] });
}

/** All rows of some products, whoever trades them. */
export function productsNeed(asked: Pick<NeedRoot, "products" | "since" | "until">): ConeNeed {
  return needOf(asked, true, { depth: 1, follow: [], lookedAt: [], salesOf: [], alsoSold: [] });
}

const pairOf = ({ outputHs, inputHs }: InputLink): ProductPair => [outputHs, inputHs];

const sorted = (codes: Iterable<string>): string[] => [...new Set(codes)].sort();

type Extent = Omit<ConeNeed, "root" | "window" | "products">;

function needOf({ products, countries, parties, since, until }: NeedRoot, up: boolean, extent: Extent): ConeNeed {
  const pairs = [...extent.follow, ...extent.lookedAt];
  return {
    root: {
      up,
      products: sorted(products),
      countries: countries === undefined ? null : sorted(countries),
      parties: parties === undefined ? null : sorted(parties),
    },
    window: {
      since: since === undefined ? null : epochDay(since),
      until: until === undefined ? null : epochDay(until),
    },
    ...extent,
    products: sorted([...products, ...pairs.flat(), ...extent.salesOf, ...extent.alsoSold.map(([, code]) => code)]),
  };
}

/** The pairs that can be met in so many steps from `roots`, with each product met and itself. */
function pairsFrom(roots: readonly string[], pairs: readonly ProductPair[], steps: number): ProductPair[] {
  const others = new Map<string, Set<string>>();
  for (const [one, other] of pairs) others.set(one, (others.get(one) ?? new Set()).add(other));
  const found: ProductPair[] = [];
  const met = new Set(roots);
  let frontier = sorted(roots);
  for (let step = 0; step < steps && frontier.length > 0; step++) {
    const next: string[] = [];
    for (const product of frontier) {
      for (const other of sorted([product, ...(others.get(product) ?? [])])) {
        found.push([product, other]);
        if (met.has(other)) continue;
        met.add(other);
        next.push(other);
      }
    }
    frontier = sorted(next);
  }
  return found;
}
