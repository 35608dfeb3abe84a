import type { Answer } from "../../operations/core/answer.ts";
import type { ConcentrationResult } from "../../operations/market/concentration-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct } from "./trade-words.ts";

const TESTS = {
  "eu-swd-2021-352": "European Commission, SWD(2021) 352",
  "cepii-geodep": "CEPII GeoDep",
} as const;

const answerWord = (holds: boolean | null) => (holds === null ? "not known" : holds ? "yes" : "no");

function partsTable({ years, of, unit }: ConcentrationResult): Block {
  const trade = unit === "USD";
  return {
    kind: "table",
    title: of === "production" ? "Production by country, by source and year" : "Shares by year",
    main: true,
    columns: [
      { name: "year", label: "Year", type: "code" },
      { name: "source", label: "Source", type: "code" },
      { name: "key", label: "Code", type: "code" },
      { name: "country", label: "Country", type: "text" },
      trade ? { name: "usd", label: "Value", type: "usd" } : { name: "amount", label: "Amount", type: "number", unit },
      { name: "share", label: "Share", type: "share" },
      { name: "hhi", label: "HHI of the year", type: "number" },
    ],
    rows: years.flatMap((year) => [
      ...year.parts.map(({ key, label, amount, share }) => [
        year.year,
        year.source,
        key,
        label,
        amount,
        share,
        year.hhi,
      ]),
      ...(year.others.count === 0
        ? []
        : [
            [
              year.year,
              year.source,
              null,
              `${year.others.count} others`,
              year.others.amount,
              year.others.share,
              year.hhi,
            ],
          ]),
    ]),
  };
}

function testsTable({ years }: ConcentrationResult): Block[] {
  const rows = years.flatMap(({ year, tests }) =>
    tests.flatMap(({ id, conditions, dependent }) => [
      ...conditions.map(({ id: name, about, value, above, holds }) => [
        year,
        TESTS[id],
        `${name}: ${about}`,
        value,
        `> ${above}`,
        answerWord(holds),
      ]),
      [year, TESTS[id], "all of them", null, null, answerWord(dependent)],
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      title: "Tests of strategic dependency",
      columns: [
        { name: "year", label: "Year", type: "code" },
        { name: "test", label: "Test", type: "text" },
        { name: "condition", label: "Condition", type: "text" },
        { name: "value", label: "Measured", type: "number" },
        { name: "threshold", label: "Threshold", type: "code" },
        { name: "holds", label: "Holds", type: "code" },
      ],
      rows,
    },
  ];
}

function withoutTable({ without }: ConcentrationResult): Block[] {
  if (without.length === 0) return [];
  return [
    {
      kind: "table",
      title: "What purchases are left without one origin, nothing replaced",
      columns: [
        { name: "key", label: "Code", type: "code" },
        { name: "country", label: "Without", type: "text" },
        { name: "face", label: "At face", type: "share" },
        { name: "look_through", label: "Added there", type: "share" },
        { name: "passing", label: "Passed there", type: "share" },
        { name: "left", label: "Left", type: "share" },
      ],
      rows: without.map(({ key, label, face, lookThrough, passing, left }) => [
        key,
        label,
        face,
        lookThrough,
        passing,
        left,
      ]),
    },
  ];
}

function relianceTable({ reliance }: ConcentrationResult): Block[] {
  if (reliance.length === 0) return [];
  return [
    {
      kind: "table",
      title: "Net import reliance as sources state it",
      columns: [
        { name: "year", label: "Year", type: "code" },
        { name: "percent", label: "Percent", type: "number" },
        { name: "mark", label: "Mark", type: "code" },
        { name: "basis", label: "Basis", type: "code" },
        { name: "series", label: "Series", type: "text" },
        { name: "source", label: "Source", type: "code" },
      ],
      rows: reliance.map(({ year, percent, mark, basis, series, source }) => [
        year,
        percent,
        mark,
        basis,
        series,
        source,
      ]),
    },
  ];
}

function stated({ years, of, place, geoDep }: ConcentrationResult): string {
  const last = years.at(-1);
  const [first] = last?.parts ?? [];
  if (last === undefined || first === undefined) return "Nothing is known of it.";
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
      partsTable(result),
      ...testsTable(result),
      ...withoutTable(result),
      ...relianceTable(result),
      ...closing(answer, dataset === null ? undefined : dataset.title),
    ],
  };
}
