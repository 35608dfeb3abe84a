import type { Explanation } from "../../evidence/explanation.ts";
import { cite } from "../../evidence/source.ts";
import type { Answer, Coverage } from "../../operations/core/answer.ts";
import type { Block, Outline } from "../document.ts";

export const MADE_WORLD =
  "MADE WORLD: these rows were generated. Nothing here is about real firms, countries or trade.";

/** The banner of made data; to be spread into a document. */
export function banner(coverage: Coverage): { readonly banner?: string } {
  return coverage.made ? { banner: MADE_WORLD } : {};
}

export function warnings(answer: Answer): Block[] {
  return answer.warnings.map((text) => ({ kind: "warning", text }));
}

/** What the answer cannot see, and which vintages it was asked of. */
export function closing(answer: Answer, source?: string): Block[] {
  const { notes } = answer.coverage;
  const { software, data, store } = answer.vintage;
  const vintage = `Headwater ${software}, book ${data}${store === null ? "" : `, store vintage ${store}`}.`;
  return [
    ...(notes.length === 0 ? [] : [{ kind: "note", title: "What this cannot see", items: notes } as const]),
    { kind: "paragraph", text: source === undefined ? vintage : `Source: ${source} ${vintage}` },
  ];
}

function explanationItems(explanation: Explanation, depth: number): Outline["items"] {
  const { sentence, formula, inputs = [], basis, rows, because = [] } = explanation;
  const below = (text: string) => ({ depth: depth + 1, text });
  return [
    { depth, text: `${sentence} (${basis})` },
    ...(formula === undefined ? [] : [below(`Formula: ${formula}.`)]),
    ...inputs.map((each) => below(`${each.name}: ${each.value}${each.basis === undefined ? "" : ` (${each.basis})`}`)),
    ...(rows === undefined ? [] : [below(`Rows used ${rows.used}, rejected ${rows.rejected}.`)]),
    ...because.flatMap((each) => explanationItems(each, depth + 1)),
  ];
}

/** The explanation as a reader goes down it: sentence, formula, inputs, causes; then sources and the command. */
export function explained(answer: Answer): Block[] {
  const { explanation } = answer;
  if (explanation === null) return [];
  const sources = explanation.sources.map((source) => {
    const more = [source.url, source.licence === undefined ? undefined : `licence ${source.licence}`];
    return [cite(source), ...more.filter((part) => part !== undefined)].join("; ");
  });
  return [
    { kind: "outline", title: "How this was computed", items: explanationItems(explanation, 0) },
    ...(sources.length === 0 ? [] : [{ kind: "note", title: "Sources", items: sources } as const]),
    ...(explanation.command === undefined
      ? []
      : [
          {
            kind: "commands",
            title: "To reproduce it",
            items: [{ command: explanation.command, about: "the same question of the same vintage" }],
          } as const,
        ]),
  ];
}

/** "1 row", "2 rows". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : many}`;
}
