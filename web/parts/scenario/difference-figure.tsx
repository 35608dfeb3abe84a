import { useMemo } from "preact/hooks";
import { chartCaption } from "../../../src/charts/chart-caption.ts";
import {
  changeWords,
  type SankeyDifference,
  sankeyDifference,
  sankeyDifferenceSvg,
} from "../../../src/charts/sankey-difference.ts";
import { HEADING_HEIGHT } from "../../../src/charts/sankey-layout.ts";
import type { Table } from "../../../src/render/document.ts";
import { shortProduct, sourceWords, windowWords } from "../../../src/render/views/trade-words.ts";
import { formatHs } from "../../../src/vocab/hs-code.ts";
import { inSentence } from "../../../src/vocab/in-sentence.ts";
import { useQuestion } from "../../state/answers.ts";
import type { ChainAnswer, ChainResult } from "../../state/chain-answer.ts";
import { type ChainDifference, chainDifference, type TierChange } from "../../state/chain-difference.ts";
import { chainAddress } from "../../state/chain-question.ts";
import { settings } from "../../state/everywhere.ts";
import type { ScenarioFile } from "../../state/scenario-file.ts";
import { client } from "../../state/server.ts";
import type { WhatIfResult } from "../../state/whatif-question.ts";
import { AskedPart } from "../asked-part.tsx";
import { ChartFigure } from "../chart-figure.tsx";
import { NARROW, useWidth } from "../element-width.ts";
import { FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";
import { writeDrawn } from "../measure.ts";

interface DifferenceProps {
  readonly scenario: ScenarioFile;
  readonly product: string;
  readonly to: string;
  readonly depth: number;
  /** How many countries of a tier are drawn one by one. */
  readonly top: number;
  /** The day that the answers are for. */
  readonly on: string;
  readonly dataset: NonNullable<WhatIfResult["dataset"]>;
}

interface Both {
  readonly before: ChainAnswer;
  readonly after: ChainAnswer;
}

/** All that a tier has: two answers that pool differently cannot be laid over each other. */
const ALL = 250;

/** What stands behind a product without the scenario and under it, laid over each other. */
export function DifferenceFigure({ scenario, product, to, depth, top, on, dataset }: DifferenceProps) {
  const { data, source, side, frequency } = dataset;
  const question = {
    ...{ product, to, depth, data, source, top: ALL },
    ...(side === null ? {} : { side }),
    ...(frequency === null ? {} : { frequency }),
  };
  const own = { ...settings(), on };
  const asked = useQuestion("chain twice", { question, scenario }, own, async (given, signal): Promise<Both> => {
    const [before, after] = await Promise.all([
      client.value.chain(given.question, { ...own, signal }),
      client.value.chain(given.question, { ...own, scenario: given.scenario, signal }),
    ]);
    return { before, after };
  });
  return (
    <AskedPart asked={asked.value} working="Following the chain twice …">
      {({ before, after }) => <Drawn before={before.result} after={after.result} top={top} />}
    </AskedPart>
  );
}

interface DrawnProps {
  readonly before: ChainResult;
  readonly after: ChainResult;
  readonly top: number;
}

const ROOM_FOR_NODE = 30;
const LOWEST = 320;
const TALLEST = 1600;
/** Room for a name and how it changes. */
const LABELS = 190;

function laidOut(difference: ChainDifference, width: number): SankeyDifference {
  const { before, after, columns } = difference;
  const tiers = [...new Set(before.nodes.map(({ tier }) => tier))];
  const most = Math.max(1, ...tiers.map((tier) => before.nodes.filter((node) => node.tier === tier).length));
  const height = Math.min(TALLEST, Math.max(LOWEST, HEADING_HEIGHT + most * ROOM_FOR_NODE));
  return sankeyDifference(before, after, { width, height, columns, labelWidth: LABELS });
}

function changesTable(changes: readonly TierChange[]): Table {
  const usd = (value: number): string => value.toFixed(2);
  return {
    kind: "table",
    title: "Tier by tier",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "country", label: "Country", type: "text" },
      { name: "baseline", label: "Baseline", type: "usd" },
      { name: "scenario", label: "Scenario", type: "usd" },
      { name: "difference", label: "Difference", type: "usd" },
      { name: "change", label: "Change", type: "text" },
    ],
    rows: changes.map((change) => [
      change.tier,
      change.label,
      usd(change.before),
      usd(change.after),
      usd(change.after - change.before),
      changeWords(change) || "the same",
    ]),
  };
}

function findingOf({ changes }: ChainDifference, write: (value: number) => string): string {
  const tiers = [...new Set(changes.map(({ tier }) => tier))].filter((tier) => tier > 0);
  const said = tiers.flatMap((tier) => {
    const own = changes.filter((change) => change.tier === tier);
    const [largest] = own;
    if (largest === undefined || largest.before === largest.after) return [];
    const [before, after] = [own.map((each) => each.before), own.map((each) => each.after)].map((values) =>
      values.reduce((sum, value) => sum + value, 0),
    );
    const whole = changeWords({ before: before ?? 0, after: after ?? 0 });
    return [
      `at tier ${tier} ${whole === "" ? "as much is sold as before" : `${write(before ?? 0)} becomes ${write(after ?? 0)} (${whole})`}, most of all that of ${inSentence(largest.label)}: ${write(largest.before)} becomes ${write(largest.after)}`,
    ];
  });
  if (said.length === 0) return "No trade in this chain changes under the scenario";
  const sentence = said.join("; ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const write = writeDrawn("usd");

function Drawn({ before, after, top }: DrawnProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const isNarrow = width.value < NARROW;
  const difference = useMemo(() => chainDifference(before, after, top), [before, after, top]);
  const { root } = before;
  const buyer = inSentence(root.buyer?.label ?? "the world");
  const title = `What changes behind HS ${formatHs(root.product)} (${shortProduct(root.label)}) bought by ${buyer}`;
  const caption = chartCaption(findingOf(difference, write), [
    `Trade of ${windowWords(root.from, root.until)}, with what stops taken off; nobody buys elsewhere`,
    "A higher tier is all that touches the chain; tiers are not parts of one another",
  ]);
  const text = { title, description: caption, source: `Source: ${sourceWords(before.dataset)}` };
  return (
    <>
      <div ref={ref}>
        {width.value === 0 ? null : (
          <ChartFigure
            key={String(isNarrow)}
            name={`difference-${root.product}`}
            title={title}
            caption={caption}
            table={changesTable(difference.changes)}
            svg={() => sankeyDifferenceSvg(laidOut(difference, FILE_WIDTH), text, write)}
          >
            {isNarrow ? undefined : (
              <FittedPicture
                draw={(room, options) => sankeyDifferenceSvg(laidOut(difference, room), text, write, options)}
              />
            )}
          </ChartFigure>
        )}
      </div>
      <p>
        <a href={chainAddress({ product: root.product, to: root.buyer?.key ?? "" })}>The baseline in the value chain</a>
      </p>
    </>
  );
}
