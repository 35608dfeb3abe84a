import type { GsimModel } from "../../../scenario/gsim/gsim-model.ts";
import { gsimSensitivity } from "../../../scenario/gsim/gsim-sensitivity.ts";
import { solveGsim } from "../../../scenario/gsim/solve-gsim.ts";
import type { TradePartner } from "../../../store/queries/trade-partners.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import { formatHs, type Hs6 } from "../../../vocab/hs-code.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import type { Context } from "../../core/context.ts";
import { tradeOfProduct } from "../../market/trade-of-product.ts";
import { countryLabel, productLabel } from "../../trade/labels.ts";
import type { TradeDataset } from "../../trade/trade-dataset.ts";
import { editsOf, type ScenarioWorld } from "../scenario-world.ts";
import type { Assumption, WhatIfAsked, WhatIfPart } from "../whatif/whatif-asked.ts";
import { importDuties } from "./gsim-duties.ts";
import { buyerHit, countriesNamed, elasticitiesSet, flowsStopped } from "./gsim-edits.ts";
import { gsimElasticities } from "./gsim-elasticities.ts";
import { inRange, partlyStopped } from "./gsim-findings.ts";
import type { ElasticityRow } from "./gsim-input.ts";
import { type PooledTrade, poolTrade } from "./gsim-pool.ts";
import { foundAt, whyNothing, withoutIdleSellers } from "./gsim-under-findings.ts";
import type { PricesUnder, ProductPrices } from "./gsim-under-result.ts";

/** Other traders that stand alone in the model. */
const LARGEST = 8;

/** Where nobody says better: those of the published example of the model, each tried at half and at one and a half times. */
const ASSUMED: readonly ElasticityRow[] = [
  { kind: "demand", country: "*", value: -1.25, basis: "assumed", source: "default of the GSIM spreadsheet" },
  { kind: "supply", country: "*", value: 1.5, basis: "assumed", source: "default of the GSIM spreadsheet" },
  { kind: "substitution", country: "*", value: 5, basis: "assumed", source: "default of the GSIM spreadsheet" },
];

const NOTHING: WhatIfPart<PricesUnder> = { part: null, notes: [], warnings: [], assumptions: [] };

/**
 * What bans and new duties do to the price, the trade, the revenue and the welfare of who buys the products, by the global
 * simulation model: trade statistics of their last year, duties of the day as the book has them with and without the
 * scenario, everybody else's as they are. Parts of flows are outside it.
 */
