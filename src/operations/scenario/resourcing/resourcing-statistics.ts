import { InvalidInput, NotFound } from "../../../errors.ts";
import type { TradePartner } from "../../../store/queries/trade-partners.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import type { Context } from "../../core/context.ts";
import { placeOf, tradeOfProduct } from "../../market/trade-of-product.ts";
import { countryLabel } from "../../trade/labels.ts";
import type { ScenarioWorld } from "../scenario-world.ts";
import { tradeEdits } from "../trade-under.ts";
import { type Added, capacityEdits, grownOn, type SupposedSupply, supposedSupply } from "./resourcing-edits.ts";
import type { MarketAsked, MarketGround } from "./resourcing-ground.ts";
import type { Sold, Sums, Supplier } from "./resourcing-supplier.ts";
import { windowOfYear, yearOfStatistics } from "./resourcing-window.ts";

const NONE: Sums = { kg: 0, usd: 0 };

/** Countries that sell the product, by the trade of one year between all of them. */
export async function groundOfStatistics(context: Context, asked: MarketAsked): Promise<MarketGround> {
  refuseParties(asked);
  const { dataset, product, to } = asked;
  const rows = await tradeOfProduct(context, dataset, product);
  const years = [...new Set(rows.map((row) => row.year))].sort();
  const year = yearOfStatistics(years, asked);
  const sold = soldByCountries(
    rows.filter((row) => row.year === year),
    to,
  );
  if (sold.suppliers.every(({ way }) => way.kg === 0)) {
    throw new NotFound(
      `“${dataset.source}” holds no purchases of HS ${formatHs(product)} by ${inSentence(countryLabel(to))} in “${year}” with a weight and a value.`,
      { hint: `It holds trade in it of ${years.join(", ")}.` },
    );
  }
  const avoided = (asked.avoid ?? []).map(placeOf);
  return {
    window: windowOfYear(year),
    buyer: { key: to, label: countryLabel(to) },
    by: "country",
    sold: () => sold,
    supposed: async (world) => supposedOfCountries(world, asked),
    avoided: ({ origin }) =>
      avoided
        .filter(({ members }) => members.has(origin))
        .map(({ label, group }) => `It is to be avoided${group ? ` (${label})` : ""}.`),
    notes: [
      "Suppliers are countries: who in them makes the goods, who controls them, and whether a plant has room, is not seen.",
      "What a country could sell is what it exports, within the share that is assumed to turn: capacity that stands idle is not in trade.",
    ],
    warnings:
      sold.silent === 0
        ? []
        : [`${sold.silent} of ${sold.of} pairs of countries state no weight or no value and are left out.`],
  };
}

/** Statistics know no parties. */
function refuseParties({ dataset, by, buyer, rules }: MarketAsked): void {
  const hint = { hint: "Name a source of shipments (--data shipments, --source ID)." };
  if (by !== undefined && by !== "country") {
    throw new InvalidInput(
      `Trade statistics such as “${dataset.source}” name no ${by}: they are planned by country.`,
      hint,
    );
  }
  if (buyer !== undefined) {
    throw new InvalidInput(`Trade statistics such as “${dataset.source}” do not know the buyer “${buyer}”.`, hint);
  }
  const [rule] = rules ?? [];
  if (rule !== undefined) {
    throw new InvalidInput(`The rule “${rule}” asks of parties, and “${dataset.source}” names none.`, hint);
  }
}

function soldByCountries(rows: readonly TradePartner[], to: string): Sold {
  const ways = new Map<string, Sums>();
  const all = new Map<string, Sums>();
  const add = (sums: Map<string, Sums>, key: string, kg: number, usd: number) => {
    const own = sums.get(key) ?? NONE;
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
  const suppliers = [...all].map(
    ([key, whole]): Supplier => ({
      ...{ key, id: key, origin: key, label: countryLabel(key), party: null, maker: null, idle: 0 },
      way: ways.get(key) ?? NONE,
      all: whole,
      members: [{ seller: key, facility: 0, kg: whole.kg }],
    }),
  );
  return { suppliers, silent, of: rows.length };
}

/** Statistics know no party but countries: only what is said of those reaches them. */
function supposedOfCountries(world: ScenarioWorld, { product, to, days }: MarketAsked): SupposedSupply {
  const stops = tradeEdits(world, "flows").flatMap((edit) => (edit.kind === "ban" ? [{ ...edit, seller: null }] : []));
  const added = capacityEdits(world, product).flatMap((edit): Added[] => {
    if (edit.origin === null) return [];
    world.read.add(edit.number);
    return [{ edit, supplier: addedByCountry(edit.origin), grown: grownOn(edit, days.on) }];
  });
  return supposedSupply(world, { product, to }, { stops, out: [], facilities: new Map() }, added);
}

/** Somebody in a country who can sell more than anybody there does. */
export function addedByCountry(origin: string): Added["supplier"] {
  const members = [{ seller: origin, facility: 0, kg: 0 }];
  return { id: origin, label: `${countryLabel(origin)} (added)`, origin, party: null, maker: null, members };
}
