import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { compare, format, ONE, sum } from "../vocab/decimal.ts";
import { HS_REVISIONS } from "../vocab/hs-code.ts";
import { readBook } from "./book.ts";
import { inputsFor } from "./inputs-for.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "headwater-book-"));
  made.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const HEADER =
  "output_hs,input_hs,hs_revision,kind,amount,amount_unit,cost_share_low,cost_share,cost_share_high,basis,source,locator,note\n";
const link = (row: string) => ({ "inputs/own.csv": `${HEADER}${row}\n` });
const over = (files: Readonly<Record<string, string>>) => readBook({ overlay: folder(files) });

test("the shipped book reads whole, and every link of it names a source or says what it assumes", async () => {
  const book = await readBook();
  expect(book.inputs.length).toBeGreaterThanOrEqual(150);
  expect(book.vintage).toBe(`${book.edition.date}+${book.edition.hash}`);
  expect(book.vintage).toMatch(/^\d{4}-\d{2}-\d{2}\+[0-9a-f]{12}$/);
  for (const { source, basis, note } of book.inputs) {
    expect(book.sources.has(source) || (basis === "assumed" && note !== null)).toBe(true);
  }
  expect(book.countryAliases.get("CHINA PEOPLES REPUBLIC OF")).toBe("CN");
});

test("a link of the user's own replaces the shipped one, adds a new one, and of kind none removes one", async () => {
  const shipped = await readBook();
  const first = shipped.inputs.find(({ outputHs }) => outputHs === "850760");
  if (first === undefined) throw new Error("the shipped book has no inputs of batteries");
  const mine = (row: string) => over(link(row));

  const replaced = await mine(`850760,${first.inputHs},2022,equipment,1.5,kg per kWh,,,,assumed,,,as we were told`);
  const now = replaced.inputs.filter(({ outputHs, inputHs }) => outputHs === "850760" && inputHs === first.inputHs);
  expect(now).toEqual([
    {
      ...first,
      kind: "equipment",
      amount: { units: 15n, scale: 1 },
      amountUnit: "kg per kWh",
      costShare: null,
      basis: "assumed",
      source: "",
      locator: null,
      note: "as we were told",
    },
  ]);
  expect(replaced.inputs).toHaveLength(shipped.inputs.length);
  expect(replaced.folders).toHaveLength(2);

  expect((await mine("850760,010121,2022,material,,,,,,assumed,,,a horse")).inputs).toHaveLength(
    shipped.inputs.length + 1,
  );

  const removed = await mine(`850760,${first.inputHs},2022,none,,,,,,,,,`);
  expect(removed.inputs).toHaveLength(shipped.inputs.length - 1);
  expect(removed.inputs.some(({ outputHs, inputHs }) => outputHs === "850760" && inputHs === first.inputHs)).toBe(
    false,
  );
});

test("sources and spellings of the user's own merge with the shipped ones", async () => {
  const book = await over({
    "sources.yaml": "mine:\n  title: A visit to the plant\n  date: 2026\n",
    "aliases/countries.csv": "alias,alpha2\nCatan,CN\n",
    ...link("850760,010121,2022,material,,,0.0,0.001,0.01,reported,mine,p. 1,"),
  });
  expect(book.sources.get("mine")).toEqual({ id: "mine", title: "A visit to the plant", date: "2026" });
  expect(book.sources.size).toBe((await readBook()).sources.size + 1);
  expect(book.partners.find("CATAN")).toBe("CN");
  expect(book.partners.find("China")).toBe("CN");
});

test("the vintage is the same for the same bytes, another after any edit, and takes the newest date", async () => {
  const shipped = await readBook();
  expect((await readBook()).vintage).toBe(shipped.vintage);
  const alias = (name: string) => over({ "aliases/countries.csv": `alias,alpha2\n${name},CN\n` });
  const [a, b] = [await alias("Catan"), await alias("Catam")];
  expect(new Set([shipped.vintage, a.vintage, b.vintage]).size).toBe(3);
  expect((await over({ VINTAGE: "2027-02-03\n" })).edition.date).toBe("2027-02-03");
});

