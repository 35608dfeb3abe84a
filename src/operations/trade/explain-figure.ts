import { InvalidInput } from "../../errors.ts";

/** One number of a result, with the way to it. */
export interface Figure {
  /** Keys of parts, not places of lists. */
  readonly path: readonly string[];
  readonly value: string;
  readonly unit: FigureUnit;
  /** In words: "tier 1, China, usd". */
  readonly label: string;
  /** The value at each step of the path; the last one is the figure. */
  readonly steps: readonly unknown[];
}

export type FigureUnit = "USD" | "kg" | "USD per kg" | "share" | "rows" | "count";

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): value is string | number =>
  typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));

/** What an entry of a list is told apart by. */
function keyOf(entry: unknown): string | null {
  if (!isEntry(entry)) return null;
  for (const field of ["key", "party", "code", "tier", "year"]) {
    const key = entry[field];
    if (typeof key === "string" || typeof key === "number") return String(key);
    if (key === null) return "beyond";
  }
  return null;
}

interface Step {
  readonly names: readonly string[];
  readonly value: unknown;
}

function into(value: unknown, name: string): Step | null {
  if (Array.isArray(value)) {
    const byKey = value.find((entry) => keyOf(entry)?.toLowerCase() === name.toLowerCase());
    const found = byKey ?? (/^\d+$/.test(name) ? value[Number(name)] : undefined);
    return found === undefined ? null : { names: [keyOf(found) ?? name], value: found };
  }
  if (!isEntry(value)) return null;
  if (Object.hasOwn(value, name)) return { names: [name], value: value[name] };
  // The lines of a split stand under `parts`, which a reference need not name.
  const parts = Object.hasOwn(value, "parts") ? into(value.parts, name) : null;
  return parts === null ? null : { names: ["parts", ...parts.names], value: parts.value };
}

const MOST_NAMED = 24;

function namesIn(value: unknown): string {
  const names = Array.isArray(value)
    ? value.map((entry, at) => keyOf(entry) ?? String(at))
    : isEntry(value)
      ? Object.entries(value).flatMap(([name, each]) =>
          isNumber(each) || (typeof each === "object" && each !== null) ? [name] : [],
        )
      : [];
  if (names.length === 0) return "nothing";
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Finds the figure that a path leads to; a path that leads to none is an InvalidInput that says where it goes wrong. */
export function figureAt(result: unknown, path: readonly string[]): Figure {
  const names: string[] = [];
  const steps: unknown[] = [];
  const words: string[] = [];
  let value: unknown = result;
  for (const name of path) {
    const step = into(value, name);
    if (step === null) {
      const where = names.length === 0 ? "The answer" : `"${names.join(".")}" of the answer`;
      throw new InvalidInput(`${where} has no "${name}".`, {
        hint: `There is ${namesIn(value)}.${Array.isArray(value) ? " A larger top in the reference lists more." : ""}`,
      });
    }
    names.push(...step.names);
    for (let missing = step.names.length; missing > 1; missing--) steps.push((value as Entry).parts);
    value = step.value;
    steps.push(value);
    words.push(wordsOf(step, words));
  }
  if (!isNumber(value)) {
    const none = value === null ? "is not known" : "is not one figure";
    throw new InvalidInput(`"${names.join(".")}" ${none} of the answer.`, { hint: `Under it is ${namesIn(value)}.` });
  }
  const label = words.filter((word) => word !== "").join(", ");
  return { path: names, value: String(value), unit: unitOf(names), label, steps };
}

const SILENT: ReadonlySet<string> = new Set(["tiers", "by", "splits", "parts", "suppliers"]);

function wordsOf({ names, value }: Step, before: readonly string[]): string {
  const name = names.at(-1) ?? "";
  if (SILENT.has(name)) return "";
  if (!isEntry(value)) return name;
  if (typeof value.label === "string") return value.label;
  return typeof value.tier === "number" ? `tier ${value.tier}` : before.length === 0 || name !== "" ? name : "";
}

/** The unit follows from the name: the same name means the same in every answer. */
function unitOf(path: readonly string[]): FigureUnit {
  const name = path.at(-1) ?? "";
  const parent = path.at(-2) ?? "";
  if (name === "usd" || (parent === "estimated" && (name === "low" || name === "high"))) return "USD";
  if (name === "kg") return "kg";
  if (name === "unitValue") return "USD per kg";
  if (["share", "low", "high", "estimated", "rootEstimated"].includes(name)) return "share";
  return name.startsWith("rows") ? "rows" : "count";
}
