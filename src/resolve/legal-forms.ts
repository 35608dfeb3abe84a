/**
 * Spellings of legal forms that mean the same, as whole words after folding: [as written, as kept].
 *
 * The order counts: longer spellings come first. Only spellings of one and the same form stand here; that "CO LTD" and
 * "LTD" may be one company is not for an exact key to say.
 */
export const LEGAL_FORMS: readonly (readonly [string, string])[] = [
  ["S DE R L DE C V", "S DE RL DE CV"],
  ["S A DE C V", "SA DE CV"],
  ["SOCIEDAD ANONIMA DE CAPITAL VARIABLE", "SA DE CV"],
  ["SOCIEDAD ANONIMA", "SA"],
  ["SOCIETE ANONYME", "SA"],
  ["GESELLSCHAFT MIT BESCHRANKTER HAFTUNG", "GMBH"],
  ["G M B H", "GMBH"],
  ["AKTIENGESELLSCHAFT", "AG"],
  ["KABUSHIKI KAISHA", "KK"],
  ["LIMITED LIABILITY COMPANY", "LLC"],
  ["L L C", "LLC"],
  ["S R L", "SRL"],
  ["S P A", "SPA"],
  ["S A S", "SAS"],
  ["S A", "SA"],
  ["B V", "BV"],
  ["N V", "NV"],
  ["A G", "AG"],
  ["K K", "KK"],
  ["SDN BERHAD", "SDN BHD"],
  ["SENDIRIAN BERHAD", "SDN BHD"],
  ["PRIVATE LIMITED", "PVT LTD"],
  ["PRIVATE LTD", "PVT LTD"],
  ["PVT LIMITED", "PVT LTD"],
  ["PTE LIMITED", "PTE LTD"],
  ["PTY LIMITED", "PTY LTD"],
  ["JOINT STOCK COMPANY", "JSC"],
  ["COMPANY LIMITED", "CO LTD"],
  ["COMPANY LTD", "CO LTD"],
  ["CO LIMITED", "CO LTD"],
  ["COLTD", "CO LTD"],
  ["C O LTD", "CO LTD"],
  ["CORPORATION", "CORP"],
  ["INCORPORATED", "INC"],
  ["LIMITED", "LTD"],
  ["L T D", "LTD"],
  ["COMPANY", "CO"],
];

/** The same for scripts that put no space between words: [as written, as kept], in this order. */
export const LEGAL_FORMS_UNSPACED: readonly (readonly [string, string])[] = [
  ["有限责任公司", "有限公司"],
  ["有限責任公司", "有限公司"],
  ["(株)", "株式会社"],
  ["(有)", "有限会社"],
  ["(주)", "주식회사"],
];
