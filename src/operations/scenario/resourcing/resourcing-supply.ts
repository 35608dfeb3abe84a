import type { Book } from "../../../book/book.ts";
import { NotFound } from "../../../errors.ts";
import { isUnusual, OUTLIER_RULE, usualOf } from "../../../network/estimate-outliers.ts";
import type { GoodsKind } from "../../../tariff/goods.ts";
import type { AsOf } from "../../../vocab/as-of.ts";
import { format, fromUnits } from "../../../vocab/decimal.ts";
import { dutyOfTier } from "../../trade/tier-duty.ts";
import type { SupposedSupply } from "./resourcing-edits.ts";
import type { Sums, Supplier } from "./resourcing-supplier.ts";

/** What a supplier offers the buyer in the window, in one world; quantities in t, money in USD per t. */
export interface Supply {
  readonly key: string;
  readonly label: string;
  /** Where the goods come from, alpha-2; "" where nobody says. */
  readonly origin: string;
  /** What it sells to the buyer now, and to all others. */
  readonly now: number;
  readonly elsewhere: number;
  /** What it can make beyond what it sells, as is stated of it; and what a scenario adds. */
  readonly idle: number;
  readonly added: number;
  readonly price: number;
  /** Whose unit value it is: of the way, of all that it sells, of what anybody sells; or what the scenario says. */
  readonly priceOf: "way" | "all" | "usual" | "supposed";
  /** Null where the book has no duties. */
  readonly dutyRate: { readonly low: string; readonly high: string } | null;
  /** Its unit value is so far from the usual that its goods are taken to be others: it sells no more than now. */
  readonly otherGoods: boolean;
  /** How much of the way the scenario leaves, and how much of the supplier, 0 to 1. */
  readonly left: number;
  readonly running: number;
  /** Rules that keep it out, each a sentence. */
  readonly barred: readonly string[];
}

