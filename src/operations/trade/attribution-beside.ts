import type { Attribution } from "../../network/attribution/attribute.ts";
import type { InputLink } from "../../network/input-link.ts";
import { findNode } from "../../network/network.ts";
import { compare, type Decimal, format, ONE, times, trim } from "../../vocab/decimal.ts";
import { amountsOf, writeShareOf } from "./attribution-lines.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { eachRow, type RowFilter } from "./attribution-rows.ts";
import type { Window } from "./dataset-facts.ts";
import { countryLabel } from "./labels.ts";
import { writeCents, writeGrams } from "./split-parts.ts";

type Equipment = AttributionResult["equipment"][number];
type Physical = AttributionResult["physical"][number];
type Label = (code: string) => string;

/** Equipment is listed for parties that added at least this part of the root's value. */
const NOTABLE = 1e-4;

interface EquipmentSums {
  cents: number;
  readonly buyers: Map<number, number>;
  readonly origins: Map<string, number>;
}

/** What those who added value bought of the equipment that makes it, as it stands: its value does not enter the shares. */
export function equipmentBeside(attribution: Attribution, window: Window, label: Label): Equipment[] {
  const { shared, added } = attribution.solved;
  const { cone } = shared;
  const { network, recipes, nodes } = cone;
  const found = new Map<number, EquipmentSums>();
  const counted = new Set<string>();
  for (let node = 0; node < nodes.count; node++) {
    const here = added[node] as number;
    if (here < NOTABLE) continue;
    const party = nodes.party[node] as number;
    for (const { product } of recipes.equipment[nodes.product[node] as number] ?? []) {
      if (product >= network.products.length || findNode(network.buy, party, product) < 0) continue;
      const sums = found.get(product) ?? {
        cents: 0,
        buyers: new Map<number, number>(),
        origins: new Map<string, number>(),
      };
      found.set(product, sums);
      const before = sums.cents;
      if (!counted.has(`${party} ${product}`)) {
        counted.add(`${party} ${product}`);
        addPurchases(sums, attribution, { ...window, product: network.products[product] ?? "", buyer: party });
      }
      if (sums.cents > before || sums.buyers.has(party)) sums.buyers.set(party, (sums.buyers.get(party) ?? 0) + here);
    }
  }
  return [...found]
    .filter(([, { cents }]) => cents > 0)
    .sort(([a, x], [b, y]) => y.cents - x.cents || a - b)
    .map(([product, { cents, buyers, origins }]) => {
      const code = network.products[product] ?? "";
      const sorted = [...origins].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
      const amounts = amountsOf(
        sorted.map(([, usd]) => usd / cents),
        BigInt(Math.round(cents)),
      );
      return {
        code,
        label: label(code),
        usd: writeCents(BigInt(Math.round(cents))),
        buyers: buyers.size,
        addedByBuyers: writeShareOf([...buyers.values()].reduce((sum, share) => sum + share, 0)),
        by: sorted.map(([key], at) => ({
          key: key === "" ? "unknown" : key,
          label: countryLabel(key),
          usd: amounts[at]?.usd ?? "0.00",
          share: amounts[at]?.share ?? "0",
        })),
      };
    });
}

function addPurchases(sums: EquipmentSums, attribution: Attribution, filter: RowFilter): void {
  const { network } = attribution.solved.shared.cone;
  eachRow(network, filter, (entry, run) => {
    const cents = network.columns.usd[entry] as number;
    if (!(cents > 0)) return;
    const origin = network.countries[network.runs.origin[run] as number] ?? "";
    sums.cents += cents;
    sums.origins.set(origin, (sums.origins.get(origin) ?? 0) + cents);
  });
}

/** "kg per kWh" of an input and "kWh per piece" of what it goes into: "kg per piece". Null where they do not chain. */
function chainedUnit(input: string, output: string | null): string | null {
  if (output === null) return input;
  const [of, per] = input.split(" per ");
  const [made, root] = output.split(" per ");
  return of !== undefined && per !== undefined && per === made && root !== undefined ? `${of} per ${root}` : null;
}

