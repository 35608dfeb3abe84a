import { inputsFor } from "../../book/inputs-for.ts";
import { InvalidInput } from "../../errors.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import type { Days, Findings } from "../core/operation.ts";
import { basketOf } from "./attribution-bill.ts";
import { explainAttribution } from "./attribution-explanation.ts";
import {
  type AttributionFindings,
  attributionCoverage,
  attributionFindings,
  attributionWarnings,
  attributionYear,
} from "./attribution-findings.ts";
import { knownProduction } from "./attribution-production.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { type Ground, solveWindow, tradersOf } from "./attribution-solve.ts";
import { yearsOf } from "./calendar-years.ts";
import { blindSpots, factsOf, windowWarnings } from "./dataset-facts.ts";
import { openNetwork } from "./open-network.ts";
import { partOfAttribution } from "./part-needed.ts";
import { resolveParty } from "./party.ts";
import { requireProduct, revisionOf } from "./product.ts";
import type { TraceInput } from "./trace-input.ts";
import { rootCountry, windowOf } from "./trace-root.ts";
import { asNetworkDataset, chooseDataset } from "./trade-dataset.ts";

/** Refuses what only a reach has: an attribution passes all of the value upstream, whoever stands there. */
function refuseReachFields({ direction, inputs, origin, minShare, component, tierOrigin, inOrder }: TraceInput): void {
  if (inOrder !== undefined) {
    throw new InvalidInput(
      `"inOrder" ${inOrder} is for a reach: an attribution divides by what a party bought in the whole window, and has no days.`,
      { hint: 'Leave "inOrder" out, or give "method" reach; a shorter window also brings purchases and sales closer.' },
    );
  }
  if (direction === "down") {
    throw new InvalidInput("An attribution goes up alone: it follows what was paid to where the value was added.", {
      hint: 'Leave "direction" out, or give "method" reach.',
    });
  }
  if (inputs === "none") {
    throw new InvalidInput('With "inputs" none there is nothing to attribute beyond the first tier.', {
      hint: 'Give "inputs" all or same, or ask suppliers.',
    });
  }
  const given = Object.entries({
    origin,
    minShare,
    component: component[0],
    tierOrigin: tierOrigin[0],
  }).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new InvalidInput(
    `"${given[0]}" leaves a part of the chain out, and shares of a part are not shares of the whole.`,
    {
      hint: `Leave "${given[0]}" out, or give "method" reach.`,
    },
  );
}

function productsOf({ product, bom }: TraceInput): readonly [Hs6, ...Hs6[]] {
  if (product !== undefined && bom !== undefined) {
    throw new InvalidInput("The question gives a product and a bill of materials.", { hint: "Give one of them." });
  }
  const [first, ...others] = product === undefined ? new Set((bom ?? []).map(({ code }) => code)) : [product];
  if (first === undefined) {
    throw new InvalidInput("The question needs a product or a bill of materials.", {
      hint: "Add --product HS, or --bom FILE.",
    });
  }
  return [first, ...others];
}

/** Of each unit of value that the root buys, where it was added, with the least and the greatest share of each line. */
export async function traceAttribution(
  context: Context,
  question: TraceInput,
  days: Days,
): Promise<Findings<AttributionResult> & { readonly grounds: AttributionFindings }> {
  const country = rootCountry(question);
  refuseReachFields(question);
  const products = productsOf(question);
  const book = await context.openBook();
  const dataset = await chooseDataset(context, book, products, question);
  if (question.by === "control" && dataset.data === "flows") {
    throw new InvalidInput("Trade statistics name countries and not parties, so that they say of nobody whose it is.", {
      hint: 'Give "data" shipments where the store has them, or "by" origin.',
    });
  }
  const revision = revisionOf(dataset.hsRevision);
  for (const product of products) requireProduct(book, product, revision);
  const links = inputsFor(book, revision);
  const part = partOfAttribution(context, {
    products,
    inputs: question.inputs === "same" ? "same" : "all",
    links,
    countries: country === undefined ? undefined : [country],
    // What a bill of materials costs is read off all purchases of the country.
    party: question.bom === undefined ? question.party : undefined,
    since: question.since,
    until: question.until,
    production: question.production ?? [],
  });
  const network = await openNetwork(context, asNetworkDataset(dataset), part);
  const party = question.party === undefined ? null : await resolveParty(context, network, question.party);
  const window = windowOf(dataset, question);
  const basket = question.bom === undefined ? null : basketOf(network, question.bom, { ...window, country });
  const ground: Ground = {
    context,
    book,
    days,
    dataset,
    network,
    links,
    question,
    country,
    root: {
      kind: "purchases",
      products: basket?.products ?? products,
      ...(basket === null ? {} : { weights: basket.weights }),
      ...(country === undefined ? {} : { countries: [country] }),
      ...(party === null ? {} : { parties: [party.key] }),
    },
    production: await knownProduction(context, network, question.production ?? []),
    isTrader: await tradersOf(context, dataset, network),
  };
  const facts = factsOf(book, dataset, network.compiled);
  const findings: AttributionFindings = {
    book,
    ground,
    solved: await solveWindow(ground, window),
    facts,
    party,
    basket,
  };
  const whole = attributionFindings(findings);
  const result = question.every === undefined ? whole : { ...whole, years: await yearByYear(findings, whole) };
  return {
    result,
    coverage: attributionCoverage(findings, result, blindSpots(dataset, network)),
    warnings: [...windowWarnings(dataset, question), ...attributionWarnings(result, findings)],
    explain: () => explainAttribution(findings, result, context.vintageUsed()),
    grounds: findings,
  };
}

async function yearByYear(findings: AttributionFindings, whole: AttributionResult) {
  const { ground, solved } = findings;
  const years: NonNullable<AttributionResult["years"]> = [];
  for (const { year, since, until } of yearsOf(solved.window)) {
    ground.context.signal?.throwIfAborted();
    years.push(attributionYear({ ...findings, solved: await solveWindow(ground, { since, until }) }, year, whole));
  }
  return years;
}
