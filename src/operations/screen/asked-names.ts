import { z } from "zod";
import { InvalidInput, UserError } from "../../errors.ts";
import type { Identifier } from "../../resolve/names/named-entity.ts";
import { country } from "../../vocab/country.ts";

export const MOST_NAMES = 10_000;
const LONGEST = 1000;

const text = z.string().trim().min(1).max(LONGEST);

/** A row of a list of names. */
export const nameRow = z.object({
  name: z.preprocess((given) => (typeof given === "number" ? String(given) : given), text),
  country: text.optional(),
  identifier: z.preprocess((given) => (typeof given === "number" ? String(given) : given), text).optional(),
  line: z.number().int().optional(),
});

/** Who is asked about: a name with what is known beside it, and the line of the file that it stands on. */
export interface AskedParty {
  readonly name: string;
  readonly country: string | null;
  readonly ids: readonly Identifier[];
  readonly line: number | null;
}

/** Reads `LEI:300300C6TXDO6SVTJR24`. */
export function identifierOf(given: string): Identifier {
  const [, scheme, value] = /^\s*([\p{L}\p{N}][\p{L}\p{N} _.-]{0,40}?)\s*:\s*(\S.*)$/u.exec(given) ?? [];
  if (scheme !== undefined && value !== undefined) return { scheme, value: value.trim() };
  throw new InvalidInput(`"${given}" does not say a scheme and a value.`, {
    hint: "Write SCHEME:VALUE, such as LEI:300300C6TXDO6SVTJR24.",
  });
}

function partyOf(row: z.output<typeof nameRow>): AskedParty {
  try {
    return {
      name: row.name,
      country: row.country === undefined ? null : country(row.country).code,
      ids: (row.identifier ?? "")
        .split(";")
        .filter((part) => part.trim() !== "")
        .map(identifierOf),
      line: row.line ?? null,
    };
  } catch (error) {
    if (!(error instanceof UserError) || row.line === undefined) throw error;
    throw new InvalidInput(`Line ${row.line}: ${error.message}`, {
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

/** Everyone that is asked about: the one of the fields, then those of the list. */
export function askedParties(
  one: { readonly name?: string | undefined; readonly country?: string | undefined; readonly id: readonly string[] },
  rows: readonly z.output<typeof nameRow>[] | undefined,
): readonly AskedParty[] {
  if (one.name === undefined && (one.country !== undefined || one.id.length > 0)) {
    throw new InvalidInput("A country or an identifier is given, but no name.", { hint: "Give --name as well." });
  }
  const first =
    one.name === undefined
      ? []
      : [{ name: one.name, country: one.country ?? null, ids: one.id.map(identifierOf), line: null }];
  const asked = [...first, ...(rows ?? []).map(partyOf)];
  if (asked.length === 0) {
    throw new InvalidInput("There is no name to look for.", { hint: "Give --name X, or a FILE with a name a line." });
  }
  return asked;
}
