import { chartCaption } from "../../charts/chart-caption.ts";
import type { SvgOptions } from "../../charts/chart-frame.ts";
import { stepChart, stepChartSvg } from "../../charts/step-chart.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { ReferenceResult } from "../../operations/reference-price.ts";
import { decimal, format, round, trim } from "../../vocab/decimal.ts";
import type { Block, Cell, Column, Document, Table } from "../document.ts";
import { groupThousands } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

const CHART = { width: 760, height: 330, row: 18 };
const STEPS_DRAWN = 24;
const SOURCE = "Figures of the file, the book and the store, as listed.";

const short = (text: string | null): Cell => (text === null ? null : format(trim(round(decimal(text), 2))));
const number = (name: string, label: string, unit?: string): Column => ({
  ...{ name, label, type: "number" },
  ...(unit === undefined ? {} : { unit }),
});
const words = (name: string, label: string): Column => ({ name, label, type: "text" });
const priceUnit = ({ currency, unit, terms }: ReferenceResult): string => `${currency} a ${unit}, ${terms}`;

const grouped = (value: number): string => groupThousands(String(Math.round(value * 100) / 100));

/** The curve of an answer: what is said of it, and how it is drawn so wide; null where the answer has no curve. */
export function referencePicture(result: ReferenceResult): {
  readonly caption: string;
  readonly draw: (width: number, source: string, options?: SvgOptions) => string;
} | null {
  const { curve, demand, reference, unit, title, because } = result;
  const drawn = curve.slice(0, STEPS_DRAWN);
  if (drawn.length === 0) return null;
  const left = curve.length - drawn.length;
  const caption = chartCaption(because, [
    `Width is supply in ${unit} a year, height the offer in ${priceUnit(result)}; hatched steps are new plants, strokes their ranges`,
    ...(left > 0 ? [`${left} dearer steps are not drawn`] : []),
  ]);
  const steps = drawn.map(({ name, price, low, high, supply, status }) => ({
    label: name,
    price: Number(price),
    ...(low === high ? { low: null, high: null } : { low: Number(low), high: Number(high) }),
    supply: Number(supply),
    existing: status === "existing",
  }));
  const draw = (width: number, source: string, options: SvgOptions = {}) =>
    stepChartSvg(
      stepChart(steps, {
        width,
        height: CHART.height + drawn.length * CHART.row,
        demand: Number(demand.central),
        reference: reference.central === null ? null : Number(reference.central),
        writePrice: grouped,
        writeSupply: grouped,
        priceLabel: priceUnit(result),
        supplyLabel: `${unit} a year`,
      }),
      { title, description: because, source },
      options,
    );
  return { caption, draw };
}

function pictureBlocks(result: ReferenceResult): Block[] {
  const picture = referencePicture(result);
  if (picture === null) return [];
  const svg = () => picture.draw(CHART.width, SOURCE);
  return [{ kind: "picture", caption: picture.caption, svg }];
}

/** Every step of the curve; none in the form for publication. */
export function curveTable(result: ReferenceResult): Table[] {
  if (result.curve.length === 0) return [];
  const { unit } = result;
  return [
    {
      kind: "table",
      title: "Cost curve, from the cheapest on",
      main: true,
      columns: [
        words("tranche", "Tranche"),
        words("country", "Country"),
        words("status", "Status"),
        words("place", "To the demand"),
        number("price", "Offer", priceUnit(result)),
        number("low", "at least"),
        number("high", "at most"),
        number("supply", "Supply", `${unit} a year`),
        number("cumulative", "up to here", `${unit} a year`),
        words("basis", "Basis"),
        words("confidential", "Confidential"),
      ],
      rows: result.curve.map((step) => [
        step.name,
        step.country?.label ?? null,
        step.status,
        step.place,
        short(step.price),
        short(step.low),
        short(step.high),
        short(step.supply),
        short(step.cumulative),
        step.basis,
        step.confidential ? "yes" : "",
      ]),
    },
  ];
}

/** What the offers are made of; none where prices are stated. */
export function partsTable(result: ReferenceResult): Table[] {
  const made = result.curve.flatMap(({ name, parts, price }) => (parts === null ? [] : [{ name, parts, price }]));
  if (made.length === 0) return [];
  return [
    {
      kind: "table",
      title: `What offers are made of, ${priceUnit(result)}`,
      columns: [
        words("tranche", "Tranche"),
        number("capital", "Capital"),
        number("fixed", "Fixed cost"),
        number("variable", "Variable cost"),
        number("freight", "Freight"),
        number("byproduct", "less by-products"),
        number("price", "Offer"),
      ],
      rows: made.map(({ name, parts, price }) => [
        name,
        short(parts.capital),
        short(parts.fixed),
        short(parts.variable),
        short(parts.freight),
        short(parts.byproduct),
        short(price),
      ]),
    },
  ];
}

