import { type CascadePlan, planCascade } from "../../../scenario/cascade/cascade-plan.ts";
import { ESSENTIAL, firmNetwork, IGNORED, NON_ESSENTIAL } from "../../../scenario/cascade/firm-network.ts";
import type { IsoDate } from "../../../vocab/iso-date.ts";
import type { CascadeResult } from "./cascade-result.ts";

/** What an input is to what is made of it. */
export type InputNeed = typeof IGNORED | typeof NON_ESSENTIAL | typeof ESSENTIAL;

export const INPUT_NEEDS: readonly InputNeed[] = [IGNORED, NON_ESSENTIAL, ESSENTIAL];

/** One firm, or facility, or country and product. */
export interface CascadeFirm {
  readonly id: string;
  readonly label: string;
  readonly sector: string;
}

export interface Sale {
  readonly supplier: string;
  readonly buyer: string;
  readonly value: number;
}

/** Firms and what they sell each other, from files or from a store. */
export interface CascadeWorld {
  readonly firms: readonly CascadeFirm[];
  readonly sales: Iterable<Sale>;
  /** What an input of one sector is to firms of another, where the model is "mixed". */
  readonly need: (input: string, buyer: string) => InputNeed;
  readonly facts: Omit<CascadeResult["network"], "firms" | "sectors" | "links" | "sales">;
  readonly made: boolean;
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** What counts as a firm. */
export type CascadeBy = "firm" | "facility" | "country-product";

export type CascadeModel = "linear" | "essential" | "mixed";

/** A world in numbers; firm k of the plan is firms[k], in order of their ids whatever the order of the rows. */
export interface PlannedWorld {
  readonly plan: CascadePlan;
  readonly firms: readonly CascadeFirm[];
  readonly sectors: number;
  readonly links: number;
  readonly sales: number;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers the firms and lays their sales out under a production function. */
export function planWorld(
  { firms: given, sales, need }: CascadeWorld,
  { model, replaceability }: { readonly model: CascadeModel; readonly replaceability: boolean },
): PlannedWorld {
  const firms = [...given].sort((a, b) => order(a.id, b.id));
  const numberOf = new Map(firms.map(({ id }, at) => [id, at]));
  const sectors = [...new Set(firms.map(({ sector }) => sector))].sort(order);
  const sectorOf = new Map(sectors.map((name, at) => [name, at]));
  const supplier: number[] = [];
  const buyer: number[] = [];
  const weight: number[] = [];
  for (const sale of sales) {
    supplier.push(numberOf.get(sale.supplier) as number);
    buyer.push(numberOf.get(sale.buyer) as number);
    weight.push(sale.value);
  }
  const network = firmNetwork(
    Int32Array.from(firms, ({ sector }) => sectorOf.get(sector) as number),
    sectors.length,
    { supplier: Int32Array.from(supplier), buyer: Int32Array.from(buyer), weight: Float64Array.from(weight) },
  );
  const needs: Readonly<Record<CascadeModel, (input: number, buyer: number) => InputNeed>> = {
    linear: () => NON_ESSENTIAL,
    essential: () => ESSENTIAL,
    mixed: (input, to) => need(sectors[input] as string, sectors[to] as string),
  };
  return {
    plan: planCascade(network, needs[model], { replaceability }),
    firms,
    sectors: sectors.length,
    links: network.buyer.length,
    sales: network.sales.reduce((sum, one) => sum + one, 0),
  };
}
