import type { Answer } from "../../operations/core/answer.ts";
import type { CompanyResult, CompanySide } from "../../operations/trade/company-result.ts";
import type { Split } from "../../operations/trade/trace-result.ts";
import type { Block, Document, Table } from "../document.ts";
import { writeKg, writeUsd } from "../scale.ts";
import { companyMarketBlocks } from "./company-market.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { sourceWords } from "./trade-words.ts";

const VERBS = { sells: "Sells", buys: "Buys" } as const;

function splitRows({ parts, others }: Split) {
  return [
    ...parts.map(({ label, rows, usd, kg, share }) => [label, rows, usd, kg, share]),
    ...(others.count === 0 ? [] : [[counted(others.count, "other"), null, others.usd, others.kg, others.share]]),
  ];
}

function splitTable(title: string, label: string, split: Split): Table {
  return {
    kind: "table",
    title,
    columns: [
      { name: "part", label, type: "text" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "share", label: "Share", type: "share" },
    ],
    rows: splitRows(split),
  };
}

function tierTable(verb: keyof typeof VERBS, { tiers }: CompanySide): Table {
  return {
    kind: "table",
    title: verb === "buys" ? "Tiers behind what it buys" : "Tiers after what it sells",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "parties", label: verb === "buys" ? "Sellers" : "Buyers", type: "count" },
      { name: "products", label: "Products", type: "count" },
      { name: "largest", label: "Largest", type: "text" },
    ],
    rows: tiers.map(({ tier, rows, usd, parties, products, largest }) => [
      tier,
      rows,
      usd,
      parties,
      products,
      largest.map(({ label }) => label).join(", "),
    ]),
  };
}

function sideBlocks(verb: keyof typeof VERBS, side: CompanySide | null): Block[] {
  if (side === null) return [];
  const price = side.unitValue === null ? "" : `, USD ${side.unitValue} per kg`;
  const days = side.first === null ? "" : `, from ${side.first} to ${side.last}${side.stale ? ", stale" : ""}`;
  return [
    { kind: "heading", text: VERBS[verb] },
    {
      kind: "paragraph",
      text: `${counted(side.rows, "row")}: ${writeUsd(side.usd)}, ${writeKg(side.kg)}${price}${days}.`,
    },
    splitTable(`${VERBS[verb]}: products`, "Product", side.byProduct),
    splitTable(`${VERBS[verb]}: ${verb === "sells" ? "to" : "from"}`, "Partner", side.partners),
    tierTable(verb, side),
  ];
}

function identityBlocks({ party, facilities }: CompanyResult): Block[] {
  const facts = [
    party.kind,
    ...(party.country === null || party.kind === "country" ? [] : [party.country.label]),
    `id ${party.key}`,
    ...party.ids.map(({ scheme, value }) => `${scheme} ${value}`),
    ...(party.legalForm === null ? [] : [party.legalForm]),
    ...(party.listed === null ? [] : [`listed as ${party.listed}`]),
  ];
  const others = [...new Set(party.names.map(({ name }) => name))].filter((name) => name !== party.name);
  return [
    { kind: "paragraph", text: `${facts.join(", ")}.` },
    ...(others.length === 0 ? [] : [{ kind: "note", title: "Also named", items: others } as const]),
    ...(facilities.length === 0
      ? []
      : [
          {
            kind: "table",
            title: "Facilities",
            columns: [
              { name: "facility", label: "Facility", type: "text" },
              { name: "stage", label: "Stage", type: "text" },
              { name: "region", label: "Region", type: "text" },
              { name: "country", label: "Country", type: "code" },
              { name: "source", label: "Source", type: "code" },
            ],
            rows: facilities.map(({ key, name, stage, region, country, source }) => [
              name ?? key,
              stage,
              region,
              country,
              source,
            ]),
          } as const,
        ]),
  ];
}

function everything({ sells, buys }: CompanyResult): Table {
  const rowsOf = (verb: string, side: CompanySide | null) =>
    side === null
      ? []
      : [
          ...splitRows(side.byProduct).map((row) => [verb, "product", ...row]),
          ...splitRows(side.partners).map((row) => [verb, "partner", ...row]),
        ];
  return {
    kind: "table",
    title: "Trade",
    main: true,
    detail: true,
    columns: [
      { name: "direction", label: "Direction", type: "code" },
      { name: "by", label: "By", type: "code" },
      { name: "part", label: "Part", type: "text" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "share", label: "Share", type: "share" },
    ],
    rows: [...rowsOf("sells", sells), ...rowsOf("buys", buys)],
  };
}

export function companyView(answer: Answer<CompanyResult>): Document {
  const { result } = answer;
  return {
    ...banner(answer.coverage),
    title: result.party.name,
    blocks: [
      ...identityBlocks(result),
      ...warnings(answer),
      ...companyMarketBlocks(result),
      ...sideBlocks("sells", result.sells),
      ...sideBlocks("buys", result.buys),
      everything(result),
      ...(result.otherDatasets.length === 0
        ? []
        : [{ kind: "note", title: "Other datasets of the store", items: result.otherDatasets } as const]),
      ...closing(answer, result.dataset === null ? undefined : sourceWords(result.dataset)),
    ],
  };
}
