import type { Book } from "../../book/book.ts";
import type { Network } from "../../network/network.ts";
import type { FirmImpact } from "../../scenario/impact/firm-impact.ts";
import type { Shock, Supply } from "../../scenario/impact/supply.ts";
import type { CountryCode } from "../../vocab/country.ts";
import { addDays } from "../../vocab/iso-date.ts";
import { countryLabel, productLabel } from "../trade/labels.ts";
import { partyLabel } from "../trade/party.ts";
import { figureText, usdText } from "./figure-text.ts";
import type { Weeks } from "./impact-capacity.ts";
import type { WeeksHit, WeeksResult } from "./impact-result.ts";
import type { RecordedSupply, SupplyNode } from "./impact-supply.ts";

export interface ImpactFound {
  readonly network: Network;
  readonly recorded: RecordedSupply;
  readonly shock: Shock;
  readonly firms: readonly FirmImpact[];
  readonly weeks: Weeks;
}

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

const share = (value: number): string => figureText(value, SHARE_PLACES);
const least = (series: Float64Array | undefined): number => series?.reduce((so, one) => Math.min(so, one), 1) ?? 1;

/** The shortest way from what is broken to each firm, in sales; 0 for what is itself out, null where there is none. */
function tiersOf({ links, inputs, firms }: Supply, { capacityLeft, saleLeft }: Shock): (number | null)[] {
  const buyersOf = new Map<number, number[]>();
  const tiers: (number | null)[] = firms.map(() => null);
  for (const firm of capacityLeft.keys()) tiers[firm] = 0;
  let reached = [...capacityLeft.keys()];
  const first: number[] = [];
  links.forEach(({ seller, input, amount }, link) => {
    if (amount === 0) return;
    const buyer = inputs[input]?.buyer as number;
    if (saleLeft.has(link)) first.push(buyer);
    const known = buyersOf.get(seller);
    if (known === undefined) buyersOf.set(seller, [buyer]);
    else known.push(buyer);
  });
  for (let tier = 1; reached.length > 0 || tier === 1; tier++) {
    const next = [...reached.flatMap((firm) => buyersOf.get(firm) ?? []), ...(tier === 1 ? first : [])];
    reached = [...new Set(next)].filter((firm) => tiers[firm] === null);
    for (const firm of reached) tiers[firm] = tier;
  }
  return tiers;
}

/** By input: the share of what was bought that is stopped at the most, by its sale or by its seller. */
function stoppedOf({ links, inputs }: Supply, { capacityLeft, saleLeft }: Shock): Float64Array {
  const all = new Float64Array(inputs.length);
  const stopped = new Float64Array(inputs.length);
  links.forEach(({ seller, input, amount }, link) => {
    all[input] = (all[input] as number) + amount;
    const left = least(saleLeft.get(link)) * least(capacityLeft.get(seller));
    stopped[input] = (stopped[input] as number) + amount * (1 - left);
  });
  return stopped.map((one, input) => one / (all[input] as number));
}

