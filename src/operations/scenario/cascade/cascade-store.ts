import { inputsFor } from "../../../book/inputs-for.ts";
import { InvalidInput, NotFound } from "../../../errors.ts";
import type { InputLink } from "../../../network/input-link.ts";
import type { Network } from "../../../network/network.ts";
import { ESSENTIAL, NON_ESSENTIAL } from "../../../scenario/cascade/firm-network.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import { formatHs, type Hs6 } from "../../../vocab/hs-code.ts";
import type { IsoDate } from "../../../vocab/iso-date.ts";
import type { Context } from "../../core/context.ts";
import { onlyDataset } from "../../trade/chain-ground.ts";
import { blindSpots, factsOf, windowWarnings } from "../../trade/dataset-facts.ts";
import { facilityLabel, facilityWarnings } from "../../trade/facility.ts";
import { countryLabel } from "../../trade/labels.ts";
import { openNetwork } from "../../trade/open-network.ts";
import { partOfProducts } from "../../trade/part-needed.ts";
import { partyLabel } from "../../trade/party.ts";
import { requireProduct, revisionOf } from "../../trade/product.ts";
import { asNetworkDataset, chooseDataset, type DatasetChoice } from "../../trade/trade-dataset.ts";
import { MOST_LINKS } from "./cascade-files.ts";
import { gatherSales, type Seller } from "./cascade-sales.ts";
import type { CascadeBy, CascadeFirm, CascadeWorld, Sale } from "./cascade-world.ts";

interface StoreQuestion extends DatasetChoice {
  readonly product?: Hs6 | undefined;
  readonly to?: CountryCode | undefined;
  readonly by: CascadeBy;
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

/** The sector of whoever sells nothing that the data hold. */
const BUYS_ONLY = "buys only";

/** The product and all that may stand behind it. */
function chainOf(product: Hs6, links: readonly InputLink[]): string[] {
  const found = new Set<string>([product]);
  for (const output of found) for (const { outputHs, inputHs } of links) if (outputHs === output) found.add(inputHs);
  return [...found];
}

/** The firms that stand behind the purchases of `roots`, and what those firms sell each other and to the roots. */
function behind(sales: readonly Sale[], roots: ReadonlySet<string>): Sale[] {
  const byBuyer = new Map<string, Sale[]>();
  for (const sale of sales) {
    const known = byBuyer.get(sale.buyer);
    if (known === undefined) byBuyer.set(sale.buyer, [sale]);
    else known.push(sale);
  }
  const reached = new Set(roots);
  for (const buyer of reached) for (const { supplier } of byBuyer.get(buyer) ?? []) reached.add(supplier);
  return sales.filter(({ buyer }) => reached.has(buyer));
}

function labelOf(network: Network, by: CascadeBy, id: string): string {
  if (by === "firm") return partyLabel(network, id);
  if (by === "facility") return network.facilities.find(id) > 0 ? facilityLabel(network, id) : partyLabel(network, id);
  const [country = "", code] = id.split(" ");
  return code === undefined ? countryLabel(country) : `${countryLabel(country)}, ${formatHs(code)}`;
}

const OWN_NOTES: Readonly<Record<CascadeBy, string>> = {
  firm: "A party counts as a firm of the product that it sells most of; what else it sells follows that product's inputs.",
  facility:
    "What a party buys is divided over its facilities in proportion to what each sold: bills do not say which bought. A facility counts as a maker of the product that it sells most of.",
  "country-product":
    "What a country buys is divided over what it sells that takes it, by the input map and in proportion to value; what nothing takes is used at home. That is assumed, not observed.",
};

/** What one dataset of the store tells of who sells to whom, whole or behind a product. */
export async function worldOfStore(context: Context, question: StoreQuestion): Promise<CascadeWorld> {
  const { product, to, by, since, until } = question;
  if (since !== undefined && until !== undefined && until <= since) {
    throw new InvalidInput(`The window ends on "${until}", not after it begins on "${since}".`);
  }
  if (to !== undefined && product === undefined) {
    throw new InvalidInput("A country that buys is given, and not what it buys.", { hint: "Add --product HS." });
  }
  const book = await context.openBook();
  const dataset =
    product === undefined
      ? await onlyDataset(context, question)
      : await chooseDataset(context, book, product, question);
  const revision = revisionOf(dataset.hsRevision);
  if (product !== undefined) requireProduct(book, product, revision);
  const links = inputsFor(book, revision);
  const products = product === undefined ? null : chainOf(product, links);
  const part = products === null ? null : partOfProducts(products, { since, until });
  const network = await openNetwork(context, asNetworkDataset(dataset), part);
  const kinds = new Map(links.map(({ inputHs, outputHs, kind }) => [`${inputHs} ${outputHs}`, kind]));
  const gathered = gatherSales(network, {
    by,
    since,
    until,
    products: products === null ? null : new Set(products),
    root: product === undefined ? null : { product, to },
    takes: (input, output) => input === output || kinds.has(`${input} ${output}`),
  });
  const sales = product === undefined ? gathered.sales : behind(gathered.sales, gathered.roots);
  if (sales.length === 0) {
    throw new NotFound("The store holds no sales of this kind.", {
      hint: "Ask with another window, product or country.",
    });
  }
  if (sales.length > MOST_LINKS) {
    throw new InvalidInput(
      `The network has ${sales.length} links, more than the ${MOST_LINKS} that one question takes.`,
      {
        hint: "Name a product (--product HS --to CC) or a shorter window.",
      },
    );
  }
  return {
    firms: firmsOf(network, by, gathered.sellers, sales),
    sales,
    need: (input, buyer) => {
      const kind = kinds.get(`${input} ${buyer}`);
      return kind === undefined || kind === "equipment" ? NON_ESSENTIAL : ESSENTIAL;
    },
    facts: {
      of: "store",
      dataset: factsOf(book, dataset, network.compiled),
      by,
      product: product ?? null,
      to: to ?? null,
    },
    made: dataset.made,
    from: since ?? dataset.from,
    until: until ?? dataset.until,
    notes: [
      "Links are sales that the dataset recorded in the window: a supplier that was not recorded is missed by nobody here.",
      "A material or component of the input map is taken as essential to what is made of it; equipment and goods that the map does not have as non-essential. That is assumed, firm by firm it may differ.",
      OWN_NOTES[by],
      ...blindSpots(dataset, network),
    ],
    warnings: [
      ...windowWarnings(dataset, question),
      ...facilityWarnings(network, by),
      ...(gathered.withoutValue === 0 ? [] : [`${gathered.withoutValue} rows without a value are left out.`]),
    ],
  };
}

function firmsOf(
  network: Network,
  by: CascadeBy,
  sellers: ReadonlyMap<string, Seller>,
  sales: readonly Sale[],
): CascadeFirm[] {
  const ids = new Set(sales.flatMap(({ supplier, buyer }) => [supplier, buyer]));
  return [...ids].map((id) => ({
    id,
    label: labelOf(network, by, id),
    sector: mainProduct(sellers.get(id)) ?? BUYS_ONLY,
  }));
}

/** What it sells most of; of equal ones the lower code. */
function mainProduct(seller: Seller | undefined): string | undefined {
  const sold = [...(seller?.byProduct ?? [])];
  return sold.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}
