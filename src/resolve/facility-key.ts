/**
 * The key under which the name or address of a facility is the same: case, accents of Latin letters, width, punctuation
 * and spacing folded. Nothing is left out and nothing guessed. Empty for a text without letters or digits.
 */
export function facilityKey(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .normalize("NFD")
    .replace(/(?<=[\p{Script=Latin}])\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** SQL text of the key of `expression`, equal to `facilityKey` for printable ASCII; for other text take that. */
export function facilityKeySql(expression: string): string {
  return `trim(regexp_replace(upper(${expression}), '[^A-Z0-9]+', ' ', 'g'))`;
}

/** SQL text of the id of the facility of a party that a bill names; null if either is. */
export function billFacilityIdSql(key: string, partyId: string): string {
  return `substr(md5('facility' || chr(0) || ${key} || chr(0) || ${partyId}), 1, 16)`;
}

/** SQL text of the id of a facility that a list names by its name and country, which may be null. */
export function listedFacilityIdSql(key: string, country: string): string {
  return `substr(md5('facility' || chr(0) || ${key} || chr(0) || coalesce(${country}, '')), 1, 16)`;
}
