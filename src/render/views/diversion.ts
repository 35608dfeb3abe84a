import { chartCaption } from "../../charts/chart-caption.ts";
import { seriesChart, seriesChartSvg } from "../../charts/series-chart.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { DiversionResult } from "../../operations/diversion.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Document } from "../document.ts";
import { chooseScale, writeScaled } from "../scale.ts";
import { banner, closing, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords } from "./trade-words.ts";

type Candidate = DiversionResult["candidates"][number];
type Leg = DiversionResult["direct"];

function title({ product, source, destination }: DiversionResult): string {
  return `Whether HS ${formatHs(product.code)} (${shortProduct(product.label)}) goes round from ${inSentence(source.label)} to ${inSentence(destination.label)}`;
}

/** What each signal is called. */
export const SIGNAL_NAMES: Readonly<Record<Candidate["signals"][number]["name"], string>> = {
  "direct-fall": "Direct leg falls",
  "third-rise": "Second leg rises",
  "feed-rise": "First leg rises",
  "input-rise": "Inputs rise",
  substitution: "Substitution",
  through: "Goes through",
  capacity: "Capacity",
  "unit-value": "Unit value",
  "mirror-gap": "Mirror gap",
  reclassification: "Other code",
  ownership: "Ownership",
  "firm-passage": "Firms pass it on",
  "origin-mismatch": "Origin",
};

function picture(result: DiversionResult): Block {
  const { direct, candidates, unit, event } = result;
  const [first] = candidates;
  const legs = [direct, ...(first === undefined ? [] : [first.feed, first.third])].filter(
    ({ points }) => points.length > 0,
  );
  const scale = chooseScale(
    unit,
    legs.flatMap(({ points }) => points.map(({ actual }) => actual)),
  );
  const plotted = (text: string | null) => (text === null ? null : Number(text) / 10 ** scale.power);
  const caption = chartCaption(result.words, [`${unit === "kg" ? "Weight" : "Value"} in ${scale.unit} a month`]);
  return {
    kind: "picture",
    caption,
    svg: () =>
      seriesChartSvg(
        seriesChart(
          [
            ...legs.map(({ from, to, points }) => ({
              label: `${from} to ${to}, ${scale.unit}`,
              points: points.map(({ month, actual }) => ({ day: `${month}-01`, value: plotted(actual) })),
            })),
            {
              label: `expected, ${scale.unit}`,
              points: direct.points.map(({ month, expected }) => ({ day: `${month}-01`, value: plotted(expected) })),
            },
          ],
          {
            width: 860,
            height: 400,
            writeTick: (value) => writeScaled(String(value), { power: 0, decimals: value < 10 ? 1 : 0 }),
            events: [{ day: `${event.month}-01`, label: `${event.month} ${event.measure ?? "judged from here"}` }],
          },
        ),
        {
          title: title(result),
          description: caption,
          source: `${result.dataset.made ? "MADE WORLD. " : ""}Source: ${sourceWords(result.dataset)}`,
        },
      ),
  };
}

const legCells = (leg: Leg): Cell[] => [leg.expected, leg.low, leg.high, leg.actual, leg.changeShare];

function legsTable({ direct, candidates, unit }: DiversionResult): Block {
  const amount = (name: string, label: string) => ({ name, label, type: unit }) as const;
  const rows = [direct, ...candidates.flatMap(({ feed, third }) => [feed, third])];
  return {
    kind: "table",
    title: "Legs since then: what was expected, its interval, and what came",
    columns: [
      { name: "from", label: "From", type: "code" },
      { name: "to", label: "To", type: "code" },
      amount("expected", "Expected"),
      amount("low", "Low"),
      amount("high", "High"),
      amount("actual", "Actual"),
      { name: "change", label: "Change", type: "share" },
      { name: "score", label: "Score", type: "number" },
      { name: "source", label: "Read from", type: "text" },
    ],
    rows: rows.map((leg) => [
      leg.from,
      leg.to,
      ...legCells(leg),
      leg.score === null ? null : String(leg.score),
      leg.source === null ? "missing" : [leg.source.source, leg.source.side ?? "bills"].join(", "),
    ]),
  };
}

const PARTS: Readonly<Record<Candidate["signals"][number]["part"], string>> = {
  leg: "a leg",
  supports: "supports",
  weakens: "weakens",
  nothing: "nothing",
};

