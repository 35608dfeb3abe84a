import type { Book } from "../../book/book.ts";
import { Ambiguous, NotFound } from "../../errors.ts";
import { type Edit, holdsOnDay, type Scenario } from "../../scenario/overlay/edit.ts";
import { editWords } from "../../scenario/overlay/edit-words.ts";
import { editFault } from "../../scenario/overlay/read-scenario.ts";
import { SUPPOSED } from "../../scenario/overlay/supposed.ts";
import type { TariffBook } from "../../tariff/tariff-book.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";

/** The scenario that a question is asked under. */
export interface ScenarioWorld {
  readonly scenario: Scenario;
  /** The day that the question is for: edits of trade hold on it or do not. */
  readonly on: IsoDate;
  /** The same world without the scenario. */
  readonly baseline: Context;
  /** Numbers of the edits whose part of the world the question has read. */
  readonly read: Set<number>;
}

/** What an answer says of the scenario that it was given under. */
export interface ScenarioSaid {
  readonly title: string;
  readonly about: string | null;
  readonly edits: readonly {
    readonly number: number;
    readonly sentence: string;
    /** Whether the question looks at the part of the world that the edit changes. */
    readonly read: boolean;
    readonly note: string | null;
  }[];
}

const warmUnder = new WeakMap<object, Map<string, object>>();
/** Scenarios whose edited networks stay warm beside the baseline's. */
const SCENARIOS_KEPT = 4;

function warmOf(baseline: object, key: string): object {
  const kept = warmUnder.get(baseline) ?? new Map<string, object>();
  warmUnder.set(baseline, kept);
  const warm = kept.get(key) ?? {};
  kept.delete(key);
  kept.set(key, warm);
  for (const oldest of [...kept.keys()].slice(0, -SCENARIOS_KEPT)) kept.delete(oldest);
  return warm;
}

const keyOf = (scenario: Scenario, on: IsoDate): string =>
  JSON.stringify([scenario.edits, on], (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));

/** The world of `baseline` with the edits of the scenario laid over its book and its trade. */
export function underScenario(
  baseline: Context,
  scenario: Scenario,
  on: IsoDate,
): Context & { scenario: ScenarioWorld } {
  const world: ScenarioWorld = { scenario, on, baseline, read: new Set() };
  let book: Promise<Book> | undefined;
  return {
    ...baseline,
    scenario: world,
    warm: warmOf(baseline.warm, keyOf(scenario, on)),
    openBook() {
      book ??= baseline.openBook().then((own) => bookUnder(own, world));
      return book;
    },
  };
}

/** The edits of some kinds. */
export function editsOf<K extends Edit["kind"]>(
  { scenario }: ScenarioWorld,
  ...kinds: readonly K[]
): readonly Extract<Edit, { kind: K }>[] {
  return scenario.edits.filter((edit): edit is Extract<Edit, { kind: K }> => kinds.some((kind) => kind === edit.kind));
}

/** What `find` finds for an edit; that there is no such thing, or that there are several, is a fault of the edit. */
export async function foundFor<T>({ number, kind }: Edit, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof NotFound || error instanceof Ambiguous)
      throw editFault(number, kind, error.message.replace(/\.$/, ""), error.hint);
    throw error;
  }
}

function bookUnder(book: Book, world: ScenarioWorld): Book {
  const source = { id: SUPPOSED, title: `the scenario “${world.scenario.title}”` };
  let tariff: TariffBook | undefined;
  const own: Pick<Book, "sources" | "tariff"> = {
    get sources() {
      return new Map([...book.sources, [source.id, source]]);
    },
    get tariff() {
      const edits = editsOf(world, "measure", "rate", "end", "agreement");
      for (const { number } of edits) world.read.add(number);
      tariff ??= edits.length === 0 ? book.tariff : book.tariffUnder(edits, source);
      return tariff;
    },
  };
  // The parts of a book are read when they are first asked for: a copy would read them all.
  return Object.create(book, Object.getOwnPropertyDescriptors(own));
}

/** What the envelope says of the scenario. */
export function scenarioSaid({ scenario: { title, about, edits }, read }: ScenarioWorld): ScenarioSaid {
  return {
    title,
    about,
    edits: edits.map((edit) => ({
      number: edit.number,
      sentence: editWords(edit),
      read: read.has(edit.number),
      note: edit.note,
    })),
  };
}

/** What an answer was computed from; no store where none was opened. */
export interface VintagesUsed {
  readonly store: number | null;
  readonly book: string;
}

function baselineWarnings({ baseline }: Scenario, used: VintagesUsed): string[] {
  const { vintage = null, book = null } = baseline ?? {};
  const warn: string[] = [];
  if (vintage !== null && used.store !== null && used.store !== vintage) {
    warn.push(`The scenario was written against vintage ${vintage} of the store; this is the answer of ${used.store}.`);
  }
  if (book !== null && !used.book.startsWith(book)) {
    warn.push(`The scenario was written against the book of ${book}; this is the answer of ${used.book}.`);
  }
  return warn;
}

/** What a reader of the answer must not overlook. */
export function scenarioWarnings({ scenario, read, on }: ScenarioWorld, used: VintagesUsed): string[] {
  const { title, edits } = scenario;
  const held = edits.filter((edit) => read.has(edit.number));
  const warn: string[] = [];
  if (held.length > 0) warn.push(`Supposed in “${title}”, not so: ${held.map(editWords).join(" ")}`);
  for (const edit of edits) {
    const what = `Edit ${edit.number} (${edit.kind})`;
    if (!read.has(edit.number)) warn.push(`${what} changes nothing that this question looks at.`);
    else if (isOfADay(edit) && !holdsOnDay(edit, on))
      warn.push(`${what} does not hold on ${on}, the day of the answer.`);
  }
  return [...warn, ...baselineWarnings(scenario, used)];
}

/** Whether a question looks at such edits on its day alone; law is looked at on every day that it is asked for. */
function isOfADay(edit: Edit): edit is Extract<Edit, { kind: "ban" | "out" | "capacity" | "price" }> {
  return edit.kind === "ban" || edit.kind === "out" || edit.kind === "capacity" || edit.kind === "price";
}
