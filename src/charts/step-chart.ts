import { type ChartText, framedSvg, hatchName, type SvgOptions } from "./chart-frame.ts";
import { ACCENT, INK, MUTED, tierColour } from "./colours.ts";
import { coordinate, escapeXml, estimateTextWidth, fitText } from "./svg.ts";
import { ticks } from "./ticks.ts";

/** A step of a cost curve: so much supply at one price. */
export interface CostStep {
  readonly label: string;
  readonly price: number;
  /** The ends between which the price is known; null where it is known to the digit. */
  readonly low: number | null;
  readonly high: number | null;
  readonly supply: number;
  /** Stands already, so that its price holds no capital. */
  readonly existing: boolean;
}

export interface StepChartOptions {
  readonly width: number;
  readonly height: number;
  /** Where the curve is asked. */
  readonly demand: number;
  /** Null where the curve does not reach the demand. */
  readonly reference: number | null;
  readonly writePrice: (value: number) => string;
  readonly writeSupply: (value: number) => string;
  readonly priceLabel: string;
  readonly supplyLabel: string;
}

export interface PlacedStep {
  readonly label: string;
  readonly existing: boolean;
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** Of the range of its price. */
  readonly lowY: number | null;
  readonly highY: number | null;
  /** The number that stands for it where its name has no room. */
  readonly number: number;
}

export interface StepChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
  readonly steps: readonly PlacedStep[];
  readonly demandX: number;
  readonly demandText: string;
  readonly referenceY: number | null;
  readonly referenceText: string;
  readonly prices: readonly { readonly y: number; readonly text: string }[];
  readonly supplies: readonly { readonly x: number; readonly text: string }[];
  readonly priceLabel: string;
  readonly supplyLabel: string;
  /** Names beside numbers, line by line, below the axis. */
  readonly legend: readonly { readonly y: number; readonly text: string }[];
}

const AXIS = 44;
const TOP = 40;
const LINE = 18;
/** A step narrower than this shows no number. */
const NARROW = 14;

/** Steps from left to right in the order given, each as wide as what it supplies and as high as its price. */
export function stepChart(steps: readonly CostStep[], options: StepChartOptions): StepChart {
  const { width, demand, reference, writePrice, writeSupply, priceLabel, supplyLabel } = options;
  const total = steps.reduce((sum, { supply }) => sum + supply, 0);
  const heights = steps.flatMap(({ price, low, high }) => [price, low ?? price, high ?? price]);
  const priceTicks = ticks(Math.min(0, ...heights), Math.max(0, ...heights));
  const supplyTicks = ticks(0, Math.max(total, demand), 6);
  const left = Math.max(0, ...priceTicks.map((tick) => estimateTextWidth(writePrice(tick), 12))) + 10;
  const right = width;
  const legendRows = steps.length;
  const foot = options.height - AXIS - legendRows * LINE;
  const [bottom, most] = [priceTicks[0] ?? 0, priceTicks.at(-1) ?? 0];
  const widest = supplyTicks.at(-1) ?? 0;
  const x = (supply: number): number => (widest > 0 ? left + (supply / widest) * (right - left) : left);
  const y = (price: number): number =>
    most > bottom ? foot - ((price - bottom) / (most - bottom)) * (foot - TOP) : foot;
  let reached = 0;
  const placed = steps.map(({ label, price, low, high, supply, existing }, at): PlacedStep => {
    const from = x(reached);
    reached += supply;
    return {
      label,
      existing,
      x: from,
      width: x(reached) - from,
      y: Math.min(y(price), y(0)),
      height: Math.abs(y(0) - y(price)),
      lowY: low === null ? null : y(low),
      highY: high === null ? null : y(high),
      number: at + 1,
    };
  });
  return {
    width,
    height: options.height,
    left,
    right,
    top: TOP,
    foot,
    steps: placed,
    demandX: x(demand),
    demandText: `Demand ${writeSupply(demand)}`,
    referenceY: reference === null ? null : y(reference),
    referenceText: reference === null ? "Demand is not met" : `Reference ${writePrice(reference)}`,
    prices: priceTicks.map((tick) => ({ y: y(tick), text: writePrice(tick) })),
    supplies: supplyTicks.map((tick) => ({ x: x(tick), text: writeSupply(tick) })),
    priceLabel,
    supplyLabel,
    legend: steps.map(({ label, price, existing }, at) => ({
      y: foot + AXIS + at * LINE + 10,
      text: `${at + 1} ${label}: ${writePrice(price)}${existing ? ", stands" : ", new"}`,
    })),
  };
}

