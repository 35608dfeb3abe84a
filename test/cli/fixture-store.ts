import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Store } from "../../src/store/store.ts";

/** seller, buyer, HS, USD, kg */
const FLOWS: readonly (readonly [string, string, string, string | null, string | null])[] = [
  ["CN", "US", "850511", "700.00", "35.000"],
  ["JP", "US", "850511", "200.00", "4.000"],
  ["DE", "US", "850511", "100.00", null],
  ["CN", "JP", "850511", "50.00", "2.500"],
  ["CN", "JP", "280530", "300.00", "5.000"],
  ["VN", "CN", "280530", "400.00", "8.000"],
  ["MM", "CN", "280530", "600.00", "14.000"],
  ["AU", "VN", "284690", "90.00", "9.000"],
  ["US", "DE", "850511", null, "1.000"],
];

/** bill, master, day, shipper, consignee, HS, origin, importer, USD, kg */
const BILLS: readonly (readonly (string | null)[])[] = [
  ["B1", null, "2024-01-10", "p-evil", "p-acme", "850511", "CN", "US", "120.00", "6.000"],
  ["B2", null, "2024-02-10", "p-evil", "p-acme", "850511", "CN", "US", "80.00", "4.000"],
  ["B3", "M1", "2024-03-10", "p-formula", "p-acme", "850511", "JP", "US", "50.00", "1.000"],
  ["M1", null, "2024-03-10", "p-forwarder", "p-acme", "850511", "JP", "US", "50.00", "1.000"],
  ["B4", null, "2024-01-02", "p-mine", "p-evil", "280530", "MM", "CN", "60.00", "2.000"],
];

const PARTIES: readonly (readonly [string, string, string])[] = [
  ["p-evil", "Evil\u001b[2J\nMagnets \u202eLtd", "CN"],
  ["p-formula", '=HYPERLINK("http://example.org";"Click")', "JP"],
  ["p-forwarder", "Fast Forwarding Inc", "US"],
  ["p-mine", "Mine & Sons", "MM"],
  ["p-acme", "Acme Motors", "US"],
];

const text = (value: string | null): string => (value === null ? "null" : `'${value.replaceAll("'", "''")}'`);
const tuple = (row: readonly (string | null)[]): string => `(${row.map(text).join(", ")})`;

function importRow(
  family: string,
  file: string,
  source: string,
  made: boolean,
  rows: number,
  rejected: number,
): string {
  return `select '${source}' as source_id, 1 as source_row, '${family}' as family, '${file}' as file,
    date '2026-11-20' as imported_on, ${rows} as "rows", ${rejected} as rejected, ${made} as made,
    date '2024-01-01' as first_day, date '2024-12-31' as last_day, 'CC0 1.0' as licence`;
}

export interface FixtureOptions {
  /** Adds made shipments of the same product beside the real statistics. */
  readonly shipments?: boolean;
}

/** A small store in a folder of its own: one year of statistics, and with `shipments` five bills of a made world. */
export async function fixtureStore(options: FixtureOptions = {}): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), "headwater-cli-")), "store");
  const store = await Store.create(folder, { now: () => new Date("2026-11-20T10:00:00Z") });
  const connection = await (await DuckDBInstance.create()).connect();
  await store.write("Import the fixture", async (tx) => {
    const flows = FLOWS.map((row, at) => `(${[...row].map(text).join(", ")}, ${at + 1})`).join(", ");
    await tx.add(
      "flows",
      connection,
      `select '2024' as period, date '2024-01-01' as period_from, 'annual' as frequency, buyer as reporter,
        seller as partner, 'reconciled' as direction, hs6, 2022 as hs_revision, 'fob' as valuation,
        cast(usd as decimal(18,2)) as value, 'USD' as currency, cast(usd as decimal(18,2)) as usd,
        cast(kg as decimal(18,3)) as kg, 'fixture-flows' as source_id, n as source_row
      from (values ${flows}) as t(seller, buyer, hs6, usd, kg, n)`,
      "import-flows",
    );
    await tx.add(
      "imports",
      connection,
      importRow("flows", "flows.csv", "fixture-flows", false, FLOWS.length, 2),
      "import-flows",
    );
    await tx.add(
      "rejects",
      connection,
      `select 'flows.csv' as file, line, 'value' as column_name, value, 'not a number' as reason, 'fixture-flows' as source_id,
        line as source_row from (values (12, '=cmd|x'), (15, 'n/a')) as t(line, value)`,
      "import-flows",
    );
    if (options.shipments) await addShipments(tx.add, connection);
  });
  connection.closeSync();
  return folder;
}

type Add = Parameters<Parameters<Store["write"]>[1]>[0]["add"];

async function addShipments(add: Add, connection: Parameters<Add>[1]): Promise<void> {
  await add(
    "shipments",
    connection,
    `select bill as shipment_id, bill, master as master_bill, cast(day as date) as arrived_on, shipper as shipper_id,
      consignee as consignee_id, hs6, 2022 as hs_revision, origin, origin as export_country, importer as import_country,
      cast(usd as decimal(20,2)) as usd, 'reported' as usd_basis, cast(kg as decimal(20,3)) as kg,
      'fixture-bills' as source_id, row_number() over (order by bill) as source_row
    from (values ${BILLS.map(tuple).join(", ")})
      as t(bill, master, day, shipper, consignee, hs6, origin, importer, usd, kg)`,
    "import-bills",
  );
  await add(
    "party_records",
    connection,
    `select id as party_id, 'company' as kind, name, country, 'fixture-bills' as source_id,
      row_number() over (order by id) as source_row
    from (values ${PARTIES.map(tuple).join(", ")}) as t(id, name, country)`,
    "import-bills",
  );
  await add(
    "imports",
    connection,
    importRow("shipments", "bills.csv", "fixture-bills", true, BILLS.length, 0),
    "import-bills",
  );
}
