import type { HitBuyer, HitProduct, StoppedSums } from "../../../network/exposure-edits.ts";
import type { ChainGround } from "../../trade/chain-ground.ts";
import { countryLabel, productLabel } from "../../trade/labels.ts";
import { partyLabel } from "../../trade/party.ts";
import { figureText, tonnesText, usdText } from "../figure-text.ts";
import type { Hits } from "./hits-result.ts";

const CENTS = 100;
const GRAMS = 1e6;

const usd = (cents: number): string => usdText(cents / CENTS);
const shareOf = ({ through, usd: paid }: StoppedSums): number => (paid > 0 ? through / paid : 0);

/** Weights are known of some rows or of none. */
function tonnesOf(stopped: number, weighedUsd: number, grams: number): string | null {
  return stopped > 0 && weighedUsd === 0 ? null : tonnesText(grams / GRAMS);
}

function sumsOf(sums: StoppedSums) {
  return {
    bought: usd(sums.usd),
    through: usd(sums.through),
    share: figureText(shareOf(sums)),
    least: usd(sums.least),
    tiers: sums.byTier.map((cents, at) => ({ tier: at + 1, through: usd(cents) })),
    deeper: usd(sums.deeper),
    tonnes: tonnesOf(sums.byTier[0] ?? 0, sums.weighedUsd, sums.stoppedGrams),
  };
}

interface Line {
  readonly code: string;
  readonly buyer: HitBuyer;
}

const PLACES = 1e9;

/** Of bills who depends wholly comes first, such as the buyer with a single source; of statistics the largest sum. */
function byRank(by: Hits["by"]): (a: Line, b: Line) => number {
  const rounded = ({ buyer }: Line): number => (by === "party" ? Math.round(shareOf(buyer) * PLACES) : 0);
  return (a, b) =>
    rounded(b) - rounded(a) ||
    b.buyer.through - a.buyer.through ||
    (a.code + a.buyer.key < b.code + b.buyer.key ? -1 : 1);
}

function othersOf({ hit }: HitProduct, shown: ReadonlySet<HitBuyer>) {
  const rest = hit.filter((buyer) => !shown.has(buyer));
  const sum = (pick: (buyer: HitBuyer) => number): number => rest.reduce((all, buyer) => all + pick(buyer), 0);
  const stopped = sum(({ byTier }) => byTier[0] ?? 0);
  return {
    count: rest.length,
    bought: usd(sum((buyer) => buyer.usd)),
    through: usd(sum(({ through }) => through)),
    tonnes: tonnesOf(
      stopped,
      sum(({ weighedUsd }) => weighedUsd),
      sum(({ stoppedGrams }) => stoppedGrams),
    ),
  };
}

/** The core's sums as labelled lines. */
export function hitsFindings(
  { book, network, revision }: Pick<ChainGround, "book" | "network" | "revision">,
  products: readonly HitProduct[],
  { by, asked, top }: { readonly by: Hits["by"]; readonly asked: readonly string[]; readonly top: number },
): Pick<Hits, "products" | "otherProducts" | "buyers"> {
  const lines = products.flatMap(({ code, hit }): Line[] => hit.map((buyer) => ({ code, buyer })));
  const shown = lines.sort(byRank(by)).slice(0, top);
  const buyers = new Set(shown.map(({ buyer }) => buyer));
  const isAsked = ({ code }: HitProduct): boolean => asked.includes(code);
  const made = products.filter((each) => !isAsked(each) && each.through > 0).sort((a, b) => b.through - a.through);
  const listed = [...products.filter(isAsked), ...made.slice(0, top)];
  return {
    products: listed.map((each) => ({
      code: each.code,
      label: productLabel(book, each.code, revision),
      asked: isAsked(each),
      ...sumsOf(each),
      buyers: each.buyers,
      hit: each.hit.length,
      estimatedShare: figureText(each.usd > 0 ? each.estimated / each.usd : 0),
      others: othersOf(each, buyers),
    })),
    otherProducts: Math.max(0, made.length - top),
    buyers: shown.map(({ code, buyer }) => ({
      key: buyer.key === "" ? "unknown" : buyer.key,
      label: by === "country" ? countryLabel(buyer.key) : partyLabel(network, buyer.key),
      country: by === "country" ? buyer.key || null : network.parties.country(network.parties.find(buyer.key)) || null,
      product: code,
      ...sumsOf(buyer),
    })),
  };
}
