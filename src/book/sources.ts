import { z } from "zod";
import type { Source } from "../evidence/source.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";
import { readYaml } from "./yaml.ts";

const text = z.string().trim().min(1);

const SOURCES = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "An id is written in small letters, digits and hyphens"),
  z.strictObject({
    title: text,
    publisher: text.optional(),
    date: z.union([text, z.number().int().transform(String)]).optional(),
    locator: text.optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    licence: text.optional(),
    note: text.optional(),
    missing: z.literal("no-trade").optional(),
  }),
);

/** The sources of all folders by id; a source of the user's own book replaces the shipped one of that id. */
export function readSources(folders: readonly BookFolder[]): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  for (const file of filesOf(folders, "sources.yaml")) {
    for (const [id, fields] of Object.entries(readYaml(textOf(file), file.shown, SOURCES))) {
      const given = Object.entries(fields).filter(([, value]) => value !== undefined);
      sources.set(id, { ...Object.fromEntries(given), id, title: fields.title });
    }
  }
  return sources;
}
