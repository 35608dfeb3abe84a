import type { Random } from "./random.ts";

/** A made name: `root` alone is unique among all names of a world, letters only and without accents. */
export interface MadeName {
  readonly root: string;
  readonly full: string;
}

export type NameMaker = (country: string, words: readonly string[]) => MadeName;

const OPENINGS = (
  "Bra Bre Bru Chu Dra Dwe Fla Fre Gla Gri Gwe Hra Hul Jo Ju Kle Kno Kra Lju Mru Nje Nul Obra Orv Pla Plu Qua Qui " +
  "Rhu Ska Ske Smu Sni Stru Tha Thre Tra Tru Tve Ulv Umb Urs Vle Vra Wul Xan Xil Ysk Zan Zhe Zho Zwe"
).split(" ");
const MIDDLES =
  "bel bri dak dol fen gan gor hul jin kel kor lam lun mag mir nar nol pel qin rad rig sol sun tal tor vek vin wen xar yor zel zim".split(
    " ",
  );
const CLOSINGS =
  "addar anzo arvik auqe edrax elqua endri erzhun ettvar ezqui idrol ilvyx inqor ivanz ombrex ondyx orqin orvex ottrix uldro undrax unqel urzhan uvrik yldra yndor yrqan yxeld".split(
    " ",
  );
const ACCENTS: Readonly<Record<string, string>> = { a: "á", e: "é", i: "í", o: "ö", u: "ü" };
const ACCENTED_COUNTRIES = new Set("AR AT BR CH CL CZ DE DK ES FI FR HU MX NO PE PL PT SE SK TR".split(" "));

const LEGAL_FORMS: Readonly<Record<string, readonly string[]>> = {
  AR: ["S.A."],
  AT: ["GmbH"],
  AU: ["Pty Ltd"],
  BE: ["N.V."],
  BR: ["S.A.", "Ltda."],
  CA: ["Inc.", "Corp."],
  CD: ["SARL"],
  CH: ["AG"],
  CL: ["S.A.", "SpA"],
  CN: ["Co., Ltd.", "Co., Ltd.", "Group Co., Ltd."],
  DE: ["GmbH", "AG", "GmbH & Co. KG"],
  ES: ["S.A."],
  FI: ["Oy"],
  FR: ["SAS", "S.A."],
  GB: ["Ltd", "PLC"],
  HU: ["Kft."],
  ID: ["PT"],
  IN: ["Pvt. Ltd.", "Limited"],
  IT: ["S.p.A.", "S.r.l."],
  JP: ["Co., Ltd.", "K.K."],
  KR: ["Co., Ltd."],
  MX: ["S.A. de C.V."],
  MY: ["Sdn. Bhd."],
  NL: ["B.V."],
  NO: ["AS"],
  PE: ["S.A."],
  PL: ["S.A."],
  RU: ["LLC"],
  SE: ["AB"],
  SG: ["Pte. Ltd."],
  TH: ["Co., Ltd."],
  TW: ["Co., Ltd."],
  US: ["Inc.", "LLC", "Corp.", "Corporation"],
  VN: ["Co., Ltd.", "JSC"],
  ZA: ["(Pty) Ltd"],
};

/**
 * Names that look like names of firms and belong to none: invented roots, then a word or two of the trade, then the
 * legal form of the country. No two names of a maker share a root.
 */
export function nameMaker(random: Random): NameMaker {
  const taken = new Set<string>();
  return (country, words) => {
    let root = inventedRoot(random);
    while (taken.has(root)) root = inventedRoot(random);
    taken.add(root);
    const written = ACCENTED_COUNTRIES.has(country) && random.chance(0.5) ? accent(root) : root;
    const business = random.pick(words);
    const form = random.pick(LEGAL_FORMS[country] ?? ["Ltd."]);
    return { root, full: form === "PT" ? `PT ${written} ${business}` : `${written} ${business} ${form}` };
  };
}

function inventedRoot(random: Random): string {
  const longer = random.chance(0.5) ? random.pick(MIDDLES) : "";
  return `${random.pick(OPENINGS)}${random.pick(MIDDLES)}${longer}${random.pick(CLOSINGS)}`;
}

function accent(root: string): string {
  const at = root.search(/[aeiou]/);
  return at === -1 ? root : root.slice(0, at) + (ACCENTS[root.charAt(at)] ?? root.charAt(at)) + root.slice(at + 1);
}
