import { createReadStream } from "node:fs";
import { readStatement, type Statement } from "./bods.ts";
import { checkStatements, keepLatest, StatementFault, settleIndirect } from "./check-statements.ts";
import { type Conversion, type Outcome, refusal } from "./conversion.ts";
import { type FtmEntity, PARTY_KINDS, readFtmEntity } from "./ftm.ts";
import { Fault } from "./json-fields.ts";
import { type JsonRecord, splitJson } from "./split-json.ts";

const CHUNK = 4 * 1024 * 1024;

/** Reads a file of JSON objects. Throws InvalidInput that names the first that cannot be read. */
export async function convertJson(conversion: Conversion): Promise<Outcome> {
  return await (conversion.form === "bods" ? convertStatements(conversion) : convertEntities(conversion));
}

/** Calls `read` for every object of the file, and gives how many there are. */
async function eachObject(conversion: Conversion, read: (record: JsonRecord) => void, noun: string): Promise<number> {
  const { file, name, writer, at, onBytes } = conversion;
  let records = 0;
  let reading: JsonRecord | null = null;
  const splitter = splitJson((record) => {
    reading = record;
    records = record.record;
    at.record = record.record;
    read(record);
    reading = null;
  });
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
      splitter.push(chunk);
      await writer.flush();
      bytes += chunk.length;
      onBytes(bytes);
    }
    splitter.end();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { record, line } = (reading as JsonRecord | null) ?? splitter.place();
    throw refusal(name, placeOf(noun, record, line, idOf(reading)), error.message);
  }
  return records;
}

const placeOf = (noun: string, record: number, line: number, id: string | null): string =>
  `${noun} ${record}${id === null ? "" : ` (id “${id.slice(0, 100)}”)`} on line ${line}`;

function idOf(record: JsonRecord | null): string | null {
  const id = record?.value.statementId ?? record?.value.statementID ?? record?.value.id;
  return typeof id === "string" && id !== "" ? id : null;
}

async function convertStatements(conversion: Conversion): Promise<Outcome> {
  const { connection, writer, sink, counts, name } = conversion;
  let made = false;
  const onMade = () => {
    made = true;
  };
  const keep = (said: Statement, record: number, line: number) => {
    writer.row("statements", statementRow(said, record, line));
    for (const part of said.parts) writer.row("parts", [record, line, said.id, part]);
  };
  const records = await eachObject(
    conversion,
    ({ value, record, line }) => keep(readStatement(value, sink, onMade), record, line),
    "statement",
  );
  await writer.load(connection);
  try {
    await checkStatements(connection);
  } catch (error) {
    if (!(error instanceof StatementFault)) throw error;
    throw refusal(name, placeOf("statement", error.record, error.line, error.id), error.message);
  }
  const { superseded, empty } = await keepLatest(connection);
  const { told, open } = await settleIndirect(connection);
  counts.add("statements that a later one about the same record takes the place of", superseded);
  counts.add("stakes that were closed before they began", empty);
  counts.add("indirect interests whose parts the file gives", told);
  const remarks =
    open === 0
      ? []
      : [`${open} indirect interests, whose parts the file gives but for their shares, stand as 0 to their share.`];
  return { records, remarks, rejects: [], rejected: 0, made };
}

function statementRow(said: Statement, record: number, line: number): (string | number | null)[] {
  const { id, recordId, type, day, published, closed, subject, interestedParty, interests } = said;
  return [record, line, id, recordId, type, day, published, closed ? "yes" : "no", subject, interestedParty, interests];
}

/** The entities of a file, and what they name of one another. */
export const ENTITIES = {
  entities: ["record", "line", "id", "schema"],
  named: ["record", "line", "id", "property", "other"],
} as const;

const PARTIES = [...PARTY_KINDS.keys()].map((schema) => `'${schema}'`).join(", ");

async function convertEntities(conversion: Conversion): Promise<Outcome> {
  const { connection, writer, sink, source, name, counts } = conversion;
  const keep = ({ id, schema, names }: FtmEntity, record: number, line: number) => {
    writer.row("entities", [record, line, id, schema]);
    for (const { property, id: other } of names) writer.row("named", [record, line, id, property, other]);
  };
  const records = await eachObject(
    conversion,
    ({ value, record, line }) => keep(readFtmEntity(value, source, sink), record, line),
    "entity",
  );
  await writer.load(connection);
  const repeated = `select record, line, id, 'its "id" is that of entity ' || first as reason
    from (select *, min(record) over (partition by id) as first from entities) as numbered where record > first`;
  const missing = `select n.record, n.line, n.id,
      '"' || n.property || '" names the entity “' || n.other || '”, which is not in the file' as reason
    from named as n left join entities as e on e.id = n.other where e.id is null`;
  for (const check of [repeated, missing]) {
    const found = await connection.runAndReadAll(`select * from (${check}) as broken order by record limit 1`);
    const [row] = found.getRowObjectsJson();
    if (row === undefined) continue;
    throw refusal(name, placeOf("entity", Number(row.record), Number(row.line), String(row.id)), String(row.reason));
  }
  const things = `(select id from entities where schema not in (${PARTIES}))`;
  for (const [table, columns, what] of [
    ["stakes", ["holder", "held"], "ownerships of or by ships, securities and other things that are no party"],
    ["listings", ["party"], "sanctions on ships, securities and other things that are no party"],
  ] as const) {
    const gone = columns.map((column) => `${column} in ${things}`).join(" or ");
    const deleted = await connection.runAndReadAll(`delete from ${table} where ${gone} returning record`);
    counts.add(what, deleted.currentRowCount);
  }
  return { records, remarks: [], rejects: [], rejected: 0, made: false };
}
