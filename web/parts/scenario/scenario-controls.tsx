import type { ApiProblem } from "../../../src/client/client.ts";
import type { EditSentences } from "../../state/edit-sentences.ts";
import type { ScenarioFile } from "../../state/scenario-file.ts";
import {
  changeScenario,
  heardScenario,
  type ScenarioPlace,
  sayScenario,
  showScenario,
  subjectOf,
} from "../../state/scenario-question.ts";
import { ChoiceField, Controls, CountryField } from "../fields.tsx";
import { Problem } from "../problem.tsx";
import { ProductField } from "../product-field.tsx";
import { EditList } from "./edit-list.tsx";
import { ReadyChoice } from "./ready-choice.tsx";
import { ScenarioText } from "./scenario-text.tsx";
import { ScenarioTools } from "./scenario-tools.tsx";

interface ScenarioControlsProps {
  readonly scenario: ScenarioFile;
  readonly values: ScenarioPlace;
  readonly sentences: EditSentences;
  readonly read: ReadonlySet<number> | null;
}

const WEEKS = [13, 26, 52, 104];
const DEPTHS = [1, 2, 3, 4];
const TOPS = [5, 10, 20, 50];

interface CountFieldProps {
  readonly name: "weeks" | "depth" | "top";
  readonly label: string;
  readonly counts: readonly number[];
  readonly values: ScenarioPlace;
}

/** One of a few counts, or the one that the address says. */
function CountField({ name, label, counts, values }: CountFieldProps) {
  const all = [...new Set([...counts, values[name]])].sort((a, b) => a - b);
  return (
    <ChoiceField
      label={label}
      value={String(values[name])}
      choices={all.map((count) => [String(count), String(count)] as const)}
      onChange={(count) => changeScenario({ [name]: Number(count) })}
    />
  );
}

/** The edit that a problem names: `Edit 2 (ban) cannot be used: …`. */
function faultOf(problem: ApiProblem | null): number | null {
  const number = /^Edit (\d+)\b/.exec(problem?.detail ?? "")?.[1];
  return number === undefined ? null : Number(number);
}

function titleOf(said: string): string {
  const heard = heardScenario(said);
  return typeof heard === "string" ? heard : heard.title;
}

/** Everything that is supposed and asked, on one page. */
export function ScenarioControls({ scenario, values, sentences, read }: ScenarioControlsProps) {
  const subject = subjectOf(values, scenario);
  return (
    <Controls label="Scenario">
      <ScenarioTools scenario={scenario} values={values} />
      {sentences.problem === null ? null : <Problem problem={sentences.problem} />}
      <EditList
        scenario={scenario}
        sentences={sentences}
        fault={faultOf(sentences.problem)}
        read={read}
        onChange={(next) => changeScenario({ scenario: sayScenario(next) })}
      />
      <fieldset>
        <legend>What is asked</legend>
        <ProductField
          label="Product"
          value={subject.product}
          onChange={(product) => changeScenario({ product: product.slice(0, 6) })}
        />
        <CountryField label="Who buys" value={subject.to} onChange={(to) => changeScenario({ to })} />
        <CountField name="weeks" label="Weeks that are followed" counts={WEEKS} values={values} />
        <CountField name="depth" label="Tiers of the chain" counts={DEPTHS} values={values} />
        <CountField name="top" label="Lines of each table" counts={TOPS} values={values} />
      </fieldset>
      <fieldset>
        <legend>Other scenarios</legend>
        <ReadyChoice label="Begin anew with" onChoose={(ready) => showScenario(ready)} />
        <ReadyChoice label="Compare with" onChoose={(ready) => changeScenario({ beside: sayScenario(ready) })} />
        {values.beside === "" ? null : <p class="muted about">Compared with: {titleOf(values.beside)}</p>}
        {values.beside === "" ? null : (
          <div class="figure-tools">
            <button type="button" onClick={() => changeScenario({ scenario: values.beside, beside: values.scenario })}>
              Change places
            </button>
            <button type="button" onClick={() => changeScenario({ beside: "" })}>
              Compare no more
            </button>
          </div>
        )}
      </fieldset>
      <ScenarioText scenario={scenario} />
    </Controls>
  );
}
