import { barChart, barChartSvg } from "../../src/charts/bar-chart.ts";
import type { Result } from "../../src/client/client.ts";
import type { Table } from "../../src/render/document.ts";
import { writeShare, writeUsd } from "../../src/render/scale.ts";
import { inSentence, shortProduct, sourceWords } from "../../src/render/views/trade-words.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { addressOf } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { ChartFigure } from "./chart-figure.tsx";
import type { RowAction } from "./data-table.tsx";
import { SvgPicture } from "./svg-picture.tsx";

type Company = Result<"company">;
type Side = NonNullable<Company["sells"]>;
type Split = Side["byProduct"];

interface CompanySideProps {
  readonly company: Company;
  readonly side: "sells" | "buys";
  /** To how the figures were made. */
  readonly reference: string;
}

const WORDS = {
  sells: { title: "What it sells", partner: "Buyer", tiers: "What becomes of it", none: "No row shows it selling." },
  buys: { title: "What it buys", partner: "Seller", tiers: "What stands behind it", none: "No row shows it buying." },
} as const;

/** One side of a party's trade: by product, by partner, and the tiers beyond. */
export function CompanySide({ company, side, reference }: CompanySideProps) {
  const found = company[side];
  const words = WORDS[side];
  if (found === null) {
    return (
      <section>
        <h2>{words.title}</h2>
        <p>{words.none}</p>
      </section>
    );
  }
  const of = { reference: () => reference };
  const isCountry = company.party.kind === "country";
  const chainOf = (code: string): string => {
    const end = isCountry ? (side === "sells" ? "origin" : "to") : "party";
    const way = side === "sells" ? "&direction=down" : "";
    return addressOf("/chain", `product=${code}&${end}=${readable(company.party.key)}${way}`);
  };
  return (
    <>
      <SplitFigure
        name={`${side}-products`}
        title={`${words.title}, by product`}
        label="Product"
        split={found.byProduct}
        company={company}
        lead={lead(company, side, found)}
        nameOf={(_key, label) => shortProduct(label, 56)}
        action={(key) => ({ label: "Its chain", href: chainOf(key) })}
        reference={reference}
      />
      <SplitFigure
        name={`${side}-partners`}
        title={`${words.title}, by ${words.partner.toLowerCase()}`}
        label={words.partner}
        split={found.partners}
        company={company}
        lead={partnerLead(found.partners, words.partner)}
        nameOf={(_key, label) => label}
        action={(key) => ({ label: "This partner", href: addressOf("/company", `party=${readable(key)}`) })}
        reference={reference}
      />
      <ChartFigure
        name={`${side}-tiers`}
        title={`${words.tiers}, by tier`}
        caption="The tiers of a reach: all trade that touches the chain, for whatever use."
        table={tiersTable(found)}
        tableProps={of}
      />
    </>
  );
}

function lead({ party }: Company, side: "sells" | "buys", { rows, usd, byProduct }: Side): string {
  const [first] = byProduct.parts;
  const most = first === undefined ? "" : `; HS ${formatHs(first.key)} is ${writeShare(first.share)} of it`;
  return `${party.name} ${side} for ${writeUsd(usd)} in ${rows.toLocaleString("en-US")} rows${most}.`;
}

function partnerLead({ parts, others }: Split, partner: string): string {
  const [first] = parts;
  if (first === undefined) return "No partner is named.";
  const count = parts.length + others.count;
  return `Of ${count} ${partner.toLowerCase()}s the largest is ${inSentence(first.label)} with ${writeShare(first.share)}.`;
}

function tiersTable({ tiers }: Side): Table {
  return {
    kind: "table",
    title: "Tiers",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "parties", label: "Parties", type: "count" },
      { name: "products", label: "Products", type: "count" },
      { name: "largest", label: "Largest", type: "text" },
    ],
    rows: tiers.map((tier) => [
      tier.tier,
      tier.rows,
      tier.usd,
      tier.parties,
      tier.products,
      tier.largest.map(({ label, usd }) => `${label} (${writeUsd(usd)})`).join(", "),
    ]),
  };
}

interface SplitFigureProps {
  readonly name: string;
  readonly title: string;
  readonly label: string;
  readonly split: Split;
  readonly company: Company;
  readonly lead: string;
  readonly nameOf: (key: string, label: string) => string;
  readonly action: (key: string) => RowAction;
  readonly reference: string;
}

function SplitFigure({ name, title, label, split, company, lead, nameOf, action, reference }: SplitFigureProps) {
  const { parts, others } = split;
  const rest = others.count === 0 ? [] : [others];
  const table: Table = {
    kind: "table",
    title,
    columns: [
      { name: "name", label, type: "text" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "share", label: "Share", type: "share" },
    ],
    rows: [
      ...parts.map((part) => [nameOf(part.key, part.label), part.rows, part.usd, part.kg, part.share]),
      ...rest.map(({ count, usd, kg, share }) => [`${count} others`, null, usd, kg, share]),
    ],
  };
  const picture = () => {
    const bars = [
      ...parts.map((part) => ({ label: nameOf(part.key, part.label), usd: part.usd, share: part.share })),
      ...rest.map(({ count, usd, share }) => ({ label: `${count} others`, usd, share })),
    ].map((bar) => ({
      label: bar.label,
      value: Number(bar.usd),
      valueText: `${writeUsd(bar.usd)}, ${writeShare(bar.share)}`,
    }));
    const chart = barChart(bars, { width: 840, writeTick: (value) => writeUsd(value.toFixed(0)) });
    const source = company.dataset === null ? "" : `Source: ${sourceWords(company.dataset)}`;
    return barChartSvg(chart, { title: `${company.party.name}: ${title}`, description: lead, source });
  };
  return (
    <ChartFigure
      name={name}
      title={title}
      caption={lead}
      table={table}
      tableProps={{
        reference: () => reference,
        action: (row) => {
          const key = parts[row]?.key;
          return key === undefined || key === "" ? null : action(key);
        },
      }}
      svg={picture}
    >
      <SvgPicture svg={picture()} />
    </ChartFigure>
  );
}
