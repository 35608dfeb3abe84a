import { type Sql, sql } from "../sql.ts";
import { type DatasetRows, datasetRows } from "./compile-rows.ts";
import { spansOf } from "./compile-spans.ts";

/** Days since 1970 of the first day, and of the day after the last. */
export interface DayWindow {
  readonly since: number | null;
  readonly until: number | null;
}

/** Which rows a cone begins with: of some products, bought (`up`) or sold by some countries and parties; null is all. */
export interface ConeRoot {
  readonly up: boolean;
  readonly products: readonly string[];
  readonly countries: readonly string[] | null;
  readonly parties: readonly string[] | null;
}

/** A pair of products: whoever sells (up) or buys (down) the first may buy or sell the second. */
export type ProductPair = readonly [string, string];

/** What was traded between whom, and how many rows that is: buyer, seller, hs6, origin, destination, row_count. */
export function coneEdges(dataset: DatasetRows, window: DayWindow, spans: Sql = sql`(${spansOf(dataset)})`): Sql {
  return sql`
    select r.buyer, r.seller, r.hs6, r.origin, r.destination, count(*) as row_count
    from (${datasetRows(dataset)}) as r
    inner join ${spans} as spans on spans.import_id = r.import_id
    where r.buyer is not null and r.seller is not null and r.hs6 is not null and ${inWindow(window)}
    group by r.buyer, r.seller, r.hs6, r.origin, r.destination`;
}

/** Who is met first: party_id and hs6 of the sellers (up) or buyers (down) of the root's rows. */
export function coneFirst(edges: Sql, root: ConeRoot): Sql {
  return sql`
    select distinct r.${farOf(root.up)} as party_id, r.hs6 from ${edges} as r where ${isRoot(root)}`;
}

/** What those that were met last may have bought for what they sold (up), or made of what they bought (down). */
export function coneNear(met: Sql, pairs: readonly ProductPair[]): Sql {
  return sql`
    select distinct m.party_id, p.other as hs6 from ${met} as m inner join ${pairTable(pairs)} as p on p.hs6 = m.hs6`;
}

/** Whom these purchases (up) or sales (down) lead to. */
export function coneFar(edges: Sql, near: Sql, up: boolean): Sql {
  const [nearParty, farParty] = up ? [sql`buyer`, sql`seller`] : [sql`seller`, sql`buyer`];
  return sql`
    select distinct e.${farParty} as party_id, e.hs6
    from ${edges} as e inner join ${near} as n on n.party_id = e.${nearParty} and n.hs6 = e.hs6`;
}

/** Pairs of party_id and hs6 that are new. */
export function coneNew(found: Sql, known: Sql): Sql {
  return sql`
    select f.party_id, f.hs6 from ${found} as f
    where not exists (select 1 from ${known} as k where k.party_id = f.party_id and k.hs6 = f.hs6)`;
}

/** What the parties of a list of pairs sell of some products. */
export function coneSales(edges: Sql, sellers: Sql, products: readonly string[]): Sql {
  return sql`
    select distinct e.seller as party_id, e.hs6
    from ${edges} as e inner join (select distinct party_id from ${sellers} as all_sellers) as s on s.party_id = e.seller
    where e.hs6 in ${sql.list(products)}`;
}

/** The rows of a cone: those of the root, purchases of the pairs `bought` and sales of the pairs `sold`. */
export interface ConeRows {
  readonly root: ConeRoot;
  readonly window: DayWindow;
  readonly bought: Sql;
  readonly sold: Sql;
  /** Every product of the cone. */
  readonly products: readonly string[];
}

/** What stands behind `from … as r`, and the condition, that leave the rows of the cone. */
export function conePart({ root, window, bought, sold, products }: ConeRows): { joins: Sql; where: Sql } {
  return {
    joins: sql`
      left join ${bought} as cone_bought on cone_bought.party_id = r.buyer and cone_bought.hs6 = r.hs6
      left join ${sold} as cone_sold on cone_sold.party_id = r.seller and cone_sold.hs6 = r.hs6`,
    where: sql`r.hs6 in ${sql.list(products)} and ${inWindow(window)}
      and (cone_bought.party_id is not null or cone_sold.party_id is not null or (${isRoot(root)}))`,
  };
}

/** How many rows the cone has. */
export function coneCount(edges: Sql, cone: ConeRows): Sql {
  const { joins, where } = conePart({ ...cone, window: { since: null, until: null } });
  return sql`select coalesce(sum(r.row_count), 0) as row_count from ${edges} as r ${joins} where ${where}`;
}

const farOf = (up: boolean): Sql => (up ? sql`seller` : sql`buyer`);

function isRoot({ up, products, countries, parties }: ConeRoot): Sql {
  const [country, party] = up ? [sql`r.destination`, sql`r.buyer`] : [sql`r.origin`, sql`r.seller`];
  return sql.join(
    [
      sql`r.hs6 in ${sql.list(products)}`,
      ...(countries === null ? [] : [sql`coalesce(${country}, '') in ${sql.list(countries)}`]),
      ...(parties === null ? [] : [sql`${party} in ${sql.list(parties)}`]),
    ],
    " and ",
  );
}

function inWindow({ since, until }: DayWindow): Sql {
  return sql.join(
    [
      sql`1 = 1`,
      ...(since === null ? [] : [sql`r.day >= ${since}`]),
      ...(until === null ? [] : [sql`r.day < ${until}`]),
    ],
    " and ",
  );
}

function pairTable(pairs: readonly ProductPair[]): Sql {
  if (pairs.length === 0) return sql`(select '' as hs6, '' as other where 1 = 0)`;
  const rows = pairs.map(([one, other]) => sql`(${one}, ${other})`);
  return sql`(select v.hs6, v.other from (values ${sql.join(rows)}) as v (hs6, other))`;
}
