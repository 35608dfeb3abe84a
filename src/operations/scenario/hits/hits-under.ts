import { stoppedTrade } from "../../../network/exposure-edits.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import type { Context } from "../../core/context.ts";
import { chainGround, chainNotes } from "../../trade/chain-ground.ts";
import { countryLabel } from "../../trade/labels.ts";
import { madeOf } from "../../trade/made-of.ts";
import { choiceOf } from "../../trade/trade-dataset.ts";
import { leftOfRuns, stopsIn, tradeEdits } from "../trade-under.ts";
import type { Assumption, WhatIfAsked, WhatIfPart } from "../whatif/whatif-asked.ts";
import { hitsFindings } from "./hits-findings.ts";
import type { Hits } from "./hits-result.ts";

const NOTHING: WhatIfPart<Hits> = { part: null, notes: [], warnings: [], assumptions: [] };

/**
 * Who is hit by the trade that the scenario stops: of what each buyer paid for the products asked about, and for all that
 * the input map makes of them, how much comes over a stopped link, at which tier, by the chain of an attribution of the
 * baseline. Immediate: no stock, no other supplier, no price.
 */
export async function hitsUnder(context: Context, asked: WhatIfAsked): Promise<WhatIfPart<Hits>> {
  const { scenario: world } = context;
  const { dataset, products, to, since, until, top } = asked;
  if (world === null || dataset === null || products.length === 0) return NOTHING;
  const edits = tradeEdits(world, dataset.data);
  if (edits.length === 0) return NOTHING;
  const countries = to === null ? undefined : [to];
  const question = {
    inputs: "all",
    ...choiceOf(dataset),
    since,
    until,
    observedOnly: false,
  } as const;
  const ground = await chainGround(world.baseline, products, question, (links) => ({
    products: madeOf(products, links),
    countries,
    party: undefined,
  }));
  const { network, links, facts } = ground;
  const by = dataset.data === "flows" ? "country" : "party";
  const found = stoppedTrade(network, links, {
    ...ground.asked,
    bought: madeOf(products, links),
    to: countries,
    by,
    leftOf: leftOfRuns(network, await stopsIn(world, network)),
  });
  const part: Hits = {
    by,
    to: to === null ? null : { key: to, label: countryLabel(to) },
    revision: ground.revision,
    from: since ?? facts.from,
    until: until ?? facts.until,
    edits: edits.map(({ number }) => number),
    ...hitsFindings(ground, found.products, { by, asked: products, top }),
  };
  return {
    part,
    notes: [
      "What comes over trade that stops was paid for in the window; nobody buys elsewhere yet and no stock is drawn on.",
      "Sums of different products overlap, since one goes into the other: they are not added up.",
      ...chainNotes(ground, true),
    ],
    warnings: [...ground.production.warnings, ...hitsWarnings(part)],
    assumptions: hitsAssumptions(part),
  };
}

function hitsAssumptions({ products }: Hits): Assumption[] {
  const given = products.filter(({ asked, estimatedShare }) => asked && Number(estimatedShare) > 0);
  return [
    {
      name: "shares of inputs",
      value: "where nobody states them, bought as a part of bought and sold",
      basis: "assumed",
      about: "how much of what a seller bought is in what it sold, behind a buyer's own purchases",
    },
    ...given.map(
      ({ code, estimatedShare }): Assumption => ({
        name: `values of HS ${formatHs(code)}`,
        value: `${(100 * Number(estimatedShare)).toFixed(1)} % of what was paid`,
        basis: "estimated",
        about: "rows that give no value in USD, and were given one",
      }),
    ),
  ];
}

function hitsWarnings({ products, buyers, to }: Hits): string[] {
  const who = to === null ? "anyone" : to.label;
  if (products.length === 0) return [`The data hold no row with a value by which ${who} bought the products.`];
  if (buyers.length === 0) return [`Nothing that ${who} bought of the products comes over trade that stops.`];
  return [];
}
