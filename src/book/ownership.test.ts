import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { PARTS } from "../control/share.ts";
import { InvalidInput } from "../errors.ts";
import { partyId } from "../resolve/party-id.ts";
import { readBook } from "./book.ts";
import { readFolder, SHIPPED_FOLDER } from "./folder.ts";
import { readOwnership } from "./ownership.ts";
import { readSources } from "./sources.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

type Files = Readonly<Record<string, string>>;

function folder(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), "headwater-ownership-"));
  made.push(root);
  for (const [name, text] of Object.entries({ "sources.yaml": "mine:\n  title: A visit to the plant\n", ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** The ownership of the shipped book with these files over it; its other parts are not read. */
async function over(files: Files) {
  const folders = [await readFolder(SHIPPED_FOLDER, "data"), await readFolder(folder(files), "mine")];
  return readOwnership(folders, readSources(folders));
}

const shipped = async () => (await readBook()).ownership;

const COMPANIES = "company,name,kind,country,source,note\n";
const STAKES = "holder,held,interest,share,share_min,share_max,from,until,known,basis,confidence,source,note\n";
const LISTS = "mine-list:\n  title: Mine\n  authority: Me\n  as_of: 2026-01-02\n  complete: true\n  source: mine\n";
const LISTINGS = "name,aliases,country,ids,from,until,known,source\n";

/** Two companies of our own, and whatever else is given. */
const companies = (rows = "") => ({
  "aliases/companies.csv": `${COMPANIES}alpha-mines,Alpha Mines Ltd,legal,AU,mine,\nalpha-mines,AMX:ALP,ticker,,mine,\nbeta-cells,Beta Cells GmbH,legal,DE,mine,\n${rows}`,
});
const stakes = (rows: string) => ({ ...companies(), "stakes/own.csv": STAKES + rows });
const listings = (rows: string) => ({
  ...companies(),
  "lists/own.yaml": LISTS,
  "lists/mine-list.csv": LISTINGS + rows,
});

describe("the shipped ownership", () => {
  test("reads whole, and every row of it cites a source of the book", async () => {
    const { sources, ownership } = await readBook();
    const cited = [
      ...ownership.companies.flatMap(({ names, ids, misnomers = [] }) => [...names, ...ids, ...misnomers]),
      ...ownership.stakes,
      ...ownership.lists,
      ...ownership.listings,
    ];
    expect(cited.filter(({ source }) => !sources.has(source))).toEqual([]);
    expect(ownership.companies.every(({ names, name }) => names[0]?.name === name)).toBe(true);
    expect(ownership.lists.map(({ id }) => id)).toEqual(["us-1260h", "us-ndaa-154", "us-uflpa"]);
  });

  test("gives every exact party key to one company", async () => {
    const { companies } = await shipped();
    const owners = new Map<string, string>();
    const shared = companies.flatMap(({ id, country, names }) =>
      names.filter(({ name }) => {
        const key = partyId(name, country);
        const other = owners.get(key) ?? id;
        owners.set(key, id);
        return other !== id;
      }),
    );
    expect(shared).toEqual([]);
  });

  test("never holds more than the whole of a company by what is sure", async () => {
    const { stakes } = await shipped();
    for (const { held, interest, from, known } of stakes) {
      const on = from ?? known ?? "2026-11-21";
      const then = stakes.filter(
        (one) =>
          one.held === held &&
          one.interest === interest &&
          (one.from ?? "0") <= on &&
          (one.until === null || on < one.until),
      );
      const sure = then.reduce((sum, { low }) => sum + low, 0);
      expect(interest === "offtake" || sure <= PARTS, `${held} by ${interest} on ${on}`).toBe(true);
    }
  });

  test("links a line of a list to the company with its name and country", async () => {
    const { listings } = await shipped();
    const linked = (list: string) => listings.filter((one) => one.list === list && one.company === "catl");
    expect(linked("us-1260h").map(({ from, until }) => [from, until])).toEqual([["2025-01-07", null]]);
    expect(linked("us-ndaa-154")).toHaveLength(1);
    expect(listings.filter((one) => one.list === "us-ndaa-154").every(({ company }) => company !== null)).toBe(true);
  });

  test("keeps the anode maker that a text miscalls apart from the listed company of that name", async () => {
    const { companies, listings } = await shipped();
    const maker = companies.find(({ id }) => id === "zhongke-electric");
    expect(maker?.misnomers?.map(({ name }) => name)).toContain("CREMT");
    expect(maker?.names.some(({ name }) => /magnesium|CREMT/i.test(name))).toBe(false);
    const listed = listings.filter(({ name }) => /Rare Earth Magnesium/.test(name));
    expect(listed.map(({ from, company }) => [from, company])).toEqual([["2024-08-09", "rare-earth-magnesium"]]);
  });
});

test("a company of the user's own is added, and its later rows add to a shipped one", async () => {
  const own = await over(companies("catl,Catalonia Cells,pinyin,,mine,\ncatl,Citadel,misnomer,,mine,not it\n"));
  expect(own.companies.find(({ id }) => id === "alpha-mines")).toEqual({
    id: "alpha-mines",
    name: "Alpha Mines Ltd",
    kind: "company",
    country: "AU",
    incorporatedIn: null,
    headquarteredIn: null,
    legalForm: null,
    region: null,
    names: [{ name: "Alpha Mines Ltd", kind: "legal", source: "mine", locator: null }],
    ids: [{ scheme: "ticker", value: "AMX:ALP", source: "mine", locator: null }],
    misnomers: [],
    source: "mine",
  });
  const catl = own.companies.find(({ id }) => id === "catl");
  expect(catl?.names.at(-1)).toEqual({ name: "Catalonia Cells", kind: "pinyin", source: "mine", locator: null });
  expect(catl?.misnomers).toEqual([{ name: "Citadel", source: "mine", locator: null, note: "not it" }]);
  expect(own.companies).toHaveLength((await shipped()).companies.length + 2);
});

test("a first row of the user's own replaces a shipped company whole", async () => {
  const own = await over({ "aliases/companies.csv": `${COMPANIES}catl,Another Cell Maker,legal,HU,mine,\n` });
  const catl = own.companies.find(({ id }) => id === "catl");
  expect([catl?.country, catl?.names.map(({ name }) => name)]).toEqual(["HU", ["Another Cell Maker"]]);
  expect(own.listings.filter(({ company }) => company === "catl")).toEqual([]);
});

test("a stake is known, or a range, and the user's rows on it replace the shipped ones", async () => {
  const own = await over(
    stakes(
      "alpha-mines,beta-cells,equity,0.25,,,2024-01-01,2025-01-01,2024-01-02,reported,high,mine,\n" +
        "alpha-mines,beta-cells,equity,,0.1,0.4,2025-01-01,,2025-01-02,reported,low,mine,a range\n" +
        "btr-new-material,btr-hong-kong,equity,0.5,,,,,,assumed,low,mine,\n",
    ),
  );
  const mine = own.stakes.filter(({ held }) => held === "beta-cells");
  expect(mine.map(({ low, high, from, until }) => [low / PARTS, high / PARTS, from, until])).toEqual([
    [0.25, 0.25, "2024-01-01", "2025-01-01"],
    [0.1, 0.4, "2025-01-01", null],
  ]);
  expect(own.stakes.filter(({ held }) => held === "btr-hong-kong")).toEqual([
    expect.objectContaining({ low: PARTS / 2, high: PARTS / 2, source: "mine", basis: "assumed" }),
  ]);
});

test("a line is a company's by identifier, or by name and country, and by nothing less", async () => {
  const { listings: lines } = await over(
    listings(
      "ALPHA MINES LTD.,,AU,,2024-01-01,,,mine\n" +
        "Alpha Mines Ltd,,CN,,,,,mine\n" +
        "Alpha Mines Ltd,,,,,,,mine\n" +
        "Something else,Beta Cells GmbH,DE,,,,,mine\n" +
        "A third name,,,ticker:amx:alp,,,,mine\n",
    ),
  );
  expect(lines.filter(({ list }) => list === "mine-list").map(({ company }) => company)).toEqual([
    "alpha-mines",
    null,
    null,
    "beta-cells",
    "alpha-mines",
  ]);
});

test("a book of the user's own is checked when it is opened, and its files have their places", async () => {
  const row = "alpha-mines,beta-cells,equity,0.3,,,,,,reported,high,mine,\n";
  const book = await readBook({ overlay: folder(stakes(row)) });
  expect(book.ownership.stakes.at(-1)).toMatchObject({ held: "beta-cells", low: 0.3 * PARTS });
  await expect(readBook({ overlay: folder(stakes(row.replace("0.3", "3"))) })).rejects.toThrow(
    "share “3” is not a share",
  );
  await expect(readBook({ overlay: folder({ "stake/own.csv": STAKES }) })).rejects.toThrow("is not a part of a book");
});

const A = "alpha-mines,beta-cells,equity";
test.each<[string, Files, string, string]>([
  ["an unknown country", companies("c,C Ltd,legal,Ruritania,mine,\n"), "line 5: country “Ruritania” is not", "alpha-2"],
  ["a country by name", companies("c,C Ltd,legal,China,mine,\n"), "country “China” is not", "Did you mean CN?"],
  [
    "a first row without country",
    companies("c,C Ltd,legal,,mine,\n"),
    "line 5: the first row of “c” has no",
    "country",
  ],
  ["an unknown kind of name", companies("c,C Ltd,nickname,CN,mine,\n"), "begins with a nickname", "legal"],
  ["an id that is none", companies("C Ltd,C Ltd,legal,CN,mine,\n"), "“C Ltd” is not an id", "small letters"],
  ["no source", companies("c,C Ltd,legal,CN,,\n"), "the row has no source", "sources.yaml"],
  ["an unknown source", companies("c,C Ltd,legal,CN,min,\n"), "“min” is not a source of the book", "Did you mean mine"],
  [
    "a name twice",
    companies("beta-cells,Beta cells GmbH,trade,,mine,\n"),
    "line 5: “beta-cells” has “Beta cells",
    "one",
  ],
  [
    "a name of two companies of one country",
    companies("c,C Ltd,legal,DE,mine,\nc,BETA CELLS GMBH,former,,mine,\n"),
    "line 6: “BETA CELLS GMBH” of “c” is claimed by “beta-cells” too",
    "misnomer",
  ],
  [
    "an identifier of two companies",
    companies("c,C,legal,DE,mine,\nc,AMX:ALP,ticker,,mine,\n"),
    "of “c” is claimed",
    "one",
  ],
  [
    "two first rows",
    companies("beta-cells,Beta Two,legal,DE,mine,\n"),
    "line 5: “beta-cells” already begins",
    "first row",
  ],
  [
    "an unknown holder",
    stakes("alpha-mine,beta-cells,equity,1,,,,,,reported,high,mine,\n"),
    "the holder “alpha-mine”",
    "Did you mean alpha-mines",
  ],
  [
    "an unknown interest",
    stakes("alpha-mines,beta-cells,share,1,,,,,,reported,high,mine,\n"),
    "interest “share”",
    "equity",
  ],
  ["a share above one", stakes(`${A},1.01,,,,,,reported,high,mine,\n`), "share “1.01” is not a share", "from 0 to 1"],
  [
    "a share below nothing",
    stakes(`${A},,-0.1,1,,,,reported,high,mine,\n`),
    "share_min “-0.1” is not a share",
    "0 to 1",
  ],
  ["a share in per cent", stakes(`${A},25 %,,,,,,reported,high,mine,\n`), "share “25 %” is not a share", "0.25"],
  [
    "a range upside down",
    stakes(`${A},,0.6,0.5,,,,reported,high,mine,\n`),
    "share_min 0.6 is more than share_max 0.5",
    "smaller",
  ],
  ["half a range", stakes(`${A},,0.6,,,,,reported,high,mine,\n`), "the share is not said", "0 and 1"],
  ["a share and a range", stakes(`${A},0.5,0.4,0.6,,,,reported,high,mine,\n`), "stand together", "share_min"],
  ["no period", stakes(`${A},1,,,2025-01-02,2025-01-02,,reported,high,mine,\n`), "is no period", "after it begins"],
  [
    "a day that is none",
    stakes(`${A},1,,,2025-02-30,,,reported,high,mine,\n`),
    "from “2025-02-30” is not a day",
    "YYYY",
  ],
  ["an unknown confidence", stakes(`${A},1,,,,,,reported,sure,mine,\n`), "confidence “sure”", "high, medium, low"],
  [
    "one stake twice for the same days",
    stakes(`${A},1,,,2024-01-01,,,reported,high,mine,\n${A},0.5,,,2025-01-01,,,reported,high,mine,\n`),
    "line 3: the equity of “alpha-mines” in “beta-cells” is already in",
    "one row end",
  ],
  [
    "a list that nothing describes",
    { "lists/us-1260.csv": `${LISTINGS}X,,,,,,,mine\n` },
    "the list “us-1260” is not",
    "Did you mean us-1260h",
  ],
  [
    "a list of an unknown source",
    { "lists/own.yaml": LISTS.replace("source: mine", "source: min") },
    "names the source “min”",
    "mine",
  ],
  ["a line twice", listings("X,,CN,,,,,mine\nx.,,CN,,,,,mine\n"), "line 3: “x.” is already in", "Keep one"],
  ["an identifier without scheme", listings("X,,CN,12345,,,,mine\n"), "“12345” is not an identifier", "scheme:value"],
  [
    "a line of two companies",
    listings("Alpha Mines Ltd,,AU,ticker:AMX:ALP,,,,mine\n".replace("Alpha Mines Ltd,,AU", "Beta Cells GmbH,,DE")),
    "is both",
    "one company",
  ],
])("%s is a fault with file and line", async (_, files, what, hint) => {
  const error = await over(files).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvalidInput);
  expect((error as InvalidInput).message).toContain(what);
  expect((error as InvalidInput).message).toMatch(/^“.*”, line \d+: /);
  expect((error as InvalidInput).hint).toContain(hint);
});
