import { tierChartSvg } from "../../charts/tier-chart.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { AttributionResult } from "../../operations/trade/attribution-result.ts";
import type { Split, Tier, TraceResult } from "../../operations/trade/trace-result.ts";
import type { Part } from "../../operations/trade/trade-fields.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Column, Document, Table } from "../document.ts";
import { writeKg, writeShare, writeUsd } from "../scale.ts";
import { attributionView } from "./attribution.ts";
import { reachYears } from "./attribution-years.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { shortTable } from "./short-table.ts";
import { costShareWords, inSentence, shortProduct, sourceWords, windowWords } from "./trade-words.ts";

const BY_WORDS = {
  origin: "Country",
  region: "Region",
  party: "Party",
  facility: "Facility",
  product: "Product",
  port: "Port",
} as const;
const SHOWN = 10;

export function traceTitle({ root, inOrder }: TraceResult): string {
  const place = root.party?.label ?? (root.country === null ? "the world" : inSentence(root.country.label));
  const what = `HS ${formatHs(root.product.code)} (${shortProduct(root.product.label)})`;
  const lag = inOrder === null ? "" : `, in order of time within ${inOrder} days`;
  const when = `${windowWords(root.from, root.until)}${lag}`;
  return root.direction === "up"
    ? `What stands behind ${what} bought by ${place}, ${when}`
    : `What becomes of ${what} sold by ${place}, ${when}`;
}

/** Parts up to `shown`, the rest pooled into one line. */
function pooled(parts: readonly Part[], shown: number): readonly Part[] {
  if (parts.length <= shown + 1) return parts;
  const rest = parts.slice(shown);
  const add = (pick: "usd" | "kg" | "share", places: number) => {
    const units = rest.reduce((sum, part) => {
      const [whole = "0", fraction = ""] = part[pick].split(".");
      return sum + BigInt(whole + fraction.padEnd(places, "0"));
    }, 0n);
    const digits = units.toString().padStart(places + 1, "0");
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  };
  const others: Part = {
    key: "others",
    label: counted(rest.length, "other"),
    rows: rest.reduce((sum, part) => sum + part.rows, 0),
    usd: add("usd", 2),
    kg: add("kg", 3),
    share: add("share", 12),
  };
  return [...parts.slice(0, shown), others];
}

const isZero = (amount: string): boolean => /^0(\.0+)?$/.test(amount);

/** A sum of nothing is unknown, not zero, where rows are silent. */
function known(amount: string, silentRows: number): Cell {
  return isZero(amount) && silentRows > 0 ? null : amount;
}

export function summaryTable(result: TraceResult): Table {
  const up = result.root.direction === "up";
  return {
    kind: "table",
    title: "Tier by tier",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "parties", label: up ? "Sellers" : "Buyers", type: "count" },
      { name: "counterparties", label: up ? "Buyers" : "Sellers", type: "count" },
      { name: "products", label: "Products", type: "count" },
    ],
    rows: result.tiers.map((tier) => [
      tier.tier,
      tier.rows,
      known(tier.usd, tier.rowsWithoutValue),
      known(tier.kg, tier.rowsWithoutWeight),
      tier.parties,
      tier.counterparties,
      tier.products,
    ]),
  };
}

export function tierTable(tier: Tier, result: TraceResult, shown = SHOWN): Table {
  const column: Column = { name: result.by, label: BY_WORDS[result.by], type: "text" };
  return {
    kind: "table",
    title: `Tier ${tier.tier} by ${BY_WORDS[result.by].toLowerCase()}`,
    columns: [
      column,
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "share", label: "Share", type: "share" },
    ],
    rows: pooled(tier.by, shown).map((part) => [
      part.label,
      known(part.usd, tier.rowsWithoutValue),
      known(part.kg, tier.rowsWithoutWeight),
      part.share,
    ]),
  };
}

