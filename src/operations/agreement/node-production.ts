import type { Book } from "../../book/book.ts";
import { readMinerals } from "../../book/market-book.ts";
import { decimal, sum, toNumber } from "../../vocab/decimal.ts";
import type { Context } from "../core/context.ts";
import { hasStore } from "../core/has-store.ts";
import { byCountry, type SourceSeries, seriesOf, yearsOf } from "../market/production-of.ts";
import { figureText } from "../scenario/figure-text.ts";
import type { AgreementNode } from "./agreement-input.ts";
import type { NodeResult } from "./agreement-result.ts";
import { shareText } from "./node-trade.ts";

/** Tables of the store that say what countries make of the node's mineral at its stage; none where it names neither. */
export async function productionOfNode(
  context: Context,
  book: Book,
  { mineral, stage }: AgreementNode,
): Promise<readonly SourceSeries[]> {
  if (mineral === undefined || stage === undefined || !(await hasStore(context))) return [];
  const same = (a: string | null, b: string) => a !== null && a.toLowerCase() === b.toLowerCase();
  const rows = (await readMinerals(book)).filter(
    (row) => row.kind === "production" && same(row.mineral, mineral) && same(row.stage, stage),
  );
  return seriesOf(context, rows, "production");
}

/** What members make by the last year of each series. */
export function productionLines(
  series: readonly SourceSeries[],
  members: ReadonlySet<string>,
): NodeResult["production"] {
  return series.flatMap(({ row, figures }) => {
    const year = yearsOf(figures).at(-1);
    if (year === undefined) return [];
    const all = byCountry(figures, year);
    const total = toNumber(sum(all.map(({ amount }) => amount)));
    const own = toNumber(sum([decimal("0"), ...all.filter(({ key }) => members.has(key)).map(({ amount }) => amount)]));
    return [
      {
        ...{ series: row.series, source: row.source, year, stage: row.stage },
        ...{ members: figureText(own), stated: figureText(total), share: shareText(own, total) },
        unit: figures[0]?.unit ?? null,
      },
    ];
  });
}
