import type { Answer } from "../../operations/core/answer.ts";
import type { ScreenMatch, ScreenResult, ScreenRow } from "../../operations/screen/screen-result.ts";
import type { Block, Cell, Document, Table } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

/** Matches told in full to people; files have all. */
const TOLD = 20;

const PLAIN: Table["columns"] = [
  { name: "asked", label: "Asked", type: "text" },
  { name: "list", label: "List", type: "code" },
  { name: "listed", label: "Name on the list", type: "text" },
  { name: "verdict", label: "Verdict", type: "code" },
  { name: "score", label: "Score", type: "number", unit: "of 1" },
  { name: "country", label: "Country", type: "code" },
  { name: "state", label: "On the day", type: "code" },
  { name: "from", label: "From", type: "date" },
];

function plainCells({ asked }: ScreenRow, match: ScreenMatch | null): Cell[] {
  if (match === null) return [asked.name, null, null, "no match", null, null, null, null];
  const country = `${match.country.listed ?? "unknown"}, ${match.country.agreement}`;
  return [asked.name, match.list, match.listed, match.verdict, match.score, country, match.state, match.from];
}

/** One row a match, and one for each name that has none: what CSV and XLSX take. */
function wholeTable(rows: readonly ScreenRow[]): Table {
  const text = (name: string, label: string) => ({ name, label, type: "text" }) as const;
  const code = (name: string, label: string) => ({ name, label, type: "code" }) as const;
  const score = (name: string, label: string) => ({ name, label, type: "number", unit: "of 1" }) as const;
  return {
    kind: "table",
    title: "Every name",
    main: true,
    detail: true,
    columns: [
      { name: "line", label: "Line", type: "count" },
      text("asked", "Asked"),
      code("asked_country", "Its country"),
      code("asked_ids", "Its identifiers"),
      code("verdict", "Verdict"),
      score("score", "Score"),
      code("list", "List"),
      text("listed", "Name on the list"),
      text("compared", "Compared name"),
      text("matched", "Matched name"),
      text("matched_kind", "What that name is"),
      score("name_score", "Score of the names"),
      text("why", "Why"),
      code("country", "Country"),
      code("listed_country", "Country on the list"),
      code("identifier", "Identifier"),
      code("identifier_value", "Identifier of the listed party"),
      code("state", "On the day"),
      { name: "from", label: "From", type: "date" },
      { name: "until", label: "Until", type: "date" },
      code("source", "Source"),
      text("locator", "Where in the source"),
      code("party", "Party"),
    ],
    rows: rows.flatMap(({ asked, matches }) => {
      const own = [
        asked.line,
        asked.name,
        asked.country,
        asked.ids.map(({ scheme, value }) => `${scheme}:${value}`).join("; ") || null,
      ];
      if (matches.length === 0) return [[...own, "no match", ...Array.from({ length: 18 }, () => null)]];
      return matches.map((match) => [
        ...own,
        match.verdict,
        match.score,
        match.list,
        match.listed,
        match.name.asked,
        match.name.matched,
        match.name.matchedKind,
        match.name.score,
        match.name.why.join("; "),
        match.country.agreement,
        match.country.listed,
        match.identifier.agreement,
        match.identifier.value === undefined ? null : `${match.identifier.scheme}:${match.identifier.value}`,
        match.state,
        match.from,
        match.until,
        match.source,
        match.locator,
        match.party,
      ]);
    }),
  };
}

function told({ asked, company, notes }: ScreenRow, match: ScreenMatch): Block {
  const { name, country, identifier } = match;
  const items = [
    `Verdict: ${match.verdict}.`,
    ...(name.knownAs ? [`Known as “${name.asked}”: ${company?.because ?? "the book says so"}.`] : []),
    ...(name.matched === match.listed
      ? []
      : [`Like “${name.matched}”, its ${name.matchedKind.replace("name in", "other name in")}.`]),
    `Name ${name.score}: ${name.why.join("; ")}.`,
    `Country ${country.agreement}: ${country.listed ?? "not said"} on the list, ${asked.country ?? "not said"} asked.`,
    `Identifier ${identifier.agreement}${identifier.value === undefined ? "" : `: ${identifier.scheme} ${identifier.value}`}.`,
    `${match.listTitle}: ${match.state}${match.from === null ? "" : `, from ${match.from}`}${match.until === null ? "" : ` until ${match.until}`}; source ${match.source}${match.locator === null ? "" : `, ${match.locator}`}.`,
    ...notes,
  ];
  return { kind: "note", title: `“${asked.name}” and “${match.listed}”`, items };
}

export function screenView(answer: Answer<ScreenResult>): Document {
  const { result, on } = answer;
  const { rows, names, matched, lists, atLeast } = result;
  const [only] = names === 1 ? rows : [];
  const pairs = rows.flatMap((row) => row.matches.map((match) => ({ row, match })));
  const scope = `${counted(lists.length, "list")}, score at least ${atLeast}`;
  const said =
    only !== undefined && matched === 0
      ? `No listed name is like “${only.asked.name}” (${scope}).`
      : `${matched} of ${counted(names, "name")} ${matched === 1 ? "has" : "have"} a match (${scope}).`;
  const shown = pairs.length === 0 ? [] : pairs.map(({ row, match }) => plainCells(row, match));
  const without = rows.filter(({ matches }) => matches.length === 0);
  return {
    ...banner(answer.coverage),
    title:
      only === undefined
        ? `Names against official lists on ${on}`
        : `“${only.asked.name}” against official lists on ${on}`,
    blocks: [
      { kind: "paragraph", text: said },
      ...warnings(answer),
      wholeTable(rows),
      ...(shown.length === 0 ? [] : [{ kind: "table", title: "Matches", columns: PLAIN, rows: shown } as const]),
      ...pairs.slice(0, TOLD).map(({ row, match }) => told(row, match)),
      ...(pairs.length > TOLD
        ? [
            {
              kind: "paragraph",
              text: `The parts of ${pairs.length - TOLD} more matches are in CSV, XLSX and JSON.`,
            } as const,
          ]
        : []),
      ...rows
        .filter(({ matches, notes }) => matches.length === 0 && notes.length > 0)
        .map(({ asked, notes }) => ({ kind: "note", title: `“${asked.name}”`, items: notes }) as const),
      ...(only === undefined && without.length > 0
        ? [
            {
              kind: "note",
              title: "No match",
              items: [
                ...without.slice(0, TOLD).map(({ asked }) => asked.name),
                ...(without.length > TOLD ? [`and ${without.length - TOLD} more`] : []),
              ],
            } as const,
          ]
        : []),
      ...closing(answer),
    ],
  };
}
