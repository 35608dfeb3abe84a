import { type Basis, weakest } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { shellQuote } from "../core/command-line.ts";
import { sourceOfDataset } from "./dataset-facts.ts";
import type { ExplainedFigure } from "./explain-answer.ts";
import { isReadyFigures } from "./explain-ready.ts";
import type { ExplainResult } from "./explain-result.ts";
import { estimateSteps, writeAmount } from "./explain-rows.ts";

/** So many terms of a sum are written out. */
const TERMS = 4;

export type Written = Pick<ExplainResult, "rows" | "others" | "contributions" | "otherContributions" | "sum">;

/** Why a figure is what it is: the sum over its rows with the numbers in it, and below it the answer that it is of. */
export function explanationOf(explained: ExplainedFigure, written: Written, vintage: number | null): Explanation {
  const { findings, grounds, picked, reference, operation } = explained;
  const source = sourceOfDataset(grounds.book, grounds.dataset);
  const answer = findings.explain();
  const at = vintage === null ? "" : ` --vintage ${vintage}`;
  const basis = basisOf(explained, written);
  return {
    sentence: sentenceOf(explained, written),
    formula: formulaOf(explained, written),
    inputs: [
      ...written.contributions.slice(0, TERMS).map((each) => ({
        name: `${each.party?.label ?? "nobody seen"}${each.product === null ? "" : `, HS ${formatHs(each.product)}`}: value passing × part that counts`,
        value: `${significant(each.passing)} × ${significant(each.part)}`,
        basis,
      })),
      ...(written.contributions.length > 0
        ? []
        : written.rows.slice(0, TERMS).map((row) => ({
            name: `${row.seller.label} to ${row.buyer.label}, HS ${formatHs(row.product)}, ${whereOf(row)}`,
            value: row.amount,
            basis: row.basis,
          }))),
    ],
    basis,
    sources: [source],
    ...(picked.rows === null ? {} : { rows: { used: picked.rows, rejected: answer.rows?.rejected ?? 0 } }),
    command: `headwater explain ${shellQuote(reference)}${at}`,
    because: [
      ...estimates(explained),
      {
        ...answer,
        sentence: `The answer of ${operation}: ${answer.sentence}`,
        because: (answer.because ?? []).filter((cause) => concerns(explained, cause)),
      },
    ],
  };
}

/** Leaves out the causes of other tiers and other lines of the answer than the figure's. */
function concerns({ figure, findings }: ExplainedFigure, cause: Explanation): boolean {
  if (isReadyFigures(cause)) return false;
  const { result } = findings;
  if (!("method" in result)) return true;
  const key = figure.path[1];
  if (result.method === "attribution") {
    const others = figure.path[0] === "by" ? result.by.filter((line) => line.key !== key) : result.by;
    return !others.some(({ label }) => cause.sentence.startsWith(`${label}: `));
  }
  if (figure.path[0] !== "tiers") return true;
  return !result.tiers.some(({ tier }) => String(tier) !== key && cause.sentence.startsWith(`Tier ${tier} `));
}

/** "record 12 of trade.parquet", or "line 13 of exports.csv" where lines are known. */
export function whereOf({
  file,
  line,
  record,
}: Pick<ExplainResult["rows"][number], "file" | "line" | "record">): string {
  return line === null ? `record ${record} of ${file}` : `line ${line} of ${file}`;
}

function sentenceOf(
  { figure, picked, unit, grounds, attributed }: ExplainedFigure,
  { sum, contributions, otherContributions }: Written,
): string {
  const said = `${figure.label} is ${figure.value}${figure.unit === "share" || figure.unit === "count" ? "" : ` ${figure.unit}`}`;
  const { title } = sourceOfDataset(grounds.book, grounds.dataset);
  if (attributed !== null) {
    const count = contributions.length + otherContributions.count;
    const what = sum.isFigure
      ? "it is"
      : `it bounds or goes with ${sum.amount} ${sum.unit === "share" ? "of the root's value" : sum.unit}, which is`;
    return `${said}: ${what} made of ${count} ${count === 1 ? "seller's" : "sellers'"} contributions, which came by the purchases below (${title}).`;
  }
  const rows = `${picked.rows ?? 0} ${picked.rows === 1 ? "row" : "rows"} of ${title}`;
  if (sum.isFigure) return `${said}: the sum over ${rows}.`;
  if (figure.unit === "share")
    return `${said}: the part of the whole that ${sum.amount} ${unit} are, the sum over ${rows}.`;
  return `${said}: computed over ${rows}, which add up to ${sum.amount} ${unit}.`;
}

function formulaOf(
  { figure, unit }: ExplainedFigure,
  { rows, others, contributions, otherContributions, sum }: Written,
): string {
  const shown = (contributions.length > 0 ? contributions : rows).map(({ amount }) => amount);
  const terms = shown.slice(0, TERMS);
  const rest = shown.length - terms.length;
  const pooled = contributions.length > 0 ? otherContributions.count : others.rows;
  if (rest > 0 || pooled !== 0) {
    const count = pooled === null ? "the rest" : `${rest + pooled} more`;
    terms.push(`${restAmount(sum.amount, terms)} of ${count}`);
  }
  const added = terms.length > 1 ? `${terms.join(" + ")} = ` : "";
  const all = `${added}${sum.amount}${unit === "share" ? "" : ` ${unit}`}`;
  if (sum.isFigure) return `${figure.path.at(-1)} = ${all}`;
  const holder = figure.steps.at(-2) as { readonly kg?: unknown } | undefined;
  if (figure.unit === "share" && contributions.length === 0)
    return `share = (${all}) / the value of the whole = ${figure.value}`;
  if (figure.unit === "USD per kg")
    return `unit value = (${all}) / the weight of the same rows, at most ${String(holder?.kg)} kg = ${figure.value}`;
  return all;
}

function restAmount(total: string, terms: readonly string[]): string {
  const scale = Math.max(...[total, ...terms].map((text) => text.split(".")[1]?.length ?? 0));
  const units = (text: string): bigint => {
    const [whole = "0", fraction = ""] = text.split(".");
    return BigInt(whole + fraction.padEnd(scale, "0"));
  };
  return writeAmount(units(total) - terms.reduce((sum, term) => sum + units(term), 0n), scale);
}

const significant = (value: number): string => String(Number(value.toPrecision(6)));

/** A figure is as good as its weakest row, and that of an attribution no better than the shares that were passed on. */
function basisOf({ attributed, picked }: ExplainedFigure, { rows }: Written): Basis {
  const own = [...rows.map((row) => row.basis), ...(picked.estimated > 0 ? (["estimated"] as const) : [])];
  if (attributed === null) return weakest(own.length === 0 ? ["reported"] : own);
  const { passedOn } = attributed.findings.solved.attribution;
  const passed = (Object.keys(passedOn) as Basis[]).filter((basis) => passedOn[basis] > 0);
  return weakest([...own, ...passed]);
}

function estimates({ picked, grounds }: ExplainedFigure): Explanation[] {
  if (picked.estimated === 0) return [];
  return [
    {
      sentence: `${picked.estimated} of the rows looked at state no value in USD and are counted with an estimate, between the least and the greatest that each row shows.`,
      formula: `usd = weight × the median unit value of ${estimateSteps(grounds.network)}`,
      basis: "estimated",
      sources: [],
    },
  ];
}
