import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf } from "./everywhere.ts";
import { choice, readFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { writeReference } from "./reference.ts";

/** What the address of the signals screen says: the questions' own fields first, then how the answers are looked at. */
export const SIGNALS_FIELDS = {
  product: text(),
  origin: text(),
  to: text(),
  /** A measure of the book from whose first day on the legs are judged; else `since`, else the month that falls most. */
  measure: text(),
  since: text(),
  months: whole(6),
  /** The one third country that is looked at. */
  via: text(),
  top: whole(5),
  data: choice(["", "flows", "shipments"]),
  source: text(),
  side: choice(["", "import", "export", "reconciled"]),
  frequency: choice(["", "monthly", "daily", "quarterly", "annual"]),
  /** Sources of the second leg, and of the first, where the dataset does not show them. */
  thirdSource: text(),
  feedSource: text(),
  tab: choice(["diversion", "series", "mirror"]),
  /** The window of the series and of the mirror. */
  from: text(),
  until: text(),
  by: choice(["weight", "value"]),
  verdict: choice(["", "likely", "possible", "none"]),
  signal: text(),
  strength: choice(["yes", "weak", "no", "unknown"]),
  /** The third country whose case is open; the first in the list when empty. */
  open: text(),
};

export type SignalsPlace = Values<typeof SIGNALS_FIELDS>;
export type DiversionResult = Result<"diversion">;
export type DiversionAnswer = Answer<DiversionResult>;
export type Candidate = DiversionResult["candidates"][number];
export type Leg = DiversionResult["direct"];
export type Signal = Candidate["signals"][number];
export type FlowsResult = Result<"flows">;
export type MirrorResult = Result<"mirror">;

export const signalsPlace = (): SignalsPlace => readFields(SIGNALS_FIELDS, place.value.query);

export const signalsAddress = (values: Partial<SignalsPlace>): string =>
  addressOf("/signals", writeFields(SIGNALS_FIELDS, values));

const LOOKS = ["tab", "verdict", "signal", "strength", "open", "by"] as const satisfies readonly (keyof SignalsPlace)[];

/** Changes the question or the look of it; a case that was open belonged to the old question. */
export function changeSignals(changes: Partial<SignalsPlace>): void {
  const own = Object.keys(changes).every((name) => (LOOKS as readonly string[]).includes(name));
  go(signalsAddress({ ...signalsPlace(), ...(own ? {} : { open: "" }), ...changes }));
}

export const isAsked = ({ product, origin, to }: SignalsPlace): boolean => product !== "" && origin !== "" && to !== "";

/** A country that is looked for by name may stand far down the list of the others. */
const ALL = 1000;

interface Ends {
  readonly product: string;
  readonly origin: string;
  readonly to: string;
}

/** What is said of the dataset. */
function dataset({ data, source, side, frequency }: SignalsPlace) {
  return {
    ...(data === "" ? {} : { data }),
    ...(source === "" ? {} : { source }),
    ...(side === "" ? {} : { side }),
    ...(frequency === "" ? {} : { frequency }),
  };
}

/** The fields that `diversion` takes, those that hold their default left out. */
export function diversionQuestion(values: SignalsPlace): QuestionOf<"diversion"> {
  const { product, origin, to, measure, since, months, via, thirdSource, feedSource } = values;
  const top = via === "" ? values.top : ALL;
  return {
    ...{ product, origin, to },
    ...(measure === "" ? {} : { measure }),
    ...(since === "" ? {} : { since }),
    ...(months === 6 ? {} : { months }),
    ...(top === 5 ? {} : { top }),
    ...dataset(values),
    ...(thirdSource === "" ? {} : { thirdSource }),
    ...(feedSource === "" ? {} : { feedSource }),
  };
}

const windowOf = ({ from, until }: SignalsPlace) => ({
  ...(from === "" ? {} : { since: from }),
  ...(until === "" ? {} : { until }),
});

/** The fields that `flows` takes; by default of the direct leg. */
export function flowsQuestion(values: SignalsPlace, ends: Partial<Ends> = {}): QuestionOf<"flows"> {
  const { product, origin, to } = { ...values, ...ends };
  return { product, origin, to, ...windowOf(values), ...dataset(values) };
}

/** The fields that `mirror` takes; it finds both sides by itself. */
export function mirrorQuestion(values: SignalsPlace): QuestionOf<"mirror"> {
  const { product, origin, to, by, frequency } = values;
  return {
    ...{ product, origin, to },
    ...windowOf(values),
    ...(by === "value" ? {} : { by }),
    ...(frequency === "" ? {} : { frequency }),
  };
}

/** The signals of a third country that the filter of the address asks for; all where it asks for none. */
const meetsFilter = ({ diversion, signals }: Candidate, { verdict, signal, strength }: SignalsPlace): boolean =>
  (verdict === "" || diversion === verdict) &&
  (signal === "" || signals.some(({ name, state }) => name === signal && state === strength));

/** The third countries of an answer that the address asks for, in the answer's own order: most evidence first. */
export const shownCandidates = ({ candidates }: DiversionResult, values: SignalsPlace): readonly Candidate[] =>
  candidates.filter((each) => (values.via === "" || each.country.key === values.via) && meetsFilter(each, values));

/** How an answer was made. */
export function signalsFigure(operation: "diversion" | "flows" | "mirror", question: object): string {
  return writeReference({ operation, question: { ...question }, path: [] });
}
