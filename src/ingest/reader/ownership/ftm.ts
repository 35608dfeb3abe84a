import type { SaidParty, Sink } from "./form.ts";
import {
  countryOfCode,
  fault,
  type JsonObject,
  neededText,
  objectIn,
  plainText,
  shareOfPercent,
  textIn,
  textsIn,
} from "./json-fields.ts";
import { knownList, listId } from "./list-names.ts";

/** An entity of a file, and the parties that it names: those must be there, or the file is broken. */
export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  /** Other entities that an ownership or sanction names. */
  readonly names: readonly { readonly property: string; readonly id: string }[];
}

/** Schemas of FollowTheMoney whose entities are parties. */
export const PARTY_KINDS: ReadonlyMap<string, SaidParty["kind"]> = new Map<string, SaidParty["kind"]>([
  ["Company", "company"],
  ["Organization", "company"],
  ["LegalEntity", "company"],
  ["PublicBody", "government"],
  ["Person", "person"],
]);

/** Identifiers of firms, by property, in the schemes that we name them by. Those of persons are not read. */
const SCHEMES: readonly (readonly [property: string, scheme: string])[] = [
  ["leiCode", "LEI"],
  ["uscCode", "USCC"],
  ["registrationNumber", "registration"],
  ["ogrnCode", "OGRN"],
  ["innCode", "INN"],
  ["dunsCode", "DUNS"],
  ["cikCode", "CIK"],
  ["permId", "PermID"],
  ["isinCode", "ISIN"],
  ["swiftBic", "BIC"],
  ["wikidataId", "wikidata"],
];

/**
 * Reads one entity of FollowTheMoney (followthemoney.tech) into `sink`: firms, public bodies and persons are parties,
 * an Ownership is a stake in equity, a Sanction a line of a list. Throws a Fault when it is not one.
 */
export function readFtmEntity(json: JsonObject, source: string, sink: Sink): FtmEntity {
  const id = neededText(json, "id");
  const schema = neededText(json, "schema");
  const properties = objectIn(json, "properties") ?? {};
  const kind = PARTY_KINDS.get(schema);
  if (kind !== undefined) {
    readParty(id, kind, json, properties, source, sink);
    return { id, schema, names: [] };
  }
  if (schema === "Ownership") return { id, schema, names: readOwnership(json, properties, sink) };
  if (schema === "Sanction") return { id, schema, names: readSanction(json, properties, sink) };
  sink.leaveOut(`entities of the schema ${/^[A-Za-z]{1,40}$/.test(schema) ? schema : "of another name"}`);
  return { id, schema, names: [] };
}

function readParty(
  party: string,
  kind: SaidParty["kind"],
  json: JsonObject,
  properties: JsonObject,
  source: string,
  sink: Sink,
): void {
  const names = textsIn(properties, "name");
  const name = textIn(json, "caption") ?? names[0] ?? null;
  const incorporated = countriesIn(properties, "jurisdiction");
  const own = [
    ...countriesIn(properties, "country"),
    ...countriesIn(properties, kind === "person" ? "nationality" : "mainCountry"),
  ];
  const countries = new Set(own.length > 0 ? own : incorporated);
  const [only = null] = countries;
  sink.party({
    party,
    kind,
    name,
    country: countries.size === 1 ? only : null,
    incorporatedIn: incorporated.length === 1 ? (incorporated[0] ?? null) : null,
    legalForm: kind === "person" ? null : (textsIn(properties, "legalForm")[0] ?? null),
  });
  if (countries.size > 1) for (const country of countries) sink.country(party, country);
  const said = new Set<string>();
  const sayName = (text: string, nameKind: "legal" | "former" | "as_filed") => {
    if (!said.has(text)) sink.name(party, text, nameKind);
    said.add(text);
  };
  for (const text of name === null ? names : [name, ...names]) sayName(text, "legal");
  for (const text of textsIn(properties, "previousName")) sayName(text, "former");
  for (const text of textsIn(properties, "alias")) sayName(text, "as_filed");
  sink.id(party, source, party, 2);
  if (kind === "person") return;
  for (const [property, scheme] of SCHEMES) {
    for (const value of textsIn(properties, property)) sink.id(party, scheme, value, scheme === "LEI" ? 1 : 3);
  }
}

function countriesIn(properties: JsonObject, property: string): readonly string[] {
  return [...new Set(textsIn(properties, property).flatMap((code) => countryOfCode(code) ?? []))];
}

