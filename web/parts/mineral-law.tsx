import type { Table } from "../../src/render/document.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { dutyAddress } from "../state/duty-question.ts";
import type { Mineral } from "../state/minerals-question.ts";
import { watchAddress } from "../state/watch-question.ts";
import { filled } from "./answer-tables.ts";
import { ChartFigure } from "./chart-figure.tsx";

/** A line of law, and the codes that it falls on. */
interface LawLine {
  readonly kind: "duty" | "control";
  readonly codes: readonly [string, ...string[]];
  readonly by: string;
  readonly title: string;
  readonly state: string;
  readonly rate: string | null;
  readonly when: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly next: string | null;
  readonly known: string;
  readonly confidence: string;
  readonly source: string;
}

const cited = ({ source, locator }: { readonly source: string; readonly locator: string | null }): string =>
  locator === null ? source : `${source}, ${locator}`;

/** What says the same of several codes is one line. */
function joined(lines: readonly LawLine[]): readonly LawLine[] {
  const all = new Map<string, LawLine>();
  for (const line of lines) {
    const key = JSON.stringify({ ...line, codes: null });
    const known = all.get(key);
    all.set(key, known === undefined ? line : { ...known, codes: [...known.codes, ...line.codes] });
  }
  return [...all.values()];
}

function linesOf({ duties, controls }: Mineral): readonly LawLine[] {
  return joined([
    ...controls.map((control): LawLine => {
      const { code, by, title, from, last, next, known, confidence, confirmed } = control;
      const state = confirmed ? control.state : `${control.state}, not confirmed`;
      const own = { kind: "control", codes: [code], rate: null, when: null } as const;
      return { ...own, by, title, state, from, until: last, next, known, confidence, source: cited(control) };
    }),
    ...duties.flatMap(({ code, by, title, rates }) =>
      rates.map((each): LawLine => {
        const { rate, when, from, until, known, status, confidence } = each;
        const own = { kind: "duty", codes: [code], next: null } as const;
        return {
          ...own,
          by,
          title,
          state: status,
          rate,
          when,
          from,
          until,
          known,
          confidence,
          source: cited(each),
        };
      }),
    ),
  ]);
}

const table = (lines: readonly LawLine[]): Table =>
  filled({
    kind: "table",
    title: "Measures on its codes",
    columns: [
      { name: "hs", label: "HS", type: "code" },
      { name: "by", label: "By", type: "code" },
      { name: "title", label: "Measure", type: "text" },
      { name: "state", label: "State", type: "text" },
      { name: "rate", label: "Rate", type: "text" },
      { name: "when", label: "When", type: "text" },
      { name: "from", label: "From", type: "date" },
      { name: "until", label: "Until", type: "date" },
      { name: "next", label: "May change on", type: "date" },
      { name: "known", label: "Known on", type: "date" },
      { name: "confidence", label: "Confidence", type: "code" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: lines.map((line) => [
      ...[
        line.codes.map(formatHs).join(", "),
        line.by,
        line.title,
        line.state,
        line.rate,
        line.when,
        line.from,
        line.until,
      ],
      ...[line.next, line.known, line.confidence, line.source],
    ]),
  });

/** Additional duties and export controls that fall on the codes on the day, each with its days and its source. */
export function MineralLaw({ mineral }: { readonly mineral: Mineral }) {
  const lines = linesOf(mineral);
  if (lines.length === 0) return <p>No duty and no export control of the book names its codes on this day.</p>;
  const inForce = new Set(mineral.controls.filter(({ state }) => state === "in force").map(({ id }) => id)).size;
  const duties = new Set(mineral.duties.map(({ id }) => id)).size;
  return (
    <ChartFigure
      name={`${mineral.mineral}-measures`}
      title="Measures on its codes"
      caption={`${inForce} export ${inForce === 1 ? "control is" : "controls are"} in force, and ${duties} additional ${duties === 1 ? "duty" : "duties"} of the United States. A code may hold more than the mineral.`}
      table={table(lines)}
      tableProps={{
        action: (row) => {
          const line = lines[row];
          if (line === undefined) return null;
          return line.kind === "duty"
            ? { label: "The duties on this code", href: dutyAddress({ product: line.codes[0] }) }
            : { label: "What to watch of this code", href: watchAddress({ product: line.codes[0] }) };
        },
      }}
    />
  );
}
