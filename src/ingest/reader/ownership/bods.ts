import { partsOf, shareText } from "../../../control/share.ts";
import { type SaidStake, type Sink, TABLES } from "./form.ts";
import {
  countryOfCode,
  dayIn,
  fault,
  type JsonObject,
  neededText,
  objectIn,
  objectsIn,
  shareOfPercent,
  textIn,
  textsIn,
} from "./json-fields.ts";

/** A statement about a record: which of those about one record counts is known when all are read. */
export interface Statement {
  readonly id: string;
  readonly recordId: string;
  readonly type: "entity" | "person" | "relationship";
  readonly day: string;
  /** The day it was published, that of the statement when it does not say. */
  readonly published: string;
  readonly closed: boolean;
  /** Records that a relationship is between; null where it names none. */
  readonly subject: string | null;
  readonly interestedParty: string | null;
  /** Interests of a relationship that are stakes. */
  readonly interests: number;
  /** Records that an indirect relationship is made of. */
  readonly parts: readonly string[];
}

export const STATEMENTS = {
  statements: [
    "record",
    "line",
    "id",
    "record_id",
    "type",
    "day",
    "published",
    "closed",
    "subject",
    "interested_party",
    "interests",
  ],
  /** Relationships and parties that an indirect relationship is made of. */
  parts: ["record", "line", "id", "part"],
  indirect_stakes: TABLES.stakes,
} as const;

/** The version of the Beneficial Ownership Data Standard that is read and written. */
export const BODS_VERSION = "0.4";

/** Name of a publisher of made-up rows, so that they are known for made wherever a file goes. */
export const MADE_PUBLISHER = "Headwater, made-up rows";

/** The identifier under which an export of ours names a party of a store. */
export const OWN_SCHEME = "Headwater party";

/** How an export of ours calls an interest that the standard has no word for, before its name. */
export const OWN_DETAILS = "Headwater: ";

const TYPES = new Set(["entity", "person", "relationship"] as const);
const STATUSES = new Set(["new", "updated", "closed"]);

const ENTITY_KINDS = new Map<string, "company" | "government">([
  ["registeredEntity", "company"],
  ["legalEntity", "company"],
  ["arrangement", "company"],
  ["anonymousEntity", "company"],
  ["unknownEntity", "company"],
  ["state", "government"],
  ["stateBody", "government"],
]);
const PERSON_TYPES = new Set(["knownPerson", "anonymousPerson", "unknownPerson"]);

const INTERESTS = new Map<string, SaidStake["interest"]>([
  ["shareholding", "equity"],
  ["votingRights", "vote"],
  ["appointmentOfBoard", "board"],
]);
/** Interests of the standard that are no share of capital, votes or board. */
const OTHER_INTERESTS = new Set([
  "otherInfluenceOrControl",
  "seniorManagingOfficial",
  "settlor",
  "trustee",
  "protector",
  "beneficiaryOfLegalArrangement",
  "rightsToSurplusAssetsOnDissolution",
  "rightsToProfitOrIncome",
  "rightsGrantedByContract",
  "conditionalRightsGrantedByContract",
  "controlViaCompanyRulesOrArticles",
  "controlByLegalFramework",
  "boardMember",
  "boardChair",
  "unknownInterest",
  "unpublishedInterest",
  "enjoymentAndUseOfAssets",
  "rightToProfitOrIncomeFromAssets",
  "nominee",
  "nominator",
]);
const DIRECTNESS = new Set(["direct", "indirect", "unknown"]);

/**
 * Reads one statement of the Beneficial Ownership Data Standard 0.4 (standard.openownership.org) into `sink`. Throws a
 * Fault when the statement is not one. Of persons the name and the country are read and nothing else.
 */
export function readStatement(json: JsonObject, sink: Sink, onMade: () => void): Statement {
  if (json.statementType !== undefined || json.statementID !== undefined) {
    fault(`it is a statement of BODS 0.3 or older; only ${BODS_VERSION} is read`);
  }
  const publication = objectIn(json, "publicationDetails");
  const version = publication === null ? null : textIn(publication, "bodsVersion");
  if (version !== null && version !== BODS_VERSION) fault(`it is of BODS ${version}; only ${BODS_VERSION} is read`);
  const publisher = publication === null ? null : objectIn(publication, "publisher");
  if (publisher?.name === MADE_PUBLISHER) onMade();
  const id = neededText(json, "statementId");
  const recordId = neededText(json, "recordId");
  const type = typeOf(neededText(json, "recordType"));
  const day = dayIn(json, "statementDate") ?? fault('"statementDate" is missing');
  const status = textIn(json, "recordStatus") ?? "new";
  if (!STATUSES.has(status)) fault(`"recordStatus" is “${status}”, not new, updated or closed`);
  const details = objectIn(json, "recordDetails") ?? fault('"recordDetails" is missing');
  const published = (publication === null ? null : dayIn(publication, "publicationDate")) ?? day;
  const about = { id, recordId, type, day, published, closed: status === "closed" };
  if (type === "relationship") return { ...about, ...readRelationship(details, published, sink) };
  if (type === "entity") readEntity(recordId, details, sink);
  else readPerson(recordId, details, sink);
  return { ...about, subject: null, interestedParty: null, interests: 0, parts: [] };
}

