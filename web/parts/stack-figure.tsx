import { useMemo } from "preact/hooks";
import { waterfall } from "../../src/charts/waterfall.ts";
import { groupThousands } from "../../src/render/scale.ts";
import type { DutyAnswer, DutyResult } from "../state/duty-question.ts";
import { dutyFigure } from "../state/duty-question.ts";
import { explainFigure } from "../state/everywhere.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { stackSteps, stepsTable } from "./duty-tables.ts";
import { applied, asKnown, dutyCaption } from "./duty-words.ts";
import { useWidth } from "./element-width.ts";
import { WaterfallChart } from "./waterfall-chart.tsx";

const writeTick = (value: number): string => groupThousands(String(value));
const HATCH = "preliminary or refundable";

const drawn = (result: DutyResult, width: number, most?: number) =>
  waterfall(stackSteps(result), { width, writeTick, hatchLabel: HATCH, ...(most === undefined ? {} : { most }) });

interface StackFigureProps {
  readonly answer: DutyAnswer;
  readonly question: object;
  readonly title: string;
  /** The end of the axis, where two stacks stand beside each other. */
  readonly most?: number | undefined;
}

/** What is owed as steps from the value to what the goods cost with it. Each step leads to where it comes from. */
export function StackFigure({ answer, question, title, most }: StackFigureProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const { result } = answer;
  const chart = useMemo(() => drawn(result, width.value, most), [result, width.value, most]);
  const caption = dutyCaption(answer);
  const owed = applied(result);
  const reference = (measure: string) =>
    dutyFigure(
      question,
      owed.findIndex((line) => line.measure === measure),
    );
  return (
    <ChartFigure
      name={`duty-${result.goods.code}-${result.goods.origin.key}-${answer.on}`}
      title={title}
      caption={caption}
      table={stepsTable(result)}
      tableProps={{ reference: (row) => reference(row === 0 ? "" : (owed[row - 1]?.measure ?? "")) }}
      svg={async () => {
        const { waterfallSvg } = await import("../../src/charts/waterfall-svg.ts");
        const source = `USD, entered on ${answer.on}${asKnown(answer)}. Headwater, book ${answer.vintage.data}`;
        return waterfallSvg(drawn(result, 900), { title, description: caption, source });
      }}
    >
      <div ref={ref}>
        {width.value === 0 ? null : (
          <WaterfallChart chart={chart} label={caption} onStep={(id) => explainFigure(reference(id))} />
        )}
      </div>
    </ChartFigure>
  );
}
