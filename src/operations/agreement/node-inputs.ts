import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { groupTrade } from "../../scenario/agreement/group-trade.ts";
import type { Context } from "../core/context.ts";
import { hasStore } from "../core/has-store.ts";
import { usdText } from "../scenario/figure-text.ts";
import { productLabel } from "../trade/labels.ts";
import { revisionOf } from "../trade/product.ts";
import { type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import type { AgreementNode } from "./agreement-input.ts";
import { placeOfKey } from "./agreement-members.ts";
import type { NodeResult } from "./agreement-result.ts";
import { seesSales, shareText, type YearOfTrade, yearOfTrade } from "./node-trade.ts";

/** An input with the trade that the store holds of it. */
export interface InputTrade {
  readonly code: string;
  readonly label: string;
  readonly kind: "material" | "component";
  readonly trade: YearOfTrade | null;
}

/** Materials and components of the node by the input map, with their trade where one dataset tells of it. */
export async function inputsOfNode(
  context: Context,
  book: Book,
  { product, year }: AgreementNode,
  trade: YearOfTrade | null,
): Promise<readonly InputTrade[]> {
  const revision = revisionOf(trade?.dataset.hsRevision ?? null);
  const links = inputsFor(book, revision).filter((link) => link.outputHs === product && link.kind !== "equipment");
  const store = await hasStore(context);
  const found: InputTrade[] = [];
  for (const { inputHs, kind } of links) {
    if (kind === "equipment" || found.some(({ code }) => code === inputHs)) continue;
    const all = store ? await tradeDatasets(context, inputHs) : [];
    const dataset = oneOf(
      all.filter(({ data, productRows }) => data === "flows" && productRows > 0),
      trade?.dataset ?? null,
    );
    found.push({
      code: inputHs,
      label: productLabel(book, inputHs, revision),
      kind,
      trade: dataset === null ? null : await yearOfTrade(context, dataset, inputHs, year),
    });
  }
  return found;
}

const sameSource = (a: TradeDataset, b: TradeDataset): boolean =>
  a.source === b.source && a.side === b.side && a.frequency === b.frequency;

/** The dataset of the node where it tells of the input as well, else the only one that does. */
function oneOf(datasets: readonly TradeDataset[], ofNode: TradeDataset | null): TradeDataset | null {
  const own = ofNode === null ? undefined : datasets.find((each) => sameSource(each, ofNode));
  return own ?? (datasets.length === 1 ? (datasets[0] ?? null) : null);
}

/** Where inputs leave the group, and those of which nothing is held; the largest purchases outside first. */
export function inputLines(
  inputs: readonly InputTrade[],
  members: ReadonlySet<string>,
): Pick<NodeResult, "inputs" | "inputsMissing"> {
  const lines = inputs.flatMap(({ code, label, kind, trade }) => {
    if (trade === null) return [];
    const { imports, outside, origins } = groupTrade(trade.legs, members);
    const [largest] = origins;
    return [
      {
        outside,
        line: {
          product: { code, label },
          kind,
          dataset: trade.dataset.source,
          year: trade.year,
          imports: usdText(imports.usd),
          outside: usdText(outside.usd),
          share: seesSales(trade, members) ? shareText(outside.usd, imports.usd) : null,
          largest:
            largest === undefined ? null : { ...placeOfKey(largest.key), share: shareText(largest.usd, outside.usd) },
        },
      },
    ];
  });
  return {
    inputs: lines.sort((a, b) => b.outside.usd - a.outside.usd).map(({ line }) => line),
    inputsMissing: inputs.flatMap(({ code, label, trade }) => (trade === null ? [{ code, label }] : [])),
  };
}
