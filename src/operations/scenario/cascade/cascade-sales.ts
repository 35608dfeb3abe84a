import type { Network } from "../../../network/network.ts";
import type { IsoDate } from "../../../vocab/iso-date.ts";
import { UNKNOWN } from "../../trade/labels.ts";
import { eachSold } from "../sold-in-window.ts";
import type { CascadeBy, Sale } from "./cascade-world.ts";

export interface SalesQuestion {
  readonly by: CascadeBy;
  readonly since: IsoDate | undefined;
  readonly until: IsoDate | undefined;
  /** HS 6-digit codes that count; null: all. */
  readonly products: ReadonlySet<string> | null;
  /** Whose buyers are asked for: what they buy, and where they import it. */
  readonly root: { readonly product: string; readonly to: string | undefined } | null;
  /** Whether what is made as `output` may take `input`. */
  readonly takes: (input: string, output: string) => boolean;
}

/** Who sells: what it sold of each product, in dollars. */
export interface Seller {
  readonly total: number;
  readonly byProduct: ReadonlyMap<string, number>;
}

export interface GatheredSales {
  /** Each pair of a supplier and a buyer may stand more than once. */
  readonly sales: readonly Sale[];
  readonly sellers: ReadonlyMap<string, Seller>;
  /** Who buys the root product. */
  readonly roots: ReadonlySet<string>;
  readonly withoutValue: number;
}

interface Bought {
  readonly supplier: string;
  /** The party, or the country, that bought. */
  readonly owner: string;
  readonly product: string;
  readonly isRoot: boolean;
  usd: number;
}

/** Adds entries up to what each seller sold each buyer, then divides purchases over those of the buyer that sell. */
export function gatherSales(network: Network, question: SalesQuestion): GatheredSales {
  const { by, takes } = question;
  const { bought, withoutValue } = addUp(network, question);
  const sellers = new Map<string, { total: number; byProduct: Map<string, number> }>();
  const sellersOf = new Map<string, Set<string>>();
  for (const { supplier, product, usd } of bought) {
    const seller = sellers.get(supplier) ?? { total: 0, byProduct: new Map<string, number>() };
    sellers.set(supplier, seller);
    seller.total += usd;
    seller.byProduct.set(product, (seller.byProduct.get(product) ?? 0) + usd);
    const owner = ownerOf(network, by, supplier);
    sellersOf.set(owner, (sellersOf.get(owner) ?? new Set()).add(supplier));
  }
  const takers = new Map<string, readonly Taker[]>();
  const roots = new Set<string>();
  const sales = bought.flatMap(({ supplier, owner, product, isRoot, usd }): Sale[] => {
    const own = takersOf(owner, product);
    const parts: Sale[] =
      own.length === 0 || isRoot
        ? [{ supplier, buyer: owner, value: usd }]
        : own.map(({ buyer, share }) => ({ supplier, buyer, value: usd * share }));
    if (isRoot) for (const { buyer } of parts) roots.add(buyer);
    return parts.filter((sale) => sale.supplier !== sale.buyer && sale.value > 0);
  });
  return { sales, sellers, roots, withoutValue };

  /** Those of an owner that sell what takes the product, with their parts of what they sell together. */
  function takersOf(owner: string, product: string): readonly Taker[] {
    const key = by === "country-product" ? `${owner}\n${product}` : owner;
    const known = takers.get(key);
    if (known !== undefined) return known;
    const own = [...(sellersOf.get(owner) ?? [])].filter(
      (id) => by !== "country-product" || takes(product, id.split(" ")[1] as string),
    );
    const total = own.reduce((sum, id) => sum + (sellers.get(id)?.total ?? 0), 0);
    const found = own.map((buyer) => ({ buyer, share: (sellers.get(buyer)?.total ?? 0) / total }));
    takers.set(key, found);
    return found;
  }
}

interface Taker {
  readonly buyer: string;
  readonly share: number;
}

/** Whose facility it is; the country of a country and product. */
function ownerOf({ facilities, parties }: Network, by: CascadeBy, id: string): string {
  if (by === "country-product") return id.split(" ")[0] as string;
  if (by === "firm") return id;
  const facility = facilities.find(id);
  const operator = facility > 0 ? facilities.operator(facility) : -1;
  return operator < 0 ? id : parties.id(operator);
}

function addUp(network: Network, { by, since, until, products, root }: SalesQuestion) {
  const { runs, buy, sell, columns, parties, countries } = network;
  const bought = new Map<string, Bought>();
  const keyOf = (party: number) => (by === "country-product" ? parties.country(party) || UNKNOWN : parties.id(party));
  const window = { since, until, products, facilities: by === "facility" };
  const { withoutValue } = eachSold(network, window, (run, entry, usd) => {
    const code = network.products[buy.product[runs.buyNode[run] as number] as number] as string;
    const isRoot =
      root !== null &&
      code === root.product &&
      (root.to === undefined || countries[runs.destination[run] as number] === root.to);
    const owner = keyOf(buy.party[runs.buyNode[run] as number] as number);
    const supplier = supplierOf(sell.party[runs.sellNode[run] as number] as number, code, entry);
    const key = `${supplier}\n${owner}\n${code}\n${isRoot ? 1 : 0}`;
    const known = bought.get(key);
    if (known === undefined) bought.set(key, { supplier, owner, product: code, isRoot, usd });
    else known.usd += usd;
  });
  return { bought: [...bought.values()], withoutValue };

  function supplierOf(seller: number, code: string, entry: number): string {
    if (by === "country-product") return `${keyOf(seller)} ${code}`;
    const facility = by === "facility" ? (columns.facility[entry] ?? 0) : 0;
    return facility > 0 ? network.facilities.id(facility) : keyOf(seller);
  }
}
