import type { Answer } from "../../operations/core/answer.ts";
import type { RestrictionsResult } from "../../operations/restrictions.ts";
import type { Block, Document } from "../document.ts";
import { closing, warnings } from "./parts.ts";
import { shortTable } from "./short-table.ts";

type Measure = RestrictionsResult["measures"][number];

const ASKED: Readonly<Record<NonNullable<Measure["asks"]>, string>> = {
  licence: "a licence",
  review: "a licence after a stricter look at the end user",
  ban: "it may not go",
};

const MOST_LINKS = 12;

function verdict({ outcome, asks, measures }: RestrictionsResult): string {
  if (outcome === "not controlled") {
    return measures.length === 0 ? "Not controlled: no measure of the book is near it." : "Not controlled on that day.";
  }
  const asked = asks.map((each) => ASKED[each]).join("; ");
  return outcome === "controlled" ? `Controlled: ${asked}.` : `Open. If it holds: ${asked}.`;
}

function subject({ kind, product }: RestrictionsResult): string {
  const of = product === null ? "" : ` ${product.code} (${product.label})`;
  return kind === "goods" ? `Export controls on${of === "" ? " the item" : of}` : `Export controls on ${kind}${of}`;
}

/** Below each measure its items, below each item its thresholds; what is not covered is said in one line. */
function outline(measures: readonly Measure[]): Block[] {
  const items = measures.flatMap((measure) => [
    {
      depth: 0,
      text: `${measure.outcome}: ${measure.title} (${measure.authority}; ${measure.status.words})`,
    },
    ...(measure.outcome === "controlled" ? [] : [{ depth: 1, text: `because ${measure.because}` }]),
    ...measure.items.flatMap((item) => [
      { depth: 1, text: `${item.covers === "yes" ? "covers" : item.covers === "no" ? "not" : "open"}: ${item.title}` },
      ...item.thresholds.map(({ asked, verdict: held, stated, note }) => ({
        depth: 2,
        text: `${held}: ${asked}${stated === null ? "" : `, stated ${stated}`}${note === null ? "" : ` (${note})`}`,
      })),
    ]),
    ...measure.caveats.map(({ text }) => ({ depth: 1, text })),
  ]);
  return items.length === 0 ? [] : [{ kind: "outline", title: "Measure by measure", items }];
}

/** The links nearest to the goods, and all of them for files. */
function linkBlocks({ links, outcome }: RestrictionsResult): Block[] {
  const rows = links.map((link) => [
    link.tier,
    link.seller,
    link.of.code,
    link.of.label,
    link.via,
    link.kind,
    link.basis,
  ]);
  const touch = outcome === "controlled" ? "this touches" : "this would touch";
  return [
    ...shortTable({
      title: `Links of a trace that ${touch}`,
      whole: "All links",
      columns: [
        { name: "tier", label: "Tier", type: "number" },
        { name: "seller", label: "Seller", type: "code" },
        { name: "of", label: "In the trace of", type: "code" },
        { name: "label", label: "", type: "text" },
        { name: "via", label: "By way of", type: "code" },
        { name: "kind", label: "As", type: "text" },
        { name: "basis", label: "Basis", type: "text" },
      ],
      shown: rows.slice(0, MOST_LINKS),
      rows,
      note: rows.length > MOST_LINKS ? `${rows.length - MOST_LINKS} more; --xlsx and --json hold all.` : undefined,
    }),
    ...(links.length === 0
      ? []
      : [
          {
            kind: "commands",
            title: "To see them, in a store that holds these goods",
            items: links
              .slice(0, 3)
              .map(({ command, tier, of }) => ({ command, about: `tier ${tier} of ${of.code} ${of.label}` })),
          } as const,
        ]),
  ];
}

export function restrictionsView(answer: Answer<RestrictionsResult>): Document {
  const { result, on } = answer;
  const { measures, toState, undecided } = result;
  return {
    title: `${subject(result)} on ${on}`,
    blocks: [
      { kind: "paragraph", text: verdict(result) },
      ...warnings(answer),
      ...(undecided.length === 0
        ? []
        : [
            {
              kind: "note",
              title: "What would decide it",
              items: [...undecided, ...toState.map((each) => `State --spec '${each}'`)],
            } as const,
          ]),
      ...outline(measures),
      {
        kind: "table",
        title: "Measures",
        main: true,
        columns: [
          { name: "measure", label: "Measure", type: "code" },
          { name: "outcome", label: "Outcome", type: "text" },
          { name: "asks", label: "Asks", type: "text" },
          { name: "status", label: "Status", type: "text" },
          { name: "from", label: "From", type: "date" },
          { name: "last", label: "Last day", type: "date" },
          { name: "known", label: "Known", type: "date" },
          { name: "next", label: "Next change", type: "date" },
          { name: "confidence", label: "Confidence", type: "text" },
          { name: "source", label: "Source", type: "code" },
        ],
        rows: measures.map(({ id, outcome, asks, status }) => [
          id,
          outcome,
          asks,
          status.state + (status.confirmed ? "" : " again, not confirmed"),
          status.from,
          status.last,
          status.known,
          status.next,
          status.confidence,
          status.source.id,
        ]),
      },
      ...linkBlocks(result),
      ...closing(answer),
    ],
  };
}
