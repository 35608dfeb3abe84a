import type { affiliatesOperation } from "../operations/affiliates.ts";
import type { agreementOperation } from "../operations/agreement.ts";
import type { alternativesOperation } from "../operations/alternatives.ts";
import type { capacityOperation } from "../operations/capacity.ts";
import type { cascadeOperation } from "../operations/cascade.ts";
import type { caseOperation } from "../operations/case.ts";
import type { chainOperation } from "../operations/chain.ts";
import type { claimsOperation } from "../operations/claims.ts";
import type { classifyOperation } from "../operations/classify.ts";
import type { companyOperation } from "../operations/company.ts";
import type { concentrationOperation } from "../operations/concentration.ts";
import type { controlOperation } from "../operations/control.ts";
import type { InputOf, Operation, ResultOf } from "../operations/core/operation.ts";
import type { costRatioOperation } from "../operations/cost-ratio.ts";
import type { coverageOperation } from "../operations/coverage.ts";
import type { diversionOperation } from "../operations/diversion.ts";
import type { dutyOperation } from "../operations/duty.ts";
import type { dutyTimelineOperation } from "../operations/duty-timeline.ts";
import type { explainOperation } from "../operations/explain.ts";
import type { exposureOperation } from "../operations/exposure.ts";
import type { flowsOperation } from "../operations/flows.ts";
import type { gsimOperation } from "../operations/gsim.ts";
import type { inputsOperation } from "../operations/inputs.ts";
import type { landedCostOperation } from "../operations/landed-cost.ts";
import type { measuresOperation } from "../operations/measures.ts";
import type { mineralsOperation } from "../operations/minerals.ts";
import type { mirrorOperation } from "../operations/mirror.ts";
import type { pathsOperation } from "../operations/paths.ts";
import type { priceToolOperation } from "../operations/price-tool.ts";
import type { pricesOperation } from "../operations/prices.ts";
import type { referencePriceOperation } from "../operations/reference-price.ts";
import type { rejectsOperation } from "../operations/rejects.ts";
import type { restrictionsOperation } from "../operations/restrictions.ts";
import type { screenOperation } from "../operations/screen.ts";
import type { searchOperation } from "../operations/search.ts";
import type { shipmentsOperation } from "../operations/shipments.ts";
import type { statusOperation } from "../operations/status.ts";
import type { suppliersOperation } from "../operations/suppliers.ts";
import type { TraceResultOf, traceOperation } from "../operations/trace.ts";
import type { transshipmentOperation } from "../operations/transshipment.ts";
import type { watchOperation } from "../operations/watch.ts";
import type { whatIfOperation } from "../operations/whatif.ts";

/** Every operation by its name: the types of the client's methods. Types alone, so that no schema is loaded. */
export interface OperationMap {
  readonly trace: typeof traceOperation;
  readonly chain: typeof chainOperation;
  readonly suppliers: typeof suppliersOperation;
  readonly paths: typeof pathsOperation;
  readonly transshipment: typeof transshipmentOperation;
  readonly exposure: typeof exposureOperation;
  readonly flows: typeof flowsOperation;
  readonly mirror: typeof mirrorOperation;
  readonly diversion: typeof diversionOperation;
  readonly duty: typeof dutyOperation;
  readonly "duty-timeline": typeof dutyTimelineOperation;
  readonly measures: typeof measuresOperation;
  readonly case: typeof caseOperation;
  readonly restrictions: typeof restrictionsOperation;
  readonly watch: typeof watchOperation;
  readonly "landed-cost": typeof landedCostOperation;
  readonly "cost-ratio": typeof costRatioOperation;
  readonly whatif: typeof whatIfOperation;
  readonly cascade: typeof cascadeOperation;
  readonly agreement: typeof agreementOperation;
  readonly alternatives: typeof alternativesOperation;
  readonly gsim: typeof gsimOperation;
  readonly prices: typeof pricesOperation;
  readonly "price-tool": typeof priceToolOperation;
  readonly explain: typeof explainOperation;
  readonly coverage: typeof coverageOperation;
  readonly inputs: typeof inputsOperation;
  readonly shipments: typeof shipmentsOperation;
  readonly search: typeof searchOperation;
  readonly classify: typeof classifyOperation;
  readonly company: typeof companyOperation;
  readonly affiliates: typeof affiliatesOperation;
  readonly screen: typeof screenOperation;
  readonly claims: typeof claimsOperation;
  readonly capacity: typeof capacityOperation;
  readonly minerals: typeof mineralsOperation;
  readonly concentration: typeof concentrationOperation;
  readonly control: typeof controlOperation;
  readonly status: typeof statusOperation;
  readonly "reference-price": typeof referencePriceOperation;
  readonly rejects: typeof rejectsOperation;
}

export type OperationName = keyof OperationMap;

/** The name of its method: `duty-timeline` is asked by `dutyTimeline`. */
export type MethodName<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<MethodName<Rest>>}`
  : Name;

export function methodName<Name extends string>(operation: Name): MethodName<Name> {
  return operation.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) as MethodName<Name>;
}

/** The fields that an operation takes. */
export type Question<Name extends OperationName> = InputOf<OperationMap[Name] & Operation>;

/** What an operation finds; of `trace` it depends on the method that the question names. */
export type Result<Name extends OperationName, Asked = Question<Name>> = Name extends "trace"
  ? TraceResultOf<Asked>
  : ResultOf<OperationMap[Name] & Operation>;

/** The names at run time. The type holds them to the map, and a test holds them to the catalogue. */
const NAMES: Readonly<Record<OperationName, true>> = {
  trace: true,
  chain: true,
  suppliers: true,
  paths: true,
  transshipment: true,
  exposure: true,
  flows: true,
  mirror: true,
  diversion: true,
  duty: true,
  "duty-timeline": true,
  measures: true,
  case: true,
  restrictions: true,
  watch: true,
  "landed-cost": true,
  "cost-ratio": true,
  whatif: true,
  cascade: true,
  agreement: true,
  alternatives: true,
  gsim: true,
  prices: true,
  "price-tool": true,
  explain: true,
  coverage: true,
  inputs: true,
  shipments: true,
  search: true,
  classify: true,
  company: true,
  affiliates: true,
  screen: true,
  claims: true,
  capacity: true,
  minerals: true,
  concentration: true,
  control: true,
  status: true,
  "reference-price": true,
  rejects: true,
};

export const OPERATION_NAMES = Object.keys(NAMES) as readonly OperationName[];