interface Step {
  readonly link: InputLink;
  readonly amount: Decimal;
  readonly unit: string;
}

const DEEPEST = 6;

/** The materials behind one unit of a product by the amounts of the map, each along its largest way. */
function amountsBehind(links: readonly InputLink[], root: string): Step[] {
  const found = new Map<string, Step>();
  let frontier: { code: string; amount: Decimal; unit: string | null }[] = [{ code: root, amount: ONE, unit: null }];
  for (let depth = 0; depth < DEEPEST && frontier.length > 0; depth++) {
    const next: typeof frontier = [];
    for (const { code, amount, unit } of frontier) {
      for (const link of links) {
        if (link.outputHs !== code || link.kind === "equipment" || link.amount === null || link.amountUnit === null)
          continue;
        const whole = chainedUnit(link.amountUnit, unit);
        const key = `${link.inputHs} ${link.outputHs}`;
        if (whole === null || link.inputHs === root) continue;
        const needed = trim(times(amount, link.amount));
        const before = found.get(key);
        if (before !== undefined && compare(before.amount, needed) >= 0) continue;
        found.set(key, { link, amount: needed, unit: whole });
        next.push({ code: link.inputHs, amount: needed, unit: whole });
      }
    }
    frontier = next;
  }
  return [...found.values()];
}

/**
 * Amounts of material by the map for one unit of the root's product and, for what goes straight into it by weight, how
 * much of the need its sellers were seen to buy. Rows that are alternatives to each other must not be added.
 */
export function physicalBeside(
  attribution: Attribution,
  links: readonly InputLink[],
  root: string,
  bought: RowFilter,
  label: Label,
): Physical[] {
  const sellers = soldToRoot(attribution, bought);
  return amountsBehind(links, root).map(({ link, amount, unit }) => {
    const balance =
      link.outputHs === root && link.amountUnit === "kg per kg"
        ? needAndSeen(attribution, sellers, Number(format(amount)), { ...bought, product: link.inputHs }, root)
        : null;
    return {
      code: link.inputHs,
      label: label(link.inputHs),
      of: link.outputHs,
      amount: format(amount),
      unit,
      basis: link.basis,
      source: link.source,
      needed: balance === null ? null : grams(balance.needed),
      seen: balance?.seen == null ? null : grams(balance.seen),
      unexplained: balance === null ? null : grams(balance.needed - (balance.seen ?? 0)),
    };
  });
}

const grams = (amount: number): string => writeGrams(BigInt(Math.round(amount)));

/** By seller, the grams that the root bought of it. */
function soldToRoot(attribution: Attribution, bought: RowFilter): Map<number, number> {
  const { network } = attribution.solved.shared.cone;
  const sellers = new Map<number, number>();
  eachRow(network, bought, (entry, run) => {
    const kg = network.columns.kg[entry] as number;
    if (!(kg > 0)) return;
    const seller = network.sell.party[network.runs.sellNode[run] as number] as number;
    sellers.set(seller, (sellers.get(seller) ?? 0) + kg);
  });
  return sellers;
}

/**
 * Each seller's need for its sales to the root, and of its purchases the part that falls to them, up to the need; null
 * where the data hold no row of the material.
 */
function needAndSeen(
  attribution: Attribution,
  sellers: ReadonlyMap<number, number>,
  amount: number,
  { product, since, until }: RowFilter,
  root: string,
): { readonly needed: number; readonly seen: number | null } {
  const { network } = attribution.solved.shared.cone;
  const weightOf = (filter: RowFilter): number => {
    let sum = 0;
    eachRow(network, { ...filter, since, until }, (entry) => {
      const kg = network.columns.kg[entry] as number;
      if (kg > 0) sum += kg;
    });
    return sum;
  };
  let [needed, seen] = [0, 0];
  const held = network.products.includes(product);
  for (const [seller, sold] of sellers) {
    const need = sold * amount;
    needed += need;
    const purchases = weightOf({ product, buyer: seller });
    if (purchases === 0) continue;
    const sales = weightOf({ product: root, seller });
    seen += Math.min(need, (purchases * sold) / sales);
  }
  return { needed, seen: held ? seen : null };
}