/** The reference year by year; none where one alone is asked. */
export function yearTable(result: ReferenceResult): Table[] {
  if (result.years.length < 2) return [];
  return [
    {
      kind: "table",
      title: "By year",
      columns: [
        words("year", "Year"),
        number("demand", "Demand", result.unit),
        number("reference", "Reference", priceUnit(result)),
        number("low", "at least"),
        number("high", "at most"),
        words("marginal", "Set by"),
        words("next", "Next"),
        number("supply", "Supply", result.unit),
        number("unmet", "Unmet", result.unit),
      ],
      rows: result.years.map(({ year, demand, reference, marginal, next, supply, unmet }) => [
        year === null ? "" : String(year),
        short(demand),
        short(reference.central),
        short(reference.low),
        short(reference.high),
        marginal,
        next,
        short(supply),
        short(unmet),
      ]),
    },
  ];
}

function sensitivityTable(result: ReferenceResult): Block[] {
  if (result.sensitivity.length === 0) return [];
  return [
    {
      kind: "table",
      title: "If one thing is otherwise",
      columns: [
        words("of", "What"),
        { name: "change", label: "Change", type: "share" },
        number("reference", "Reference", priceUnit(result)),
        words("marginal", "Set by"),
        number("unmet", "Unmet", result.unit),
      ],
      rows: result.sensitivity.map(({ of, change, reference, marginal, unmet }) => [
        of === "demand" ? "demand" : `${of}, in points`,
        change,
        short(reference),
        marginal,
        short(unmet),
      ]),
    },
  ];
}

/** The price, from what it is combined, and the floor. */
export function priceTable(result: ReferenceResult): Table[] {
  const { combined, floor } = result;
  const rows: Cell[][] = [
    ...combined.parts
      .filter(({ price, weight }) => price !== null || weight !== null)
      .map(({ part, price, weight }) => [part, short(price), weight]),
    [`combined by the rule ${combined.rule}`, short(combined.price), null],
    ...(floor === null
      ? []
      : [[`floor: the higher of ${floor.alpha} of it and the benchmark`, short(floor.price), null]]),
  ];
  const columns = [words("part", "Price"), number("price", "Amount", priceUnit(result)), words("weight", "Weight")];
  return [
    { kind: "table", title: "The price", ...(result.curve.length === 0 ? { main: true as const } : {}), columns, rows },
  ];
}

function figureTable(result: ReferenceResult): Block[] {
  if (result.figures.length === 0) return [];
  const assumed = result.figures.filter(({ from }) => from !== "stated");
  const columns = [
    words("tranche", "Tranche"),
    words("figure", "Figure"),
    words("low", "Low"),
    words("central", "Central"),
    words("high", "High"),
    words("basis", "Basis"),
    words("from", "Whence"),
    words("source", "Source"),
  ];
  const row = ({ tranche, figure, low, central, high, basis, from, source }: ReferenceResult["figures"][number]) => [
    ...[tranche, figure, low, central, high, basis, from, source],
  ];
  const together = new Map<string, string[]>();
  for (const { figure, low, high, from, tranche } of assumed) {
    const key = `${figure} ${low === high ? low : `${low} to ${high}`} (${from === "default" ? "default" : "assumed by the file"})`;
    together.set(key, [...(together.get(key) ?? []), tranche]);
  }
  const items = [...together].map(([key, tranches]) => `${key}: ${counted(tranches.length, "tranche")}.`);
  return [
    ...(items.length === 0
      ? []
      : [{ kind: "note", title: "What no tranche states and stands in for it", items } as const]),
    { kind: "table", title: "Every figure", detail: true, columns, rows: result.figures.map(row) },
  ];
}

function whoIsOut({ out, open, currency, unit }: ReferenceResult): Block[] {
  const told = (price: string | null) =>
    price === null ? "no price" : `${grouped(Number(price))} ${currency} a ${unit}`;
  return [
    ...(out.length === 0
      ? []
      : [
          {
            kind: "note",
            title: "Who may not offer",
            items: out.map(({ name, because }) => `${name}: ${because}.`),
          } as const,
        ]),
    ...(open === null || open.tranches.length === 0
      ? []
      : [
          {
            kind: "note",
            title: `What the rule leaves open: ${told(open.with)} with them, ${told(open.without)} without`,
            items: open.tranches.map(({ name, because }) => `${name}: ${because.replace(/\.$/, "")}.`),
          } as const,
        ]),
  ];
}

function disclosureBlocks({ disclosure, form }: ReferenceResult): Block[] {
  if (disclosure?.record == null || form === "published") return [];
  return [
    {
      kind: "note",
      title: "To be kept with a publication, under published: in the file",
      items: [...disclosure.record],
    },
  ];
}

/** What stands below the price, the curve and the years. */
export function referenceBlocks(result: ReferenceResult): Block[] {
  return [...sensitivityTable(result), ...whoIsOut(result), ...figureTable(result), ...disclosureBlocks(result)];
}

export function referencePriceView(answer: Answer<ReferenceResult>): Document {
  const { result } = answer;
  return {
    ...banner(answer.coverage),
    title: result.title,
    blocks: [
      { kind: "paragraph", text: result.because },
      ...warnings(answer),
      ...pictureBlocks(result),
      ...priceTable(result),
      ...curveTable(result),
      ...partsTable(result),
      ...yearTable(result),
      ...referenceBlocks(result),
      ...closing(answer),
    ],
  };
}
