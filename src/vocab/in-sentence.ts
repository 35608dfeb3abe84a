const WITH_ARTICLE =
  /^(?:United|Netherlands|Philippines|Democratic|Dominican|Central|Bahamas|Gambia|Maldives|Czech Republic)\b|Islands$/;

/** A country's name as a sentence needs it: "the United States", "China". */
export function inSentence(country: string): string {
  return WITH_ARTICLE.test(country) ? `the ${country}` : country;
}