function typeOf(text: string): Statement["type"] {
  const type = text as Statement["type"];
  return TYPES.has(type) ? type : fault(`"recordType" is “${text}”, not entity, person or relationship`);
}

function readEntity(party: string, details: JsonObject, sink: Sink): void {
  const entityType = objectIn(details, "entityType");
  const type = entityType === null ? "registeredEntity" : neededText(entityType, "type");
  const kind = ENTITY_KINDS.get(type) ?? fault(`the entity type “${type}” is not of BODS ${BODS_VERSION}`);
  const jurisdiction = objectIn(details, "jurisdiction");
  const code = jurisdiction === null ? null : textIn(jurisdiction, "code");
  const incorporatedIn = countryOfCode(code);
  if (code !== null && incorporatedIn === null) sink.leaveOut("jurisdictions whose code is of no country");
  const country = addressCountry(details) ?? incorporatedIn;
  const form = entityType === null ? null : (textIn(entityType, "subtype") ?? textIn(entityType, "details"));
  const name = textIn(details, "name");
  const isCountry = type === "state" && code !== null && code.length === 2 && incorporatedIn !== null;
  sink.party({
    party,
    kind: isCountry ? "country" : kind,
    name,
    country: isCountry ? incorporatedIn : country,
    incorporatedIn,
    legalForm: kind === "company" ? (form ?? (type === "arrangement" ? type : null)) : null,
  });
  if (name !== null) sink.name(party, name, "legal");
  for (const other of textsIn(details, "alternateNames")) if (other !== name) sink.name(party, other, "as_filed");
  for (const identifier of objectsIn(details, "identifiers")) {
    const scheme = textIn(identifier, "scheme") ?? textIn(identifier, "schemeName");
    const value = textIn(identifier, "id");
    if (scheme !== null && value !== null) sink.id(party, ...ranked(scheme, value));
  }
}

/** XI-LEI is how org-id.guide calls the Legal Entity Identifier. */
function ranked(scheme: string, value: string): [scheme: string, value: string, rank: number] {
  if (scheme === OWN_SCHEME) return [scheme, value, 0];
  return /^(XI-)?LEI$/i.test(scheme) ? ["LEI", value.toUpperCase(), 1] : [scheme, value, 2];
}

/** The country of the registered or business address. */
function addressCountry(details: JsonObject): string | null {
  for (const address of objectsIn(details, "addresses")) {
    const type = textIn(address, "type");
    if (type !== "registered" && type !== "business") continue;
    const country = objectIn(address, "country");
    const found = country === null ? null : countryOfCode(textIn(country, "code"));
    if (found !== null) return found;
  }
  return null;
}

function readPerson(party: string, details: JsonObject, sink: Sink): void {
  const type = textIn(details, "personType") ?? "knownPerson";
  if (!PERSON_TYPES.has(type)) fault(`the person type “${type}” is not of BODS ${BODS_VERSION}`);
  const names = objectsIn(details, "names").map((each) => ({
    name: neededText(each, "fullName"),
    type: textIn(each, "type"),
  }));
  const main = names.find((each) => each.type === "legal") ?? names[0];
  const countries = new Set(
    objectsIn(details, "nationalities").flatMap((each) => countryOfCode(textIn(each, "code")) ?? []),
  );
  const [only] = countries;
  sink.party({
    party,
    kind: "person",
    name: main?.name ?? null,
    country: countries.size === 1 ? (only ?? null) : null,
  });
  if (countries.size > 1) for (const country of countries) sink.country(party, country);
  if (main !== undefined) sink.name(party, main.name, "legal");
  for (const { name, type: nameType } of names) {
    if (name !== main?.name) sink.name(party, name, nameType === "former" ? "former" : "as_filed");
  }
  for (const identifier of objectsIn(details, "identifiers")) {
    const own = textIn(identifier, "schemeName");
    const value = textIn(identifier, "id");
    // A scheme is that of a passport, a tax number or a card; a publisher's own number has but the name of its scheme.
    if (textIn(identifier, "scheme") !== null) sink.leaveOut("numbers of persons' documents");
    else if (own !== null && value !== null) sink.id(party, ...ranked(own, value));
  }
}

