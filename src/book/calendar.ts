import { z } from "zod";
import type { Source } from "../evidence/source.ts";
import type { Calendar, CalendarEvent, Conflict } from "../tariff/calendar.ts";
import { dayField as day, textField as text } from "../vocab/file-fields.ts";
import { bookProblem } from "./book-problem.ts";
import { type BookFile, type BookFolder, filesOf, textOf } from "./folder.ts";
import { readYaml } from "./yaml.ts";

const CALENDAR = z.strictObject({
  events: z
    .array(
      z.strictObject({
        id: text,
        by: day,
        known: day,
        what: text,
        programme: text,
        hs: z.array(text.transform((code) => code.replaceAll(".", ""))).default([]),
        parties: z.array(text).default([]),
        settled: day.optional(),
        outcome: text.optional(),
        source: text,
        locator: text.optional(),
      }),
    )
    .default([]),
  conflicts: z
    .array(
      z.strictObject({
        id: text,
        known: day,
        about: text,
        readings: z.array(z.strictObject({ says: text, source: text, locator: text.optional() })).min(1),
        used: text,
        why: text,
      }),
    )
    .default([]),
});

/** Reads `calendar/*.yaml` of all folders; an entry of a later folder replaces the earlier one of its id. */
export function readCalendar(folders: readonly BookFolder[], sources: ReadonlyMap<string, Source>): Calendar {
  const events = new Map<string, CalendarEvent>();
  const conflicts = new Map<string, Conflict>();
  for (const file of filesOf(folders, "calendar")) {
    const parsed = readYaml(textOf(file), file.shown, CALENDAR);
    for (const { source, locator, settled, outcome, ...event } of parsed.events) {
      const cited = sourceOf(file, event.id, source, locator, sources);
      events.set(event.id, { ...event, settled: settled ?? null, outcome: outcome ?? null, source: cited });
    }
    for (const { readings, ...conflict } of parsed.conflicts) {
      const cited = readings.map(({ says, source, locator }) => ({
        says,
        source: sourceOf(file, conflict.id, source, locator, sources),
      }));
      conflicts.set(conflict.id, { ...conflict, readings: cited });
    }
  }
  return { events: [...events.values()], conflicts: [...conflicts.values()] };
}

function sourceOf(
  file: BookFile,
  id: string,
  source: string,
  locator: string | undefined,
  sources: ReadonlyMap<string, Source>,
): Source {
  const found = sources.get(source);
  if (found !== undefined) return locator === undefined ? found : { ...found, locator };
  const line = textOf(file)
    .split("\n")
    .findIndex((one) => one.includes(`id: ${id}`));
  throw bookProblem(
    file.shown,
    line + 1,
    `“${id}” names the source “${source}”, which is not in sources.yaml`,
    "Add it to sources.yaml.",
  );
}
