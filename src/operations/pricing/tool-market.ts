import { Ambiguous, InvalidInput, NotFound } from "../../errors.ts";
import type { Basis } from "../../evidence/basis.ts";
import { type Month, month } from "../../pricing/month.ts";
import { type ByMonth, readByMonth, withGaps } from "../../pricing/price-path.ts";
import type { MarketMonth } from "../../pricing/tool-month.ts";
import type { PriceOfSeries } from "../../store/queries/figures-of-products.ts";
import { calendarPeriod } from "../../vocab/period.ts";
import { parseUnit } from "../../vocab/quantity.ts";
import type { Context } from "../core/context.ts";
import type { Proposal } from "./tool-input.ts";
import { type PriceBasis, priceIn, quantityIn, requireTerms } from "./tool-units.ts";

const VOLUMES = ["sold", "imported", "market"] as const;
type VolumeOf = (typeof VOLUMES)[number];

/** The months of a proposal, and what is to be said of where they come from. */
export interface ToolMarket extends PriceBasis {
  readonly months: readonly MarketMonth[];
  /** What is traded in all in each month; empty where it is not stated. */
  readonly market: ByMonth;
  readonly path: { readonly from: "file" | "store"; readonly basis: Basis; readonly source: string | null };
  readonly volumes: readonly {
    readonly of: VolumeOf;
    readonly basis: Basis;
    readonly source: string | null;
    readonly total: number;
    readonly months: number;
  }[];
  readonly warnings: readonly string[];
}

/** Reads the path of prices, from the file or the store, and the volumes beside it. Throws InvalidInput. */
export async function toolMarket(context: Context, proposal: Proposal): Promise<ToolMarket> {
  const { currency, unit, terms, path } = proposal;
  const basis: PriceBasis = { currency, unit, terms };
  const { prices, warnings, ...from } =
    path.from === "store" ? await pathOfStore(context, proposal) : pathOfFile(proposal);
  const priced = withGaps(prices);
  const known = new Set(priced.map((one) => one.month));
  const volumes = VOLUMES.flatMap((of) => {
    const stated = proposal.volumes[of];
    if (stated === undefined) return [];
    const { months: given, a_year: aYear, unit: own } = stated;
    const what = `The volume “${of}”`;
    if ((given === undefined) === (aYear === undefined)) {
      throw new InvalidInput(`${what} needs either a_year or months.`);
    }
    const inUnit = (amount: number) => quantityIn(basis, { amount, unit: own }, what);
    const monthly: ByMonth =
      given === undefined
        ? new Map([...known].map((each) => [each, inUnit((aYear ?? 0) / 12)]))
        : new Map([...readByMonth(given)].map(([each, amount]) => [each, amount === null ? null : inUnit(amount)]));
    requireInPath(monthly, known, what);
    const amounts = [...monthly.values()].filter((amount) => amount !== null);
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    return [{ of, monthly, total, months: amounts.length, ...basisOf(stated, what) }];
  });
  const monthly = (of: VolumeOf): ByMonth => volumes.find((one) => one.of === of)?.monthly ?? new Map();
  const [sold, imported] = [monthly("sold"), monthly("imported")];
  return {
    ...basis,
    months: priced.map(({ month: each, figure: price }) => {
      return { month: each, price, sold: sold.get(each) ?? null, imported: imported.get(each) ?? null };
    }),
    market: monthly("market"),
    path: from,
    volumes: volumes.map(({ monthly: _, ...facts }) => facts),
    warnings,
  };
}

interface ReadPath {
  readonly prices: ByMonth;
  readonly from: "file" | "store";
  readonly basis: Basis;
  readonly source: string | null;
  readonly warnings: readonly string[];
}

