import type { Dictionaries, RawEntries } from "../../src/network/build-network.ts";
import { buildNetwork } from "../../src/network/build-network.ts";
import type { InputKind, InputLink } from "../../src/network/input-link.ts";
import type { Network, PartyTable } from "../../src/network/network.ts";
import { UNIT_VALUE_OUTLIER, VALUE_ESTIMATED } from "../../src/network/network.ts";

/** A row as a test writes it. */
export interface TestRow {
  readonly buyer: string;
  readonly seller: string;
  readonly product: string;
  readonly day: number;
  /** Cents. */
  readonly usd: number | null;
  /** Grams. */
  readonly kg: number | null;
  readonly origin: string;
  readonly destination: string;
  readonly port?: string;
  /** Of the seller. */
  readonly facility?: string;
  readonly estimated?: boolean;
  readonly outlier?: boolean;
  /** Its row number; its place in the list by default. */
  readonly row?: number;
}

/** A network of hand-made rows. */
export function networkOf(rows: readonly TestRow[]): Network {
  const parties = sorted(rows.flatMap(({ buyer, seller }) => [buyer, seller]));
  const products = sorted(rows.map(({ product }) => product));
  const countries = ["", ...sorted(rows.flatMap(({ origin, destination }) => [origin, destination]))];
  const ports = ["", ...sorted(rows.map(({ port }) => port ?? ""))].filter((port, i) => i === 0 || port !== "");
  const facilities = sorted(rows.map(({ facility }) => facility ?? "").concat(""));
  const raw: RawEntries = {
    count: rows.length,
    buyer: Int32Array.from(rows, ({ buyer }) => parties.indexOf(buyer)),
    seller: Int32Array.from(rows, ({ seller }) => parties.indexOf(seller)),
    product: Uint16Array.from(rows, ({ product }) => products.indexOf(product)),
    day: Uint16Array.from(rows, ({ day }) => day),
    usd: Float64Array.from(rows, ({ usd }) => usd ?? Number.NaN),
    kg: Float64Array.from(rows, ({ kg }) => kg ?? Number.NaN),
    origin: Uint16Array.from(rows, ({ origin }) => countries.indexOf(origin)),
    destination: Uint16Array.from(rows, ({ destination }) => countries.indexOf(destination)),
    port: Uint16Array.from(rows, ({ port }) => ports.indexOf(port ?? "")),
    row: Uint32Array.from(rows, ({ row }, i) => row ?? i),
    flags: Uint8Array.from(
      rows,
      ({ estimated, outlier }) => (estimated ? VALUE_ESTIMATED : 0) | (outlier ? UNIT_VALUE_OUTLIER : 0),
    ),
    ...(facilities.length === 1
      ? {}
      : { facility: Uint32Array.from(rows, ({ facility }) => facilities.indexOf(facility ?? "")) }),
  };
  const names: Dictionaries = {
    dataset: { table: "shipments", sourceId: "test", hsRevision: 2022, made: true },
    products,
    countries,
    ports,
    parties: partyTable(parties),
    facilities: { ...partyTable(facilities), operator: () => -1 },
    imports: [{ importId: "import", start: 0 }],
    compiled: {
      rows: rows.length,
      masters: 0,
      withoutProduct: 0,
      withoutParty: 0,
      outsideDays: 0,
      withoutValue: rows.filter(({ usd }) => usd === null).length,
      withoutWeight: rows.filter(({ kg }) => kg === null).length,
      estimatedValue: 0,
      otherRevision: 0,
      outliers: 0,
      byWeight: { bySteps: [], statistics: null },
    },
  };
  return buildNetwork(raw, names);
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function partyTable(ids: readonly string[]): PartyTable {
  return {
    count: ids.length,
    id: (index) => ids[index] ?? "",
    find: (id) => ids.indexOf(id),
    name: (index) => ids[index] ?? "",
    country: () => "",
  };
}

export function link(outputHs: string, inputHs: string, kind: InputKind = "component"): InputLink {
  return {
    outputHs: outputHs as InputLink["outputHs"],
    inputHs: inputHs as InputLink["inputHs"],
    hsRevision: 2022,
    kind,
    amount: null,
    amountUnit: null,
    costShare: null,
    basis: "assumed",
    source: "test",
    locator: null,
    note: null,
  };
}
