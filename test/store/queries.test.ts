import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as buyers from "../../src/store/queries/buyers.ts";
import * as compileEntries from "../../src/store/queries/compile-entries.ts";
import * as compileFacilities from "../../src/store/queries/compile-facilities.ts";
import * as compileParties from "../../src/store/queries/compile-parties.ts";
import * as compilePorts from "../../src/store/queries/compile-ports.ts";
import * as compileRowCount from "../../src/store/queries/compile-row-count.ts";
import * as compileRows from "../../src/store/queries/compile-rows.ts";
import * as compileSpans from "../../src/store/queries/compile-spans.ts";
import * as compileUnitValues from "../../src/store/queries/compile-unit-values.ts";
import * as coneRows from "../../src/store/queries/cone-rows.ts";
import * as costsOfProduct from "../../src/store/queries/costs-of-product.ts";
import * as datasetLines from "../../src/store/queries/dataset-lines.ts";
import * as figuresOfProducts from "../../src/store/queries/figures-of-products.ts";
import * as importsList from "../../src/store/queries/imports-list.ts";
import * as listings from "../../src/store/queries/listings.ts";
import * as officialImports from "../../src/store/queries/official-imports.ts";
import * as ownershipExport from "../../src/store/queries/ownership-export.ts";
import * as partiesNamed from "../../src/store/queries/parties-named.ts";
import * as partyIdentity from "../../src/store/queries/party-identity.ts";
import * as partyIndex from "../../src/store/queries/party-index.ts";
import * as plantsIn from "../../src/store/queries/plants-in.ts";
import * as priceSeries from "../../src/store/queries/price-series.ts";
import * as productionFigures from "../../src/store/queries/production-figures.ts";
import * as rejectsList from "../../src/store/queries/rejects-list.ts";
import * as rowTexts from "../../src/store/queries/row-texts.ts";
import * as sourceRows from "../../src/store/queries/source-rows.ts";
import * as stakes from "../../src/store/queries/stakes.ts";
import * as tradeLegs from "../../src/store/queries/trade-legs.ts";
import * as tradePartners from "../../src/store/queries/trade-partners.ts";
import * as traders from "../../src/store/queries/traders.ts";
import * as wholeRows from "../../src/store/queries/whole-rows.ts";
import { type Sql, sql } from "../../src/store/sql.ts";
import { statusSql } from "../../src/store/status.ts";
import { TABLES } from "../../src/store/tables.ts";
import { VIEWS } from "../../src/store/views.ts";
import { trinoProblemsOf } from "../support/sql-matchers.ts";
import { newStore } from "../support/store-fixture.ts";

const shipments = { table: "shipments", sourceId: "s", made: false } as const;
const flows = { table: "flows", sourceId: "s", frequency: "annual", direction: "import", made: false } as const;
const both = (query: (dataset: typeof shipments | typeof flows) => Sql) => [query(shipments), query(flows)];
const rowsOf = (body: Sql): Sql => sql`select hs6 ${body} order by hs6`;

const edges = sql`(${coneRows.coneEdges(shipments, { since: 1, until: 2 })})`;
const root = { up: true, products: ["850511"], countries: ["US"], parties: ["p"] } as const;
const met = sql`(${coneRows.coneFirst(edges, root)})`;
const cone = { root, window: { since: 1, until: null }, bought: met, sold: met, products: ["850511"] };

const legs = { products: ["250410"], exporter: "CN", importer: null, both: false } as const;

/** A call of every function of every query file; the keys are the files. */
const QUERIES: Readonly<
  Record<string, { readonly module: object; readonly calls: Readonly<Record<string, readonly Sql[]>> }>
