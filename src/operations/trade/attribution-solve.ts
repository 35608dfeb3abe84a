import type { Book } from "../../book/book.ts";
import { type Attribution, attribute } from "../../network/attribution/attribute.ts";
import type { PurchasesRoot } from "../../network/attribution/attribution-question.ts";
import type { Lens } from "../../network/attribution/lens.ts";
import type { InputLink } from "../../network/input-link.ts";
import type { Network } from "../../network/network.ts";
import { reportRegion } from "../../vocab/country-group.ts";
import { type ControlLens, controlLens } from "../control/control-lens.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { type CoverageUsed, coverageUsed } from "./attribution-coverage.ts";
import { type knownProduction, type ProductionUsed, productionIn } from "./attribution-production.ts";
import { coveredBy } from "./calendar-years.ts";
import type { Window } from "./dataset-facts.ts";
import type { TraceInput } from "./trace-input.ts";
import type { TradeDataset } from "./trade-dataset.ts";

/** All that an attribution rests on, but for the window. */
export interface Ground {
  readonly context: Context;
  readonly book: Book;
  readonly days: Days;
  readonly dataset: TradeDataset;
  readonly network: Network;
  readonly links: readonly InputLink[];
  readonly question: TraceInput;
  readonly root: PurchasesRoot;
  readonly country: string | undefined;
  readonly production: Awaited<ReturnType<typeof knownProduction>>;
  readonly isTrader: ((party: number) => boolean) | null;
}

export interface SolvedWindow {
  readonly window: Required<Window>;
  readonly attribution: Attribution;
  /** What its lines are told apart by; by tier they are not. */
  readonly lens: Lens | null;
  /** That lens where it is of control. */
  readonly control: ControlLens | null;
  readonly coverage: CoverageUsed;
  readonly production: ProductionUsed;
}

/** The attribution of the root in one window, with the coverage and the production that hold in it. */
export async function solveWindow(ground: Ground, window: Required<Window>): Promise<SolvedWindow> {
  const { context, dataset, network, links, question, root, country, isTrader } = ground;
  const product = root.products.length === 1 ? (root.products[0] ?? null) : null;
  const coverage = await coverageUsed({
    context,
    dataset,
    network,
    stated: question.coverage,
    product: question.party === undefined ? product : null,
    country,
    window,
    asked: question,
  });
  const production = productionIn(network, ground.production, coveredBy(ground.dataset, ground.question, window));
  const attribution = attribute(network, links, {
    root,
    inputs: question.inputs === "same" ? "same" : "all",
    coverage: Number(coverage.share),
    production: production.figures,
    ...(window.since === undefined ? {} : { since: window.since }),
    ...(window.until === undefined ? {} : { until: window.until }),
    ...(isTrader === null ? {} : { isTrader }),
    ...(question.observedOnly ? { observedOnly: true } : {}),
  });
  const control = question.by === "control" ? await controlOf(ground, attribution) : null;
  return { window, attribution, lens: control ?? lensOf(network, question.by), control, coverage, production };
}

/** The lens of a question as the core takes it; by tier it has none, since a node may lie at several distances. */
function lensOf(network: Network, by: TraceInput["by"]): Lens | null {
  if (by === "tier" || by === "control") return null;
  if (by !== "region") return by;
  return { name: "region", keyOf: (party) => reportRegion(network.parties.country(party)) };
}

/** Whose those are who added anything. */
function controlOf({ context, book, dataset, network, days }: Ground, { solved }: Attribution): Promise<ControlLens> {
  const { party } = solved.shared.cone.nodes;
  const adding = new Set<number>();
  for (let node = 0; node < solved.shared.nodes; node++) adding.add(party[node] as number);
  return controlLens(context, book, network, adding, { made: dataset.made, days });
}

/** Which parties sell what they buy; null when the store names none. Countries never do. */
export async function tradersOf(
  context: Context,
  dataset: TradeDataset,
  network: Network,
): Promise<Ground["isTrader"]> {
  if (dataset.data === "flows") return null;
  const { traders } = await import("../../store/queries/traders.ts");
  const engine = await context.openEngine();
  const rows = await engine.rows<{ readonly party_id: string }>(traders(), context.signal);
  const found = new Set(rows.map(({ party_id: id }) => network.parties.find(id)).filter((party) => party >= 0));
  return found.size === 0 ? null : (party) => found.has(party);
}