export async function gsimUnder(context: Context, asked: WhatIfAsked): Promise<WhatIfPart<PricesUnder>> {
  const { scenario: world } = context;
  const { dataset, products } = asked;
  if (world === null || dataset === null || dataset.data !== "flows") return NOTHING;
  if (editsOf(world, "ban", "measure", "rate", "end", "agreement").length === 0) return NOTHING;
  const answers: Answered[] = [];
  for (const product of products) {
    const answered = await pricesOf({ context, world, dataset, asked }, product);
    if (answered !== null) answers.push(answered);
  }
  if (answers.length === 0) return NOTHING;
  return {
    part: { products: answers.map(({ prices }) => prices) },
    notes: unique([
      "Prices are those after all have adjusted, by a model that is linear in the change: of a large change it is a rough guess. How long the way takes it does not say.",
      "Statistics of trade hold no sales at home: what buyers turn to in their own country is not seen.",
      ...answers.flatMap(({ notes }) => notes),
    ]),
    warnings: unique(answers.flatMap(({ warnings }) => warnings)),
    assumptions: assumptionsOf(answers.map(({ prices }) => prices)),
  };
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

interface Ground {
  readonly context: Context;
  readonly world: ScenarioWorld;
  readonly dataset: TradeDataset;
  readonly asked: WhatIfAsked;
}

interface Answered {
  readonly prices: ProductPrices;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** Null where nothing of the scenario reaches the product's trade. */
async function pricesOf({ context, world, dataset, asked }: Ground, product: Hs6): Promise<Answered | null> {
  const all = await tradeOfProduct(world.baseline, dataset, product);
  const year = lastYear(all, asked);
  const rows = all.filter((row) => row.year === year && Number(row.usd ?? 0) > 0);
  const to = asked.to ?? buyerHit(world, asked.book, product, rows);
  if (year === null || to === null || rows.every(({ buyer }) => buyer !== to)) return null;
  const trading = new Set(rows.flatMap(({ seller, buyer }) => [seller, buyer]));
  const named = [to, ...countriesNamed(world)].filter((code) => trading.has(code));
  const pooled = poolTrade(rows, named, LARGEST);
  const { banned, partly } = flowsStopped(world, product, rows, pooled);
  const ground = { product, revision: asked.revision, to, days: asked.days };
  const before = importDuties(rows, pooled, { ...ground, book: asked.book });
  const hasLaw = editsOf(world, "measure", "rate", "end", "agreement").length > 0;
  const after = hasLaw ? importDuties(rows, pooled, { ...ground, book: await context.openBook() }) : before;
  const isMoved = before.power.some((power, flow) => power !== after.power[flow]);
  if (partly.length === 0 && !isMoved && banned.every((flow) => flow === 0)) return null;
  const set = elasticitiesSet(world, product, pooled);
  const hasOwn = ({ kind }: ElasticityRow) => set.some((row) => row.kind === kind && row.country === "*");
  const elasticities = gsimElasticities(pooled, [...set, ...ASSUMED.filter((row) => !hasOwn(row))]);
  const labels = pooled.countries.map(({ label }) => label);
  const model: GsimModel = {
    countries: labels,
    trade: pooled.trade,
    powerBefore: before.power,
    powerAfter: after.power,
    banned,
    elasticities: elasticities.central,
  };
  const at = pooled.indexOf(to);
  const label = countryLabel(to);
  const outside = outsideModel(model, at, isMoved);
  const solution = outside === null ? withoutIdleSellers(model, solveGsim(model)) : null;
  const why = outside ?? whyNothing(labels, solution);
  const runs = (why === null ? gsimSensitivity(model, elasticities.band) : []).map((run) => ({
    ...run,
    solution: withoutIdleSellers(model, run.solution),
  }));
  const failed = runs.filter(({ solution: one }) => !inRange(one)).length;
  const answer =
    why === null && solution !== null ? foundAt(pooled.countries, at, { model, solution, runs, top: asked.top }) : null;
  return {
    prices: {
      product: { code: product, label: productLabel(asked.book, product, asked.revision), revision: asked.revision },
      year,
      unit: "USD",
      to: { key: to, label },
      because: answer?.because ?? why ?? "",
      found: answer?.found ?? null,
      elasticities: [...elasticities.rows],
    },
    notes: notesOf({ product, label, pooled, asked, hasBans: banned.some((flow) => flow === 1) }),
    warnings: [
      ...(outside === null ? partlyStopped(labels, partly) : []),
      ...(before.missing === null ? [] : [`Prices: duties are taken as 0. ${before.missing}`]),
      ...(failed === 0
        ? []
        : [
            `Prices of HS ${formatHs(product)}: ${failed} of ${runs.length} runs with other elasticities are out of range; the least and the most are over the rest.`,
          ]),
    ],
  };
}

/** Why the model has nothing to say of the buyer at place `at`; null where it may. */
function outsideModel({ trade, banned }: GsimModel, at: number, isMoved: boolean): string | null {
  const size = Math.sqrt(trade.length);
  if (!isMoved && banned.every((flow) => flow === 0)) {
    return "A ban of a part of a flow is outside the model: it ends flows or taxes them, and does not ration them.";
  }
  const left = trade.some((value, flow) => flow % size === at && value > 0 && banned[flow] === 0);
  return left ? null : "All that it buys in these statistics stops: nothing is left that could have a price.";
}

/** The last year that begins before the end of what is asked. */
function lastYear(rows: readonly TradePartner[], { until }: WhatIfAsked): string | null {
  const years = rows.map(({ year }) => year).filter((year) => until === undefined || `${year}-01-01` < until);
  return years.sort().at(-1) ?? null;
}

interface Said {
  readonly product: string;
  readonly label: string;
  readonly pooled: PooledTrade;
  readonly asked: { readonly to: CountryCode | null };
  readonly hasBans: boolean;
}

function notesOf({ product, label, pooled, asked, hasBans }: Said): string[] {
  return [
    ...(asked.to === null
      ? [`Prices of HS ${formatHs(product)} are those in ${inSentence(label)}, which is hit most: nobody was named.`]
      : []),
    `Duties are the most that goods of each origin owe in ${inSentence(label)}; those of all other countries are taken as 0, before and after.`,
    ...(pooled.pooled ? ["Countries that do not stand alone in the model of prices are one region."] : []),
    ...(hasBans
      ? [
          "A ban is no large tariff: its flow is held at zero, it brings in no revenue, and the loss of buyers is counted at the price at which nobody would buy.",
        ]
      : []),
  ];
}

/** One line for each elasticity that any product used. */
function assumptionsOf(products: readonly ProductPrices[]): Assumption[] {
  const found = new Map<string, Assumption>();
  for (const { elasticities } of products) {
    for (const { kind, country, value, low, high, basis, source } of elasticities) {
      const whose = country === "*" ? "" : `, ${countryLabel(country)}`;
      const band = low === high ? "" : ` (${low} to ${high})`;
      const about = `how strongly ${ABOUT[kind]}${source === null ? "" : `; ${source}`}`;
      const one = { name: `elasticity of ${kind}${whose}`, value: `${value}${band}`, basis, about };
      found.set(JSON.stringify(one), one);
    }
  }
  return [...found.values()];
}

const ABOUT = {
  demand: "buyers buy less of all of it as it gets dearer",
  supply: "sellers sell more as they are paid more",
  substitution: "buyers turn from one origin to another",
} as const;