function pathOfFile({ path }: Proposal): ReadPath {
  const { months, series } = path;
  if (series !== undefined) {
    throw new InvalidInput("The path names a series of the store and does not say from: store.");
  }
  const prices = readByMonth(months ?? {});
  if (![...prices.values()].some((price) => price !== null)) {
    throw new InvalidInput("The path holds no price.", {
      hint: 'Give months, such as {"2026-01..2026-12": 63}, or from: store with a series.',
    });
  }
  return { prices, from: "file", warnings: [], ...basisOf(path, "The path of prices") };
}

/** What comes of no source has to say that it is assumed. */
function basisOf(
  { basis, source }: { readonly basis?: Basis | undefined; readonly source?: string | undefined },
  what: string,
): { readonly basis: Basis; readonly source: string | null } {
  if (basis === undefined && source === undefined) {
    throw new InvalidInput(`${what} says neither where it comes from nor that it is assumed.`, {
      hint: "Add source: … or basis: assumed.",
    });
  }
  if (basis !== undefined && basis !== "assumed" && source === undefined) {
    throw new InvalidInput(`${what} is said to be ${basis} and names no source.`, { hint: "Add source: …." });
  }
  return { basis: basis ?? "reported", source: source ?? null };
}

function requireInPath(monthly: ByMonth, known: ReadonlySet<Month>, what: string): void {
  const beyond = [...monthly.keys()].find((each) => !known.has(each));
  if (beyond === undefined) return;
  const months = [...known].sort();
  throw new InvalidInput(
    `${what} is stated for “${beyond}”, outside the path of prices from ${months[0]} to ${months.at(-1)}.`,
  );
}

/** A monthly series of the store, in the unit of the proposal. */
async function pathOfStore(context: Context, { path, currency, unit, terms }: Proposal): Promise<ReadPath> {
  const { series, source, since, until, months } = path;
  if (series === undefined || months !== undefined) {
    throw new InvalidInput("A path from the store names its series, and states no months of its own.");
  }
  const { pricesOfSeries } = await import("../../store/queries/figures-of-products.ts");
  const found = await (await context.openEngine()).rows<PriceOfSeries>(pricesOfSeries([series]), context.signal);
  const own = found.filter(({ source_id }) => source === undefined || source_id === source);
  const sources = [...new Set(own.map(({ source_id }) => source_id ?? ""))];
  const what = `The series “${series}”`;
  if (own.length === 0) {
    throw new NotFound(`The store holds no prices of the series “${series}”.`, {
      hint: "Import a table of prices with headwater import, or state the path in the file.",
    });
  }
  if (sources.length > 1) {
    throw new Ambiguous(`${what} is in ${sources.length} sources.`, sources, {
      hint: `Add source: one of ${sources.join(", ")}.`,
    });
  }
  const basis: PriceBasis = { currency, unit, terms };
  const prices = new Map<Month, number | null>();
  for (const row of own) {
    if (calendarPeriod(row.period).frequency !== "monthly") {
      throw new InvalidInput(`${what} is not monthly: it has the period “${row.period}”.`, {
        hint: "A year says nothing of its months: state the path in the file, and that it is assumed.",
      });
    }
    const at = month(row.period);
    if ((since !== undefined && at < since) || (until !== undefined && at >= until)) continue;
    if (prices.has(at))
      throw new InvalidInput(`${what} has two prices of ${at}.`, { hint: "Undo one of the imports." });
    requireTerms(basis, row.terms, what);
    const stated = { price: Number(row.value), currency: row.currency };
    if (row.unit === null) throw new InvalidInput(`${what} does not say the unit that its price is of.`);
    prices.set(at, priceIn(basis, { ...stated, unit: parseUnit(row.unit) }, what));
  }
  if (prices.size === 0) throw new NotFound(`${what} has no price between the months asked.`);
  const silent = own.every((row) => row.terms === null);
  return {
    ...{ prices, from: "store", basis: "reported", source: sources[0] || null },
    warnings: silent ? [`${what} does not say its terms: “${terms}” is what the file says.`] : [],
  };
}
