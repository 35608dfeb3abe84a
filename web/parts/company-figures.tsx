import { barChart, barChartSvg } from "../../src/charts/bar-chart.ts";
import type { Result } from "../../src/client/client.ts";
import type { Cell, Column, Table } from "../../src/render/document.ts";
import { writeShare } from "../../src/render/scale.ts";
import { measureWords, writeFigure } from "../../src/render/views/market-words.ts";
import { decimal, format, round, times, trim } from "../../src/vocab/decimal.ts";
import { claimsAddress } from "../state/claims-question.ts";
import { companyAddress } from "../state/company-question.ts";
import { addressOf } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { marketAddress } from "../state/market-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { VERDICT_WORDS } from "./claim-words.ts";
import { SvgPicture } from "./svg-picture.tsx";
import "../styles/market.css";

type Company = Result<"company">;
type Market = Company["market"];

interface CompanyFiguresProps {
  readonly company: Company;
  /** To how the figures were made. */
  readonly reference: string;
}

const text = (name: string, label: string): Column => ({ name, label, type: "text" });
const code = (name: string, label: string): Column => ({ name, label, type: "code" });

/** What is known of a party beside its trade: figures by year, capacities, its place, claims, and where to go from here. */
export function CompanyFigures({ company, reference }: CompanyFiguresProps) {
  return (
    <>
      <Listings company={company} />
      <Group company={company} />
      <Capacities company={company} />
      <Figures company={company} reference={reference} />
      <Ranks company={company} />
      <Claims company={company} />
      <Elsewhere company={company} />
    </>
  );
}

