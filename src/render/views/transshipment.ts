import type { Answer } from "../../operations/core/answer.ts";
import type { IntermediateResult, TransshipmentResult } from "../../operations/trade/transshipment-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document, Table } from "../document.ts";
import { writeKg, writeShare, writeUsd } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords, windowWords } from "./trade-words.ts";

const CODES_SHOWN = 4;

function summary({ origin, to, direct, bought, total, product }: TransshipmentResult): string {
  const [from, buyer] = [inSentence(origin.label), inSentence(to.label)];
  const code = `HS ${formatHs(product.code)}`;
  const straight = `Straight from ${from} to ${buyer} went ${writeUsd(direct.usd)} of ${writeUsd(bought.usd)} of ${code}.`;
  if (total.intermediates === 0) return straight;
  const out = total.passable === total.passableSame ? "" : ` (${writeUsd(total.passableSame)} as ${code} itself)`;
  return (
    `${straight} ${counted(total.intermediates, "intermediate")} bought it from ${from} (${writeUsd(total.entered)}) and sold ` +
    `it, or what it goes into, to ${buyer} (${writeUsd(total.left)}): at most ${writeUsd(total.passable)}${out} can have ` +
    `passed through them. As ${code} itself that is ${writeShare(total.shareOfBought)} of all that ${buyer} bought of it.`
  );
}

function leftAsWords({ leftAs }: IntermediateResult): string | null {
  if (leftAs.length === 0) return null;
  const codes = leftAs.slice(0, CODES_SHOWN).map(({ product }) => formatHs(product));
  const more = leftAs.length - codes.length;
  return codes.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function intermediatesTable(result: TransshipmentResult): Table {
  const { intermediates, others, dataset, by } = result;
  const countries = dataset.data === "flows" || by === "country";
  const steps = intermediates.some(({ leftAs }) => leftAs.length > 0);
  const none = (count: number): null[] => Array.from({ length: count }, () => null);
  return {
    kind: "table",
    title: "Between origin and buyer, by the value that could have passed",
    main: true,
    columns: [
      { name: "intermediate", label: countries ? "Country" : "Party", type: "text" },
      ...(countries ? [] : [{ name: "country", label: "In", type: "code" } as const]),
      { name: "entered_usd", label: "Entered", type: "usd" },
      { name: "entered_kg", label: "Weight in", type: "kg" },
      { name: "share_from_origin", label: "From origin", type: "share" },
      { name: "left_usd", label: "Left", type: "usd" },
      { name: "left_kg", label: "Weight out", type: "kg" },
      ...(steps
        ? ([
            { name: "left_all_usd", label: "Left, one step on too", type: "usd" },
            { name: "left_as", label: "As HS", type: "code" },
          ] as const)
        : []),
      { name: "ratio_usd", label: "Value out/in", type: "number" },
      { name: "ratio_kg", label: "Weight out/in", type: "number" },
      { name: "unit_value_in", label: "In at", type: "number", unit: "USD per kg" },
      { name: "unit_value_out", label: "Out at", type: "number", unit: "USD per kg" },
      { name: "passable_usd", label: "Could have passed", type: "usd" },
    ],
    rows: [
      ...intermediates.map((line) => [
        line.label,
        ...(countries ? [] : [line.country]),
        line.entered.usd,
        weight(line.entered),
        line.shareFromOrigin,
        line.left.usd,
        weight(line.left),
        ...(steps ? [line.leftUsd, leftAsWords(line)] : []),
        shortNumber(line.ratioUsd),
        shortNumber(line.ratioKg),
        shortNumber(line.entered.unitValue),
        shortNumber(line.left.unitValue),
        line.passable,
      ]),
      ...(others.count > 0
        ? [[counted(others.count, "other"), ...none((countries ? 0 : 1) + 5 + (steps ? 2 : 0) + 4), others.passable]]
        : []),
    ],
  };
}

/** A weight of nothing is unknown where rows are silent. */
function weight({ kg, rowsWithoutWeight }: { readonly kg: string; readonly rowsWithoutWeight: number }): string | null {
  return rowsWithoutWeight > 0 && /^0\.0+$/.test(kg) ? null : kg;
}

/** Four places as two: enough to compare. */
function shortNumber(number: string | null): string | null {
  return number === null ? null : Number(number).toFixed(2);
}

function regionsTable({ regions }: TransshipmentResult): Table {
  return {
    kind: "table",
    title: "By region of the intermediate",
    columns: [
      { name: "region", label: "Region", type: "text" },
      { name: "intermediates", label: "Intermediates", type: "count" },
      { name: "entered_usd", label: "Entered", type: "usd" },
      { name: "left_usd", label: "Left to the buyer", type: "usd" },
      { name: "passable_usd", label: "Could have passed", type: "usd" },
      { name: "share", label: "Share", type: "share" },
    ],
    rows: regions.map((each) => [each.key, each.intermediates, each.entered, each.left, each.passable, each.share]),
  };
}

function outputsNote({ outputs, product }: TransshipmentResult): Block[] {
  const held = outputs.filter((each) => each.held);
  if (held.length === 0) return [];
  return [
    {
      kind: "note",
      title: `What HS ${formatHs(product.code)} may leave as, one step on`,
      items: held.map(
        ({ code, label, kind, basis }) => `HS ${formatHs(code)} ${shortProduct(label)}: ${kind} (${basis})`,
      ),
    },
  ];
}

function largest({ intermediates, origin, to }: TransshipmentResult): Block[] {
  const [first] = intermediates;
  if (first === undefined) return [];
  const step = first.leftAs.length === 0 ? "" : `, ${writeUsd(first.leftUsd)} with what it goes into`;
  const stated =
    Number(first.statesOrigin) > 0
      ? `; ${writeUsd(first.statesOrigin)} of that states ${inSentence(origin.label)} as its origin`
      : "";
  return [
    {
      kind: "paragraph",
      text:
        `The largest, ${inSentence(first.label)}, got ${writeShare(first.shareFromOrigin)} of its purchases from ${inSentence(origin.label)} ` +
        `(${writeUsd(first.entered.usd)}, ${writeKg(weight(first.entered))}) and sold ${writeUsd(first.left.usd)} ` +
        `(${writeKg(weight(first.left))})${step} to ${inSentence(to.label)}${stated}.`,
    },
  ];
}

export function transshipmentView(answer: Answer<TransshipmentResult>): Document {
  const { result } = answer;
  const { product, origin, to, from, until, dataset } = result;
  const what = `HS ${formatHs(product.code)} (${shortProduct(product.label)})`;
  const found = result.intermediates.length > 0;
  return {
    ...banner(answer.coverage),
    title: `Where ${what} of ${inSentence(origin.label)} could pass on its way to ${inSentence(to.label)}, ${windowWords(from, until)}`,
    blocks: [
      { kind: "paragraph", text: summary(result) },
      ...warnings(answer),
      ...largest(result),
      intermediatesTable(result),
      ...(found ? [regionsTable(result), ...outputsNote(result)] : []),
      ...closing(answer, sourceWords(dataset)),
    ],
  };
}
