import type { AgreementResult } from "../../operations/agreement.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Table } from "../document.ts";
import { counted } from "./parts.ts";

type Node = AgreementResult["nodes"][number];
type Hit = NonNullable<NonNullable<Node["bills"]>["owners"]>["hits"][number];

const codeOf = ({ product }: Node): string => formatHs(product.code);

/** Everything that the rules hit of today's trade, one table: for files as well. */
export function hitsTable({ nodes }: AgreementResult): Table {
  const rows = nodes.flatMap((node) => [
    ...(node.levy?.legs ?? []).map(({ origin, to, usd, tonnes, rate, owed }) => [
      "levy to the floor",
      codeOf(node),
      origin.label,
      to?.label ?? "all members",
      null,
      usd,
      tonnes,
      rate,
      owed,
    ]),
    ...(node.bills?.owners?.hits ?? []).map((hit) => ["tariff by owner", codeOf(node), ...partyCells(hit)]),
    ...(node.bills?.owners?.open ?? []).map((hit) => ["tariff by owner, open", codeOf(node), ...partyCells(hit)]),
    ...(node.bills?.banned?.sellers ?? []).map(({ label, origin, list, usd, tonnes }) => [
      `ban, ${list}`,
      codeOf(node),
      origin.label,
      label,
      null,
      usd,
      tonnes,
      null,
      null,
    ]),
  ]);
  return {
    kind: "table",
    title: "Imports that are hit",
    main: true,
    columns: [
      { name: "rule", label: "Rule", type: "text" },
      { name: "hs", label: "HS", type: "code" },
      { name: "origin", label: "Made in", type: "text" },
      { name: "who", label: "Buyer, or seller on bills", type: "text" },
      { name: "plant", label: "Plant", type: "text" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "tonnes", label: "Weight", type: "number", unit: "t" },
      { name: "rate", label: "Rate", type: "share" },
      { name: "owed_usd", label: "Owed", type: "usd" },
    ],
    rows,
  };
}

const partyCells = ({ party, facility, origin, usd, tonnes, rate, owed }: Hit) => [
  origin.label,
  party.label,
  facility?.label ?? null,
  usd,
  tonnes,
  rate,
  owed,
];

/** Why the tariff by owner hits whom it hits. */
export function billsNotes(node: Node): Block[] {
  const owners = node.bills?.owners;
  if (owners == null) return [];
  const told = owners.hits.slice(0, 5).map(({ party, because, trades }) => {
    return `${party.label}: ${because}${trades ? " It is known to trade in what others make." : ""}`;
  });
  const more = owners.otherHits + owners.otherOpen;
  return [
    { kind: "note", title: `HS ${codeOf(node)}: why the tariff by owner hits them`, items: told },
    ...(more === 0
      ? []
      : [{ kind: "paragraph", text: `${counted(more, "more seller")} not shown; ask with a larger --top.` } as const]),
  ];
}

/** Of what members sell abroad, what is not theirs. */
export function leakageTables(node: Node): Table[] {
  return node.leakage.map(({ by, usd, outside, untraced, largest }) => ({
    kind: "table",
    title: `HS ${codeOf(node)}: of what members sell abroad, what was ${by === "origin" ? "added outside" : "added by parties controlled outside"}`,
    columns: [
      { name: "where", label: by === "origin" ? "Added in" : "Controlled in", type: "text" },
      { name: "share", label: "Share", type: "share" },
      { name: "low", label: "at least", type: "share" },
      { name: "high", label: "at most", type: "share" },
      { name: "usd", label: "Value", type: "usd" },
    ],
    rows: [
      ["all outside", outside.share, outside.low, outside.high, outside.usd],
      ...largest.map(({ label, share, low, high, usd: part }) => [label, share, low, high, part]),
      ["not traced", untraced, null, null, null],
      ["all", "1", null, null, usd],
    ],
  }));
}

/** What members no longer sell outside, and what needs no second check. */
export function keptBlocks(node: Node): Block[] {
  const { kept, recognised } = node;
  const words =
    recognised === null
      ? []
      : [
          {
            kind: "paragraph",
            text: `HS ${codeOf(node)}: trade among members that one check is enough for: ${Math.round(Number(recognised.usd)).toLocaleString("en-US")} USD.`,
          } as const,
        ];
  if (kept === null) return words;
  return [
    ...words,
    {
      kind: "table",
      title: `HS ${codeOf(node)}: what members no longer sell outside`,
      columns: [
        { name: "buyer", label: "To", type: "text" },
        { name: "usd", label: "Value", type: "usd" },
        { name: "tonnes", label: "Weight", type: "number", unit: "t" },
      ],
      rows: [...kept.buyers.map(({ label, usd, tonnes }) => [label, usd, tonnes]), ["all", kept.usd, kept.tonnes]],
    },
  ];
}

/** What the rules do to trade, and how much of what members sell is not theirs. */
export function ruleBlocks(result: AgreementResult): Block[] {
  const hits = hitsTable(result);
  return [
    ...(hits.rows.length === 0 ? [{ ...hits, detail: true as const }] : [hits]),
    ...result.nodes.flatMap((node) => [...billsNotes(node), ...keptBlocks(node), ...leakageTables(node)]),
  ];
}