function Listings({ company: { listings, party } }: { readonly company: Company }) {
  if (listings.length === 0) return null;
  return (
    <section>
      <h2>On official lists</h2>
      <ul>
        {listings.map(({ list, from, until, source }) => (
          <li key={`${list} ${from}`}>
            {list}
            {from === null ? "" : `, since ${from}`}
            {until === null ? "" : `, until ${until}`} <span class="muted">{source}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={addressOf("/screen", `names=${readable(party.name)}`)}>Screen the name against all lists</a>
      </p>
    </section>
  );
}

const shareWords = ({ low, high }: { readonly low: string; readonly high: string }): string =>
  low === high ? writeShare(low) : `${writeShare(low)} to ${writeShare(high)}`;

function Group({ company: { group, party } }: { readonly company: Company }) {
  if (group === null) return null;
  const lines = [
    ...group.parents.map((stake) => ({ where: "above", other: stake.holder, stake })),
    ...group.subsidiaries.map((stake) => ({ where: "below", other: stake.held, stake })),
  ];
  const table: Table = {
    kind: "table",
    title: "Group, one step",
    columns: [
      text("party", "Party"),
      code("where", "Where"),
      code("country", "Country"),
      code("interest", "Interest"),
      text("share", "Share"),
      code("source", "Source"),
    ],
    rows: lines.map(({ where, other, stake }): Cell[] => {
      return [other.label, where, other.country, stake.interest, shareWords(stake), stake.source];
    }),
  };
  const head = group.head.key === party.key ? "No majority above it is recorded" : `${group.head.label} leads it`;
  return (
    <ChartFigure
      name="group"
      title="Group, one step"
      caption={`${head}; ${group.parents.length} hold stakes in it, and it holds stakes in ${group.subsidiaries.length}.`}
      table={table}
      tableProps={{
        action: (row) => {
          const key = lines[row]?.other.key;
          return key === undefined ? null : { label: "This party", href: companyAddress({ party: key }) };
        },
      }}
    />
  );
}

const PHASES = ["operational", "nameplate", "under_construction", "planned"];

/** Capacities by phase and date, each source by itself; units that differ are not drawn on one axis. */
function Capacities({ company: { market, party } }: { readonly company: Company }) {
  const all = market.figures.filter(({ measure, quantity }) => PHASES.includes(measure) && quantity !== null);
  const unit = all[0]?.unit ?? "";
  const drawn = all.filter((each) => each.unit === unit && each.facility === null);
  const plants = all.filter((each) => each.unit === unit && each.facility !== null);
  if (all.length === 0) return null;
  const table: Table = {
    kind: "table",
    title: "Capacities",
    columns: [
      text("product", "Product"),
      text("facility", "Plant"),
      text("phase", "Phase"),
      code("stage", "Stage"),
      code("country", "In"),
      code("period", "Date"),
      { name: "amount", label: "Amount", type: "number" },
      code("unit", "Unit"),
      code("source", "Source"),
    ],
    rows: all.map((each): Cell[] => {
      const { product, facility, stage, country, period, quantity, source } = each;
      return [product, facility, measureWords(each.measure), stage, country, period, quantity, each.unit, source];
    }),
  };
  const picture = () => {
    const bars = [...drawn, ...plants].map((each) => ({
      label: `${each.measure.replaceAll("_", " ")} ${each.period ?? ""}${each.facility === null ? "" : `, ${each.facility}`}`,
      value: Number(each.quantity),
      valueText: writeFigure({ value: each.quantity ?? "0", unit, bound: each.bound }),
    }));
    const chart = barChart(bars, { width: 840, writeTick: (value) => `${value.toLocaleString("en-US")} ${unit}` });
    const source = `Source: ${[...new Set(all.map((each) => each.source))].join(", ")}`;
    return barChartSvg(chart, { title: `${party.name}: capacities`, description: capacityLead(market), source });
  };
  return (
    <ChartFigure
      name="capacities"
      title="Capacities by phase"
      caption={capacityLead(market)}
      table={table}
      tableProps={{ action: (row) => ofProduct(all[row]?.product) }}
      svg={picture}
    >
      <SvgPicture svg={picture()} />
    </ChartFigure>
  );
}

const ofProduct = (product: string | undefined) =>
  product === undefined ? null : { label: `The market of ${product}`, href: marketAddress({ product }) };

function capacityLead({ computed }: Market): string {
  const cost = computed.find(({ measure }) => measure === "cost_of_capacity");
  const use = computed.find(({ measure, facility }) => measure === "utilisation" && facility === null);
  const words = [
    use === undefined ? null : `${writeShare(use.value)} of it was in use in ${use.period}`,
    cost === undefined ? null : `new capacity at ${cost.facility ?? "its plant"} costs ${writeFigure(cost)}`,
  ].filter((each) => each !== null);
  const said = words.length === 0 ? "As sources state them" : words.join("; ");
  return `${said}. What is announced is not yet capacity.`;
}

interface Line {
  readonly period: string | null;
  readonly product: string;
  readonly cells: readonly Cell[];
}

const PLACES = 2;

/** Shares in percent, so that one column holds all amounts; computed ones with two places, as exact as they are read. */
function amountOf(value: string, unit: string): readonly [string, string] {
  const exact = decimal(value);
  const isShare = unit === "share";
  const shown = isShare ? times(exact, decimal("100")) : exact;
  return [format(trim(round(shown, PLACES))), isShare ? "%" : unit];
}

function Figures({ company, reference }: CompanyFiguresProps) {
  const { market, party } = company;
  const stated = market.figures.map((each): Line => {
    const amount = [each.bound, each.quantity, each.unit];
    const cells = [...amount, each.basis, each.mark ?? each.locator, each.source];
    return { ...each, cells: [each.period, measureWords(each.measure), each.facility, ...cells] };
  });
  const computed = market.computed.map((each): Line => {
    const [value, unit] = amountOf(each.value, each.unit);
    const cells = [each.bound, value, unit, "computed", each.formula, each.inputs[0]?.source ?? null];
    return { ...each, cells: [each.period, measureWords(each.measure), each.facility, ...cells] };
  });
  const lines = [...stated, ...computed].sort((a, b) => (b.period ?? "").localeCompare(a.period ?? ""));
  if (lines.length === 0) return null;
  const table: Table = {
    kind: "table",
    title: "Figures by year",
    columns: [
      code("period", "Period"),
      text("measure", "Measure"),
      text("facility", "Plant"),
      text("bound", "Bound"),
      { name: "amount", label: "Amount", type: "number" },
      code("unit", "Unit"),
      code("basis", "Basis"),
      text("from", "From"),
      code("source", "Source"),
    ],
    rows: lines.map(({ cells }) => cells),
  };
  return (
    <ChartFigure
      name="figures"
      title="Figures by year"
      caption={figuresLead(market, party.name)}
      table={table}
      tableProps={{
        reference: (row) => (lines[row]?.cells.includes("computed") ? reference : null),
        action: (row) => ofProduct(lines[row]?.product),
      }}
    />
  );
}

function figuresLead({ computed, figures }: Market, name: string): string {
  const price = computed.find(({ measure }) => measure === "implied_price");
  const moved = computed.find(({ measure }) => measure === "implied_price_growth");
  const first =
    price === undefined ? "" : ` By revenue and sales ${name} sold for ${writeFigure(price)} in ${price.period}`;
  const then = moved === undefined ? "" : `, ${writeFigure(moved)} on the year before`;
  const count = `${figures.length} figures are stated, ${computed.length} follow from them, each within one source.`;
  return `${count}${first === "" ? "" : `${first}${then}.`}`;
}

function Ranks({ company: { market } }: { readonly company: Company }) {
  const { ranks } = market;
  const [first] = ranks;
  if (first === undefined) return null;
  const table: Table = {
    kind: "table",
    title: "Its place",
    columns: [
      text("measure", "Measure"),
      text("product", "Product"),
      code("period", "Period"),
      { name: "rank", label: "Place", type: "count" },
      { name: "of", label: "Of", type: "count" },
      { name: "share", label: "Share of those", type: "share" },
      text("wholes", "Of the whole"),
      code("source", "Source"),
    ],
    rows: ranks.map((each): Cell[] => {
      const { measure, product, period, rank, of, share, wholes, source } = each;
      const parts = wholes.map((whole) => `${writeShare(whole.share)} of ${whole.label}`).join(", ");
      return [measureWords(measure), product, period, rank, of, share, parts === "" ? null : parts, source];
    }),
  };
  return (
    <ChartFigure
      name="place"
      title="Its place among the makers that are known"
      caption={`By ${measureWords(first.measure)} of ${first.product} it is number ${first.rank} of ${first.of} in ${first.period}.`}
      table={table}
      tableProps={{ action: (row) => ofProduct(ranks[row]?.product) }}
    />
  );
}

function Claims({ company: { claims } }: { readonly company: Company }) {
  if (claims.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { verdict } of claims) counts.set(VERDICT_WORDS[verdict], (counts.get(VERDICT_WORDS[verdict]) ?? 0) + 1);
  const amount = (value: string | null, unit: string | null) =>
    value === null ? null : writeFigure({ value, unit: unit ?? "" });
  return (
    <ChartFigure
      name="claims"
      title="What documents claim of it"
      caption={`${[...counts].map(([words, count]) => `${count} ${words}`).join(", ")}.`}
      table={{
        kind: "table",
        title: "Claims",
        columns: [
          text("claim", "Claim"),
          code("verdict", "Outcome"),
          text("figure", "Says"),
          text("computed", "Computed"),
          text("reason", "Reason"),
          code("document", "Document"),
        ],
        rows: claims.map(({ claim, verdict, figure, computed, unit, reason, document }) => {
          return [claim, VERDICT_WORDS[verdict], amount(figure, unit), amount(computed, unit), reason, document.id];
        }),
      }}
      tableProps={{
        action: (row) => {
          const claim = claims[row];
          const at = claim && { document: claim.document.id, about: claim.id, open: claim.id };
          return at === undefined ? null : { label: "How it was checked", href: claimsAddress(at) };
        },
      }}
    />
  );
}

/** The same party, and what it makes, on the other screens. */
function Elsewhere({ company: { party, market } }: { readonly company: Company }) {
  const products = [...new Set(market.figures.map(({ product }) => product))].slice(0, 5);
  const about = market.figures.length === 0 ? "" : party.name;
  const leads = [
    ...products.map((product) => [`Market of ${product}`, marketAddress({ product })] as const),
    ...(about === "" || party.kind !== "country" ? [] : [[`Claims about ${about}`, claimsAddress({ about })] as const]),
    ...(party.kind === "country"
      ? []
      : [["Screen its name", addressOf("/screen", `names=${readable(party.name)}`)] as const]),
    ["Value chain", addressOf("/chain", "")] as const,
  ];
  return (
    <nav class="see-also" aria-label="It on other screens">
      <ul class="leads">
        {leads.map(([name, href]) => (
          <li key={href}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
