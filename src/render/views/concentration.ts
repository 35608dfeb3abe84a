import type { Answer } from "../../operations/core/answer.ts";
import type { ConcentrationResult } from "../../operations/market/concentration-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document } from "../document.ts";
import { writeShare } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { computedReliance } from "./reliance-table.ts";
import { type ColumnOf, tableIfAny, tableOf } from "./table-of.ts";
import { inSentence, shortProduct } from "./trade-words.ts";

const TESTS = {
  "eu-swd-2021-352": "European Commission, SWD(2021) 352",
  "cepii-geodep": "CEPII GeoDep",
} as const;

const answerWord = (holds: boolean | null) => (holds === null ? "not known" : holds ? "yes" : "no");

interface Line {
  readonly year: Year;
  readonly key: string | null;
  readonly label: string;
  readonly amount: string;
  readonly share: string;
}

type Year = ConcentrationResult["years"][number];

const linesOf = (year: Year): Line[] => [
  ...year.parts.map((part) => ({ year, ...part })),
  ...(year.others.count === 0 ? [] : [{ year, key: null, label: `${year.others.count} others`, ...year.others }]),
];

const TITLES = {
  imports: "Shares by year",
  exports: "Shares by year",
  production: "Production by country, by source and year",
  control: "By country of ultimate control",
} as const;

function sharesTable({ years, of, unit, place }: ConcentrationResult): Block {
  const makers = of === "control" && place === null;
  const columns: ColumnOf<Line>[] = [
    ["year", "Year", "code", ({ year }) => year.year],
    ["source", "Source", "code", ({ year }) => year.source],
    ...(makers ? [["series", "Of", "text", ({ year }: Line) => year.series] as const] : []),
    ["key", "Code", "code", ({ key }) => key],
    ["country", "Country", "text", ({ label }) => label],
    unit === "USD"
      ? ["usd", "Value", "usd", ({ amount }) => amount]
      : ["amount", "Amount", "number", ({ amount }) => amount, unit],
    ["share", "Share", "share", ({ share }) => share],
    ...(of === "control"
      ? ([
          ["hhi_low", "HHI at least", "number", ({ year }: Line) => year.control?.range?.low ?? null],
          ["hhi_high", "At most", "number", ({ year }: Line) => year.control?.range?.high ?? null],
        ] as const)
      : ([["hhi", "HHI of the year", "number", ({ year }: Line) => year.hhi]] as const)),
  ];
  return { ...tableOf(TITLES[of], years.flatMap(linesOf), columns), main: true };
}

const makersTable = ({ years }: ConcentrationResult): Block[] =>
  tableIfAny(
    "Makers and whose they are",
    years.flatMap((year) => (year.control?.makers ?? []).map((maker) => ({ year, ...maker }))),
    [
      ["year", "Year", "code", ({ year }) => year.year],
      ["series", "Of", "text", ({ year }) => year.series],
      ["maker", "Maker", "text", ({ label }) => label],
      ["amount", "Amount", "number", ({ amount }) => amount, "t"],
      ["control", "Control", "text", ({ control }) => control?.label ?? "not known"],
      ["recorded", "Holder recorded", "code", ({ recorded }) => answerWord(recorded)],
    ],
  );

const testsTable = ({ years }: ConcentrationResult): Block[] =>
  tableIfAny(
    "Tests of strategic dependency",
    years.flatMap(({ year, tests }) =>
      tests.flatMap(({ id, conditions, dependent }) => [
        ...conditions.map((each) => ({ ...each, year, condition: `${each.id}: ${each.about}`, test: TESTS[id] })),
        { year, test: TESTS[id], condition: "all of them", value: null, above: null, holds: dependent },
      ]),
    ),
    [
      ["year", "Year", "code", ({ year }) => year],
      ["test", "Test", "text", ({ test }) => test],
      ["condition", "Condition", "text", ({ condition }) => condition],
      ["value", "Measured", "number", ({ value }) => value],
      ["threshold", "Threshold", "code", ({ above }) => (above === null ? null : `> ${above}`)],
      ["holds", "Holds", "code", ({ holds }) => answerWord(holds)],
    ],
  );

