import type { Answer } from "../../operations/core/answer.ts";
import type { SearchResult } from "../../operations/search.ts";
import type { Document, Table } from "../document.ts";
import { closing, counted, warnings } from "./parts.ts";

const HEADINGS = { company: "Companies", product: "Products", country: "Countries" } as const;

function groupTable({ kind, total, hits }: SearchResult["groups"][number]): Table {
  const more = total > hits.length ? `, ${hits.length} of ${counted(total, "hit")}` : "";
  return {
    kind: "table",
    title: `${HEADINGS[kind]}${more}`,
    columns: [
      { name: "key", label: kind === "company" ? "Id" : "Code", type: "code" },
      { name: "label", label: "Name", type: "text" },
      ...(kind === "product" ? [] : [{ name: "place", label: "Place", type: "text" } as const]),
      ...(kind === "company" ? [{ name: "ids", label: "Identifiers", type: "text" } as const] : []),
      { name: "why", label: "Why", type: "text" },
    ],
    rows: hits.map(({ key, label, place, ids, why }) => [
      kind === "product" ? (ids[0] ?? key) : key,
      label,
      ...(kind === "product" ? [] : [place]),
      ...(kind === "company" ? [ids.join(", ") || null] : []),
      why,
    ]),
  };
}

export function searchView(answer: Answer<SearchResult>): Document {
  const { text, groups } = answer.result;
  return {
    title: `What is known by “${text}”`,
    blocks: [
      ...warnings(answer),
      ...groups.filter(({ hits }) => hits.length > 0).map(groupTable),
      {
        kind: "table",
        title: "Hits",
        main: true,
        detail: true,
        columns: [
          { name: "kind", label: "Kind", type: "code" },
          { name: "key", label: "Key", type: "code" },
          { name: "label", label: "Name", type: "text" },
          { name: "detail", label: "Detail", type: "text" },
          { name: "place", label: "Place", type: "text" },
          { name: "ids", label: "Identifiers", type: "text" },
          { name: "why", label: "Why", type: "text" },
        ],
        rows: groups.flatMap(({ kind, hits }) =>
          hits.map((hit) => [kind, hit.key, hit.label, hit.detail, hit.place, hit.ids.join(", "), hit.why]),
        ),
      },
      ...closing(answer),
    ],
  };
}
