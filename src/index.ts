/** The public surface: every question as a typed function that runs in this process. */

import { affiliatesOperation } from "./operations/affiliates.ts";
import { agreementOperation } from "./operations/agreement.ts";
import { alternativesOperation } from "./operations/alternatives.ts";
import { capacityOperation } from "./operations/capacity.ts";
import { cascadeOperation } from "./operations/cascade.ts";
import { caseOperation } from "./operations/case.ts";
import { chainOperation } from "./operations/chain.ts";
import { claimsOperation } from "./operations/claims.ts";
import { classifyOperation } from "./operations/classify.ts";
import { companyOperation } from "./operations/company.ts";
import { concentrationOperation } from "./operations/concentration.ts";
import { controlOperation } from "./operations/control.ts";
import type { Answer } from "./operations/core/answer.ts";
import { ask } from "./operations/core/ask.ts";
import { type Context, createContext } from "./operations/core/context.ts";
import type { InputOf, Operation, ResultOf } from "./operations/core/operation.ts";
import type { Settings } from "./operations/core/settings.ts";
import { costRatioOperation } from "./operations/cost-ratio.ts";
import { coverageOperation } from "./operations/coverage.ts";
import { diversionOperation } from "./operations/diversion.ts";
import { dutyOperation } from "./operations/duty.ts";
import { dutyTimelineOperation } from "./operations/duty-timeline.ts";
import { explainOperation } from "./operations/explain.ts";
import { exposureOperation } from "./operations/exposure.ts";
import { flowsOperation } from "./operations/flows.ts";
import { gsimOperation } from "./operations/gsim.ts";
import { inputsOperation } from "./operations/inputs.ts";
import { landedCostOperation } from "./operations/landed-cost.ts";
import { measuresOperation } from "./operations/measures.ts";
import { mineralsOperation } from "./operations/minerals.ts";
import { mirrorOperation } from "./operations/mirror.ts";
import { pathsOperation } from "./operations/paths.ts";
import { priceToolOperation } from "./operations/price-tool.ts";
import { pricesOperation } from "./operations/prices.ts";
import { referencePriceOperation } from "./operations/reference-price.ts";
import { rejectsOperation } from "./operations/rejects.ts";
import { restrictionsOperation } from "./operations/restrictions.ts";
import { screenOperation } from "./operations/screen.ts";
import { searchOperation } from "./operations/search.ts";
import { shipmentsOperation } from "./operations/shipments.ts";
import { statusOperation } from "./operations/status.ts";
import { suppliersOperation } from "./operations/suppliers.ts";
import { type TraceResultOf, traceOperation } from "./operations/trace.ts";
import { transshipmentOperation } from "./operations/transshipment.ts";
import { watchOperation } from "./operations/watch.ts";
import { whatIfOperation } from "./operations/whatif.ts";
import { type IsoDate, isoDate } from "./vocab/iso-date.ts";

export { Ambiguous, InvalidInput, NotFound, StoreProblem, UserError } from "./errors.ts";
export type { Explanation } from "./evidence/explanation.ts";
export type { Source } from "./evidence/source.ts";
export type { Answer, AnswerVintage, Coverage } from "./operations/core/answer.ts";
export type { Context } from "./operations/core/context.ts";
export type { Operation } from "./operations/core/operation.ts";
export { OPERATIONS } from "./operations/registry.ts";
export type { AttributionResult } from "./operations/trade/attribution-result.ts";
export type { ChainResult } from "./operations/trade/chain-result.ts";
export type { TraceResult } from "./operations/trade/trace-result.ts";

export interface OpenOptions {
  /** A folder of your own book, laid over the shipped one. */
  readonly book?: string;
  /** An older vintage of the store. */
  readonly vintage?: number;
  /** The day that answers are for unless a question says another; the machine's day when left out. */
  readonly today?: string;
  readonly signal?: AbortSignal;
  readonly engine?: { readonly threads?: number; readonly memory?: string };
}

