import type { FirmReroute } from "./firms.ts";
import type { Substitution } from "./substitution.ts";
import type { SignalState } from "./verdict.ts";

/** What is known of a third country beside its legs; null where the data cannot say. */
export interface Evidence {
  readonly substitution: Substitution | null;
  /** The third leg at a year's pace, by what plants there can make in a year. */
  readonly capacityUse: number | null;
  readonly price: PriceApart | null;
  readonly mirror: MirrorMove | null;
  readonly otherCode: OtherCode | null;
  /** Of the sellers of the third leg that were asked about, how many are controlled from the source. */
  readonly sellers: { readonly asked: number; readonly ofSource: number } | null;
  /** Makers there that are held from the source and of which it is not known whether they sold these goods. */
  readonly makersOfSource: number;
  readonly firms: FirmReroute | null;
}

/** ln(price of the third leg / price of the direct leg); null before the event where the third leg was not there. */
export interface PriceApart {
  readonly before: number | null;
  readonly after: number;
}

/** Mean of ln(exported / imported fob) on the direct leg in the year before the event and after it. */
export interface MirrorMove {
  readonly before: number | null;
  readonly after: number;
  /** Periods after the event that are beyond the threshold to one side, as many in a row as make it sustained. */
  readonly sustained: number;
}

/** A code of the same heading that gained between source and destination. */
export interface OtherCode {
  /** Largest gain of such a code, by what the direct leg lost; 0 where none rose beyond chance. */
  readonly gainOfLoss: number;
  /** ln(its price after / price of the product before); null where it is not known. */
  readonly priceApart: number | null;
  /** Of its bills after the event, by weight, the part of shippers that sold the product before; null without bills. */
  readonly sameParties: number | null;
}

/** From where on each signal is there, and what the signals together do to what the legs say. */
export interface EvidenceRule {
  /** Substitution from this on, */
  readonly substitutionLow: number;
  /** up to this. */
  readonly substitutionHigh: number;
  /** Sales beyond this part of what plants can make. */
  readonly capacityUse: number;
  /** Prices are near within this, as a logarithm; */
  readonly priceNear: number;
  /** they are of other goods from this on, one about twice the other. */
  readonly priceFar: number;
  /** A mirror gap, and how far it must have moved since before. */
  readonly mirrorGap: number;
  /** Another code gained this part of what the product lost. */
  readonly otherCode: number;
  /** Of its shippers, this part sold the product before. */
  readonly sameParties: number;
  /** Firms that bought of the source sold on this part of the third leg; */
  readonly passed: number;
  /** below this part they passed on nothing that matters, */
  readonly notPassed: number;
  /** where at least this part of both legs names its firms. */
  readonly named: number;
  /** Such firms sold this part of the third leg under another origin. */
  readonly otherOrigin: number;
  /** What single firms passed on counts as so many signals of countries. */
  readonly firmWeight: number;
  /** Supporting signals less weakening ones that raise possible to likely, */
  readonly raise: number;
  /** and weakening less supporting ones that lower a verdict by one step. */
  readonly lower: number;
  /** Supporting signals less weakening ones without which inputs in place of the product make nothing possible. */
  readonly inputs: number;
}

export const EVIDENCE_RULE: EvidenceRule = {
  substitutionLow: 0.7,
  substitutionHigh: 1.3,
  capacityUse: 1,
  priceNear: 0.1,
  priceFar: 0.7,
  mirrorGap: 0.3,
  otherCode: 0.5,
  sameParties: 0.5,
  passed: 0.3,
  notPassed: 0.05,
  named: 0.5,
  otherOrigin: 0.3,
  firmWeight: 2,
  raise: 2,
  lower: 1,
  inputs: 2,
};

export const EVIDENCE_SIGNALS = [
  "substitution",
  "capacity",
  "unit-value",
  "mirror-gap",
  "reclassification",
  "ownership",
  "firm-passage",
  "origin-mismatch",
] as const;

export type EvidenceSignal = (typeof EVIDENCE_SIGNALS)[number];
export type Part = "supports" | "weakens" | "nothing";

