import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf, everywhere, settings } from "./everywhere.ts";
import { choice, readFields, text, type Values, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { writeReference } from "./reference.ts";

/** What the address of the duty screen says; the day of entry is the `on` of every screen. */
export const DUTY_FIELDS = {
  product: text(),
  origin: text(),
  to: text(),
  value: text(),
  producer: text(),
  exporter: text(),
  /** The day as of which rates are known; the day of entry when empty. */
  known: text(),
  mode: choice(["", "sea", "air", "land"]),
  article: text(),
  /** `graphite=5000,steel=800`. */
  content: text(),
  /** Headings of chapter 99 or preferences, with commas. */
  claim: text(),
  kg: text(),
  pieces: text(),
  loadedOn: text(),
  metalWeight: text(),
  usContent: text(),
  /** The second origin, with what differs there; the rest is as above. */
  besideOrigin: text(),
  besideValue: text(),
  besideProducer: text(),
  besideExporter: text(),
  /** Of either lot, and what the same lot costs that is made in the country of entry. */
  besideFreight: text(),
  besideInsurance: text(),
  besideDomestic: text(),
};

export type DutyPlace = Values<typeof DUTY_FIELDS>;
export type DutyResult = Result<"duty">;
export type DutyLine = DutyResult["lines"][number];
export type DutyAnswer = Answer<DutyResult>;
export type LandedResult = Result<"landed-cost">;
export type TimelineResult = Result<"duty-timeline">;
export type TimelineStep = TimelineResult["steps"][number];
/** A question about duties with the day of knowledge beside it. */
export type DutyQuestion = QuestionOf<"duty"> & { readonly known?: string };

const LISTS: ReadonlySet<string> = new Set(["content", "claim"]);

export const dutyPlace = (): DutyPlace => readFields(DUTY_FIELDS, place.value.query);

export function dutyAddress(values: Partial<DutyPlace>, on?: string): string {
  return addressOf("/duty", writeFields(DUTY_FIELDS, values), on === undefined ? {} : { on });
}

export function changeDuty(changes: Partial<DutyPlace>): void {
  go(dutyAddress({ ...dutyPlace(), ...changes }));
}

/** Goes to another day of entry. Days that are slid over are not steps to go back through. */
export function enterOn(on: string, step: { readonly replace?: boolean } = {}): void {
  go(dutyAddress(dutyPlace(), on), step);
}

export const isAsked = ({ product, origin, value }: DutyPlace): boolean =>
  product !== "" && origin !== "" && value !== "";

/** The items of a list that is written with commas. Those that part the thousands of an amount are left out. */
export function listOf(written: string): readonly string[] {
  return written
    .split(/,(?!\d{3}(?:\D|$))/)
    .map((item) => item.replaceAll(",", "").trim())
    .filter((item) => item !== "");
}

/** The fields that the operation takes, those that are empty left out. */
export function dutyQuestion(values: DutyPlace): DutyQuestion {
  const own = Object.entries(values).filter(([name, value]) => !name.startsWith("beside") && value !== "");
  return Object.fromEntries(
    own.map(([name, value]) => [name, LISTS.has(name) ? listOf(value) : value]),
  ) as unknown as DutyQuestion;
}

/** The same goods from the second origin; null when none is chosen. */
export function besideQuestion(values: DutyPlace): DutyQuestion | null {
  if (values.besideOrigin === "") return null;
  return dutyQuestion({
    ...values,
    origin: values.besideOrigin,
    value: values.besideValue === "" ? values.value : values.besideValue,
    producer: values.besideProducer,
    exporter: values.besideExporter,
  });
}

/** Both lots as offers of one price, with what carries them; null when nothing is said but the duties. */
export function landedQuestion(values: DutyPlace): (QuestionOf<"landed-cost"> & { readonly known?: string }) | null {
  const beside = besideQuestion(values);
  const { besideFreight: freight, besideInsurance: insurance, besideDomestic: domestic } = values;
  if (beside === null || (freight === "" && insurance === "" && domestic === "")) return null;
  const { origin: _origin, value: _value, producer: _producer, exporter: _exporter, ...common } = dutyQuestion(values);
  const offers = [dutyQuestion(values), beside].map(({ origin, value, producer, exporter }, at) => ({
    name: at === 0 ? "first" : "second",
    origin,
    price: value,
    ...(producer === undefined ? {} : { producer }),
    ...(exporter === undefined ? {} : { exporter }),
  }));
  return {
    ...common,
    offers,
    unit: "lot",
    ...(freight === "" ? {} : { freight }),
    ...(insurance === "" ? {} : { insurance }),
    ...(domestic === "" ? {} : { domestic }),
  };
}

const FIRST_DAY = "2025-01-01";

/** The days that the slider spans: from 2025, or the year of entry when that is earlier, to a year after today. */
export function timelineQuestion(values: DutyPlace, today: string): QuestionOf<"duty-timeline"> & { known?: string } {
  const on = everywhere.value.on === "" ? today : everywhere.value.on;
  const lastYear = Math.max(Number(today.slice(0, 4)), Number(on.slice(0, 4)) || 0) + 2;
  return {
    ...dutyQuestion(values),
    ...(/^\d{4}-/.test(on) && on < FIRST_DAY ? { since: `${on.slice(0, 4)}-01-01` } : {}),
    until: `${lastYear}-01-01`,
  };
}

/** The settings of an answer about all days: the day of entry is none of them. */
export function timelineSettings(): { vintage?: number } {
  const { on: _on, ...rest } = settings();
  return rest;
}

/** How the whole answer was made, or one of its causes: of `duty` the applied lines, of `duty-timeline` the steps. */
export function dutyFigure(question: object, cause?: number, operation = "duty"): string {
  const path = cause === undefined || cause < 0 ? [] : ["because", String(cause)];
  return writeReference({ operation, question: question as Record<string, unknown>, path });
}
