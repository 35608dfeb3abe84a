import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Book } from "../book/book.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { MEASURED } from "../resolve/names/measured.ts";
import { AT_LEAST, type NameIndex } from "../resolve/names/name-index.ts";
import { listsOf } from "./control/control-findings.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { countryField, shareField } from "./core/fields.ts";
import { hasStore } from "./core/has-store.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { askedParties, MOST_NAMES, nameRow } from "./screen/asked-names.ts";
import {
  chosenLists,
  indexOf,
  type ListedParties,
  type ListedParty,
  listedParties,
  type ScreenedList,
} from "./screen/listed-parties.ts";
import { knownCompanies, screenName } from "./screen/screen-name.ts";
import { type ScreenMatch, type ScreenResult, type ScreenRow, screenResult } from "./screen/screen-result.ts";

const input = z.object({
  names: z
    .array(nameRow)
    .max(MOST_NAMES)
    .optional()
    .describe("names to look for: a file with a name a line, or with the columns name, country and identifier")
    .meta({ placeholder: "FILE", file: true, positional: true, plainColumn: "name" }),
  name: z.string().trim().min(1).max(1000).optional().describe("one name to look for").meta({ placeholder: "X" }),
  country: countryField().optional().describe("its country").meta({ placeholder: "CC" }),
  id: z
    .array(z.string().trim().min(1).max(200))
    .max(20)
    .default([])
    .describe("an identifier of it, such as LEI:300300C6TXDO6SVTJR24; repeat it")
    .meta({ placeholder: "SCHEME:VALUE", repeated: true }),
  list: z
    .array(z.string().trim().min(1).max(100))
    .default([])
    .describe("only these lists, by id; all of them by default")
    .meta({ placeholder: "LIST,…" }),
  atLeast: shareField()
    .prefault(String(AT_LEAST))
    .describe("matches that score less are left out, unless an identifier agrees")
    .meta({ placeholder: "SCORE" }),
  top: z
    .number()
    .int()
    .min(1)
    .max(50)
    .default(5)
    .describe("how many matches of each name are shown")
    .meta({ placeholder: "N" }),
  made: z.boolean().default(false).describe("look through the lists of made rows of the store, and no others"),
});

/** Names that score less have little to do with each other. */
const UNLIKE_NAMES = 0.4;
/** Names between looks at whether anyone still waits. */
const STRIDE = 50;

const NAME_ALONE =
  "A name alone makes nobody listed: a possible match is one for a person to decide, by country, address and identifiers.";

const kept = new WeakMap<object, Map<string, Promise<ListedParties>>>();

/** The listed parties, read once for all questions of a vintage that are warm together. */
function partiesFor(context: Context, book: Book, from: { made: boolean; store: boolean }): Promise<ListedParties> {
  const known = kept.get(context.warm) ?? new Map<string, Promise<ListedParties>>();
  kept.set(context.warm, known);
  const key = JSON.stringify(from);
  const found = known.get(key) ?? listedParties(context, book, from);
  known.set(key, found);
  found.catch(() => known.delete(key));
  return found;
}

const indexes = new WeakMap<ListedParties, Map<string, NameIndex<ListedParty>>>();

function indexFor(listed: ListedParties, lists: readonly ScreenedList[], days: Days): NameIndex<ListedParty> {
  const known = indexes.get(listed) ?? new Map<string, NameIndex<ListedParty>>();
  indexes.set(listed, known);
  // What is known of a line decides whether it is looked through; the day it holds does not.
  const key = JSON.stringify([days.known, lists.map(({ id }) => id)]);
  const index = known.get(key) ?? indexOf(listed.parties, new Set(lists.map(({ id }) => id)), days);
  if (known.size >= 4) known.clear();
  known.set(key, index);
  return index;
}

