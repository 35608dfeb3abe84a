import type { ComponentChildren } from "preact";
import { useQuestion } from "../state/answers.ts";
import { besideQuestion, type DutyAnswer, type DutyPlace, dutyFigure, dutyQuestion } from "../state/duty-question.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { besideTable } from "./duty-tables.ts";
import { applied, atBorder, lessOf, perCent, writeCents } from "./duty-words.ts";
import { LandedFigure } from "./landed-figure.tsx";
import { Problem, Warnings } from "./problem.tsx";
import { StackFigure } from "./stack-figure.tsx";

interface StackPicturesProps {
  readonly first: DutyAnswer;
  readonly values: DutyPlace;
}

/** The stack as a picture; where a second origin is chosen, both on one axis, and measure by measure. */
export function StackPictures({ first, values }: StackPicturesProps) {
  const question = besideQuestion(values);
  const asked = useQuestion(
    "duty",
    question,
    settings(),
    (given, signal): Promise<DutyAnswer> => client.value.duty(given, { ...settings(), signal }),
  );
  const { value, problem, waiting } = asked.value;
  const firstQuestion = dutyQuestion(values);
  if (question !== null && value !== null) {
    return (
      <Both first={first} second={value} firstQuestion={firstQuestion} secondQuestion={question}>
        <LandedFigure values={values} />
      </Both>
    );
  }
  return (
    <>
      <StackFigure answer={first} question={firstQuestion} title="From the value to the cost at the border" />
      {problem === null ? null : <Problem problem={problem} />}
      {waiting ? <p role="status">Asking of the second origin …</p> : null}
    </>
  );
}

interface BothProps {
  readonly first: DutyAnswer;
  readonly second: DutyAnswer;
  readonly firstQuestion: object;
  readonly secondQuestion: object;
  readonly children: ComponentChildren;
}

const causeOf = ({ result }: DutyAnswer, title: string): number | undefined => {
  const at = applied(result).findIndex((line) => line.title === title);
  return at < 0 ? undefined : at;
};

function Both({ first, second, firstQuestion, secondQuestion, children }: BothProps) {
  const table = besideTable(first.result, second.result);
  const most = Math.max(Number(atBorder(first.result)), Number(atBorder(second.result)));
  return (
    <section class="beside">
      <ChartFigure
        name={`duty-beside-${first.result.goods.code}`}
        title={`${first.result.goods.origin.label} and ${second.result.goods.origin.label} beside each other`}
        caption={besideCaption(first, second)}
        table={table}
        tableProps={{
          reference: (row, column) => {
            if (column.name === "difference") return null;
            const title = String(table.rows[row]?.[0] ?? "");
            return column.name === "second"
              ? dutyFigure(secondQuestion, causeOf(second, title))
              : dutyFigure(firstQuestion, causeOf(first, title));
          },
        }}
      />
      {children}
      <div class="beside-pictures">
        <StackFigure answer={first} question={firstQuestion} title={first.result.goods.origin.label} most={most} />
        <StackFigure answer={second} question={secondQuestion} title={second.result.goods.origin.label} most={most} />
      </div>
      <Warnings warnings={second.warnings.filter((warning) => !first.warnings.includes(warning))} />
    </section>
  );
}

function besideCaption(first: DutyAnswer, second: DutyAnswer): string {
  const [one, two] = [first.result, second.result];
  const less = lessOf(atBorder(one), atBorder(two));
  const who = two.goods.origin.label;
  const finding = less.startsWith("-")
    ? `From ${who} the goods cost ${writeCents(less.slice(1))} USD more at the border`
    : Number(less) === 0
      ? `From ${who} the goods cost the same at the border`
      : `From ${who} the goods cost ${writeCents(less)} USD less at the border`;
  return `${finding}: ${perCent(one.rate)} % is owed on ${writeCents(one.goods.value)} USD from ${one.goods.origin.label}, ${perCent(two.rate)} % on ${writeCents(two.goods.value)} USD from ${who}. Freight and insurance are not in it.`;
}
