import type { AttributionNeed, ConeNeed, ReachNeed } from "../../store/cone-need.ts";
import type { ProductionFigure } from "../../store/queries/production-figures.ts";
import { findCountry } from "../../vocab/country.ts";
import type { Context } from "../core/context.ts";
import type { ProductionRow } from "./attribution-fields.ts";

/** The part of a large dataset that a question reaches; worked out only where the dataset is large. */
export type PartNeeded = () => Promise<ConeNeed>;

/** Ids of all parties that a text may stand for; undefined for no text. More than are held do no harm. */
async function candidates(context: Context, text: string | undefined): Promise<string[] | undefined> {
  if (text === undefined) return undefined;
  const { partiesNamed } = await import("../../store/queries/parties-named.ts");
  const engine = await context.openEngine();
  const named = await engine.rows<{ party_id: string }>(partiesNamed(text), context.signal);
  const country = findCountry(text)?.code;
  return [text, ...(country === undefined ? [] : [country]), ...named.map(({ party_id }) => party_id)];
}

type Asked<Need> = Omit<Need, "parties"> & { readonly party: string | undefined };

/** For a question that walks tier by tier. */
export function partOfReach(context: Context, { party, ...asked }: Asked<ReachNeed>): PartNeeded {
  return async () => {
    const { reachNeed } = await import("../../store/cone-need.ts");
    return reachNeed({ ...asked, parties: await candidates(context, party) });
  };
}

/** For a question that asks of one tier alone. */
export function partOfPurchases(
  context: Context,
  asked: Omit<Asked<ReachNeed>, "direction" | "depth" | "inputs" | "links">,
): PartNeeded {
  return partOfReach(context, { ...asked, direction: "up", depth: 1, inputs: "none", links: [] });
}

/** For a question that follows value to where it was added, with production figures given by the asker. */
export function partOfAttribution(
  context: Context,
  { party, production, ...asked }: Asked<AttributionNeed> & { readonly production: readonly ProductionRow[] },
): PartNeeded {
  return async () => {
    const { attributionNeed } = await import("../../store/cone-need.ts");
    const alsoSold = await productionSales(context, production);
    return attributionNeed({ ...asked, parties: await candidates(context, party), alsoSold });
  };
}

/** For a question that looks at all rows of some products. */
export function partOfProducts(
  products: readonly string[],
  window: Pick<AttributionNeed, "since" | "until">,
): PartNeeded {
  return async () => (await import("../../store/cone-need.ts")).productsNeed({ products, ...window });
}

/** Whose sales of what tell the price of what they produced. */
async function productionSales(
  context: Context,
  rows: readonly ProductionRow[],
): Promise<readonly (readonly [string, string])[]> {
  const stated = rows.map(async ({ party, country, product }) => {
    const ids = country === undefined ? await candidates(context, party) : [country];
    return (ids ?? []).map((id): [string, string] => [id, product]);
  });
  const { tables } = await context.openVintage();
  if ((tables.capacities?.files.length ?? 0) === 0) return (await Promise.all(stated)).flat();
  const { productionFigures } = await import("../../store/queries/production-figures.ts");
  const engine = await context.openEngine();
  const figures = await engine.rows<ProductionFigure>(productionFigures(), context.signal);
  const stored = figures.flatMap(({ party_id, party_name, product }) => {
    const country = party_name === null ? undefined : findCountry(party_name)?.code;
    const code = product.replace(/[.\s]/g, "");
    return [party_id, ...(country === undefined ? [] : [country])].map((id): [string, string] => [id, code]);
  });
  return [...(await Promise.all(stated)).flat(), ...stored];
}