/** A signal with what it does to the verdict. */
export interface WeighedSignal {
  readonly name: EvidenceSignal;
  readonly state: SignalState;
  readonly part: Part;
  /** As how many signals it counts. */
  readonly weight: number;
}

type Reading = readonly [SignalState, Part];
const SILENT: Reading = ["unknown", "nothing"];

/** Every signal beside the legs: whether it is there, and whether it supports or weakens that goods go round. */
export function weighEvidence(evidence: Evidence, rule: EvidenceRule = EVIDENCE_RULE): readonly WeighedSignal[] {
  const readings: Readonly<Record<EvidenceSignal, Reading>> = {
    substitution: substitutionReading(evidence.substitution, rule),
    capacity:
      evidence.capacityUse === null
        ? SILENT
        : evidence.capacityUse > rule.capacityUse
          ? ["yes", "supports"]
          : ["no", "weakens"],
    "unit-value": priceReading(evidence.price, rule),
    "mirror-gap": mirrorReading(evidence.mirror, rule),
    reclassification: otherCodeReading(evidence.otherCode, rule),
    ownership: ownershipReading(evidence),
    "firm-passage": passageReading(evidence.firms, rule),
    "origin-mismatch": originReading(evidence.firms, rule),
  };
  return EVIDENCE_SIGNALS.map((name) => {
    const [state, part] = readings[name];
    return { name, state, part, weight: name === "firm-passage" ? rule.firmWeight : 1 };
  });
}

function substitutionReading(found: Substitution | null, rule: EvidenceRule): Reading {
  if (found === null) return SILENT;
  if (found.ratio === null || found.ratio <= 0) return ["no", "nothing"];
  const near = found.ratio >= rule.substitutionLow && found.ratio <= rule.substitutionHigh;
  return near ? ["yes", "supports"] : ["weak", "nothing"];
}

/** A seller that was not there before and is near in price may as well be a new plant: that says nothing. */
function priceReading(price: PriceApart | null, rule: EvidenceRule): Reading {
  if (price === null) return SILENT;
  const apart = Math.abs(price.after);
  if (apart >= rule.priceFar) return ["no", "weakens"];
  if (apart > rule.priceNear) return ["no", "nothing"];
  const converged = price.before !== null && Math.abs(price.before) > rule.priceNear;
  return converged ? ["yes", "supports"] : ["weak", "nothing"];
}

/** A gap that was there before as well is of how the two report, and says nothing. */
function mirrorReading(gap: MirrorMove | null, rule: EvidenceRule): Reading {
  if (gap === null) return SILENT;
  if (gap.sustained === 0) return ["no", "nothing"];
  const moved = gap.before !== null && Math.abs(gap.after - gap.before) >= rule.mirrorGap;
  return moved ? ["yes", "supports"] : ["weak", "nothing"];
}

function otherCodeReading(other: OtherCode | null, rule: EvidenceRule): Reading {
  if (other === null) return SILENT;
  if (other.gainOfLoss < rule.otherCode) return ["no", "nothing"];
  const alike =
    (other.priceApart === null || Math.abs(other.priceApart) <= rule.priceNear) &&
    (other.sameParties === null || other.sameParties >= rule.sameParties);
  return alike ? ["yes", "weakens"] : ["weak", "nothing"];
}

function ownershipReading({ sellers, makersOfSource }: Evidence): Reading {
  if (sellers !== null && sellers.asked > 0) return sellers.ofSource > 0 ? ["yes", "supports"] : ["no", "nothing"];
  return makersOfSource > 0 ? ["weak", "nothing"] : SILENT;
}

function passageReading(firms: FirmReroute | null, rule: EvidenceRule): Reading {
  if (firms === null || Math.min(firms.named, firms.feedNamed) < rule.named) return SILENT;
  if (firms.share >= rule.passed) return ["yes", "supports"];
  return firms.share < rule.notPassed ? ["no", "weakens"] : ["weak", "nothing"];
}

function originReading(firms: FirmReroute | null, rule: EvidenceRule): Reading {
  if (firms === null) return SILENT;
  if (firms.otherOrigin >= rule.otherOrigin) return ["yes", "supports"];
  return firms.otherOrigin > 0 ? ["weak", "nothing"] : ["no", "nothing"];
}
