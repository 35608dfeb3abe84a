import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import { formatHs, HS_REVISIONS } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { hasStore } from "../core/has-store.ts";
import type { Days } from "../core/operation.ts";
import type { SourceSeries } from "../market/production-of.ts";
import { productLabel } from "../trade/labels.ts";
import { revisionOf } from "../trade/product.ts";
import type { AgreementInput, AgreementNode, AgreementRules } from "./agreement-input.ts";
import { type BillsOfNode, billsOfNode } from "./node-bills.ts";
import { type InputTrade, inputsOfNode } from "./node-inputs.ts";
import { productionOfNode } from "./node-production.ts";
import { type ReferenceGround, referenceGround } from "./node-reference.ts";
import { plantsOfNode, type SupplyPlant, tonnesIn } from "./node-supply.ts";
import { tradeOfNode, type YearOfTrade } from "./node-trade.ts";

/** All that is known of a node, whoever is in the agreement. */
export interface NodeGround {
  readonly node: AgreementNode;
  /** Where in the file it stands. */
  readonly field: string;
  readonly label: string;
  /** Tonnes in one unit of its weights. */
  readonly tonnes: number;
  readonly trade: YearOfTrade | null;
  readonly tradeMissing: string | null;
  readonly bills: BillsOfNode | null;
  readonly billsMissing: string | null;
  readonly plants: readonly SupplyPlant[];
  readonly inputs: readonly InputTrade[];
  readonly production: readonly SourceSeries[];
  readonly reference: ReferenceGround | null;
  readonly rules: AgreementRules;
}

const NO_STORE = "There is no store.";

/** The rules of the agreement that hold for a product. */
function rulesOf(rules: AgreementRules, product: string): AgreementRules {
  const holds = (rule: { readonly products?: readonly string[] | undefined } | undefined): boolean =>
    rule?.products === undefined || rule.products.includes(product);
  const { floor, facility_tariff, ban, export_control, mutual_recognition } = rules;
  return {
    ...(holds(floor) ? { floor } : {}),
    ...(holds(facility_tariff) ? { facility_tariff } : {}),
    ...(holds(ban) ? { ban } : {}),
    ...(holds(export_control) ? { export_control } : {}),
    mutual_recognition,
  };
}

/** Looks up everything of a node. Throws InvalidInput that names the field of what cannot be. */
export async function nodeGround(
  context: Context,
  book: Book,
  { nodes, bills: askedBills, rules }: AgreementInput,
  at: number,
  days: Days,
): Promise<NodeGround> {
  const field = `nodes[${at}]`;
  const node = nodes[at] as AgreementNode;
  const { product } = node;
  requireKnown(book, product, field);
  if (nodes.findIndex((other) => other.product === product) < at) {
    throw new InvalidInput(`${field}.product: HS ${formatHs(product)} is a node already.`);
  }
  const tonnes = tonnesIn(`${field}.unit`, node.unit);
  const store = await hasStore(context);
  const { trade, missing: tradeMissing } = store
    ? await tradeOfNode(context, book, node, field)
    : { trade: null, missing: NO_STORE };
  const { bills, missing: billsMissing } = store
    ? await billsOfNode(context, book, node, askedBills)
    : { bills: null, missing: NO_STORE };
  const reference = await referenceGround(context, book, node, field, days);
  return {
    ...{ node, field, tonnes, trade, tradeMissing, bills, billsMissing },
    label: productLabel(book, product, revisionOf(trade?.dataset.hsRevision ?? bills?.dataset.hsRevision ?? null)),
    plants: await plantsOfNode(context, book, node, reference?.known ?? [], field),
    inputs: await inputsOfNode(context, book, node, trade),
    production: await productionOfNode(context, book, node),
    reference,
    rules: rulesOf(rules, product),
  };
}

function requireKnown({ nomenclature }: Book, product: string, field: string): void {
  if (HS_REVISIONS.some((revision) => nomenclature.describe(product, revision) !== null)) return;
  throw new InvalidInput(`${field}.product: there is no code HS ${formatHs(product)}.`);
}
