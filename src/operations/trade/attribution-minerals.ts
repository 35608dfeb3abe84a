import type { Attribution } from "../../network/attribution/attribute.ts";
import { MINERAL_CONTENTS } from "../../network/attribution/mineral-content.ts";
import { type Amounts, type MineralBalance, physicalAttribution } from "../../network/attribution/physical.ts";
import type { InputLink } from "../../network/input-link.ts";
import { decimal, format, fromUnits, round, toNumber, trim } from "../../vocab/decimal.ts";
import { writeShareOf } from "./attribution-lines.ts";
import type { AttributionResult } from "./attribution-result.ts";

type Minerals = AttributionResult["minerals"][number];

const PLACES = 6;

/**
 * Kilograms of each mineral in one unit of what was bought: by the map, in the records of the chain, and the balance.
 * A line for one kg, priced by the weights of the root's rows, and one for each other unit in which the map counts the
 * product, priced by the asker alone (`unitPrice`, USD). Lines that say nothing of any mineral are left out.
 */
export function mineralsBeside(
  attribution: Attribution,
  links: readonly InputLink[],
  product: string,
  unitPrice: string | undefined,
): Minerals[] {
  const asked = unitPrice === undefined ? undefined : toNumber(decimal(unitPrice)) * 100;
  const counted = unitsOf(links, product);
  return ["kg", ...counted].flatMap((unit) => {
    const isAsked = asked !== undefined && (unit !== "kg" || counted.length === 0);
    const price = isAsked ? { unitPrice: asked } : {};
    const found = physicalAttribution(attribution, links, MINERAL_CONTENTS, { unit, ...price });
    const of = found.minerals.filter(({ needed, observed }) => needed !== null || (observed ?? 0) > 0).map(written);
    if (of.length === 0) return [];
    const usd = found.unitPrice === null ? null : number(found.unitPrice / 100);
    const priced = usd === null ? null : isAsked ? ("asked" as const) : ("rows" as const);
    return [{ unit, unitUsd: usd, priced, weighed: usd === null ? null : writeShareOf(found.weighed), of }];
  });
}

/** Units other than weight in which the map counts a product's inputs, such as kWh. */
function unitsOf(links: readonly InputLink[], product: string): string[] {
  const units = new Set<string>();
  for (const { outputHs, amount, amountUnit, kind } of links) {
    if (outputHs !== product || amount === null || kind === "equipment") continue;
    const [, per] = (amountUnit ?? "").split(" per ");
    if (per !== undefined && per !== "kg") units.add(per);
  }
  return [...units].sort();
}

function written({ mineral, needed, observed, unexplained }: MineralBalance): Minerals["of"][number] {
  return {
    mineral,
    needed: needed === null ? null : between(needed),
    observed: observed === null ? null : number(observed),
    unexplained: unexplained === null ? null : between(unexplained),
  };
}

const between = ({ low, high }: Amounts) => ({ low: number(low), high: number(high) });

/** Six places: the amounts of the map have no more. */
function number(value: number): string {
  return format(trim(round(fromUnits(BigInt(Math.round(value * 1e9)), 9), PLACES)));
}