/** One dimension over all tiers: a line a part, a value and a share a tier. */
export function acrossTiers(title: string, label: string, tiers: readonly Tier[], pick: (tier: Tier) => Split): Table {
  const keys = new Map<string, string>();
  for (const tier of tiers) for (const part of pick(tier).parts) keys.set(part.key, part.label);
  const columns: Column[] = [{ name: "part", label, type: "text" }];
  for (const { tier } of tiers) {
    columns.push({ name: `tier_${tier}_usd`, label: `Tier ${tier}`, type: "usd" });
    columns.push({ name: `tier_${tier}_share`, label: "share", type: "share" });
  }
  const rows: Cell[][] = [...keys].map(([key, name]) => [
    name,
    ...tiers.flatMap((tier) => {
      const part = pick(tier).parts.find((each) => each.key === key);
      if (part !== undefined) return [part.usd, part.share];
      return pick(tier).others.count > 0 ? [null, null] : ["0", "0"];
    }),
  ]);
  if (tiers.some((tier) => pick(tier).others.count > 0)) {
    rows.push(["others", ...tiers.flatMap((tier) => [pick(tier).others.usd, pick(tier).others.share])]);
  }
  return { kind: "table", title, columns, rows };
}

function productsTable(result: TraceResult): Table {
  return {
    kind: "table",
    title: "What the higher tiers are made of",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "product", label: "Product", type: "text" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "share", label: "Share", type: "share" },
    ],
    rows: result.tiers
      .slice(1)
      .flatMap((tier) =>
        tier.splits.product.parts
          .slice(0, 6)
          .map((part) => [
            tier.tier,
            shortProduct(part.label, 70),
            known(part.usd, tier.rowsWithoutValue),
            known(part.kg, tier.rowsWithoutWeight),
            part.share,
          ]),
      ),
  };
}

export function suppliersTable(result: TraceResult, title?: string): Table {
  const countries = result.dataset.data === "flows";
  const up = result.root.direction === "up";
  const silent = (pick: "rowsWithoutValue" | "rowsWithoutWeight") =>
    result.tiers.reduce((sum, tier) => sum + tier[pick], 0);
  return {
    kind: "table",
    title: title ?? (up ? "Largest suppliers over all tiers" : "Largest buyers over all tiers"),
    columns: [
      { name: "party", label: up ? "Supplier" : "Buyer", type: "text" },
      ...(countries ? [] : [{ name: "country", label: "Country", type: "code" } as const]),
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "share", label: "Share", type: "share" },
      { name: "recipients", label: up ? "Recipients" : "Senders", type: "count" },
      { name: "tiers", label: "Tiers", type: "code" },
      { name: "products", label: "Products", type: "count" },
    ],
    rows: result.suppliers.map((each) => [
      each.label,
      ...(countries ? [] : [each.country]),
      known(each.usd, silent("rowsWithoutValue")),
      known(each.kg, silent("rowsWithoutWeight")),
      each.share,
      each.recipients,
      each.tiers.join(", "),
      each.products.length,
    ]),
  };
}

function detailTable(result: TraceResult): Table {
  return {
    kind: "table",
    title: "All parts",
    main: true,
    detail: true,
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "key", label: "Key", type: "code" },
      { name: "label", label: BY_WORDS[result.by], type: "text" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "share", label: "Share", type: "share" },
    ],
    rows: result.tiers.flatMap((tier) =>
      tier.by.map((part) => [tier.tier, part.key, part.label, part.rows, part.usd, part.kg, part.share]),
    ),
  };
}

const MISSING_SHOWN = 12;

function missingRows(inputs: TraceResult["inputsNotHeld"]): Cell[][] {
  return inputs.map((each) => [
    formatHs(each.code),
    shortProduct(each.label, 70),
    each.kinds.join(", "),
    each.of.map(formatHs).join(", "),
    each.tier,
    costShareWords(each.costShare),
  ]);
}

/** What the map names and the data do not hold: the most telling ones for people, all of them for files. */
export function missingTable(result: TraceResult): Block[] {
  const { inputsNotHeld: missing } = result;
  const columns: Column[] = [
    { name: "code", label: "HS", type: "code" },
    { name: "label", label: "Input", type: "text" },
    { name: "kind", label: "Kind", type: "code" },
    { name: "of", label: "Input of", type: "code" },
    { name: "tier", label: "Tier", type: "count" },
    { name: "cost_share", label: "Cost share", type: "code" },
  ];
  const goods = missing.filter((each) => each.kinds.some((kind) => kind !== "equipment"));
  const shown = goods.slice(0, MISSING_SHOWN);
  const equipment = missing.length - goods.length;
  const more = [
    ...(goods.length > shown.length
      ? [`${counted(goods.length - shown.length, "further material", "further materials")}`]
      : []),
    ...(equipment > 0 ? [`${counted(equipment, "code", "codes")} of equipment`] : []),
  ];
  return shortTable({
    title: "Inputs of the map that the data do not hold",
    whole: "All inputs not held",
    columns,
    shown: missingRows(shown),
    rows: missingRows(missing),
    note: more.length === 0 ? undefined : `Not held either: ${more.join(" and ")}; --xlsx and --json list them all.`,
  });
}

