import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { InvalidInput } from "../../errors.ts";
import { inputMap } from "../../network/input-map.ts";
import type { Network } from "../../network/network.ts";
import { type Reach, reach } from "../../network/reach.ts";
import type { ReachQuestion } from "../../network/reach-question.ts";
import type { Walk } from "../../network/walk.ts";
import { decimal } from "../../vocab/decimal.ts";
import type { Context } from "../core/context.ts";
import { parseTierOrigin } from "../core/fields.ts";
import type { Findings } from "../core/operation.ts";
import { yearsOf } from "./calendar-years.ts";
import { blindSpots, factsOf, type Window, windowWarnings } from "./dataset-facts.ts";
import { facilityWarnings } from "./facility.ts";
import { openNetwork } from "./open-network.ts";
import { orderNotes, requireDays } from "./order-of-time.ts";
import { partOfReach } from "./part-needed.ts";
import { resolveParty } from "./party.ts";
import { requireProduct, revisionOf } from "./product.ts";
import { explainTrace } from "./trace-explanation.ts";
import { reachYear, traceCoverage, traceFindings, traceWarnings } from "./trace-findings.ts";
import type { ReachInput, TraceInput } from "./trace-input.ts";
import type { TraceResult } from "./trace-result.ts";
import { rootCountry, windowOf } from "./trace-root.ts";
import { asNetworkDataset, chooseDataset, type TradeDataset } from "./trade-dataset.ts";
import { qualityNotes } from "./value-quality.ts";

/** The countries that each tier is limited to: `tierOrigin`, and the far end of tier 1. */
function tierCountries({ direction, depth, to, origin, tierOrigin }: TraceInput): (readonly string[] | null)[] {
  const limits: (readonly string[] | null)[] = Array.from({ length: depth }, () => null);
  const farEnd = direction === "up" ? origin : to;
  if (farEnd !== undefined) limits[0] = [farEnd];
  for (const text of tierOrigin) {
    const { tier, origins } = parseTierOrigin(text);
    if (tier > depth) {
      throw new InvalidInput(`Tier ${tier} is limited by "${text}", but the trace stops at tier ${depth}.`, {
        hint: "Raise the depth or take the limit out.",
      });
    }
    limits[tier - 1] = [...(limits[tier - 1] ?? []), ...origins];
  }
  return limits;
}

/** Refuses what only the method of attribution has. */
function reachInput(question: TraceInput): ReachInput {
  const { product, by, coverage, production, unitPrice, bom } = question;
  const lens = by === "tier" || by === "control" ? by : undefined;
  const foreign = { coverage, production, unitPrice, bom, [`by ${by}`]: lens };
  for (const [field, value] of Object.entries(foreign)) {
    if (value === undefined) continue;
    throw new InvalidInput(`"${field}" is for the method of attribution; a reach has no use for it.`, {
      hint: 'Give "method" attribution, or leave it out.',
    });
  }
  if (product === undefined) {
    throw new InvalidInput('The question needs "product".', { hint: "Add --product HS, such as 850511." });
  }
  return { ...question, product, by: by as ReachInput["by"] };
}

/** What a later look at single rows of a reach needs. */
export interface ReachGrounds {
  readonly book: Book;
  readonly dataset: TradeDataset;
  readonly network: Network;
  readonly walk: Walk;
}

/** Sums, tier by tier, of the trade that touches the chain. */
export async function traceReach(
  context: Context,
  asked: TraceInput,
): Promise<Findings<TraceResult> & { readonly grounds: ReachGrounds }> {
  const country = rootCountry(asked);
  const question = reachInput(asked);
  const limits = tierCountries(question);
  const book = await context.openBook();
  const dataset = await chooseDataset(context, book, question.product, question);
  requireDays(dataset, question.inOrder);
  const revision = revisionOf(dataset.hsRevision);
  requireProduct(book, question.product, revision);
  const links = inputsFor(book, revision);
  const { since, until, direction, depth, inputs } = question;
  const walk = { direction, depth, inputs, links, products: [question.product], party: question.party, since, until };
  const part = partOfReach(context, { ...walk, countries: country === undefined ? undefined : [country] });
  const network = await openNetwork(context, asNetworkDataset(dataset), part);
  const party = question.party === undefined ? null : await resolveParty(context, network, question.party);
  const map = inputMap(network.products, links);
  const reachIn = ({ since, until }: Window): Reach => {
    const core: ReachQuestion = {
      products: [question.product],
      direction: question.direction,
      depth: question.depth,
      inputs: question.inputs,
      tierCountries: limits,
      ...(country === undefined ? {} : { countries: [country] }),
      ...(party === null ? {} : { parties: [party.key] }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(question.component.length === 0 ? {} : { components: question.component }),
      ...(question.minShare === undefined ? {} : { minimumShare: decimal(question.minShare) }),
      ...(question.observedOnly ? { observedOnly: true } : {}),
      ...(question.inOrder === undefined ? {} : { inOrder: question.inOrder }),
    };
    return reach(network, map, core);
  };
  const facts = factsOf(book, dataset, network.compiled);
  const findings = { book, network, question, found: reachIn(question), links, facts, party, country };
  const whole = traceFindings(findings);
  // Each walk uses the arrays of the last one again: the whole is written before the first year is asked.
  const result: TraceResult =
    question.every === undefined
      ? whole
      : {
          ...whole,
          years: yearsOf(windowOf(dataset, question)).map((year) =>
            reachYear({ ...findings, found: reachIn(year) }, year.year),
          ),
        };
  return {
    result,
    coverage: traceCoverage(dataset, result, [
      ...orderNotes(dataset, question),
      ...qualityNotes(result.tiers, network),
      ...blindSpots(dataset, network),
    ]),
    warnings: [
      ...windowWarnings(dataset, question),
      ...facilityWarnings(network, question.by),
      ...traceWarnings(result),
    ],
    explain: () => explainTrace({ book, dataset, question, result, links, vintage: context.vintageUsed() }),
    grounds: { book, dataset, network, walk: findings.found.walk },
  };
}
