import type { Book } from "../../book/book.ts";
import { ultimateControl } from "../../control/ultimate-control.ts";
import { type Verdict, verdictOf } from "../../flows/balance.ts";
import { type Evidence, type PriceApart, type WeighedSignal, weighEvidence } from "../../flows/evidence.ts";
import { type FirmReroute, firmReroute } from "../../flows/firms.ts";
import type { LegChange } from "../../flows/leg-change.ts";
import { substitution } from "../../flows/substitution.ts";
import type { JudgedCandidate } from "../../flows/triangle.ts";
import type { WorkingPoint } from "../../flows/verdict.ts";
import type { BillLine } from "../../store/queries/trade-legs.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import { worldBehind } from "../control/control-world.ts";
import { partyBook } from "../control/party-book.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import type { PairEvidence } from "./pair-evidence.ts";
import { type BookMaker, makersOfBook, type Plant, plantsBeside } from "./plants-beside.ts";
import { priceOf } from "./price-of.ts";
import type { Triangle } from "./triangle-series.ts";

/** What a question on a way round rests on, the same for every third country. */
export interface Ground {
  readonly context: Context;
  readonly book: Book;
  readonly days: Days;
  readonly triangle: Triangle;
  readonly product: Hs6;
  readonly source: string;
  readonly destination: string;
  readonly at: number;
  readonly months: number;
  readonly point: WorkingPoint;
  readonly pair: PairEvidence;
  readonly made: boolean;
  /** Words by which goods of the product are known. */
  readonly words: readonly string[];
  readonly briefStop: boolean;
}

/** Bills of the two legs that meet in a third country, in the window that firms are looked at in. */
export interface FirmBills {
  readonly feed: readonly BillLine[];
  readonly third: readonly BillLine[];
}

/** One third country with everything that is known of it, and the verdict. */
export interface WeighedCandidate {
  readonly judged: JudgedCandidate;
  readonly evidence: Evidence;
  readonly signals: readonly WeighedSignal[];
  readonly verdict: Verdict;
  readonly plants: readonly Plant[];
  readonly makers: readonly BookMaker[];
  readonly bills: FirmBills | null;
}

export async function weighCandidate(judged: JudgedCandidate, ground: Ground): Promise<WeighedCandidate> {
  const { context, book, days, product, words, made, source } = ground;
  const { country, legs } = judged;
  const plants = await plantsBeside(context, country, { product, words, made, known: days.known });
  const makers = made ? [] : await makersOfBook(context, book, country, { words, source, days });
  const bills = firmBills(ground, country);
  const firms = bills === null ? null : rerouteOf(bills, ground);
  const evidence: Evidence = {
    substitution: legs.direct === null || legs.third === null ? null : substitution(legs.direct, legs.third, 3),
    capacityUse: capacityUse(legs.third, plants, ground),
    price: priceApart(ground, country),
    mirror: ground.pair.mirror.found,
    otherCode: ground.pair.otherCode.found,
    sellers: await controlledSellers(ground, firms),
    makersOfSource: makers.filter(({ ofSource }) => ofSource).length,
    firms,
  };
  const signals = weighEvidence(evidence);
  return {
    judged,
    evidence,
    signals,
    verdict: verdictOf(judged.verdict, signals),
    plants,
    makers,
    bills,
  };
}

const ABLE = ["nameplate", "operational"];

/** Plants of which the store states by weight what they can make in a year. */
export const ablePlants = (plants: readonly Plant[]): readonly Plant[] =>
  plants.filter(({ measure, kgPerYear }) => ABLE.includes(measure) && kgPerYear !== null && kgPerYear > 0);

function capacityUse(third: LegChange | null, plants: readonly Plant[], { triangle }: Ground): number | null {
  const most = ablePlants(plants).reduce((total, { kgPerYear }) => total + (kgPerYear ?? 0), 0);
  const months = third?.periods.filter(({ actual }) => actual !== null).length ?? 0;
  if (most === 0 || third === null || months === 0 || triangle.unit !== "kg") return null;
  return (third.actual * 12) / months / most;
}

/** Freight and insurance that a price cif holds above one fob, the middle of 6 to 10 %. */
export const FREIGHT_SHARE = 0.08;

/** Prices of the third leg and of the direct leg, fob, in the year before the event and after it. */
function priceApart({ triangle, source, destination, at, months }: Ground, country: string): PriceApart | null {
  const price = (exporter: string, first: number, end: number): number | null => {
    const from = triangle.from;
    const found = priceOf(triangle.sums(exporter, destination), from + first, from + end);
    const isCif = triangle.sourceOf(exporter, destination)?.legs.valuations.join() === "cif";
    return found === null ? null : isCif ? found / (1 + FREIGHT_SHARE) : found;
  };
  const apart = (first: number, end: number): number | null => {
    const [own, direct] = [price(country, first, end), price(source, first, end)];
    return own === null || direct === null ? null : Math.log(own / direct);
  };
  const after = apart(at, at + months);
  return after === null ? null : { before: apart(Math.max(0, at - 12), at), after };
}

/** Months before the event from which on what a firm bought counts. */
export const BOUGHT_EARLIER = 3;

/** Bills of both legs of a country, purchases from three months before; null where one dataset of bills does not show both. */
function firmBills({ triangle, source, destination, at, months }: Ground, country: string): FirmBills | null {
  const { main, bills } = triangle;
  const both = main.shows(source, country) && main.shows(country, destination);
  if (main.dataset.data !== "shipments" || !both) return null;
  const legOf = (exporter: string, importer: string, first: number): BillLine[] =>
    bills.filter((bill) => {
      const place = triangle.placeOf(bill.day);
      return bill.exporter === exporter && bill.importer === importer && place >= first && place < at + months;
    });
  return { feed: legOf(source, country, at - BOUGHT_EARLIER), third: legOf(country, destination, at) };
}

function rerouteOf({ feed, third }: FirmBills, { triangle: { main, unit }, source }: Ground): FirmReroute | null {
  const weighed = (bills: readonly BillLine[], of: "shipper_id" | "consignee_id") =>
    bills.map((bill) => ({ firm: bill[of], weight: main.weightOf(bill, unit), origin: bill.origin }));
  return firmReroute(weighed(feed, "consignee_id"), weighed(third, "shipper_id"), source);
}

const MOST_ASKED = 5;

/** Of the largest firms that buy of the source and sell on, how many its parties control. */
async function controlledSellers(ground: Ground, firms: FirmReroute | null): Promise<Evidence["sellers"]> {
  if (firms === null || firms.firms.length === 0) return null;
  const names = partyBook(ground.book);
  const ids = firms.firms.slice(0, MOST_ASKED).map(({ firm }) => (ground.made ? firm : names.one(firm)));
  const held = await worldBehind(ground.context, ground.book, ids, { made: ground.made, days: ground.days });
  const { countries } = ultimateControl(held.world);
  const ofSource = ids.filter((id) => {
    const place = held.indexOf.get(id);
    return place !== undefined && (countries[place] ?? []).some((each) => held.world.countries[each] === ground.source);
  });
  return { asked: ids.length, ofSource: ofSource.length };
}
