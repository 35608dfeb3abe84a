import { signal } from "@preact/signals";
import type { Candidate, DiversionResult } from "./signals-question.ts";

/** What somebody has made of a finding. None of them is a measure of risk. */
export const STATUSES = [
  ["new", "Not looked at"],
  ["looking", "Being looked at"],
  ["watching", "Watched"],
  ["explained", "Explained"],
  ["passed-on", "Passed on"],
] as const;

export type Status = (typeof STATUSES)[number][0];

/** A note on a finding, kept in this browser alone, with what the finding was when it was written. */
export interface SignalNote {
  /** The way and the month: `250410 CN>ID>US 2024-07`. */
  readonly finding: string;
  readonly country: string;
  readonly diversion: string;
  readonly evasion: string;
  readonly status: Status;
  readonly note: string;
  /** Where the finding is shown, within this page. */
  readonly address: string;
  /** The instant at which it was last changed, in UTC. */
  readonly changed: string;
}

const KEY = "headwater-signals";

/** What a finding is called: it stays the same when the data behind it become more. */
export const findingOf = ({ product, source, destination, event }: DiversionResult, { country }: Candidate): string =>
  `${product.code} ${source.key}>${country.key}>${destination.key} ${event.month}`;

const WORDS = ["finding", "country", "diversion", "evasion", "note", "address", "changed"] as const;

function readNote(given: unknown): SignalNote[] {
  if (typeof given !== "object" || given === null) return [];
  const fields = new Map(Object.entries(given));
  const [finding, country, diversion, evasion, note, address, changed] = WORDS.map((word) => fields.get(word));
  const status = STATUSES.find(([word]) => word === fields.get("status"))?.[0];
  if (status === undefined || typeof finding !== "string" || typeof country !== "string") return [];
  if (typeof diversion !== "string" || typeof evasion !== "string" || typeof note !== "string") return [];
  // An address from elsewhere must not become a link of this page.
  if (typeof address !== "string" || !address.startsWith("/signals?") || typeof changed !== "string") return [];
  return [{ finding, country, diversion, evasion, status, note, address, changed }];
}

/** Notes as they were kept; what is none is left out. */
export function readNotes(text: string | null): readonly SignalNote[] {
  if (text === null) return [];
  try {
    const given: unknown = JSON.parse(text);
    return Array.isArray(given) ? given.flatMap(readNote) : [];
  } catch {
    return [];
  }
}

function kept(): readonly SignalNote[] {
  try {
    return readNotes(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** Every note of this browser, in the order in which they were begun. */
export const notes = signal<readonly SignalNote[]>(kept());

/** The notes with this one in the place of the earlier one; one that says nothing is let go. */
export function withNote(all: readonly SignalNote[], note: SignalNote): readonly SignalNote[] {
  const says = note.status !== "new" || note.note !== "";
  const isThere = all.some(({ finding }) => finding === note.finding);
  if (!isThere) return says ? [...all, note] : all;
  return all.flatMap((each) => (each.finding !== note.finding ? [each] : says ? [note] : []));
}

/** Keeps a note. Those that another tab wrote meanwhile stay. */
export function keepNote(note: SignalNote): void {
  let before = notes.value;
  try {
    before = readNotes(localStorage.getItem(KEY));
  } catch {
    // A browser that keeps nothing for this page has them until it is left.
  }
  notes.value = withNote(before, note);
  try {
    localStorage.setItem(KEY, JSON.stringify(notes.value));
  } catch {
    // As above.
  }
}
