import type { ResourcingResult } from "../../../src/operations/scenario/resourcing/resourcing-result.ts";
import type { Table } from "../../../src/render/document.ts";
import { decimal, format, minus, round, ZERO } from "../../../src/vocab/decimal.ts";

type Flow = NonNullable<ResourcingResult["plan"]>["flows"][number];
type Supplier = Pick<Flow, "key" | "label" | "origin" | "quantity">;

/** Of an answer, the plan under the scenario and that of the world as it is. */
export interface PlansSeen {
  readonly plan: {
    readonly flows: readonly (Supplier & Pick<Flow, "capacity" | "price" | "duty" | "landed">)[];
  } | null;
  readonly asItIs: { readonly flows: readonly Supplier[] } | null;
}

const tonnes = { type: "number", unit: "t" } as const;
const perTonne = { type: "number", unit: "USD per t" } as const;

const SMALL = 10;
const NONE = "0";

export const isNothing = (text: string): boolean => decimal(text).units === ZERO.units;

/** Tonnes to one place, below ten to the kilogram. */
const t = (text: string): string =>
  isNothing(text) ? NONE : format(round(decimal(text), Math.abs(Number(text)) < SMALL ? 3 : 1));
const usd = (text: string | null): string | null => (text === null ? null : format(round(decimal(text), 0)));

/** A supplier in the plan of the world as it is and in that under the scenario; t. */
export interface SupplierChange {
  readonly key: string;
  readonly label: string;
  readonly origin: string | null;
  readonly before: string;
  readonly after: string;
}

/** Everybody who brings something in one plan or the other, the largest change first. */
export function supplierChanges({ plan, asItIs }: PlansSeen): readonly SupplierChange[] {
  const before = new Map((asItIs?.flows ?? []).map((flow) => [flow.key, flow]));
  const after = new Map((plan?.flows ?? []).map((flow) => [flow.key, flow]));
  const change = ({ before: was, after: is }: SupplierChange): number => Math.abs(Number(is) - Number(was));
  return [...new Map([...before, ...after]).values()]
    .map(({ key, label, origin }) => ({
      ...{ key, label, origin },
      // Without a scenario there is one plan.
      before: (asItIs === null ? after : before).get(key)?.quantity ?? NONE,
      after: after.get(key)?.quantity ?? NONE,
    }))
    .sort((a, b) => change(b) - change(a) || Number(b.after) - Number(a.after) || (a.key < b.key ? -1 : 1));
}

/** Who brings how much, as it is and under the scenario, at what cost. */
export function planTable(result: PlansSeen): Table {
  const flows = new Map((result.plan?.flows ?? []).map((flow) => [flow.key, flow]));
  return {
    kind: "table",
    title: "Who brings it",
    columns: [
      { name: "supplier", label: "Supplier", type: "text" },
      { name: "baseline", label: "Baseline plan", ...tonnes },
      { name: "scenario", label: "Scenario plan", ...tonnes },
      { name: "difference", label: "Difference", ...tonnes },
      { name: "could_sell", label: "Could sell", ...tonnes },
      { name: "price", label: "Price", ...perTonne },
      { name: "duty", label: "Duty", ...perTonne },
      { name: "landed", label: "Landed", ...perTonne },
    ],
    rows: supplierChanges(result).map(({ key, label, before, after }) => {
      const flow = flows.get(key);
      return [
        label,
        t(before),
        t(after),
        t(format(minus(decimal(after), decimal(before)))),
        ...(flow === undefined
          ? [null, null, null, null]
          : [t(flow.capacity), usd(flow.price), usd(flow.duty), usd(flow.landed)]),
      ];
    }),
  };
}

/** Who is not chosen, and why. */
export function notChosenTable({ notChosen }: Pick<NonNullable<ResourcingResult["plan"]>, "notChosen">): Table {
  return {
    kind: "table",
    title: "Not chosen, the next best first",
    columns: [
      { name: "supplier", label: "Supplier", type: "text" },
      { name: "now", label: "Now", ...tonnes },
      { name: "could_sell", label: "Could sell", ...tonnes },
      { name: "landed", label: "Landed", ...perTonne },
      { name: "dearer_by", label: "Dearer by", ...perTonne },
      { name: "because", label: "Why", type: "text" },
    ],
    rows: notChosen.map((one) => [
      one.label,
      t(one.now),
      t(one.capacity),
      usd(one.landed),
      usd(one.dearerBy),
      one.because,
    ]),
  };
}

/** Of a plan that is none: what stands in the way. */
export function missingTable({ missing }: Pick<ResourcingResult, "missing">): Table {
  return {
    kind: "table",
    title: "What stands in the way",
    columns: [
      { name: "supplier", label: "Supplier", type: "text" },
      { name: "could_sell", label: "At most", ...tonnes },
      { name: "because", label: "Why", type: "text" },
    ],
    rows: missing.flatMap(({ usedUp, barred }) => [
      ...barred.map((one) => [one.label, t(one.capacity), one.because]),
      ...usedUp.map((one) => [one.label, t(one.most), "It is used up."]),
    ]),
  };
}
