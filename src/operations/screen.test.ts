import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Context, control, openStore, screen } from "../index.ts";
import { Store } from "../store/store.ts";
import { readRows } from "./core/rows-file.ts";

let store: Context;
let none: Context;
let folder: string;

const PARTIES = "values ('p1', 'Kestrel Optics Ltd', 'IR', 'company'), ('m1', 'Mordant Made Works', 'IR', 'company')";
const LISTINGS = `values
  ('p1', 'us-ofac-sdn', date '2024-03-01', date '2025-03-01', date '2024-03-01', 'real'),
  ('p1', 'us-ofac-sdn', date '2026-01-01', null, date '2026-01-01', 'real'),
  ('m1', 'made-list', date '2024-01-01', null, date '2024-01-01', 'made')`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-screen-"));
  const made = await Store.create(join(folder, "store"));
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = (columns: string, values: string) =>
    `select *, 'test' as source_id, row_number() over () as source_row from (${values}) as t(${columns})`;
  await made.write("Name listed parties", async (tx) => {
    await tx.add("party_records", connection, rows("party_id, name, country, kind", PARTIES), "real");
    const names = "values ('p1', 'Old Kestrel Lens Company', 'former', 'latn')";
    await tx.add("party_names", connection, rows("party_id, name, kind, script", names), "real");
    await tx.add("party_ids", connection, rows("party_id, scheme, value", "values ('p1', 'IMO', '1234567')"), "real");
    for (const importId of ["real", "made"]) {
      const lines = `select party_id, list, valid_from, valid_until, known_on
        from (${LISTINGS}) as l(party_id, list, valid_from, valid_until, known_on, of) where of = '${importId}'`;
      const columns = "party_id, list, valid_from, valid_until, known_on";
      await tx.add("listings", connection, rows(columns, lines), importId);
      const about = `select 'listings' as family, '${importId}.csv' as file, date '2026-01-01' as imported_on, 1 as rows,
        0 as rejected, ${importId === "made"} as made`;
      await tx.add("imports", connection, about, importId);
    }
  });
  connection.closeSync();
  store = openStore(join(folder, "store"), { today: "2026-11-22" });
  none = openStore(join(folder, "nothing"), { today: "2026-11-22" });
});

afterAll(() => {
  store.close();
  none.close();
});

const TRAP = { name: "China Rare Earth Magnesium Technology Group (CREMT)", country: "CN" };

describe("a name that a source gives an anode maker by a slip of translation", () => {
  test("is shown as possible with the listed name it is like, says why, and says whose slip it is", async () => {
    const { result, warnings } = await screen(store, TRAP);
    expect(result.rows).toHaveLength(1);
    const [row] = result.rows;
    expect(row?.company).toBeNull();
    expect(row?.notes.join(" ")).toContain("calls Hunan Zhongke Electric Co., Ltd. in error");
    expect(row?.matches.map(({ listed, verdict, company }) => [listed, verdict, company])).toEqual([
      ["Rare Earth Magnesium Technology Group Holdings, Ltd.", "possible", "rare-earth-magnesium"],
    ]);
    expect(row?.matches[0]?.name.why.join("; ")).toContain("only the other has “HOLDINGS”");
    expect(warnings.join(" ")).toContain("A name alone makes nobody listed");
  });

  test("never makes the anode maker listed: by its own name it has no match, and control finds no listing", async () => {
    const own = await screen(store, { name: "Hunan Zhongke Electric Co., Ltd.", country: "CN" });
    expect(own.result.rows[0]?.matches).toEqual([]);
    expect((await control(store, { party: "zhongke-electric" })).result.listings).toEqual([]);
  });
});

