import type { Book } from "../../../book/book.ts";
import { holdsOnDay } from "../../../scenario/overlay/edit.ts";
import { tradeLeft } from "../../../scenario/overlay/trade-left.ts";
import type { TradePartner } from "../../../store/queries/trade-partners.ts";
import { editsOf, type ScenarioWorld } from "../scenario-world.ts";
import { tradeEdits } from "../trade-under.ts";
import { type ElasticityRow, EVERYBODY, INFINITE } from "./gsim-input.ts";
import type { PooledTrade } from "./gsim-pool.ts";

/** What bans do to flows between the countries of a model. */
export interface FlowsStopped {
  /** 1 where all of a flow stops. */
  readonly banned: Uint8Array;
  /** Flows of which a part stops, and a part does not. */
  readonly partly: readonly number[];
}

/** Bans of countries' trade that hold; what is left of a row of statistics. */
function leftOf(world: ScenarioWorld, product: string): (row: TradePartner) => number {
  const stops = tradeEdits(world, "flows").flatMap((edit) => (edit.kind === "ban" ? [{ ...edit, seller: null }] : []));
  return ({ seller, buyer }) =>
    tradeLeft({ stops, out: [] }, { product, origin: seller, destination: buyer, seller, buyer });
}

/** Who loses most of what it bought; where nothing stops, who asks the duties that are edited, or buys most. */
export function buyerHit(
  world: ScenarioWorld,
  book: Book,
  product: string,
  rows: readonly TradePartner[],
): string | null {
  const left = leftOf(world, product);
  const importers = new Set(lawImporters(world, book));
  const lines = new Map<string, { stopped: number; bought: number }>();
  for (const row of rows) {
    const value = Number(row.usd ?? 0);
    const { stopped, bought } = lines.get(row.buyer) ?? { stopped: 0, bought: 0 };
    lines.set(row.buyer, { stopped: stopped + value * (1 - left(row)), bought: bought + value });
  }
  const asks = (code: string) => (importers.has(code) ? 1 : 0);
  const [first] = [...lines].sort(
    ([a, one], [b, other]) =>
      other.stopped - one.stopped || asks(b) - asks(a) || other.bought - one.bought || (a < b ? -1 : 1),
  );
  return first?.[0] ?? null;
}

function lawImporters(world: ScenarioWorld, book: Book): readonly string[] {
  const importerOf = (id: string) => book.tariff.measures.find((measure) => measure.id === id)?.importer;
  return editsOf(world, "measure", "rate", "end").flatMap(
    (edit) => (edit.kind === "measure" ? edit.measure.importer : importerOf(edit.measure)) ?? [],
  );
}

/** Bans of countries' trade; a flow between regions is stopped where all that it is made of is. */
export function flowsStopped(
  world: ScenarioWorld,
  product: string,
  rows: readonly TradePartner[],
  { countries, indexOf }: PooledTrade,
): FlowsStopped {
  const size = countries.length;
  const partLeft = leftOf(world, product);
  const [whole, left] = [new Float64Array(size * size), new Float64Array(size * size)];
  for (const row of rows) {
    const flow = indexOf(row.seller) * size + indexOf(row.buyer);
    const value = Number(row.usd ?? 0);
    whole[flow] = (whole[flow] ?? 0) + value;
    left[flow] = (left[flow] ?? 0) + value * partLeft(row);
  }
  const flows = [...whole.keys()].filter((flow) => (whole[flow] ?? 0) > 0);
  const isAll = (flow: number) => (left[flow] ?? 0) === 0;
  return {
    banned: Uint8Array.from(whole, (value, flow) => (value > 0 && isAll(flow) ? 1 : 0)),
    partly: flows.filter((flow) => !isAll(flow) && (left[flow] ?? 0) < (whole[flow] ?? 0) * (1 - 1e-12)),
  };
}

/** Whom bans name, whether they hold or not: they stand alone in a model. */
export function countriesNamed(world: ScenarioWorld): readonly string[] {
  const bans = editsOf(world, "ban").flatMap(({ origins, destinations }) => [
    ...(origins ?? []),
    ...(destinations ?? []),
  ]);
  const others = editsOf(world, "elasticity").flatMap(({ country }) => country ?? []);
  return [...new Set([...bans, ...others])];
}

/**
 * The elasticities that the scenario sets for a product, for the countries of a model: of those of one kind and country
 * the one for the longest code counts, then the later one. Edits that count are marked as read.
 */
export function elasticitiesSet(
  world: ScenarioWorld,
  product: string,
  { countries }: Pick<PooledTrade, "countries">,
): readonly ElasticityRow[] {
  const found = new Map<string, { readonly digits: number; readonly number: number; readonly row: ElasticityRow }>();
  for (const edit of editsOf(world, "elasticity")) {
    const { of: kind, country, products, value, low, high, source, number } = edit;
    const fits = products?.filter((digits) => product.startsWith(digits)).map(({ length }) => length) ?? [0];
    const stands = country === null || countries.some(({ key }) => key === country);
    if (fits.length === 0 || !stands || !holdsOnDay(edit, world.on)) continue;
    const digits = Math.max(...fits);
    const key = `${kind} ${country}`;
    const old = found.get(key);
    if (old !== undefined && old.digits > digits) continue;
    const row: ElasticityRow = {
      kind,
      country: country ?? EVERYBODY,
      value: value === Number.POSITIVE_INFINITY ? INFINITE : value,
      ...(low === null ? {} : { low }),
      ...(high === null ? {} : { high }),
      ...(source === null ? { basis: "assumed" as const } : { basis: "estimated" as const, source }),
    };
    found.set(key, { digits, number, row });
  }
  for (const { number } of found.values()) world.read.add(number);
  return [...found.values()].map(({ row }) => row);
}