export const screenOperation = defineOperation({
  name: "screen",
  summary: "Which names of official lists a name, or a list of names, is like, and how sure that is.",
  description:
    "Use it to check a supplier, or a whole supplier list, against the lists that the book and the store have. A match is " +
    "shown in its parts: name, country, identifier. Only an identifier identifies; the same name in the same country is " +
    "likely; anything else is possible and for a person to decide. Latin and Chinese names are compared, each with its own " +
    "kind; that a pinyin and an English name are one firm is known only where the book says so. Who owns a listed party is " +
    "another question: ask control.",
  examples: [
    {
      command: "headwater screen --name 'China Rare Earth Magnesium Technology Group (CREMT)' --country CN",
      about: "a name that is like a listed one and is not it: a possible match, with what speaks for and against",
    },
    {
      command: "headwater screen --name 宁德时代新能源科技股份有限公司 --country CN --list us-1260h,us-ndaa-154",
      about: "a Chinese name, found under the English ones by the names that the book has of the same company",
    },
  ],
  input,
  output: screenResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const asked = askedParties(question, question.names);
    const store = await hasStore(context);
    const listed = await partiesFor(context, book, { made: question.made, store });
    const lists = chosenLists(listed.lists, question.list);
    const index = indexFor(listed, lists, days);
    const ground = {
      index,
      companies: knownCompanies(book),
      titles: new Map(lists.map(({ id, title }) => [id, title])),
      atLeast: Number(question.atLeast),
      top: question.top,
      days,
    };
    const rows: ScreenRow[] = [];
    for (const [at, one] of asked.entries()) {
      if (at % STRIDE === 0 && at > 0) {
        await setImmediate();
        context.signal?.throwIfAborted();
        context.report({ label: "names", done: at, total: asked.length, unit: "rows" });
      }
      rows.push(screenName(one, ground));
    }
    const result: ScreenResult = {
      lists: lists.map(({ id, title, info }) => ({
        id,
        title,
        asOf: info?.asOf ?? null,
        complete: info?.complete ?? null,
        parties: listed.parties.filter((party) => party.list === id).length,
      })),
      atLeast: question.atLeast,
      names: rows.length,
      matched: rows.filter(({ matches }) => matches.length > 0).length,
      rows,
    };
    return {
      result,
      coverage: {
        made: question.made,
        from: null,
        until: null,
        notes: notesOf({ book, listed, lists, store }, question),
      },
      warnings: warningsOf(result),
      explain: () => explainScreen(book, result, question, days),
    };
  },
});

interface Ground {
  readonly book: Book;
  readonly listed: ListedParties;
  readonly lists: readonly ScreenedList[];
  readonly store: boolean;
}

function notesOf({ book, listed, lists, store }: Ground, { made, list }: z.output<typeof input>): string[] {
  const rules = new Map(book.rules.map((rule) => [rule.id, rule]));
  const here = new Set(listed.lists.map(({ id }) => id));
  const missing = [...new Set(book.rules.flatMap((rule) => [...listsOf(rule, rules)]))].filter((id) => !here.has(id));
  const { leftOut } = listed;
  return [
    ...lists.flatMap(({ info, title }) => (info === null ? [] : [`${title}: as of ${info.asOf}.`])),
    ...(list.length === 0 && missing.length > 0
      ? [`Not looked through, since neither the book nor the store has them: ${missing.join(", ")}; import them.`]
      : []),
    ...(store ? [] : ["Lists of a store were not looked through: no store could be opened."]),
    ...(leftOut === 0
      ? []
      : [`${leftOut} lines of lists were left out: real and made rows are never looked through at once.`]),
    `Of ${MEASURED.pairs} labelled pairs of names of organisations, ${MEASURED.same} of them one organisation, a score of ${AT_LEAST} shows ${MEASURED.shown}, ${MEASURED.right} rightly: some names that are one stay unseen, and some that are not are shown.`,
    ...(made ? [] : ["Subsidiaries of a listed party are not on its line unless the list names them."]),
  ];
}

function warningsOf({ lists, rows }: ScreenResult): string[] {
  const partial = lists.filter(({ complete }) => complete === false);
  return [
    ...partial.map(
      ({ title, asOf }) => `${title}, as of ${asOf}, is not complete here: a name that is not found may be on it.`,
    ),
    ...(rows.some(({ matches }) => matches.some(({ verdict }) => verdict === "possible")) ? [NAME_ALONE] : []),
    ...(rows.some(({ matches }) => matches.some(isOtherName))
      ? ["An identifier agrees where the names are not alike: see that it was typed rightly."]
      : []),
  ];
}

const isOtherName = ({ verdict, name }: ScreenMatch): boolean =>
  verdict === "identified" && Number(name.score) < UNLIKE_NAMES;

function explainScreen(book: Book, result: ScreenResult, question: z.output<typeof input>, days: Days): Explanation {
  const ids = new Set([
    ...result.rows.flatMap(({ matches }) => matches.map(({ source }) => source)),
    ...book.ownership.lists.filter(({ id }) => result.lists.some((list) => list.id === id)).map(({ source }) => source),
  ]);
  return {
    sentence:
      "Names are folded (case, accents, width, simplified characters, other alphabets in Latin letters), parted into own " +
      "words, common words, places, numbers and legal form, and compared word by word.",
    formula:
      "score of names = weight of the words that agree, each by how alike it is spelled, over the weight of all; less where " +
      "both have other words, or numbers, places or legal forms differ. score = score of names x 0.95 for another country x 0.5 for another identifier of one scheme; 1 when an identifier agrees",
    inputs: [
      { name: "names asked about", value: String(result.names) },
      { name: "least score", value: result.atLeast },
      ...result.lists.map(({ id, parties }) => ({ name: `parties on ${id}`, value: String(parties) })),
    ],
    basis: "reported",
    sources: [...ids].map((id) => book.sources.get(id) ?? { id, title: id }),
    command: commandLine({ name: "screen", input }, question, { on: days.on, known: days.known }),
  };
}
