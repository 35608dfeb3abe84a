/** Whether a code is under one of a set of codes; "part" when only longer codes under it are. */
export type Membership = "in" | "part" | "out";

/** Tariff codes by their first digits. */
export interface CodeSet {
  /** The codes as they were given; empty stands for every code. */
  readonly codes: readonly string[];
  of(code: string): Membership;
}

const LENGTHS = [2, 4, 6, 8, 10];

/** Codes of two to ten digits, each standing for all codes that begin with it. */
export function codeSet(prefixes: Iterable<string>): CodeSet {
  const held = new Set(prefixes);
  const above = new Set<string>();
  for (const prefix of held)
    for (const length of LENGTHS) if (length < prefix.length) above.add(prefix.slice(0, length));
  return {
    codes: [...held],
    of(code) {
      for (const length of LENGTHS) if (length <= code.length && held.has(code.slice(0, length))) return "in";
      return above.has(code) ? "part" : "out";
    },
  };
}

/** The codes of a list that is null where it means every code. */
export function codesOrEvery(prefixes: readonly string[] | null): CodeSet {
  return prefixes === null ? EVERY_CODE : codeSet(prefixes);
}

const EVERY_CODE: CodeSet = { codes: [], of: () => "in" };