function signalBlocks({ country, signals }: Candidate): Block[] {
  return [
    {
      kind: "table",
      title: `Signals on ${country.label}: what each does to the verdict`,
      columns: [
        { name: "signal", label: "Signal", type: "text" },
        { name: "state", label: "There", type: "code" },
        { name: "part", label: "Does", type: "text" },
        { name: "weight", label: "Counts", type: "count" },
        { name: "threshold", label: "Threshold", type: "text" },
      ],
      rows: signals.map(({ name, state, part, weight, threshold }) => {
        return [SIGNAL_NAMES[name], state, PARTS[part], weight === 0 ? null : String(weight), threshold];
      }),
    },
    {
      kind: "note",
      title: `What is seen on ${country.label}`,
      items: signals.map(({ name, words, from, until }) => {
        return `${SIGNAL_NAMES[name]}${from === null ? "" : ` (${from} to ${until})`}: ${words}`;
      }),
    },
  ];
}

/** The firms that goods go through, and how their bills are seen. */
function passageBlocks({ passage, country }: Candidate, unit: "kg" | "usd"): Block[] {
  if (passage === null) return [];
  const { firms, bills, billsInAll } = passage;
  return [
    {
      kind: "table",
      title: `Firms of ${country.label} that bought of the source and sold to the destination`,
      columns: [
        { name: "firm", label: "Firm", type: "text" },
        { name: "bought", label: "Bought", type: unit },
        { name: "sold", label: "Sold", type: unit },
        { name: "other_origin", label: "Other origin", type: unit },
        { name: "bills", label: "Bills", type: "count" },
      ],
      rows: firms.map(({ firm, bought, sold, otherOrigin, boughtBills, soldBills }) => {
        return [firm.label, bought, sold, otherOrigin, String(boughtBills + soldBills)];
      }),
    },
    {
      kind: "table",
      title: `The heaviest of ${billsInAll} bills of these firms`,
      columns: [
        { name: "leg", label: "Leg", type: "code" },
        { name: "day", label: "Day", type: "code" },
        { name: "seller", label: "Seller", type: "text" },
        { name: "buyer", label: "Buyer", type: "text" },
        { name: "origin", label: "Origin", type: "code" },
        { name: "kg", label: "Weight", type: "kg" },
        { name: "place", label: "Record", type: "text" },
      ],
      rows: bills.map(({ leg, day, seller, buyer, origin, kg, file, record }) => {
        return [leg, day, seller?.label ?? null, buyer?.label ?? null, origin, kg, `${file} ${record}`];
      }),
    },
    {
      kind: "note",
      title: "All bills of these firms",
      items: firms.flatMap(({ boughtCommand, soldCommand }) => [boughtCommand, soldCommand]),
    },
  ];
}

function candidateBlocks(candidate: Candidate, unit: "kg" | "usd"): Block[] {
  const { country, diversion, evasion, reasons, evasionReasons, explanations, decide } = candidate;
  return [
    { kind: "heading", text: `${country.label}: diversion ${diversion}, evasion ${evasion}` },
    { kind: "paragraph", text: [...reasons, ...evasionReasons].join(" ") },
    ...signalBlocks(candidate),
    ...passageBlocks(candidate, unit),
    {
      kind: "note",
      title: "What else may explain it",
      items: explanations.map(({ state, words, decides }) => `${state}: ${words} To decide it: ${decides}`),
    },
    { kind: "note", title: "What would settle it", items: decide },
  ];
}

export function diversionView(answer: Answer<DiversionResult>): Document {
  const { result } = answer;
  const { candidates, event, months, until } = result;
  return {
    ...banner(answer.coverage),
    title: title(result),
    blocks: [
      { kind: "paragraph", text: result.words },
      {
        kind: "paragraph",
        text: `Judged from ${event.month} to ${until} (${months} months). ${event.words} ${result.levelWords}`,
      },
      picture(result),
      ...warnings(answer),
      {
        kind: "table",
        title: "Third countries, those with most evidence first",
        main: true,
        columns: [
          { name: "country", label: "Country", type: "text" },
          { name: "diversion", label: "Diversion", type: "code" },
          { name: "evasion", label: "Evasion", type: "code" },
          { name: "feed_change", label: "First leg", type: result.unit },
          { name: "third_change", label: "Second leg", type: result.unit },
          { name: "level", label: "Seen on", type: "code" },
        ],
        rows: candidates.map(({ country, diversion, evasion, feed, third, level }) => {
          return [country.label, diversion, evasion, feed.change, third.change, level];
        }),
      },
      legsTable(result),
      ...candidates.slice(0, 3).flatMap((each) => candidateBlocks(each, result.unit)),
      { kind: "note", title: "The rule of the verdict", items: result.rule },
      ...closing(answer, sourceWords(result.dataset)),
    ],
  };
}
