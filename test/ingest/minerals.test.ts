import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { Engine } from "../../src/store/engine.ts";
import { sql } from "../../src/store/sql.ts";
import type { Store } from "../../src/store/store.ts";
import { bringIn, newStore, temporaryFolder } from "./support.ts";

const MINERALS = "examples/minerals";
let store: Store;

beforeEach(async () => {
  store = await newStore();
});

const query = async (statement: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> => {
  const engine = await Engine.open(await store.vintage());
  try {
    return await engine.rows(statement);
  } finally {
    engine.close();
  }
};

describe("tables of minerals in the layouts of their publishers", () => {
  test("the world table of the USGS gives a row a year, totals without a country, and keeps its marks", async () => {
    const report = await bringIn(store, `${MINERALS}/MCS2025_World_Data.csv`);
    expect(report).toMatchObject({ layout: "usgs-mcs-world", as: "capacities", rejected: 1 });
    const china = await query(sql`select measure, period, cast(quantity as varchar) as t, basis from capacities
      where party_id = 'CN' and product = 'Graphite: Mine production' order by measure, period`);
    expect(china).toEqual([
      { measure: "production", period: "2023", t: "1210000.000000", basis: "reported" },
      { measure: "production", period: "2024", t: "1270000.000000", basis: "estimated" },
      { measure: "reserves", period: "2024", t: "81000000.000000", basis: "reported" },
    ]);
    const [world] = await query(sql`select party_id, cast(quantity as varchar) as t from capacities
      where mark = 'world total' and product = 'Graphite: Mine production' and period = '2023'`);
    expect(world).toEqual({ party_id: null, t: "1530000.000000" });
    const [gallium] = await query(sql`select cast(quantity as varchar) as t, unit from capacities
      where party_id = 'CN' and product like 'Gallium%' and measure = 'production' and period = '2023'`);
    expect(gallium?.unit).toBe("t");
    const [american] = await query(sql`select quantity, basis, mark from capacities
      where party_id = 'US' and product like 'Lithium%' and measure = 'production' and period = '2023'`);
    expect(american).toEqual({ quantity: null, basis: null, mark: "withheld" });
  });

  test("the release of 2026 gives production, capacity, reserves and reliance, and prices when they are asked for", async () => {
    const file = `${MINERALS}/MCS2026_Commodities_Data.csv`;
    const figures = await bringIn(store, file);
    const prices = await bringIn(store, file, { as: "prices" });
    expect([figures.layout, figures.as, prices.as]).toEqual(["usgs-mcs-commodities", "capacities", "prices"]);
    expect(figures.rows + figures.rejected).toBe(383);
    expect(prices.rows + prices.rejected).toBe(383);
    const [carbonate] = await query(sql`select cast(value as varchar) as usd, unit from prices
      where product = 'Lithium' and period = '2022'`);
    expect(carbonate).toEqual({ usd: "63700.000000", unit: "t" });
    const marks = await query(sql`select distinct mark from capacities
      where product like 'Lithium: Net import%' order by mark`);
    expect(marks).toEqual([{ mark: ">25" }, { mark: ">50" }]);
    const [china] = await query(sql`select cast(quantity as varchar) as t, basis from capacities
      where party_id = 'CN' and product = 'Gallium: Primary production' and period = '2025'`);
    expect(china).toEqual({ t: "900.000000", basis: "estimated" });
  });

  test("the figures of the BGS keep estimates apart, and a state that is no more is rejected by name", async () => {
    const report = await bringIn(store, `${MINERALS}/BGS_graphite_production.csv`);
    expect(report).toMatchObject({ layout: "bgs-production", as: "capacities" });
    expect(report.rows + report.rejected).toBe(101);
    const rejects = await query(sql`select distinct value, reason from rejects`);
    expect(rejects).toContainEqual({ value: "SU", reason: "is an aggregate partner (former), not a country" });
    const bases = await query(sql`select distinct basis from capacities where quantity is not null order by basis`);
    expect(bases).toEqual([{ basis: "estimated" }, { basis: "reported" }]);
  });

  test("lithium of 1900 to 2021 gives unit values, or production with withheld years", async () => {
    const file = `${MINERALS}/usgs_ds140_lithium.csv`;
    expect(await bringIn(store, file)).toMatchObject({ layout: "usgs-lithium-statistics", rows: 71, rejected: 51 });
    expect(await bringIn(store, file, { as: "capacities" })).toMatchObject({ rejected: 0 });
    const [last] = await query(sql`select cast(value as varchar) as usd from prices where period = '2021'`);
    expect(last).toEqual({ usd: "6200.000000" });
    const [withheld] = await query(sql`select mark from capacities
      where period = '2021' and product = 'lithium: production'`);
    expect(withheld).toEqual({ mark: "withheld" });
  });

  test("the pink sheet gives prices by month, cents as dollars, and no index", async () => {
    const report = await bringIn(store, `${MINERALS}/worldbank_pinksheet_monthly.csv`);
    expect(report).toMatchObject({ layout: "world-bank-prices", as: "prices", rows: 148, rejected: 6 });
    const [nickel] = await query(sql`select cast(value as varchar) as usd, unit from prices
      where series = 'Nickel (World Bank)' and period = '2025-11'`);
    expect(nickel).toEqual({ usd: "14670.770000", unit: "t" });
    const [reject] = await query(sql`select reason from rejects`);
    expect(reject?.reason).toBe("an index, not a price");
  });

  test("announced plants are facilities, and their money is investment and no capacity", async () => {
    const file = "examples/na-battery-investments/na_ev_battery_investments.csv";
    const plants = await bringIn(store, file);
    const money = await bringIn(store, file, { as: "capacities" });
    expect(plants).toMatchObject({ layout: "na-battery-investments", as: "facilities", rows: 120, rejected: 0 });
    expect(money.rows + money.rejected).toBe(120);
    const [first] = await query(sql`select cast(c.quantity as varchar) as usd, c.unit, f.name, f.country, f.stage
      from capacities c join facilities f on f.facility_id = c.facility_id where f.name = '6K Energy, Jackson'`);
    expect(first).toMatchObject({ usd: "178000000.000000", unit: "USD", country: "US" });
  });

  test("operators of mines are read under the names of their facilities, and owners without shares are not", async () => {
    const folder = temporaryFolder();
    const [places, companies] = [join(folder, "facilities.csv"), join(folder, "facility_companies.csv")];
    const columns = "facility_id,name,country_iso3,lat,lon,primary_type,commodities_primary,province";
    writeFileSync(
      places,
      `${columns}\nafg-garmak-project-coal-mine-fac,Garmak Project Coal Mine,AFG,35.733,67.308,mine,coal,Samangan\n`,
    );
    const roles = ["owner", "operator"].map(
      (role) => `afg-garmak-project-coal-mine-fac,Khoshak Brothers Co,${role},,web`,
    );
    writeFileSync(companies, `facility_id,company,role,percentage,source\n${roles.join("\n")}\n`);
    expect(await bringIn(store, places)).toMatchObject({ layout: "mines-facilities", rows: 1 });
    expect(await bringIn(store, companies)).toMatchObject({ layout: "mines-companies", rows: 1, rejected: 1 });
    const rows = await query(
      sql`select count(distinct facility_id) as places, count(operator_id) as operators from facilities`,
    );
    expect(rows).toEqual([{ places: 1, operators: 1 }]);
    const [reject] = await query(sql`select line, reason from rejects`);
    expect(reject).toEqual({ line: 2, reason: "an owner without a stated share, not verified" });
  });
});
