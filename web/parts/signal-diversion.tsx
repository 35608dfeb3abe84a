import { useLayoutEffect, useRef } from "preact/hooks";
import { useQuestion } from "../state/answers.ts";
import { explainFigure, settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import {
  type DiversionAnswer,
  type DiversionResult,
  diversionQuestion,
  type FlowsResult,
  type SignalsPlace,
  shownCandidates,
  signalsFigure,
} from "../state/signals-question.ts";
import { AskedPart } from "./asked-part.tsx";
import { CoverageNotes } from "./coverage-notes.tsx";
import { Warnings } from "./problem.tsx";
import { SignalCase } from "./signal-case.tsx";
import { eventsOf, LegFigure } from "./signal-leg.tsx";
import { SignalFilters, SignalList } from "./signal-list.tsx";

interface SignalDiversionProps {
  readonly values: SignalsPlace;
  readonly measures: FlowsResult["measures"];
}

/** Whether the flow goes round: the finding, the direct leg, third countries with most evidence first, and one's case. */
export function SignalDiversion({ values, measures }: SignalDiversionProps) {
  const question = diversionQuestion(values);
  const asked = useQuestion(
    "diversion",
    question,
    settings(),
    (given, signal): Promise<DiversionAnswer> => client.value.diversion(given, { ...settings(), signal }),
  );
  return (
    <AskedPart asked={asked.value} working="Setting the legs side by side …">
      {(value) => (
        <>
          <Found answer={value} values={values} measures={measures} reference={signalsFigure("diversion", question)} />
          <CoverageNotes answer={value} />
        </>
      )}
    </AskedPart>
  );
}

interface FoundProps extends SignalDiversionProps {
  readonly answer: DiversionAnswer;
  readonly reference: string;
}

function Found({ answer, values, measures, reference }: FoundProps) {
  const { result, warnings } = answer;
  const shown = shownCandidates(result, values);
  const open = shown.find(({ country }) => country.key === values.open) ?? shown[0] ?? null;
  const events = eventsOf(result, measures);
  const heading = useRef<HTMLHeadingElement>(null);
  const wanted = useRef(false);
  // Who opens a case from the list goes to it; who comes by its address starts at the beginning of the page.
  useLayoutEffect(() => {
    if (wanted.current) heading.current?.focus();
    wanted.current = false;
  }, [values.open]);
  const facts = [
    ["Diversion", result.diversion],
    ["Evasion", result.evasion],
    ["Judged", `${result.event.month} to ${result.until}`],
    ["Seen on", result.level],
  ] as const;
  return (
    <>
      <p>
        <strong>{result.words}</strong>{" "}
        <button type="button" class="link" onClick={() => explainFigure(reference)}>
          How it was judged
        </button>
      </p>
      <dl class="figures">
        {facts.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      <p>
        {result.event.words} {result.levelWords}
      </p>
      <Warnings warnings={warnings} />
      <Rule result={result} />
      <LegFigure lead="Direct leg" leg={result.direct} result={result} events={events} reference={reference} />
      <SignalFilters values={values} />
      <SignalList
        result={result}
        values={values}
        shown={shown}
        open={open}
        reference={reference}
        onOpen={() => {
          wanted.current = true;
        }}
      />
      {open === null ? null : (
        <SignalCase result={result} candidate={open} events={events} reference={reference} heading={heading} />
      )}
    </>
  );
}

/** How legs and signals make the verdict, and which legs are missing. */
function Rule({ result: { rule, missing } }: { readonly result: DiversionResult }) {
  return (
    <>
      {missing.length === 0 ? null : (
        <ul aria-label="Legs that are missing">
          {missing.map((leg) => (
            <li key={leg}>{leg}</li>
          ))}
        </ul>
      )}
      <details>
        <summary>The rule of the verdict</summary>
        <ul>
          {rule.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
