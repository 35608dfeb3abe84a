import type { Answer } from "../../operations/core/answer.ts";
import type { AttributionResult } from "../../operations/trade/attribution-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Column, Document, Table } from "../document.ts";
import { writeShare, writeUsd } from "../scale.ts";
import { controlFinding, controlTables, controlWords } from "./attribution-control.ts";
import { physicalTables } from "./attribution-physical.ts";
import { attributionYears } from "./attribution-years.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { shortTable } from "./short-table.ts";
import { inSentence, shortProduct, sourceWords, windowWords } from "./trade-words.ts";

export const LENS_WORDS = {
  origin: "Country",
  region: "Region",
  party: "Party",
  facility: "Facility",
  product: "Product",
  port: "Port",
  tier: "Tier",
  control: "Country of control",
} as const;

const UNTRACED_SHOWN = 8;
const EQUIPMENT_SHOWN = 6;

function rootWords({ root }: AttributionResult): string {
  const [first, ...others] = root.products;
  if (first === undefined) return "nothing";
  return others.length === 0
    ? `HS ${formatHs(first.code)} (${shortProduct(first.label)})`
    : `a bill of materials of ${root.products.length} codes`;
}

export function attributionTitle(result: AttributionResult): string {
  const { root } = result;
  const place = root.party?.label ?? (root.country === null ? "the world" : inSentence(root.country.label));
  return `Where the value of ${rootWords(result)} bought by ${place} was added, ${windowWords(root.from, root.until)}`;
}

const isNone = (share: string): boolean => share === "0";

/** The finding with its band, and against it what the first tier alone would say. */
export function attributionLead(result: AttributionResult): string {
  const { root, by, lens, direct } = result;
  const [top] = by;
  if (top === undefined) return "The data hold nothing that answers this.";
  const buyer = root.party?.label ?? inSentence(root.country?.label ?? "the buyer");
  const bill = root.products.some(({ weight }) => weight !== null);
  const payer = bill ? "the bill lists" : `${buyer} paid`;
  const paid = root.usd === null ? "Of each dollar of the bill" : `Of the ${writeUsd(root.usd)} that ${payer}`;
  const where =
    lens === "tier"
      ? `at distance ${top.label}`
      : lens === "product"
        ? `as ${shortProduct(top.label)}`
        : lens === "facility"
          ? top.key === "unknown"
            ? "where no bill states a facility"
            : `at ${top.label}`
          : `in ${inSentence(top.label)}`;
  const verb =
    lens === "party"
      ? `${writeShare(top.share)} was added by ${top.label}`
      : lens === "control"
        ? `${writeShare(top.share)} was added by ${controlWords(top.label)}`
        : `${writeShare(top.share)} was added ${where}`;
  const band =
    top.low === null || top.high === null
      ? ""
      : `, at least ${writeShare(top.low)} and at most ${writeShare(top.high)}`;
  const same = lens === "origin" ? direct.find(({ key }) => key === top.key) : undefined;
  const first = same === undefined ? "" : ` Of direct purchases its share is ${writeShare(same.share)}.`;
  return `${paid}, ${verb}${band}.${first}${controlFinding(result)}`;
}

/** How wide the band is and what would narrow it. */
function bandWords({ by, production, coverage }: AttributionResult): string {
  const [top] = by;
  if (top === undefined || top.low === null || top.high === null) return "";
  if (top.low === top.high) return "The band is closed: nothing on the way was left to assumption.";
  const unseen = writeShare(String(Number((1 - Number(coverage.share)).toFixed(6))));
  const open = [
    "how much of what was sold had been bought in, where nobody states it",
    production.length === 0
      ? "what each seller made itself and what it resold (--production would say)"
      : "what the sellers without a production figure made themselves and what they resold",
    ...(Number(coverage.share) < 1 ? [`who sold the ${unseen} of purchases that the data do not show`] : []),
  ];
  return `The true share may lie anywhere in the band; its width is what is not known: ${open.join("; ")}.`;
}

function qualityWords({ passedOn, estimated, untraced }: AttributionResult): string {
  const kinds = (["observed", "reported", "estimated", "assumed"] as const).filter(
    (kind) => Number(passedOn[kind]) > 0,
  );
  const passed =
    kinds.length === 0
      ? "Nothing was passed on to inputs."
      : `Passed on to inputs on the way, of the root's value: ${kinds.map((kind) => `${writeShare(passedOn[kind])} by shares that are ${kind}`).join(", ")}.`;
  const values = isNone(estimated)
    ? "All values of purchases are as the source states them."
    : `${writeShare(estimated)} of the purchases on the way have an estimated value.`;
  const missing = isNone(untraced.share) ? "Nothing is untraced." : `Untraced: ${writeShare(untraced.share)}.`;
  return `${missing} ${passed} ${values}`;
}

function coverageWords({ coverage }: AttributionResult): string {
  const share = writeShare(coverage.share);
  if (coverage.how === "taken") return "Coverage: the data are taken to show all purchases.";
  if (coverage.how === "stated") return `Coverage: ${share} of all purchases, as stated by the asker.`;
  const years = coverage.years.map((each) => `${each.year} ${writeShare(each.share)}`).join(", ");
  return `Coverage: the data show ${share} of official imports (${coverage.source ?? ""}): ${years}.`;
}

