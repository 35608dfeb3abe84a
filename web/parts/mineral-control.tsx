import { chartCaption } from "../../src/charts/chart-caption.ts";
import { stackedBars, stackedBarsSvg } from "../../src/charts/stacked-bars.ts";
import type { Table } from "../../src/render/document.ts";
import { writeShare } from "../../src/render/scale.ts";
import { inSentence } from "../../src/render/views/trade-words.ts";
import { companyAddress } from "../state/company-question.ts";
import { type Mineral, type MineralsPlace, mineralsFigure } from "../state/minerals-question.ts";
import { filled } from "./answer-tables.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { claimAmount } from "./claim-words.ts";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "./fitted-picture.tsx";
import { shortAmount } from "./short-amount.ts";

type OfControl = Mineral["control"][number];

interface MineralControlProps {
  readonly mineral: Mineral;
  readonly values: MineralsPlace;
}

/** The other lines are of what nobody knows whose it is. */
const isCountry = ({ key }: OfControl["parts"][number]): boolean => /^[A-Z]{2}$/.test(key);

function finding(all: readonly OfControl[]): string {
  const most = all.find(({ parts }) => parts.some(isCountry));
  const first = most?.parts.find(isCountry);
  if (most === undefined || first === undefined) return "Whose the makers are is not known";
  const unrecorded = most.control?.unrecorded.share ?? "0";
  const own =
    Number(unrecorded) === 0
      ? ""
      : `; of ${writeShare(unrecorded)} no holder is recorded, and it counts as the maker's own country's`;
  return `Of ${most.series ?? "what is made"} in ${most.year} ${inSentence(first.label)} controls ${writeShare(first.share)}${own}`;
}

const table = (all: readonly OfControl[]): Table =>
  filled({
    kind: "table",
    title: "Who controls the makers",
    columns: [
      { name: "maker", label: "Maker", type: "text" },
      { name: "control", label: "Controlled from", type: "text" },
      { name: "recorded", label: "A holder is recorded", type: "text" },
      { name: "amount", label: "Amount", type: "number", unit: "t" },
      { name: "series", label: "Of", type: "text" },
      { name: "year", label: "Year", type: "code" },
      { name: "source", label: "Source", type: "code" },
    ],
    rows: all.flatMap(({ control, series, year, source }) =>
      (control?.makers ?? []).map((maker) => [
        ...[maker.label, maker.control?.label ?? "not known", maker.recorded ? "yes" : "no", maker.amount],
        ...[series, year, source],
      ]),
    ),
  });

/** Whose the makers are that sources name, by the country of ultimate control; what rests on no record is hatched. */
export function MineralControl({ mineral, values }: MineralControlProps) {
  const { control: all } = mineral;
  if (all.length === 0) return null;
  const caption = chartCaption(finding(all));
  const draw: DrawPicture = (width, options) => {
    const groups = all.map(({ series, year, source, parts }) => ({
      label: [series, year, source].filter((part) => part !== null).join(" · "),
      rows: parts.map(({ label, amount, share, recorded }) => {
        const known = recorded === undefined ? Number(amount) : Number(recorded);
        const rest = Number(amount) - known;
        return {
          label,
          text: `${shortAmount(amount)} t, ${writeShare(share)}`,
          parts: [
            { kind: 0, value: known, valueText: claimAmount(recorded ?? amount, "t") },
            { kind: 1, value: rest, valueText: `${shortAmount(rest)} t` },
          ].filter(({ value }) => value > 0),
        };
      }),
    }));
    const chart = stackedBars(groups, {
      width,
      kinds: [
        { label: "by recorded stakes", texture: "solid" },
        { label: "no holder recorded", texture: "hatched" },
      ],
      writeTick: (tick) => `${shortAmount(tick)} t`,
    });
    return stackedBarsSvg(chart, { title: "Who controls the makers", description: caption, source: "" }, options);
  };
  const makers = all.flatMap(({ control }) => control?.makers ?? []);
  return (
    <ChartFigure
      name={`${mineral.mineral}-control`}
      title="Who controls the makers"
      caption={caption}
      table={table(all)}
      tableProps={{
        reference: () => mineralsFigure(values),
        action: (row) => {
          const party = makers[row]?.label;
          return party === undefined ? null : { label: `All of ${party}`, href: companyAddress({ party }) };
        },
      }}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}
