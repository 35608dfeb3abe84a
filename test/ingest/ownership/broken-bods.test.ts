import { expect, test } from "vitest";
import { InvalidInput } from "../../../src/errors.ts";
import type { Store } from "../../../src/store/store.ts";
import { bringIn, newStore, picture, rowsOf } from "../support.ts";
import { entity, fileOf, interest, person, relationship, type Statement } from "./bods-file.ts";

const ALPHA = entity("alpha", "Alpha Co., Ltd.", { country: "CN" });
const BETA = entity("beta", "Beta Inc.", { country: "US" });

const without = (statement: Statement, key: string): Statement =>
  Object.fromEntries(Object.entries(statement).filter(([name]) => name !== key));
const holds = (interests: readonly unknown[], more: Statement = {}) =>
  relationship("r", ["alpha", "beta"], interests, more);
const share = (given: Statement) => holds([interest(null, { share: given })]);
const lines = (statements: readonly Statement[]) => `${statements.map((each) => JSON.stringify(each)).join("\n")}\n`;
const id = (statement: Statement) => String(statement.statementId);

let kept: Promise<Store> | null = null;

async function storeWithOne(): Promise<Store> {
  const store = await newStore();
  await bringIn(store, fileOf([ALPHA], "before.json"), { as: "bods" });
  return store;
}

/** Imports a file into a store that holds one already, and gives the error; the store must be as it was. */
async function refused(content: string | Buffer | readonly unknown[], name = "register.json"): Promise<InvalidInput> {
  kept ??= storeWithOne();
  const store = await kept;
  const before = picture(store);
  const error: unknown = await bringIn(store, fileOf(content, name), { as: "bods" }).catch((thrown: unknown) => thrown);
  expect(picture(store)).toEqual(before);
  expect(error).toBeInstanceOf(InvalidInput);
  return error as InvalidInput;
}

const third = holds([interest(20)]);
const BROKEN: readonly (readonly [what: string, statement: Statement, reason: string])[] = [
  ["has no recordId", without(third, "recordId"), '"recordId" is missing'],
  ["has no statementId", without(third, "statementId"), '"statementId" is missing'],
  ["has no day", without(third, "statementDate"), '"statementDate" is missing'],
  [
    "is of a day that no calendar has",
    { ...third, statementDate: "2023-02-29" },
    '"statementDate" is “2023-02-29”, which is not a day',
  ],
  [
    "is of no known type",
    { ...third, recordType: "company" },
    '"recordType" is “company”, not entity, person or relationship',
  ],
  ["has a recordId that is no text", { ...third, recordId: 7 }, '"recordId" is not a text'],
  ["has no details", without(third, "recordDetails"), '"recordDetails" is missing'],
  ["has a list for details", { ...third, recordDetails: [] }, '"recordDetails" is not an object'],
  [
    "has an unknown status",
    { ...third, recordStatus: "deleted" },
    '"recordStatus" is “deleted”, not new, updated or closed',
  ],
  [
    "is of another version",
    { ...third, publicationDetails: { publicationDate: "2024-01-01", bodsVersion: "0.3", publisher: { name: "x" } } },
    "it is of BODS 0.3; only 0.4 is read",
  ],
  [
    "is of the form of 0.3",
    { ...third, statementType: "ownershipOrControlStatement" },
    "it is a statement of BODS 0.3 or older",
  ],
  ["repeats a statementId", { ...third, statementId: ALPHA.statementId }, 'its "statementId" is that of statement 1'],
  [
    "turns a record into another type",
    { ...third, recordId: "alpha" },
    "its record “alpha” is of the type relationship here and entity in an earlier statement",
  ],
  [
    "names an owner that is not there",
    relationship("r", ["gamma", "beta"], [interest(1)]),
    '"interestedParty" names the record “gamma”, which no statement is about',
  ],
  [
    "names a subject that is not there",
    relationship("r", ["alpha", "gamma"], []),
    '"subject" names the record “gamma”, which no statement is about',
  ],
  [
    "names a part that is not there",
    relationship("r", ["alpha", "beta"], [interest(1)], {}, { componentRecords: ["alpha", "gone"] }),
    '"componentRecords" names the record “gone”, which no statement is about',
  ],
  ["names no owner", relationship("r", [undefined, "beta"], []), '"interestedParty" is missing'],
  [
    "names neither owner nor reason",
    relationship("r", [{}, "beta"], []),
    '"interestedParty" names neither a record nor a reason',
  ],
  ["has a share of more than all", share({ exact: 100.5 }), '"share.exact" is 100.5, more than 100 per cent'],
  ["has a share below nothing", share({ minimum: -1 }), '"share.minimum" is -1, which is no percentage'],
  ["has a share in words", share({ exact: "half" }), '"share.exact" is not a number'],
  ["has a minimum above its maximum", share({ minimum: 50, maximum: 25 }), '"share" has a minimum above its maximum'],
  [
    "has a bound that nothing lies inside",
    share({ exclusiveMinimum: 50, maximum: 50 }),
    '"share" has a minimum above its maximum',
  ],
  [
    "has a share outside its own bounds",
    share({ exact: 60, maximum: 50 }),
    '"share.exact" lies outside its own bounds',
  ],
  [
    "has an interest of no known type",
    holds([interest(1, { type: "ownership-of-shares" })]),
    "the interest “ownership-of-shares” is not of BODS 0.4",
  ],
  [
    "has a start that is no day",
    holds([interest(1, { startDate: "2024" })]),
    '"startDate" is “2024”, which is not a day',
  ],
  ["has an interest that is no object", holds(["all"]), '"interests" holds something that is not an object'],
  [
    "is an entity of no known type",
    entity("gamma", "Gamma", { type: "company" }),
    "the entity type “company” is not of BODS 0.4",
  ],
];

