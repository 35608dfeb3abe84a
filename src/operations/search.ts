import { z } from "zod";
import type { Explanation } from "../evidence/explanation.ts";
import { commandLine } from "./core/command-line.ts";
import { hasStore } from "./core/has-store.ts";
import { defineOperation } from "./core/operation.ts";
import { FINDERS } from "./finders/registry.ts";

const KINDS = ["company", "product", "country"] as const;

const input = z.object({
  text: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .describe("a name, an identifier such as an LEI, an HS code, words for goods, or a country")
    .meta({ positional: true, placeholder: "TEXT" }),
  kind: z.enum(KINDS).optional().describe("look for this kind alone"),
  top: z
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe("how many hits of each kind are listed")
    .meta({ placeholder: "N" }),
});

const hit = z.object({
  key: z.string().describe("what other questions take: a party's id, an HS code, or a country's code"),
  label: z.string(),
  detail: z.string(),
  place: z.string().nullable().describe("the country it is in; of a country, its region"),
  ids: z.array(z.string()),
  why: z.string().describe("why it was found"),
});

const searchResult = z.object({
  text: z.string(),
  groups: z.array(
    z.object({
      kind: z.enum(KINDS),
      total: z.number().int().describe("how many fit, listed or not"),
      hits: z.array(hit).describe("the closest first"),
    }),
  ),
});

export type SearchResult = z.output<typeof searchResult>;

export const searchOperation = defineOperation({
  name: "search",
  summary: "What the store and the book know by a name, a code or a word: companies, products and countries.",
  description:
    "Use it first, to get from what a person writes to the id, the HS code or the country that other questions take. Every " +
    "hit says why it was found. Names are compared letter by letter, without case, accents and punctuation, in any script; " +
    "no two spellings are guessed to be one firm. For a whole description of goods use classify.",
  examples: [
    {
      command: "headwater search magnet",
      about: "what is called a magnet: products, and companies if the store has any",
    },
    { command: "headwater search 8505.11", about: "one HS code, with or without dots" },
  ],
  input,
  output: searchResult,
  async run(context, question) {
    const { text, kind, top } = question;
    const finders = FINDERS.filter((finder) => kind === undefined || finder.kind === kind);
    const noStore = finders.some(({ needsStore }) => needsStore) && !(await hasStore(context));
    const groups: SearchResult["groups"] = [];
    for (const finder of finders) {
      if (finder.needsStore && noStore) continue;
      const { hits, total } = await finder.find(context, text, top);
      groups.push({ kind: finder.kind, total, hits: hits.map((each) => ({ ...each, ids: [...each.ids] })) });
    }
    const result: SearchResult = { text, groups };
    const found = groups.reduce((sum, { total }) => sum + total, 0);
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: [
          ...(noStore ? ["No company was looked for: no store could be opened; headwater status says why."] : []),
          ...(groups.some((each) => each.kind === "company")
            ? ["Companies are those that a file of this store names, under the names that it gives."]
            : []),
        ],
      },
      warnings: found === 0 ? [`Nothing is known by "${text}".`] : [],
      explain: (): Explanation => ({
        sentence:
          "A hit is exact, begins with the text, has its words, has words that begin with its words, or has it inside, in " +
          "this order; shorter names come first. Products are ranked by how telling the words are, as in classify.",
        inputs: groups.map(({ kind: each, total }) => ({ name: each, value: String(total) })),
        basis: "observed",
        sources: [],
        command: commandLine({ name: "search", input }, question),
      }),
    };
  },
});
