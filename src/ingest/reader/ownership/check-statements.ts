import type { DuckDBConnection } from "@duckdb/node-api";
import { Fault } from "./json-fields.ts";

/** A statement that cannot stand beside the others of its file. */
export class StatementFault extends Fault {
  readonly record: number;
  readonly line: number;
  readonly id: string;

  constructor(reason: string, { record, line, id }: { record: number; line: number; id: string }) {
    super(reason);
    this.record = record;
    this.line = line;
    this.id = id;
  }
}

/** What may be wrong between statements: a select of `record`, `line`, `id` and the reason, worst first. */
const CHECKS = [
  `select record, line, id, 'its "statementId" is that of statement ' || first as reason
   from (select *, min(record) over (partition by id) as first from statements) as numbered
   where record > first`,
  `select record, line, id, 'its record “' || record_id || '” is of the type ' || type || ' here and ' || before
     || ' in an earlier statement' as reason
   from (select *, first_value(type) over (partition by record_id order by record) as before from statements) as typed
   where type <> before`,
  `select s.record, s.line, s.id, '"subject" names the record “' || s.subject || '”, ' || case
     when other.type is null then 'which no statement is about' else 'which is a ' || other.type || ', not an entity' end as reason
   from statements as s left join record_types as other on other.record_id = s.subject
   where s.subject is not null and other.type is distinct from 'entity'`,
  `select s.record, s.line, s.id, '"interestedParty" names the record “' || s.interested_party || '”, ' || case
     when other.type is null then 'which no statement is about' else 'which is a relationship' end as reason
   from statements as s left join record_types as other on other.record_id = s.interested_party
   where s.interested_party is not null and (other.type is null or other.type = 'relationship')`,
  `select p.record, p.line, p.id, '"componentRecords" names the record “' || p.part || '”, which no statement is about' as reason
   from parts as p left join record_types as other on other.record_id = p.part where other.type is null`,
];

/** Throws a StatementFault for the first statement that repeats another, or names a record that is not there. */
export async function checkStatements(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    "create table record_types as select record_id, any_value(type) as type from statements group by record_id",
  );
  for (const check of CHECKS) {
    const found = await connection.runAndReadAll(`select * from (${check}) as broken order by record limit 1`);
    const [row] = found.getRowObjectsJson();
    if (row === undefined) continue;
    throw new StatementFault(String(row.reason), {
      record: Number(row.record),
      line: Number(row.line),
      id: String(row.id),
    });
  }
}

/**
 * Keeps what the latest statement about each record says: the one of the latest day, published last, or standing last
 * in the file. A closed relationship keeps its last interests until the day of the statement that closes it. Gives how
 * many statements others have taken the place of, and how many stakes were over before they began.
 */
export async function keepLatest(connection: DuckDBConnection): Promise<{ superseded: number; empty: number }> {
  await connection.run(
    `create table latest as
     select record_id, case when closed = 'yes' and interests = 0 then coalesce(earlier, last) else last end as counted,
       case when closed = 'yes' then day end as closed_on
     from (select record_id, max(record) as any_record,
             arg_max(record, (day, published, record)) as last,
             arg_max(closed, (day, published, record)) as closed,
             arg_max(day, (day, published, record)) as day,
             arg_max(interests, (day, published, record)) as interests,
             arg_max(record, (day, published, record)) filter (interests > 0) as earlier
           from statements group by record_id) as records`,
  );
  for (const table of ["parties", "countries", "names", "ids", "stakes", "indirect_stakes"]) {
    await connection.run(`delete from ${table} where record not in (select counted from latest)`);
  }
  let empty = 0;
  for (const table of ["stakes", "indirect_stakes"]) {
    await connection.run(
      `update ${table} set valid_until = least(coalesce(valid_until, closed_on), closed_on)
       from latest where latest.counted = ${table}.record and closed_on is not null`,
    );
    empty += await count(connection, `select count(*) from ${table} where valid_until <= valid_from`);
    await connection.run(`delete from ${table} where valid_until <= valid_from`);
  }
  const superseded = await count(
    connection,
    "select (select count(*) from statements) - (select count(*) from latest)",
  );
  return { superseded, empty };
}

/**
 * An indirect interest is what its parts say already, and no stake beside them. Where one of the parts is a relationship
 * without a stake the parts do not say it all: how much of it they leave is not known, so it stands from nothing to its
 * share. Gives how many of each there are.
 */
export async function settleIndirect(connection: DuckDBConnection): Promise<{ told: number; open: number }> {
  await connection.run(
    `create table told as
     select p.record from parts as p
       join latest on latest.record_id = p.part join statements as s on s.record = latest.counted
     where s.type = 'relationship' group by p.record having min(s.interests) > 0`,
  );
  const told = await count(
    connection,
    "select count(*) from indirect_stakes where record in (select record from told)",
  );
  const open = await count(
    connection,
    "select count(*) from indirect_stakes where record not in (select record from told)",
  );
  await connection.run(
    "insert into stakes select * replace ('0' as low) from indirect_stakes where record not in (select record from told)",
  );
  return { told, open };
}

async function count(connection: DuckDBConnection, select: string): Promise<number> {
  return Number((await connection.runAndReadAll(select)).getRows()[0]?.[0] ?? 0);
}
