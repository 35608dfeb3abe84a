import {
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter,
} from "@duckdb/node-api";

const WHOLE: ReadonlySet<DuckDBTypeId> = new Set([DuckDBTypeId.BIGINT, DuckDBTypeId.UBIGINT, DuckDBTypeId.HUGEINT]);

/** A value of the engine as JSON: decimals and dates as text, whole numbers as numbers when those hold them exactly. */
export function jsonValue(value: DuckDBValue, type: DuckDBType, converter: DuckDBValueConverter<Json>): Json {
  if (typeof value !== "bigint" || !WHOLE.has(type.typeId)) return JsonDuckDBValueConverter(value, type, converter);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
