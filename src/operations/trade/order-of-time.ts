import { InvalidInput } from "../../errors.ts";
import type { TraceInput } from "./trace-input.ts";
import type { TradeDataset } from "./trade-dataset.ts";

type Asked = Pick<TraceInput, "inOrder" | "direction">;

/** Refuses the order of time where the data know years or quarters alone. */
export function requireDays({ source, frequency }: Pick<TradeDataset, "source" | "frequency">, lag?: number): void {
  if (lag === undefined || (frequency !== "annual" && frequency !== "quarterly")) return;
  throw new InvalidInput(
    `"inOrder" needs days or months, and the figures of "${source}" are ${frequency}: which came first is not known.`,
    { hint: 'Leave "inOrder" out, or ask shipments or monthly statistics (--data, --frequency).' },
  );
}

/** What the order of time does to a reach, as a sentence that begins with a space; empty where it was not asked for. */
export function orderSentence({ inOrder, direction }: Asked): string {
  if (inOrder === undefined) return "";
  const days = `${inOrder} ${inOrder === 1 ? "day" : "days"}`;
  return direction === "up"
    ? ` A purchase counts only if it arrived at most ${days} before a counted sale that it may stand behind, or on its day.`
    : ` A sale counts only if it arrived at most ${days} after a counted purchase that may stand behind it, or on its day.`;
}

/** What the days of the data leave open. */
export function orderNotes({ data, frequency }: Pick<TradeDataset, "data" | "frequency">, asked: Asked): string[] {
  if (asked.inOrder === undefined) return [];
  const meant = orderSentence(asked).trim();
  if (data === "shipments") {
    return [`${meant} Both days are of arrival at the buyer, so the lag holds the voyage of what was sold too.`];
  }
  if (frequency !== "monthly") return [meant];
  return [`${meant} The figures are monthly: each stands on the first day of its month, which may be 30 days off.`];
}
