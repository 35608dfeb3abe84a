import { CoverageNotes } from "../parts/coverage-notes.tsx";
import { Problem, Warnings } from "../parts/problem.tsx";
import { SignalControls } from "../parts/signal-controls.tsx";
import { useQuestion } from "../state/answers.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import {
  type DiversionAnswer,
  diversionQuestion,
  flowsQuestion,
  isAsked,
  type SignalsPlace,
  signalsAddress,
  signalsPlace,
} from "../state/signals-question.ts";

/** Whether a flow goes another way round since a measure or a day: signals, what speaks against, and what would decide. */
export function SignalsScreen() {
  const values = signalsPlace();
  const asked = isAsked(values);
  // Measures of the whole span, so that each can be chosen whatever window is looked at.
  const direct = asked ? flowsQuestion({ ...values, from: "", until: "" }) : null;
  const flows = useQuestion("flows", direct, settings(), (given, signal) =>
    client.value.flows(given, { ...settings(), signal }),
  );
  return (
    <div class="with-controls">
      <SignalControls values={values} measures={flows.value.value?.result.measures ?? []} />
      <div>
        <h1>Signals</h1>
        {asked ? <Diversion values={values} /> : <WorkedFlows />}
      </div>
    </div>
  );
}

function Diversion({ values }: { readonly values: SignalsPlace }) {
  const question = diversionQuestion(values);
  const asked = useQuestion(
    "diversion",
    question,
    settings(),
    (given, signal): Promise<DiversionAnswer> => client.value.diversion(given, { ...settings(), signal }),
  );
  const { value, problem, waiting } = asked.value;
  return (
    <>
      {problem === null ? null : <Problem problem={problem} />}
      <p role="status" class="said">
        {waiting ? "Setting the legs side by side …" : ""}
      </p>
      {value === null ? null : (
        <div class={waiting ? "waiting" : undefined} aria-busy={waiting}>
          <p>{value.result.words}</p>
          <Warnings warnings={value.warnings} />
          <CoverageNotes answer={value} />
        </div>
      )}
    </>
  );
}

const FLOWS: readonly (readonly [string, string, Partial<SignalsPlace>])[] = [
  [
    "Did China’s natural graphite go round to the United States when licences began?",
    "HS 2504.10 from December 2023, when China began to ask for licences",
    { product: "250410", origin: "CN", to: "US", measure: "cn-graphite-39-2023" },
  ],
  [
    "And half a year later, when Indonesia bought more?",
    "The same from July 2024, six months long",
    { product: "250410", origin: "CN", to: "US", since: "2024-07-01" },
  ],
];

function WorkedFlows() {
  return (
    <>
      <p>Say a product, who sold it directly and who buys it, or begin with one of these.</p>
      <ul class="questions">
        {FLOWS.map(([name, about, values]) => (
          <li key={name}>
            <a href={signalsAddress(values)}>{name}</a>
            <span class="muted">{about}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
