import type { Answer } from "../../operations/core/answer.ts";
import type { LandedCostResult } from "../../operations/landed-cost.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document } from "../document.ts";
import { closing, warnings } from "./parts.ts";

function bomBlocks({ bom }: LandedCostResult): Block[] {
  if (bom === null) return [];
  const perKwh = (name: string, label: string) => ({ name, label, type: "number", unit: "USD per kWh" }) as const;
  return [
    {
      kind: "table",
      title: "A battery system per kWh, by where it is made",
      columns: [
        { name: "way", label: "Imported", type: "text" },
        perKwh("before", "Before"),
        perKwh("duty", "Duty"),
        perKwh("after", "After"),
        { name: "bears", label: "Who pays it", type: "text" },
      ],
      rows: bom.ways.map(({ about, before, duty, after, bears }) => [about, before, duty, after, bears]),
    },
    {
      kind: "table",
      title: "Materials",
      columns: [
        { name: "name", label: "Material", type: "text" },
        perKwh("before", "Before"),
        perKwh("duty", "Duty"),
        perKwh("after", "After"),
      ],
      rows: bom.materials.map(({ name, before, duty, after }) => [name, before, duty, after]),
    },
  ];
}

export function landedCostView(answer: Answer<LandedCostResult>): Document {
  const { result, on } = answer;
  const [best] = result.offers;
  const compared = result.domestic !== null;
  const money = (name: string, label: string) => ({ name, label, type: "number", unit: "USD" }) as const;
  return {
    title: `What HTS ${formatHs(result.product)} costs at the border of ${result.to.label} on ${on}`,
    blocks: [
      ...(best === undefined
        ? []
        : [
            {
              kind: "paragraph",
              text: `${best.name} is the cheapest at ${best.perUnit} USD a ${result.unit}.`,
            } as const,
          ]),
      ...warnings(answer),
      {
        kind: "table",
        title: "Offers",
        main: true,
        columns: [
          { name: "name", label: "Offer", type: "text" },
          { name: "origin", label: "Origin", type: "text" },
          money("price", `Price a ${result.unit}`),
          money("carriage", "Freight"),
          money("insurance", "Insurance"),
          money("duties", "Duties"),
          { name: "rate", label: "Rate", type: "share" },
          money("fees", "Fees"),
          money("finance", "Interest"),
          money("per_unit", `Landed a ${result.unit}`),
          ...(compared
            ? ([
                { name: "against_domestic", label: "Over domestic", type: "share" },
                money("break_even_price", "Break-even price"),
                { name: "break_even_duty", label: "Break-even duty", type: "share" },
              ] as const)
            : []),
        ],
        rows: result.offers.map((offer) => [
          offer.name,
          offer.origin.label,
          offer.price,
          offer.freight,
          offer.insurance,
          offer.duties,
          offer.rate,
          offer.fees,
          offer.finance,
          offer.perUnit,
          ...(compared ? [offer.againstDomestic, offer.breakEvenPrice, offer.breakEvenDuty] : []),
        ]),
      },
      ...bomBlocks(result),
      ...closing(answer),
    ],
  };
}
