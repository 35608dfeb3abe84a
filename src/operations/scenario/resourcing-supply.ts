import type { Book } from "../../book/book.ts";
import { NotFound } from "../../errors.ts";
import { isUnusual, OUTLIER_RULE, usualOf } from "../../network/estimate-outliers.ts";
import type { TradePartner } from "../../store/queries/trade-partners.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import { format, fromUnits } from "../../vocab/decimal.ts";
import { countryLabel } from "../trade/labels.ts";
import { dutyOfTier } from "../trade/tier-duty.ts";
import type { ScenarioWorld } from "./scenario-world.ts";
import { partnersUnder } from "./trade-under.ts";

/** A country that sells the product to anybody; quantities in t, money in USD per t. */
export interface Supply {
  readonly key: string;
  readonly label: string;
  /** What it sells to the buyer now, and to all others. */
  readonly now: number;
  readonly elsewhere: number;
  readonly price: number;
  readonly priceOf: "way" | "exports";
  readonly dutyRate: { readonly low: string; readonly high: string } | null;
  /** Its unit value is so far from the usual that its goods are taken to be others: it sells no more than now. */
  readonly otherGoods: boolean;
  /** How much of the way is left under the scenario, 0 to 1. */
  readonly left: number;
}

export interface Supplies {
  readonly supplies: readonly Supply[];
  readonly silent: number;
  /** Countries that sell the buyer nothing, and all others less than a thousandth of what is asked. */
  readonly small: number;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** Below it a unit value is mostly rounding and samples: that of all exports stands for it. */
const LEAST_KG = 1000;
/** Of what is asked: who sells nobody as much, and the buyer nothing, is no source. */
export const LEAST_PART = 0.001;
/** Unit values further from the median than about three times are those of other goods of the code. */
const COMPARABLE = { ...OUTLIER_RULE, spreads: 0 };

interface Sums {
  kg: number;
  usd: number;
}

const logOf = ({ usd, kg }: Sums): number => Math.log(usd / kg);

interface Asked {
  readonly book: Book;
  readonly product: string;
  readonly revision: number;
  readonly to: string;
  readonly year: string;
  readonly days: AsOf;
  readonly scenario: ScenarioWorld | null;
}

/** Who exports the product in the year, at what unit value and duty; pairs without a weight or a value are left out. */
export function suppliesOf(
  rows: readonly TradePartner[],
  { book, product, revision, to, year, days, scenario }: Asked,
): Supplies {
  const ways = new Map<string, Sums>();
  const all = new Map<string, Sums>();
  const add = (sums: Map<string, Sums>, key: string, kg: number, usd: number) => {
    const own = sums.get(key) ?? { kg: 0, usd: 0 };
    sums.set(key, { kg: own.kg + kg, usd: own.usd + usd });
  };
  let silent = 0;
  for (const { seller, buyer, kg, usd } of rows) {
    if (seller === to) continue;
    if (Number(kg ?? 0) <= 0 || Number(usd ?? 0) <= 0) {
      silent++;
      continue;
    }
    add(all, seller, Number(kg), Number(usd));
    if (buyer === to) add(ways, seller, Number(kg), Number(usd));
  }
  const asked = [...ways.values()].reduce((sum, { kg }) => sum + kg, 0);
  const usual = usualOf(
    Float64Array.from(
      [...all.values()].filter(({ kg }) => kg >= LEAST_KG),
      logOf,
    ).sort(),
    COMPARABLE,
  );
  const sellers = [...all]
    .filter(([key, whole]) => ways.has(key) || whole.kg >= LEAST_PART * asked)
    .map(([key, whole]) => {
      const way = ways.get(key) ?? { kg: 0, usd: 0 };
      const priced = way.kg >= LEAST_KG ? way : whole;
      return { key, whole, way, priced };
    });
  const duties = dutiesOf(
    sellers.map(({ key, priced }) => ({ key, ...priced })),
    { book, product, revision, to, days },
  );
  return {
    silent,
    small: all.size - sellers.length,
    notes: duties.notes,
    warnings: duties.warnings,
    supplies: sellers.map(
      ({ key, whole, way, priced }): Supply => ({
        key,
        label: countryLabel(key),
        now: way.kg / 1000,
        elsewhere: (whole.kg - way.kg) / 1000,
        price: (1000 * priced.usd) / priced.kg,
        priceOf: priced === way ? "way" : "exports",
        dutyRate: duties.rates.get(key) ?? null,
        otherGoods: isUnusual(logOf(priced), usual),
        left: scenario === null ? 1 : leftOf(scenario, { product, year, seller: key, buyer: to }),
      }),
    ),
  };
}

/** What is left of a kilogram of the way under the scenario, whether anything goes it now or not. */
function leftOf(
  scenario: ScenarioWorld,
  {
    product,
    ...way
  }: { readonly product: string; readonly year: string; readonly seller: string; readonly buyer: string },
): number {
  const [row] = partnersUnder(scenario, product, [{ ...way, rows: 1, usd: "1.00", kg: "1.000" }]);
  return row === undefined ? 0 : Number(row.kg ?? 0);
}

interface Duties {
  readonly rates: ReadonlyMap<string, { readonly low: string; readonly high: string }>;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

function dutiesOf(
  sellers: readonly { readonly key: string; readonly kg: number; readonly usd: number }[],
  ground: {
    readonly book: Book;
    readonly product: string;
    readonly revision: number;
    readonly to: string;
    readonly days: AsOf;
  },
): Duties {
  const parts = sellers.map(({ key, kg, usd }) => ({
    key,
    label: countryLabel(key),
    rows: 1,
    usd: format(fromUnits(BigInt(Math.max(1, Math.round(usd * 100))), 2)),
    kg: format(fromUnits(BigInt(Math.max(1, Math.round(kg * 1000))), 3)),
    share: "0",
  }));
  try {
    const { duty, notes, warnings } = dutyOfTier(parts, { ...ground, code: ground.product });
    const rates = duty.origins.flatMap(({ key, low, high }) =>
      low === null || high === null ? [] : [[key, { low: low.rate, high: high.rate }] as const],
    );
    return { rates: new Map(rates), notes, warnings };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return { rates: new Map(), notes: [], warnings: [`Duties are taken as 0: ${error.message}`] };
  }
}
