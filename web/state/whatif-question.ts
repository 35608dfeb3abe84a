import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { writeReference } from "./reference.ts";
import { heardScenario, type ScenarioPlace, scenarioPlace } from "./scenario-question.ts";

export type WhatIfQuestion = QuestionOf<"whatif">;
export type WhatIfResult = Result<"whatif">;
export type WhatIfAnswer = Answer<WhatIfResult>;
export type Figure = WhatIfResult["figures"][number];
export type Tornado = WhatIfResult["sensitivity"][number];

/** The fields that the operation takes; null where nothing is supposed, or the address cannot be read. */
export function whatIfQuestion(values: ScenarioPlace): WhatIfQuestion | null {
  const { product, to, weeks, top } = values;
  const suppose = heardScenario(values.scenario);
  const beside = values.beside === "" ? "" : heardScenario(values.beside);
  if (typeof suppose === "string" || suppose.edits.length === 0) return null;
  return {
    suppose: { ...suppose },
    ...(typeof beside === "string" ? {} : { compare: [{ ...beside }] }),
    ...(product === "" ? {} : { product: [product] }),
    ...(to === "" ? {} : { to }),
    ...(weeks === 52 ? {} : { weeks }),
    ...(top === 10 ? {} : { top }),
  };
}

/** In the place of a question that is too long to stand in an address twice: the one that the address says. */
const OF_ADDRESS = "address";

/** How the answer was made. */
export const WHATIF_FIGURE = writeReference({ operation: "whatif", question: { suppose: OF_ADDRESS }, path: [] });

/** The question of a reference: itself, or that of the address where it says no more than that. */
export function questionOfReference(question: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return question.suppose === OF_ADDRESS ? { ...whatIfQuestion(scenarioPlace()) } : question;
}
