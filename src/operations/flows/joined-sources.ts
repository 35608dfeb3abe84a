import type { Book } from "../../book/book.ts";
import { NotFound } from "../../errors.ts";
import type { Context } from "../core/context.ts";
import { fitsChoice, type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import { type LegSource, type LegsWanted, openLegSource } from "./leg-source.ts";
import { ownStep } from "./legs-of.ts";

/** Legs that another dataset may show where the one that the question runs on does not. */
export type JoinedLeg = "third" | "feed";

export interface JoinChoice {
  /** Source that the second leg is read from where the dataset does not show it. */
  readonly thirdSource?: string | undefined;
  /** The same of the first leg, and of the inputs. */
  readonly feedSource?: string | undefined;
}

/** The datasets of the store that may show a leg, the one that is read first; opened when they are asked. */
export interface JoinedSources {
  of(leg: JoinedLeg): Promise<readonly LegSource[]>;
}

/**
 * What else the store holds by month of a product or of its inputs, made or real as the dataset itself is. In this order:
 * the same HS revision, statistics before bills, more rows of the product, the name of the source.
 */
export async function joinedSources(
  context: Context,
  book: Book,
  main: TradeDataset,
  wanted: LegsWanted,
  choice: JoinChoice,
): Promise<JoinedSources> {
  const all = await tradeDatasets(context, wanted.product);
  const codes = new Set<string>([wanted.product, ...wanted.inputs]);
  const others = all
    .filter((each) => {
      const same = each.data === main.data && each.source === main.source && each.side === main.side;
      const holds = each.products.some((code) => codes.has(code));
      return !same && each.made === main.made && each.side !== "reconciled" && ownStep(each) === wanted.step && holds;
    })
    .sort(
      (a, b) =>
        Number(b.hsRevision === main.hsRevision) - Number(a.hsRevision === main.hsRevision) ||
        Number(b.data === "flows") - Number(a.data === "flows") ||
        b.productRows - a.productRows ||
        (`${a.source} ${a.side}` < `${b.source} ${b.side}` ? -1 : 1),
    );
  const opened = new Map<TradeDataset, Promise<LegSource>>();
  const open = (dataset: TradeDataset): Promise<LegSource> => {
    const found = opened.get(dataset) ?? openLegSource(context, book, dataset, wanted, true);
    opened.set(dataset, found);
    return found;
  };
  return {
    async of(leg) {
      const source = leg === "third" ? choice.thirdSource : choice.feedSource;
      const fit = others.filter((each) => fitsChoice(each, { source }));
      if (source !== undefined && fit.length === 0) {
        const names = [...new Set(others.map((each) => each.source))];
        throw new NotFound(`The store holds no other monthly figures of these goods of a source "${source}".`, {
          hint:
            names.length === 0 ? "It holds none at all beside the dataset itself." : `It holds ${names.join(", ")}.`,
        });
      }
      const found: LegSource[] = [];
      for (const dataset of fit) found.push(await open(dataset));
      return found;
    },
  };
}
