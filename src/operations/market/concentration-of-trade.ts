import type { Book } from "../../book/book.ts";
import { geoDepOverYears } from "../../market/dependency.ts";
import type { TradePartner } from "../../store/queries/trade-partners.ts";
import { formatHs, type Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { yearsOf } from "../trade/calendar-years.ts";
import { factsOf } from "../trade/dataset-facts.ts";
import { FACILITY_MEANING } from "../trade/facility.ts";
import { productLabel } from "../trade/labels.ts";
import { requireProduct, revisionOf } from "../trade/product.ts";
import { chooseDataset, type DatasetChoice, type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import type { ConcentrationResult, FailurePointFound } from "./concentration-result.ts";
import { dependencyTests } from "./dependency-tests.ts";
import { attributedYear, pointsOfFailure } from "./points-of-failure.ts";
import { mineralsOfCode } from "./production-of.ts";
import { computedRelianceOf, statedReliance } from "./reliance-of.ts";
import { byEnd, type Place, tradeOfProduct } from "./trade-of-product.ts";
import { yearOfShares } from "./year-of-shares.ts";

export interface TradeAsked extends Pick<DatasetChoice, "source" | "side" | "frequency"> {
  readonly product: Hs6;
  readonly of: "imports" | "exports";
  /** Whose imports or exports; null for the world's exports. */
  readonly place: Place | null;
  readonly inputs: "all" | "same";
  readonly top: number;
  /** So many points of failure of a kind. */
  readonly points: number;
}

/** What the answer must say beside its result. */
export interface Remarks {
  readonly notes: string[];
  readonly warnings: string[];
}

/** These questions compile no network: statistics have no master bills to leave out. */
const NOTHING_COMPILED = { masters: 0 };

/** Shares, tests and dependence of imports or exports by the trade statistics of one dataset. */
export async function concentrationOfTrade(
  context: Context,
  book: Book,
  asked: TradeAsked,
  remarks: Remarks,
): Promise<ConcentrationResult> {
  const { product, of, place, top } = asked;
  const { source, side, frequency } = asked;
  const dataset = await chooseDataset(context, book, product, { data: "flows", source, side, frequency });
  const revision = revisionOf(dataset.hsRevision);
  requireProduct(book, product, revision);
  const rows = await tradeOfProduct(context, dataset, product);
  const silent = rows.filter(({ usd }) => usd === null).length;
  if (silent > 0) {
    remarks.warnings.push(`Of ${silent} of ${rows.length} pairs of countries no value is stated; they take no part.`);
  }
  const bought = of === "imports" && place !== null;
  const years = [...new Set(rows.map(({ year }) => year))].sort().map((year) => {
    const own = rows.filter((row) => row.year === year);
    const counted = own.filter(countedIn(of, place));
    const end = of === "imports" || place === null ? "seller" : "buyer";
    return {
      ...yearOfShares(year, byEnd(counted, end), top),
      source: dataset.source,
      series: null,
      tests: bought ? dependencyTests(own, place) : [],
    };
  });
  if (years.every(({ hhi }) => hhi === null)) {
    const whose = place?.label ?? "anybody";
    remarks.warnings.push(`The data hold no ${of} of HS ${formatHs(product)} by ${whose} with a value.`);
  }
  return {
    dataset: factsOf(book, dataset, NOTHING_COMPILED),
    product: { code: product, label: productLabel(book, product, revision), revision },
    of,
    basis:
      of === "imports" || place === null
        ? "value of trade as the statistics state it, by the country of origin or dispatch that they name"
        : "value of trade as the statistics state it, by destination",
    place: place === null ? null : { key: place.key, label: place.label },
    unit: "USD",
    years,
    geoDep: bought
      ? geoDepOverYears(
          years.map(({ year, tests }) => ({
            year,
            dependent: tests.find(({ id }) => id === "cepii-geodep")?.dependent ?? null,
          })),
        )
      : null,
    ...(await relianceOn(context, asked, dataset)),
    without: await failuresOf(context, asked, dataset, years.at(-1)?.year, remarks),
  };
}

/** Trade among the members of a group is inside it. */
function countedIn(of: TradeAsked["of"], place: Place | null): (row: TradePartner) => boolean {
  if (place === null) return () => true;
  const has = (code: string) => place.members.has(code);
  if (of === "imports") return ({ buyer, seller }) => has(buyer) && !has(seller);
  return ({ buyer, seller }) => has(seller) && !has(buyer);
}

/** Of one country, whose own production and trade tell it. */
async function relianceOn(
  context: Context,
  { product, of, place }: TradeAsked,
  dataset: TradeDataset,
): Promise<Pick<ConcentrationResult, "reliance" | "relianceComputed">> {
  if (place === null || place.group || of !== "imports" || dataset.made) return { reliance: [], relianceComputed: [] };
  const rows = await mineralsOfCode(context, product);
  const stated = await statedReliance(context, rows, place.key);
  return {
    reliance: stated,
    relianceComputed: await computedRelianceOf(context, { rows, country: place.key, dataset, stated }),
  };
}

async function failuresOf(
  context: Context,
  asked: TradeAsked,
  dataset: TradeDataset,
  year: string | undefined,
  { notes }: Remarks,
): Promise<FailurePointFound[]> {
  const { product, of, place, inputs, points } = asked;
  if (of !== "imports" || place === null || year === undefined) return [];
  if (place.group) {
    notes.push("What is left without one origin is asked of one country, not of a group.");
    return [];
  }
  const purchases = { product, to: place.key, inputs };
  const found = pointsOfFailure(await attributedYear(context, dataset, { ...purchases, year }), points);
  if (found.length > 0) notes.push(...POINTS_MEAN);
  const named = (await tradeDatasets(context, product)).filter(
    ({ data, productRows, made }) => data === "shipments" && productRows > 0 && made === dataset.made,
  );
  const [only] = named;
  if (only === undefined) {
    notes.push(
      "Statistics name countries: parties and facilities are seen only where the store has records of shipments.",
    );
    return found;
  }
  if (named.length > 1) {
    notes.push(
      `${named.length} datasets of shipments hold the product: ask --of control with --source for its parties.`,
    );
    return found;
  }
  const last = yearsOf({ since: only.from ?? undefined, until: only.until ?? undefined }).at(-1)?.year;
  if (last === undefined) return found;
  const parties = pointsOfFailure(await attributedYear(context, only, { ...purchases, year: last }), points);
  if (parties.some(({ kind }) => kind === "facility")) notes.push(FACILITY_MEANING);
  return [...found, ...parties.filter(({ kind }) => kind !== "country")];
}

export const POINTS_MEAN = [
  "What is left without one takes nothing to be replaced, and sees no further than the tiers that the data trace.",
  "It counts value: that a good cannot be made at all without a small part of it is not said by its share.",
];