function readOwnership(json: JsonObject, properties: JsonObject, sink: Sink): FtmEntity["names"] {
  const owners = neededList(properties, "owner");
  const assets = neededList(properties, "asset");
  const range = shareRange(textsIn(properties, "percentage"), sink);
  const from = firstDay(properties, "startDate");
  const until = dayAfter(properties, "endDate");
  if (from !== null && until !== null && until <= from) sink.leaveOut("ownerships that end before they begin");
  else {
    const known = seenOn(json);
    for (const holder of owners) {
      for (const held of assets) sink.stake({ holder, held, interest: "equity", ...range, from, until, known });
    }
  }
  return [...owners.map((id) => ({ property: "owner", id })), ...assets.map((id) => ({ property: "asset", id }))];
}

const neededList = (properties: JsonObject, key: string): readonly string[] => {
  const list = textsIn(properties, key);
  return list.length === 0 ? fault(`"${key}" is missing`) : list;
};

const PERCENT = /^([<>]?)\s*(\d+(?:[.,]\d+)?)\s*%?(?:\s*(?:-|–|to)\s*(\d+(?:[.,]\d+)?)\s*%?)?$/;

/** The range that texts such as “51%”, “25-50” or “>50” span together; 0 to 1 where one cannot be read. */
function shareRange(texts: readonly string[], sink: Sink): { readonly low: string; readonly high: string } {
  const ranges = texts.map((text): readonly [string, string] | null => {
    const [, sign, first, second] = PERCENT.exec(text) ?? [];
    if (first === undefined) return null;
    const share = shareOfPercent(Number(first.replace(",", ".")), "percentage");
    if (second !== undefined) {
      const end = shareOfPercent(Number(second.replace(",", ".")), "percentage");
      return Number(share) > Number(end) ? fault('"percentage" has a minimum above its maximum') : [share, end];
    }
    return sign === ">" ? [share, "1"] : sign === "<" ? ["0", share] : [share, share];
  });
  if (ranges.includes(null)) sink.leaveOut("percentages that are no figures, whose shares stand as not known");
  if (texts.length === 0 || ranges.includes(null)) return { low: "0", high: "1" };
  const known = ranges.filter((range) => range !== null);
  return {
    low: known.reduce((a, [b]) => (Number(b) < Number(a) ? b : a), "1"),
    high: known.reduce((a, [, b]) => (Number(b) > Number(a) ? b : a), "0"),
  };
}

function readSanction(json: JsonObject, properties: JsonObject, sink: Sink): FtmEntity["names"] {
  const entities = neededList(properties, "entity");
  const lists = listsOf(json, properties);
  if (lists.length === 0) sink.leaveOut("sanctions that name no list");
  const from = firstDay(properties, "startDate") ?? firstDay(properties, "listingDate");
  const until = dayAfter(properties, "endDate");
  const known = seenOn(json);
  for (const party of entities) for (const list of lists) sink.listing({ party, list, from, until, known });
  return entities.map((id) => ({ property: "entity", id }));
}

/** The programmes when we know one of them, else the datasets, else what the sanction itself calls its programme. */
function listsOf(json: JsonObject, properties: JsonObject): readonly string[] {
  const programmes = [...textsIn(properties, "programId"), ...textsIn(properties, "program")];
  const known = programmes.flatMap((name) => knownList(name) ?? []);
  const datasets = textsIn(json, "datasets");
  const names =
    datasets.length > 0 ? datasets : programmes.length > 0 ? programmes.slice(0, 1) : textsIn(properties, "authority");
  return [...new Set([...known, ...names.flatMap((name) => listId(name) ?? [])])];
}

/** Dates may be given to the month or year: the widest period that they allow is taken. */
function firstDay(properties: JsonObject, key: string): string | null {
  const days = textsIn(properties, key).map((text) => spanOf(text, key)[0]);
  return days.sort()[0] ?? null;
}

/** The first day after the last that the date allows. */
function dayAfter(properties: JsonObject, key: string): string | null {
  const days = textsIn(properties, key).map((text) => spanOf(text, key)[1]);
  return days.sort().at(-1) ?? null;
}

function spanOf(text: string, key: string): readonly [first: string, after: string] {
  const [, year, month = "01", day = "01"] = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/.exec(text) ?? [];
  if (year === undefined) return fault(`"${key}" is “${text.slice(0, 40)}”, which is not a date`);
  const first = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const iso = Number.isNaN(first.getTime()) ? "" : first.toISOString().slice(0, 10);
  if (iso !== `${year}-${month}-${day}`)
    return fault(`"${key}" is “${text.slice(0, 40)}”, which is no day of the calendar`);
  const after = new Date(first);
  if (text.length === 4) after.setUTCFullYear(after.getUTCFullYear() + 1);
  else if (text.length === 7) after.setUTCMonth(after.getUTCMonth() + 1);
  else after.setUTCDate(after.getUTCDate() + 1);
  return [iso, after.toISOString().slice(0, 10)];
}

function seenOn(json: JsonObject): string | null {
  const text = typeof json.first_seen === "string" ? plainText(json.first_seen, "first_seen") : null;
  return text === null ? null : spanOf(text, "first_seen")[0];
}
