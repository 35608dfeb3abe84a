import { EVIDENCE_RULE } from "../../flows/evidence.ts";
import { legChange } from "../../flows/leg-change.ts";
import { periodText } from "../../flows/periods.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import { countryLabel } from "../trade/labels.ts";
import type { Ground, WeighedCandidate } from "./diversion-evidence.ts";
import type { CandidateResult } from "./diversion-result.ts";
import { signalsOf } from "./diversion-signals.ts";
import { legResultOf } from "./leg-result.ts";
import { passageOf } from "./passage-result.ts";
import { verdictWords } from "./verdict-words.ts";

const placeIn = (code: string): string => inSentence(countryLabel(code));

/** One third country as an answer shows it: the verdict, signals, what else may explain them, and what would decide. */
export async function candidateOf(candidate: WeighedCandidate, ground: Ground): Promise<CandidateResult> {
  const { triangle, product, source, destination, at, months } = ground;
  const { judged, verdict, evidence } = candidate;
  const { country, legs, inputCodes } = judged;
  const series = triangle.series.thirds.get(country);
  const leg = (from: string, to: string, code: string, of: "third" | "feed") =>
    legResultOf(triangle, { from, to, code }, series?.[of] ?? null, legs[of], at, months);
  const evasion = evasionOf(candidate);
  return {
    country: { key: country, label: countryLabel(country) },
    diversion: verdict.diversion,
    evasion: evasion.state,
    level: evidence.firms === null ? "product" : "firm",
    verdict: {
      legs: verdict.legs.diversion,
      route: verdict.legs.route,
      supports: [...verdict.supports],
      weakens: [...verdict.weakens],
      balance: verdict.balance,
      step: verdict.step,
      words: verdictWords(verdict),
    },
    reasons: reasonsOf(candidate, ground),
    evasionReasons: evasion.reasons,
    third: leg(country, destination, product, "third"),
    feed: leg(source, country, product, "feed"),
    inputs: inputCodes.map((code, n) => {
      const [own, change] = [series?.inputs.get(code) ?? null, legs.inputs[n] ?? null];
      return legResultOf(triangle, { from: source, to: country, code }, own, change, at, months);
    }),
    signals: [...signalsOf(candidate, ground)],
    explanations: explanationsOf(candidate, ground),
    decide: decideOf(candidate, ground),
    passage: await passageOf(candidate, ground),
  };
}

/** Evasion is indicated by bills alone, and where goods may go round at all. */
function evasionOf({ verdict, evidence: { firms }, signals }: WeighedCandidate): {
  readonly state: CandidateResult["evasion"];
  readonly reasons: string[];
} {
  if (firms === null) {
    return { state: "not shown", reasons: ["Statistics never show evasion: it takes bills that declare an origin."] };
  }
  const percent = `${(100 * firms.otherOrigin).toFixed(1)} %`;
  const sold = `Firms that bought the goods of the source sold ${percent} of the second leg under another origin`;
  const isMismatch = signals.some(({ name, state }) => name === "origin-mismatch" && state === "yes");
  if (!isMismatch) {
    return { state: "not shown", reasons: [`${sold}: less than ${EVIDENCE_RULE.otherOrigin} of it.`] };
  }
  return verdict.diversion === "none"
    ? { state: "not shown", reasons: [`${sold}, but no diversion is seen.`] }
    : {
        state: "indicated",
        reasons: [`${sold}.`, "It is lawful if the goods were made into new ones there, which bills do not show."],
      };
}

function reasonsOf(
  { judged: { signals, country }, verdict, evidence: { firms } }: WeighedCandidate,
  ground: Ground,
): string[] {
  const { diversion } = verdict;
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
      : [`Firms that bought of ${from} can have sold on up to ${(100 * firms.share).toFixed(1)} % of the second leg.`];
  return [fall, rise, feed, ...inputs, ...passed, verdictWords(verdict)];
}

function explanationsOf({ judged, plants, makers }: WeighedCandidate, ground: Ground): CandidateResult["explanations"] {
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
  { judged: { signals, country }, plants, bills }: WeighedCandidate,
  { source, destination }: Ground,
): string[] {
  const [from, third, to] = [source, country, destination].map(placeIn);
  return [
    ...(signals.rise === "unknown"
      ? [`What ${to} imported from ${third}, month by month (the missing second leg).`]
      : []),
    ...(signals.feed === "unknown" ? [`What ${from} exported to ${third}, or ${third} imported from ${from}.`] : []),
    ...(bills === null
      ? [`Bills of lading of both legs: which firms bought, which sold, and what origin they declared.`]
      : []),
    ...(plants.length === 0 ? [`Capacity and output of plants in ${third}.`] : []),
    "Whether what was done there made new goods of them (substantial transformation), which trade figures never show.",
  ];
}
