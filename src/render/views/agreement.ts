import type { AgreementResult } from "../../operations/agreement.ts";
import type { Answer } from "../../operations/core/answer.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document, Table } from "../document.ts";
import { nodeBlocks, stagesTable } from "./agreement-chain.ts";
import { ruleBlocks } from "./agreement-hits.ts";
import { banner, closing, warnings } from "./parts.ts";

/** Categories of members as they are called. */
export const CATEGORY = {
  bloc: "Blocs",
  raw_material: "Raw material producers",
  processing: "Processing and technology partners",
};

/** Members by category. */
export function membersTable({ members }: AgreementResult): Table {
  return {
    kind: "table",
    title: "Members",
    columns: [
      { name: "category", label: "Category", type: "text" },
      { name: "members", label: "Members", type: "text" },
    ],
    rows: members.map(({ category, places }) => [CATEGORY[category], places.map(({ label }) => label).join(", ")]),
  };
}

/** What its rules say. */
export function rulesNote({ rules }: AgreementResult): Block[] {
  if (rules.length === 0) return [];
  const items = rules.map(({ says, basis, source, note }) => {
    const after = [basis, source].filter((part) => part !== null).join(", ");
    return `${says} (${after})${note === null ? "" : ` ${sentence(note)}`}`;
  });
  return [{ kind: "note", title: "Rules", items }];
}

const sentence = (text: string): string => {
  const begun = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
};

/** A figure of any unit as a cell of a column that holds several. */
function mixed(value: string | null, unit: string): string | null {
  if (value === null) return null;
  const number = Number(value);
  const plain = (of: number, places: number) =>
    of.toLocaleString("en-US", { maximumFractionDigits: places, minimumFractionDigits: places });
  if (unit === "share") return `${plain(number * 100, 1)} %`;
  return unit === "USD" && Math.abs(number) >= 50_000 ? `${plain(number / 1e6, 1)} m` : plain(number, 0);
}

const unitOf = (unit: string): string => (unit === "share" ? "" : unit);

/** What one more member or plant changes; none where none is asked about. */
export function candidatesTable({ candidates }: AgreementResult): Table[] {
  if (candidates.length === 0) return [];
  return [
    {
      kind: "table",
      title: "What one more member, or one more plant, is worth",
      columns: [
        { name: "candidate", label: "One more", type: "text" },
        { name: "figure", label: "Figure", type: "text" },
        { name: "value", label: "With it", type: "code" },
        { name: "difference", label: "Difference", type: "code" },
        { name: "unit", label: "Unit", type: "text" },
      ],
      rows: candidates.flatMap(({ name, figures }) =>
        figures.length === 0
          ? [[name, "no figure changes", null, null, null]]
          : figures.map(({ name: figure, value, difference, unit }) => [
              name,
              figure,
              mixed(value, unit),
              mixed(difference, unit),
              unitOf(unit),
            ]),
      ),
    },
  ];
}

/** Figures of agreements side by side; none where one alone is asked. */
export function compareBlocks({ title, figures, compare }: AgreementResult): Block[] {
  if (compare.length === 0) return [];
  const columns = [figures, ...compare.map((other) => other.figures)];
  const named = new Map(columns.flat().map((each) => [each.key, each]));
  const rows = [...named].flatMap(([key, { name, unit }]) => {
    const values = columns.map((own) => own.find((each) => each.key === key)?.value ?? null);
    return values.every((value) => value === null)
      ? []
      : [[name, ...values.map((value) => mixed(value, unit)), unitOf(unit)]];
  });
  const table: Block[] =
    rows.length === 0
      ? []
      : [
          {
            kind: "table",
            title: "Agreements side by side",
            columns: [
              { name: "figure", label: "Figure", type: "text" },
              { name: "a", label: "A", type: "code" },
              ...compare.map((_, at) => ({ name: LETTERS[at] ?? "", label: LETTERS[at] ?? "", type: "code" }) as const),
              { name: "unit", label: "Unit", type: "text" },
            ],
            rows,
          },
        ];
  return [
    ...table,
    {
      kind: "note",
      items: [`A: ${title}.`, ...compare.map((other, at) => `${LETTERS[at]}: ${other.title}. ${other.because}`)],
    },
  ];
}

const LETTERS = ["B", "C", "D", "E", "F"];

/** What is assumed, and why. */
export function assumptionsNote({ assumptions }: AgreementResult): Block[] {
  if (assumptions.length === 0) return [];
  const items = assumptions.map(({ name, value, source, about }) => {
    return `${name}: ${value}${source === null ? "" : ` (after ${source})`}. ${sentence(about)}`;
  });
  return [{ kind: "note", title: "What is assumed", items }];
}

export function agreementView(answer: Answer<AgreementResult>): Document {
  const { result } = answer;
  const from = result.from === null ? "" : ` Its rules hold from ${result.from}.`;
  const datasets = result.nodes.flatMap(({ product, trade }) =>
    trade === null ? [] : [`${trade.dataset.title} (HS ${formatHs(product.code)}, ${trade.year})`],
  );
  return {
    ...banner(answer.coverage),
    title: result.title,
    blocks: [
      { kind: "paragraph", text: `${result.because}${from}` },
      ...(result.about === null ? [] : [{ kind: "paragraph", text: result.about } as const]),
      ...warnings(answer),
      membersTable(result),
      ...rulesNote(result),
      stagesTable(result),
      ...result.nodes.flatMap(nodeBlocks),
      ...ruleBlocks(result),
      ...candidatesTable(result),
      ...compareBlocks(result),
      ...assumptionsNote(result),
      ...closing(answer, datasets.length === 0 ? undefined : `${datasets.join("; ")}.`),
    ],
  };
}
