import { chartCaption } from "../../src/charts/chart-caption.ts";
import type { SvgOptions } from "../../src/charts/chart-frame.ts";
import { stackedBars, stackedBarsSvg } from "../../src/charts/stacked-bars.ts";
import { writeShare } from "../../src/render/scale.ts";
import { type Mineral, type MineralsPlace, mineralsAddress, mineralsFigure } from "../state/minerals-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "./fitted-picture.tsx";
import { MarketLinks } from "./market-links.tsx";
import { boardTable, lastYear } from "./mineral-tables.ts";
import { MissingFigures } from "./missing-figures.tsx";

interface Largest {
  readonly mineral: string;
  readonly label: string;
  readonly share: string;
  readonly year: string;
}

/** Who makes most of each mineral, by its first table. */
function largestOf(minerals: readonly Mineral[]): readonly Largest[] {
  return minerals
    .flatMap(({ mineral, production: [made] }): Largest[] => {
      const year = made === undefined ? undefined : lastYear(made);
      const [largest] = year?.countries ?? [];
      if (year === undefined || largest === undefined) return [];
      return [{ mineral, label: largest.label, share: largest.share, year: year.year }];
    })
    .sort((a, b) => Number(b.share) - Number(a.share));
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;

function drawn(largest: readonly Largest[], width: number, caption: string, options: SvgOptions): string {
  const rows = largest.map(({ mineral, label, share, year }) => ({
    label: mineral,
    text: `${label} ${writeShare(share)}, ${year}`,
    parts: [{ kind: 0, value: Number(share), valueText: writeShare(share) }],
  }));
  const kinds = [{ label: "share of the largest producer", texture: "solid" }] as const;
  const text = { title: "The largest producer of each mineral", description: caption, source: "" };
  return stackedBarsSvg(stackedBars([{ label: "", rows }], { width, kinds, writeTick: percent }), text, options);
}

interface MineralsBoardProps {
  readonly minerals: readonly Mineral[];
  readonly values: MineralsPlace;
}

/** A line a mineral, each leading to its own figures. */
export function MineralsBoard({ minerals, values }: MineralsBoardProps) {
  const largest = largestOf(minerals);
  const [most] = largest;
  const caption = chartCaption(
    most === undefined
      ? `${minerals.length} minerals, with what is traded of them and what law falls on it`
      : `${most.label} makes ${writeShare(most.share)} of ${most.mineral}, the largest share of ${largest.length} minerals`,
    most === undefined ? [] : ["Shares are of the countries that a source lists"],
  );
  const draw: DrawPicture = (width, options) => drawn(largest, width, caption, options);
  return (
    <>
      <MarketLinks here="/minerals" />
      {most === undefined ? <MissingFigures mineral={null} hasTrade={false} /> : null}
      <ChartFigure
        name="minerals"
        title="By mineral"
        caption={caption}
        table={boardTable(minerals)}
        tableProps={{
          reference: () => mineralsFigure(values),
          action: (row) => {
            const mineral = minerals[row]?.mineral;
            return mineral === undefined
              ? null
              : { label: `All of ${mineral}`, href: mineralsAddress({ ...values, mineral }) };
          },
        }}
        {...(most === undefined ? {} : { svg: () => draw(FILE_WIDTH, {}) })}
      >
        {most === undefined ? undefined : <FittedPicture draw={draw} label={caption} />}
      </ChartFigure>
      <ul class="leads" aria-label="Minerals one by one">
        {minerals.map(({ mineral }) => (
          <li key={mineral}>
            <a href={mineralsAddress({ ...values, mineral })}>{mineral}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
