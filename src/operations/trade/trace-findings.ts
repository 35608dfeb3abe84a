import type { Book } from "../../book/book.ts";
import { BASES } from "../../evidence/basis.ts";
import { type TierQuality, tierQualities } from "../../network/estimate-quality.ts";
import type { InputLink } from "../../network/input-link.ts";
import type { Network } from "../../network/network.ts";
import type { Reach, ReachTier } from "../../network/reach.ts";
import type { Dimension } from "../../network/reach-split.ts";
import { topParties } from "../../network/top-parties.ts";
import { reportRegion } from "../../vocab/country-group.ts";
import { compare, format, toNumber } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Coverage } from "../core/answer.ts";
import { facilityLabel } from "./facility.ts";
import { countryLabel, productLabel } from "./labels.ts";
import { partyLabel, type ResolvedParty } from "./party.ts";
import { sharesOf } from "./shares.ts";
import { allParts, type Line, regroup, topParts, wholeOf, writeCents, writeGrams } from "./split-parts.ts";
import type { ReachInput } from "./trace-input.ts";
import type { InputOfTrace, ReachYear, Split, Supplier, Tier, TraceResult } from "./trace-result.ts";
import type { TradeDataset } from "./trade-dataset.ts";
import type { DatasetFacts, Part } from "./trade-fields.ts";
import { qualityOf, qualityWarnings } from "./value-quality.ts";

interface Findings {
  readonly book: Book;
  readonly network: Network;
  readonly question: ReachInput;
  readonly found: Reach;
  readonly links: readonly InputLink[];
  readonly facts: DatasetFacts;
  readonly party: ResolvedParty | null;
  readonly country: string | undefined;
}

const KIND_LABELS: Readonly<Record<string, string>> = {
  root: "the product itself, to the root",
  same: "the same product, passed on",
  material: "materials",
  component: "components",
  equipment: "equipment",
};

function labellers({ book, network, facts }: Findings) {
  const revision = facts.hsRevision ?? 2022;
  const product = (code: string) => `${formatHs(code)} ${productLabel(book, code, revision)}`;
  return {
    product,
    country: countryLabel,
    region: (name: string) => name,
    party: (id: string) => partyLabel(network, id),
    facility: (id: string) => facilityLabel(network, id),
    port: (name: string) => (name === "" ? "Unknown" : name),
    kind: (kind: string) => KIND_LABELS[kind] ?? kind,
  };
}

/** The lines of one tier; each dimension is added up once, however often it is shown. */
function linesOf(tier: ReachTier) {
  const known = new Map<string, Line[]>();
  return (dimension: Dimension | "region"): Line[] => {
    let lines = known.get(dimension);
    if (lines === undefined) {
      lines = dimension === "region" ? regroup(tier.by("country"), reportRegion) : tier.by(dimension);
      known.set(dimension, lines);
    }
    return lines;
  };
}

type Lines = ReturnType<typeof linesOf>;

function tierParts(lines: Lines, findings: Findings): Part[] {
  const { by } = findings.question;
  const dimension = by === "origin" ? "country" : by;
  return allParts(lines(dimension), labellers(findings)[dimension]);
}

function tierSplits(tier: ReachTier, lines: Lines, findings: Findings): Tier["splits"] {
  const label = labellers(findings);
  const { top, by, direction } = findings.question;
  const split = (all: readonly Line[], labelOf: (key: string) => string): Split =>
    topParts(all.slice(0, top), wholeOf(all), labelOf);
  const whole = (all: readonly Line[], labelOf: (key: string) => string): Split => topParts(all, wholeOf(all), labelOf);
  const parties = direction === "up" ? tier.senders : tier.buyers;
  const largestParties = by === "party" ? lines("party").slice(0, top) : tier.by("party", top);
  return {
    origin: split(lines("country"), label.country),
    region: whole(lines("region"), label.region),
    ...(by === "facility" ? { facility: split(lines("facility"), label.facility) } : {}),
    party: topParts(largestParties, { count: parties, rows: tier.rows, usd: tier.usd, kg: tier.kg }, label.party),
    product: split(lines("product"), label.product),
    kind: whole(lines("kind"), label.kind),
    heading: split(lines("heading"), label.product),
  };
}