function readRelationship(
  details: JsonObject,
  known: string,
  sink: Sink,
): Pick<Statement, "subject" | "interestedParty" | "interests" | "parts"> {
  const subject = otherEnd(details, "subject", sink);
  const interestedParty = otherEnd(details, "interestedParty", sink);
  const parts = textsIn(details, "componentRecords");
  const interests = objectsIn(details, "interests");
  if (interests.length === 0) sink.leaveOut("relationships without an interest");
  let kept = 0;
  for (const interest of interests) {
    const stake = readInterest(interest, parts.length > 0, sink);
    if (stake === null || subject === null || interestedParty === null) continue;
    sink.stake({ ...stake, holder: interestedParty, held: subject, known });
    kept++;
  }
  return { subject, interestedParty, interests: kept, parts };
}

function otherEnd(details: JsonObject, key: "subject" | "interestedParty", sink: Sink): string | null {
  if (typeof details[key] === "string") return neededText(details, key);
  const unspecified = objectIn(details, key) ?? fault(`"${key}" is missing`);
  const reason = textIn(unspecified, "reason") ?? fault(`"${key}" names neither a record nor a reason`);
  sink.leaveOut(
    key === "subject"
      ? `relationships whose subject is not told (${reason.slice(0, 60)})`
      : `relationships whose owner is not told (${reason.slice(0, 60)})`,
  );
  return null;
}

type Interest = Pick<SaidStake, "interest" | "low" | "high" | "from" | "until" | "throughParts">;

function readInterest(json: JsonObject, hasParts: boolean, sink: Sink): Interest | null {
  const type = textIn(json, "type");
  const interest = type === null ? undefined : (INTERESTS.get(type) ?? ownInterest(json.details));
  if (type !== null && interest === undefined && !OTHER_INTERESTS.has(type)) {
    fault(`the interest “${type}” is not of BODS ${BODS_VERSION}`);
  }
  const directness = textIn(json, "directOrIndirect") ?? "unknown";
  if (!DIRECTNESS.has(directness)) fault(`"directOrIndirect" is “${directness}”, not direct, indirect or unknown`);
  const share = readShare(objectIn(json, "share"));
  const [from, until] = [dayIn(json, "startDate"), dayIn(json, "endDate")];
  if (interest === undefined) {
    const which = type === null ? "of no stated type" : `of the type ${type}`;
    sink.leaveOut(`interests ${which}, which say no share of capital, votes or board`);
    return null;
  }
  if (from !== null && until !== null && until <= from) {
    sink.leaveOut("interests that end before they begin");
    return null;
  }
  return { interest, ...share, from, until, throughParts: directness === "indirect" && hasParts };
}

/** An interest of an export of ours that the standard has no word for. */
const ownInterest = (details: unknown): SaidStake["interest"] | undefined =>
  OWN_INTERESTS.find((interest) => details === `${OWN_DETAILS}${interest}`);

const OWN_INTERESTS = ["debt", "licence", "offtake"] as const;

const SHARE_KEYS = ["exact", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const;

/** The range of a share, 0 to 1 when nothing is stated; a bound that is not reached lies one part in 10^12 inside. */
function readShare(share: JsonObject | null): { readonly low: string; readonly high: string } {
  if (share === null) return { low: "0", high: "1" };
  const [exact, minimum, maximum, above, below] = SHARE_KEYS.map((key) => {
    const value = share[key];
    if (value === undefined || value === null) return null;
    if (typeof value !== "number") return fault(`"share.${key}" is not a number`);
    return partsOf(shareOfPercent(value, `share.${key}`));
  });
  const low = Math.max(minimum ?? 0, above == null ? 0 : above + 1);
  const high = Math.min(maximum ?? 1e12, below == null ? 1e12 : below - 1);
  if (low > high) fault('"share" has a minimum above its maximum');
  if (exact == null) return { low: shareText(low), high: shareText(high) };
  if (exact < low || exact > high) fault('"share.exact" lies outside its own bounds');
  return { low: shareText(exact), high: shareText(exact) };
}
