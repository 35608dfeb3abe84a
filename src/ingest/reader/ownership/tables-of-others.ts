import type { Sink } from "./form.ts";
import { PARTY_KINDS } from "./ftm.ts";
import { countryOfCode, dayOf, fault, plainText } from "./json-fields.ts";
import { listId } from "./list-names.ts";

/** The cells of one row by the names of their columns; null where nothing stands. */
export type Cells = (column: string) => string | null;

/** A table in a form that others publish. */
export interface TableForm {
  /** Columns that make a file one of the form. */
  readonly needs: readonly string[];
  /** Columns that are read when they are there. */
  readonly takes: readonly string[];
  /** Reads one row. Throws a Fault when it cannot be read; nothing of it may have been said before. */
  read(cells: Cells, sink: Sink): void;
}

const needed = (cells: Cells, column: string): string => cells(column) ?? fault(`"${column}" is missing`);

const dayIn = (cells: Cells, column: string): string | null => {
  const text = cells(column);
  return text === null ? null : dayOf(text, column);
};

/** The values of one cell of OpenSanctions, apart by semicolons and quoted like fields of a CSV. */
export function listed(cell: string | null): readonly string[] {
  if (cell === null) return [];
  const fields = cell.match(/"(?:[^"]|"")*"|[^;]+/g) ?? [];
  return fields
    .map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field).trim())
    .filter((field) => field !== "");
}

/**
 * `targets.simple.csv` of OpenSanctions: one party a row with the lists it is on. Dates of birth, addresses, telephone
 * numbers and, of persons, identifiers are not read.
 */
export const OPENSANCTIONS: TableForm = {
  needs: ["id", "schema", "name", "dataset"],
  takes: ["aliases", "countries", "identifiers", "first_seen", "program_ids"],
  read(cells, sink) {
    const party = needed(cells, "id");
    const schema = needed(cells, "schema");
    const kind = PARTY_KINDS.get(schema);
    if (kind === undefined) {
      sink.leaveOut(`targets of the schema ${/^[A-Za-z]{1,40}$/.test(schema) ? schema : "of another name"}`);
      return;
    }
    const known = dayIn(cells, "first_seen");
    const name = needed(cells, "name");
    const countries = [...new Set(listed(cells("countries")).flatMap((code) => countryOfCode(code) ?? []))];
    sink.party({ party, kind, name, country: countries.length === 1 ? (countries[0] ?? null) : null });
    if (countries.length > 1) for (const country of countries) sink.country(party, country);
    sink.name(party, name, "legal");
    for (const alias of new Set(listed(cells("aliases")))) if (alias !== name) sink.name(party, alias, "as_filed");
    sink.id(party, "OpenSanctions", party, 2);
    if (kind !== "person") {
      for (const value of listed(cells("identifiers"))) sink.id(party, ...identified(value));
    }
    const names = [...listed(cells("dataset")), ...listed(cells("program_ids"))];
    for (const list of new Set(names.flatMap((each) => listId(each) ?? []))) {
      sink.listing({ party, list, from: null, until: null, known });
    }
  },
};

/** The table does not say the scheme of an identifier; those of firms that carry a check digit show it themselves. */
function identified(value: string): [scheme: string, value: string, rank: number] {
  return isLei(value) ? ["LEI", value.toUpperCase(), 1] : ["unnamed", value, 3];
}