describe("screening against the lists of the book", () => {
  test("finds a firm by another of its names only where the name and the country, or an identifier, agree", async () => {
    const chinese = { name: "宁德时代新能源科技股份有限公司", list: ["us-1260h"] };
    const inChina = (await screen(store, { ...chinese, country: "CN" })).result.rows[0];
    expect(inChina).toMatchObject({ company: { id: "catl" }, matches: [{ verdict: "likely", company: "catl" }] });
    const anywhere = (await screen(store, chinese)).result.rows[0];
    expect(anywhere).toMatchObject({
      company: null,
      matches: [{ verdict: "possible", country: { agreement: "unknown" } }],
    });
    const byTicker = await screen(store, { name: "X", id: ["ticker:SZSE:300750"], list: ["us-1260h"] });
    expect(byTicker.result.rows[0]).toMatchObject({ company: { id: "catl" }, matches: [{ verdict: "identified" }] });
    expect(byTicker.warnings.join(" ")).toContain("see that it was typed rightly");
  });

  test("says whether the listing is in force on the day, and is silent before it was known", async () => {
    const asked = { name: "Contemporary Amperex Technology Co., Ltd.", country: "CN", list: ["us-1260h"] };
    const on = async (day: string) => (await screen(store, asked, { on: day })).result.rows[0]?.matches[0]?.state;
    expect(await on("2025-01-07")).toBe("in force");
    expect(await on("2025-01-06")).toBeUndefined();
    const later = await screen(store, asked, { on: "2025-01-06", known: "2025-01-07" });
    expect(later.result.rows[0]?.matches[0]?.state).toBe("not yet in force");
  });

  test("warns of a list that is not complete, by name and day, and names those that nobody has", async () => {
    const { warnings, coverage } = await screen(none, { name: "Zenith Nothing" });
    expect(warnings).toContainEqual(
      expect.stringContaining("Uyghur Forced Labor Prevention Act Entity List, as of 2025-01-15"),
    );
    expect(coverage.notes.join(" ")).toContain("us-ofac-sdn");
    expect(coverage.notes.join(" ")).toContain("no store could be opened");
  });
});

describe("screening against the lists of the store", () => {
  test("finds a former name, and takes the period that is in force of several", async () => {
    const { result } = await screen(store, { name: "Old Kestrel Lens Co", list: ["us-ofac-sdn"] });
    expect(result.rows[0]?.matches[0]).toMatchObject({
      listed: "Kestrel Optics Ltd",
      name: { matched: "Old Kestrel Lens Company", matchedKind: "name in the store" },
      state: "in force",
      from: "2026-01-01",
      party: "p1",
    });
    const ended = await screen(store, { name: "Kestrel Optics Ltd" }, { on: "2025-06-01" });
    expect(ended.result.rows[0]?.matches[0]).toMatchObject({ state: "ended", until: "2025-03-01" });
  });

  test("never looks through real and made rows at once", async () => {
    const asked = { names: [{ name: "Kestrel Optics Ltd" }, { name: "Mordant Made Works" }] };
    const matched = async (made: boolean) => {
      const { result, coverage } = await screen(store, { ...asked, made });
      return [coverage.made, ...result.rows.map(({ matches }) => matches.length)];
    };
    expect(await matched(false)).toEqual([false, 1, 0]);
    expect(await matched(true)).toEqual([true, 0, 1]);
  });
});

describe("a list of names", () => {
  test("is read from a file with a name a line, or with columns, and keeps its lines", async () => {
    const plain = join(folder, "names.txt");
    writeFileSync(plain, "\ufeffKestrel Optics, Ltd\r\n\r\n宁德时代\n");
    expect(await readRows(plain, "name")).toEqual([
      { name: "Kestrel Optics, Ltd", line: 1 },
      { name: "宁德时代", line: 3 },
    ]);
    const table = join(folder, "names.csv");
    writeFileSync(table, 'Country,name,identifier\nIR,"Kestrel, Ltd",IMO:1234567\n');
    expect(await readRows(table, "name")).toEqual([
      { Country: "IR", name: "Kestrel, Ltd", identifier: "IMO:1234567", line: 2 },
    ]);
  });

  test("says on which line a country or an identifier cannot be read", async () => {
    const wrong = (row: Record<string, unknown>) => screen(store, { names: [{ name: "A", line: 7, ...row }] });
    await expect(wrong({ country: "Atlantis" })).rejects.toThrow(/^Line 7: .*Atlantis/);
    await expect(wrong({ identifier: "12345" })).rejects.toThrow('Line 7: "12345" does not say a scheme and a value.');
    await expect(screen(store, {})).rejects.toThrow("There is no name to look for.");
    await expect(screen(store, { country: "CN" })).rejects.toThrow("no name");
    await expect(screen(store, { name: "A", list: ["us-1260"] })).rejects.toThrow('There is no list "us-1260"');
  });

  test("of hostile names is answered row by row", async () => {
    const names = ["A".repeat(1000), "🏭", "\u001b[2J", "\u202eemcA", "=HYPERLINK(1)", "((((((", "-- drop table"];
    const { result } = await screen(store, { names: names.map((name) => ({ name })) });
    expect(result.rows.map(({ matches }) => matches.length)).toEqual(names.map(() => 0));
  });
});