function machineDay(): IsoDate {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  return isoDate(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
}

/**
 * A store to ask of: one vintage of it, opened when a question first needs it. Close it when you are done.
 *
 * @example
 * const store = openStore("./headwater-store");
 * const { result } = await trace(store, { product: "850511", to: "US" });
 * store.close();
 */
export function openStore(folder: string, options: OpenOptions = {}): Context {
  return createContext({
    store: folder,
    today: options.today === undefined ? machineDay() : isoDate(options.today),
    book: options.book,
    vintage: options.vintage,
    signal: options.signal,
    engine: options.engine,
  });
}

type Asked<O extends Operation> = (
  store: Context,
  question: InputOf<O>,
  settings?: Settings,
) => Promise<Answer<ResultOf<O>>>;

const asked =
  <O extends Operation>(operation: O): Asked<O> =>
  (store, question, settings) =>
    ask(operation, store, question, settings);

/** Who stands, tier by tier, behind a product that a country or a party buys; by attribution, where its value was added. */
export const trace = asked(traceOperation) as <Question extends InputOf<typeof traceOperation>>(
  store: Context,
  question: Question,
  settings?: Settings,
) => Promise<Answer<TraceResultOf<Question>>>;
/** Who sells to whom, tier by tier, behind a product: the nodes and links of a diagram. */
export const chain = asked(chainOperation);
/** Who sells a product directly to a country or a party. */
export const suppliers = asked(suppliersOperation);
/** The single bills or rows of statistics between sellers and buyers. */
export const shipments = asked(shipmentsOperation);
/** What the store knows of one party or country. */
export const company = asked(companyOperation);
/** What documents state, beside what the book and the store compute. */
export const claims = asked(claimsOperation);

/** What can be made of a product or in a country, by phase, stage, period, country and control. */
export const capacity = asked(capacityOperation);

/** A board by mineral: production, reserves, reliance, prices, trade, measures and conflicts. */
export const minerals = asked(mineralsOperation);

/** How far imports, exports or production of a product rest on few countries. */
export const concentration = asked(concentrationOperation);

/** Whose a party is under each rule of control. */
export const control = asked(controlOperation);
/** Who stands above a party and below it, and its sisters. */
export const affiliates = asked(affiliatesOperation);
/** Which names of official lists a name, or a list of names, is like. */
export const screen = asked(screenOperation);
/** The strongest chains between what a country or a party buys and a party, a country or a product. */
export const paths = asked(pathsOperation);
/** Who buys a product from one country and sells it, or what it goes into, to another. */
export const transshipment = asked(transshipmentOperation);
/** Which buyers depend on a party, a country or a product. */
export const exposure = asked(exposureOperation);
/** What one country sold another of a product, period by period. */
export const flows = asked(flowsOperation);
/** What the exporter and the importer each report of one flow. */
export const mirror = asked(mirrorOperation);
/** Whether a product may go round by a third country. */
export const diversion = asked(diversionOperation);
/** What is owed on goods at the border on a day, as known on a day. */
export const duty = asked(dutyOperation);
/** Every day on which what is owed on goods changes. */
export const dutyTimeline = asked(dutyTimelineOperation);
/** Which measures of the border the book holds, and which are in force on a day. */
export const measures = asked(measuresOperation);
const tradeCase = asked(caseOperation);

/** The history of a case. As the language has the word, it is imported under another: `import { case as tradeCase }`. */
export { tradeCase as case };
/** Whether goods, a technology or an investment fall under an export control on a day, and what would decide it. */
export const restrictions = asked(restrictionsOperation);
/** What comes due, begins, ends or is silent among the measures of the border. */
export const watch = asked(watchOperation);
/** What goods of several origins cost at the door, and a battery system by where it is made. */
export const landedCost = asked(landedCostOperation);
/** Whether enough of a direct cost comes of others than prohibited foreign entities, and what must change. */
export const costRatio = asked(costRatioOperation);
/** Who could bring what a country buys of a product in place of those to be avoided, and at what cost. */
export const alternatives = asked(alternativesOperation);
/** How far the failure of one firm spreads, on a network of one's own or the store's. */
export const cascade = asked(cascadeOperation);
/** What a scenario does: who is hit and when, what is owed, what could be bought instead. */
export const whatif = asked(whatIfOperation);
/** What new tariffs or a ban do to trade, prices, revenue and welfare of any number of countries. */
export const gsim = asked(gsimOperation);
/** Prices of the store by series, brought to one unit, currency, terms or content of metal. */
export const prices = asked(pricesOperation);
/** The marginal cost of supply inside an agreement, by a cost curve of plants. */
export const referencePrice = asked(referencePriceOperation);
/** What a floor, a band, a levy, a quota, a contract or a stockpile pays along a path of prices, and who pays. */
export const priceTool = asked(priceToolOperation);
/** What an agreement among countries covers, costs and hits, and what one more member or plant is worth. */
export const agreement = asked(agreementOperation);
/** What one figure of an answer is made of, down to the rows of the source files. */
export const explain = asked(explainOperation);
/** How much of the official imports of a product the shipments of the store explain. */
export const coverage = asked(coverageOperation);
/** What the store and the book know by a name, a code or a word. */
export const search = asked(searchOperation);
/** Which HS codes a description of goods may belong to. */
export const classify = asked(classifyOperation);
/** What a product is made of and with, or what it goes into. */
export const inputs = asked(inputsOperation);
/** What the store holds. */
export const status = asked(statusOperation);
/** Which records could not be read, and why. */
export const rejects = asked(rejectsOperation);
