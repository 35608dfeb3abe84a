import { InvalidInput } from "../../errors.ts";
import type { Basis } from "../../evidence/basis.ts";
import { isBasis, weakest } from "../../evidence/basis.ts";
import type { Production } from "../../network/attribution/attribution-question.ts";
import type { Network } from "../../network/network.ts";
import type { ProductionFigure } from "../../store/queries/production-figures.ts";
import { findCountry } from "../../vocab/country.ts";
import { toNumber } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { convert, dimension, findUnit, quantity } from "../../vocab/quantity.ts";
import type { Context } from "../core/context.ts";
import type { ProductionRow } from "./attribution-fields.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { unitValueOf } from "./attribution-rows.ts";
import { type YearPart, yearsOf } from "./calendar-years.ts";
import type { Window } from "./dataset-facts.ts";
import { partyLabel, resolveParty } from "./party.ts";
import { writeCents } from "./split-parts.ts";

/** What a party made of a product in one year. */
interface Figure {
  readonly party: string;
  readonly product: string;
  readonly year: string;
  readonly usd: number | null;
  readonly kg: number | null;
  readonly unitValue: number | null;
  readonly basis: Basis;
  readonly source: string;
}

export interface ProductionUsed {
  readonly figures: readonly Production[];
  readonly listed: AttributionResult["production"];
  readonly warnings: readonly string[];
}

/** All production figures that are known, before a window is laid on them: those of the asker before the store's. */
export async function knownProduction(
  context: Context,
  network: Network,
  rows: readonly ProductionRow[],
): Promise<readonly Figure[]> {
  const own = await Promise.all(rows.map((row, at) => statedFigure(context, network, row, at)));
  const seen = new Set<string>();
  for (const { party, product, year } of own) {
    const key = `${party} ${product} ${year}`;
    if (seen.has(key)) {
      throw new InvalidInput(`The production of ${formatHs(product)} by "${party}" in ${year} is given twice.`);
    }
    seen.add(key);
  }
  const stored = await storedFigures(context, network);
  return [...own, ...stored.filter(({ party, product, year }) => !seen.has(`${party} ${product} ${year}`))];
}

const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

async function statedFigure(context: Context, network: Network, row: ProductionRow, at: number): Promise<Figure> {
  const where = row.line === undefined ? `Production figure ${at + 1}` : `Line ${row.line} of the production figures`;
  const who = row.country ?? row.party;
  if (who === undefined || (row.country !== undefined && row.party !== undefined)) {
    throw new InvalidInput(`${where} needs a country or a party, and not both.`);
  }
  if ((row.usd === undefined) === (row.kg === undefined)) {
    throw new InvalidInput(`${where} needs either usd or kg.`);
  }
  const party = row.party === undefined ? who : (await resolveParty(context, network, row.party)).key;
  return {
    party,
    product: row.product,
    year: row.year,
    usd: number(row.usd),
    kg: number(row.kg),
    unitValue: number(row.unitValue),
    basis: row.basis,
    source: row.source,
  };
}

/** Rows of `capacities` that are production of an HS code by a party of the dataset. */
async function storedFigures(context: Context, network: Network): Promise<Figure[]> {
  const { tables } = await context.openVintage();
  if ((tables.capacities?.files.length ?? 0) === 0) return [];
  const { productionFigures } = await import("../../store/queries/production-figures.ts");
  const engine = await context.openEngine();
  const rows = await engine.rows<ProductionFigure>(productionFigures(), context.signal);
  const sums = new Map<string, Figure>();
  for (const row of rows) {
    const unit = findUnit(row.unit);
    const product = row.product.replace(/[.\s]/g, "");
    if (unit === null || dimension(unit) !== "mass" || !/^\d{6}$/.test(product) || !/^\d{4}$/.test(row.period))
      continue;
    const party = partyOf(network, row);
    if (party === null) continue;
    const key = `${party} ${product} ${row.period}`;
    const before = sums.get(key);
    const basis = row.basis !== null && isBasis(row.basis) ? row.basis : "reported";
    sums.set(key, {
      party,
      product,
      year: row.period,
      usd: null,
      kg: (before?.kg ?? 0) + toNumber(convert(quantity(row.quantity, row.unit), "kg").amount),
      unitValue: null,
      basis: weakest([basis, before?.basis ?? basis]),
      source: row.source_id ?? "the store",
    });
  }
  return [...sums.values()];
}

/** The party of the dataset; a party called by the name of its country is that country. Null if the data hold neither. */
function partyOf(network: Network, { party_id, party_name, party_country }: ProductionFigure): string | null {
  if (network.parties.find(party_id) >= 0) return party_id;
  const code = party_name === null ? undefined : findCountry(party_name)?.code;
  return code !== undefined && code === party_country && network.parties.find(code) >= 0 ? code : null;
}

/** The figures as they hold in a window: every year of it must be known; of a year cut by the window, its days' part. */
export function productionIn(network: Network, known: readonly Figure[], window: Required<Window>): ProductionUsed {
  const years = yearsOf(window);
  const groups = new Map<string, Figure[]>();
  for (const figure of known) {
    const key = `${figure.party} ${figure.product}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  const figures: Production[] = [];
  const listed: AttributionResult["production"] = [];
  const warnings: string[] = [];
  const cut = years.filter(({ part }) => part < 1);
  for (const group of groups.values()) {
    const [{ party, product }] = group as [Figure];
    const label = partyLabel(network, party);
    const name = `The production figures of HS ${formatHs(product)} by ${label}`;
    if (network.parties.find(party) < 0 || !network.products.includes(product)) {
      warnings.push(`${name} change nothing: the data hold no such party or product.`);
      continue;
    }
    const missing = years.filter(({ year }) => !group.some((figure) => figure.year === year));
    if (missing.length > 0) {
      const list = missing.map(({ year }) => year).join(", ");
      warnings.push(`${name} were not used: the window needs ${list}, for which there is none.`);
      continue;
    }
    const used = years.map((part) => ({ part, figure: group.find(({ year }) => year === part.year) as Figure }));
    const cents = used.map(({ part, figure }) => centsOf(network, figure, part));
    if (cents.some((each) => each === null)) {
      warnings.push(`${name} were not used: they are weights, and the data show no unit value to turn them into USD.`);
      continue;
    }
    const usd = Math.round(cents.reduce<number>((sum, each) => sum + (each ?? 0), 0));
    const basis = weakest(
      used.flatMap(({ part, figure }): Basis[] => [
        figure.basis,
        ...(part.part < 1 || (figure.usd === null && figure.unitValue === null) ? (["estimated"] as const) : []),
      ]),
    );
    figures.push({ party, product, usd, basis });
    listed.push({
      party,
      label,
      product,
      years: years.map(({ year }) => year),
      usd: writeCents(BigInt(usd)),
      basis,
      sources: [...new Set(used.map(({ figure }) => figure.source))],
    });
  }
  if (figures.length > 0 && cut.length > 0) {
    const parts = cut.map(
      ({ year, since, until, part }) => `${(100 * part).toFixed(1)} % of ${year} (${since} to ${until})`,
    );
    warnings.push(`Production figures of whole years count for the days that the data cover: ${parts.join(", ")}.`);
  }
  return { figures, listed, warnings };
}

function centsOf(network: Network, figure: Figure, { part, since, until }: YearPart): number | null {
  if (figure.usd !== null) return figure.usd * part * 100;
  const seller = network.parties.find(figure.party);
  const price = figure.unitValue ?? unitValueOf(network, { product: figure.product, seller, since, until });
  return price === null || figure.kg === null ? null : figure.kg * price * part * 100;
}
