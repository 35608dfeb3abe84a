import { NotFound } from "../../errors.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { chainOperation } from "../chain.ts";
import type { Answer } from "../core/answer.ts";
import { ask } from "../core/ask.ts";
import { shellQuote } from "../core/command-line.ts";
import type { Context } from "../core/context.ts";
import type { Operation } from "../core/operation.ts";
import type { Settings } from "../core/settings.ts";
import { type CoverageResult, coverageOperation } from "../coverage.ts";
import { type InputsResult, inputsOperation } from "../inputs.ts";
import { type SuppliersResult, suppliersOperation } from "../suppliers.ts";
import { traceOperation } from "../trace.ts";
import type { AttributionResult } from "../trade/attribution-result.ts";
import type { ChainResult } from "../trade/chain-result.ts";
import { writeFigure } from "../trade/explain-reference.ts";
import type { TraceResult } from "../trade/trace-result.ts";
import type { TransshipmentResult } from "../trade/transshipment-result.ts";
import { transshipmentOperation } from "../transshipment.ts";
import type { ReportInput } from "./report-input.ts";

/** Everything that a report shows, each as its operation answers it, explained. */
export interface ReportAnswers {
  readonly reach: Answer<TraceResult>;
  /** The chain with the largest nodes of each tier, and with all of them for the map; by country. */
  readonly chain: Answer<ChainResult>;
  readonly flows: Answer<ChainResult>;
  /** Looked through resale alone, and through the whole input map. */
  readonly resale: Answer<AttributionResult>;
  readonly whole: Answer<AttributionResult>;
  readonly suppliers: Answer<SuppliersResult>;
  readonly inputs: Answer<InputsResult>;
  /** Null where no country buys, or nobody abroad sells. */
  readonly transshipment: Answer<TransshipmentResult> | null;
  /** Null where the report is not on shipments. */
  readonly coverage: Answer<CoverageResult> | null;
  /** The command that walks one figure of an answer down to its rows; null where there is none. */
  readonly explainCommand: (answer: Answer<unknown>, path: readonly string[]) => string | null;
}

const ALL_NODES = 250;
const EXPLAINED: Readonly<Record<string, Pick<Operation, "name" | "input">>> = {
  trace: traceOperation,
  suppliers: suppliersOperation,
};

function explainCommand({ operation, input }: Answer<unknown>, path: readonly string[]): string | null {
  const explained = EXPLAINED[operation];
  const reference = explained === undefined ? null : writeFigure(explained, input, path);
  return reference === null ? null : `headwater explain ${shellQuote(reference)}`;
}

/** Asks all questions of a report of one vintage. NotFound when the data hold no purchase that it could be about. */
export async function askReport(context: Context, input: ReportInput, given: Settings = {}): Promise<ReportAnswers> {
  const settings = { ...given, explain: true };
  const { product, to, party, depth, origin, top, since, until, observedOnly, data, source, side, frequency } = input;
  const stated = <T extends object>(fields: T) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const rows = stated({ product, data, source, side, frequency, since, until, observedOnly });
  const buyer = stated({ to, party });
  const chain = { ...rows, ...buyer, depth };
  const reach = (await ask(traceOperation, context, { ...chain, top }, settings)) as Answer<TraceResult>;
  const [first] = reach.result.tiers;
  if (first === undefined || first.rows === 0) {
    throw new NotFound(
      `The data hold no row of HS ${formatHs(product)} bought by ${party ?? to ?? "anyone"} under these filters.`,
      { hint: "headwater status lists what the store holds." },
    );
  }
  const attribution = { ...rows, ...buyer, method: "attribution", top };
  const through = origin ?? first.splits.origin.parts.find((part) => part.key !== to && part.key !== "")?.key;
  const isShipments = reach.result.dataset.data === "shipments";
  return {
    reach,
    chain: await ask(chainOperation, context, { ...chain, top }, settings),
    flows: await ask(chainOperation, context, { ...chain, top: ALL_NODES }, settings),
    resale: (await ask(
      traceOperation,
      context,
      { ...attribution, inputs: "same" },
      settings,
    )) as Answer<AttributionResult>,
    whole: (await ask(traceOperation, context, attribution, settings)) as Answer<AttributionResult>,
    suppliers: await ask(suppliersOperation, context, { ...rows, ...buyer, top }, settings),
    inputs: await ask(
      inputsOperation,
      context,
      { product, ...inputRevision(reach.result.dataset.hsRevision) },
      settings,
    ),
    transshipment:
      to === undefined || through === undefined || through === to
        ? null
        : await ask(transshipmentOperation, context, { ...rows, to, origin: through, by: "country", top }, settings),
    coverage:
      !isShipments || to === undefined
        ? null
        : await ask(coverageOperation, context, { ...stated({ product, to, source }), top }, settings),
    explainCommand,
  };
}

function inputRevision(revision: number | null): { readonly revision?: string } {
  return revision === null ? {} : { revision: String(revision) };
}
