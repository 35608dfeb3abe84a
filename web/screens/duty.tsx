import type { Answer } from "../../src/client/client.ts";
import { AskedPart } from "../parts/asked-part.tsx";
import { CoverageNotes } from "../parts/coverage-notes.tsx";
import { DutySummary, StackTables } from "../parts/duty-answer.tsx";
import { DutyControls } from "../parts/duty-controls.tsx";
import { Problem, Warnings } from "../parts/problem.tsx";
import { StackPictures } from "../parts/stack-pictures.tsx";
import { TimelineFigure } from "../parts/timeline-figure.tsx";
import { useQuestion } from "../state/answers.ts";
import {
  type DutyAnswer,
  type DutyPlace,
  dutyAddress,
  dutyPlace,
  dutyQuestion,
  isAsked,
  type TimelineResult,
  timelineQuestion,
  timelineSettings,
} from "../state/duty-question.ts";
import { everywhere, settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";

/** What is owed on goods at the border on a day, why, and what else is not. */
export function DutyScreen() {
  const values = dutyPlace();
  const question = isAsked(values) ? dutyQuestion(values) : null;
  const asked = useQuestion(
    "duty",
    question,
    settings(),
    (given, signal): Promise<DutyAnswer> => client.value.duty(given, { ...settings(), signal }),
  );
  const { value } = asked.value;
  return (
    <div class="with-controls">
      <DutyControls values={values} />
      <div>
        {value === null ? <h1>Duty</h1> : null}
        {question === null ? <WorkedEntries /> : null}
        <AskedPart asked={asked.value} working="Working out what is owed …">
          {(value) =>
            question === null ? null : (
              <>
                <DutySummary answer={value} question={question} values={values} />
                <Days values={values} on={everywhere.value.on === "" ? value.on : everywhere.value.on} />
                <StackPictures first={value} values={values} />
                <StackTables answer={value} question={question} values={values} />
                <Warnings warnings={value.warnings} />
                <CoverageNotes answer={value} />
              </>
            )
          }
        </AskedPart>
      </div>
    </div>
  );
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** The same goods on all days. */
function Days({ values, on }: { readonly values: DutyPlace; readonly on: string }) {
  const question = timelineQuestion(values, today());
  const asked = useQuestion(
    "duty-timeline",
    question,
    timelineSettings(),
    (given, signal): Promise<Answer<TimelineResult>> =>
      client.value.dutyTimeline(given, { ...timelineSettings(), signal }),
  );
  const { value, problem, waiting } = asked.value;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">{waiting ? "Going through the days …" : ""}</p>;
  return <TimelineFigure answer={value} question={question} on={on} />;
}

const ENTRIES: readonly (readonly [string, Partial<DutyPlace>, string])[] = [
  [
    "A tonne of Chinese synthetic anode graphite in August 2025, beside Korea",
    { product: "3801.10.50.90", origin: "CN", value: "3700", exporter: "separate-rate", besideOrigin: "KR" },
    "2025-08-15",
  ],
  [
    "The same entry as known in April 2026: what can be had back",
    { product: "3801.10.50.90", origin: "CN", value: "3700", exporter: "separate-rate", known: "2026-04-15" },
    "2025-08-15",
  ],
  [
    "Chinese batteries for storage with 5,000 USD of graphite inside, by sea",
    { product: "8507.60.00.20", origin: "CN", value: "100000", article: "cell", content: "graphite=5000", mode: "sea" },
    "2025-08-15",
  ],
];

function WorkedEntries() {
  return (
    <>
      <p>Say a tariff code, an origin and a value, or begin with one of these.</p>
      <ul class="questions">
        {ENTRIES.map(([name, values, on]) => (
          <li key={name}>
            <a href={dutyAddress(values, on)}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
