import type { ResourcingResult } from "../../operations/scenario/resourcing/resourcing-result.ts";
import { decimal, format, round } from "../../vocab/decimal.ts";
import type { Block, Cell, Column } from "../document.ts";
import { counted } from "./parts.ts";

const SMALL = 10;

/** Rounded for reading: tonnes to one place, below ten to the kilogram, USD per t to the dollar. */
const rounded = (text: string | null, places: number): Cell =>
  text === null ? null : format(round(decimal(text), places));
export const t = (text: string | null): Cell => rounded(text, Math.abs(Number(text)) < SMALL ? 3 : 1);
const usd = (text: string | null): Cell => rounded(text, 0);

export const tonnes = (name: string, label: string): Column => ({ name, label, type: "number", unit: "t" });
const perTonne = (name: string, label: string): Column => ({ name, label, type: "number", unit: "USD per t" });

const PRICE_OF = {
  way: "this way",
  all: "all sales",
  usual: "the middle of all",
  supposed: "the scenario",
} as const;

type Plan = NonNullable<ResourcingResult["plan"]>;

function flowBlocks({ flows, otherFlows, worth, notChosen, others }: Plan): Block[] {
  const isSwitched = flows.some(({ switching }) => Number(switching) > 0);
  return [
    {
      kind: "table",
      title:
        otherFlows.suppliers === 0
          ? "The plan"
          : `The plan; ${otherFlows.quantity} t of ${counted(otherFlows.suppliers, "other supplier")} are not shown`,
      main: true,
      columns: [
        { name: "supplier", label: "Supplier", type: "text" },
        tonnes("now", "Now"),
        tonnes("quantity", "In the plan"),
        { name: "share", label: "Share", type: "share" },
        tonnes("capacity", "Could sell"),
        perTonne("price", "Price"),
        { name: "price_of", label: "of", type: "text" },
        perTonne("duty", "Duty"),
        perTonne("landed", "Landed"),
        ...(isSwitched ? [perTonne("switching", "Switching")] : []),
      ],
      rows: flows.map((one) => [
        one.label,
        t(one.now),
        t(one.quantity),
        one.share,
        t(one.capacity),
        usd(one.price),
        PRICE_OF[one.priceOf],
        usd(one.duty),
        usd(one.landed),
        ...(isSwitched ? [usd(one.switching)] : []),
      ]),
    },
    {
      kind: "table",
      title:
        others === 0
          ? "Not chosen, the next best first"
          : `Not chosen, the next best first; ${others} more are not shown`,
      columns: [
        { name: "supplier", label: "Supplier", type: "text" },
        tonnes("now", "Now"),
        tonnes("capacity", "Could sell"),
        perTonne("landed", "Landed"),
        perTonne("dearer_by", "Dearer by"),
        { name: "why", label: "Why", type: "code" },
        { name: "because", label: "Because", type: "text" },
      ],
      rows: notChosen.map((one) => [
        one.label,
        t(one.now),
        t(one.capacity),
        usd(one.landed),
        usd(one.dearerBy),
        one.why,
        one.because,
      ]),
    },
    ...(worth.length === 0
      ? []
      : [
          {
            kind: "table",
            title: "What one more tonne would save",
            columns: [
              { name: "supplier", label: "Of", type: "text" },
              { name: "what", label: "Limit", type: "code" },
              tonnes("most", "At most"),
              perTonne("worth", "Worth"),
            ],
            rows: worth.map(({ label, what, most, worth: saved }) => [label, what, t(most), usd(saved)]),
          } as const,
        ]),
  ];
}

function missingBlocks({ missing }: ResourcingResult): Block[] {
  return missing.flatMap(({ usedUp, barred }): Block[] => [
    {
      kind: "table",
      title: "What stands in the way",
      main: true,
      columns: [
        { name: "supplier", label: "Supplier", type: "text" },
        { name: "limit", label: "Limit", type: "code" },
        tonnes("most", "At most"),
        { name: "because", label: "Because", type: "text" },
      ],
      rows: [
        ...barred.map(({ label, capacity, because }) => [label, "barred", t(capacity), because]),
        ...usedUp.map(({ label, what, most }) => [label, what, t(most), "It is used up."]),
      ],
    },
  ]);
}

/** The plan under the scenario, or what is missing for one, and what the scenario changes of it. */
export function planBlocks(result: ResourcingResult): Block[] {
  const { plan, baseline, asItIs } = result;
  return [
    ...(asItIs === null ? [] : [{ kind: "paragraph", text: asItIs.because } as const]),
    ...(plan === null ? missingBlocks(result) : flowBlocks(plan)),
    ...(baseline.faults.length === 0
      ? []
      : [{ kind: "note", title: "What of today's trade the plan may not keep", items: baseline.faults } as const]),
  ];
}