export interface Supplies {
  readonly supplies: readonly Supply[];
  /** The same, were `share` what each ban that holds stops. */
  withBans(share: number): readonly Supply[];
  /** Suppliers that sell the buyer nothing, and all others less than a thousandth of what is asked. */
  readonly small: number;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** Below it a unit value is mostly rounding and samples: that of all sales stands for it. */
const LEAST_KG = 1000;
/** Of what is asked: who sells nobody as much, and the buyer nothing, is no source. */
export const LEAST_PART = 0.001;
/** Unit values further from the median than about three times are those of other goods of the code. */
const COMPARABLE = { ...OUTLIER_RULE, spreads: 0 };

const logOf = ({ usd, kg }: Sums): number => Math.log(usd / kg);
const perTonne = ({ usd, kg }: Sums): number => (1000 * usd) / kg;

/** A world in which suppliers offer: its law, its day, and what is supposed of them. */
export interface SupplyWorld {
  readonly book: Book;
  readonly product: string;
  readonly revision: number;
  readonly to: string;
  readonly days: AsOf;
  /** Length of the window. */
  readonly years: number;
  readonly supposed: SupposedSupply;
  /** What keeps a supplier out, each a sentence. */
  readonly barredOf: (supplier: Pick<Supplier, "origin" | "party">) => readonly string[];
  readonly filled: ((kind: GoodsKind, warnings: string[]) => GoodsKind) | null;
}

type Priced = Omit<Supply, "dutyRate"> & {
  readonly id: string;
  readonly of: Pick<Supplier, "origin" | "members">;
  readonly maker: string | null;
  readonly goods: Sums;
};

/** Who sells the product in the window, at what unit value and duty, with what the scenario adds and takes. */
export function suppliesOf(suppliers: readonly Supplier[], world: SupplyWorld): Supplies {
  const { supposed, barredOf } = world;
  const asked = suppliers.reduce((sum, { way }) => sum + way.kg, 0);
  const logs = suppliers.filter(({ all }) => all.kg >= LEAST_KG).map(({ all }) => logOf(all));
  const usual = usualOf(Float64Array.from(logs).sort(), COMPARABLE);
  const kept = suppliers.filter(({ way, all, idle }) => {
    const could = all.kg + idle;
    return way.kg > 0 || (could > 0 && could >= LEAST_PART * asked);
  });
  const middle = middlePrice(suppliers);
  const sellers = kept.map((supplier): Priced => {
    const { key, id, label, origin, maker, way, all, idle } = supplier;
    const priced = way.kg >= LEAST_KG ? way : all;
    return {
      ...{ key, id, label, origin, maker, of: supplier, goods: priced },
      now: way.kg / 1000,
      elsewhere: (all.kg - way.kg) / 1000,
      idle: idle / 1000,
      added: 0,
      price: supposed.price(origin, priced.kg > 0 ? perTonne(priced) : middle),
      priceOf: priced === way ? "way" : priced.kg > 0 ? "all" : "usual",
      otherGoods: isUnusual(logOf(priced), usual),
      left: supposed.left(supplier),
      running: supposed.running(supplier),
      barred: barredOf(supplier),
    };
  });
  const added = supposed.added.flatMap(({ edit, supplier, grown }): Priced[] => {
    const same = sellers.filter(({ id }) => id === supplier.id);
    const own = same.find(({ origin }) => origin === supplier.origin) ?? same[0];
    const price = edit.price ?? own?.price ?? supposed.price(supplier.origin, middle);
    if (grown === 0) return [];
    const { id, label, origin, maker } = supplier;
    const tonnes = edit.tonnes * grown * world.years;
    return [
      {
        ...{ key: `${id}+${edit.number}`, id, label, origin, maker, of: supplier },
        goods: { kg: 1000 * tonnes, usd: price * tonnes },
        ...{ now: 0, elsewhere: 0, idle: 0, added: tonnes, price, otherGoods: false },
        priceOf: edit.price !== null ? "supposed" : own === undefined ? "usual" : own.priceOf,
        left: supposed.left(supplier),
        running: supposed.running(supplier),
        barred: barredOf(supplier),
      },
    ];
  });
  const offers = [...sellers, ...added];
  const duties = dutiesOf(offers, world);
  const supplies = offers.map(({ id: _, maker: __, goods: ___, of: ____, ...supply }): Supply => {
    return { ...supply, dutyRate: duties.rates.get(supply.key) ?? null };
  });
  return {
    supplies,
    withBans: (share) =>
      supplies.map((supply, at) => ({ ...supply, left: supposed.left((offers[at] as Priced).of, share) })),
    small: suppliers.length - kept.length,
    notes: duties.notes,
    warnings: duties.warnings,
  };
}

/** USD per t in the middle of all that sell enough to tell, or of all where nobody does. */
function middlePrice(suppliers: readonly Supplier[]): number {
  const sold = suppliers.filter(({ all }) => all.kg > 0);
  const told = sold.filter(({ all }) => all.kg >= LEAST_KG);
  const prices = (told.length === 0 ? sold : told).map(({ all }) => perTonne(all)).sort((a, b) => a - b);
  return ((prices[(prices.length - 1) >> 1] ?? 0) + (prices[prices.length >> 1] ?? 0)) / 2;
}

interface Duties {
  readonly rates: ReadonlyMap<string, { readonly low: string; readonly high: string }>;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

function dutiesOf(
  offers: readonly Priced[],
  { book, product, revision, to, days, filled }: Omit<SupplyWorld, "supposed">,
): Duties {
  const parts = offers
    .filter(({ origin }) => origin !== to)
    .map(({ key, label, origin, maker, goods: { kg, usd } }) => ({
      ...{ key, label, origin, maker, rows: 1, share: "0" },
      usd: format(fromUnits(BigInt(Math.max(1, Math.round(usd * 100))), 2)),
      kg: format(fromUnits(BigInt(Math.max(1, Math.round(kg * 1000))), 3)),
    }));
  try {
    const ground = { book, to, code: product, revision, days, ...(filled === null ? {} : { filled }) };
    const { duty, notes, warnings } = dutyOfTier(parts, ground);
    const rates = duty.origins.flatMap(({ key, low, high }) =>
      low === null || high === null ? [] : [[key, { low: low.rate, high: high.rate }] as const],
    );
    return { rates: new Map(rates), notes, warnings };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return { rates: new Map(), notes: [], warnings: [`Duties are taken as 0: ${error.message}`] };
  }
}
