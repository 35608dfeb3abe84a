import type { AgreementResult } from "../../operations/agreement.ts";
import { decimal, format, round } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Table } from "../document.ts";

type Node = AgreementResult["nodes"][number];

/** Models and mean prices are read in whole units; the answer itself keeps what they come to. */
const rounded = (figure: string | null): string | null => (figure === null ? null : format(round(decimal(figure), 0)));

const codeOf = ({ product }: Node): string => formatHs(product.code);

/** A line for each node: what comes from outside, what members can make, and what it costs. */
export function stagesTable({ nodes }: AgreementResult): Table {
  return {
    kind: "table",
    title: "The chain, by stage",
    columns: [
      { name: "stage", label: "Stage", type: "text" },
      { name: "hs", label: "HS", type: "code" },
      { name: "year", label: "Trade of", type: "text" },
      { name: "imports_usd", label: "Bought abroad", type: "usd" },
      { name: "outside_usd", label: "outside", type: "usd" },
      { name: "outside_share", label: "share", type: "share" },
      { name: "undated_t", label: "Undated", type: "number", unit: "t" },
      { name: "under_tariff_t", label: "Under tariff", type: "number", unit: "t" },
      { name: "floor", label: "Floor", type: "number", unit: "USD/t" },
      { name: "levy_usd", label: "Levy", type: "usd" },
    ],
    rows: nodes.map((node) => {
      const sum = ({ operational, underConstruction, planned }: Node["undated"]) =>
        String(Number(operational) + Number(underConstruction) + Number(planned));
      return [
        [node.mineral, node.stage].filter((part) => part !== null).join(", ") || null,
        codeOf(node),
        node.trade?.year ?? null,
        node.trade?.imports.usd ?? null,
        node.trade?.outside.usd ?? null,
        node.trade?.share ?? null,
        sum(node.undated),
        sum(node.underTariff),
        rounded(node.levy?.floor ?? null),
        node.levy?.owed ?? null,
      ];
    }),
  };
}

/** Demand, what members can make of it and the reference, year by year. */
export function yearsTable(node: Node): Table[] {
  if (node.reference === null && node.years.every(({ covers }) => covers === null)) return [];
  const combines = node.reference !== null && node.reference.rule !== "reference";
  const prices = new Map((node.reference?.years ?? []).map((each) => [each.year, each]));
  const unit =
    node.reference === null ? "" : `${node.reference.currency}/${node.reference.unit}, ${node.reference.terms}`;
  return [
    {
      kind: "table",
      title: `HS ${codeOf(node)}: demand, what members can make of it, and the reference price`,
      columns: [
        { name: "year", label: "Year", type: "text" },
        { name: "demand_t", label: "Demand", type: "number", unit: "t" },
        { name: "covers_operational", label: "Runs", type: "share" },
        { name: "covers_built", label: "+ being built", type: "share" },
        { name: "covers_planned", label: "+ planned", type: "share" },
        { name: "reference", label: "Reference", type: "number", ...(unit === "" ? {} : { unit }) },
        { name: "low", label: "at least", type: "number" },
        { name: "high", label: "at most", type: "number" },
        ...(combines ? [{ name: "combined", label: "With the market's", type: "number" } as const] : []),
        { name: "marginal", label: "Last plant needed", type: "text" },
        { name: "unmet", label: "Unmet", type: "number" },
      ],
      rows: node.years.map(({ year, demand, covers }) => {
        const price = prices.get(year) ?? prices.get(null);
        return [
          String(year),
          rounded(demand),
          covers?.operational ?? null,
          covers?.underConstruction ?? null,
          covers?.planned ?? null,
          rounded(price?.central ?? null),
          rounded(price?.low ?? null),
          rounded(price?.high ?? null),
          ...(combines ? [rounded(price?.combined ?? null)] : []),
          price?.marginal ?? null,
          rounded(price?.unmet ?? null),
        ];
      }),
    },
  ];
}

/** Plants in members, and whether they count. */
export function supplyTable(node: Node): Table[] {
  if (node.supply.length === 0) return [];
  return [
    {
      kind: "table",
      title: `HS ${codeOf(node)}: plants in members`,
      columns: [
        { name: "plant", label: "Plant", type: "text" },
        { name: "country", label: "Country", type: "text" },
        { name: "phase", label: "Phase", type: "text" },
        { name: "capacity_t", label: "Capacity a year", type: "number", unit: "t" },
        { name: "from", label: "From", type: "text" },
        { name: "counts", label: "Counts", type: "text" },
        { name: "source", label: "Known by", type: "text" },
      ],
      rows: node.supply.map((plant) => [
        plant.name,
        plant.country.label,
        plant.phase,
        rounded(plant.tonnes),
        plant.from === null ? null : String(plant.from),
        plant.counts ? (plant.verdict === "open" ? "yes; rule open" : "yes") : "no: tariff",
        [plant.basis, plant.source].filter((part) => part !== null).join(", "),
      ]),
    },
  ];
}

