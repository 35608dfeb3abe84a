import type { DutyChange, ImportDuty, TradeDuty } from "../../operations/scenario/duty/duty-change-result.ts";
import { decimal, format, percent, round, trim } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import type { Block, Cell, Table } from "../document.ts";
import { groupThousands } from "../scale.ts";
import { rangeText } from "./control.ts";
import { counted } from "./parts.ts";
import { tableIfAny, tableOf } from "./table-of.ts";

type Imports = NonNullable<DutyChange["imports"]>;

/** A line of the imports as it is read, or what all come to. */
interface ImportRow {
  readonly item: Cell;
  readonly goods: string;
  readonly origin: Cell;
  readonly maker: Cell;
  readonly value: string;
  readonly baseline: ImportDuty["baseline"];
  readonly scenario: ImportDuty["scenario"];
  readonly difference: string;
}

function importRows({ lines, total }: Imports): readonly ImportRow[] {
  return [
    ...lines.map(({ item, goods, producer, exporter, baseline, scenario, difference }) => ({
      item,
      goods: formatHs(goods.code),
      origin: goods.origin.label,
      maker: producer ?? exporter,
      value: goods.value,
      ...{ baseline, scenario, difference },
    })),
    { ...total, item: null, goods: "Total", origin: null, maker: null },
  ];
}

const importTable = (imports: Imports): Table => ({
  ...tableOf("What the imports that it asks about owe", importRows(imports), [
    ["item", "Import", "count", ({ item }) => item],
    ["goods", "Goods", "text", ({ goods }) => goods],
    ["origin", "From", "text", ({ origin }) => origin],
    ["maker", "Maker", "text", ({ maker }) => maker],
    ["value", "Value", "number", ({ value }) => value, "USD"],
    ["baseline", "Baseline", "number", ({ baseline }) => baseline.total, "USD"],
    ["baseline_rate", "Rate", "share", ({ baseline }) => baseline.rate],
    ["scenario", "Scenario", "number", ({ scenario }) => scenario.total, "USD"],
    ["scenario_rate", "Rate", "share", ({ scenario }) => scenario.rate],
    ["difference", "Difference", "number", ({ difference }) => difference, "USD"],
  ]),
});

type Side = ImportDuty["measures"][number]["baseline"];

const sideText = (side: Side): string => {
  if (side === null) return "not there";
  return side.outcome === "applied" ? (side.rate ?? "0") : "not owed";
};

/** The measures that make the difference, line by line. */
const measureTable = ({ lines }: Imports): Table[] =>
  tableIfAny(
    "By what",
    lines.flatMap(({ item, measures }) => measures.map((measure) => ({ item, ...measure }))),
    [
      ["item", "Import", "count", ({ item }) => item],
      ["measure", "Measure", "text", ({ title }) => title],
      ["baseline", "Baseline", "text", ({ baseline }) => sideText(baseline)],
      ["scenario", "Scenario", "text", ({ scenario }) => sideText(scenario)],
      ["difference", "Difference", "number", ({ difference }) => difference, "USD"],
    ],
  );

/** What makes another amount of the same rate. */
function arithmeticNote({ lines }: Imports): Block[] {
  const items = lines.flatMap(({ item, measures }) =>
    measures.flatMap(({ title, baseline, scenario }) =>
      scenario?.arithmetic == null || scenario.rate !== baseline?.rate
        ? []
        : [`Import ${item}, ${title}: ${scenario.arithmetic}. ${scenario.because}`],
    ),
  );
  return items.length === 0 ? [] : [{ kind: "note", title: "Arithmetic", items }];
}

/** What the codes of the lines mean. */
function goodsNote({ lines }: Imports): Block {
  const labels = new Map(lines.map(({ goods }) => [goods.code, goods.label]));
  return { kind: "note", title: "The goods", items: [...labels].map(([code, label]) => `${formatHs(code)}: ${label}`) };
}

/** Where the total is not the whole of what may be owed. */
function openRanges({ lines }: Imports): Block[] {
  const items = lines.flatMap(({ item, baseline, scenario }) =>
    (
      [
        ["in the baseline", baseline],
        ["under the scenario", scenario],
      ] as const
    ).flatMap(([where, { low, high }]) =>
      low === high
        ? []
        : [`Import ${item} owes ${low} to ${high} USD ${where}: the maker, or whose it is, is not known.`],
    ),
  );
  return items.length === 0 ? [] : [{ kind: "note", title: "What is left open", items }];
}

const dollars = (text: string | null): Cell => (text === null ? null : format(round(decimal(text), 0)));
/** To a hundredth of a per cent: the amounts that rates are of are rounded to the cent. */
const rate = (share: string): string => format(trim(round(decimal(share), 4)));
const ratesOf = (range: TradeDuty["total"]["baseline"] | null): string | null =>
  range === null ? null : rangeText(rate(range.lowRate), rate(range.highRate));

interface OriginRow {
  readonly label: string;
  readonly usd: string;
  readonly baseline: TradeDuty["total"]["baseline"] | null;
  readonly scenario: TradeDuty["total"]["baseline"] | null;
  readonly difference: { readonly low: string; readonly high: string } | null;
}

function tradeTable(to: string, { product, from, until, origins, others, total }: TradeDuty): Table {
  const rows: readonly OriginRow[] = [
    ...origins,
    ...(others.count === 0
      ? []
      : [{ ...others, label: counted(others.count, "other origin"), baseline: null, scenario: null }]),
    { ...total, label: "Total" },
  ];
  return tableOf(
    `What imports of HS ${formatHs(product.code)} by ${inSentence(to)} owe by origin, trade of ${from ?? "…"} to ${until ?? "…"}`,
    rows,
    [
      ["origin", "From", "text", ({ label }) => label],
      ["usd", "Value", "number", ({ usd }) => dollars(usd), "USD"],
      ["baseline", "Baseline", "text", ({ baseline }) => ratesOf(baseline)],
      ["scenario", "Scenario", "text", ({ scenario }) => ratesOf(scenario)],
      ["low", "Difference, least", "number", ({ difference }) => dollars(difference?.low ?? null), "USD"],
      ["high", "most", "number", ({ difference }) => dollars(difference?.high ?? null), "USD"],
    ],
  );
}

function sentenceOf({ total, lines }: Imports): string {
  const { baseline, scenario, value } = total;
  const usd = (text: string) => groupThousands(format(round(decimal(text), 0)));
  const owed = ({ total: amount, rate: share }: typeof baseline) =>
    `USD ${usd(amount)} (${percent(decimal(rate(share)))})`;
  return `${counted(lines.length, "import")} worth USD ${usd(value)}: ${owed(baseline)} is owed in the baseline, ${owed(scenario)} under the scenario.`;
}

/** What is owed with a scenario and without it, as part of the answer of a what-if. */
export function whatIfDutyBlocks({ imports, trade }: DutyChange): Block[] {
  return [
    ...(imports === null
      ? []
      : [
          { kind: "paragraph", text: sentenceOf(imports) } as const,
          importTable(imports),
          ...measureTable(imports),
          ...arithmeticNote(imports),
          ...openRanges(imports),
          goodsNote(imports),
        ]),
    ...(trade === null ? [] : trade.products.map((product) => tradeTable(trade.to.label, product))),
  ];
}
