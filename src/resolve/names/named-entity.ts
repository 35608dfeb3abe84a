/** An identifier that some register gave: the scheme and its value, such as LEI and its twenty characters. */
export interface Identifier {
  readonly scheme: string;
  readonly value: string;
}

/** A firm or person by what it is called: what names are looked for among. */
export interface NamedEntity {
  readonly id: string;
  readonly names: readonly string[];
  /** Alpha-2; null where nobody says it. */
  readonly country: string | null;
  readonly identifiers: readonly Identifier[];
}

export interface AskedName {
  readonly name: string;
  readonly country?: string | null;
  readonly identifiers?: readonly Identifier[];
}

/** Schemes of which one firm may have several values: another value speaks against nothing. */
const SEVERAL = new Set(["TICKER", "ISIN", "DOMAIN", "EMAIL", "PHONE", "OTHER"]);

/** Equal for the same identifier however it is written: "lei 5493-00AB" and "LEI: 549300AB". */
export function identifierKey({ scheme, value }: Identifier): string {
  return `${schemeKey(scheme)}:${value
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "")}`;
}

export function schemeKey(scheme: string): string {
  return scheme
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

export type Agreement = "same" | "different" | "unknown";

export function countryAgreement(a: string | null | undefined, b: string | null | undefined): Agreement {
  if (!a || !b) return "unknown";
  return a === b ? "same" : "different";
}

export interface IdentifierPart {
  readonly agreement: Agreement;
  /** The identifier that agrees, or the entity's own of a scheme in which the two differ. */
  readonly identifier: Identifier | null;
}

/** One that agrees settles it; else one of a scheme with one value a firm that does not agree speaks against. */
export function identifierAgreement(asked: readonly Identifier[], own: readonly Identifier[]): IdentifierPart {
  const keys = new Set(asked.map(identifierKey));
  const same = own.find((each) => keys.has(identifierKey(each)));
  if (same !== undefined) return { agreement: "same", identifier: same };
  const schemes = new Set(asked.map(({ scheme }) => schemeKey(scheme)));
  const other = own.find(({ scheme }) => schemes.has(schemeKey(scheme)) && !SEVERAL.has(schemeKey(scheme)));
  return other === undefined
    ? { agreement: "unknown", identifier: null }
    : { agreement: "different", identifier: other };
}
