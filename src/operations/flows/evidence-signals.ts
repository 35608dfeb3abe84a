import { EVIDENCE_RULE, type EvidenceSignal } from "../../flows/evidence.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import { countryLabel } from "../trade/labels.ts";
import { ablePlants, FREIGHT_SHARE, type Ground, type WeighedCandidate } from "./diversion-evidence.ts";
import type { SignalResult } from "./diversion-result.ts";
import type { SignalWindow } from "./diversion-signals.ts";
import { ratio } from "./leg-result.ts";

/** What a signal shows: its value, its threshold, and a sentence. */
type Shown = Pick<SignalResult, "value" | "threshold" | "words"> &
  Partial<Pick<SignalResult, "level" | "from" | "until">>;

const rule = EVIDENCE_RULE;
const placeIn = (code: string): string => inSentence(countryLabel(code));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const SHOWN: Readonly<Record<EvidenceSignal, (candidate: WeighedCandidate, ground: Ground) => Shown>> = {
  substitution: shownSubstitution,
  capacity: shownCapacity,
  "unit-value": shownPrice,
  "mirror-gap": shownMirror,
  reclassification: shownOtherCode,
  ownership: shownOwnership,
  "firm-passage": shownPassage,
  "origin-mismatch": shownOrigin,
};

/** Every signal beside the legs as an answer shows it, with what it does to the verdict. */
export function evidenceSignals(
  candidate: WeighedCandidate,
  ground: Ground,
  window: SignalWindow,
): readonly SignalResult[] {
  return candidate.signals.map(({ name, state, part, weight }) => ({
    name,
    state,
    part,
    weight: part === "nothing" ? 0 : weight,
    ...window,
    ...SHOWN[name](candidate, ground),
  }));
}

const lagWords = (lag: number): string =>
  lag === 0 ? "in the same month" : `${lag} ${lag === 1 ? "month" : "months"} later`;

function shownSubstitution({ evidence: { substitution: found } }: WeighedCandidate): Shown {
  const threshold = `supports from ${rule.substitutionLow} to ${rule.substitutionHigh} of what the direct leg lost`;
  if (found === null) return { value: null, threshold, words: "It needs both legs." };
  if (found.ratio === null) return { value: null, threshold, words: "The direct leg lost nothing." };
  return {
    value: ratio(found.ratio),
    threshold,
    words: `The second leg gained ${found.ratio.toFixed(2)} of what the direct leg lost, best in step ${lagWords(found.lag)}.`,
  };
}

function shownCapacity({ evidence: { capacityUse: use }, plants, judged }: WeighedCandidate, ground: Ground): Shown {
  const threshold = `supports above ${rule.capacityUse} of what plants there can make in a year, weakens up to it`;
  const able = ablePlants(plants);
  if (use === null) {
    const expected = judged.legs.third?.expected ?? null;
    const fresh = judged.signals.rise === "yes" && expected === 0 ? " It sold none of it in the year before." : "";
    const why =
      able.length === 0
        ? `The store holds no capacity of this product there.${fresh}`
        : ground.triangle.unit === "kg"
          ? "The second leg is not seen."
          : "The second leg is not seen by weight.";
    return { value: null, threshold, words: why };
  }
  return {
    value: ratio(use),
    threshold,
    words: `At a year's pace the second leg is ${use.toFixed(2)} of what plants there can make (${able.map(({ name }) => name).join(", ")}).`,
  };
}

/** "5.0 % more", of a difference of logarithms. */
const dearer = (apart: number): string => `${percent(Math.abs(Math.exp(apart) - 1))} ${apart < 0 ? "less" : "more"}`;

function shownPrice({ evidence: { price }, judged }: WeighedCandidate, { triangle, destination }: Ground): Shown {
  const threshold = `supports within ${rule.priceNear} of a logarithm after and farther apart before; weakens from ${rule.priceFar} on`;
  if (price === null) return { value: null, threshold, words: "The second leg has no price to compare." };
  const told = price.before === null ? "there was none before" : `${dearer(price.before)} before`;
  const third = triangle.sourceOf(judged.country, destination);
  const mixed = third?.joined ? ` Prices are of two sources, those cif less ${percent(FREIGHT_SHARE)} freight.` : "";
  return {
    value: ratio(price.after),
    threshold,
    words: `A kilogram of the second leg costs ${dearer(price.after)} than one of the direct leg (${told}).${mixed}`,
  };
}

