import { z } from "zod";
import { amount } from "../core/fields.ts";

export const AGREEMENTS = ["same", "different", "unknown"] as const;
export const VERDICTS = ["identified", "likely", "possible"] as const;

const identifier = z.object({ scheme: z.string(), value: z.string() });

const match = z.object({
  list: z.string(),
  listTitle: z.string(),
  listed: z.string().describe("its name on the list"),
  verdict: z
    .enum(VERDICTS)
    .describe(
      "identified: an identifier agrees; likely: the name is the same and so is the country; possible: it looks alike, and a person must decide",
    ),
  score: amount().describe("0 to 1"),
  name: z.object({
    score: amount().describe("of the names alone"),
    asked: z.string().describe("the name that was compared: the one asked for, or another that the book knows it by"),
    knownAs: z.boolean().describe("it is another name than the one asked for"),
    matched: z.string().describe("the name of the listed party that it is like"),
    matchedKind: z.enum(["name on the list", "alias on the list", "name in the book", "name in the store"]),
    why: z.array(z.string()),
  }),
  country: z.object({ agreement: z.enum(AGREEMENTS), listed: z.string().nullable() }),
  identifier: z.object({ agreement: z.enum(AGREEMENTS), ...identifier.partial().shape }),
  state: z.enum(["in force", "ended", "not yet in force"]).describe("of the listing on the day asked for"),
  from: z.string().nullable(),
  until: z.string().nullable(),
  source: z.string(),
  locator: z.string().nullable(),
  party: z.string().describe("id of the listed party, as other questions take it"),
  company: z.string().nullable().describe("id of the company of the book that it is"),
});

export const screenResult = z.object({
  lists: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      asOf: z.string().nullable().describe("day of the list that the book carries"),
      complete: z.boolean().nullable().describe("null of a list that only the store has"),
      parties: z.number().int(),
    }),
  ),
  atLeast: amount(),
  names: z.number().int().describe("names asked about"),
  matched: z.number().int().describe("names with a match"),
  rows: z.array(
    z.object({
      asked: z.object({
        name: z.string(),
        country: z.string().nullable(),
        ids: z.array(identifier),
        line: z.number().int().nullable(),
      }),
      company: z
        .object({ id: z.string(), name: z.string(), because: z.string() })
        .nullable()
        .describe("the company of the book that it is, by an identifier or by name and country"),
      notes: z.array(z.string()),
      matches: z
        .array(match)
        .describe("identified first, then likely, then possible; empty where no listed name is like it"),
    }),
  ),
});

export type ScreenResult = z.output<typeof screenResult>;
export type ScreenRow = ScreenResult["rows"][number];
export type ScreenMatch = ScreenRow["matches"][number];