function linesTable(result: AttributionResult): Table {
  const label = LENS_WORDS[result.lens];
  const rows: Cell[][] = result.by.map((line) => [line.label, line.share, line.low, line.high, line.usd]);
  if (result.others.count > 0) {
    rows.push([counted(result.others.count, "other"), result.others.share, null, null, result.others.usd]);
  }
  rows.push(["untraced", result.untraced.share, null, null, result.untraced.usd]);
  return {
    kind: "table",
    title: `Value added by ${label.toLowerCase()}`,
    columns: [
      { name: result.lens, label, type: "text" },
      { name: "share", label: "Share", type: "share" },
      { name: "low", label: "Lowest", type: "share" },
      { name: "high", label: "Highest", type: "share" },
      { name: "usd", label: "Value", type: "usd" },
    ],
    rows,
  };
}

function detailTable(result: AttributionResult): Table {
  return {
    kind: "table",
    title: "All lines",
    main: true,
    detail: true,
    columns: [
      { name: "key", label: "Key", type: "code" },
      { name: "label", label: LENS_WORDS[result.lens], type: "text" },
      { name: "share", label: "Share", type: "share" },
      { name: "low", label: "Lowest", type: "share" },
      { name: "high", label: "Highest", type: "share" },
      { name: "usd", label: "Value", type: "usd" },
    ],
    rows: [
      ...result.by.map((line) => [line.key, line.label, line.share, line.low, line.high, line.usd]),
      ["others", counted(result.others.count, "other"), result.others.share, null, null, result.others.usd],
      ["untraced", "untraced", result.untraced.share, null, null, result.untraced.usd],
    ],
  };
}

function untracedTable({ untraced }: AttributionResult): Block[] {
  const columns: Column[] = [
    { name: "code", label: "HS", type: "code" },
    { name: "label", label: "Input that nobody was seen to sell", type: "text" },
    { name: "share", label: "Share", type: "share" },
    { name: "usd", label: "Value", type: "usd" },
  ];
  const rows = untraced.by.map((line) => [formatHs(line.key), shortProduct(line.label, 70), line.share, line.usd]);
  const shown = rows.slice(0, UNTRACED_SHOWN);
  return shortTable({ title: "Untraced, by product", whole: "All untraced", columns, shown, rows });
}

function billTable({ root }: AttributionResult): Block[] {
  if (root.products.length < 2) return [];
  return [
    {
      kind: "table",
      title: "The bill of materials as a basket",
      columns: [
        { name: "code", label: "HS", type: "code" },
        { name: "label", label: "Input", type: "text" },
        { name: "weight", label: "Share of value", type: "share" },
      ],
      rows: root.products.map((each) => [formatHs(each.code), shortProduct(each.label, 70), each.weight]),
    },
  ];
}

function tiersTable({ tiers, lens }: AttributionResult): Block[] {
  if (tiers.length === 0 || lens === "tier") return [];
  return [
    {
      kind: "table",
      title: "How far from the root the value was added",
      columns: [
        { name: "tier", label: "Tier", type: "code" },
        { name: "share", label: "Share", type: "share" },
      ],
      rows: tiers.map((each) => [each.tier === null ? "beyond" : String(each.tier), each.share]),
    },
  ];
}

function productionTable({ production }: AttributionResult): Block[] {
  if (production.length === 0) return [];
  return [
    {
      kind: "table",
      title: "Production figures used",
      columns: [
        { name: "party", label: "Maker", type: "text" },
        { name: "product", label: "HS", type: "code" },
        { name: "usd", label: "Made in the window", type: "usd" },
        { name: "basis", label: "Basis", type: "code" },
        { name: "source", label: "Source", type: "text" },
      ],
      rows: production.map((each) => [
        each.label,
        formatHs(each.product),
        each.usd,
        each.basis,
        each.sources.join(", "),
      ]),
    },
  ];
}

function equipmentTable({ equipment }: AttributionResult): Block[] {
  const columns: Column[] = [
    { name: "code", label: "HS", type: "code" },
    { name: "label", label: "Equipment", type: "text" },
    { name: "buyers", label: "Buyers", type: "count" },
    { name: "usd", label: "Value", type: "usd" },
    { name: "origins", label: "Largest origins", type: "text" },
  ];
  const rows = equipment.map((each) => [
    formatHs(each.code),
    shortProduct(each.label, 50),
    each.buyers,
    each.usd,
    each.by
      .slice(0, 3)
      .map((part) => `${part.label} ${writeShare(part.share)}`)
      .join(", "),
  ]);
  const title = "Equipment beside: bought by those who added value, for whatever use; not in the shares";
  const shown = rows.slice(0, EQUIPMENT_SHOWN);
  return shortTable({ title, whole: "All equipment beside", columns, shown, rows });
}

export function attributionView(answer: Answer<AttributionResult>): Document {
  const { result } = answer;
  const empty = result.by.length === 0 && isNone(result.untraced.share);
  const words = empty
    ? []
    : [bandWords(result), qualityWords(result), coverageWords(result)].filter((text) => text !== "");
  return {
    ...banner(answer.coverage),
    title: attributionTitle(result),
    blocks: [
      { kind: "paragraph", text: attributionLead(result) },
      ...words.map((text) => ({ kind: "paragraph", text }) as const),
      ...warnings(answer),
      ...billTable(result),
      ...(empty ? [] : [linesTable(result)]),
      ...controlTables(result),
      detailTable(result),
      ...attributionYears(result),
      ...untracedTable(result),
      ...tiersTable(result),
      ...productionTable(result),
      ...equipmentTable(result),
      ...physicalTables(result),
      ...closing(answer, sourceWords(result.dataset)),
    ],
  };
}
