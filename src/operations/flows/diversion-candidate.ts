import type { Book } from "../../book/book.ts";
import { ultimateControl } from "../../control/ultimate-control.ts";
import { type FirmBill, type FirmReroute, firmReroute } from "../../flows/firms.ts";
import { legChange } from "../../flows/leg-change.ts";
import { periodOf, periodText } from "../../flows/periods.ts";
import type { JudgedCandidate } from "../../flows/triangle.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import { worldBehind } from "../control/control-world.ts";
import { partyBook } from "../control/party-book.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { countryLabel } from "../trade/labels.ts";
import type { CandidateResult } from "./diversion-result.ts";
import { type Beside, type SignalGround, signalsOf } from "./diversion-signals.ts";
import { legResultOf } from "./leg-result.ts";
import { makersOfBook, plantsBeside } from "./plants-beside.ts";

const placeIn = (code: string): string => inSentence(countryLabel(code));

export interface CandidateGround extends SignalGround {
  readonly context: Context;
  readonly book: Book;
  readonly days: Days;
  readonly made: boolean;
  readonly words: readonly string[];
  readonly briefStop: boolean;
}

/** One third country with everything that is known of it: signals, what else may explain them, and what would decide. */
export async function candidateOf(judged: JudgedCandidate, ground: CandidateGround): Promise<CandidateResult> {
  const { triangle, product, source, destination, at, months } = ground;
  const { country, legs, inputCodes } = judged;
  const firms = firmsOf(ground, country);
  const beside: Beside = {
    firms,
    plants: await plantsBeside(ground.context, country, {
      product,
      words: ground.words,
      made: ground.made,
      known: ground.days.known,
    }),
    makers: ground.made
      ? []
      : await makersOfBook(ground.context, ground.book, country, { words: ground.words, source, days: ground.days }),
    controlled: await controlledSellers(ground, firms),
  };
  const series = triangle.series.thirds.get(country);
  const leg = (from: string, to: string, code: string, of: "third" | "feed") =>
    legResultOf(triangle, { from, to, code }, series?.[of] ?? null, legs[of], at, months);
  const signals = signalsOf(judged, ground, beside);
  const mismatch = signals.find(({ name }) => name === "origin-mismatch")?.state === "yes";
  const explanations = explanationsOf(judged, ground, beside);
  return {
    country: { key: country, label: countryLabel(country) },
    diversion: judged.diversion,
    evasion: judged.diversion !== "none" && mismatch ? "indicated" : "not shown",
    level: firms === null ? "product" : "firm",
    reasons: reasonsOf(judged, ground, firms),
    third: leg(country, destination, product, "third"),
    feed: leg(source, country, product, "feed"),
    inputs: inputCodes.map((code, n) => {
      return legResultOf(
        triangle,
        { from: source, to: country, code },
        series?.inputs.get(code) ?? null,
        legs.inputs[n] ?? null,
        at,
        months,
      );
    }),
    signals: [...signals],
    explanations,
    decide: decideOf(judged, ground, beside),
  };
}

/** What single firms of the country did in the window, three months of purchases before it with it. */
function firmsOf({ triangle, source, destination, at, months }: CandidateGround, country: string): FirmReroute | null {
  if (triangle.bills.length === 0) return null;
  const inWindow = (day: string, early: number): boolean => {
    const place = periodOf(day, triangle.step) - triangle.from;
    return place >= at - early && place < at + months;
  };
  const bills = (exporter: string, importer: string, early: number, of: "shipper_id" | "consignee_id"): FirmBill[] =>
    triangle.bills
      .filter((bill) => bill.exporter === exporter && bill.importer === importer && inWindow(bill.day, early))
      .map((bill) => ({ firm: bill[of], weight: Number(bill[triangle.unit] ?? 0), origin: bill.origin }));
  return firmReroute(bills(source, country, 3, "consignee_id"), bills(country, destination, 0, "shipper_id"), source);
}

const MOST_ASKED = 5;

async function controlledSellers(ground: CandidateGround, firms: FirmReroute | null): Promise<Beside["controlled"]> {
  if (firms === null || firms.firms.length === 0) return null;
  const names = partyBook(ground.book);
  const ids = firms.firms.slice(0, MOST_ASKED).map(({ firm }) => (ground.made ? firm : names.one(firm)));
  const held = await worldBehind(ground.context, ground.book, ids, { made: ground.made, days: ground.days });
  const { countries } = ultimateControl(held.world);
  const bySource = ids.filter((id) => {
    const place = held.indexOf.get(id);
    return place !== undefined && (countries[place] ?? []).some((each) => held.world.countries[each] === ground.source);
  });
  return { of: ids.length, bySource: bySource.length };
}

