import { chartCaption } from "../../charts/chart-caption.ts";
import { tornado, tornadoSvg } from "../../charts/tornado.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { WhatIfResult } from "../../operations/whatif.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Column, Document, Picture } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { planBlocks, t, tonnes } from "./plan-blocks.ts";
import { cascadeBlocks } from "./whatif-cascade.ts";
import { whatIfControlBlocks } from "./whatif-control.ts";
import { whatIfDutyBlocks } from "./whatif-duty.ts";
import { figureCell } from "./whatif-figure.ts";
import { hitsBlocks } from "./whatif-hits.ts";
import { pricesBlocks } from "./whatif-prices.ts";
import { weeksBlocks } from "./whatif-weeks.ts";

const CHART_WIDTH = 760;

type Tornado = WhatIfResult["sensitivity"][number];

const text = (name: string, label: string): Column => ({ name, label, type: "text" });

/** Baseline, scenario and difference; then each scenario that it is compared with. */
function figureBlocks({ figures, compare, scenario }: WhatIfResult): Block[] {
  if (figures.length === 0 && compare.every((other) => other.figures.length === 0)) return [];
  const names = [...new Set([figures, ...compare.map((other) => other.figures)].flat().map(({ name }) => name))];
  const of = (all: WhatIfResult["figures"], name: string) => all.find((each) => each.name === name);
  const first: Block = {
    kind: "table",
    title: "Baseline and scenario",
    main: true,
    columns: [
      text("figure", "Figure"),
      text("baseline", "Baseline"),
      text("scenario", "Scenario"),
      text("difference", "Difference"),
    ],
    rows: figures.map(({ name, unit, baseline, scenario: own, difference }) => [
      name,
      figureCell(baseline, unit),
      figureCell(own, unit),
      figureCell(difference, unit, { signed: true }),
    ]),
  };
  if (compare.length === 0) return [first];
  return [
    first,
    {
      kind: "table",
      title: "Scenarios side by side",
      columns: [
        text("figure", "Figure"),
        ...[scenario.title, ...compare.map(({ title }) => title)].map((title, at) => text(`scenario_${at + 1}`, title)),
      ],
      rows: names.map((name) => [
        name,
        ...[figures, ...compare.map((other) => other.figures)].map((all) => {
          const found = of(all, name);
          return found === undefined ? null : figureCell(found.scenario, found.unit);
        }),
      ]),
    },
    ...compare.map((other): Block => ({ kind: "paragraph", text: other.because })),
  ];
}

function withoutBlocks({ without }: WhatIfResult): Block[] {
  if (without.length === 0) return [];
  return [
    {
      kind: "table",
      title: "What is left without a source",
      columns: [
        text("product", "Product"),
        text("buyer", "Buyer"),
        tonnes("tonnes", "No plan brings"),
        { name: "share", label: "of what it buys", type: "share" },
      ],
      rows: without.map(({ product, buyer, tonnes: left, share }) => [formatHs(product), buyer.label, t(left), share]),
    },
  ];
}

function tornadoPicture({ figure, unit, base, runs }: Tornado): Picture {
  const [first] = runs;
  const numeric = (value: string | null): number | null => (value === null ? null : Number(value));
  const caption = chartCaption(
    first === undefined ? `Nothing that is assumed moves ${figure}.` : `${first.assumption} moves ${figure} most.`,
    [`Change of the figure, in ${unit}, with one assumption at its low or high end`],
  );
  return {
    kind: "picture",
    caption,
    svg: () =>
      tornadoSvg(
        tornado(
          runs.map(({ assumption, low, high, atLow, atHigh }) => ({
            label: assumption,
            low: numeric(atLow),
            high: numeric(atHigh),
            lowText: low,
            highText: high,
          })),
          {
            width: CHART_WIDTH,
            centre: Number(base),
            writeTick: (change) => figureCell(String(change), unit, { signed: true }) ?? "",
          },
        ),
        { title: figure, description: caption, source: "" },
      ),
  };
}

function tornadoBlocks(one: Tornado): Block[] {
  if (one.runs.length === 0) return [];
  return [
    {
      kind: "table",
      title: `What moves it most: ${one.figure}, ${figureCell(one.base, one.unit)} as it is`,
      columns: [
        text("assumption", "Assumption"),
        text("low", "at its low end"),
        text("at_low", "gives"),
        text("high", "at its high end"),
        text("at_high", "gives"),
      ],
      rows: one.runs.map(({ assumption, low, high, atLow, atHigh }) => [
        assumption,
        low,
        figureCell(atLow, one.unit),
        high,
        figureCell(atHigh, one.unit),
      ]),
    },
    tornadoPicture(one),
  ];
}

function part<Part>(title: string, of: Part | null, blocks: (part: Part) => readonly Block[]): Block[] {
  return of === null ? [] : [{ kind: "heading", text: title }, ...blocks(of)];
}

export function whatIfView(answer: Answer<WhatIfResult>): Document {
  const { result } = answer;
  const { scenario, parts, assumptions, engines, sensitivity } = result;
  return {
    ...banner(answer.coverage),
    title: `What if: ${scenario.title}`,
    blocks: [
      { kind: "paragraph", text: result.because },
      ...(scenario.about === null ? [] : [{ kind: "paragraph", text: scenario.about } as const]),
      ...warnings(answer),
      ...figureBlocks(result),
      ...part("Who is hit at once", parts.hits, hitsBlocks),
      ...part("When buyers run short", parts.weeks, weeksBlocks),
      ...part("How far it spreads", parts.cascade, cascadeBlocks),
      ...part("What is owed", parts.duty, whatIfDutyBlocks),
      ...part("Of whom the rules say something else", parts.control, whatIfControlBlocks),
      ...part("What prices and trade do", parts.prices, pricesBlocks),
      ...(parts.plans ?? []).flatMap((plan) => [
        {
          kind: "heading",
          text: `What ${plan.buyer.label} could buy instead, HS ${formatHs(plan.product.code)}`,
        } as const,
        { kind: "paragraph", text: plan.because } as const,
        ...planBlocks(plan),
      ]),
      ...withoutBlocks(result),
      ...sensitivity.flatMap(tornadoBlocks),
      ...(assumptions.length === 0
        ? []
        : [
            {
              kind: "note",
              title: counted(assumptions.length, "assumption"),
              items: assumptions.map(({ name, value, basis, about }) => `${name}: ${value}, ${about} (${basis})`),
            } as const,
          ]),
      {
        kind: "note",
        title: "What each part can tell, and what it cannot",
        items: engines.map(
          ({ engine, ran, tells, cannot }) =>
            `${engine}${ran ? "" : " (nothing to ask here)"}: ${tells}; not ${cannot}`,
        ),
      },
      ...closing(answer, result.dataset === null ? undefined : `${result.dataset.title}.`),
    ],
  };
}
