import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf, settings } from "./everywhere.ts";
import { readFields, text, type Values, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { writeReference } from "./reference.ts";

/** What the address of a company says. */
export const COMPANY_FIELDS = {
  party: text(),
  since: text(),
  until: text(),
  source: text(),
  /** The day as of which stakes, lists and rules are known; the day that is asked for when empty. */
  known: text(),
  /** Rules whose path is open, with commas. */
  rule: text(),
  /** The party of the ownership tree that is looked at. */
  pin: text(),
  /** Parties of the tree that are unfolded, with commas. */
  unfold: text(),
};

export type CompanyPlace = Values<typeof COMPANY_FIELDS>;
export type ControlAnswer = Answer<Result<"control">>;
export type ControlFound = Result<"control">;
export type ControlRule = ControlFound["rules"][number];
export type PathStep = ControlRule["path"][number];
export type Outcome = ControlRule["outcome"];
export type GroupAnswer = Answer<Result<"affiliates">>;
export type GroupFound = Result<"affiliates">;
export type GroupStake = GroupFound["up"][number];

export const companyPlace = (): CompanyPlace => readFields(COMPANY_FIELDS, place.value.query);

export const companyAddress = (values: Partial<CompanyPlace>): string =>
  addressOf("/company", writeFields(COMPANY_FIELDS, values));

/** Changes the question or the look of it; what was unfolded belongs to one party. */
export function changeCompany(changes: Partial<CompanyPlace>, step: { readonly replace?: boolean } = {}): void {
  const fresh = changes.party === undefined ? {} : { rule: "", pin: "", unfold: "" };
  go(companyAddress({ ...companyPlace(), ...fresh, ...changes }), step);
}

/** Statistics know countries as parties; nobody holds one. */
export const isCountry = ({ party }: CompanyPlace): boolean => /^[A-Z]{2}$/.test(party);

/** The fields that the company's own question takes. */
export function companyQuestion({ party, since, until, source }: CompanyPlace): QuestionOf<"company"> {
  return {
    party,
    ...(since === "" ? {} : { since }),
    ...(until === "" ? {} : { until }),
    ...(source === "" ? {} : { source }),
  };
}

/** The settings of what is asked about a company: the day of knowledge is its own. */
export function companySettings({ known }: CompanyPlace): { on?: string; known?: string; vintage?: number } {
  return { ...settings(), ...(known === "" ? {} : { known }) };
}

/** The items of a list in the address. */
export const listed = (written: string): readonly string[] => written.split(",").filter((item) => item !== "");

/** The list with an item put in, or taken out. */
export const withItem = (written: string, item: string, has: boolean): string =>
  [...listed(written).filter((each) => each !== item), ...(has ? [item] : [])].join(",");

/** How the answer of a question about a company was made, or one cause of it. */
export function companyFigure(
  operation: "company" | "control" | "affiliates",
  values: CompanyPlace,
  cause?: number,
): string {
  const { known } = values;
  const own = operation === "company" ? companyQuestion(values) : { party: values.party };
  const question = { ...own, ...(known === "" ? {} : { known }) };
  return writeReference({ operation, question, path: cause === undefined ? [] : ["because", String(cause)] });
}