function shownMirror(_candidate: WeighedCandidate, { pair: { mirror } }: Ground): Shown {
  const threshold = `supports beyond ${rule.mirrorGap} for three months to one side, and moved by as much since before`;
  if (mirror.found === null) return { value: null, threshold, words: mirror.why };
  const { months, after, before, sustained, exportSource, importSource } = mirror.found;
  const then = before === null ? "" : ` (${before.toFixed(2)} in the year before)`;
  const side = after > 0 ? "the exporter reports more" : "the importer reports more";
  return {
    value: ratio(after),
    threshold,
    words: `Both sides report ${months} of these months (${exportSource}, ${importSource}), on average ${after.toFixed(2)} apart${then}: ${side}; ${sustained} are far apart for three or more.`,
  };
}

function shownOtherCode(_candidate: WeighedCandidate, { pair: { otherCode } }: Ground): Shown {
  const threshold = `weakens where another code of the heading gained ${rule.otherCode} of what this one lost, at a price within ${rule.priceNear} of a logarithm, ${rule.sameParties} of it of the same shippers where bills name them`;
  if (otherCode.found === null) return { value: null, threshold, words: otherCode.why };
  const { code, codes, gainOfLoss, priceApart, sameParties } = otherCode.found;
  if (code === null) {
    return { value: "0", threshold, words: `None of ${codes} other codes of the heading gained beyond chance.` };
  }
  const price = priceApart === null ? "" : `, at ${dearer(priceApart)} a kilogram than this one before`;
  const parties = sameParties === null ? "" : `, ${percent(sameParties)} of it of shippers that sold this one before`;
  return {
    value: ratio(gainOfLoss),
    threshold,
    words: `Between the same two countries ${code} gained ${gainOfLoss.toFixed(2)} of what this code lost${price}${parties}.`,
  };
}

function shownOwnership({ evidence: { sellers }, makers, judged }: WeighedCandidate, { source }: Ground): Shown {
  const threshold = "supports with one seller there that the source's parties control";
  const [from, third] = [placeIn(source), placeIn(judged.country)];
  if (sellers !== null && sellers.asked > 0) {
    return {
      value: String(sellers.ofSource),
      threshold,
      level: "firm",
      words: `Of the ${sellers.asked} largest firms there that pass goods on, ${sellers.ofSource} are controlled from ${from} by the stakes that are recorded.`,
    };
  }
  const book = { threshold, level: "book", from: null, until: null } as const;
  const held = makers.filter(({ ofSource }) => ofSource);
  if (held.length === 0) {
    return {
      ...book,
      value: null,
      words: `Who exports from ${third} is not in these data, and the book names no maker there that is held from ${from}.`,
    };
  }
  const named = held.map(({ name, holders }) => `${name} (${holders.join(", ")})`).join("; ");
  return {
    ...book,
    value: String(held.length),
    words: `The book names makers there that are controlled from ${from}: ${named}. Whether they sold these goods is not in these data.`,
  };
}

const NO_BILLS = "It needs single bills of both legs.";

function shownPassage({ evidence: { firms }, judged }: WeighedCandidate, { source, destination }: Ground): Shown {
  const threshold = `supports from ${rule.passed} of the second leg, weakens below ${rule.notPassed}; counts ${rule.firmWeight}`;
  if (firms === null) return { value: null, threshold, level: "firm", words: NO_BILLS };
  const [from, third, to] = [source, judged.country, destination].map(placeIn);
  return {
    value: ratio(firms.share),
    threshold,
    level: "firm",
    words: `${firms.firms.length} of ${firms.sellers} sellers in ${third} bought the product of ${from} and sold it to ${to}: at most ${percent(firms.share)} of the leg passed through them (bills name the firms of ${percent(firms.named)} of it).`,
  };
}

function shownOrigin({ evidence: { firms } }: WeighedCandidate, { source }: Ground): Shown {
  const threshold = `supports from ${rule.otherOrigin} of the second leg; evasion is then indicated`;
  if (firms === null) return { value: null, threshold, level: "firm", words: NO_BILLS };
  const from = placeIn(source);
  return {
    value: ratio(firms.otherOrigin),
    threshold,
    level: "firm",
    words: `Firms that bought of ${from} sold ${percent(firms.otherOrigin)} of the leg under another origin; ${percent(firms.sourceOrigin)} of it is declared to be of ${from}.`,
  };
}
