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
    ],
    rows: rows.map((leg) => [leg.from, leg.to, ...legCells(leg), leg.score === null ? null : String(leg.score)]),
  };
}

function candidateBlocks(candidate: Candidate): Block[] {
  const { country, diversion, evasion, reasons, explanations, decide, signals } = candidate;
  return [
    { kind: "heading", text: `${country.label}: diversion ${diversion}, evasion ${evasion}` },
    { kind: "paragraph", text: reasons.join(" ") },
    {
      kind: "table",
      title: `Signals on ${country.label}`,
      columns: [
        { name: "signal", label: "Signal", type: "text" },
        { name: "state", label: "There", type: "code" },
        { name: "words", label: "What is seen", type: "text" },
      ],
      rows: signals.map(({ name, state, words }) => [SIGNAL_NAMES[name], state, words]),
    },
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
      ...candidates.slice(0, 3).flatMap(candidateBlocks),
      ...closing(answer, sourceWords(result.dataset)),
    ],
  };
}
