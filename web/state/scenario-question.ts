import { addressOf } from "./everywhere.ts";
import { readFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { hearValue, sayValue } from "./said-value.ts";
import { asScenario, type EditWritten, NO_EDITS, partsOfEdit, type ScenarioFile } from "./scenario-file.ts";

/** What the address of the scenario screen says: the scenario itself, and what is asked under it. */
export const SCENARIO_FIELDS = {
  product: text(),
  to: text(),
  weeks: whole(52),
  depth: whole(2),
  top: whole(10),
  /** The scenario, compact; `kept:…` where it is too long for a link. */
  scenario: text(),
  /** A second one that it is compared with. */
  beside: text(),
};

export type ScenarioPlace = Values<typeof SCENARIO_FIELDS>;

export const scenarioPlace = (): ScenarioPlace => readFields(SCENARIO_FIELDS, place.value.query);

export const scenarioAddress = (values: Partial<ScenarioPlace>): string =>
  addressOf("/scenario", writeFields(SCENARIO_FIELDS, values));

export function changeScenario(changes: Partial<ScenarioPlace>, step: { readonly replace?: boolean } = {}): void {
  go(scenarioAddress({ ...scenarioPlace(), ...changes }), step);
}

/** A scenario as an address says it: itself, or, where it is too long, a name that this tab alone knows it by. */
export const sayScenario = (scenario: ScenarioFile): string => sayValue(scenario);

/** Shows a scenario; what was asked of the one before is let go. */
export function showScenario(scenario: ScenarioFile, changes: Partial<ScenarioPlace> = {}): void {
  changeScenario({ scenario: sayScenario(scenario), product: "", to: "", ...changes });
}

/** The scenario of an address, or why it cannot be had. None is the baseline. */
export function heardScenario(said: string): ScenarioFile | string {
  if (said === "") return NO_EDITS;
  const heard = hearValue(said, "scenario");
  return typeof heard === "string" ? heard : asScenario(heard.value);
}

const SIX = /^\d{4}\.?\d{2}/;

const firstText = (value: unknown): string => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" || typeof first === "number" ? String(first) : "";
};

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as EditWritten)[name] : undefined;
}

/** What is asked: what the address says, else the scenario's own `ask`, else the product of its first edit of trade. */
export function subjectOf(values: ScenarioPlace, scenario: ScenarioFile): { product: string; to: string } {
  const { ask } = scenario;
  const said = scenario.edits.map((edit) => firstText(partsOfEdit(edit).said.product));
  const named = firstText(field(ask, "product")) || (said.find((code) => SIX.test(code)) ?? "");
  return {
    product: values.product || named.replaceAll(".", "").slice(0, 6),
    to: values.to || firstText(field(ask, "to")),
  };
}

/** The scenario with what the page asks of it, so that its file asks the same elsewhere. */
export function withAsked(scenario: ScenarioFile, { product, to }: ScenarioPlace): ScenarioFile {
  if (product === "" && to === "") return scenario;
  const ask = typeof scenario.ask === "object" && scenario.ask !== null ? scenario.ask : {};
  const { edits, ...others } = scenario;
  const asked = { ...ask, ...(product === "" ? {} : { product }), ...(to === "" ? {} : { to }) };
  return { ...others, ask: asked, edits };
}