> = {
  "compile-entries.ts": {
    module: compileEntries,
    calls: {
      compileEntries: both(compileEntries.compileEntries),
      countryNumber: [
        sql`select ${compileEntries.countryNumber(sql`r.origin`)} as n from (select 'US' as origin) as r order by n`,
      ],
    },
  },
  "cone-rows.ts": {
    module: coneRows,
    calls: {
      coneEdges: both((dataset) => coneRows.coneEdges(dataset, { since: null, until: 2 })),
      coneFirst: [coneRows.coneFirst(edges, root), coneRows.coneFirst(edges, { ...root, up: false, parties: null })],
      coneNear: [coneRows.coneNear(met, [["850511", "280530"]]), coneRows.coneNear(met, [])],
      coneFar: [coneRows.coneFar(edges, met, true), coneRows.coneFar(edges, met, false)],
      coneNew: [coneRows.coneNew(met, met)],
      coneSales: [coneRows.coneSales(edges, met, ["850511"])],
      conePart: both((dataset) => compileEntries.compileEntries(dataset, undefined, coneRows.conePart(cone))),
      coneCount: [coneRows.coneCount(edges, cone)],
    },
  },
  "listings.ts": {
    module: listings,
    calls: { listedNames: [listings.listedNames()], listedIds: [listings.listedIds()] },
  },
  "whole-rows.ts": {
    module: wholeRows,
    calls: {
      wholeRows: both((dataset) => wholeRows.wholeRows(dataset)),
      wholeParties: both((dataset) => wholeRows.wholeParties(dataset, "seller", 3)),
    },
  },
  "compile-facilities.ts": {
    module: compileFacilities,
    calls: {
      compileFacilities: both(compileFacilities.compileFacilities),
      numberedFacilities: both(compileFacilities.numberedFacilities),
    },
  },
  "compile-parties.ts": {
    module: compileParties,
    calls: {
      compileParties: both(compileParties.compileParties),
      numberedParties: both(compileParties.numberedParties),
    },
  },
  "compile-ports.ts": {
    module: compilePorts,
    calls: {
      compilePorts: [compilePorts.compilePorts(shipments)],
      numberedPorts: [compilePorts.numberedPorts(shipments)],
    },
  },
  "compile-row-count.ts": {
    module: compileRowCount,
    calls: { compileRowCount: both(compileRowCount.compileRowCount) },
  },
  "compile-rows.ts": {
    module: compileRows,
    calls: {
      datasetRows: both(compileRows.datasetRows),
      datasetRowsUncounted: both(compileRows.datasetRowsUncounted).map(rowsOf),
    },
  },
  "compile-spans.ts": {
    module: compileSpans,
    calls: { compileSpans: both(compileSpans.compileSpans), spansOf: both(compileSpans.spansOf) },
  },
  "compile-unit-values.ts": {
    module: compileUnitValues,
    calls: {
      countFlows: [compileUnitValues.countFlows()],
      statisticsForBills: [compileUnitValues.statisticsForBills({ sourceId: "s", made: false })],
      compileUnitValues: (["import", "export"] as const).map((direction) =>
        compileUnitValues.compileUnitValues(
          { sourceId: "s", made: false },
          { source_id: "f", direction, frequency: "annual" },
        ),
      ),
    },
  },
  "dataset-lines.ts": {
    module: datasetLines,
    calls: {
      flowDatasetLines: [datasetLines.flowDatasetLines()],
      shipmentDatasetLines: [datasetLines.shipmentDatasetLines()],
    },
  },
  "imports-list.ts": { module: importsList, calls: { importsList: [importsList.importsList()] } },
  "official-imports.ts": {
    module: officialImports,
    calls: { officialImports: [officialImports.officialImports("US", "850760", false)] },
  },
  "ownership-export.ts": {
    module: ownershipExport,
    calls: {
      stakesInForce: [ownershipExport.stakesInForce("2026-01-01", false)],
      sayingsOfStakes: [ownershipExport.sayingsOfStakes("2026-01-01", true)],
      namesOfStakes: [ownershipExport.namesOfStakes("2026-01-01", false)],
      identifiersOfStakes: [ownershipExport.identifiersOfStakes("2026-01-01", false)],
    },
  },
  "plants-in.ts": { module: plantsIn, calls: { plantsIn: [plantsIn.plantsIn("ID", false)] } },
  "production-figures.ts": {
    module: productionFigures,
    calls: { productionFigures: [productionFigures.productionFigures()] },
  },
  "source-rows.ts": {
    module: sourceRows,
    calls: {
      sourceRows: (["shipments", "flows"] as const).map((table) =>
        sourceRows.sourceRows(table, [
          { importId: "a", records: [1, 2] },
          { importId: "b", records: [3] },
        ]),
      ),
      importsWithLongRecords: [sourceRows.importsWithLongRecords()],
    },
  },
  "party-identity.ts": {
    module: partyIdentity,
    calls: {
      partiesCalled: [partyIdentity.partiesCalled("Acme")],
      partyRecords: [partyIdentity.partyRecords("p")],
      namesOfParty: [partyIdentity.namesOfParty("p")],
      idsOfParty: [partyIdentity.idsOfParty("p")],
      facilitiesOfParty: [partyIdentity.facilitiesOfParty("p")],
    },
  },
  "party-index.ts": {
    module: partyIndex,
    calls: { partyNames: [partyIndex.partyNames()], partyIdentifiers: [partyIndex.partyIdentifiers()] },
  },
  "row-texts.ts": {
    module: rowTexts,
    calls: {
      rowTexts: (["shipments", "flows"] as const).map((table) =>
        rowTexts.rowTexts(table, [
          { importId: "a", record: 1 },
          { importId: "b", record: 2 },
        ]),
      ),
    },
  },
  "stakes.ts": {
    module: stakes,
    calls: {
      stakesIn: [stakes.stakesIn(["p", "q"])],
      stakesOf: [stakes.stakesOf(["p", "q"])],
      allStakes: [stakes.allStakes()],
      partiesById: [stakes.partiesById(["p", "q"])],
      partiesOfStakes: [stakes.partiesOfStakes()],
      listingsOf: [stakes.listingsOf(null), stakes.listingsOf(["p"])],
      placesOf: [stakes.placesOf(null), stakes.placesOf(["p"])],
      partiesWithIds: [stakes.partiesWithIds(["p", "q"])],
      partiesSharingIds: [stakes.partiesSharingIds(null), stakes.partiesSharingIds(["p"])],
      madeOf: [stakes.madeOf(["p", "q"])],
    },
  },
  "buyers.ts": {
    module: buyers,
    calls: {
      sourcesOfBuyers: [buyers.sourcesOfBuyers(["a", "b"])],
      sellersAmong: [buyers.sellersAmong(["a", "b"], "s")],
    },
  },
  "trade-legs.ts": {
    module: tradeLegs,
    calls: {
      flowLegs: both((dataset) => tradeLegs.flowLegs(dataset, legs)),
      billLegs: [tradeLegs.billLegs(shipments, legs), tradeLegs.billLegs(shipments, { ...legs, both: true })],
      speakers: both(tradeLegs.speakers),
      reportedPeriods: [tradeLegs.reportedPeriods(flows, "CN")],
    },
  },
  "costs-of-product.ts": {
    module: costsOfProduct,
    calls: {
      costsOfProduct: [costsOfProduct.costsOfProduct("anode material", { on: "2026-11-22", known: "2026-01-01" })],
    },
  },
  "price-series.ts": {
    module: priceSeries,
    calls: {
      pricesIn: [
        priceSeries.pricesIn({ series: null, products: null }, "2026-11-22"),
        priceSeries.pricesIn({ series: ["Nickel (World Bank)"], products: ["nickel"] }, "2026-11-22"),
      ],
      ratesOf: [priceSeries.ratesOf(["CNY", "EUR"], "2026-11-22")],
    },
  },
  "figures-of-products.ts": {
    module: figuresOfProducts,
    calls: {
      figuresOfProducts: [
        figuresOfProducts.figuresOfProducts(null),
        figuresOfProducts.figuresOfProducts(["Lithium", "graphite"], "CN"),
      ],
      pricesOfSeries: [figuresOfProducts.pricesOfSeries(["Nickel", "Cobalt"])],
      figuresOfParty: [figuresOfProducts.figuresOfParty(["p", "q"])],
      figuresBeside: [figuresOfProducts.figuresBeside(["Lithium"], ["2023", "2024"])],
    },
  },
  "trade-partners.ts": {
    module: tradePartners,
    calls: {
      tradePartners: ["export", "reconciled"].map((side) =>
        tradePartners.tradePartners({ source: "s", side, frequency: "annual", product: "250410", made: false }),
      ),
    },
  },
  "traders.ts": { module: traders, calls: { traders: [traders.traders()] } },
  "parties-named.ts": { module: partiesNamed, calls: { partiesNamed: [partiesNamed.partiesNamed("Acme")] } },
  "rejects-list.ts": {
    module: rejectsList,
    calls: {
      rejectsList: [rejectsList.rejectsList(null, 10), rejectsList.rejectsList("a", 10)],
      rejectReasons: [rejectsList.rejectReasons(null), rejectsList.rejectReasons("a")],
    },
  },
};

