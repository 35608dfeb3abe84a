import { readScenarioText, type ScenarioFile } from "../../state/scenario-file.ts";
import { showScenario } from "../../state/scenario-question.ts";
import { writeYaml } from "../../state/yaml-text.ts";
import { WholeText } from "../written/whole-text.tsx";

/** Shows the scenario of a text, or says why it cannot be read. */
export async function takeScenarioText(text: string): Promise<string | null> {
  const read = await readScenarioText(text);
  if (typeof read === "string") return read;
  showScenario(read);
  return null;
}

/** The whole scenario as text, to paste one or to say what no form has a field for. */
export function ScenarioText({ scenario }: { readonly scenario: ScenarioFile }) {
  return <WholeText of={JSON.stringify(scenario)} write={() => writeYaml(scenario)} take={takeScenarioText} />;
}
