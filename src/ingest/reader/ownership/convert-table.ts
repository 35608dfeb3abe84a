import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput } from "../../../errors.ts";
import { takeCensus } from "../open-text.ts";
import { RECORD_LIMIT, REJECT_LIMIT, type ReaderReject, type Staged } from "../protocol.ts";
import { type CsvShape, peekCsv, physicalLines, stageCsv } from "../read-csv.ts";
import type { Conversion, Outcome } from "./conversion.ts";
import { Fault } from "./json-fields.ts";
import { type Cells, cellText, TABLE_FORMS, type TableForm } from "./tables-of-others.ts";

const WHAT = {
  opensanctions: "a table of targets of OpenSanctions (targets.simple.csv)",
  gleif: "a table of relationships or entities of the Global LEI Foundation",
} as const;

/** Reads a table row by row. A row that cannot be read is set aside with its line and the reason. */
export async function convertTable(conversion: Conversion): Promise<Outcome> {
  const { connection, file, name, folder, writer, sink, at, onBytes } = conversion;
  const form = conversion.form as keyof typeof TABLE_FORMS;
  const shape: CsvShape = { ...(await peekCsv(file, { file: name, folder })), name };
  const chosen = TABLE_FORMS[form].find(({ needs }) => needs.every((column) => shape.header.includes(column)));
  if (chosen === undefined) throw notOfForm(name, form, shape.header);
  const columns = [...chosen.needs, ...chosen.takes].filter((column) => shape.header.includes(column));
  const indexes = columns.map((column) => shape.header.indexOf(column));
  const census = passOver(file);
  const staged = await stageCsv(connection, shape, indexes, folder, census, (_, bytes) => onBytes(bytes));
  const rejects: ReaderReject[] = [...staged.rejects];
  let rejected = staged.rejected;
  const held: { record: number; reason: string; line: number }[] = [];
  for await (const row of rowsOf(connection, staged, indexes)) {
    at.record = row.record;
    const cellOf: Cells = (column) => cellText(row.cells[columns.indexOf(column)], column);
    try {
      readWhole(chosen, cellOf, sink);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      rejected++;
      if (held.length < REJECT_LIMIT) held.push({ record: row.record, line: row.line, reason: error.message });
    }
    if (row.record % 20_000 === 0) await writer.flush();
  }
  const lines = staged.numbered
    ? held.map(({ line }) => line)
    : await physicalLines(
        shape,
        held.map(({ record }) => record),
        staged.rows,
        await census,
      );
  for (const [index, { record, reason }] of held.entries()) {
    rejects.push({ record, line: lines[index] ?? record, column: null, value: "", reason });
  }
  await writer.load(connection);
  return { records: staged.rows + staged.rejected, remarks: [], rejects, rejected, made: false };
}

/** A row is said as a whole or not at all. */
function readWhole(form: TableForm, cells: Cells, sink: Conversion["sink"]): void {
  const said: (() => void)[] = [];
  form.read(cells, {
    party: (party) => said.push(() => sink.party(party)),
    country: (party, country) => said.push(() => sink.country(party, country)),
    name: (party, text, kind) => said.push(() => sink.name(party, text, kind)),
    id: (party, scheme, value, rank) => said.push(() => sink.id(party, scheme, value, rank)),
    stake: (stake) => said.push(() => sink.stake(stake)),
    listing: (listing) => said.push(() => sink.listing(listing)),
    leaveOut: (what) => said.push(() => sink.leaveOut(what)),
  });
  for (const say of said) say();
}

interface Row {
  readonly record: number;
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

async function* rowsOf(connection: DuckDBConnection, staged: Staged, indexes: readonly number[]): AsyncGenerator<Row> {
  const path = staged.path.replaceAll("'", "''");
  const texts = indexes.map((at) => `c${at}`).join(", ");
  const numbers = staged.numbered ? "record, line" : "file_row_number + 1 as record, 0 as line";
  const source = staged.numbered ? `read_parquet('${path}')` : `read_parquet('${path}', file_row_number = true)`;
  const stream = await connection.stream(`select ${numbers}, ${texts} from ${source}`);
  for await (const rows of stream.yieldRows()) {
    for (const [record, line, ...cells] of rows) {
      yield {
        record: Number(record),
        line: Number(line),
        cells: cells.map((cell) => (cell === null ? null : String(cell))),
      };
    }
  }
}

async function passOver(file: string) {
  const { createReadStream } = await import("node:fs");
  const taker = takeCensus(RECORD_LIMIT);
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 }) as AsyncIterable<Buffer>)
    taker.add(chunk);
  return taker.result();
}

function notOfForm(name: string, form: keyof typeof TABLE_FORMS, header: readonly string[]): InvalidInput {
  const missing = TABLE_FORMS[form][0].needs.filter((column) => !header.includes(column));
  return new InvalidInput(
    `“${name}” is not ${WHAT[form]}: it has no column ${missing.map((column) => `"${column}"`).join(", ")}.`,
    {
      hint: `Its columns are ${header
        .slice(0, 12)
        .map((column) => `"${column.slice(0, 40)}"`)
        .join(", ")}. Draft a mapping with --suggest.`,
    },
  );
}