/** Who is hit, when and for how long. */
export function impactFindings(found: ImpactFound, { book, source, revision, to, top }: FindingsAsked): WeeksResult {
  const { network, recorded, shock, firms, weeks } = found;
  const { supply, nodes, bought } = recorded;
  const tiers = tiersOf(supply, shock);
  const stopped = stoppedOf(supply, shock);
  const output = Float64Array.from(supply.firms, ({ finalDemand }) => finalDemand);
  for (const { seller, amount } of supply.links) output[seller] = (output[seller] as number) + amount;
  const buys = new Set(supply.inputs.map(({ buyer }) => buyer));
  const dayOf = (week: number): string => addDays(weeks.start, 7 * week);
  const labelOf = ({ party, country }: SupplyNode): string =>
    party < 0 ? countryLabel(country) : partyLabel(network, network.parties.id(party));
  const nameOf = (code: string) => ({ product: code, productLabel: productLabel(book, code, revision) });
  const isAsked = (firm: number): boolean => to === null || nodes[firm]?.country === to;

  const lost = (firm: number): number => (firms[firm] as FirmImpact).lackedWeeks;
  const lostUsd = (firm: number): number => lost(firm) * (output[firm] as number);
  const stoppedAt = (firm: number): number => stopped[(firms[firm] as FirmImpact).lacked as number] as number;
  const keyOf = (firm: number): string => {
    const { party, product, role } = nodes[firm] as SupplyNode;
    return `${party < 0 ? "" : network.parties.id(party)} ${product} ${role}`;
  };
  const order = (...by: readonly ((firm: number) => number)[]) => {
    return (a: number, b: number): number => {
      for (const of of by) {
        const [one, other] = [figureText(of(a), WEEK_PLACES), figureText(of(b), WEEK_PLACES)].map(Number);
        if (one !== other) return (other as number) - (one as number);
      }
      return keyOf(a) < keyOf(b) ? -1 : 1;
    };
  };
  const allHit = nodes.flatMap((_, firm) => {
    const { hitIn, lacked } = firms[firm] as FirmImpact;
    return hitIn !== null && lacked !== null && tiers[firm] !== 0 ? [firm] : [];
  });
  const hit = allHit.filter(isAsked);

  const lineOf = (firm: number): WeeksHit => {
    const node = nodes[firm] as SupplyNode;
    const one = firms[firm] as FirmImpact;
    const input = one.lacked as number;
    const { product, stock } = bought[input] as RecordedSupply["bought"][number];
    return {
      key: network.parties.id(node.party),
      label: labelOf(node),
      country: node.country === "" ? null : node.country,
      ...nameOf(node.product),
      role: node.role,
      tier: tiers[firm] ?? null,
      hitIn: one.hitIn as number,
      hitOn: dayOf(one.hitIn as number),
      fullWeeks: one.fullWeeks as number,
      trough: share(one.trough),
      troughIn: one.troughIn,
      backIn: one.backIn,
      backOn: one.backIn === null ? null : dayOf(one.backIn),
      lostWeeks: figureText(lost(firm), WEEK_PLACES),
      lostUsd: usdText(lostUsd(firm)),
      weeklyUsd: usdText(output[firm] as number),
      lacks: {
        ...nameOf(product),
        stockDays: figureText(stock.days, 1),
        stockOf: stock.of,
        stopped: share(stoppedAt(firm)),
      },
      output: Array.from(one.output, share),
    };
  };
  const firstOf = (some: readonly number[]): number | undefined =>
    [...some].sort((a, b) => (firms[a]?.hitIn as number) - (firms[b]?.hitIn as number) || order(lostUsd)(a, b))[0];
  const first = firstOf(hit);
  const buyers = [...buys].filter((firm) => isAsked(firm) && tiers[firm] !== 0);
  const whole = buyers.reduce((sum, firm) => sum + (output[firm] as number), 0);
  const sold = supply.links.reduce((sum, { amount }) => sum + amount, 0);
  return {
    from: weeks.start,
    until: dayOf(weeks.count),
    weeks: weeks.count,
    network: {
      source,
      made: network.dataset.made,
      by: network.dataset.table === "flows" ? "country" : "party",
      products: [...new Set(nodes.map(({ product }) => product))].sort(),
      firms: nodes.length,
      links: supply.links.filter(({ amount }) => amount > 0).length,
      yearlyUsd: usdText(sold * WEEKS_A_YEAR),
    },
    hits: [...hit]
      .sort(order(lost, stoppedAt, lostUsd))
      .slice(0, top)
      .map(lineOf),
    largest: [...hit].sort(order(lostUsd, lost)).slice(0, top).map(lineOf),
    totals: {
      buyers: buyers.length,
      hit: hit.length,
      elsewhere: allHit.length - hit.length,
      lostUsd: usdText(hit.reduce((sum, firm) => sum + lostUsd(firm), 0)),
      first:
        first === undefined
          ? null
          : {
              week: firms[first]?.hitIn as number,
              on: dayOf(firms[first]?.hitIn as number),
              label: labelOf(nodes[first] as SupplyNode),
            },
      byTier: [...new Set(hit.map((firm) => tiers[firm] ?? null))]
        .sort((a, b) => (a ?? Infinity) - (b ?? Infinity))
        .map((tier) => {
          const own = hit.filter((firm) => (tiers[firm] ?? null) === tier);
          return {
            tier,
            hit: own.length,
            lostUsd: usdText(own.reduce((sum, firm) => sum + lostUsd(firm), 0)),
            first: own.reduce((so, firm) => Math.min(so, firms[firm]?.hitIn as number), Infinity),
          };
        }),
      output: Array.from({ length: weeks.count }, (_, week) => {
        const made = buyers.reduce((sum, firm) => {
          return sum + (output[firm] as number) * (firms[firm]?.output[week] as number);
        }, 0);
        return share(whole === 0 ? 1 : made / whole);
      }),
    },
  };
}
