import { chartCaption } from "../../src/charts/chart-caption.ts";
import { type StackedBarsOptions, stackedBars, stackedBarsSvg } from "../../src/charts/stacked-bars.ts";
import type { Table } from "../../src/render/document.ts";
import { type Claim, type ClaimsPlace, type ClaimsResult, claimsAddress } from "../state/claims-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { VERDICT_WORDS, VERDICTS } from "./claim-words.ts";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "./fitted-picture.tsx";

const TEXTURES = ["solid", "hatched", "open", "faint"] as const;

interface OfDocument {
  readonly document: Claim["document"];
  readonly claims: readonly Claim[];
}

function byDocument(claims: readonly Claim[]): readonly OfDocument[] {
  const documents = [...new Map(claims.map(({ document }) => [document.id, document])).values()];
  return documents
    .map((document) => ({ document, claims: claims.filter((claim) => claim.document.id === document.id) }))
    .sort((a, b) => b.claims.length - a.claims.length || (a.document.id < b.document.id ? -1 : 1));
}

const counted = (claims: readonly Claim[], verdict: Claim["verdict"]): number =>
  claims.filter((claim) => claim.verdict === verdict).length;

function documentsTable(documents: readonly OfDocument[]): Table {
  return {
    kind: "table",
    title: "What came of the claims, by document",
    columns: [
      { name: "document", label: "Document", type: "text" },
      { name: "id", label: "Source", type: "code" },
      { name: "date", label: "Of", type: "date" },
      ...VERDICTS.map((verdict) => ({ name: verdict, label: VERDICT_WORDS[verdict], type: "count" as const })),
      { name: "claims", label: "Claims", type: "count" },
    ],
    rows: documents.map(({ document, claims }) => [
      document.title,
      document.id,
      document.date,
      ...VERDICTS.map((verdict) => counted(claims, verdict)),
      claims.length,
    ]),
  };
}

function finding({ counts, total }: ClaimsResult): string {
  const parts = VERDICTS.filter((verdict) => (counts[verdict] ?? 0) > 0).map(
    (verdict) => `${counts[verdict]} ${VERDICT_WORDS[verdict]}`,
  );
  return `Of ${total} ${total === 1 ? "claim" : "claims"}: ${parts.join(", ")}`;
}

interface ClaimsFigureProps {
  readonly result: ClaimsResult;
  readonly values: ClaimsPlace;
}

/** How many claims of each document hold, as bars by outcome. */
export function ClaimsFigure({ result, values }: ClaimsFigureProps) {
  const documents = byDocument(result.claims);
  const caption = chartCaption(finding(result), [
    "Reproduced means that the figures here agree with the document, not that it is right",
  ]);
  const draw: DrawPicture = (width, options) => {
    const shape: StackedBarsOptions = {
      width,
      writeTick: String,
      kinds: VERDICTS.map((verdict, at) => ({ label: VERDICT_WORDS[verdict], texture: TEXTURES[at] ?? "solid" })),
    };
    const rows = documents.map(({ document, claims }) => ({
      label: document.id,
      text: String(claims.length),
      parts: VERDICTS.map((verdict, kind) => {
        const count = counted(claims, verdict);
        return { kind, value: count, valueText: String(count) };
      }).filter(({ value }) => value > 0),
    }));
    const title = "What came of the claims, by document";
    return stackedBarsSvg(
      stackedBars([{ label: "", rows }], shape),
      { title, description: caption, source: "" },
      options,
    );
  };
  return (
    <ChartFigure
      name="claims-by-document"
      title="What came of the claims"
      caption={caption}
      table={documentsTable(documents)}
      tableProps={{
        action: (row) => {
          const document = documents[row]?.document;
          if (document === undefined) return null;
          return { label: "Its claims alone", href: claimsAddress({ ...values, document: document.id, open: "" }) };
        },
      }}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}
