import { DuckDBInstance } from "@duckdb/node-api";
import { TrinoSQL } from "dt-sql-parser";
import { expect } from "vitest";
import { render, type Sql } from "../../src/store/sql.ts";
import { sqlType, TABLES } from "../../src/store/tables.ts";
import { VIEWS } from "../../src/store/views.ts";

const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
for (const { name, columns } of TABLES) {
  const list = columns.map((column) => `${column.name} ${sqlType(column.type)}${column.nullable ? "" : " not null"}`);
  await connection.run(`create table ${name} (${list.join(", ")})`);
}
for (const { name, select } of VIEWS) {
  const { text } = render(select({ hasRates: true, hasMasterBills: true }), "duckdb");
  await connection.run(`create view ${name} as ${text}`);
}
const trinoGrammar = new TrinoSQL();

/** What Trino's grammar finds wrong with a text of one or more statements. */
export function trinoProblemsOf(text: string): string[] {
  return trinoGrammar.validate(text).map((error) => `trino: ${error.message}`);
}

/** What keeps a statement from running: bound in DuckDB over the declared tables, parsed under Trino's grammar. */
export async function problemsOf(statement: Sql): Promise<string[]> {
  const problems: string[] = [];
  const forDuckDB = render(statement, "duckdb");
  try {
    const prepared = await connection.prepare(forDuckDB.text);
    if (prepared.parameterCount !== forDuckDB.values.length) {
      problems.push(`duckdb: ${prepared.parameterCount} places for ${forDuckDB.values.length} values`);
    }
    prepared.destroySync();
  } catch (error) {
    problems.push(`duckdb: ${error instanceof Error ? error.message : String(error)}`);
  }
  const forTrino = render(statement, "trino");
  problems.push(...trinoProblemsOf(forTrino.text));
  const places = forTrino.text.split("?").length - 1;
  if (places !== forTrino.values.length) problems.push(`trino: ${places} places for ${forTrino.values.length} values`);
  return problems;
}

interface DialectMatchers {
  toRunOnEveryDialect(): Promise<void>;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares the interface with this very parameter
  interface Matchers<T = any> extends DialectMatchers {}
}

expect.extend({
  async toRunOnEveryDialect(statement: Sql) {
    const problems = await problemsOf(statement);
    return {
      pass: problems.length === 0,
      message: () => `${problems.join("\n")}\n\n${render(statement, "duckdb").text}`,
    };
  },
});
