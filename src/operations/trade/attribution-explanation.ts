import type { Book } from "../../book/book.ts";
import { BASES, weakest } from "../../evidence/basis.ts";
import type { Explanation, ExplanationInput } from "../../evidence/explanation.ts";
import type { Source } from "../../evidence/source.ts";
import { type NodeKeys, nodeKeys } from "../../network/attribution/lens.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { commandLine } from "../core/command-line.ts";
import type { AttributionFindings } from "./attribution-findings.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { sourceOfDataset } from "./dataset-facts.ts";
import { readyFigures } from "./explain-ready.ts";
import { partyLabel } from "./party.ts";
import { writeCents } from "./split-parts.ts";
import { traceInput } from "./trace-input.ts";

/** So many lines, and so many parts of each, are explained one by one. */
const LINES = 3;
const PARTS = 4;

const six = (value: number): string => String(Number(value.toPrecision(6)));
const usd = (cents: number): string => writeCents(BigInt(Math.round(cents)));

/** What one party added to one product on the way: how much passed through it and what it kept. */
function nodeExplanation(findings: AttributionFindings, node: number, part: number, source: Source): Explanation {
  const { attribution } = findings.solved;
  const { shared, visits, added } = attribution.solved;
  const { cone, chain, mixes, kept, low, high, basis } = shared;
  const party = partyLabel(cone.network, cone.network.parties.id(cone.nodes.party[node] as number));
  const code = formatHs(cone.network.products[cone.nodes.product[node] as number] ?? "");
  const through = visits.visits[mixes + node] as number;
  const firstStep = chain.offsets[mixes] as number;
  const inputs: ExplanationInput[] = [
    { name: "sales seen in the window, USD", value: usd(cone.nodes.sales[node] as number) },
  ];
  for (let e = chain.offsets[mixes + node] as number; e < (chain.offsets[mixes + node + 1] as number); e++) {
    const to = chain.target[e] as number;
    const mix = to < mixes ? to : -1;
    const product =
      mix >= 0
        ? (cone.recipes.products[cone.mixes.product[mix] as number] ?? "")
        : (cone.recipes.products[shared.untracedProducts[to - mixes - shared.nodes] as number] ?? "");
    const at = e - firstStep;
    const seen = mix >= 0 ? `bought for USD ${usd(cone.mixes.usd[mix] as number)} in all` : "no seller seen";
    inputs.push({
      name: `share of HS ${formatHs(product)} in its sales (${seen})`,
      value: `${six(chain.weight[e] as number)} [${six(low[at] as number)}, ${six(high[at] as number)}]`,
      basis: BASES[basis[at] as number] ?? "assumed",
    });
  }
  const whole = part < 1 ? ` × ${six(part)} of it under this key` : "";
  return {
    sentence: `${party}, HS ${code}: of the root's value ${six(through)} passed through it, and it added ${six((added[node] as number) * part)}.`,
    formula: `added = ${six(through)} × (1 − ${six(1 - (kept[node] as number))})${whole} = ${six((added[node] as number) * part)}`,
    inputs,
    basis: weakest(inputs.flatMap((each) => each.basis ?? [])),
    sources: [source],
  };
}

function lineExplanation(
  findings: AttributionFindings,
  line: AttributionResult["by"][number],
  named: NodeKeys,
  source: Source,
): Explanation {
  const { attribution } = findings.solved;
  const { added } = attribution.solved;
  const key = named.keys.indexOf(line.key === "unknown" ? "" : line.key);
  const parts: { node: number; part: number; share: number }[] = [];
  for (let node = 0; node < added.length; node++) {
    for (let at = named.offsets[node] as number; at < (named.offsets[node + 1] as number); at++) {
      const share = (added[node] as number) * (named.part[at] as number);
      if (named.key[at] === key && share > 0) parts.push({ node, part: named.part[at] as number, share });
    }
  }
  parts.sort((a, b) => b.share - a.share || a.node - b.node);
  const shown = parts.slice(0, PARTS);
  const rest = parts.slice(PARTS).reduce((sum, { share }) => sum + share, 0);
  const terms = [
    ...shown.map(({ share }) => six(share)),
    ...(parts.length > PARTS ? [`${six(rest)} of ${parts.length - PARTS} more`] : []),
  ];
  return {
    sentence: `${line.label}: ${line.share} of the root's value, at least ${line.low} and at most ${line.high}.`,
    formula: `share = Σ added = ${terms.join(" + ")} = ${line.share}; low and high = least and greatest value of the interval chain`,
    basis: weakest(Number(findings.solved.attribution.passedOn.assumed) > 0 ? ["assumed"] : ["reported"]),
    sources: [source],
    because: shown.map(({ node, part }) => nodeExplanation(findings, node, part, source)),
  };
}

