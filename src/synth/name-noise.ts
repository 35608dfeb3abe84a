import type { Random } from "./random.ts";

const LEGAL_SPELLINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Co\., Ltd\.$/, ["CO., LTD", "CO LTD", "Company Limited", "CO.,LTD."]],
  [/ Ltd\.?$/, [" Limited", " LTD", " Ltd."]],
  [/ Limited$/, [" Ltd.", " LTD"]],
  [/ Inc\.$/, [" Incorporated", " INC", ", Inc."]],
  [/ Corp\.$/, [" Corporation", " CORP"]],
  [/ Corporation$/, [" Corp.", " CORP"]],
  [/ LLC$/, [" L.L.C.", ", LLC"]],
  [/ GmbH$/, [" GMBH", " G.m.b.H."]],
  [/ S\.A\.$/, [" SA", " S.A", " S. A."]],
  [/ B\.V\.$/, [" BV"]],
  [/ N\.V\.$/, [" NV"]],
  [/ Sdn\. Bhd\.$/, [" SDN BHD", " Sdn Bhd"]],
];

/** Other spellings of a name that plain normalisation takes for the same; never the name itself. */
export function mendableSpellings(name: string): readonly string[] {
  const spellings = [
    name.toUpperCase(),
    name.replace(/[.,]/g, ""),
    name.toUpperCase().replace(/[.,]/g, ""),
    name.replace(/ /g, "  "),
    ` ${name.toLowerCase()} `,
    name.normalize("NFD").replace(/\p{M}/gu, ""),
  ];
  for (const [form, others] of LEGAL_SPELLINGS) {
    if (form.test(name)) spellings.push(...others.map((other) => name.replace(form, other)));
  }
  return [...new Set(spellings)].filter((spelling) => spelling !== name);
}

/** A typing error or a cut in the name's invented part, which no normalisation mends. */
export function misspelt(name: string, random: Random): string {
  const start = name.startsWith("PT ") ? 3 : 0;
  const end = name.indexOf(" ", start);
  const at = start + 1 + random.below(end - start - 3);
  switch (random.below(4)) {
    case 0:
      return name.slice(0, at) + name.slice(at + 1);
    case 1:
      return `${name.slice(0, at)}${name.charAt(at)}${name.slice(at)}`;
    case 2:
      return `${name.slice(0, at)}${name.charAt(at) === "x" ? "k" : "x"}${name.slice(at + 1)}`;
    default:
      return name.slice(0, end - 2);
  }
}