/** What each origin of tier 1 owes on the day, where it was asked for. */
function dutyTable({ tiers }: TraceResult, shown: number): Block[] {
  const duty = tiers[0]?.duty;
  if (duty === undefined) return [];
  const maker = (end: (typeof duty.origins)[number]["high"]) => end?.producer ?? end?.exporter ?? null;
  return [
    {
      kind: "table",
      title: `Duty on tier 1 by origin, entered on ${duty.on}${duty.on === duty.known ? "" : ` as known on ${duty.known}`}`,
      columns: [
        { name: "origin", label: "Country", type: "text" },
        { name: "usd", label: "Value", type: "usd" },
        { name: "least_rate", label: "Least", type: "share" },
        { name: "most_rate", label: "Most", type: "share" },
        { name: "least", label: "Least duty", type: "usd" },
        { name: "most", label: "Most duty", type: "usd" },
        { name: "most_by", label: "Most of", type: "text" },
      ],
      rows: duty.origins
        .slice(0, shown)
        .map(({ label, usd, low, high }) => [
          label,
          usd,
          low?.rate ?? null,
          high?.rate ?? null,
          low?.amount ?? null,
          high?.amount ?? null,
          high === null
            ? null
            : [duty.codes.length > 1 ? formatHs(high.code) : null, maker(high)]
                .filter((part) => part !== null)
                .join(", ") || null,
        ]),
    },
  ];
}

/** The finding of tier 1 in one sentence. */
export function leadSentence(result: TraceResult): string {
  const [first] = result.tiers;
  const top = first?.by[0];
  if (first === undefined || top === undefined) return "The data hold nothing that answers this.";
  return `Tier 1 is worth ${writeUsd(first.usd)} (${writeKg(first.kg)}); ${top.label} is the largest part with ${writeShare(top.share)}.`;
}

export function tierPicture(result: TraceResult): Block {
  return {
    kind: "picture",
    caption: leadSentence(result),
    svg: () =>
      tierChartSvg({
        title: traceTitle(result),
        description: leadSentence(result),
        source: `${result.dataset.made ? "MADE WORLD. " : ""}Source: ${sourceWords(result.dataset)} Each row at its smallest tier; values as they stand.`,
        tiers: result.tiers.map((tier) => ({
          tier: tier.tier,
          caption: `${writeUsd(tier.usd)}, ${writeKg(tier.kg)}, ${counted(tier.rows, "row")}`,
          parts: pooled(tier.by, 7)
            .filter((part) => part.share !== "0")
            .map((part) => ({
              label: shortProduct(part.label, 36),
              share: toNumber(decimal(part.share)),
              shareText: writeShare(part.share),
              detail: `${writeUsd(part.usd)}, ${writeKg(part.kg)}, ${writeShare(part.share)}`,
            })),
        })),
      }),
  };
}

/** The view of either method. */
export function traceView(answer: Answer<TraceResult | AttributionResult>): Document {
  const { result } = answer;
  return result.method === "attribution" ? attributionView({ ...answer, result }) : reachView({ ...answer, result });
}

function reachView(answer: Answer<TraceResult>): Document {
  const { result } = answer;
  const { tiers, by } = result;
  return {
    ...banner(answer.coverage),
    title: traceTitle(result),
    blocks: [
      { kind: "paragraph", text: leadSentence(result) },
      ...warnings(answer),
      summaryTable(result),
      detailTable(result),
      ...tiers.map((tier) => tierTable(tier, result, Number(answer.input.top ?? SHOWN))),
      ...dutyTable(result, Number(answer.input.top ?? SHOWN)),
      ...reachYears(result),
      ...(by === "region" ? [] : [acrossTiers("By region", "Region", tiers, (tier) => tier.splits.region)]),
      ...(tiers.length > 1 && by !== "product" ? [productsTable(result)] : []),
      ...(tiers.length > 1 ? [acrossTiers("By kind of input", "Kind", tiers, (tier) => tier.splits.kind)] : []),
      suppliersTable(result),
      ...missingTable(result),
      tierPicture(result),
      ...closing(answer, sourceWords(result.dataset)),
    ],
  };
}
