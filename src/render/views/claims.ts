import type { ClaimsResult } from "../../operations/claims.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { Document } from "../document.ts";
import { closing, counted, warnings } from "./parts.ts";

type Claim = ClaimsResult["claims"][number];

const WORDS = {
  reproduced: "reproduced",
  inconsistent: "inconsistent",
  stale: "stale",
  not_checkable: "not checkable",
} as const;

const figureWords = ({ figure, relation, unit }: Claim): string | null =>
  figure === null ? null : `${relation === "=" ? "" : `${relation} `}${figure}${unit === null ? "" : ` ${unit}`}`;

function why({ reason, readings }: Claim): string | null {
  const read = readings.map(({ label, value, fits }) => {
    const worth = value === null ? "not known" : value;
    return `${label}: ${worth}${fits === null ? "" : fits ? " (fits)" : " (does not fit)"}`;
  });
  const parts = [...(reason === null ? [] : [reason]), ...read];
  return parts.length === 0 ? null : parts.join("; ");
}

export function claimsView(answer: Answer<ClaimsResult>): Document {
  const { counts, claims, total } = answer.result;
  const verdicts = Object.entries(WORDS)
    .filter(([verdict]) => (counts[verdict] ?? 0) > 0)
    .map(([verdict, words]) => `${counts[verdict]} ${words}`);
  return {
    title: "Claims of documents, and what is computed beside them",
    blocks: [
      { kind: "paragraph", text: `${counted(total, "claim")}: ${verdicts.join(", ")}.` },
      ...warnings(answer),
      {
        kind: "table",
        title: "Claims",
        main: true,
        columns: [
          { name: "id", label: "Claim", type: "code" },
          { name: "verdict", label: "Verdict", type: "code" },
          { name: "figure", label: "Document", type: "code" },
          { name: "computed", label: "Computed", type: "code" },
          { name: "difference", label: "Difference", type: "code" },
          { name: "claim", label: "What it says", type: "text" },
          { name: "why", label: "Reason and readings", type: "text" },
          { name: "document", label: "In", type: "code" },
          { name: "locator", label: "Place", type: "text" },
        ],
        rows: claims.map((claim) => [
          claim.id,
          WORDS[claim.verdict],
          figureWords(claim),
          claim.computed,
          claim.difference,
          claim.claim,
          why(claim),
          claim.document.id,
          claim.locator,
        ]),
      },
      ...closing(answer),
    ],
  };
}
