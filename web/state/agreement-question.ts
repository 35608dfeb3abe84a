import type { Answer, Result } from "../../src/client/client.ts";
import { addressOf } from "./everywhere.ts";
import { readFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { readyFiles } from "./ready-files.ts";

/** What the address of the screen of agreements says: each the name of a ready file, or the file itself. */
const AGREEMENT_FIELDS = {
  agreement: text(),
  /** A second one that it is compared with. */
  beside: text(),
  top: whole(10),
};

export type AgreementPlace = Values<typeof AGREEMENT_FIELDS>;

export const agreementPlace = (): AgreementPlace => readFields(AGREEMENT_FIELDS, place.value.query);

const agreementAddress = (values: Partial<AgreementPlace>): string =>
  addressOf("/agreement", writeFields(AGREEMENT_FIELDS, values));

export function changeAgreement(changes: Partial<AgreementPlace>): void {
  go(agreementAddress({ ...agreementPlace(), ...changes }));
}

const FILES: Readonly<Record<string, string>> = import.meta.glob("../../examples/agreements/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const READY_AGREEMENTS = readyFiles(FILES);

export type AgreementResult = Result<"agreement">;
export type AgreementAnswer = Answer<AgreementResult>;
export type AgreementNode = AgreementResult["nodes"][number];
