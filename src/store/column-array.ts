import { type DuckDBType, DuckDBTypeId, type DuckDBVector } from "@duckdb/node-api";

/** A column of one chunk as an array of its type; a date is an Int32Array of days since 1970-01-01. */
export type ColumnArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | readonly (string | null)[];

/** A column of numbers. */
export type NumberArray = Exclude<ColumnArray, BigInt64Array | readonly (string | null)[]>;

/** What the vectors of fixed width hold inside; @duckdb/node-api offers it value by value only, 20 times slower. */
interface FixedWidthVector {
  readonly items?: Exclude<ColumnArray, readonly (string | null)[]>;
  readonly validity?: { readonly data: BigUint64Array | null };
}

const FIXED_WIDTH: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.DATE,
]);

/** The values of a vector. Arrays of numbers are windows on the engine's memory: copy them before the next chunk. */
export function columnArray(vector: DuckDBVector, type: DuckDBType, name: string): ColumnArray {
  if (type.typeId === DuckDBTypeId.VARCHAR) return vector.toArray() as (string | null)[];
  const { items, validity } = vector as unknown as FixedWidthVector;
  if (!FIXED_WIDTH.has(type.typeId) || items === undefined) {
    throw new Error(`The column "${name}" of type ${type} cannot be read as an array: cast it to a number or to text.`);
  }
  const valid = validity?.data;
  if (valid === null || valid === undefined) return items;
  return withoutNulls(items, valid, name);
}

function withoutNulls<Items extends NonNullable<FixedWidthVector["items"]>>(
  items: Items,
  valid: BigUint64Array,
  name: string,
): Items {
  const bits = new Uint32Array(valid.buffer, valid.byteOffset, valid.length * 2);
  let copy: Items | null = null;
  for (let row = 0; row < items.length; row++) {
    if (row % 32 === 0 && bits[row / 32] === 0xffffffff) {
      row += 31;
      continue;
    }
    if ((((bits[row >> 5] ?? 0) >>> (row & 31)) & 1) === 1) continue;
    if (!(items instanceof Float64Array || items instanceof Float32Array)) {
      throw new Error(`The column "${name}" holds a NULL, which its array cannot: coalesce it in the query.`);
    }
    copy ??= items.slice() as Items;
    copy[row] = Number.NaN;
  }
  return copy ?? items;
}
