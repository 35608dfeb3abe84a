import { z } from "zod";
import { UserError } from "../errors.ts";
import { decimal } from "./decimal.ts";
import { type IsoDate, isoDate } from "./iso-date.ts";

/** Fields of the YAML files of a book, for the schemas of the rooms whose data they are. */

/** A scalar read by one of our own parsers, so that its error keeps its sentence. */
export function parsedField<T>(parse: (text: string) => T) {
  return z.union([z.string(), z.number()]).transform((given, context): T => {
    try {
      return parse(String(given).trim());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });
}

export const textField = z.string().trim().min(1);
export const idField = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, "An id is written in small letters, digits and hyphens");
export const countryCodeField = z.string().regex(/^[A-Z]{2}$/, "A country is written as its two letters, such as CN");
export const confidenceField = z.enum(["high", "medium", "low"]);
export const dayField = parsedField((given): IsoDate => isoDate(given));
export const decimalField = parsedField(decimal);

/** Where a row comes from: an id of sources.yaml, and the place inside it. */
export const citedFields = { source: idField, locator: textField.optional() };