const withoutTable = ({ without }: ConcentrationResult): Block[] =>
  tableIfAny("What purchases are left without one, nothing replaced", without, [
    ["kind", "Taken away", "code", ({ kind }) => kind],
    [
      "key",
      "Code",
      "code",
      ({ key, kind, country }) => (kind === "party" || kind === "facility" ? (country?.key ?? null) : key),
    ],
    ["without", "Without", "text", ({ label }) => label],
    ["face", "At face", "share", ({ face }) => face],
    ["look_through", "Added there", "share", ({ lookThrough }) => lookThrough],
    ["passing", "Passed there", "share", ({ passing }) => passing],
    ["left", "Left", "share", ({ left }) => left],
    ["basis", "Basis", "code", ({ basis }) => basis],
    ["source", "Source", "code", ({ source, year }) => `${source} ${year}`],
  ]);

const relianceTable = ({ reliance }: ConcentrationResult): Block[] =>
  tableIfAny("Net import reliance as sources state it", reliance, [
    ["year", "Year", "code", ({ year }) => year],
    ["percent", "Percent", "number", ({ percent }) => percent],
    ["mark", "Mark", "code", ({ mark }) => mark],
    ["basis", "Basis", "code", ({ basis }) => basis],
    ["series", "Series", "text", ({ series }) => series],
    ["source", "Source", "code", ({ source }) => source],
  ]);

/** Of tables of makers the one that names most of them. */
const mostNamed = (years: readonly Year[]): Year | undefined =>
  years.reduce<Year | undefined>(
    (best, year) => ((year.control?.makers.length ?? 0) > (best?.control?.makers.length ?? 0) ? year : best),
    undefined,
  );

function statedControl({ of, place, basis }: ConcentrationResult, last: Year, first: string): string {
  const { range, unknown } = last.control ?? { range: null, unknown: { share: "0" } };
  const index =
    range === null
      ? "no HHI"
      : range.low === range.high
        ? `an HHI of ${range.low}`
        : `an HHI between ${range.low} and ${range.high}`;
  const whose =
    place === null ? `${last.series ?? of} by makers that are named has` : `imports of ${inSentence(place.label)} have`;
  return `In ${last.year} ${whose}, by control, ${index}; ${writeShare(unknown.share)} is not known whose; the first is ${inSentence(first)}. Basis: ${basis}.`;
}

function stated(result: ConcentrationResult): string {
  const { years, of, place, geoDep } = result;
  const last = of === "control" && place === null ? mostNamed(years) : years.at(-1);
  const [first] = last?.parts ?? [];
  if (last === undefined || first === undefined) return "Nothing is known of it.";
  if (last.control !== undefined) return statedControl(result, last, first.label);
  const whose = place === null ? "the world" : inSentence(place.label);
  const index = `In ${last.year} ${of} of ${whose} ${of === "production" ? "has" : "have"} an HHI of ${last.hhi} over ${counted(last.parts.length + last.others.count, "country", "countries")}; the largest is ${inSentence(first.label)}.`;
  if (geoDep === null || place === null || last.tests.length === 0) return index;
  const over = `GeoDep asks for two of three years: it holds in ${geoDep.holdsIn} of ${geoDep.years.length} known.`;
  return last.tests.some(({ id }) => id === "cepii-geodep") ? `${index} ${over}` : index;
}

export function concentrationView(answer: Answer<ConcentrationResult>): Document {
  const { result } = answer;
  const { product, of, place, dataset } = result;
  return {
    ...banner(answer.coverage),
    title: `Concentration of ${of} of HS ${formatHs(product.code)} (${shortProduct(product.label)})${place === null ? "" : `, ${inSentence(place.label)}`}`,
    blocks: [
      { kind: "paragraph", text: stated(result) },
      ...warnings(answer),
      sharesTable(result),
      ...makersTable(result),
      ...testsTable(result),
      ...withoutTable(result),
      ...relianceTable(result),
      ...computedReliance(result.relianceComputed),
      ...closing(answer, dataset === null ? undefined : dataset.title),
    ],
  };
}