function tierResult(tier: ReachTier, quality: TierQuality, findings: Findings): Tier {
  const up = findings.question.direction === "up";
  const lines = linesOf(tier);
  return {
    tier: tier.tier,
    rows: tier.rows,
    usd: writeCents(tier.usd),
    kg: writeGrams(tier.kg),
    parties: up ? tier.senders : tier.buyers,
    counterparties: up ? tier.buyers : tier.senders,
    products: lines("product").length,
    rowsWithoutValue: tier.rowsWithoutValue,
    rowsWithoutWeight: tier.rowsWithoutWeight,
    ...qualityOf(quality, tier.usd),
    by: tierParts(lines, findings),
    splits: tierSplits(tier, lines, findings),
  };
}

function suppliersOf({ network, question, found }: Findings, total: bigint): Supplier[] {
  const parties = topParties(found.walk, question.top);
  const listed = parties.reduce((sum, party) => sum + party.usd, 0n);
  const shares = sharesOf([...parties.map((party) => party.usd), total - listed]);
  return parties.map((party, at) => ({
    party: party.key,
    label: partyLabel(network, party.key),
    country: network.parties.country(party.party) || null,
    tiers: [...party.tiers],
    products: [...party.products],
    rows: party.rows,
    usd: writeCents(party.usd),
    kg: writeGrams(party.kg),
    share: shares[at] ?? "0",
    recipients: party.recipients,
  }));
}

const KINDS: readonly InputLink["kind"][] = ["material", "component", "equipment"];

/** What matters most first: nearest tier, materials before equipment, the largest known cost share, the best basis. */
function weightOf(links: readonly InputLink[]): readonly number[] {
  return [
    Math.min(...links.map((link) => KINDS.indexOf(link.kind))),
    -Math.max(...links.map((link) => (link.costShare === null ? 0 : toNumber(link.costShare.central)))),
    Math.min(...links.map((link) => BASES.indexOf(link.basis))),
  ];
}

function largestShare(links: readonly InputLink[]): InputOfTrace["costShare"] {
  const shares = links.flatMap((link) => link.costShare ?? []);
  const [largest] = shares.sort((a, b) => compare(b.central, a.central));
  if (largest === undefined) return null;
  return { low: format(largest.low), central: format(largest.central), high: format(largest.high) };
}

/** The inputs of the root by the map, down to a tier, each at the smallest tier where it stands. */
export function inputsBehind(links: readonly InputLink[], root: string, depth: number): Omit<InputOfTrace, "label">[] {
  const found = new Map<string, { readonly tier: number; readonly links: InputLink[] }>();
  let frontier = new Set([root]);
  for (let tier = 2; tier <= depth && frontier.size > 0; tier++) {
    const next = new Set<string>();
    for (const link of links) {
      if (!frontier.has(link.outputHs) || link.inputHs === root) continue;
      const known = found.get(link.inputHs);
      if (known === undefined) next.add(link.inputHs);
      found.set(link.inputHs, { tier: known?.tier ?? tier, links: [...(known?.links ?? []), link] });
    }
    frontier = next;
  }
  const ranked = [...found].map(([code, each]) => ({ code, ...each, weight: [each.tier, ...weightOf(each.links)] }));
  ranked.sort((a, b) => {
    const at = a.weight.findIndex((value, index) => value !== b.weight[index]);
    return at < 0 ? (a.code < b.code ? -1 : 1) : (a.weight[at] ?? 0) - (b.weight[at] ?? 0);
  });
  return ranked.map(({ code, tier, links: own }) => ({
    code,
    tier,
    of: [...new Set(own.map((link) => link.outputHs))].sort(),
    kinds: KINDS.filter((kind) => own.some((link) => link.kind === kind)),
    costShare: largestShare(own),
  }));
}

