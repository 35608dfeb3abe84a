import { readYaml, yamlFileName } from "./yaml-text.ts";

/** One edit as a scenario's file writes it: its kind, and what is said of it. */
export type EditWritten = Readonly<Record<string, unknown>>;

/** A scenario as its file holds it: whether it can be used says the server alone. */
export interface ScenarioFile {
  readonly title: string;
  readonly edits: readonly EditWritten[];
  /** `about`, `ask`, `baseline`, and what is misspelt. */
  readonly [other: string]: unknown;
}

const NEW_TITLE = "A scenario without a name";
export const NO_EDITS: ScenarioFile = { title: NEW_TITLE, edits: [] };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was parsed as a scenario, or why it cannot be shown as one. */
export function asScenario(parsed: unknown): ScenarioFile | string {
  if (!isObject(parsed)) return "A scenario is a title and a list of edits.";
  const { title = NEW_TITLE, edits = [], ...others } = parsed;
  if (typeof title !== "string") return "The title of a scenario is text.";
  if (!Array.isArray(edits) || !edits.every(isObject)) {
    return "The edits are a list, each with its kind: - ban: {product: 8505.11, origin: CN}.";
  }
  return { title, ...others, edits };
}

/** Reads a scenario's file; text is why it cannot be read. */
export async function readScenarioText(text: string): Promise<ScenarioFile | string> {
  const parsed = await readYaml(text);
  return typeof parsed === "string" ? parsed : asScenario(parsed.value);
}

/** Reads one edit: `ban: {product: 8505.11}`; text is why it cannot be read. */
export async function readEditText(text: string): Promise<EditWritten | string> {
  const parsed = await readYaml(text);
  if (typeof parsed === "string") return parsed;
  return isObject(parsed.value) ? parsed.value : "An edit is its kind, and what is said of it below.";
}

/** The kind of an edit, and what is said of it. */
export function partsOfEdit(edit: EditWritten): { readonly kind: string; readonly said: EditWritten } {
  const [kind = "", said] = Object.entries(edit)[0] ?? [];
  return { kind, said: isObject(said) ? said : {} };
}

const plainWords = (value: unknown): string =>
  Array.isArray(value) ? value.map(plainWords).join(", ") : isObject(value) ? JSON.stringify(value) : String(value);

/** The edit as it is written, for as long as the server has not said it as a sentence. */
export function plainEdit(edit: EditWritten): string {
  const { kind, said } = partsOfEdit(edit);
  return `${kind}: ${Object.entries(said)
    .map(([name, value]) => `${name} ${plainWords(value)}`)
    .join(", ")}`;
}

/** The scenario with one edit more, in the place of the one at `at`, or without it. */
export function withEdit(scenario: ScenarioFile, at: number, edit: EditWritten | null): ScenarioFile {
  return { ...scenario, edits: scenario.edits.toSpliced(at, 1, ...(edit === null ? [] : [edit])) };
}

/** A name for the file: the title in small letters. */
export const fileName = ({ title }: ScenarioFile): string => yamlFileName(title, "scenario");
