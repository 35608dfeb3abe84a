import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import type { Dataset } from "../../network/network.ts";
import type { Engine, EngineOptions } from "../../store/engine.ts";
import type { SharedSnapshot } from "../../store/snapshot.ts";
import type { Store } from "../../store/store.ts";
import type { Vintage } from "../../store/vintage.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { ScenarioWorld } from "../scenario/scenario-world.ts";
import type { Progress } from "./progress.ts";

/** What a question runs in: one vintage of one store, one book, one day. Opened when first needed, closed by the surface. */
export interface Context {
  readonly storeFolder: string;
  /** The day that the surface read from its clock. */
  readonly today: IsoDate;
  readonly signal: AbortSignal | undefined;
  /** What is supposed of the world; null where it is asked about as it is. */
  readonly scenario: ScenarioWorld | null;
  readonly engineOptions: EngineOptions;
  openStore(): Promise<Store>;
  openBook(): Promise<Book>;
  /** The vintage that the question reads from start to end. */
  openVintage(): Promise<Vintage>;
  /** The number of that vintage if it was opened, else null. */
  vintageUsed(): number | null;
  openEngine(): Promise<Engine>;
  /** Told how far long work is, such as compiling a large dataset. */
  report(progress: Progress): void;
  /** What is kept between questions hangs on this: one object for all contexts made by `forQuestion` of one. */
  readonly warm: object;
  readonly arraysOf: ArraysOf | undefined;
  /** In place of the store's own limit: of a dataset with more rows only what a question reaches is compiled. */
  readonly largeRows: number | undefined;
  /** Whether who asks may see figures that are marked as confidential. */
  readonly seesConfidential: boolean;
  close(): void;
}

/** Arrays that threads of a process share; null where each thread must open its own. */
export type ArraysOf = (wanted: WantedArrays) => Promise<SharedSnapshot | null>;

export interface WantedArrays {
  /** Equal for equal arrays. */
  readonly key: string;
  readonly vintage: number;
  readonly dataset: Dataset;
}

export interface ContextOptions {
  readonly store: string;
  readonly today: IsoDate;
  /** A folder of the user's own book, laid over the shipped one. */
  readonly book?: string | undefined;
  /** A vintage of the store by number; the last published by default. */
  readonly vintage?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly engine?: EngineOptions | undefined;
  readonly report?: ((progress: Progress) => void) | undefined;
  readonly arraysOf?: ArraysOf | undefined;
  readonly largeRows?: number | undefined;
  /** True unless it is said. */
  readonly seesConfidential?: boolean | undefined;
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}

/** A context for one question or a few of the same vintage. Nothing is read before it is needed. */
export function createContext(options: ContextOptions): Context {
  if (options.store === "") throw new InvalidInput("No folder was given for the store.", { hint: "Use --store DIR." });
  let used: number | null = null;
  let engine: Engine | undefined;
  const openStore = once(async () => {
    const { Store } = await import("../../store/store.ts");
    return Store.open(options.store);
  });
  const openBook = once(async () => {
    const { readBook } = await import("../../book/book.ts");
    return readBook(options.book === undefined ? {} : { overlay: options.book });
  });
  const openVintage = once(async () => {
    const vintage = await (await openStore()).vintage(options.vintage);
    used = vintage.number;
    return vintage;
  });
  const openEngine = once(async () => {
    const vintage = await openVintage();
    const { Engine } = await import("../../store/engine.ts");
    engine = await Engine.open(vintage, options.engine ?? {});
    return engine;
  });
  return {
    storeFolder: options.store,
    today: options.today,
    signal: options.signal,
    scenario: null,
    engineOptions: options.engine ?? {},
    openStore,
    openBook,
    openVintage,
    vintageUsed: () => used,
    openEngine,
    report: options.report ?? (() => undefined),
    warm: {},
    arraysOf: options.arraysOf,
    largeRows: options.largeRows,
    seesConfidential: options.seesConfidential ?? true,
    close: () => engine?.close(),
  };
}

/**
 * A context for one more question of the same vintage: all that `kept` has opened stays open and warm, and closing is
 * left to `kept`. Questions that share one run one after another.
 */
export function forQuestion(
  kept: Context,
  own: Pick<ContextOptions, "today" | "signal" | "report" | "seesConfidential">,
): Context {
  let used: number | null = null;
  const openVintage = async () => {
    const vintage = await kept.openVintage();
    used = vintage.number;
    return vintage;
  };
  return {
    ...kept,
    today: own.today,
    signal: own.signal,
    report: own.report ?? (() => undefined),
    seesConfidential: own.seesConfidential ?? kept.seesConfidential,
    openVintage,
    openEngine: async () => {
      await openVintage();
      return kept.openEngine();
    },
    vintageUsed: () => used,
    close: () => undefined,
  };
}
