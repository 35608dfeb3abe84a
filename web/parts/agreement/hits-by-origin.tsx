import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { type PartKind, type StackGroup, stackedBars, stackedBarsSvg } from "../../../src/charts/stacked-bars.ts";
import { writeUsd } from "../../../src/render/scale.ts";
import { hitsTable } from "../../../src/render/views/agreement-hits.ts";
import type { AgreementNode, AgreementResult } from "../../state/agreement-question.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";
import { shortAmount } from "../short-amount.ts";
import { nodeName } from "./coverage-by-stage.tsx";

const KINDS: readonly PartKind[] = [
  { label: "levy to the floor", texture: "solid" },
  { label: "tariff by owner", texture: "hatched" },
  { label: "tariff by owner, where the rule is open", texture: "open" },
];
const MOST_ORIGINS = 10;

interface Owed {
  readonly kind: number;
  readonly origin: { readonly key: string; readonly label: string };
  readonly owed: string;
}

const owedIn = ({ levy, bills }: AgreementNode): readonly Owed[] => [
  ...(levy?.origins ?? []).map(({ origin, owed }) => ({ kind: 0, origin, owed })),
  ...(bills?.owners?.hits ?? []).map(({ origin, owed }) => ({ kind: 1, origin, owed })),
  ...(bills?.owners?.open ?? []).map(({ origin, owed }) => ({ kind: 2, origin, owed })),
];

function groupOf(node: AgreementNode): StackGroup {
  const owed = owedIn(node);
  const origins = new Map(owed.map(({ origin }) => [origin.key, origin.label]));
  const rows = [...origins].map(([key, label]) => {
    const parts = KINDS.map((_, kind) => {
      const value = owed
        .filter((each) => each.origin.key === key && each.kind === kind)
        .reduce((sum, each) => sum + Number(each.owed), 0);
      return { kind, value, valueText: writeUsd(value.toFixed(0)) };
    }).filter(({ value }) => value > 0);
    const total = parts.reduce((sum, { value }) => sum + value, 0);
    return { label, parts, text: shortAmount(total), total };
  });
  const drawn = rows.filter(({ total }) => total > 0).toSorted((a, b) => b.total - a.total);
  return { label: nodeName(node), rows: drawn.slice(0, MOST_ORIGINS) };
}

/** Which of today's imports the rules hit: what would be owed on them, by where they are made. */
export function HitsByOrigin({ result }: { readonly result: AgreementResult }) {
  const table = hitsTable(result);
  const groups = result.nodes.map(groupOf).filter(({ rows }) => rows.length > 0);
  const title = "Imports that are hit";
  if (table.rows.length === 0) {
    return (
      <section>
        <h2>{title}</h2>
        <p>No import that the data hold is hit by a floor, a tariff by owner or a ban.</p>
      </section>
    );
  }
  const said = groups.flatMap(({ label, rows: [first] }) =>
    first === undefined ? [] : [`${label}: most is owed on what ${first.label} makes, ${first.text} USD`],
  );
  const caption = chartCaption(said.join("; "), [
    "What would be owed on the trade that the data hold, in USD; who would buy elsewhere is not foreseen",
  ]);
  const draw: DrawPicture = (width, options) =>
    stackedBarsSvg(
      stackedBars(groups, { width, kinds: KINDS, writeTick: shortAmount }),
      { title: `${title}, USD`, description: caption, source: "" },
      options,
    );
  return (
    <ChartFigure
      name="hits"
      title={title}
      caption={caption}
      table={table}
      svg={groups.length === 0 ? undefined : () => draw(FILE_WIDTH, {})}
    >
      {groups.length === 0 ? undefined : <FittedPicture draw={draw} label={caption} />}
    </ChartFigure>
  );
}
