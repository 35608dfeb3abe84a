import { chartCaption } from "../../src/charts/chart-caption.ts";
import { groupThousands } from "../../src/render/scale.ts";
import { decimal, format, minus, plus, round, times, trim } from "../../src/vocab/decimal.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import type { DutyAnswer, DutyLine, DutyResult } from "../state/duty-question.ts";

/** Cents of dollars with thousands parted: `5,922.96`. */
export const writeCents = (usd: string): string => groupThousands(format(round(decimal(usd), 2)));

/** The number of per cent that a share is: `160.08`; exact unless fewer places are wanted. */
export const perCent = (share: string, places = 6): string =>
  format(trim(round(times(decimal(share), decimal("100")), places)));

/** What goods cost at the border: their value with all that is owed. */
export const atBorder = ({ goods, total }: Pick<DutyResult, "goods" | "total">): string =>
  format(round(plus(decimal(goods.value), decimal(total)), 2));

/** `a` less `b`, to the cent. */
export const lessOf = (a: string, b: string): string => format(round(minus(decimal(a), decimal(b)), 2));

export const isNothing = (usd: string): boolean => decimal(usd).units === 0n;

export const applied = ({ lines }: DutyResult): readonly DutyLine[] =>
  lines.filter(({ outcome }) => outcome === "applied");
export const skipped = ({ lines }: DutyResult): readonly DutyLine[] =>
  lines.filter(({ outcome }) => outcome === "skipped");

/** An amount that may change or come back: hatched in pictures, and said in the table's status. */
export const isOpen = ({ refundable, status }: DutyLine): boolean =>
  refundable || (status?.includes("preliminary") ?? false);

export const statusWords = ({ status, refundable }: DutyLine): string | null =>
  refundable && status !== "refundable" ? `${status ?? "in force"}, refundable` : status;

export const asKnown = ({ on, known }: Pick<DutyAnswer, "on" | "known">): string =>
  on === known ? "" : `, as known on ${known}`;

/** What is looked at, in a line. */
export function dutyTitle(answer: DutyAnswer): string {
  const { code, label, origin, to } = answer.result.goods;
  return `What is owed on HTS ${formatHs(code)} (${label}) from ${origin.label} entering ${to.label} on ${answer.on}${asKnown(answer)}`;
}

/** The finding in a sentence. */
export function dutyCaption(answer: DutyAnswer): string {
  const { result } = answer;
  const owed = applied(result);
  const largest = owed.reduce<DutyLine | null>(
    (best, line) => (best === null || Number(line.amount) > Number(best.amount) ? line : best),
    null,
  );
  const most =
    largest === null || isNothing(largest.amount)
      ? ""
      : `; the largest part is ${largest.title} with ${writeCents(largest.amount)} USD`;
  return chartCaption(
    `${writeCents(result.total)} USD is owed on ${writeCents(result.goods.value)} USD, ${perCent(result.rate)} % of the value${most}`,
    [
      isNothing(result.refundable) ? "" : `${writeCents(result.refundable)} USD of it can be had back`,
      owed.some(isOpen) ? "What is preliminary or refundable is hatched" : "",
    ],
  );
}