/** A cost curve as self-contained SVG: plants that stand are filled, new ones hatched, and each has its number. */
export function stepChartSvg(chart: StepChart, text: ChartText, options: SvgOptions = {}): string {
  const c = coordinate;
  const { left, right, top, foot } = chart;
  const grid = chart.prices.map(
    ({ y, text: words }) =>
      `<path class="axis" d="M${c(left)} ${c(y)}H${c(right)}"/>` +
      `<text class="muted small" x="${c(left - 6)}" y="${c(y + 4)}" text-anchor="end">${escapeXml(words)}</text>`,
  );
  const axis = chart.supplies.map(
    ({ x, text: words }, at) =>
      `<text class="muted small" x="${c(x)}" y="${c(foot + 16)}" ` +
      `text-anchor="${at === chart.supplies.length - 1 ? "end" : "middle"}">${escapeXml(words)}</text>`,
  );
  const steps = chart.steps.map((step) => {
    const middle = step.x + step.width / 2;
    const fill = step.existing ? "" : ` fill="url(#${hatchName(options)})"`;
    const range =
      step.lowY === null || step.highY === null
        ? ""
        : `<path class="range" d="M${c(middle)} ${c(step.lowY)}V${c(step.highY)}"/>`;
    const number =
      step.width < NARROW
        ? ""
        : `<text class="small" x="${c(range === "" ? middle : step.x + 7)}" y="${c(step.y - 5)}" ` +
          `text-anchor="middle">${step.number}</text>`;
    return (
      `<rect class="step ${step.existing ? "stands" : "new"}"${fill} x="${c(step.x)}" y="${c(step.y)}" ` +
      `width="${c(step.width)}" height="${c(step.height)}"/>${range}${number}`
    );
  });
  const onRight = chart.demandX > (left + right) / 2;
  const demand =
    `<path class="demand" d="M${c(chart.demandX)} ${c(top - 16)}V${c(foot)}"/>` +
    `<text class="small" x="${c(chart.demandX + (onRight ? -5 : 5))}" y="${c(top - 8)}" ` +
    `text-anchor="${onRight ? "end" : "start"}">${escapeXml(`${chart.demandText}; ${chart.referenceText.toLowerCase()}`)}</text>`;
  const reference =
    chart.referenceY === null
      ? ""
      : `<path class="reference" d="M${c(left)} ${c(chart.referenceY)}H${c(chart.demandX)}"/>`;
  const legend = chart.legend.map(
    ({ y, text: words }) =>
      `<text class="small" x="${c(left)}" y="${c(y)}">${escapeXml(fitText(words, 12, right - left))}</text>`,
  );
  return framedSvg(
    {
      text,
      width: chart.width + 48,
      height: chart.height + 8,
      hatched: true,
      rules: (mode) => [
        `.step{stroke:${INK[mode]};stroke-width:.75}`,
        `.stands{fill:${tierColour(4)[mode]}}`,
        `.stripe{fill:${tierColour(1)[mode]}}`,
        `.range{stroke:${MUTED[mode]};stroke-width:2}`,
        `.demand{stroke:${INK[mode]};stroke-width:2}`,
        `.reference{stroke:${ACCENT[mode]};stroke-width:2;stroke-dasharray:5 3;fill:none}`,
      ],
      body: [
        '<g transform="translate(24 4)">',
        `<text class="muted small" x="0" y="12">${escapeXml(chart.priceLabel)}</text>`,
        ...grid,
        ...steps,
        ...axis,
        `<text class="muted small" x="${c(right)}" y="${c(foot + 32)}" text-anchor="end">${escapeXml(chart.supplyLabel)}</text>`,
        reference,
        demand,
        ...legend,
        "</g>",
      ].join("\n"),
    },
    options,
  );
}