/** What plants in members ask, from the cheapest on; none where no price is known. */
export function curveTable(node: Node): Table[] {
  const { reference } = node;
  if (reference === null) return [];
  return [
    {
      kind: "table",
      title: `HS ${codeOf(node)}: plants by what they ask, in the last year`,
      columns: [
        { name: "plant", label: "Plant", type: "text" },
        { name: "status", label: "Stands", type: "text" },
        {
          name: "price",
          label: "Asks",
          type: "number",
          unit: `${reference.currency}/${reference.unit}, ${reference.terms}`,
        },
        { name: "supply", label: "Supplies", type: "number", unit: reference.unit },
        { name: "cumulative", label: "With all cheaper", type: "number", unit: reference.unit },
        { name: "basis", label: "Basis", type: "text" },
      ],
      rows: reference.curve.map(({ name, status, price, supply, cumulative, basis }) => [
        name,
        status,
        price,
        supply,
        cumulative,
        basis,
      ]),
    },
  ];
}

/** Which plants do not offer, and why. */
function curveNotes({ reference }: Node): Block[] {
  if (reference === null) return [];
  const said = [
    ...reference.out.map(({ name, because }) => `${name} does not offer: ${because}.`),
    ...reference.open.map(({ name, because }) => `${name}: ${because}.`),
    ...reference.unpriced.map(
      ({ name, missing }) => `${name} has no price: its ${missing.join(" and ").replaceAll("_", " ")} is not stated.`,
    ),
  ];
  return said.length === 0 ? [] : [{ kind: "note", items: said }];
}

function outsideTables(node: Node): Block[] {
  const { trade, inputs, inputsMissing } = node;
  const code = codeOf(node);
  return [
    ...(trade === null
      ? []
      : [
          {
            kind: "table",
            title: `HS ${code}: where members buy outside, ${trade.year}`,
            columns: [
              { name: "origin", label: "From", type: "text" },
              { name: "usd", label: "Value", type: "usd" },
              { name: "tonnes", label: "Weight", type: "number", unit: "t" },
              { name: "unit_value", label: "Mean price", type: "number", unit: "USD/t" },
              { name: "share", label: "Share", type: "share" },
            ],
            rows: trade.origins.map(({ label, usd, tonnes, unitValue, share }) => [
              label,
              usd,
              rounded(tonnes),
              rounded(unitValue),
              share,
            ]),
          } as const,
        ]),
    ...(inputs.length === 0
      ? []
      : [
          {
            kind: "table",
            title: `HS ${code}: where its inputs come from, for whatever use`,
            columns: [
              { name: "hs", label: "HS", type: "code" },
              { name: "input", label: "Input", type: "text" },
              { name: "year", label: "Year", type: "text" },
              { name: "imports", label: "Members buy abroad", type: "usd" },
              { name: "outside", label: "outside", type: "usd" },
              { name: "share", label: "share", type: "share" },
              { name: "largest", label: "Largest origin", type: "text" },
              { name: "largest_share", label: "of what is bought outside", type: "share" },
            ],
            rows: inputs.map(({ product, year, imports, outside, share, largest }) => [
              formatHs(product.code),
              product.label,
              year,
              imports,
              outside,
              share,
              largest?.label ?? null,
              largest?.share ?? null,
            ]),
          } as const,
        ]),
    ...(inputsMissing.length === 0
      ? []
      : [
          {
            kind: "paragraph",
            text: `Of these inputs of HS ${code} the store holds no trade: ${inputsMissing.map((each) => formatHs(each.code)).join(", ")}.`,
          } as const,
        ]),
    ...(node.production.length === 0
      ? []
      : [
          {
            kind: "table",
            title: `What members make of ${node.mineral}`,
            columns: [
              { name: "series", label: "Table", type: "text" },
              { name: "source", label: "Source", type: "text" },
              { name: "year", label: "Year", type: "text" },
              { name: "members", label: "Members", type: "number" },
              { name: "stated", label: "All that are stated", type: "number" },
              { name: "unit", label: "Unit", type: "text" },
              { name: "share", label: "Share", type: "share" },
            ],
            rows: node.production.map(({ series, source, year, members, stated, unit, share }) => [
              series,
              source,
              year,
              members,
              stated,
              unit,
              share,
            ]),
          } as const,
        ]),
  ];
}

/** Who does not offer, where the chain leaves members, and what they make; what is not known in a sentence. */
export function nodeTables(node: Node): Block[] {
  const missing = [
    node.tradeMissing,
    node.referenceMissing === null ? null : `No reference price: ${node.referenceMissing}`,
    node.levyMissing,
    node.leakageMissing,
    node.billsMissing,
  ].filter((text) => text !== null);
  return [
    ...curveNotes(node),
    ...outsideTables(node),
    ...(missing.length === 0 ? [] : [{ kind: "note", title: "Not known", items: missing } as const]),
  ];
}

/** Everything that is known of one node, below its name. */
export function nodeBlocks(node: Node): Block[] {
  return [
    { kind: "heading", text: `HS ${codeOf(node)} ${node.product.label}` },
    ...yearsTable(node),
    ...supplyTable(node),
    ...curveTable(node),
    ...nodeTables(node),
  ];
}