/** ISO 17442: twenty letters and digits whose number is 1 modulo 97, as ISO 7064 says. */
export function isLei(text: string): boolean {
  const code = text.toUpperCase();
  if (!/^[A-Z0-9]{18}\d{2}$/.test(code)) return false;
  let rest = 0;
  for (const character of code) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const neededLei = (cells: Cells, column: string): string => {
  const text = needed(cells, column).toUpperCase();
  return isLei(text) ? text : fault(`"${column}" is “${text.slice(0, 40)}”, which is no LEI`);
};

/** Registrations that say no more that a relationship is there, or never was. */
const VOID = new Set(["ANNULLED", "DUPLICATE", "PENDING_VALIDATION", "PENDING_TRANSFER", "PENDING_ARCHIVAL"]);
const PERIODS = [1, 2, 3, 4, 5];

/**
 * Level 2 of the Global LEI Foundation, who is consolidated by whom. Consolidation states no percentage, so that of the
 * direct parent it becomes a vote of 0 to 1; that of the ultimate one is what the chain of direct ones says already.
 */
export const GLEIF_RELATIONSHIPS: TableForm = {
  needs: ["Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID", "Relationship.RelationshipType"],
  takes: [
    "Relationship.StartNode.NodeIDType",
    "Relationship.EndNode.NodeIDType",
    "Relationship.RelationshipStatus",
    "Registration.RegistrationStatus",
    "Registration.InitialRegistrationDate",
    ...PERIODS.flatMap((n) => ["startDate", "endDate", "periodType"].map((part) => `Relationship.Period.${n}.${part}`)),
  ],
  read(cells, sink) {
    const type = needed(cells, "Relationship.RelationshipType");
    if (type !== "IS_DIRECTLY_CONSOLIDATED_BY") {
      sink.leaveOut(`relationships of the type ${/^[A-Z_-]{1,50}$/i.test(type) ? type : "of another name"}`);
      return;
    }
    const registration = cells("Registration.RegistrationStatus") ?? "PUBLISHED";
    if (VOID.has(registration)) {
      sink.leaveOut(`relationships whose registration is ${registration}`);
      return;
    }
    const ids = ["StartNode", "EndNode"].map((node) => cells(`Relationship.${node}.NodeIDType`) ?? "LEI");
    if (ids.some((idType) => idType !== "LEI")) {
      sink.leaveOut("relationships with a party that has no LEI");
      return;
    }
    const held = neededLei(cells, "Relationship.StartNode.NodeID");
    const holder = neededLei(cells, "Relationship.EndNode.NodeID");
    const period = PERIODS.find((n) => cells(`Relationship.Period.${n}.periodType`) === "RELATIONSHIP_PERIOD");
    const from = period === undefined ? null : dayIn(cells, `Relationship.Period.${period}.startDate`);
    const until = period === undefined ? null : dayIn(cells, `Relationship.Period.${period}.endDate`);
    const known = dayIn(cells, "Registration.InitialRegistrationDate");
    if (cells("Relationship.RelationshipStatus") === "INACTIVE" && until === null) {
      sink.leaveOut("relationships that are over, without the day they ended");
      return;
    }
    if (from !== null && until !== null && until <= from) {
      sink.leaveOut("relationships that end before they begin");
      return;
    }
    for (const party of [held, holder]) {
      sink.party({ party, kind: "company", name: null, country: null });
      sink.id(party, "LEI", party, 1);
    }
    sink.stake({ holder, held, interest: "vote", low: "0", high: "1", from, until, known });
  },
};

/**
 * Level 1 of the Global LEI Foundation: the legal names behind the codes. The country is told beside the party and not
 * with it, so that a firm is known by its LEI here as in level 2.
 */
export const GLEIF_ENTITIES: TableForm = {
  needs: ["LEI", "Entity.LegalName", "Entity.LegalAddress.Country"],
  takes: ["Entity.LegalJurisdiction", "Entity.LegalForm.EntityLegalFormCode", "Registration.RegistrationStatus"],
  read(cells, sink) {
    const registration = cells("Registration.RegistrationStatus") ?? "ISSUED";
    if (VOID.has(registration)) {
      sink.leaveOut(`entities whose registration is ${registration}`);
      return;
    }
    const party = neededLei(cells, "LEI");
    const name = needed(cells, "Entity.LegalName");
    sink.party({
      party,
      kind: "company",
      name,
      country: null,
      incorporatedIn: countryOfCode(cells("Entity.LegalJurisdiction")),
      legalForm: cells("Entity.LegalForm.EntityLegalFormCode"),
    });
    const country = countryOfCode(cells("Entity.LegalAddress.Country"));
    if (country !== null) sink.country(party, country);
    sink.name(party, name, "legal");
    sink.id(party, "LEI", party, 1);
  },
};

export const TABLE_FORMS = { opensanctions: [OPENSANCTIONS], gleif: [GLEIF_RELATIONSHIPS, GLEIF_ENTITIES] } as const;

/** The form that a header is of, or null. */
export function tableFormOf(header: readonly string[]): keyof typeof TABLE_FORMS | null {
  const [form = null] = (["opensanctions", "gleif"] as const).filter((name) =>
    TABLE_FORMS[name].some(({ needs }) => needs.every((column) => header.includes(column))),
  );
  return form;
}

/** What stands in a cell as one line of text. */
export const cellText = (cell: string | null | undefined, column: string): string | null =>
  cell === null || cell === undefined ? null : plainText(cell, column);