test.each(BROKEN)("a file is refused whole when a statement %s", async (_, statement, reason) => {
  const list = await refused([ALPHA, BETA, statement]);
  expect(list.message).toContain("“register.json”, statement 3");
  if (typeof statement.statementId === "string") expect(list.message).toContain(`(id “${statement.statementId}”)`);
  expect(list.message).toContain(reason);
  expect(list.message).toContain("Nothing of the file is imported.");
});

test("a person may not be held, nor a relationship hold", async () => {
  const ada = person("ada", "Ada Example");
  const subject = await refused([ALPHA, ada, relationship("r", ["alpha", "ada"], [interest(1)])]);
  expect(subject.message).toContain('"subject" names the record “ada”, which is a person, not an entity');
  const owner = await refused([ALPHA, BETA, holds([]), relationship("r-2", ["r", "beta"], [])]);
  expect(owner.message).toContain("statement 4");
  expect(owner.message).toContain('"interestedParty" names the record “r”, which is a relationship');
});

test("the line of the broken statement is told, in a list and in JSON Lines", async () => {
  const broken = share({ exact: 101 });
  const inLines = await refused(lines([ALPHA, BETA, broken]), "register.jsonl");
  expect(inLines.message).toContain(`statement 3 (id “${id(broken)}”) on line 3:`);
  const inList = await refused(
    `[\n${JSON.stringify(ALPHA)},\n\n${JSON.stringify(BETA)},\n${JSON.stringify(broken)}\n]`,
  );
  expect(inList.message).toContain("statement 3");
  expect(inList.message).toContain("on line 5:");
});

const whole = JSON.stringify([ALPHA, BETA, third]);
const NOT_JSON: readonly (readonly [what: string, content: string | Buffer, reason: string])[] = [
  ["breaks off in a statement", whole.slice(0, -40), "statement 3 on line 1: the file ends in the middle of it"],
  [
    "breaks off between statements",
    `${JSON.stringify([ALPHA]).slice(0, -1)},`,
    "the file ends before its list is closed",
  ],
  ["lacks a comma", `[${JSON.stringify(ALPHA)} ${JSON.stringify(BETA)}]`, "a comma is missing before this object"],
  ["has a comma too many", `[${JSON.stringify(ALPHA)},]`, "an object is expected and “]” stands there"],
  [
    "holds a text in place of a statement",
    `[${JSON.stringify(ALPHA)}, "beta"]`,
    'an object is expected and “"” stands there',
  ],
  [
    "has a broken statement",
    `[${JSON.stringify(ALPHA)}, {"statementId": nope}]`,
    "statement 2 on line 1: it is not JSON",
  ],
  ["goes on after its end", `${JSON.stringify([ALPHA])} {}`, "something stands after the end of the list"],
  ["is a table", "statementId,recordId\n1,2\n", "the file is not JSON: it begins with neither [ nor {"],
  ["holds no statement", "[]", "the file holds no object"],
  ["holds blanks alone", " \n\n ", "the file holds no object"],
  [
    "is not UTF-8",
    Buffer.concat([Buffer.from('[{"statementId":"'), Buffer.from([0xff, 0xfe, 0x41]), Buffer.from('"}]')]),
    "it holds bytes that are not UTF-8",
  ],
];

