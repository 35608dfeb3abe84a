import { partyIdSql } from "../../resolve/name-key.ts";
import {
  type FamilyContext,
  type FamilyWriter,
  figure,
  has,
  joinOf,
  origin,
  partyColumn,
  partyTables,
  type TableRows,
  validity,
  value,
} from "./family-context.ts";
import type { PartyColumn } from "./party-tables.ts";
import { literal } from "./sql-text.ts";

/** One party of a row, by the fields that speak of it. */
interface Side {
  readonly alias: string;
  readonly name: string;
  readonly country: string;
  readonly kind: string;
  readonly scheme: string;
  readonly identifier: string;
  readonly incorporatedIn: string | null;
  readonly legalForm: string | null;
}

const sideOf = (prefix: "holder" | "held"): Side => ({
  alias: prefix,
  name: prefix,
  country: `${prefix}_country`,
  kind: `${prefix}_kind`,
  scheme: `${prefix}_scheme`,
  identifier: `${prefix}_identifier`,
  incorporatedIn: `${prefix}_incorporated_in`,
  legalForm: `${prefix}_legal_form`,
});

const HOLDER = sideOf("holder");
const HELD = sideOf("held");
const LISTED: Side = {
  alias: "listed",
  name: "name",
  country: "country",
  kind: "kind",
  scheme: "scheme",
  identifier: "identifier",
  incorporatedIn: null,
  legalForm: null,
};

const columnsOf = (context: FamilyContext, { name, country, kind }: Side): PartyColumn[] =>
  partyColumn(context, name, [country], value(context, kind));

/** SQL that is true where an identifier stands with its scheme. */
const identified = (context: FamilyContext, { scheme, identifier }: Side): string | null =>
  has(context, scheme) && has(context, identifier)
    ? `(value_${scheme} is not null and value_${identifier} is not null)`
    : null;

const isCountry = (context: FamilyContext, { kind, country }: Side): string =>
  `${value(context, kind)} = 'country' and ${value(context, country)} is not null`;

/** A party without a country is known by its identifier, when it has one: a name alone may be anybody's. */
function partyId(context: FamilyContext, side: Side): string {
  const coded = identified(context, side);
  const byCode = partyIdSql(`value_${side.scheme} || ':' || value_${side.identifier}`, "null");
  const whenCoded =
    coded === null
      ? ""
      : ` when ${coded} and (${value(context, side.country)} is null or ${side.alias}.party_id is null) then ${byCode}`;
  return `case when ${isCountry(context, side)} then ${value(context, side.country)}${whenCoded} else ${side.alias}.party_id end`;
}

/** The records, names and identifiers of the parties of some sides. */
function sideTables(context: FamilyContext, sides: readonly Side[]): readonly TableRows[] {
  const more = sides.flatMap(({ identifier, incorporatedIn, legalForm }) => [identifier, incorporatedIn, legalForm]);
  if (!more.some((field) => field !== null && has(context, field))) {
    return partyTables(
      context,
      sides.flatMap((side) => columnsOf(context, side)),
    );
  }
  const source = `${literal(context.source)} as source_id`;
  const seen = sides.map((side) => {
    const { alias, kind, country, scheme, identifier, incorporatedIn, legalForm } = side;
    const text = (field: string | null) => (field === null ? "cast(null as varchar)" : value(context, field));
    const [column] = columnsOf(context, side);
    return `select ${partyId(context, side)} as party_id, ${text(kind)} as kind, ${alias}.display, ${alias}.script,
      ${text(country)} as country, ${text(incorporatedIn)} as incorporated_in, ${text(legalForm)} as legal_form,
      ${identified(context, side) === null ? "null" : text(scheme)} as scheme,
      ${identified(context, side) === null ? "null" : text(identifier)} as value
      from (${context.rows}) as rows_of_side ${joinOf(alias, column)}`;
  });
  const parties = `(${seen.join(" union all ")}) as seen where party_id is not null`;
  const records = `select party_id, max(kind) as kind, max_by(display, (times, display)) as name, max(country) as country,
      max(incorporated_in) as incorporated_in, max(legal_form) as legal_form, ${source}
    from (select party_id, kind, display, country, incorporated_in, legal_form, count(*) as times from ${parties} group by all) as counted
    group by party_id`;
  const names = `select distinct party_id, display as name, script, 'as_filed' as kind, ${source} from ${parties} and display is not null`;
  const ids = `select distinct party_id, scheme, value, ${source} from ${parties} and scheme is not null and value is not null`;
  return [
    { table: "party_records", select: records },
    { table: "party_names", select: names },
    { table: "party_ids", select: ids },
  ];
}

export const stakes: FamilyWriter = {
  day: { field: "valid_from", column: "value_valid_from" },
  parties: (context) => [...columnsOf(context, HOLDER), ...columnsOf(context, HELD)],
  tables(context) {
    const [[holder], [held]] = [columnsOf(context, HOLDER), columnsOf(context, HELD)];
    const share = (bound: string) =>
      has(context, bound) && has(context, "share")
        ? `coalesce(value_${bound}, value_share)`
        : figure(context, has(context, bound) ? bound : "share");
    const select = `select * from (select ${partyId(context, HOLDER)} as holder_id,
      ${partyId(context, HELD)} as held_id, coalesce(${value(context, "interest")}, 'equity') as interest,
      ${share("share_min")} as share_min, ${share("share_max")} as share_max, ${validity(context)}, ${origin(context)}
      from (${context.rows}) as stakes ${joinOf("holder", holder)} ${joinOf("held", held)}) as identified
      where held_id is not null and holder_id is not null`;
    return [{ table: "stakes", select }, ...sideTables(context, [HOLDER, HELD])];
  },
};

export const listings: FamilyWriter = {
  day: { field: "valid_from", column: "value_valid_from" },
  parties: (context) => columnsOf(context, LISTED),
  tables(context) {
    const [party] = columnsOf(context, LISTED);
    const select = `select * from (select ${partyId(context, LISTED)} as party_id, ${value(context, "list")} as list,
      ${validity(context)}, ${origin(context)} from (${context.rows}) as lines ${joinOf("listed", party)}) as identified
      where party_id is not null`;
    return [{ table: "listings", select }, ...sideTables(context, [LISTED])];
  },
};
