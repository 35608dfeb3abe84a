import { writeShare } from "../../src/render/scale.ts";
import { companyAddress } from "../state/company-question.ts";
import { type MarketPlace, type MarketResult, marketFigure } from "../state/market-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { rankedBy } from "./market-ranking-tables.ts";
import { figuresTable, makersOf, makersTable, shownRows } from "./market-tables.ts";

interface MarketMakersProps {
  readonly result: MarketResult;
  readonly values: MarketPlace;
}

/** Maker by maker: what it can make, made, sold and held, and how much is in use. Each leads to its company. */
export function MarketMakers({ result, values }: MarketMakersProps) {
  const makers = makersOf(result, values);
  if (makers.length === 0) return <p>No source names a maker here: the figures are those of countries and plants.</p>;
  const names = new Set(makers.map(({ party }) => party)).size;
  const used = result.utilisation.filter(({ party }) => makers.some((maker) => maker.party === party));
  const most = used.toSorted((a, b) => Number(b.share) - Number(a.share))[0];
  return (
    <ChartFigure
      name="market-makers"
      title="Companies"
      caption={`${names} ${names === 1 ? "maker is" : "makers are"} named${most === undefined ? "" : `; ${most.party} has most of its capacity in use, ${writeShare(most.share)} in ${most.period}`}. A figure that a source does not give is left open.`}
      table={makersTable(makers, result, rankedBy(result, values) ?? "")}
      tableProps={{
        reference: () => marketFigure(values),
        action: (row) => {
          const party = makers[row]?.party;
          return party === undefined ? null : { label: `All of ${party}`, href: companyAddress({ party }) };
        },
      }}
    />
  );
}

/** Every figure as its source has it, with its place in the source. */
export function MarketRows({ result, values }: MarketMakersProps) {
  const rows = shownRows(result, values);
  const sources = new Set(rows.map(({ source }) => source)).size;
  if (rows.length === 0) return null;
  return (
    <ChartFigure
      name="market-figures"
      title="Figure by figure"
      caption={`${rows.length} ${rows.length === 1 ? "figure" : "figures"} of ${sources} ${sources === 1 ? "source" : "sources"}, never added up across them.`}
      table={figuresTable(rows)}
      tableProps={{
        reference: () => marketFigure(values),
        action: (row) => {
          const party = rows[row]?.party;
          return party === undefined || party === null
            ? null
            : {
                label: `All of ${party}`,
                href: companyAddress({
                  party: rows[row]?.country?.label === party ? (rows[row]?.country?.key ?? party) : party,
                }),
              };
        },
      }}
    />
  );
}
