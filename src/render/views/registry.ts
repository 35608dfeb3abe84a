import type { Answer } from "../../operations/core/answer.ts";
import type { Document } from "../document.ts";
import { explained } from "./parts.ts";

/** Turns the answer of one operation into a document. */
export type View = (answer: Answer) => Document;

/** A view is loaded when its operation was asked. */
const VIEWS: Readonly<Record<string, () => Promise<View>>> = {
  agreement: async () => (await import("./agreement.ts")).agreementView as View,
  alternatives: async () => (await import("./alternatives.ts")).alternativesView as View,
  affiliates: async () => (await import("./affiliates.ts")).affiliatesView as View,
  cascade: async () => (await import("./cascade.ts")).cascadeView as View,
  case: async () => (await import("./case.ts")).caseView as View,
  chain: async () => (await import("./chain.ts")).chainView as View,
  classify: async () => (await import("./classify.ts")).classifyView as View,
  company: async () => (await import("./company.ts")).companyView as View,
  claims: async () => (await import("./claims.ts")).claimsView as View,
  capacity: async () => (await import("./capacity.ts")).capacityView as View,
  minerals: async () => (await import("./minerals.ts")).mineralsView as View,
  concentration: async () => (await import("./concentration.ts")).concentrationView as View,
  control: async () => (await import("./control.ts")).controlView as View,
  "cost-ratio": async () => (await import("./cost-ratio.ts")).costRatioView as View,
  coverage: async () => (await import("./coverage.ts")).coverageView as View,
  diversion: async () => (await import("./diversion.ts")).diversionView as View,
  duty: async () => (await import("./duty.ts")).dutyView as View,
  "duty-timeline": async () => (await import("./duty-timeline.ts")).dutyTimelineView as View,
  explain: async () => (await import("./explain.ts")).explainView as View,
  exposure: async () => (await import("./exposure.ts")).exposureView as View,
  flows: async () => (await import("./flows.ts")).flowsView as View,
  whatif: async () => (await import("./whatif.ts")).whatIfView as View,
  gsim: async () => (await import("./gsim.ts")).gsimView as View,
  inputs: async () => (await import("./inputs.ts")).inputsView as View,
  "landed-cost": async () => (await import("./landed-cost.ts")).landedCostView as View,
  measures: async () => (await import("./measures.ts")).measuresView as View,
  mirror: async () => (await import("./mirror.ts")).mirrorView as View,
  paths: async () => (await import("./paths.ts")).pathsView as View,
  prices: async () => (await import("./prices.ts")).pricesView as View,
  "price-tool": async () => (await import("./price-tool.ts")).priceToolView as View,
  "reference-price": async () => (await import("./reference-price.ts")).referencePriceView as View,
  rejects: async () => (await import("./rejects.ts")).rejectsView as View,
  restrictions: async () => (await import("./restrictions.ts")).restrictionsView as View,
  screen: async () => (await import("./screen.ts")).screenView as View,
  search: async () => (await import("./search.ts")).searchView as View,
  shipments: async () => (await import("./shipments.ts")).shipmentsView as View,
  status: async () => (await import("./status.ts")).statusView as View,
  suppliers: async () => (await import("./suppliers.ts")).suppliersView as View,
  transshipment: async () => (await import("./transshipment.ts")).transshipmentView as View,
  trace: async () => (await import("./trace.ts")).traceView as View,
  watch: async () => (await import("./watch.ts")).watchView as View,
};

export const VIEW_NAMES = Object.keys(VIEWS);

/** The document of any answer. */
export async function viewOf(answer: Answer): Promise<Document> {
  const load = VIEWS[answer.operation];
  if (load === undefined) throw new Error(`There is no view for the operation "${answer.operation}".`);
  const view = await load();
  const document = view(answer);
  return { ...document, blocks: [...document.blocks, ...explained(answer)] };
}
