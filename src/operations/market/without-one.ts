import { decimal, format, minus, ONE, trim } from "../../vocab/decimal.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import { parseInput } from "../core/ask.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { exposureOperation } from "../exposure.ts";
import { countryLabel } from "../trade/labels.ts";
import type { TradeDataset } from "../trade/trade-dataset.ts";
import type { ConcentrationResult } from "./concentration-result.ts";

/** What purchases of a country rest on each origin, at face and through all tiers; largest loss first. */
export async function withoutEach(
  context: Context,
  dataset: TradeDataset,
  asked: { readonly product: Hs6; readonly to: string; readonly inputs: "all" | "same"; readonly year: string },
  origins: readonly string[],
  days: Days,
): Promise<ConcentrationResult["without"]> {
  const found = [];
  for (const origin of origins) {
    const input = parseInput(exposureOperation.input, {
      origin,
      bought: [asked.product],
      to: asked.to,
      inputs: asked.inputs,
      data: dataset.data,
      source: dataset.source,
      since: `${asked.year}-01-01`,
      until: `${Number(asked.year) + 1}-01-01`,
      ...(dataset.side === null ? {} : { side: dataset.side }),
      ...(dataset.frequency === null ? {} : { frequency: dataset.frequency }),
    });
    const { result } = await exposureOperation.run(context, input, days);
    const { directShare: face, addedShare: lookThrough, passingShare: passing } = result.total;
    const left = format(trim(minus(ONE, decimal(passing))));
    found.push({ key: origin, label: countryLabel(origin), face, lookThrough, passing, left });
  }
  return found.sort((a, b) => Number(a.left) - Number(b.left) || (a.key < b.key ? -1 : 1));
}
