import { LEGAL_FORMS } from "../legal-forms.ts";
import { editDistance } from "./edit-distance.ts";

/**
 * What kind of body a legal form makes. Forms of one family are often swapped in translation ("GmbH" becomes "Ltd"), so a
 * difference inside a family says little; an association is not a company.
 */
export type LegalFamily = "company" | "partnership" | "non-profit";

/** Spelled-out forms beyond those of the exact key: [as written, as kept], upper case, longer ones first. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ["OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU", "OOO"],
  ["TOVARYSTVO Z OBMEZHENOIU VIDPOVIDALNISTIU", "TOV"],
  ["OTKRYTOE AKTSIONERNOE OBSHCHESTVO", "OAO"],
  ["ZAKRYTOE AKTSIONERNOE OBSHCHESTVO", "ZAO"],
  ["PUBLICHNOE AKTSIONERNOE OBSHCHESTVO", "PAO"],
  ["AKTSIONERNOE OBSHCHESTVO", "AO"],
  ["OPEN JOINT STOCK COMPANY", "OJSC"],
  ["PUBLIC JOINT STOCK COMPANY", "PJSC"],
  ["CLOSED JOINT STOCK COMPANY", "CJSC"],
  ["OPEN JSC", "OJSC"],
  ["PUBLIC JSC", "PJSC"],
  ["JOINT STOCK COMPANY", "JSC"],
  ["JOINT STOCK CO", "JSC"],
  ["SOCIETATEA CU RASPUNDERE LIMITATA", "SRL"],
  ["SOCIETA A RESPONSABILITA LIMITATA", "SRL"],
  ["SOCIETA PER AZIONI", "SPA"],
  ["SOCIEDAD DE RESPONSABILIDAD LIMITADA", "SRL"],
  ["SOCIEDAD LIMITADA", "SL"],
  ["SOCIETE A RESPONSABILITE LIMITEE", "SARL"],
  ["SOCIETE PAR ACTIONS SIMPLIFIEE", "SAS"],
  ["SPOLKA Z OGRANICZONA ODPOWIEDZIALNOSCIA", "SPZOO"],
  ["SPOLKA AKCYJNA", "SA"],
  ["SP Z OO", "SPZOO"],
  ["SP ZOO", "SPZOO"],
  ["BESLOTEN VENNOOTSCHAP", "BV"],
  ["NAAMLOZE VENNOOTSCHAP", "NV"],
  ["LIMITED LIABILITY PARTNERSHIP", "LLP"],
  ["LIMITED PARTNERSHIP", "LP"],
  ["PUBLIC LIMITED COMPANY", "PLC"],
  ["PUBLIC LTD CO", "PLC"],
  ["PUBLIC CO LTD", "PCL"],
  ["LIMITED LIABILITY CO", "LLC"],
  ["ANONIM SIRKETI", "AS"],
  ["LIMITED SIRKETI", "LTD"],
  ["OSAKEYHTIO", "OY"],
  ["AKTIEBOLAG", "AB"],
  ["AKTIESELSKAB", "AS"],
  ["STOCK COMPANY", "CO"],
];

const FAMILIES: readonly (readonly [LegalFamily, string])[] = [
  [
    "company",
    "LTD|CO LTD|LTD CO|CO|INC|CORP|CORP LTD|CO INC|LLC|PLC|PCL|JSC|OJSC|PJSC|CJSC|AO|OAO|PAO|ZAO|OOO|TOV|GMBH|AG|SE|UG|" +
      "SA|SAS|SARL|SL|SLU|SRL|SPA|SA DE CV|SAPI DE CV|S DE RL DE CV|S DE RL|BV|NV|BVBA|SPRL|SPZOO|AB|AS|ASA|OY|OYJ|APS|KFT|ZRT|NYRT|" +
      "DOO|DD|AD|EOOD|OOD|KK|YK|GK|PTE LTD|PTY LTD|PVT LTD|PTE|PTY|PVT|SDN BHD|BHD|PT|TBK|CV|JSCB|NA|LTDA|EIRELI|MBH|" +
      "FZE|FZCO|FZ LLC|FZC|WLL|BSC|SAL|SAE|SAOG|PJS|A S|AS",
  ],
  ["partnership", "LP|LLP|LLLP|KG|OHG|GMBH AND CO KG|KGAA|SNC|SCA|SCS|GBR|PARTNERSHIP"],
  ["non-profit", "ANO|EV|GGMBH|NGO|STIFTUNG|STICHTING|FOUNDATION"],
];

export interface LegalForm {
  readonly words: readonly string[];
  readonly family: LegalFamily;
}

const byLast = new Map<string, LegalForm[]>();
for (const [family, forms] of FAMILIES) {
  for (const form of forms.split("|")) {
    const words = form.split(" ");
    const last = words.at(-1) ?? "";
    // Longest first, so that "PTE LTD" is found before "LTD".
    byLast.set(
      last,
      [...(byLast.get(last) ?? []), { words, family }].sort((a, b) => b.words.length - a.words.length),
    );
  }
}

/** The legal form that the words end with, unless they are nothing else. */
export function formBehind(words: readonly string[]): LegalForm | undefined {
  return byLast.get(words.at(-1) ?? "")?.find(({ words: form }) => {
    const start = words.length - form.length;
    return start > 0 && form.every((word, at) => words[start + at] === word);
  });
}