test.each([
  [
    "an unknown code",
    "850599,250410,2022,material,,,,,,assumed,,,x",
    "output_hs “850599” is not a six-digit code of HS 2022",
  ],
  [
    "a code of another revision",
    "850760,850740,2022,material,,,,,,assumed,,,x",
    "input_hs “850740” is not a six-digit code of HS 2022",
  ],
  ["a code with dots", "8507.60,250410,2022,material,,,,,,assumed,,,x", "output_hs “8507.60” is not a six-digit code"],
  ["an unknown revision", "850760,250410,2007,material,,,,,,assumed,,,x", "“2007” is not an HS revision"],
  ["an unknown kind", "850760,010121,2022,matter,,,,,,assumed,,,x", "“matter” is not a kind of input"],
  ["a product that is its own input", "850760,850760,2022,material,,,,,,assumed,,,x", "is named as its own input"],
  ["an unknown basis", "850760,010121,2022,material,,,,,,guessed,,,x", "“guessed” is not a basis"],
  [
    "an unknown source",
    "850760,010121,2022,material,,,,,,reported,hearsay,,x",
    "“hearsay” is not a source of the book",
  ],
  ["no source", "850760,010121,2022,material,,,,,,reported,,,x", "the link has no source"],
  ["an assumption that says nothing", "850760,010121,2022,material,,,,,,assumed,,,", "the link has no source"],
  [
    "an amount without a unit",
    "850760,010121,2022,material,1,,,,,assumed,,,x",
    "an amount and its unit stand together",
  ],
  ["an amount of zero", "850760,010121,2022,material,0,kg per kWh,,,,assumed,,,x", "amount “0” is not above zero"],
  ["an amount in words", "850760,010121,2022,material,some,kg per kWh,,,,assumed,,,x", "amount “some” is not a number"],
  [
    "an unknown unit",
    "850760,010121,2022,material,1,kg per horse,,,,assumed,,,x",
    "“kg per horse” is not a unit of an amount",
  ],
  ["a share above one", "850760,010121,2022,material,,,0,0.5,1.5,assumed,,,x", "cost_share_high “1.5” is not a share"],
  [
    "a share below zero",
    "850760,010121,2022,material,,,-0.1,0.5,1,assumed,,,x",
    "cost_share_low “-0.1” is not a share",
  ],
  [
    "bounds the wrong way round",
    "850760,010121,2022,material,,,0.6,0.5,0.7,assumed,,,x",
    "the cost share 0.5 does not lie between 0.6 and 0.7",
  ],
  ["bounds without a point", "850760,010121,2022,material,,,0.6,,0.7,assumed,,,x", "no point between them"],
  ["one bound", "850760,010121,2022,material,,,0.6,0.7,,assumed,,,x", "a cost share has one bound only"],
  ["a removal of nothing", "850760,010121,2022,none,,,,,,,,,", "there is no such link to remove"],
])("an input link with %s stops with file and line", async (_, row, message) => {
  const overlay = folder({ "inputs/own.csv": `${HEADER}850760,010129,2022,material,,,,,,assumed,,,fine\n${row}\n` });
  const reading = readBook({ overlay });
  await expect(reading).rejects.toThrow(InvalidInput);
  await expect(reading).rejects.toThrow(`“${overlay}/inputs/own.csv”, line 3: `);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toHaveProperty("hint", expect.stringMatching(/\S/));
});

test("the same link twice, in one file or two, names both places", async () => {
  const row = `${HEADER}850760,010121,2022,material,,,,,,assumed,,,x\n`;
  const reading = over({ "inputs/a.csv": row, "inputs/b.csv": row });
  await expect(reading).rejects.toThrow(/b\.csv”, line 2: the link is already in “.*a\.csv”, line 2/);
});

