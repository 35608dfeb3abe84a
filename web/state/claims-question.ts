import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf } from "./everywhere.ts";
import { choice, readFields, saidFields, text, type Values, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { writeReference } from "./reference.ts";

/** What the address of the claims says. */
export const CLAIMS_FIELDS = {
  /** How they came out; all where empty. */
  verdict: choice(["", "reproduced", "inconsistent", "stale", "not_checkable"]),
  /** A document by its id. */
  document: text(),
  /** Words that a claim holds. */
  about: text(),
  /** Claims that are opened, by id, with commas. */
  open: text(),
};

export type ClaimsPlace = Values<typeof CLAIMS_FIELDS>;
export type ClaimsResult = Result<"claims">;
export type ClaimsAnswer = Answer<ClaimsResult>;
export type Claim = ClaimsResult["claims"][number];
export type Verdict = Claim["verdict"];

export const claimsPlace = (): ClaimsPlace => readFields(CLAIMS_FIELDS, place.value.query);

export const claimsAddress = (values: Partial<ClaimsPlace>): string =>
  addressOf("/claims", writeFields(CLAIMS_FIELDS, values));

export function changeClaims(changes: Partial<ClaimsPlace>, step: { readonly replace?: boolean } = {}): void {
  go(claimsAddress({ ...claimsPlace(), ...changes }), step);
}

/** The fields that the operation takes; what is opened is none of them. */
export function claimsQuestion(values: ClaimsPlace): QuestionOf<"claims"> {
  const { open: _, ...said } = saidFields(CLAIMS_FIELDS, values);
  return said;
}

/** How one claim was checked, and no other. */
export const claimFigure = ({ id, document }: Claim): string =>
  writeReference({ operation: "claims", question: { document: document.id, about: id }, path: [] });

/** How the answer was made. */
export const claimsFigure = (values: ClaimsPlace): string =>
  writeReference({ operation: "claims", question: { ...claimsQuestion(values) }, path: [] });

/** The list of opened claims with one opened or closed. */
export function withOpened(open: string, id: string, isOpen: boolean): string {
  const others = open.split(",").filter((each) => each !== "" && each !== id);
  return (isOpen ? [...others, id] : others).join(",");
}
