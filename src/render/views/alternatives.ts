import type { AlternativesResult } from "../../operations/alternatives.ts";
import type { Answer } from "../../operations/core/answer.ts";
import { decimal, format, round } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Column, Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

const SMALL = 10;

/** Rounded for reading: tonnes to one place, below ten to the kilogram, USD per t to the dollar. */
const rounded = (text: string | null, places: number): Cell =>
  text === null ? null : format(round(decimal(text), places));
const t = (text: string | null): Cell => rounded(text, Math.abs(Number(text)) < SMALL ? 3 : 1);
const usd = (text: string | null): Cell => rounded(text, 0);

const tonnes = (name: string, label: string): Column => ({ name, label, type: "number", unit: "t" });
const perTonne = (name: string, label: string): Column => ({ name, label, type: "number", unit: "USD per t" });

const PRICE_OF = {
  way: "this way",
  all: "all sales",
  usual: "the middle of all",
  supposed: "the scenario",
} as const;

type Plan = NonNullable<AlternativesResult["plan"]>;

function planBlocks({ flows, otherFlows, worth, notChosen, others }: Plan): Block[] {
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

/** What the scenario changes of the plan, in a sentence. */
function asItIsBlocks({ asItIs, plan }: AlternativesResult): Block[] {
  if (asItIs === null) return [];
  const left = `${t(asItIs.unmet)} t ${asItIs.state === "planned" ? "stay unmet" : "are missing"}`;
  const cost = asItIs.bought === null ? "" : ` for USD ${usd(asItIs.bought)} landed`;
  const more =
    asItIs.more === null || plan === null ? "" : `: the scenario costs USD ${usd(asItIs.more)} more, penalty counted`;
  return [
    {
      kind: "paragraph",
      text: `Without the scenario the plan by the same terms buys${cost}, and ${left}${more}.`,
    },
  ];
}

function missingBlocks({ missing }: AlternativesResult): Block[] {
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

export function alternativesView(answer: Answer<AlternativesResult>): Document {
  const { result } = answer;
  const { plan, baseline, sensitivity, assumptions } = result;
  return {
    ...banner(answer.coverage),
    title: `Who could sell HS ${formatHs(result.product.code)} (${result.product.label}) to ${result.buyer.label}, ${result.year}`,
    blocks: [
      { kind: "paragraph", text: result.because },
      ...warnings(answer),
      ...asItIsBlocks(result),
      ...(plan === null ? missingBlocks(result) : planBlocks(plan)),
      ...(baseline.faults.length === 0
        ? []
        : [{ kind: "note", title: "What of today's trade the plan may not keep", items: baseline.faults } as const]),
      {
        kind: "table",
        title: "If suppliers could redirect more or less of what they sell to others",
        columns: [
          { name: "redirect", label: "Redirected", type: "share" },
          { name: "state", label: "Plan", type: "text" },
          { name: "cost", label: "Cost with penalty", type: "usd" },
          tonnes("unmet", "Unmet"),
          { name: "suppliers", label: "Suppliers", type: "count" },
        ],
        rows: sensitivity.map((one) => [one.redirect, one.state, one.cost, t(one.unmet), one.suppliers]),
      },
      {
        kind: "note",
        title: `${counted(assumptions.length, "assumption")}`,
        items: assumptions.map(({ name, value, basis, about }) => `${name}: ${value}, ${about} (${basis})`),
      },
      ...closing(answer, `${result.dataset.title}.`),
    ],
  };
}
