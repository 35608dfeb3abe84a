import type { Answer } from "../../src/client/client.ts";
import type { Table } from "../../src/render/document.ts";
import { useAsked } from "../state/answers.ts";
import { explainFigure, settings } from "../state/everywhere.ts";
import { writeReference } from "../state/reference.ts";
import { client } from "../state/server.ts";
import { type CaseResult, changeWatch, type WatchPlace } from "../state/watch-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { sourceWords } from "./duty-tables.ts";
import { ChoiceField } from "./fields.tsx";
import { Problem, Warnings } from "./problem.tsx";

function stagesTable({ stages }: CaseResult): Table {
  return {
    kind: "table",
    title: "Stages",
    columns: [
      { name: "on", label: "Day", type: "date" },
      { name: "stage", label: "Stage", type: "code" },
      { name: "what", label: "What", type: "text" },
      { name: "rates", label: "Rates", type: "text" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: stages.map(({ on, stage, what, rates, source }) => [
      on,
      stage,
      what,
      rates.map(({ company, rate }) => `${company} ${rate}`).join("; ") || null,
      sourceWords(source),
    ]),
  };
}

function ratesTable({ rates }: CaseResult): Table {
  return {
    kind: "table",
    title: "What was to be deposited",
    columns: [
      { name: "when", label: "Whose goods", type: "text" },
      { name: "rate", label: "Rate", type: "text" },
      { name: "from", label: "From", type: "date" },
      { name: "until", label: "Until", type: "date" },
      { name: "status", label: "Status", type: "text" },
      { name: "because", label: "Because", type: "text" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: rates.map(({ because, when, rate, from, until, status, source }) => [
      when ?? "All others",
      rate ?? "nothing",
      from,
      until,
      status,
      because,
      sourceWords(source),
    ]),
  };
}

/** Cases that touch the code: their stages from the petition on, and the rates by company. */
export function CaseFigure({ values }: { readonly values: WatchPlace }) {
  const question = { all: true, ...(values.product === "" ? {} : { product: values.product }) };
  const asked = useAsked(`measures ${JSON.stringify([question, settings()])}`, (signal) =>
    client.value.measures(question, { ...settings(), signal }),
  );
  const { value, problem } = asked.value;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return null;
  const cases = value.result.measures.filter(
    ({ kind, programme }) => kind === "remedy" && (values.programme === "" || programme === values.programme),
  );
  const [first] = cases;
  if (first === undefined) return <p>No case in the book touches this.</p>;
  const ids = cases.map(({ id, heading, title }) => [heading ?? id, title] as const);
  const chosen = values.case === "" ? (first.heading ?? first.id) : values.case;
  return (
    <section aria-label="Cases">
      <div class="inline-form">
        <ChoiceField
          label="Case"
          value={chosen}
          choices={ids.map(([id, title]) => [id, `${id}: ${title}`] as const)}
          onChange={(id) => changeWatch({ case: id })}
        />
      </div>
      <Case id={chosen} />
    </section>
  );
}

function Case({ id }: { readonly id: string }) {
  const asked = useAsked<Answer<CaseResult>>(`case ${JSON.stringify([id, settings()])}`, (signal) =>
    client.value.case({ id }, { ...settings(), signal }),
  );
  const { value, problem } = asked.value;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">Asking for the case …</p>;
  const { result } = value;
  const name = `case-${result.case ?? result.id}`;
  const reference = writeReference({ operation: "case", question: { id }, path: [] });
  return (
    <>
      <ChartFigure
        name={`${name}-stages`}
        title={`${result.case ?? result.id}: ${result.title}`}
        caption={`${result.status}.`}
        table={stagesTable(result)}
      >
        <ol class="timeline">
          {result.stages.map(({ on, stage, what, rates, source }) => (
            <li key={`${on} ${stage}`} data-stage={stage}>
              <time dateTime={on}>{on}</time> <span class="badge">{stage}</span> {what}
              {rates.map(({ company, rate }) => (
                <span key={`${company} ${rate}`} class="about">
                  {company}:{" "}
                  <button type="button" class="figure-button" onClick={() => explainFigure(reference)}>
                    {rate}
                  </button>
                </span>
              ))}
              <span class="muted about">{sourceWords(source)}</span>
            </li>
          ))}
        </ol>
      </ChartFigure>
      <ChartFigure
        name={`${name}-rates`}
        title="What was to be deposited"
        caption={`${result.goods}; of ${result.base}.`}
        table={ratesTable(result)}
      />
      <Warnings warnings={value.warnings} />
    </>
  );
}
