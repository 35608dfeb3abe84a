import { Engine } from "./engine.ts";
import { isAlive, type LockHolder, lockHolder } from "./lock.ts";
import { type ImportRow, importsList } from "./queries/imports-list.ts";
import type { Store } from "./store.ts";
import type { Vintage } from "./vintage.ts";

export interface TableStatus {
  readonly name: string;
  readonly version: number;
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
}

export interface StoreStatus {
  readonly folder: string;
  readonly vintage: number;
  readonly publishedAt: string;
  readonly tables: readonly TableStatus[];
  readonly imports: readonly ImportRow[];
  /** Every vintage that can be asked of, oldest first. */
  readonly vintages: readonly {
    readonly vintage: number;
    readonly at: string;
    readonly why: string;
    readonly pinned: boolean;
  }[];
  /** Who writes the store now; none when nobody does. */
  readonly writer: LockHolder | null;
}

/** What a store holds. */
export async function status(store: Store): Promise<StoreStatus> {
  const state = store.state();
  const vintage = await store.vintage(state.vintage);
  const holder = lockHolder(store.folder);
  return {
    folder: store.folder,
    vintage: vintage.number,
    publishedAt: vintage.publishedAt,
    tables: Object.entries(vintage.tables).map(([name, { version, files }]) => ({
      name,
      version,
      files: files.length,
      rows: files.reduce((sum, file) => sum + file.rows, 0),
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    })),
    imports: await importRows(vintage),
    vintages: state.history.map(({ vintage: number, at, why }) => ({
      vintage: number,
      at,
      why,
      pinned: state.pinned.includes(number),
    })),
    writer: holder !== null && isAlive(holder) ? holder : null,
  };
}

async function importRows(vintage: Vintage): Promise<ImportRow[]> {
  if ((vintage.tables.imports?.files.length ?? 0) === 0) return [];
  const engine = await Engine.open(vintage, { threads: 1 });
  try {
    return await engine.rows<ImportRow>(importsList());
  } finally {
    engine.close();
  }
}

/** How readers that are not ours take the same consistent set: by the version of each table. */
export function statusSql(vintage: Vintage): string {
  const tables = Object.entries(vintage.tables).map(([name, { version }]) => ({ name, version }));
  const folder = `${vintage.folder}/tables`;
  const quoted = (name: string) => `${folder}/${name}`.replaceAll("'", "''");
  return [
    `-- Vintage ${vintage.number}, published ${vintage.publishedAt}.`,
    "",
    "-- Trino (connector delta_lake; put the folder where the cluster can read it)",
    ...tables.map(
      ({ name }) =>
        `call system.register_table(schema_name => 'headwater', table_name => '${name}', ` +
        `table_location => '${quoted(name)}');`,
    ),
    ...tables.map(({ name, version }) => `select * from headwater.${name} for version as of ${version};`),
    "",
    "-- Spark",
    ...tables.map(
      ({ name, version }) =>
        `select * from delta.\`${`${folder}/${name}`.replaceAll("`", "``")}\` version as of ${version};`,
    ),
    "",
    "# delta-rs (Python)",
    "from deltalake import DeltaTable",
    ...tables.map(
      ({ name, version }) => `${name} = DeltaTable(${JSON.stringify(`${folder}/${name}`)}, version=${version})`,
    ),
    "",
  ].join("\n");
}
