import { InvalidInput } from "../errors.ts";
import { type Decimal, decimal, divide, format, fromUnits, percent, trim, ZERO } from "../vocab/decimal.ts";
import { findUnit, type Unit } from "../vocab/quantity.ts";

/** So much money for each unit of weight, number, volume or area. */
export interface SpecificRate {
  /** USD, or the currency of the schedule, for one `unit`. */
  readonly amount: Decimal;
  readonly unit: Unit;
}

/** A rate of duty as a schedule prints it. All its parts add up; `topUpTo` raises ordinary duty to a floor. */
export interface DutyRate {
  /** Share of the base: 0.034 for 3.4 %. */
  readonly adValorem: Decimal;
  readonly specific: readonly SpecificRate[];
  /** The total that ordinary duty is raised to, as a share of the base; null when the rate is simply added. */
  readonly topUpTo: Decimal | null;
}

export const FREE: DutyRate = { adValorem: ZERO, specific: [], topUpTo: null };

const NUMBER = String.raw`(\d+(?:\.\d+)?|\.\d+)`;
const AD_VALOREM = new RegExp(`^${NUMBER}\\s*(?:%|percent|per cent)(?:\\s+ad val(?:orem)?\\.?)?$`, "i");
const CENTS = new RegExp(`^${NUMBER}\\s*(?:¢|cents?)\\s*(?:/|per|each)\\s*(.*)$`, "i");
const DOLLARS = new RegExp(`^(?:\\$|USD\\s*)${NUMBER}\\s*(?:/|per|each)\\s*(.*)$`, "i");
const TOP_UP = /^(?:topped up to|total of)\s+(.+)$/i;
const HUNDRED = fromUnits(100n, 0);
const PLACES_OF_A_SHARE = 12;

/**
 * Reads "Free", "3.4 %", "1.5¢/kg + 2 %", "$1.035/kg", "35¢ each" or "topped up to 15 %"; throws InvalidInput for what
 * is none of them, such as a cross-reference to another heading.
 */
export function dutyRate(text: string): DutyRate {
  const rate = findDutyRate(text);
  if (rate !== null) return rate;
  throw new InvalidInput(`“${text}” is not a rate of duty.`, {
    hint: 'Write it as a schedule does: "Free", "3.4 %", "1.5¢/kg + 2 %", "topped up to 15 %".',
  });
}

/** As `dutyRate`, or null. */
export function findDutyRate(text: string): DutyRate | null {
  const plain = text.trim().replace(/\s+/g, " ").replace(/\.$/, "");
  if (/^free$/i.test(plain)) return FREE;
  const toppedUp = TOP_UP.exec(plain)?.[1];
  if (toppedUp !== undefined) {
    const floor = AD_VALOREM.exec(toppedUp)?.[1];
    return floor === undefined ? null : { ...FREE, topUpTo: share(floor) };
  }
  let adValorem: Decimal | null = null;
  const specific: SpecificRate[] = [];
  for (const part of plain.split(/\s*\+\s*/)) {
    const perCent = AD_VALOREM.exec(part)?.[1];
    if (perCent !== undefined && adValorem === null) {
      adValorem = share(perCent);
      continue;
    }
    const found = specificRate(part);
    if (found === null) return null;
    specific.push(found);
  }
  return { adValorem: adValorem ?? ZERO, specific, topUpTo: null };
}

function share(perCent: string): Decimal {
  return trim(divide(decimal(perCent), HUNDRED, PLACES_OF_A_SHARE));
}

function specificRate(part: string): SpecificRate | null {
  const cents = CENTS.exec(part);
  const dollars = DOLLARS.exec(part);
  const [, amount, unitText] = cents ?? dollars ?? [];
  if (amount === undefined || unitText === undefined) return null;
  const unit = unitText === "" ? "piece" : findUnit(unitText);
  if (unit === null) return null;
  const given = decimal(amount);
  return { amount: cents === null ? given : trim(divide(given, HUNDRED, given.scale + 2)), unit };
}

/** The rate as `dutyRate` reads it; "unknown" as it is. */
export function formatRate(rate: DutyRate | "unknown"): string {
  if (rate === "unknown") return rate;
  const { adValorem, specific, topUpTo } = rate;
  if (topUpTo !== null) return `topped up to ${percent(topUpTo)}`;
  const parts = specific.map(({ amount, unit }) => `$${format(amount)}/${unit}`);
  if (adValorem.units !== 0n) parts.push(percent(adValorem));
  return parts.length === 0 ? "Free" : parts.join(" + ");
}
