import { chartCaption } from "../../src/charts/chart-caption.ts";
import { type PartKind, type StackGroup, stackedBars, stackedBarsSvg } from "../../src/charts/stacked-bars.ts";
import { writeShare } from "../../src/render/scale.ts";
import { companyAddress } from "../state/company-question.ts";
import { type MarketPlace, type MarketResult, type MarketTotal, marketFigure } from "../state/market-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { claimAmount } from "./claim-words.ts";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "./fitted-picture.tsx";
import { MEASURE_WORDS, PHASES, partsOf, shownTotals, totalsTable } from "./market-tables.ts";
import { shortAmount } from "./short-amount.ts";

const TEXTURES = ["solid", "hatched", "open", "faint"] as const;
const NAMEPLATE = 3;
/** Places of a group that are drawn; the table has them all. */
const MOST_PLACES = 8;
/** Periods of a series of one source that are drawn, the last of them. */
const MOST_PERIODS = 3;

const KINDS: readonly PartKind[] = PHASES.map((phase, at) => ({
  label: MEASURE_WORDS[phase],
  texture: TEXTURES[at] ?? "solid",
}));

interface OfPeriod {
  readonly product: string;
  readonly source: string;
  readonly period: string | null;
  readonly unit: string;
  readonly totals: readonly MarketTotal[];
}

/** What one source says of one product in one period: nothing of two sources is ever added up. */
function periodsOf(totals: readonly MarketTotal[]): readonly OfPeriod[] {
  const keyOf = ({ product, source, period, unit }: MarketTotal) => JSON.stringify([product, source, period, unit]);
  return [...new Map(totals.map((total) => [keyOf(total), total])).values()]
    .map(({ product, source, period, unit }) => ({
      ...{ product, source, period, unit },
      totals: totals.filter((total) => keyOf(total) === JSON.stringify([product, source, period, unit])),
    }))
    .sort((a, b) => (`${a.product}\n${a.source}` === `${b.product}\n${b.source}` ? later(b, a) : 0));
}

const later = (a: OfPeriod, b: OfPeriod): number => ((a.period ?? "") < (b.period ?? "") ? -1 : 1);

const isDrawn = (period: OfPeriod, at: number, all: readonly OfPeriod[]): boolean =>
  all.slice(0, at).filter(({ product, source }) => product === period.product && source === period.source).length <
  MOST_PERIODS;

function groupOf(own: OfPeriod, values: MarketPlace, isPhased: boolean): StackGroup {
  const { totals, unit, product, source, period } = own;
  const places = [
    ...new Map(totals.flatMap((total) => partsOf(total, values)).map(({ key, label }) => [key, label])),
  ].slice(0, MOST_PLACES);
  const rows = places.map(([key, label]) => {
    const parts = PHASES.flatMap((phase, kind) => {
      const total = totals.find(({ measure }) => !isPhased || measure === phase);
      const quantity =
        total === undefined ? undefined : partsOf(total, values).find((part) => part.key === key)?.quantity;
      if (quantity === undefined || (!isPhased && kind > 0)) return [];
      return [{ kind, value: Number(quantity), valueText: claimAmount(quantity, unit) }];
    });
    const nameplate = parts.find(({ kind }) => kind === NAMEPLATE);
    const isMarked = nameplate !== undefined && parts.length > 1;
    const drawn = isMarked ? parts.filter(({ kind }) => kind !== NAMEPLATE) : parts;
    return {
      label,
      parts: drawn,
      text: `${drawn.map(({ value }) => shortAmount(value)).join(" + ")} ${unit}`,
      ...(isMarked ? { mark: nameplate.value } : {}),
    };
  });
  return { label: [period ?? "no period", product, source].join(" · "), rows };
}

function sentenceOf(total: MarketTotal, values: MarketPlace): string | null {
  const [largest, ...others] = partsOf(total, values);
  if (largest === undefined) return null;
  const share = largest.share === null || others.length === 0 ? "" : `, ${writeShare(largest.share)} of it`;
  const amount = claimAmount(total.quantity, total.unit);
  return `${MEASURE_WORDS[total.measure]} ${amount}${others.length === 0 ? ` in ${largest.label}` : `, most in ${largest.label}${share}`}`;
}

/** The last period of the source that says most, phase by phase. */
function finding(periods: readonly OfPeriod[], values: MarketPlace): string {
  const most = periods.toSorted((a, b) => b.totals.length - a.totals.length)[0];
  const said = most?.totals.flatMap((total) => sentenceOf(total, values) ?? []) ?? [];
  if (most === undefined || said.length === 0) return "No source gives such a figure";
  const by = values.apart === "control" || values.controller !== "" ? ", by who controls it" : "";
  return `${most.period ?? "Without a period"}, by ${most.source}${by}: ${said.join("; ")}`;
}

interface MarketCapacityProps {
  readonly result: MarketResult;
  readonly values: MarketPlace;
}

/** What can be made where, by phase and period, or what was made, sold and held; each source by itself. */
export function MarketCapacity({ result, values }: MarketCapacityProps) {
  const isPhased = values.show === "capacity";
  const totals = shownTotals(result, values);
  const all = periodsOf(totals);
  const drawn = all.filter(isDrawn);
  const title = isPhased
    ? "Capacity by phase and place"
    : `${MEASURE_WORDS[values.show]} by place`.replace(/^./, (first) => first.toUpperCase());
  const hasMore = drawn.length < all.length || totals.some((total) => partsOf(total, values).length > MOST_PLACES);
  const caption = chartCaption(finding(all, values), [
    ...(values.apart === "control" ? ["What nobody's control is recorded of is left out"] : []),
    ...(hasMore
      ? [
          `Drawn are the last ${MOST_PERIODS} periods of a source and up to ${MOST_PLACES} places each; the table has all`,
        ]
      : []),
  ]);
  if (totals.length === 0) {
    return (
      <p>
        No source gives {isPhased ? "a capacity" : MEASURE_WORDS[values.show]} of it. Other measures can be chosen under
        “Shown”; <code>headwater import FILE --as capacities</code> brings figures of your own.
      </p>
    );
  }
  const draw: DrawPicture = (width, options) => {
    const chart = stackedBars(
      drawn.map((own) => groupOf(own, values, isPhased)).filter(({ rows }) => rows.length > 0),
      {
        width,
        kinds: isPhased ? KINDS : [{ label: MEASURE_WORDS[values.show], texture: "solid" }],
        writeTick: shortAmount,
        markLabel: "nameplate",
      },
    );
    return stackedBarsSvg(chart, { title, description: caption, source: "" }, options);
  };
  const table = totalsTable(totals, values);
  return (
    <ChartFigure
      name={`market-${values.show}`}
      title={title}
      caption={caption}
      table={table}
      tableProps={{
        lead: "place",
        reference: () => marketFigure(values),
        action: (row) => {
          const key = table.rows[row]?.[3];
          return typeof key === "string" ? { label: "This country", href: companyAddress({ party: key }) } : null;
        },
      }}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}
