import { BASES } from "../../evidence/basis.ts";
import type { Attribution } from "../../network/attribution/attribute.ts";
import { originOf } from "../../network/attribution/lens.ts";
import type { Path, PathStep, Paths } from "../../network/paths.ts";
import { linkRows } from "../../network/paths-days.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { epochDay, fromEpochDay } from "../../vocab/iso-date.ts";
import { writeShareOf } from "./attribution-lines.ts";
import type { ChainGround } from "./chain-ground.ts";
import { productLabel } from "./labels.ts";
import { partyLabel } from "./party.ts";
import type { PathResult, PathsResult } from "./paths-result.ts";
import { writeCents } from "./split-parts.ts";

interface Findings {
  readonly ground: ChainGround;
  readonly attribution: Attribution;
  readonly ends: Uint8Array;
  readonly found: Paths;
}

/** Days that a row of statistics stands for. */
const PERIOD_DAYS: Readonly<Record<string, number>> = { annual: 365, quarterly: 90, monthly: 28 };

/** Whether a link whose last row is of `day` is older than the window's half. */
function isStale({ window, dataset }: ChainGround, day: number | null): boolean {
  const { since, until } = window;
  const [first, end] = [since ?? dataset.from, until ?? dataset.until];
  if (day === null || first === null || end === null) return false;
  return day + (PERIOD_DAYS[dataset.frequency ?? ""] ?? 1) <= (epochDay(first) + epochDay(end)) / 2;
}

/** A share of the root's value in USD. */
export function usdOf({ root }: Attribution, share: number): string {
  return writeCents(BigInt(Math.round(share * Number(root.usd))));
}

export function ofWhole(part: number, whole: number): string {
  return whole > 0 ? writeShareOf(part / whole) : "0";
}

function stepResult(step: PathStep, findings: Findings, countryOf: (node: number) => string) {
  const { ground, attribution } = findings;
  const { network, book, revision } = ground;
  const { shared } = attribution.solved;
  const { cone, basis } = shared;
  const party = step.node < 0 ? null : network.parties.id(cone.nodes.party[step.node] as number);
  const { rows, lastDay } =
    step.node < 0 || step.mix < 0 ? { rows: 0, lastDay: null } : linkRows(cone, step.mix, step.node);
  const product = cone.recipes.products[step.product] ?? "";
  return {
    party,
    label: party === null ? "nobody seen to sell it" : partyLabel(network, party),
    country: step.node < 0 ? null : countryOf(step.node) || null,
    product,
    productLabel: productLabel(book, product, revision),
    share: writeShareOf(step.inputShare * step.sellerShare),
    inputShare: writeShareOf(step.inputShare),
    sellerShare: writeShareOf(step.sellerShare),
    basis: step.input < 0 ? ("reported" as const) : (BASES[basis[step.input] as number] ?? "assumed"),
    reached: writeShareOf(step.reached),
    usd: usdOf(attribution, step.reached),
    rows,
    last: lastDay === null ? null : fromEpochDay(lastDay),
    stale: isStale(ground, lastDay),
  };
}

function pathResult(path: Path, findings: Findings, countryOf: (node: number) => string): PathResult {
  const { attribution, found } = findings;
  const steps = path.steps.map((step) => stepResult(step, findings, countryOf));
  return {
    share: writeShareOf(path.share),
    usd: usdOf(attribution, path.share),
    ofReached: ofWhole(path.share, found.reached),
    stale: steps.some(({ stale }) => stale),
    steps,
  };
}

type Figures = "reached" | "added" | "untraced" | "estimated" | "covered" | "end" | "paths" | "size";

/** The core's numbers as labelled shares and amounts. */
export function pathsFindings(findings: Findings): Pick<PathsResult, Figures> {
  const { attribution, ends, found } = findings;
  const { mixes, cone } = attribution.solved.shared;
  const added = attribution.solved.added.reduce((sum, share, node) => sum + (ends[mixes + node] === 1 ? share : 0), 0);
  const countryOf = originOf(cone);
  const part = (share: number) => ({ share: writeShareOf(share), usd: usdOf(attribution, share) });
  return {
    reached: part(found.reached),
    added: part(added),
    untraced: part(attribution.untraced),
    estimated: writeShareOf(attribution.estimated),
    covered: { ...part(found.covered), ofReached: ofWhole(found.covered, found.reached) },
    end: found.end,
    paths: found.paths.map((path) => pathResult(path, findings, countryOf)),
    size: {
      nodes: attribution.size.nodes,
      purchases: attribution.size.mixes,
      links: attribution.size.edges,
    },
  };
}

export function pathsWarnings({ root, reaching, reached, end, limits, paths, estimated }: PathsResult): string[] {
  const place = root.party?.label ?? root.country?.label ?? "anyone";
  const code = formatHs(root.product.code);
  if (root.usd === "0.00") {
    return [`The data hold no row of HS ${code} with a value bought by ${place} under these filters.`];
  }
  const stale = paths.filter((path) => path.stale).length;
  return [
    ...(root.rowsWithoutValue > 0
      ? [`${root.rowsWithoutValue} of the ${root.rows} rows of the root state no value and are left out.`]
      : []),
    ...(Number(reached.share) === 0 ? [`Nothing behind HS ${code} bought by ${place} passes ${reaching.label}.`] : []),
    ...(end === "work"
      ? [
          `The search stopped early, after ${limits.worked} ways: weaker paths, and perhaps some as strong, are not listed.`,
        ]
      : []),
    ...(Number(estimated) > 0
      ? [
          `${(100 * Number(estimated)).toFixed(1)} % of the value bought on the way is estimated: those rows give none in USD.`,
        ]
      : []),
    ...(stale > 0
      ? [
          `${stale} of the paths ${stale === 1 ? "has a link" : "have links"} whose last row lies before the middle of the window.`,
        ]
      : []),
  ];
}
