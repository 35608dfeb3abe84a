import { COUNTRIES, findCountry } from "../../vocab/country.ts";
import type { Finder, Hit } from "./finder.ts";
import { folded, type Match, matcherOf, rankOf } from "./text-match.ts";

interface Ranked {
  readonly hit: Hit;
  readonly rank: number;
}

/** Countries by code, by name, and by every spelling that the book knows. */
export const countryFinder: Finder = {
  kind: "country",
  needsStore: false,
  async find(context, text, top) {
    const asked = folded(text);
    if (asked === "") return { hits: [], total: 0 };
    const matchOf = matcherOf(asked);
    const { partners } = await context.openBook();
    const spellings = new Map<string, string[]>();
    for (const [spelling, code] of partners.aliases) spellings.set(code, [...(spellings.get(code) ?? []), spelling]);
    const ranked: Ranked[] = [];
    for (const { code, alpha3, numeric, name, subregion } of COUNTRIES) {
      const names: readonly (readonly [string, string])[] = [
        ["its name", name],
        ["its code", code],
        ["its code", alpha3],
        ["its code", numeric],
        ...(spellings.get(code) ?? []).map((spelling) => ["a spelling of it", spelling] as const),
      ];
      let best: { match: Match; what: string; name: string } | null = null;
      for (const [what, spelling] of names) {
        const match = matchOf(folded(spelling));
        if (match === null || (match !== "is exactly" && (what === "its code" || asked.length < 3))) continue;
        if (best === null || rankOf(match) < rankOf(best.match)) best = { match, what, name: spelling };
      }
      if (best === null) continue;
      const said =
        best.match === "is exactly"
          ? `${best.what} is “${best.name}”`
          : `${best.what}, “${best.name}”, ${best.match} it`;
      const hit = {
        key: code,
        label: name,
        detail: "country",
        place: subregion,
        ids: [code, alpha3, numeric],
        why: said,
      };
      ranked.push({ hit, rank: rankOf(best.match) });
    }
    ranked.sort((a, b) => a.rank - b.rank || (a.hit.label < b.hit.label ? -1 : 1));
    return { hits: ranked.slice(0, top).map(({ hit }) => hit), total: ranked.length };
  },
};

/** The everyday name of a party's country; null where it is not known. */
export function placeName(code: string | null): string | null {
  return code === null || code === "" ? null : (findCountry(code)?.name ?? code);
}
