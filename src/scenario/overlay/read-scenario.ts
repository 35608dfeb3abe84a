import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { dayField, parsedField, textField } from "../../vocab/file-fields.ts";
import { nearest } from "../../vocab/nearest.ts";
import { requireNoContradiction } from "./contradictions.ts";
import type { Edit, EditKind, Scenario } from "./edit.ts";
import { EDIT_FIELDS } from "./edit-fields.ts";
import { listOf, place, product } from "./scenario-fields.ts";

const MOST_EDITS = 200;
const MOST_IMPORTS = 100;

const KINDS: readonly string[] = Object.keys(EDIT_FIELDS);
const isKind = (text: string): text is EditKind => Object.hasOwn(EDIT_FIELDS, text);

const records = z.array(z.record(z.string(), z.unknown()));

const baseline = z
  .strictObject({
    vintage: z.int().nonnegative().optional(),
    book: parsedField((text) => {
      if (/^\d{4}(-\d{2}){0,2}(\+[0-9a-f]*)?$/.test(text)) return text;
      throw new InvalidInput(`“${text}” is not the vintage of a book: write a date or the beginning of one`);
    }).optional(),
  })
  .transform(({ vintage, book }) => ({ vintage: vintage ?? null, book: book ?? null }));

const askFields = z
  .strictObject({
    product: listOf(product).optional(),
    to: place.optional(),
    on: dayField.optional(),
    imports: records.max(MOST_IMPORTS).default([]),
  })
  .transform(({ product: products, to, on, imports }) => ({
    products: [...new Set(products)],
    to: to ?? null,
    on: on ?? null,
    imports,
  }));

const outer = z.strictObject({
  title: textField,
  about: textField.optional(),
  baseline: baseline.optional(),
  ask: askFields.optional(),
  edits: records.max(MOST_EDITS).default([]),
});

/**
 * Reads a scenario as it was parsed from YAML or JSON:
 * `{title, about?, baseline?: {vintage?, book?}, ask?: {product?, to?, on?, imports?}, edits: [{KIND: {field: value}}]}`.
 *
 * Throws InvalidInput that names the edit by number and kind, and what is allowed there; both edits where two contradict
 * each other.
 */
export function readScenario(given: unknown): Scenario {
  const read = outer.safeParse(given);
  if (!read.success) {
    throw new InvalidInput(`The scenario cannot be read: ${faultOf(read.error)}.`, {
      hint: 'It has a title, and edits: a list of one-key mappings such as - ban: {product: "3801.10", origin: CN}.',
    });
  }
  const { title, about, ...said } = read.data;
  const edits = said.edits.map((edit, at) => readEdit(edit, at + 1));
  requireNoContradiction(edits);
  return { title, about: about ?? null, baseline: said.baseline ?? null, ask: said.ask ?? null, edits };
}

function readEdit(given: Readonly<Record<string, unknown>>, number: number): Edit {
  const [kind, ...others] = Object.keys(given);
  if (kind === undefined || others.length > 0) {
    throw new InvalidInput(
      kind === undefined
        ? `Edit ${number} is empty.`
        : `Edit ${number} has more than one kind: ${[kind, ...others].join(", ")}.`,
      { hint: "Write each edit as an item of its own." },
    );
  }
  if (!isKind(kind)) {
    const near = nearest(kind, KINDS, 1).map((one) => `Did you mean ${one}? `);
    throw new InvalidInput(`Edit ${number} is a “${kind}”, which is no kind of edit.`, {
      hint: `${near.join("")}Kinds: ${KINDS.join(", ")}.`,
    });
  }
  const read = EDIT_FIELDS[kind].safeParse(given[kind]);
  if (!read.success) throw editFault(number, kind, faultOf(read.error));
  const edit: Edit = { ...read.data, number };
  if (edit.kind !== "measure" && edit.from !== null && edit.until !== null && edit.until <= edit.from) {
    throw editFault(number, kind, `it ends on ${edit.until}, not after it begins on ${edit.from}`);
  }
  return edit;
}

/** An error about one edit of a scenario. */
export function editFault(number: number, kind: EditKind, what: string, hint?: string): InvalidInput {
  return new InvalidInput(`Edit ${number} (${kind}) cannot be used: ${what}.`, hint === undefined ? {} : { hint });
}

function faultOf({ issues }: z.ZodError): string {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) return "it is not as it should be";
  if (issue.code === "unrecognized_keys") return `there is no field ${issue.keys.map((key) => `“${key}”`).join(", ")}`;
  const deepest =
    issue.code === "invalid_union" ? (issue.errors.flat().find(({ code }) => code === "custom") ?? issue) : issue;
  const path = [...issue.path, ...(deepest === issue ? [] : deepest.path)].map(String).join(".");
  const words = deepest.message.replace(/\.$/, "");
  return path === "" ? words : `“${path}”: ${words}`;
}
