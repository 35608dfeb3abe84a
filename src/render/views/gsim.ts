import type { Answer } from "../../operations/core/answer.ts";
import type { GsimResult } from "../../operations/gsim.ts";
import { decimal, format, round } from "../../vocab/decimal.ts";
import type { Block, Cell, Column, Document, Table } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

const FLOWS_SHOWN = 20;
const PLACES = 3;

/** Amounts of trade in dollars are scaled as any; those in a unit of the file's own are rounded for reading. */
function amounts(unit: string) {
  const dollars = unit === "USD";
  return {
    column: (name: string, label: string): Column =>
      dollars ? { name, label, type: "usd" } : { name, label, type: "number", unit },
    cell: (text: string | null): Cell => (text === null || dollars ? text : format(round(decimal(text), PLACES))),
  };
}

function countryTable({ countries, trade }: GsimResult): Table {
  const { column, cell } = amounts(trade.unit);
  return {
    kind: "table",
    title: "Countries",
    main: true,
    columns: [
      { name: "country", label: "Country", type: "text" },
      { name: "world_price", label: "Its sellers' price", type: "share" },
      { name: "composite_price", label: "Price of what it buys", type: "share" },
      column("sold_after", "Sold after"),
      column("bought_after", "Bought after"),
      column("producer_surplus", "Sellers gain"),
      column("consumer_surplus", "Buyers gain"),
      column("tariff_revenue", "Revenue"),
      column("net_welfare", "Net welfare"),
      column("net_welfare_low", "at least"),
      column("net_welfare_high", "at most"),
    ],
    rows: countries.map((one) => [
      one.label,
      one.worldPrice,
      one.compositePrice,
      cell(one.sold.after),
      cell(one.bought.after),
      cell(one.producerSurplus),
      cell(one.consumerSurplus),
      cell(one.tariffRevenue),
      cell(one.netWelfare),
      cell(one.inDoubt.netWelfare.low),
      cell(one.inDoubt.netWelfare.high),
    ]),
  };
}

function flowTable({ flows, countries, trade }: GsimResult, shown: GsimResult["flows"], title: string): Table {
  const { column, cell } = amounts(trade.unit);
  const label = (key: string): string => countries.find((one) => one.key === key)?.label ?? key;
  return {
    kind: "table",
    title,
    ...(shown === flows ? { detail: true as const } : {}),
    columns: [
      { name: "origin", label: "From", type: "text" },
      { name: "to", label: "To", type: "text" },
      { name: "tariff_before", label: "Tariff before", type: "share" },
      { name: "tariff_after", label: "after", type: "share" },
      column("before", "Trade before"),
      column("after", "after"),
      { name: "quantity", label: "Quantity", type: "share" },
      { name: "price", label: "Price paid", type: "share" },
      { name: "banned", label: "Banned", type: "text" },
    ],
    rows: shown.map((flow) => [
      label(flow.origin),
      label(flow.to),
      flow.tariffBefore,
      flow.tariffAfter,
      cell(flow.before),
      cell(flow.after),
      flow.quantity,
      flow.price,
      flow.banned ? "yes" : "",
    ]),
  };
}

function flowBlocks(result: GsimResult): Block[] {
  const moved = ({ before, after }: GsimResult["flows"][number]) => Math.abs(Number(after) - Number(before));
  const largest = [...result.flows].sort((a, b) => moved(b) - moved(a)).slice(0, FLOWS_SHOWN);
  const all = result.flows.length;
  const title =
    all > FLOWS_SHOWN ? `Flows that change most, of ${counted(all, "flow")}` : "Flows, those that change most first";
  return [flowTable(result, largest, title), flowTable(result, result.flows, "All flows")];
}

function elasticityTable({ elasticities }: GsimResult): Table {
  return {
    kind: "table",
    title: "Elasticities",
    columns: [
      { name: "kind", label: "Of", type: "text" },
      { name: "country", label: "Country", type: "text" },
      { name: "value", label: "Value", type: "code" },
      { name: "low", label: "Low", type: "code" },
      { name: "high", label: "High", type: "code" },
      { name: "basis", label: "Basis", type: "text" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: elasticities.map(({ kind, country, value, low, high, basis, source }) => [
      kind,
      country === "*" ? "all others" : country,
      value,
      low,
      high,
      basis,
      source,
    ]),
  };
}

function sensitivityBlocks({ sensitivity, trade, total }: GsimResult): Block[] {
  if (sensitivity.length === 0) return [];
  const { column, cell } = amounts(trade.unit);
  return [
    {
      kind: "table",
      title: "If elasticities are others: one kind at a time at an end of its band",
      columns: [
        { name: "kind", label: "Elasticity of", type: "text" },
        { name: "side", label: "at its", type: "text" },
        column("net_welfare", "Net welfare of all"),
        column("tariff_revenue", "Revenue of all"),
        { name: "out_of_range", label: "No answer because", type: "text" },
      ],
      rows: [
        ["all", "central", cell(total.netWelfare), cell(total.tariffRevenue), null],
        ...sensitivity.map(({ kind, side, netWelfare, tariffRevenue, outOfRange }) => [
          kind,
          side,
          cell(netWelfare),
          cell(tariffRevenue),
          outOfRange,
        ]),
      ],
    },
  ];
}

export function gsimView(answer: Answer<GsimResult>): Document {
  const { result } = answer;
  const { trade, convergence } = result;
  const source = trade.dataset?.title ?? trade.source;
  const of = trade.product === null ? "" : ` ${trade.product.label}, ${trade.year}.`;
  return {
    ...banner(answer.coverage),
    title: result.title,
    blocks: [
      { kind: "paragraph", text: `${result.because}${of}` },
      ...warnings(answer),
      countryTable(result),
      ...flowBlocks(result),
      ...sensitivityBlocks(result),
      elasticityTable(result),
      {
        kind: "paragraph",
        text: `${counted(convergence.unknowns, "equation")}, met to ${convergence.residual.toExponential(1)}.`,
      },
      ...closing(answer, source === null ? undefined : `${source}.`),
    ],
  };
}
