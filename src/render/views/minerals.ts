import type { Answer } from "../../operations/core/answer.ts";
import type { MineralResult, MineralsResult } from "../../operations/market/mineral-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document } from "../document.ts";
import { closing, counted, warnings } from "./parts.ts";
import { computedReliance } from "./reliance-table.ts";
import { type ColumnOf, tableIfAny, tableOf } from "./table-of.ts";

interface Figure {
  readonly mineral: string;
  readonly of: string;
  readonly stage: string | null;
  readonly year: string;
  readonly source: string;
  readonly key: string | null;
  readonly country: string;
  readonly amount?: string;
  readonly share?: string;
  readonly hhi?: string | null;
  readonly basis?: string | null;
}

const FIGURES: readonly ColumnOf<Figure>[] = [
  ["mineral", "Mineral", "code", ({ mineral }) => mineral],
  ["measure", "Of", "code", ({ of }) => of],
  ["stage", "Stage", "code", ({ stage }) => stage],
  ["year", "Year", "code", ({ year }) => year],
  ["source", "Source", "code", ({ source }) => source],
  ["key", "Code", "code", ({ key }) => key],
  ["country", "Country", "text", ({ country }) => country],
  ["amount", "Amount", "number", ({ amount }) => amount ?? null, "t"],
  ["share", "Share", "share", ({ share }) => share ?? null],
  ["hhi", "HHI", "number", ({ hhi }) => hhi ?? null],
  ["basis", "Basis", "code", ({ basis }) => basis ?? null],
];

/** Production and reserves, a line for each country and for what a source writes in place of a figure. */
function figuresOf({ mineral, production, reserves }: MineralResult): Figure[] {
  const lines = (of: string, tables: MineralResult["production"]) =>
    tables.flatMap(({ stage, source, years }) =>
      years.flatMap(({ year, hhi, countries, marks, worldTotal }): Figure[] => {
        const base = { mineral, of, stage, year, source };
        return [
          ...countries.map((each) => ({ ...base, ...each, country: each.label, hhi })),
          ...marks.map(({ key, label, mark }) => ({ ...base, key, country: `${label}: ${mark}` })),
          ...(worldTotal === null ? [] : [{ ...base, key: null, country: "world, as stated", amount: worldTotal }]),
        ];
      }),
    );
  return [...lines("production", production), ...lines("reserves", reserves)];
}

/** The rows of a list of each mineral, with its name. */
type Named<Key extends keyof MineralResult> = MineralResult[Key] extends readonly (infer Row)[]
  ? Row & { readonly mineral: string }
  : never;

const NAME = ["mineral", "Mineral", "code", ({ mineral }: { readonly mineral: string }) => mineral] as const;

const CONFLICTS: readonly ColumnOf<Named<"conflicts">>[] = [
  NAME,
  ["year", "Year", "code", ({ year }) => year],
  ["country", "Country", "text", ({ label }) => label],
  ["figures", "Figures, t", "text", ({ figures }) => figures.map(saidBy).join(", ")],
  ["spread", "Largest over smallest", "number", ({ spread }) => spread],
];

const saidBy = ({ source, amount, basis }: Named<"conflicts">["figures"][number]): string =>
  `${source} ${amount}${basis === "estimated" ? " (estimated)" : ""}`;

interface ControlLine {
  readonly mineral: string;
  readonly year: Named<"control">;
  readonly label: string;
  readonly amount: string;
  readonly share: string;
}

const CONTROL: readonly ColumnOf<ControlLine>[] = [
  NAME,
  ["series", "Of", "text", ({ year }) => year.series],
  ["year", "Year", "code", ({ year }) => year.year],
  ["source", "Source", "code", ({ year }) => year.source],
  ["control", "Control", "text", ({ label }) => label],
  ["amount", "Amount", "number", ({ amount }) => amount, "t"],
  ["share", "Share", "share", ({ share }) => share],
  ["hhi_low", "HHI at least", "number", ({ year }) => year.control?.range?.low ?? null],
  ["hhi_high", "At most", "number", ({ year }) => year.control?.range?.high ?? null],
];

const RELIANCE: readonly ColumnOf<Named<"reliance">>[] = [
  NAME,
  ["country", "Country", "text", ({ country }) => country],
  ["year", "Year", "code", ({ year }) => year],
  ["percent", "Percent", "number", ({ percent }) => percent],
  ["mark", "Mark", "code", ({ mark }) => mark],
  ["source", "Source", "code", ({ source }) => source],
];

const PRICES: readonly ColumnOf<Named<"prices">>[] = [
  NAME,
  ["series", "Series", "text", ({ series }) => series],
  ["period", "Last", "code", ({ last }) => last.period],
  ["price", "Price", "number", ({ last }) => last.value],
  ["unit", "Per", "code", ({ currency, unit }) => `${currency}/${unit ?? "?"}`],
  ["change", "On a year before", "share", ({ change }) => change],
  ["source", "Source", "code", ({ source }) => source],
];

