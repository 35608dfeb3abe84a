import type { Cell, Table } from "../../src/render/document.ts";
import type { ScreenFound, ScreenMatch, ScreenRow } from "../state/screen-question.ts";
import { countryName } from "./ownership-tables.ts";

const VERDICTS: Readonly<Record<ScreenMatch["verdict"], string>> = {
  identified: "Identified: an identifier agrees",
  likely: "Likely: same name, same country",
  possible: "Possible: for a person to decide",
};

export const NO_MATCH = "No match";

/** A line of the table: a match of a name, or a name that is like none. */
export interface ScreenLine {
  readonly row: ScreenRow;
  readonly match: ScreenMatch | null;
}

export function linesOf({ rows }: ScreenFound, matchedOnly: boolean): readonly ScreenLine[] {
  return rows.flatMap((row): ScreenLine[] => {
    if (row.matches.length === 0) return matchedOnly ? [] : [{ row, match: null }];
    return row.matches.map((match) => ({ row, match }));
  });
}

function countryWords({ agreement, listed }: ScreenMatch["country"], asked: string | null): string {
  if (agreement === "same") return `same, ${countryName(listed)}`;
  if (agreement === "different") return `different: ${countryName(listed)} on the list, ${countryName(asked)} asked`;
  return listed === null ? "not known" : `not said; ${countryName(listed)} on the list`;
}

function identifierWords({ agreement, scheme, value }: ScreenMatch["identifier"]): string {
  const which = value === undefined ? "" : `, ${scheme} ${value}`;
  return agreement === "unknown" ? "none to compare" : `${agreement}${which}`;
}

const nameWords = ({ listed, name }: ScreenMatch): string =>
  [name.matched === listed ? "" : `as “${name.matched}”, ${name.matchedKind}`, ...name.why]
    .filter((part) => part !== "")
    .join("; ");

/** Each match in its parts, the verdict in words. */
export function screenTable(lines: readonly ScreenLine[]): Table {
  return {
    kind: "table",
    title: "Each name against the lists",
    columns: [
      { name: "asked", label: "Name asked about", type: "text" },
      { name: "asked_country", label: "Its country", type: "code" },
      { name: "verdict", label: "Verdict", type: "text" },
      { name: "listed", label: "Name on the list", type: "text" },
      { name: "list", label: "List", type: "code" },
      { name: "score", label: "Score", type: "number" },
      { name: "name_score", label: "Of the names", type: "number" },
      { name: "why", label: "Why", type: "text" },
      { name: "country", label: "Country", type: "text" },
      { name: "identifier", label: "Identifier", type: "text" },
      { name: "state", label: "On the day", type: "text" },
      { name: "from", label: "From", type: "date" },
    ],
    rows: lines.map(({ row, match }): Cell[] => {
      const { name, country } = row.asked;
      if (match === null) return [name, country, NO_MATCH, ...Array.from({ length: 9 }, () => null)];
      return [
        name,
        country,
        VERDICTS[match.verdict],
        match.listed,
        match.list,
        match.score,
        match.name.score,
        nameWords(match),
        countryWords(match.country, country),
        identifierWords(match.identifier),
        match.state,
        match.from,
      ];
    }),
  };
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

export function screenLead({ names, matched, rows, lists }: ScreenFound): string {
  const best = (verdict: ScreenMatch["verdict"]) =>
    rows.filter(({ matches }) => matches[0]?.verdict === verdict).length;
  const parts = (["identified", "likely", "possible"] as const).flatMap((verdict) => {
    const count = best(verdict);
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  const found = `${matched.toLocaleString("en-US")} of ${counted(names, "name")} ${matched === 1 ? "is" : "are"} like a name on ${counted(lists.length, "list")}`;
  return `${found}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}.`;
}
