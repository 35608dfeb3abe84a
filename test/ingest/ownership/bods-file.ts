import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support.ts";

export type Statement = Record<string, unknown>;

let made = 0;
const statementId = (): string => `statement-${String(++made).padStart(24, "0")}`;

const about = (recordType: string, recordId: string, recordDetails: Statement, more: Statement): Statement => ({
  statementId: statementId(),
  declarationSubject: "declaration",
  statementDate: "2024-01-15",
  publicationDetails: {
    publicationDate: "2024-02-01",
    bodsVersion: "0.4",
    publisher: { name: "A register" },
  },
  recordId,
  recordType,
  recordStatus: "new",
  recordDetails: { isComponent: false, ...recordDetails },
  ...more,
});

export interface EntityOptions {
  readonly country?: string;
  readonly ids?: readonly { readonly scheme?: string; readonly schemeName?: string; readonly id: string }[];
  readonly type?: string;
  readonly details?: Statement;
}

export const entity = (
  recordId: string,
  name: string | null,
  options: EntityOptions = {},
  more: Statement = {},
): Statement =>
  about(
    "entity",
    recordId,
    {
      entityType: { type: options.type ?? "registeredEntity" },
      ...(name === null ? {} : { name }),
      ...(options.country === undefined ? {} : { jurisdiction: { name: "a country", code: options.country } }),
      ...(options.ids === undefined ? {} : { identifiers: options.ids }),
      ...options.details,
    },
    more,
  );

export const person = (recordId: string, fullName: string, details: Statement = {}, more: Statement = {}): Statement =>
  about("person", recordId, { personType: "knownPerson", names: [{ type: "legal", fullName }], ...details }, more);

export const interest = (exact: number | null, more: Statement = {}): Statement => ({
  type: "shareholding",
  directOrIndirect: "direct",
  ...(exact === null ? {} : { share: { exact } }),
  ...more,
});

export const relationship = (
  recordId: string,
  [interestedParty, subject]: readonly [unknown, unknown],
  interests: readonly unknown[],
  more: Statement = {},
  details: Statement = {},
): Statement => about("relationship", recordId, { subject, interestedParty, interests, ...details }, more);

/** Writes a file; what is no text becomes a JSON list. */
export function fileOf(content: string | Buffer | readonly unknown[], name = "register.json"): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(
    file,
    typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 1),
  );
  return file;
}