test("lowest cost shares that add up to more than the whole are refused, equipment aside", async () => {
  const rows = (kind: string) =>
    `${HEADER}010129,010121,2022,material,,,0.6,0.6,0.6,assumed,,,x\n010129,850511,2022,${kind},,,0.5,0.5,0.5,assumed,,,x\n`;
  await expect(over({ "inputs/own.csv": rows("material") })).rejects.toThrow(/line 3: .*“010129” add up to 1\.1/);
  expect((await over({ "inputs/own.csv": rows("equipment") })).inputs.length).toBeGreaterThan(150);
});

const WORDS = "words,means,hs,basis,source\n";

test("the user's own trade words join the shipped ones, and replace them where they say the same", async () => {
  const shipped = await readBook();
  const book = await over({
    "classify/words.csv": `${WORDS}black mass,,262099,assumed,general-knowledge\nlodestone,magnet,,assumed,general-knowledge\n`,
  });
  expect(book.tradeWords.length).toBe(shipped.tradeWords.length + 1);
  expect(book.tradeWords.find(({ words }) => words === "black mass")?.source).toBe("general-knowledge");
});

test.each([
  ["inputs/own.csv", "output_hs,colour\n", "line 1: “colour” is not a column"],
  ["nomenclature/own.csv", "code,description\n85051,Magnets\n", "line 2: “85051” is not an HS code"],
  ["nomenclature/own.csv", "code,description\n850511,\n", "line 2: “850511” has no description"],
  [
    "concordance/hs2022-hs2017.csv",
    "hs2022,hs2017,omitted\n850511,8505,\n",
    "line 2: “8505” is not a six-digit HS code",
  ],
  [
    "concordance/hs2022-hs2012.csv",
    "hs2022,hs2012,omitted\n850511,850511,many\n",
    "line 2: “many” is not a number of omitted",
  ],
  ["aliases/countries.csv", "alias,alpha2\nX,China\n", "line 2: “China” is not a country"],
  ["aliases/countries.csv", 'alias,alpha2\n"",CN\n', "line 2: the alias is empty"],
  ["aliases/aggregate-partners.csv", "partner,kind\nX,sum\n", "line 2: “sum” is not a kind of aggregate"],
  ["classify/words.csv", `${WORDS}magnet,,8505111,assumed,general-knowledge\n`, "line 2: “8505111” is not a heading"],
  ["classify/words.csv", `${WORDS}magnet,,,assumed,general-knowledge\n`, "line 2: “magnet” needs a meaning or a code"],
  [
    "classify/words.csv",
    `${WORDS}magnet,lodestone,8505,assumed,general-knowledge\n`,
    "line 2: “magnet” needs a meaning",
  ],
  ["classify/words.csv", `${WORDS},,8505,assumed,general-knowledge\n`, "line 2: the words are empty"],
  ["classify/words.csv", `${WORDS}magnet,,8505,guessed,general-knowledge\n`, "line 2: “guessed” is not a basis"],
  ["classify/words.csv", `${WORDS}magnet,,8505,assumed,hearsay\n`, "line 2: “hearsay” is not a source of the book"],
  ["sources.yaml", "one:\n  title: x\n  licence: ''\n", "line 3: at “one.licence”"],
  ["sources.yaml", "Big Id:\n  title: x\n", "line 1: at “Big Id”"],
  ["sources.yaml", "one:\n  title: x\n  url: javascript:alert(1)\n", "line 3: at “one.url”"],
  ["VINTAGE", "yesterday\n", "line 1: “yesterday” is not the date of a book"],
])("a malformed %s stops with file and line", async (name, text, message) => {
  const overlay = folder({ [name]: text });
  await expect(readBook({ overlay })).rejects.toThrow(`“${overlay}/${name}”, ${message}`);
});

