import { type Command, Option } from "commander";
import { InvalidInput } from "../errors.ts";
import { vintageAsked } from "../operations/core/baseline-vintage.ts";
import { type Context, createContext } from "../operations/core/context.ts";
import type { Progress } from "../operations/core/progress.ts";
import { isoDate } from "../vocab/iso-date.ts";
import type { Io } from "./io.ts";

export interface CommonFlags {
  readonly store?: string;
  readonly book?: string;
  readonly vintage?: string;
}

const DEFAULT_STORE = "./headwater-store";
const WORLD = "Data:";

export interface StoreFlagOptions {
  readonly vintage: boolean;
  /** A command with a store of its own does not follow the environment, so that it never writes into the user's. */
  readonly ownStore?: string | undefined;
}

export function addStoreFlags(command: Command, { vintage, ownStore }: StoreFlagOptions): void {
  const flag = (name: string, about: string) => command.addOption(new Option(name, about).helpGroup(WORLD));
  flag("--store <DIR>", `the store (default ${ownStore ?? `$HEADWATER_STORE or ${DEFAULT_STORE}`})`);
  flag("--book <DIR>", "a folder of your own book, laid over the shipped one");
  if (vintage) flag("--vintage <N>", "ask of an older vintage of the store");
}

export function storeFolder(io: Io, flags: CommonFlags, ownStore?: string): string {
  return flags.store ?? ownStore ?? (io.env.HEADWATER_STORE || DEFAULT_STORE);
}

/** The machine's calendar day; the only place where a clock is read for a question. */
export function today(io: Io) {
  const now = io.now();
  const two = (n: number) => String(n).padStart(2, "0");
  return isoDate(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
}

function vintageNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidInput(`"${text}" is not the number of a vintage.`, { hint: "headwater status lists them." });
  }
  return Number(text);
}

export interface ContextNeeds {
  readonly ownStore?: string | undefined;
  /** Fields that may hold the scenario of the question, which may name a vintage of the store. */
  readonly given?: readonly Readonly<Record<string, unknown>>[];
}

export function contextFor(
  io: Io,
  flags: CommonFlags,
  report: (progress: Progress) => void,
  { ownStore, given = [] }: ContextNeeds = {},
): Context {
  return createContext({
    store: storeFolder(io, flags, ownStore),
    today: today(io),
    book: flags.book,
    vintage: vintageAsked(vintageNumber(flags.vintage), ...given),
    signal: io.signal,
    report,
  });
}
