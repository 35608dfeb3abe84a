import { createHash } from "node:crypto";
import { PARTS, partsOf } from "../../control/share.ts";
import { BODS_VERSION, MADE_PUBLISHER, OWN_DETAILS, OWN_SCHEME } from "../../ingest/reader/ownership/bods.ts";
import type { StakeInForce } from "../../store/queries/ownership-export.ts";
import { findCountry } from "../../vocab/country.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";

/** A party as a store knows it. */
export interface ExportedParty {
  readonly id: string;
  readonly kind: string | null;
  readonly name: string | null;
  /** Other names of it. */
  readonly names: readonly string[];
  readonly countries: readonly string[];
  readonly incorporatedIn: string | null;
  readonly legalForm: string | null;
  readonly ids: readonly { readonly scheme: string; readonly value: string }[];
}

/** A statement of the Beneficial Ownership Data Standard. */
export interface BodsStatement {
  readonly statementId: string;
  readonly declarationSubject: string;
  readonly statementDate: string;
  readonly publicationDetails: {
    readonly publicationDate: string;
    readonly bodsVersion: string;
    readonly publisher: { readonly name: string };
  };
  readonly source?: { readonly type: readonly string[]; readonly assertedBy: readonly { readonly name: string }[] };
  readonly recordId: string;
  readonly recordType: "entity" | "person" | "relationship";
  readonly recordStatus: "new";
  readonly recordDetails: Readonly<Record<string, unknown>>;
}

export interface ExportOptions {
  readonly on: IsoDate;
  readonly made: boolean;
}

type Said = Pick<
  BodsStatement,
  "declarationSubject" | "statementDate" | "recordId" | "recordType" | "recordDetails" | "source"
>;

/** Ids are those of the content: the same rows give the same statements, on any machine. */
function statement(said: Said, made: boolean): BodsStatement {
  const { statementDate, source, recordId, recordType, recordDetails, declarationSubject } = said;
  const content = {
    declarationSubject,
    statementDate,
    publicationDetails: {
      publicationDate: statementDate,
      bodsVersion: BODS_VERSION,
      publisher: { name: made ? MADE_PUBLISHER : "Headwater" },
    },
    ...(source === undefined ? {} : { source }),
    recordId,
    recordType,
    recordStatus: "new" as const,
    recordDetails,
  };
  return {
    statementId: createHash("sha256").update(JSON.stringify(content), "utf8").digest("hex").slice(0, 32),
    ...content,
  };
}

/** A country is a party under its own code; BODS knows it as a state. */
const isCountry = (id: string): boolean => /^[A-Z]{2}$/.test(id);

const place = (code: string) => ({ name: findCountry(code)?.name ?? code, code });

/** The statement about a party. Of a person the name and the countries are told. */
export function partyStatement(party: ExportedParty, { on, made }: ExportOptions): BodsStatement {
  const isPerson = party.kind === "person";
  const recordDetails = isPerson ? personDetails(party) : entityDetails(party);
  return statement(
    {
      declarationSubject: party.id,
      statementDate: on,
      recordId: party.id,
      recordType: isPerson ? "person" : "entity",
      recordDetails,
    },
    made,
  );
}

function personDetails({ id, name, names, countries }: ExportedParty) {
  const all = [
    ...(name === null ? [] : [{ type: "legal", fullName: name }]),
    ...names.map((fullName) => ({ type: "alternative", fullName })),
  ];
  return {
    isComponent: false,
    personType: all.length === 0 ? "unknownPerson" : "knownPerson",
    ...(all.length === 0 ? {} : { names: all }),
    identifiers: [{ schemeName: OWN_SCHEME, id }],
    ...(countries.length === 0 ? {} : { nationalities: countries.map(place) }),
  };
}

function entityDetails({ id, kind, name, names, countries, incorporatedIn, legalForm, ids }: ExportedParty) {
  if (isCountry(id)) {
    return { isComponent: false, entityType: { type: "state" }, name: name ?? place(id).name, jurisdiction: place(id) };
  }
  const type = kind === "government" ? "stateBody" : "registeredEntity";
  const [country] = countries;
  const identifiers = [{ schemeName: OWN_SCHEME, id }, ...ids.map(identifier)];
  return {
    isComponent: false,
    entityType: { type, ...(legalForm === null ? {} : { details: legalForm }) },
    ...(name === null ? {} : { name }),
    ...(names.length === 0 ? {} : { alternateNames: names }),
    ...(incorporatedIn === null ? {} : { jurisdiction: place(incorporatedIn) }),
    identifiers,
    ...(country === undefined || countries.length > 1
      ? {}
      : { addresses: [{ type: "registered", country: place(country) }] }),
  };
}

/** Schemes of org-id.guide begin with a country; the register of LEIs is XI-LEI there. */
function identifier({ scheme, value }: { readonly scheme: string; readonly value: string }) {
  if (scheme === "LEI") return { scheme: "XI-LEI", schemeName: "Legal Entity Identifier", id: value };
  return /^[A-Z]{2}-[A-Z0-9_-]+$/.test(scheme) ? { scheme, id: value } : { schemeName: scheme, id: value };
}

const TYPES: Readonly<Record<string, string>> = {
  equity: "shareholding",
  vote: "votingRights",
  board: "appointmentOfBoard",
};

/** The statement about a stake. Interests that the standard has no word for are rights by contract under our own name. */
export function stakeStatement(stake: StakeInForce, { on, made }: ExportOptions): BodsStatement {
  const { holder_id: holder, held_id: held, interest, valid_from: from, valid_until: until, source_id: source } = stake;
  const type = TYPES[interest];
  const row = `${stake.import_id}\u0000${stake.source_row}`;
  const recordId = createHash("sha256")
    .update([holder, held, interest, from, row].join("\u0000"))
    .digest("hex")
    .slice(0, 32);
  const share = shareOf(stake);
  return statement(
    {
      declarationSubject: held,
      statementDate: stake.known_on ?? on,
      ...(source === null ? {} : { source: { type: ["thirdParty"], assertedBy: [{ name: source }] } }),
      recordId,
      recordType: "relationship",
      recordDetails: {
        isComponent: false,
        subject: held,
        interestedParty: holder,
        interests: [
          {
            type: type ?? "rightsGrantedByContract",
            directOrIndirect: "direct",
            ...(type === undefined ? { details: `${OWN_DETAILS}${interest}` } : {}),
            ...(share === null ? {} : { share }),
            ...(from === null ? {} : { startDate: from }),
            ...(until === null ? {} : { endDate: until }),
          },
        ],
      },
    },
    made,
  );
}

const percent = (parts: number): number => parts / (PARTS / 100);

/** A share in per cent; null when nothing is known of it. A bound one part inside a rounder one is one not reached. */
function shareOf({ share_min: min, share_max: max }: StakeInForce): Readonly<Record<string, number>> | null {
  const low = min === null ? 0 : partsOf(min);
  const high = max === null ? PARTS : partsOf(max);
  if (low === high) return { exact: percent(low) };
  if (low === 0 && high === PARTS) return null;
  return {
    ...(low % 1e6 === 1 ? { exclusiveMinimum: percent(low - 1) } : { minimum: percent(low) }),
    ...(high % 1e6 === 999_999 ? { exclusiveMaximum: percent(high + 1) } : { maximum: percent(high) }),
  };
}