/** Those that stand before the name as well: "OOO Iskra", "PT Halmahera". */
const BEFORE = new Set(
  "JSC OJSC PJSC CJSC AO OAO PAO ZAO OOO TOV PT LLC SRL SPZOO ANO LTD AB OY SA STICHTING".split(" "),
);

/** The legal form that the words begin with, if it is one that stands there. */
export function formBefore(words: readonly string[]): LegalForm | undefined {
  const first = words[0] ?? "";
  return words.length > 1 && BEFORE.has(first) ? byLast.get(first)?.find((form) => form.words.length === 1) : undefined;
}

interface Spelling {
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

const spellings: readonly Spelling[] = [...SPELLINGS, ...LEGAL_FORMS]
  .map(([written, kept]) => ({ written: written.split(" "), kept: kept.split(" ") }))
  .sort((a, b) => b.written.length - a.written.length);

const byFirst = new Map<string, Spelling[]>();
for (const spelling of spellings) {
  const first = spelling.written[0] ?? "";
  byFirst.set(first, [...(byFirst.get(first) ?? []), spelling]);
}

/** Phrases so long that a misspelled word in them is still theirs: JOYNT STOCK COMPANY. */
const long = spellings.filter(({ written }) => written.length >= 3 && written.every((word) => word.length >= 4));

const reads = (word: string, as: string): boolean => word === as || (as.length >= 5 && editDistance(word, as, 1) <= 1);

function misspelled(words: readonly string[], at: number): Spelling | undefined {
  return long.find(
    ({ written }) =>
      (words[at] === written[0] || words[at + 1] === written[1]) &&
      written.every((word, offset) => reads(words[at + offset] ?? "", word)),
  );
}

function shortenedOnce(words: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const found =
      byFirst
        .get(words[at] ?? "")
        ?.find(({ written }) => written.every((word, offset) => words[at + offset] === word)) ?? misspelled(words, at);
    out.push(...(found?.kept ?? [words[at] ?? ""]));
    at += found?.written.length ?? 1;
  }
  return out;
}

/** The words with spelled-out legal forms written the short way. */
export function shortForms(words: readonly string[]): readonly string[] {
  let now = words;
  // A form may come to light when a part of it is written short, as in PUBLIC COMPANY LIMITED.
  for (let round = 0; round < 3; round += 1) {
    const next = shortenedOnce(now);
    if (next.length === now.length && next.every((word, at) => word === now[at])) return now;
    now = next;
  }
  return now;
}