function coverageExplanation({ coverage }: AttributionResult): Explanation {
  const terms = coverage.years.map((year) => `${year.year}: ${year.usd} / ${year.official} = ${year.share}`);
  const said = { taken: "taken to be all", stated: "stated", official: "computed from official imports" }[coverage.how];
  return {
    sentence: `Of all purchases the data show ${coverage.share} (${said}).`,
    ...(terms.length === 0 ? {} : { formula: `κ = value in the data / official import value, ${terms.join("; ")}` }),
    basis: coverage.how === "official" ? "estimated" : "assumed",
    sources: coverage.source === null ? [] : [{ id: coverage.source, title: coverage.source }],
  };
}

function productionExplanation(book: Book, { production }: AttributionResult): Explanation[] {
  if (production.length === 0) return [];
  const ids = [...new Set(production.flatMap(({ sources }) => sources))];
  return [
    {
      sentence: `${production.length} production figures tell what was made from what was resold: a = P / (P + G).`,
      inputs: production.map((each) => ({
        name: `${each.label} made HS ${formatHs(each.product)} in ${each.years.join(", ")}, USD`,
        value: each.usd,
        basis: each.basis,
        source: each.sources.join(", "),
      })),
      basis: weakest(production.map((each) => each.basis)),
      sources: ids.map((id) => book.sources.get(id) ?? { id, title: id }),
    },
  ];
}

/** How the shares came about: the chain, the largest lines down to single parties, and what the chain rests on. */
export function explainAttribution(
  findings: AttributionFindings,
  result: AttributionResult,
  vintage: number | null,
): Explanation {
  const { book, ground, solved, facts } = findings;
  const { attribution } = solved;
  const source = sourceOfDataset(book, ground.dataset);
  const passed = (Object.keys(result.passedOn) as (keyof AttributionResult["passedOn"])[]).filter(
    (basis) => Number(result.passedOn[basis]) > 0,
  );
  const named =
    solved.lens === null || attribution.empty ? null : nodeKeys(attribution.solved.shared.cone, solved.lens);
  const lines =
    named === null ? [] : result.by.slice(0, LINES).map((line) => lineExplanation(findings, line, named, source));
  return {
    sentence:
      `Each unit of value of the root is passed upstream: of a sale, a share was bought in and the rest was added by the seller. ` +
      `The absorbing chain of ${result.size.nodes} sellers and ${result.size.purchases} purchases is solved whole, with its cycles.`,
    formula:
      `x = b + Qᵀx, added(n) = x(n)·(1 − Σ a(n,p)); shares + untraced = ${sumOf(result)}; ` +
      `residual |b + Qᵀx − x| = ${result.residual.toExponential(1)}`,
    inputs: [
      { name: "value of the root, USD", value: result.root.usd ?? "not known" },
      { name: "rows of the root", value: String(result.root.rows) },
      { name: "window", value: `${result.root.from ?? "the beginning"} up to ${result.root.until ?? "the end"}` },
      ...passed.map((basis) => ({
        name: "passed on to inputs, of the root's value",
        value: result.passedOn[basis],
        basis,
      })),
    ],
    basis: weakest(["reported", ...passed]),
    sources: [source],
    rows: { used: result.root.rows, rejected: facts.rejected },
    command: commandLine({ name: "trace", input: traceInput }, ground.question, vintage === null ? {} : { vintage }),
    because: [
      ...lines,
      coverageExplanation(result),
      ...productionExplanation(book, result),
      ...readyFigures({ name: "trace", input: traceInput }, ground.question, [
        ["by", result.by[0]?.key, "share"],
        ["by", result.by[1]?.key, "usd"],
        ["untraced", Number(result.untraced.share) > 0 ? "share" : undefined],
      ]),
    ],
  };
}

function sumOf({ by, others, untraced }: AttributionResult): string {
  const terms = [...by.slice(0, LINES).map(({ share }) => share)];
  const listed = by.slice(LINES).reduce((sum, { share }) => sum + Number(share), Number(others.share));
  return `${[...terms, `${six(listed)} of others`, `${untraced.share} untraced`].join(" + ")} = 1`;
}
