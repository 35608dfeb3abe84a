import { LEGAL_FORMS, LEGAL_FORMS_UNSPACED } from "./legal-forms.ts";

/**
 * The key under which a name is the same name: case, accents of Latin letters, width, punctuation and spacing folded,
 * and spelled-out legal forms written the short way. Nothing fuzzy: two keys are equal or they are not.
 *
 * Empty for a text without letters or digits.
 */
export function nameKey(text: string): string {
  let folded = text.normalize("NFKC");
  for (const [written, kept] of LEGAL_FORMS_UNSPACED) folded = folded.replaceAll(written, kept);
  folded = folded
    // First, since upper case may split a letter and its mark: ǰ becomes J and a caron.
    .toUpperCase()
    .normalize("NFD")
    .replace(/(?<=[\p{Script=Latin}])\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/['’`´]/g, "")
    .replaceAll("&", " AND ")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
  if (folded === "") return "";
  let padded = ` ${folded} `;
  for (const [written, kept] of LEGAL_FORMS) padded = padded.replaceAll(` ${written} `, ` ${kept} `);
  return padded.trim();
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** SQL that is true when `nameKeySql` gives the key of a text: printable ASCII, as nearly all names of bills are. */
export function hasNameKeySql(expression: string): string {
  return `regexp_full_match(${expression}, '[ -~]*')`;
}

/**
 * SQL text of the key of `expression`, equal to `nameKey` for printable ASCII; for other text take `nameKey` itself,
 * since engines differ in their editions of Unicode. `expression` is SQL of ours, never text of a user.
 */
export function nameKeySql(expression: string): string {
  const bare = `replace(replace(replace(upper(${expression}), '''', ''), '\`', ''), '&', ' AND ')`;
  const spaced = `(' ' || trim(regexp_replace(${bare}, '[^A-Z0-9]+', ' ', 'g')) || ' ')`;
  return `trim(${LEGAL_FORMS.reduce(
    (inner, [written, kept]) => `replace(${inner}, ${quote(` ${written} `)}, ${quote(` ${kept} `)})`,
    spaced,
  )})`;
}

/** SQL text of the id of a party: a hash of its name key and its country, which may be null. */
export function partyIdSql(key: string, country: string): string {
  return `substr(md5(${key} || chr(0) || coalesce(${country}, '')), 1, 16)`;
}