test("every file of the folder of queries is tried here, and every function of it", () => {
  const folder = fileURLToPath(new URL("../../src/store/queries", import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  expect(Object.keys(QUERIES).sort()).toEqual(files.sort());
  for (const [file, { module, calls }] of Object.entries(QUERIES)) {
    const functions = Object.entries(module).filter(([, value]) => typeof value === "function");
    expect(Object.keys(calls).sort(), file).toEqual(functions.map(([name]) => name).sort());
  }
});

const calls = Object.values(QUERIES).flatMap(({ calls: each }) =>
  Object.entries(each).flatMap(([name, statements]) =>
    statements.map((statement, index) => ({ name, index, statement })),
  ),
);

test.each(calls)("$name (call $index) runs on DuckDB and parses as Trino's", async ({ statement }) => {
  await expect(statement).toRunOnEveryDialect();
});

test.each(VIEWS)(
  "the view $name runs on DuckDB and parses as Trino's, whatever the store holds",
  async ({ select }) => {
    for (const hasRates of [true, false]) {
      for (const hasMasterBills of [true, false])
        await expect(select({ hasRates, hasMasterBills })).toRunOnEveryDialect();
    }
  },
);

test.each(TABLES)("no name in the table $name is a reserved word of either dialect", async ({ name, columns }) => {
  const list = sql.join(columns.map((column) => sql.id(column.name)));
  await expect(sql`select ${list} from ${sql.id(name)}`).toRunOnEveryDialect();
});

test("the statements that status gives for Trino are Trino's", async () => {
  const text = statusSql(await (await newStore()).vintage());
  const statements = text.slice(text.indexOf("call system"), text.indexOf("-- Spark"));
  expect(statements.split(";")).toHaveLength(TABLES.length * 2 + 1);
  expect(trinoProblemsOf(statements)).toEqual([]);
});

test("what only one dialect knows is refused", async () => {
  await expect(expect(sql`select hs6::integer from flows`).toRunOnEveryDialect()).rejects.toThrow(/trino/);
  await expect(expect(sql`select date_add('month', 1, period_from) from flows`).toRunOnEveryDialect()).rejects.toThrow(
    /duckdb/,
  );
  await expect(expect(sql`select no_such_column from flows`).toRunOnEveryDialect()).rejects.toThrow(/no_such_column/);
});