test("a folder that is not there, a file that is no part of a book and bytes that are no text are refused", async () => {
  await expect(readBook({ overlay: "/no/such/book" })).rejects.toThrow("The book “/no/such/book” does not exist.");
  await expect(over({ "inptus/own.csv": HEADER })).rejects.toHaveProperty(
    "hint",
    expect.stringContaining("inputs/*.csv"),
  );
  for (const name of [
    "inputs/own.xlsx",
    "inputs/deep/own.csv",
    "aliases/country.csv",
    "concordance/hs2022-hs2007.csv",
  ]) {
    await expect(over({ [name]: "x" }), name).rejects.toThrow(`${name}” is not a part of a book.`);
  }
  await expect(over({ "aliases/country.csv": "x" })).rejects.toHaveProperty(
    "hint",
    expect.stringContaining("Did you mean aliases/countries.csv?"),
  );
  const overlay = folder({});
  mkdirSync(join(overlay, "inputs"));
  writeFileSync(join(overlay, "inputs", "own.csv"), Buffer.from("caf\xe9", "latin1"));
  await expect(readBook({ overlay })).rejects.toThrow(/own\.csv” is not UTF-8 text/);
});

test("the input map converts into every revision: known codes, each pair once, shares within the whole", async () => {
  const book = await readBook();
  for (const revision of HS_REVISIONS) {
    const links = inputsFor(book, revision);
    expect(links.length).toBeGreaterThanOrEqual(150);
    expect(new Set(links.map(({ outputHs, inputHs }) => `${outputHs} ${inputHs}`)).size).toBe(links.length);
    for (const one of links) {
      expect(one.hsRevision).toBe(revision);
      expect(one.outputHs).not.toBe(one.inputHs);
      expect(book.nomenclature.has(one.outputHs, revision) && book.nomenclature.has(one.inputHs, revision)).toBe(true);
    }
    for (const output of new Set(links.map(({ outputHs }) => outputHs))) {
      const lows = links.flatMap((one) =>
        one.outputHs === output && one.costShare && one.kind !== "equipment" ? [one.costShare.low] : [],
      );
      expect(compare(sum(lows), ONE), output).not.toBe(1);
    }
  }
});

test("a link whose input split carries the whole share as an upper bound to each part, and says where it came from", async () => {
  const book = await over(link("010129,854810,2017,material,,,0.2,0.4,0.5,assumed,,,spent cells"));
  const links = inputsFor(book, 2022).filter(({ outputHs }) => outputHs === "010129");
  expect(links.map(({ inputHs }) => inputHs)).toEqual(["854911", "854912", "854913", "854914", "854919"]);
  for (const { costShare, note } of links) {
    expect(costShare && [costShare.low, costShare.central, costShare.high].map(format)).toEqual(["0", "0.08", "0.5"]);
    expect(note).toBe("spent cells Carried over from HS 2017 0101.29 <- 8548.10.");
  }
});

test("links that fall together keep the wider range, the weaker basis and only an amount they agree on", async () => {
  const rows = [
    "010129,850740,2017,material,2,kg per kg,0.1,0.2,0.3,reported,general-knowledge,,a",
    "010129,850780,2017,material,3,kg per kg,0,0.3,0.4,assumed,general-knowledge,,b",
  ];
  const book = await over(link(rows.join("\n")));
  const [joined, ...more] = inputsFor(book, 2022).filter(({ outputHs }) => outputHs === "010129");
  expect(more).toEqual([]);
  expect(joined).toMatchObject({ inputHs: "850780", amount: null, amountUnit: null, basis: "assumed" });
  expect(joined?.costShare && [joined.costShare.low, joined.costShare.high].map(format)).toEqual(["0", "0.4"]);
});

test("the parts that a trace needs are read in well under a second", async () => {
  const start = process.cpuUsage();
  const book = await readBook();
  expect(book.nomenclature.has("850511", 2022) && book.inputs.length > 0).toBe(true);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
});
