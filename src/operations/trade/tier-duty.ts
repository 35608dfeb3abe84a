import { z } from "zod";
import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import { dutyStack } from "../../tariff/duty-stack.ts";
import type { GoodsAmounts, GoodsKind } from "../../tariff/goods.ts";
import { makerRange, type RangeEnd } from "../../tariff/maker-range.ts";
import { controlRange } from "../../tariff/producer-control.ts";
import type { Border } from "../../tariff/tariff-book.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import { findCountry } from "../../vocab/country.ts";
import { compare, decimal, format, shareOf } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { amount } from "../core/fields.ts";
import { borderOf } from "../duty/goods-of.ts";
import type { Part } from "./trade-fields.ts";

const end = z.object({
  code: z.string().describe("tariff line that gives this end of the range"),
  rate: amount().describe("share of the value"),
  amount: amount().describe("USD on the traced value"),
  producer: z.string().nullable().describe("the maker that gives this end; null: nobody with a rate of its own"),
  exporter: z.string().nullable(),
});

export const tierDuty = z.object({
  to: z.string(),
  on: z.string(),
  known: z.string(),
  codes: z.array(z.string()).describe("tariff lines under the six digits that were asked of"),
  origins: z
    .array(
      z.object({
        key: z.string(),
        label: z.string(),
        usd: amount(),
        low: end.nullable().describe("the least that is owed; null where value or origin is not known"),
        high: end.nullable().describe("the most that is owed"),
      }),
    )
    .describe("largest value first"),
});

export type TierDuty = z.output<typeof tierDuty>;
type End = z.output<typeof end>;

interface Ground {
  readonly book: Book;
  readonly to: string;
  readonly code: string;
  readonly revision: number;
  readonly days: AsOf;
  /** Fills in what rules of control say of the maker; what has to be said of that is added to `warnings`. */
  readonly filled?: (kind: GoodsKind, warnings: string[]) => GoodsKind;
}

/** A part of the trade; its key is the origin of the goods unless one is given. */
export interface DutyPart extends Part {
  readonly origin?: string;
  /** Who is taken for the maker and exporter; null where nobody is known. */
  readonly maker?: string | null;
}

export interface TierDutyFindings {
  readonly duty: TierDuty;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

const LATEST_REVISION = 2022;
const MOST_WARNINGS = 6;
/** Makers' names are not known of trade by country: a range stands for them. */
const NOTHING_STATED = {
  producer: null,
  exporter: null,
  article: null,
  mode: null,
  loadedOn: null,
  claims: [],
  metalWeight: null,
  usContent: null,
  control: null,
} as const;

/** What goods of each part owe on the day, as a range over tariff lines, makers and who may control them. */
export function dutyOfTier(parts: readonly DutyPart[], ground: Ground): TierDutyFindings {
  const { book, to, code, revision, days, filled } = ground;
  const border = borderOf(book, to);
  const codes = linesUnder(border, code, days);
  const warnings = new Set<string>();
  const origins = parts.map(({ key, label, usd, kg, origin = key, maker = null }) => {
    const value = decimal(usd);
    if (findCountry(origin) === null || value.units === 0n) return { key, label, usd, low: null, high: null };
    const weight = decimal(kg);
    const amounts: GoodsAmounts = {
      value,
      contents: new Map(),
      quantities: weight.units === 0n ? [] : [{ amount: weight, unit: "kg" }],
    };
    const ends = codes.flatMap((hts) => {
      const stated: GoodsKind = { ...NOTHING_STATED, importer: to, hts, origin, producer: maker, exporter: maker };
      const told: string[] = [];
      const kind = filled?.(stated, told) ?? stated;
      const stackOf = (goods: GoodsKind) => dutyStack(border, goods, amounts, days);
      const stack = stackOf(kind);
      for (const warning of [...told, ...stack.warnings]) warnings.add(warning);
      const range = makerRange(border, kind, amounts, days, stack);
      const open = controlRange(border, kind, stackOf);
      const own: RangeEnd = { producer: maker, exporter: maker, total: stack.total };
      const ends = [
        ...(range === null ? [own] : [range.low, range.high]),
        ...(open === null ? [] : [open.low, open.high].map((total) => ({ ...own, total }))),
      ];
      return ends.map((one) => ({ hts, ...one }));
    });
    const sorted = [...ends].sort((a, b) => compare(a.total, b.total));
    const write = (one: (typeof ends)[number] | undefined): End | null =>
      one === undefined
        ? null
        : {
            code: one.hts,
            rate: shareOf(one.total, value),
            amount: format(one.total),
            producer: one.producer,
            exporter: one.exporter,
          };
    return { key, label, usd, low: write(sorted[0]), high: write(sorted.at(-1)) };
  });
  const list = [...warnings];
  return {
    duty: { to, on: days.on, known: days.known, codes: [...codes], origins },
    notes: notesOf(codes, code, revision),
    warnings: [
      ...list.slice(0, MOST_WARNINGS).map((text) => `Duty: ${text}`),
      ...(list.length > MOST_WARNINGS
        ? [`Duty: ${list.length - MOST_WARNINGS} further warnings; duty shows them for one line of goods.`]
        : []),
    ],
  };
}

/** The tariff lines of the day under six digits; the six digits themselves when the book has none. */
function linesUnder({ schedule }: Border, code: string, days: AsOf): readonly string[] {
  if (schedule.line(code, days) !== null) return [code];
  const under = schedule.under(code).filter(({ hts }) => schedule.line(hts, days) !== null);
  return under.length === 0 ? [code] : under.map(({ hts }) => hts);
}

function notesOf(codes: readonly string[], code: string, revision: number): readonly string[] {
  const over =
    codes.length > 1
      ? `HS ${formatHs(code)} holds ${codes.length} tariff lines: a duty is the range over them.`
      : `Duties are those of ${formatHs(codes[0] ?? code)}; lines below it may owe others.`;
  const older =
    revision === LATEST_REVISION ? [] : [`The trade is coded in HS ${revision}, the tariff in HS ${LATEST_REVISION}.`];
  return [
    over,
    ...older,
    "A duty is that of the day on the traced value, as if it entered then: no claims, no fees, makers not known; a range stands for rates by company.",
  ];
}

/** Why a duty cannot be put on a trace, said before any work is done. */
export function requireDutyQuestion(question: {
  readonly method: string;
  readonly direction: string;
  readonly to?: string | undefined;
}): string {
  const { method, direction, to } = question;
  if (method === "attribution") {
    throw new InvalidInput('"duty" is for a reach; an attribution has no use for it.', {
      hint: "Leave --duty or the method out.",
    });
  }
  if (direction === "down" || to === undefined) {
    throw new InvalidInput("A duty needs a country of entry.", { hint: "Ask upwards and name the country: --to US." });
  }
  return to;
}
