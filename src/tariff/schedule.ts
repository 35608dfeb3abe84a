import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import type { AsOf } from "../vocab/as-of.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { DutyRate } from "./duty-rate.ts";

/** A preferential rate, and the programmes that give it: "Free (A, KR, S)". */
export interface SpecialRate {
  readonly rate: DutyRate;
  readonly programmes: readonly string[];
}

/** One line of a tariff schedule over a period: what ordinary duty is, before anything is added. */
export interface TariffLine {
  readonly importer: string;
  /** Eight digits, or ten. */
  readonly hts: string;
  readonly description: string;
  readonly general: DutyRate;
  readonly special: readonly SpecialRate[];
  /** The rate for origins without normal trade relations; null when it is not known here. */
  readonly column2: DutyRate | null;
  /** Units that the schedule counts in. */
  readonly units: readonly string[];
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly known: IsoDate;
  readonly source: Source;
  readonly confidence: Confidence;
  readonly note: string | null;
  readonly book: string;
}

/** A preference that a claim asks for: whose goods it is for, and what the claim needs. */
export interface Preference {
  readonly importer: string;
  /** As the schedule prints it in its special column, such as "S". */
  readonly code: string;
  /** Other ways to write the claim, such as "USMCA". */
  readonly names: readonly string[];
  readonly origins: readonly string[];
  readonly needs: string;
  readonly source: Source;
}

/** Origins that pay the rates of column 2, from a day on. */
export interface Column2Origin {
  readonly importer: string;
  readonly origin: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly known: IsoDate;
  readonly source: Source;
}

/** The lines of one importer, by code. */
export interface Schedule {
  readonly importer: string;
  /** The line of a code: its own, or the one above it. Null when no line holds it on that day. */
  line(code: string, asOf: AsOf): TariffLine | null;
  /** The lines under a code that is too short to be one, in order. */
  under(code: string): readonly TariffLine[];
  /** Every line of a code or of a shorter one above it, of whatever day. */
  allOf(code: string): readonly TariffLine[];
  /** Every line, of whatever day. */
  readonly lines: readonly TariffLine[];
  readonly size: number;
}

/** Lines of one importer; of lines of one code, a later start, then a later book, goes first. */
export function schedule(importer: string, given: Iterable<TariffLine>): Schedule {
  const byCode = new Map<string, TariffLine[]>();
  const lines = [...given];
  for (const line of lines) {
    const held = byCode.get(line.hts);
    if (held === undefined) byCode.set(line.hts, [line]);
    else held.push(line);
  }
  const codes = [...byCode.keys()].sort();
  return {
    importer,
    lines,
    size: lines.length,
    line(code, { on, known }) {
      for (let length = code.length; length >= 4; length -= 2) {
        let best: TariffLine | null = null;
        for (const line of byCode.get(code.slice(0, length)) ?? []) {
          const inForce = line.known <= known && line.from <= on && (line.until === null || on < line.until);
          if (inForce && (best === null || line.from >= best.from)) best = line;
        }
        if (best !== null) return best;
      }
      return null;
    },
    allOf(code) {
      const found: TariffLine[] = [];
      for (let length = code.length; length >= 4; length -= 2) found.push(...(byCode.get(code.slice(0, length)) ?? []));
      return found;
    },
    under(code) {
      return codes.filter((one) => one.startsWith(code)).flatMap((one) => byCode.get(one)?.slice(-1) ?? []);
    },
  };
}
