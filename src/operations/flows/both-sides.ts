import { Ambiguous, NotFound } from "../../errors.ts";
import type { MirrorPair } from "../../flows/mirror.ts";
import { periodOf, type Step } from "../../flows/periods.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { datasetFlags, type Frequency, fitsChoice, type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import { type Legs, legsOf, ownStep } from "./legs-of.ts";

/** One side's reports of a product, to and from the two countries asked about. */
export interface Side extends Legs {
  readonly dataset: TradeDataset;
}

export interface Sides {
  readonly exports: Side | null;
  readonly imports: Side | null;
  readonly step: Step;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Both reports of one pair, period by period. */
  pairs(exporter: string, importer: string, by: "value" | "weight"): readonly MirrorPair[];
}

interface Asked {
  readonly product: Hs6;
  readonly origin: string;
  readonly to: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly exportSource?: string | undefined;
  readonly importSource?: string | undefined;
  readonly frequency?: Frequency | undefined;
}

/** Opens what exporters and what importers reported of a product, in one frequency; either may be missing. */
export async function bothSides(context: Context, asked: Asked): Promise<Sides> {
  const all = (await tradeDatasets(context, asked.product)).filter(
    ({ data, productRows }) => data === "flows" && productRows > 0,
  );
  if (all.length === 0) {
    throw new NotFound("The store holds no trade statistics of this product.", {
      hint: "Bring in what exporters and importers reported with headwater import FILE.",
    });
  }
  const fits = (side: "export" | "import", source: string | undefined) =>
    all.filter((each) => fitsChoice(each, { side, source, frequency: asked.frequency }));
  const [outs, ins] = [fits("export", asked.exportSource), fits("import", asked.importSource)];
  const shared = outs.filter((out) => ins.some((each) => matches(out, each)));
  const exported = one(shared.length > 0 ? shared : outs, "--export-source");
  const imported = one(exported === null ? ins : ins.filter((each) => matches(exported, each)), "--import-source");
  const legs = async (dataset: TradeDataset | null): Promise<Side | null> =>
    dataset === null
      ? null
      : {
          dataset,
          ...(await legsOf(context, dataset, {
            products: [asked.product],
            exporter: asked.origin,
            importer: asked.to,
            both: false,
          })),
        };
  const [exports, imports] = [await legs(exported), await legs(imported)];
  const chosen = exported ?? imported;
  const step = chosen === null ? "annual" : ownStep(chosen);
  const unused = all.filter(({ side }) => side === "reconciled");
  return {
    exports,
    imports,
    step,
    notes: [
      ...(unused.length === 0
        ? []
        : [
            `Figures that a publisher reconciled (${unused.map(({ source }) => source).join(", ")}) are neither side's report.`,
          ]),
      ...(exported !== null && ins.length > 0 && imported === null
        ? [`Importers' reports are held in another frequency: ${ins.map(datasetFlags).join("; ")}.`]
        : []),
    ],
    warnings:
      exported !== null && imported !== null && exported.hsRevision !== imported.hsRevision
        ? ["The two reports are in different revisions of the HS: the code may not mean the same goods."]
        : [],
    pairs: (exporter, importer, by) => pairsOf(exports, imports, { exporter, importer }, by, asked, step),
  };
}

const matches = (a: TradeDataset, b: TradeDataset): boolean => a.frequency === b.frequency && a.made === b.made;

const FINEST: readonly (Frequency | null)[] = ["daily", "monthly", "quarterly", "annual"];

/** The one dataset of the finest frequency; several of it are an error that lists them. */
function one(datasets: readonly TradeDataset[], flag: string): TradeDataset | null {
  const sorted = [...datasets].sort((a, b) => FINEST.indexOf(a.frequency) - FINEST.indexOf(b.frequency));
  const [first, ...others] = sorted;
  if (first === undefined) return null;
  const same = [first, ...others.filter(({ frequency }) => frequency === first.frequency)];
  if (same.length === 1) return first;
  throw new Ambiguous(`${same.length} sources report this side.`, same.map(datasetFlags), {
    hint: `Choose one with ${flag}: ${same.map(({ source }) => source).join(", ")}.`,
  });
}

type Ends = { readonly exporter: string; readonly importer: string };

const legIn = (side: Side | null, { exporter, importer }: Ends) =>
  side?.all.find((leg) => leg.exporter === exporter && leg.importer === importer)?.periods;

function pairsOf(
  exports: Side | null,
  imports: Side | null,
  ends: Ends,
  by: "value" | "weight",
  { since, until }: Pick<Asked, "since" | "until">,
  step: Step,
): readonly MirrorPair[] {
  const [out, into] = [legIn(exports, ends), legIn(imports, ends)];
  const from = since === undefined ? -Infinity : periodOf(since, step);
  const end = until === undefined ? Infinity : periodOf(until, step);
  const periods = [...new Set([...(out?.keys() ?? []), ...(into?.keys() ?? [])])]
    .filter((period) => period >= from && period < end)
    .sort((a, b) => a - b);
  const value = (text: string | null | undefined): number | null => (text == null ? null : Number(text));
  const unit = by === "value" ? "usd" : "kg";
  return periods.map((period) => ({
    period,
    exported: value(out?.get(period)?.[unit]),
    imported: value(into?.get(period)?.[unit]),
  }));
}

/** What one side reported of a pair in a period, as it stands. */
export function exactOf(
  side: Side | null,
  exporter: string,
  importer: string,
  period: number,
  by: "value" | "weight",
): string | null {
  return legIn(side, { exporter, importer })?.get(period)?.[by === "value" ? "usd" : "kg"] ?? null;
}
