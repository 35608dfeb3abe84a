import type { ApiProblem } from "../../src/client/client.ts";
import { useQuestion } from "./answers.ts";
import { settings } from "./everywhere.ts";
import type { EditWritten, ScenarioFile } from "./scenario-file.ts";
import { client } from "./server.ts";

/** What the server says of an edit. */
export interface EditSaid {
  readonly sentence: string;
  readonly note: string | null;
}

export interface EditSentences {
  /** What the server says of an edit; null for as long as it has not read it. */
  sentenceOf(edit: EditWritten): EditSaid | null;
  /** Why the scenario cannot be used, in the server's words. */
  readonly problem: ApiProblem | null;
}

/** The edits as sentences. The server alone reads edits: any question under the scenario says them, and refuses bad ones. */
export function useEditSentences(scenario: ScenarioFile): EditSentences {
  const asked = useQuestion(
    "sentences",
    scenario.edits.length === 0 ? null : scenario,
    settings(),
    async (given, signal): Promise<ReadonlyMap<string, EditSaid>> => {
      const answer = await client.value.status({}, { ...settings(), scenario: given, signal });
      const said = answer.scenario?.edits ?? [];
      return new Map(given.edits.map((edit, at) => [JSON.stringify(edit), said[at] ?? { sentence: "", note: null }]));
    },
  );
  const { value, problem } = asked.value;
  return { sentenceOf: (edit) => value?.get(JSON.stringify(edit)) ?? null, problem };
}
