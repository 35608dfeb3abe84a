import { chartCaption } from "../../src/charts/chart-caption.ts";
import { writeShare, writeUsd } from "../../src/render/scale.ts";
import { inSentence, shortProduct, windowWords } from "../../src/render/views/trade-words.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import type { ChainResult, Measure } from "../state/chain-answer.ts";
import { farEnd, namedNodes, shareIn, tierOf } from "./chain-tables.ts";
import { writeMeasure } from "./measure.ts";

/** What is looked at, in a line. */
export function chainTitle({ root, direction }: ChainResult): string {
  const what = `HS ${formatHs(root.product)} (${shortProduct(root.label)})`;
  const who = inSentence((root.buyer ?? root.seller)?.label ?? "the world");
  const when = windowWords(root.from, root.until);
  return direction === "up"
    ? `What stands behind ${what} bought by ${who}, ${when}`
    : `What becomes of ${what} sold by ${who}, ${when}`;
}

/** The finding in a sentence, then what the picture leaves out. */
export function chainCaption(chain: ChainResult): string {
  const first = tierOf(chain, 1);
  const last = chain.tiers.at(-1);
  const [largest] = namedNodes(chain, 1);
  if (first === undefined || largest === undefined) return "The data hold nothing that answers this.";
  const far = last === undefined || last.tier < 2 ? undefined : namedNodes(chain, last.tier)[0];
  const further =
    far === undefined || last === undefined
      ? ""
      : `; at tier ${last.tier} it is ${inSentence(far.label)} with ${writeShare(shareIn(far.usd, last.usd))} of ${writeUsd(last.usd)}`;
  const finding = `Tier 1 is worth ${writeUsd(first.usd)}; ${inSentence(largest.label)} is its largest ${farEnd(chain).toLowerCase()} with ${writeShare(shareIn(largest.usd, first.usd))}${further}`;
  const estimated = chain.tiers.some((tier) => Number(tier.estimatedUsd) > 0);
  return chartCaption(finding, [
    ...(estimated ? ["Estimated values are hatched"] : []),
    "A higher tier is all that touches the chain, for whatever use; tiers are not parts of one another",
  ]);
}

/** Below the heading of a column: its size, and among how many it is divided. */
export function columnCaption(chain: ChainResult, tier: number, measure: Measure): string {
  const found = tierOf(chain, Math.max(1, tier));
  if (found === undefined) return "";
  const size = writeMeasure(measure, found[measure]);
  if (tier === 0) return size;
  return `${size} · ${found.ends} ${farEnd(chain).toLowerCase()}${found.ends === 1 ? "" : "s"}`;
}