/** The network's integers as the answer's labelled, exact figures. */
export function traceFindings(findings: Findings): TraceResult {
  const { book, network, question, found, links, facts, party, country } = findings;
  const revision = facts.hsRevision ?? 2022;
  const total = found.tiers.reduce(
    (sum, tier) => ({ rows: sum.rows + tier.rows, usd: sum.usd + tier.usd, kg: sum.kg + tier.kg }),
    { rows: 0, usd: 0n, kg: 0n },
  );
  const followsInputs = question.direction === "up" && question.inputs === "all";
  const behind = followsInputs ? inputsBehind(links, question.product, question.depth) : [];
  const labelled = behind.map((each) => ({ ...each, label: productLabel(book, each.code, revision) }));
  const held = new Set(network.products);
  const qualities = tierQualities(found.walk);
  return {
    method: "reach",
    dataset: facts,
    root: {
      product: { code: question.product, label: productLabel(book, question.product, revision), revision },
      direction: question.direction,
      country: country === undefined ? null : { key: country, label: countryLabel(country) },
      party,
      from: question.since ?? facts.from,
      until: question.until ?? facts.until,
    },
    inOrder: question.inOrder ?? null,
    by: question.by,
    tiers: found.tiers.map((tier, at) => tierResult(tier, qualities[at] as TierQuality, findings)),
    total: { rows: total.rows, usd: writeCents(total.usd), kg: writeGrams(total.kg) },
    suppliers: suppliersOf(findings, total.usd),
    inputsHeld: labelled.filter(({ code }) => held.has(code)),
    inputsNotHeld: labelled.filter(({ code }) => !held.has(code)),
  };
}

/** One year's tiers. */
export function reachYear(findings: Findings, year: string): ReachYear {
  return {
    year,
    tiers: findings.found.tiers.map((tier) => ({
      tier: tier.tier,
      rows: tier.rows,
      usd: writeCents(tier.usd),
      kg: writeGrams(tier.kg),
      by: tierParts(linesOf(tier), findings),
    })),
  };
}

/** Things about this answer that a reader must know before using it. */
export function traceWarnings(result: TraceResult): string[] {
  const [first] = result.tiers;
  const { root } = result;
  const warnings: string[] = [];
  if (first === undefined || first.rows === 0) {
    const place = root.party?.label ?? root.country?.label ?? "anyone";
    const verb = root.direction === "up" ? `bought by ${place}` : `sold by ${place}`;
    warnings.push(`The data hold no row of HS ${formatHs(root.product.code)} ${verb} under these filters.`);
  }
  const silent = (pick: "rowsWithoutValue" | "rowsWithoutWeight") =>
    result.tiers.filter((tier) => tier[pick] > 0).map((tier) => `${tier[pick]} of ${tier.rows} in tier ${tier.tier}`);
  const [value, weight] = [silent("rowsWithoutValue"), silent("rowsWithoutWeight")];
  if (value.length > 0) warnings.push(`Rows without a value add nothing to the sums: ${value.join(", ")}.`);
  if (weight.length > 0) warnings.push(`Rows without a weight add nothing to the weights: ${weight.join(", ")}.`);
  return [...warnings, ...qualityWarnings(result.tiers)];
}

export function traceCoverage(dataset: TradeDataset, result: TraceResult, blind: readonly string[]): Coverage {
  const known = result.inputsHeld.length + result.inputsNotHeld.length;
  const inputs =
    known === 0
      ? []
      : [
          `The input map names ${known} inputs behind the product down to this depth; the data hold ${result.inputsHeld.length} of them.`,
        ];
  const meaning =
    result.tiers.length > 1
      ? [
          "A higher tier is everything that the senders bought of an input, for whatever use: it is not what the root contains, and tiers must not be added into a content.",
        ]
      : [];
  return { made: dataset.made, from: dataset.from, until: dataset.until, notes: [...meaning, ...inputs, ...blind] };
}