test.each(NOT_JSON)("a file is refused that %s", async (_, content, reason) => {
  expect((await refused(content)).message).toContain(reason);
});

test("a workbook is no file of statements", async () => {
  const error = await refused(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0]));
  expect(error.message).toContain("“register.json” is a workbook, which --as bods does not read.");
});

test("deep nesting is refused before it is read", async () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  expect((await refused(`[${deep}]`)).message).toContain("statement 1 on line 1: it is nested deeper than 64 levels");
  expect((await refused(`[${"[".repeat(50)}`)).message).toContain("an object is expected");
});

test("a text without measure is refused, as a name and as a statement", async () => {
  const long = entity("gamma", "x".repeat(2001), { country: "US" });
  expect((await refused([ALPHA, long])).message).toContain('"name" is longer than 2000 characters');
  const endless = `[{"statementId": "${"x".repeat(17 * 1024 * 1024)}`;
  expect((await refused(endless)).message).toContain("statement 1 on line 1: it is longer than 16 MB");
});

test("keys and values that mean something to JavaScript mean nothing here", async () => {
  const store = await newStore();
  const odd = `{"__proto__": {"recordType": "entity", "polluted": true}, "constructor": {"prototype": {}}, ${JSON.stringify(entity("__proto__", "constructor", { country: "US" })).slice(1)}`;
  const link = JSON.stringify(relationship("toString", ["__proto__", "beta"], [interest(10)]));
  await bringIn(store, fileOf(`[${odd}, ${JSON.stringify(BETA)}, ${link}]`), { as: "bods" });
  expect(await rowsOf(store, "stakes")).toHaveLength(1);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  for (const type of ["constructor", "__proto__", "toString"]) {
    const error = await refused([ALPHA, BETA, holds([interest(1, { type })])]);
    expect(error.message).toContain(`the interest “${type}” is not of BODS 0.4`);
  }
  const noType = await refused([{ ...ALPHA, recordType: "hasOwnProperty" }]);
  expect(noType.message).toContain('"recordType" is “hasOwnProperty”');
});

test("quotes, line ends and SQL in names are names", async () => {
  const store = await newStore();
  const names = [
    '"Quoted" Ltd',
    "O'Brien'; drop table stakes; --",
    "Two\nLines, Inc.",
    "Zero\u0000Byte GmbH",
    "\ud800 Lone Surrogate",
  ];
  await bringIn(store, fileOf(names.map((name, at) => entity(`e${at}`, name, { country: "US" }))), { as: "bods" });
  expect((await rowsOf(store, "party_records")).map(({ name }) => name)).toEqual([
    '"Quoted" Ltd',
    "O'Brien'; drop table stakes; --",
    "Two Lines, Inc.",
    "Zero Byte GmbH",
    "\ufffd Lone Surrogate",
  ]);
});

test("a file of another form, a mapping or a wrong family is told apart", async () => {
  const store = await newStore();
  const file = fileOf([ALPHA]);
  await expect(bringIn(store, file, { as: "bods", mapping: { as: "stakes", columns: {} } })).rejects.toThrow(
    "needs no mapping",
  );
  await expect(bringIn(store, file, { as: "opensanctions" })).rejects.toThrow(
    "is not a table of targets of OpenSanctions",
  );
  await expect(bringIn(store, file, { as: "ftm" })).rejects.toThrow("entity 1 (id “");
});
