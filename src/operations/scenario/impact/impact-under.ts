import { inputsFor } from "../../../book/inputs-for.ts";
import type { Network } from "../../../network/network.ts";
import { USUAL_LEAD_WEEKS, USUAL_STOCK_DAYS, USUAL_UTILISATION } from "../../../scenario/impact/supply.ts";
import { holdsOnDay } from "../../../scenario/overlay/edit.ts";
import { epochDay } from "../../../vocab/iso-date.ts";
import type { Context } from "../../core/context.ts";
import { tradersOf } from "../../trade/attribution-solve.ts";
import { sourceOfDataset } from "../../trade/dataset-facts.ts";
import { openNetwork } from "../../trade/open-network.ts";
import { partOfProducts } from "../../trade/part-needed.ts";
import { revisionOf } from "../../trade/product.ts";
import { asNetworkDataset, type TradeDataset } from "../../trade/trade-dataset.ts";
import type { TornadoOf } from "../tornado-of.ts";
import type { Assumption, WhatIfAsked, WhatIfPart } from "../whatif/whatif-asked.ts";
import { chainBelow } from "./impact-chain.ts";
import { breaksOf, firstDayOf, type ImpactEdits, impactEdits } from "./impact-edits.ts";
import { impactFindings } from "./impact-findings.ts";
import type { WeeksResult } from "./impact-result.ts";
import { runImpact } from "./impact-run.ts";
import { weeksTornados } from "./impact-sensitivity.ts";

/** Weeks are followed through so many links at most, a few seconds. */
const MOST_LINKS = 300_000;

/** The part, and what moves it most, which takes a run for each end of each assumption. */
export interface ImpactUnder extends WhatIfPart<WeeksResult> {
  readonly tornados: () => readonly TornadoOf[];
}

const NOTHING: ImpactUnder = { part: null, notes: [], warnings: [], assumptions: [], tornados: () => [] };

const NOTES = [
  "Weeks to impact: prices do not move, nobody changes a recipe, and nobody finds a supplier that did not sell it the product before, but for capacity that the scenario adds.",
  "Weeks to impact know recorded links alone: who makes an input at home, or buys it unseen, looks more exposed than it is.",
  "A material or component of the input map is taken as essential; equipment, and goods that are sold on, cost without them what they are of purchases and sales together, a trader's all.",
  "Each party or country is followed product by product: what it buys is divided over what it sells that takes it, by the input map and in proportion to value; what nothing takes is used.",
];

/** When buyers run short after what the scenario breaks: weekly, with stocks, rationing and spare capacity. */
export async function impactUnder(context: Context, asked: WhatIfAsked): Promise<ImpactUnder> {
  const { scenario } = context;
  const { dataset, book, products, days, since, until } = asked;
  if (scenario === null || dataset === null) return NOTHING;
  const start = firstDayOf(breaksOf(scenario, dataset.data), days.on);
  if (start === null) return NOTHING;
  const held = new Set(dataset.products);
  const chain = chainBelow(products, inputsFor(book, revisionOf(dataset.hsRevision)), held);
  const wanted = [...chain.steps.flat(), ...chain.inputs];
  const part = partOfProducts(wanted, { since, until });
  const network = await openNetwork(scenario.baseline, asNetworkDataset(dataset), part);
  const all = await impactEdits(scenario, network);
  const edits = { ...all, stocks: all.stocks.filter((edit) => holdsOnDay(edit, start)) };
  const isTrader = (await tradersOf(scenario.baseline, dataset, network)) ?? (() => false);
  const windowDays = daysOf(dataset, asked);
  if (windowDays <= 0) return NOTHING;
  const found = runImpact(network, chain, edits, {
    since,
    until,
    windowWeeks: windowDays / 7,
    isTrader,
    weeks: { start, count: asked.weeks },
    mostLinks: MOST_LINKS,
  });
  if (found === null) {
    return { ...NOTHING, notes: [`Weeks were not followed: the products have more than ${MOST_LINKS} links.`] };
  }
  for (const number of found.capacitiesUsed) scenario.read.add(number);
  return {
    part: impactFindings(found, { ...asked, source: sourceOfDataset(book, dataset).title }),
    notes: [
      ...NOTES,
      ...(found.steps === found.ofSteps
        ? []
        : [
            `Weeks are followed ${found.steps} steps down the chain of ${found.ofSteps}: more would be above ${MOST_LINKS} links.`,
          ]),
    ],
    warnings: [
      ...all.stocks
        .filter((edit) => !edits.stocks.includes(edit))
        .map(({ number }) => `Edit ${number} (inventory) does not hold on ${start}, on which the weeks begin.`),
      ...found.capacitiesWithoutPrice.map((number) => {
        return `Edit ${number} (capacity) adds nothing to the weeks: no sale tells what a tonne of the product is worth, and the edit gives no price.`;
      }),
      ...(found.recorded.withoutValue === 0
        ? []
        : [`${found.recorded.withoutValue} rows without a value are left out of the weeks.`]),
    ],
    assumptions: assumptionsOf(network, edits),
    tornados: () => weeksTornados(found, asked.to),
  };
}

/** How many days of the window the data have. */
function daysOf({ from, until }: TradeDataset, asked: Pick<WhatIfAsked, "since" | "until">): number {
  if (from === null || until === null) return 0;
  const first = asked.since === undefined || asked.since < from ? from : asked.since;
  const last = asked.until === undefined || asked.until > until ? until : asked.until;
  return epochDay(last) - epochDay(first);
}

function assumptionsOf(network: Network, { stocks }: ImpactEdits): Assumption[] {
  const { component, material, equipment } = USUAL_STOCK_DAYS;
  return [
    ...stocks.map(({ days, products, countries, owner }) => ({
      name: "stock",
      value: `${days} days`,
      basis: "assumed" as const,
      about: [
        "by the scenario",
        products === null ? "of every input" : `of HS ${products.join(", ")}`,
        ...(owner === null ? [] : [`at ${network.parties.name(owner)}`]),
        ...(countries === null ? [] : [`in ${countries.join(", ")}`]),
      ].join(", "),
    })),
    {
      name: "other stocks",
      value: `${component}/${material}/${equipment} days`,
      basis: "assumed",
      about:
        "days of use of a component, a material and equipment that lie in stock; of goods used or sold on as of a component",
    },
    {
      name: "utilisation",
      value: String(USUAL_UTILISATION),
      basis: "assumed",
      about:
        "share of its capacity that each seller uses before: the rest is what it can give to customers that it has",
    },
    {
      name: "lead time",
      value: `${USUAL_LEAD_WEEKS} week`,
      basis: "assumed",
      about: "from an order to its arrival; what is under way on the first day still arrives",
    },
  ];
}
