import type { ComponentChildren } from "preact";
import { type DutyAnswer, type DutyPlace, type DutyQuestion, dutyFigure } from "../state/duty-question.ts";
import { explainFigure } from "../state/everywhere.ts";
import { brokerText } from "./broker-text.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { CopyButton } from "./copy-button.tsx";
import { skippedTable, stackTable } from "./duty-tables.ts";
import { applied, atBorder, dutyTitle, perCent, skipped, writeCents } from "./duty-words.ts";

interface DutyAnswerProps {
  readonly answer: DutyAnswer;
  readonly question: DutyQuestion;
  readonly values: DutyPlace;
}

function Figure({ reference, children }: { readonly reference: string; readonly children: ComponentChildren }) {
  return (
    <button type="button" class="figure-button" onClick={() => explainFigure(reference)}>
      {children}
    </button>
  );
}

/** What it comes to, in figures that each lead to where they come from, and the text for a broker. */
export function DutySummary({ answer, question, values }: DutyAnswerProps) {
  const { result } = answer;
  const whole = dutyFigure(question);
  const figures = [
    ["Owed, USD", writeCents(result.total)],
    ["Share of the value", `${perCent(result.rate)} %`],
    ["Duties, USD", writeCents(result.duties)],
    ["Fees, USD", values.mode === "" ? "—" : writeCents(result.fees)],
    ["Can be had back, USD", writeCents(result.refundable)],
    ["Value with what is owed, USD", writeCents(atBorder(result))],
  ] as const;
  return (
    <section class="duty-summary">
      <h1>{dutyTitle(answer)}</h1>
      <dl class="figures">
        {figures.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure === "—" ? figure : <Figure reference={whole}>{figure}</Figure>}</dd>
          </div>
        ))}
      </dl>
      <MakerRange {...{ answer, question, values }} />
      <div class="figure-tools">
        <CopyButton text={() => brokerText(answer, values)}>Copy for the broker</CopyButton>
      </div>
      <details>
        <summary>The text for the broker</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached by keys. */}
        <pre class="broker" tabIndex={0}>
          {brokerText(answer, values)}
        </pre>
      </details>
    </section>
  );
}

type RangeEnd = NonNullable<DutyAnswer["result"]["range"]>["low"];

const makerWords = ({ producer, exporter }: RangeEnd): string =>
  [producer === null ? null : `made by ${producer}`, exporter === null ? null : `exported by ${exporter}`]
    .filter((part) => part !== null)
    .join(", ") || "no company with a rate of its own";

/** Where the producer is not stated: the least and the most, and whose goods they would be. */
function MakerRange({ answer, question }: DutyAnswerProps) {
  const { range } = answer.result;
  if (range === null) return null;
  const end = (word: string, at: RangeEnd) => {
    const of = {
      ...question,
      ...(at.producer === null ? {} : { producer: at.producer }),
      ...(at.exporter === null ? {} : { exporter: at.exporter }),
    };
    return (
      <>
        {word} <Figure reference={dutyFigure(of)}>{writeCents(at.total)}</Figure> USD, {perCent(at.rate)} % (
        {makerWords(at)})
      </>
    );
  };
  return (
    <p class="maker-range">
      The producer is not stated and rates differ by company: {end("from", range.low)} {end("to", range.high)}.
    </p>
  );
}

/** The stack as a table, then what does not apply with the reason. */
export function StackTables({ answer, question }: DutyAnswerProps) {
  const { result } = answer;
  const owed = applied(result);
  const others = skipped(result);
  const name = `duty-${result.goods.code}-${result.goods.origin.key}-${answer.on}`;
  return (
    <>
      <ChartFigure
        name={`${name}-stack`}
        title="What applies"
        caption={`${owed.length} of ${result.lines.length} measures apply. A figure leads to where it comes from.`}
        table={stackTable(result)}
        tableProps={{
          reference: (row) => dutyFigure(question, row < owed.length ? row : undefined),
        }}
      />
      <ChartFigure
        name={`${name}-not-applied`}
        title="What does not apply, and why"
        caption={`${others.length} measures of the border are not owed on these goods.`}
        table={skippedTable(result)}
      />
    </>
  );
}
