import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf, settings } from "./everywhere.ts";
import { readFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { writeReference } from "./reference.ts";
import { client } from "./server.ts";

/** What the address of the watch screen says. */
export const WATCH_FIELDS = {
  months: whole(12),
  product: text(),
  programme: text(),
  /** Also what became known since this day. */
  since: text(),
  /** The case whose stages are shown: `A-570-194`. */
  case: text(),
  /** Names of a list, a line each. */
  parties: text(),
};

export type WatchPlace = Values<typeof WATCH_FIELDS>;
export type WatchResult = Result<"watch">;
export type WatchEvent = WatchResult["upcoming"][number];
export type WatchAnswer = Answer<WatchResult>;
export type WatchQuestion = QuestionOf<"watch">;
export type CaseResult = Result<"case">;

export const watchPlace = (): WatchPlace => readFields(WATCH_FIELDS, place.value.query);

export const watchAddress = (values: Partial<WatchPlace>): string =>
  addressOf("/watch", writeFields(WATCH_FIELDS, values));

export function changeWatch(changes: Partial<WatchPlace>, step: { readonly replace?: boolean } = {}): void {
  go(watchAddress({ ...watchPlace(), ...changes }), step);
}

/** The names of a list that was pasted: a line each, or what stands first in the lines of a table; each once. */
export function namesIn(pasted: string): readonly string[] {
  const lines = pasted.split(/\r?\n/).map((line) => (line.split("\t")[0] ?? "").replace(/^"(.*)"$/, "$1").trim());
  return [...new Set(lines.filter((line) => line !== "" && line.toLowerCase() !== "name"))];
}

/** The fields that the operation takes. `all` leaves the programme and the list out: what can be chosen among. */
export function watchQuestion({ months, product, programme, since, parties }: WatchPlace): WatchQuestion {
  const names = namesIn(parties);
  return {
    ...(months === 12 ? {} : { months }),
    ...(product === "" ? {} : { product }),
    ...(programme === "" ? {} : { programme }),
    ...(since === "" ? {} : { since }),
    ...(names.length === 0 ? {} : { parties: names.map((name) => ({ name })) }),
  };
}

/** The address of the same calendar as iCalendar; a list of parties has no place in it. */
export function calendarAddress(values: WatchPlace): string {
  return client.value.urlOf("watch", watchQuestion({ ...values, parties: "" }), { ...settings(), format: "ics" }) ?? "";
}

/** How the answer was made. */
export function watchFigure(values: WatchPlace): string {
  const question = watchQuestion({ ...values, parties: "" });
  return writeReference({ operation: "watch", question: { ...question }, path: [] });
}
