import type { Book } from "../../../book/book.ts";
import type { Network } from "../../../network/network.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import { addDays } from "../../../vocab/iso-date.ts";
import { productLabel } from "../../trade/labels.ts";
import { partyLabel } from "../../trade/party.ts";
import { figureText, usdText } from "../figure-text.ts";
import type { Weeks } from "./impact-capacity.ts";
import { type Buyer, buyersOf, type Hit, type ImpactFound, salesLost } from "./impact-hits.ts";
import type { WeeksHit, WeeksResult } from "./impact-result.ts";

export interface FindingsAsked {
  readonly book: Book;
  /** Title of the dataset. */
  readonly source: string;
  readonly revision: number;
  readonly to: CountryCode | null;
  readonly top: number;
}

const SHARE_PLACES = 4;
const WEEK_PLACES = 3;
const WEEKS_A_YEAR = 365.25 / 7;
/** Of all that stops, or of all that is lost: who has less of both is counted and not ranked by weeks. */
const LEAST_PART = 1e-3;

const share = (value: number): string => figureText(value, SHARE_PLACES);
const sumOf = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);
const lostUsd = (hit: Hit): number => hit.lostUsd;
const lostWeeks = ({ shortage }: Hit): number => shortage.lostWeeks;

const keyOf = ({ parties }: Network, { party, product, role }: Buyer["node"]): string =>
  `${parties.id(party)} ${product} ${role}`;

/** The largest figure first, as it is written; of equals by the next figure, and in the end by name. */
function largestFirst(network: Network, ...by: readonly ((hit: Hit) => number)[]): (a: Hit, b: Hit) => number {
  return (a, b) => {
    for (const of of by) {
      const [one = 0, other = 0] = [a, b].map((hit) => Number(figureText(of(hit), WEEK_PLACES)));
      if (one !== other) return other - one;
    }
    return keyOf(network, a.node) < keyOf(network, b.node) ? -1 : 1;
  };
}

const dayOf = ({ start }: Weeks, week: number): string => addDays(start, 7 * week);

const labelOf = (network: Network, { node }: Buyer): string => partyLabel(network, network.parties.id(node.party));

/** Who is hit, when and for how long. */
export function impactFindings(found: ImpactFound, asked: FindingsAsked): WeeksResult {
  const { network, recorded, weeks } = found;
  const { to, top } = asked;
  const all = buyersOf(found);
  const isAsked = ({ node }: Buyer): boolean => to === null || node.country === to;
  const [buyers, hits] = [all.buyers.filter(isAsked), all.hits.filter(isAsked)];
  const [stops, loses] = [sumOf(buyers, ({ stoppedUsd }) => stoppedUsd), sumOf(hits, lostUsd)];
  const weighty = hits.filter((hit) => {
    return hit.stoppedUsd >= LEAST_PART * stops || hit.lostUsd >= LEAST_PART * loses;
  });
  const byWeeks = weighty.sort(largestFirst(network, lostWeeks, ({ lacks }) => lacks.stopped, lostUsd));
  const byUsd = [...hits].sort(largestFirst(network, lostUsd, lostWeeks));
  const lines = (some: readonly Hit[]) => some.slice(0, top).map((hit) => lineOf(hit, found, asked));
  return {
    from: weeks.start,
    until: dayOf(weeks, weeks.count),
    weeks: weeks.count,
    network: {
      source: asked.source,
      made: network.dataset.made,
      by: network.dataset.table === "flows" ? "country" : "party",
      products: [...new Set(recorded.nodes.map(({ product }) => product))].sort(),
      firms: recorded.nodes.length,
      links: recorded.supply.links.filter(({ amount }) => amount > 0).length,
      yearlyUsd: usdText(sumOf(recorded.supply.links, ({ amount }) => amount) * WEEKS_A_YEAR),
    },
    hits: lines(byWeeks),
    largest: lines(byUsd),
    totals: totalsOf(found, { buyers, byUsd, elsewhere: all.hits.filter((hit) => !isAsked(hit)) }),
  };
}

function lineOf(hit: Hit, { network, weeks }: ImpactFound, { book, revision }: FindingsAsked): WeeksHit {
  const { node, shortage, tier, lacks, hitIn } = hit;
  const nameOf = (code: string) => ({ product: code, productLabel: productLabel(book, code, revision) });
  return {
    key: network.parties.id(node.party),
    label: labelOf(network, hit),
    country: node.country === "" ? null : node.country,
    ...nameOf(node.product),
    role: node.role,
    tier,
    hitIn,
    hitOn: dayOf(weeks, hitIn),
    fullWeeks: shortage.fullWeeks ?? hitIn,
    trough: share(shortage.trough),
    troughIn: shortage.troughIn,
    backIn: shortage.backIn,
    backOn: shortage.backIn === null ? null : dayOf(weeks, shortage.backIn),
    lostWeeks: figureText(shortage.lostWeeks, WEEK_PLACES),
    lostUsd: usdText(hit.lostUsd),
    weeklyUsd: usdText(hit.weekly),
    lacks: {
      ...nameOf(lacks.product),
      stockDays: figureText(lacks.stock.days, 1),
      stockOf: lacks.stock.of,
      stopped: share(lacks.stopped),
    },
    output: Array.from(shortage.output, share),
  };
}

interface Counted {
  readonly buyers: readonly Buyer[];
  /** Those of them that are hit, the largest loss first. */
  readonly byUsd: readonly Hit[];
  readonly elsewhere: readonly Hit[];
}

const partiesOf = (some: readonly Buyer[]): number => new Set(some.map(({ node }) => node.party)).size;

function totalsOf(found: ImpactFound, { buyers, byUsd, elsewhere }: Counted): WeeksResult["totals"] {
  const { network, weeks } = found;
  const firstWeek = (some: readonly Hit[]) => some.reduce((so, { hitIn }) => Math.min(so, hitIn), Infinity);
  const first = byUsd.find(({ hitIn }) => hitIn === firstWeek(byUsd));
  const tiers = [...new Set(byUsd.map(({ tier }) => tier))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  const weekly = sumOf(buyers, (buyer) => buyer.weekly);
  return {
    buyers: partiesOf(buyers),
    hit: partiesOf(byUsd),
    lines: byUsd.length,
    elsewhere: partiesOf(elsewhere),
    lostUsd: usdText(sumOf(byUsd, lostUsd)),
    salesLostUsd: usdText(salesLost(found)),
    first:
      first === undefined ? null : { week: first.hitIn, on: dayOf(weeks, first.hitIn), label: labelOf(network, first) },
    byTier: tiers.map((tier) => {
      const own = byUsd.filter((hit) => hit.tier === tier);
      return { tier, hit: partiesOf(own), lostUsd: usdText(sumOf(own, lostUsd)), first: firstWeek(own) };
    }),
    output: Array.from({ length: weeks.count }, (_, week) => {
      const made = sumOf(buyers, (buyer) => buyer.weekly * (buyer.shortage.output[week] as number));
      return share(weekly === 0 ? 1 : made / weekly);
    }),
  };
}