const TRADE: readonly ColumnOf<Named<"trade">>[] = [
  NAME,
  ["hs", "HS", "code", ({ code }) => formatHs(code)],
  ["year", "Year", "code", ({ year }) => year],
  ["usd", "Value", "usd", ({ usd }) => usd],
  ["hhi", "HHI of exporters", "number", ({ hhi }) => hhi],
  ["exporters", "Largest exporters", "text", ({ exporters }) => exporters.slice(0, 4).map(shareOfOne).join(", ")],
  ["source", "Source", "code", ({ source }) => source],
];

const shareOfOne = ({ key, share }: Named<"trade">["exporters"][number]): string =>
  `${key} ${(Number(share) * 100).toFixed(1)} %`;

interface LawLine {
  readonly mineral: string;
  readonly code: string;
  readonly by: string;
  readonly title: string;
  readonly state: string;
  readonly from: string | null;
  readonly until: string | null;
}

const LAW: readonly ColumnOf<LawLine>[] = [
  NAME,
  ["hs", "HS", "code", ({ code }) => formatHs(code)],
  ["by", "By", "code", ({ by }) => by],
  ["title", "Measure", "text", ({ title }) => title],
  ["state", "State", "code", ({ state }) => state],
  ["from", "From", "date", ({ from }) => from],
  ["until", "Until", "date", ({ until }) => until],
];

/** A measure is dated by the first and the last day of its rows in force; without an end where one of them has none. */
const lawOf = ({ mineral, duties, controls }: MineralResult): LawLine[] => [
  ...duties.map(({ code, by, title, rates }) => {
    const ends = rates.map(({ until }) => until);
    const [from = null] = rates.map((each) => each.from).sort();
    const until = ends.includes(null)
      ? null
      : (ends
          .flatMap((end) => end ?? [])
          .sort()
          .at(-1) ?? null);
    return { ...{ mineral, code, by, title, state: "duty in force" }, from, until };
  }),
  ...controls.map(({ code, by, title, state, from, last, confirmed }) => ({
    ...{ mineral, code, by, title, state: confirmed ? state : `${state}, by its terms` },
    ...{ from, until: last },
  })),
];

const stepOf = ({ step, country, claim, gap }: MineralResult["loop"][number]): string => {
  const where = country === null ? "the world" : country.label;
  const said = claim === null ? `not stated: ${gap}` : `${claim.text} (${claim.source}, ${claim.locator})`;
  return `${step}, ${where}: ${said}.`;
};

/** The loop of waste that becomes material again; nothing of a mineral that has none. */
const loopNote = ({ mineral, loop }: MineralResult): Block[] =>
  loop.length === 0
    ? []
    : [
        {
          kind: "note",
          title: `${mineral}: made, exported, refined, returned, as documents state it`,
          items: loop.map(stepOf),
        },
      ];

export function mineralsView(answer: Answer<MineralsResult>): Document {
  const { minerals, known } = answer.result;
  const [only] = minerals;
  const each = <Row>(of: (mineral: MineralResult) => readonly Row[]) =>
    minerals.flatMap((mineral) => of(mineral).map((row) => ({ ...row, mineral: mineral.mineral })));
  return {
    title: minerals.length === 1 && only !== undefined ? `Minerals: ${only.mineral}` : "Minerals",
    blocks: [
      {
        kind: "paragraph",
        text: `${counted(minerals.length, "mineral")} of the ${known.length} that the book has a map of; each source by itself.`,
      },
      ...warnings(answer),
      { ...tableOf("Production and reserves", minerals.flatMap(figuresOf), FIGURES), main: true },
      ...tableIfAny(
        "Where sources say otherwise",
        each(({ conflicts }) => conflicts),
        CONFLICTS,
      ),
      ...tableIfAny(
        "What named makers make, by country of ultimate control",
        each(({ control }) => control).flatMap((year) =>
          year.parts.map((part) => ({ ...part, mineral: year.mineral, year })),
        ),
        CONTROL,
      ),
      ...tableIfAny(
        "Net import reliance as stated",
        each(({ reliance }) => reliance),
        RELIANCE,
      ),
      ...computedReliance(minerals.flatMap(({ relianceComputed }) => relianceComputed)),
      ...tableIfAny(
        "Prices",
        each(({ prices }) => prices),
        PRICES,
      ),
      ...tableIfAny(
        "World trade of the codes",
        each(({ trade }) => trade),
        TRADE,
      ),
      ...tableIfAny("In force on these codes", minerals.flatMap(lawOf), LAW),
      ...minerals.flatMap(loopNote),
      ...closing(answer),
    ],
  };
}