function reasonsOf(
  { signals, diversion, country }: JudgedCandidate,
  ground: CandidateGround,
  firms: FirmReroute | null,
): string[] {
  const [from, third, to] = [ground.source, country, ground.destination].map(placeIn);
  const fall = {
    yes: `The direct leg fell beyond chance.`,
    weak: `The direct leg fell, but not beyond chance.`,
    no: ground.briefStop
      ? `The direct leg stopped for one month and came back: a gap of one month is no fall.`
      : `The direct leg did not fall.`,
    unknown: `The direct leg cannot be judged.`,
  }[signals.fall];
  const rise = {
    yes: `${third} sold ${to} more than was expected.`,
    weak: `${third} sold ${to} a little more.`,
    no: `${third} did not sell ${to} more than was expected.`,
    unknown: `The second leg, ${third} to ${to}, is missing in these data.`,
  }[signals.rise];
  const feed = {
    yes: `${from} sold ${third} more of the product than was expected.`,
    weak: `${from} sold ${third} a little more of the product.`,
    no: `${from} did not sell ${third} more of the product.`,
    unknown: `What ${from} sold ${third} is missing in these data.`,
  }[signals.feed];
  const inputs = signals.inputs === "yes" ? [`${from} sold ${third} more of an input of the product.`] : [];
  const passed =
    firms === null || firms.share <= 0 || diversion === "none"
      ? []
      : [`Firms that bought of ${from} sold on ${(100 * firms.share).toFixed(1)} % of the second leg.`];
  return [fall, rise, feed, ...inputs, ...passed];
}

function explanationsOf(
  judged: JudgedCandidate,
  ground: CandidateGround,
  { plants, makers }: Beside,
): CandidateResult["explanations"] {
  const { triangle, at, months, point, source } = ground;
  const third = placeIn(judged.country);
  const early = periodText(triangle.from + Math.max(0, at - 24), triangle.step);
  const late = periodText(triangle.from + Math.min(at + months, triangle.periods) - 1, triangle.step);
  const fresh = plants.filter(({ from }) => from !== null && from.slice(0, 7) >= early && from.slice(0, 7) <= late);
  const told = [
    ...fresh.map(({ name, measure, from, source: by }) => `${name}, ${measure}, ${from} (${by})`),
    ...makers.map(({ name, holders, since, sources }) => {
      const held =
        holders.length === 0 ? "" : `, held by ${holders.join(", ")}${since === null ? "" : ` since ${since}`}`;
      return `${name}${held} (${sources.join(", ")})`;
    }),
  ];
  const others = [...triangle.series.thirds].flatMap(([key, { feed }]) => (key === judged.country ? [] : [feed]));
  const world = Array.from({ length: triangle.periods }, (_, n) => {
    const known = others.flatMap((series) => series?.[n] ?? []);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
  const elsewhere = legChange(world, at, months);
  const grew = elsewhere !== null && elsewhere.score >= point.riseScore;
  return [
    {
      name: "new-plant",
      state: told.length > 0 ? "yes" : "unknown",
      words:
        told.length > 0
          ? `A plant in ${third} may make or work these goods itself: ${told.join("; ")}.`
          : `Neither the store nor the book names a plant in ${third} that makes these goods; there may be one.`,
      named: [...new Set([...fresh, ...makers].map(({ name }) => name))],
      decides: "What such plants bought, made and sold month by month, and how far they work the goods.",
    },
    {
      name: "growing-market",
      state: elsewhere === null ? "unknown" : grew ? "yes" : "no",
      words:
        elsewhere === null
          ? `What ${placeIn(source)} sold to others than these two cannot be judged.`
          : `What ${placeIn(source)} sold to all others but these two ${grew ? "rose" : "did not rise"} beyond chance (${elsewhere.score.toFixed(1)} standard deviations).`,
      named: [],
      decides: `What ${third} used at home: its production and sales of what these goods go into.`,
    },
    {
      name: "brief-stop",
      state: judged.legs.direct === null ? "unknown" : ground.briefStop ? "yes" : "no",
      words: ground.briefStop
        ? "The direct leg stopped for one month and came back, as it does while licences are waited for."
        : "The direct leg has no stop of one month.",
      named: [],
      decides: "The months after it: a gap is made up or at least over, a diversion lasts.",
    },
  ];
}

function decideOf(
  { signals, country }: JudgedCandidate,
  { source, destination, triangle }: CandidateGround,
  { plants }: Beside,
): string[] {
  const [from, third, to] = [source, country, destination].map(placeIn);
  return [
    ...(signals.rise === "unknown"
      ? [`What ${to} imported from ${third}, month by month (the missing second leg).`]
      : []),
    ...(signals.feed === "unknown" ? [`What ${from} exported to ${third}, or ${third} imported from ${from}.`] : []),
    ...(triangle.bills.length === 0
      ? [`Bills of lading of both legs: which firms bought, which sold, and what origin they declared.`]
      : []),
    ...(plants.length === 0 ? [`Capacity and output of plants in ${third}.`] : []),
    "Whether what was done there made new goods of them (substantial transformation), which trade figures never show.",
  ];
}
