import type { Context } from "../../core/context.ts";
import { producersControl } from "../../duty/producer-control.ts";
import { AS_SOLD, type SupposedSupply } from "./resourcing-edits.ts";
import type { MarketAsked, MarketGround } from "./resourcing-ground.ts";
import { groundOfBills } from "./resourcing-parties.ts";
import { ALL_ELIGIBLE, eligibility } from "./resourcing-rules.ts";
import { groundOfStatistics } from "./resourcing-statistics.ts";
import type { MarketWindow, SupplyBy } from "./resourcing-supplier.ts";
import { type Supplies, suppliesOf } from "./resourcing-supply.ts";

/** Offers in one world. */
export interface MarketWorld extends Supplies {
  /** Pairs or rows without a weight or a value, left out of all. */
  readonly silent: number;
  readonly of: number;
}

export interface Market {
  readonly window: MarketWindow;
  readonly buyer: { readonly key: string; readonly label: string };
  readonly by: SupplyBy;
  /** The world as it is, and the one that the question is asked in: the same one without a scenario. */
  readonly asItIs: MarketWorld;
  readonly asked: MarketWorld;
}

/**
 * Reads once who sells the product, with prices, duties, rules and what is supposed of them; nothing is read again for a
 * plan. Throws NotFound where the buyer bought nothing, InvalidInput for what the data cannot be asked.
 */
export async function openMarket(context: Context, asked: MarketAsked): Promise<Market> {
  const { scenario } = context;
  const baseline = scenario?.baseline ?? context;
  const ground = await (asked.dataset.data === "flows" ? groundOfStatistics : groundOfBills)(baseline, asked);
  const asItIs = await worldOf(baseline, ground, asked, AS_SOLD);
  const own = scenario === null ? asItIs : await worldOf(context, ground, asked, await ground.supposed(scenario));
  const { window, buyer, by } = ground;
  return { window, buyer, by, asItIs, asked: own };
}

/** Open verdicts that are named one by one. */
const MOST_NAMED = 5;

async function worldOf(
  context: Context,
  ground: MarketGround,
  asked: MarketAsked,
  supposed: SupposedSupply,
): Promise<MarketWorld> {
  const { product, revision, to, days, dataset, rules = [], undecided = "keep" } = asked;
  const book = await context.openBook();
  const { suppliers, silent, of } = ground.sold(supposed);
  const offers = [...suppliers, ...supposed.added.map(({ supplier }) => supplier)];
  const parties = [...new Set(offers.flatMap(({ party }) => party ?? []))];
  const found =
    rules.length === 0 ? ALL_ELIGIBLE : await eligibility(context, rules, parties, { made: dataset.made, days });
  const border = book.tariff.border(to);
  const makers = [...new Set(offers.flatMap(({ maker }) => maker ?? []))];
  // Of a whole country nobody can say that its makers are under a rule: what turns on that is no duty of all of them.
  const isOfMakers = border !== null && ground.by !== "country";
  const control = isOfMakers ? await producersControl(context, book, border, makers, days) : null;
  const supplies = suppliesOf(suppliers, {
    ...{ book, product, revision, to, days, supposed },
    years: ground.window.years,
    filled: control?.filled ?? null,
    barredOf: (supplier) => [
      ...ground.avoided(supplier),
      ...(found.barred.get(supplier.party ?? "") ?? []),
      ...(undecided === "bar" ? (found.open.get(supplier.party ?? "") ?? []) : []),
    ],
  });
  const open = suppliers.filter(({ party }) => party !== null && found.open.has(party) && !found.barred.has(party));
  const names = [...new Set(open.map(({ label }) => label))];
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return {
    ...supplies,
    silent,
    of,
    notes: [...ground.notes, ...supplies.notes],
    warnings: [
      ...ground.warnings,
      ...supplies.warnings,
      ...(names.length === 0
        ? []
        : [
            `Of ${names.length} suppliers it is not decided whether a rule keeps them out, and they ${undecided === "keep" ? "stay in" : "are left out"}: ${shown}${names.length > MOST_NAMED ? " and others" : ""}.`,
          ]),
    ],
  };
}
