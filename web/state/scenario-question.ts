import { readCompact, writeCompact } from "./compact-json.ts";
import { addressOf } from "./everywhere.ts";
import { readFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
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

/** Longer ones are refused by some servers and cut by some mail programs. */
const LONGEST = 5000;
const KEPT = "kept:";

/** Scenarios that are too long for a link: this tab alone has them. */
const keptHere = new Map<string, string>();

function keyOf(written: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(written))
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & (2n ** 64n - 1n);
  return `${KEPT}${hash.toString(16)}`;
}

const storageKey = (key: string): string => `headwater-scenario-${key.slice(KEPT.length)}`;

function keep(key: string, written: string): void {
  keptHere.set(key, written);
  try {
    sessionStorage.setItem(storageKey(key), written);
  } catch {
    // A browser that keeps nothing for this page has it until the page is left.
  }
}

function keptUnder(key: string): string | null {
  try {
    return keptHere.get(key) ?? sessionStorage.getItem(storageKey(key));
  } catch {
    return null;
  }
}

/** A scenario as an address says it: itself, or, where it is too long, a name that this tab alone knows it by. */
export function sayScenario(scenario: ScenarioFile): string {
  const written = writeCompact(scenario);
  if (encodeURIComponent(written).length <= LONGEST) return written;
  const key = keyOf(written);
  keep(key, written);
  return key;
}

/** Shows a scenario; what was asked of the one before is let go. */
export function showScenario(scenario: ScenarioFile, changes: Partial<ScenarioPlace> = {}): void {
  changeScenario({ scenario: sayScenario(scenario), product: "", to: "", ...changes });
}

/** True where the address holds the whole scenario, so that a link to it says everything. */
export const isInAddress = (said: string): boolean => !said.startsWith(KEPT);

/** The scenario of an address, or why it cannot be had. None is the baseline. */
export function heardScenario(said: string): ScenarioFile | string {
  if (said === "") return NO_EDITS;
  const written = isInAddress(said) ? said : keptUnder(said);
  if (written === null) {
    return "This link names a scenario that is too long for a link, and this browser does not have it: open its file.";
  }
  const read = readCompact(written);
  return read === undefined ? "The scenario in this address cannot be read: it may have been cut." : asScenario(read);
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
