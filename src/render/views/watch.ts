import type { Answer } from "../../operations/core/answer.ts";
import type { WatchResult } from "../../operations/watch.ts";
import type { Document } from "../document.ts";
import { closing, counted, warnings } from "./parts.ts";

const dated = [
  { name: "day", label: "Day", type: "date" },
  { name: "kind", label: "", type: "text" },
  { name: "what", label: "What", type: "text" },
  { name: "programme", label: "Programme", type: "code" },
  { name: "touches", label: "Names of your list", type: "text" },
] as const;

type Event = WatchResult["upcoming"][number];

const cells = ({ day, kind, what, programme, touches }: Event) => [
  day,
  kind,
  what,
  programme,
  touches.join(", ") || null,
];

export function watchView(answer: Answer<WatchResult>): Document {
  const { result } = answer;
  return {
    title: `What to watch from ${result.from} until ${result.until}`,
    events: result.upcoming.map(({ id, day, what, source }) => ({ id, day, title: what, about: source.title })),
    blocks: [
      {
        kind: "paragraph",
        text: `${counted(result.upcoming.length, "date")} ahead, ${result.silent.length} past and silent, ${counted(result.conflicts.length, "conflict")} of sources.`,
      },
      ...warnings(answer),
      { kind: "table", title: "Ahead", main: true, columns: dated, rows: result.upcoming.map(cells) },
      ...(result.silent.length === 0
        ? []
        : [{ kind: "table", title: "Due, and silent", columns: dated, rows: result.silent.map(cells) } as const]),
      ...(result.changed.length === 0
        ? []
        : [
            {
              kind: "table",
              title: "What became known",
              columns: [
                { name: "known", label: "Known", type: "date" },
                { name: "title", label: "Measure", type: "text" },
                { name: "what", label: "What", type: "text" },
              ],
              rows: result.changed.map(({ known, title, what }) => [known, title, what]),
            } as const,
          ]),
      {
        kind: "table",
        title: "Where sources disagree",
        columns: [
          { name: "about", label: "About", type: "text" },
          { name: "readings", label: "Readings", type: "text" },
          { name: "used", label: "Used", type: "text" },
          { name: "why", label: "Why", type: "text" },
        ],
        rows: result.conflicts.map(({ about, readings, used, why }) => [
          about,
          readings.map(({ says }) => says).join("; "),
          used,
          why,
        ]),
      },
      ...closing(answer),
    ],
  };
}
