import { z } from "zod";
import type { Book } from "../book/book.ts";
import { type DocumentClaim, readClaims } from "../book/market-book.ts";
import { NotFound } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { callsOf, evaluate } from "../market/arithmetic.ts";
import { compareClaim, readingsOf, toleranceOf, VERDICTS } from "../market/claim.ts";
import { type Decimal, decimal, format, round, trim } from "../vocab/decimal.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { amount } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { type Fact, factsFor, keyOf } from "./market/claim-facts.ts";

const PLACES = 6;

const input = z.object({
  verdict: z.enum(VERDICTS).optional().describe("only claims that came out so"),
  document: z
    .string()
    .min(1)
    .optional()
    .describe("only claims of one document, by its id in the book's sources")
    .meta({ placeholder: "ID" }),
  about: z.string().min(1).optional().describe("only claims that hold these words").meta({ placeholder: "WORDS" }),
});

const claimResult = z.object({
  id: z.string(),
  document: z.object({ id: z.string(), title: z.string(), date: z.string().nullable() }),
  locator: z.string(),
  claim: z.string(),
  figure: amount().nullable().describe("as the document has it; null where it states none"),
  unit: z.string().nullable(),
  relation: z.enum(["=", ">=", "<="]),
  computed: amount().nullable().describe("what the book and the store compute beside it"),
  formula: z.string().nullable(),
  difference: amount().nullable().describe("computed less figure"),
  tolerance: amount().nullable(),
  verdict: z.enum(VERDICTS),
  by: z.enum(["computed", "judged"]).describe("by its formula, or by who entered the claim"),
  readings: z.array(
    z.object({
      label: z.string(),
      value: amount().nullable(),
      fits: z.boolean().nullable().describe("whether the figure would be borne out so; null without a figure"),
    }),
  ),
  reason: z.string().nullable(),
});

const claimsResult = z.object({
  total: z.number().int(),
  counts: z.object(Object.fromEntries(VERDICTS.map((verdict) => [verdict, z.number().int()]))).describe("by verdict"),
  claims: z.array(claimResult),
});

export type ClaimsResult = z.output<typeof claimsResult>;
type ClaimResult = ClaimsResult["claims"][number];

export const claimsOperation = defineOperation({
  name: "claims",
  summary: "What documents state, beside what the book and the store compute: reproduced, inconsistent, stale or open.",
  description:
    "Use it before quoting a figure of a document: each claim has its place in the document, the formula that it was " +
    "checked by, what that gives, by how much it is off, and the readings that would fit. What nothing here can decide " +
    "says why. Claims are rows of the book: a folder of one's own adds more.",
  examples: [
    { command: "headwater claims", about: "all claims of the book with their verdicts" },
    {
      command: "headwater claims --verdict inconsistent",
      about: "what does not hold, by how much, and what would fit",
    },
    { command: "headwater claims --about stock", about: "production less sales against the change of inventory" },
  ],
  input,
  output: claimsResult,
  async run(context, question) {
    const book = await context.openBook();
    const all = await readClaims(book);
    const wanted = all.filter(
      ({ source, claim, id }) =>
        (question.document === undefined || source === question.document) &&
        (question.about === undefined || `${id} ${claim}`.toLowerCase().includes(question.about.toLowerCase())),
    );
    if (wanted.length === 0) {
      throw new NotFound("The book holds no such claim.", {
        hint: `Documents: ${[...new Set(all.map(({ source }) => source))].join(", ")}.`,
      });
    }
    const checked = await checkClaims(context, book, wanted);
    const claims = checked.filter(({ verdict }) => question.verdict === undefined || verdict === question.verdict);
    const result: ClaimsResult = {
      total: claims.length,
      counts: Object.fromEntries(
        VERDICTS.map((verdict) => [verdict, claims.filter((claim) => claim.verdict === verdict).length]),
      ),
      claims,
    };
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: [
          "A claim that is reproduced agrees with the figures here; it is not thereby shown to be true.",
          "Where a document states no figure to compare with, what its other figures imply is computed and left open.",
        ],
      },
      warnings: [],
      explain: () => explainClaims(book, result, commandLine({ name: "claims", input }, question, {})),
    };
  },
});

/** What comes of claims: each by its formula, with the readings that would fit. */
export async function checkClaims(
  context: Context,
  book: Book,
  claims: readonly DocumentClaim[],
): Promise<readonly ClaimResult[]> {
  const facts = await factsFor(context, claims.flatMap(formulasOf).flatMap(callsOf));
  return claims.map((claim) => check(book, claim, facts));
}

const formulasOf = ({ computes, figure, readings }: DocumentClaim): string[] => [
  ...(computes === null ? [] : [computes]),
  ...(figure?.startsWith("=") ? [figure.slice(1)] : []),
  ...readingsOf(readings).map(({ formula }) => formula),
];

type Computed = { readonly value: Decimal } | { readonly missing: string };

/** The value of a formula, or the first fact that it lacks. */
function compute(formula: string, facts: ReadonlyMap<string, Fact>): Computed {
  for (const call of callsOf(formula)) {
    const fact = facts.get(keyOf(call));
    if (fact !== undefined && "missing" in fact) return fact;
  }
  const value = evaluate(formula, (call) => (facts.get(keyOf(call)) as { value: Decimal }).value);
  return { value };
}

const write = (value: Decimal): string => format(trim(round(value, PLACES)));

function check(book: Book, claim: DocumentClaim, facts: ReadonlyMap<string, Fact>): ClaimResult {
  const { computes, relation } = claim;
  const computed = computes === null ? null : compute(computes, facts);
  const figure = figureOf(claim, facts);
  const value = computed !== null && "value" in computed ? computed.value : null;
  const tolerance = figure === null ? null : toleranceOf(claim.tolerance, format(figure));
  const compared =
    claim.judged !== null || figure === null || value === null || tolerance === null
      ? null
      : compareClaim(figure, value, relation, tolerance);
  const missing = computed !== null && "missing" in computed ? computed.missing : null;
  const readings = readingsOf(claim.readings).map(({ label, formula }) => {
    const own = compute(formula, facts);
    const read = "value" in own ? own.value : null;
    const fits =
      read === null || figure === null || tolerance === null
        ? null
        : compareClaim(figure, read, relation, tolerance).verdict === "reproduced";
    return { label, value: read === null ? null : write(read), fits };
  });
  const source = book.sources.get(claim.source);
  return {
    id: claim.id,
    document: { id: claim.source, title: source?.title ?? claim.source, date: source?.date ?? null },
    locator: claim.locator,
    claim: claim.claim,
    figure: figure === null ? null : write(figure),
    unit: claim.unit,
    relation,
    computed: value === null ? null : write(value),
    formula: computes,
    difference: compared === null ? null : write(compared.difference),
    tolerance: tolerance === null ? null : write(tolerance),
    verdict: claim.judged ?? compared?.verdict ?? "not_checkable",
    by: claim.judged === null ? "computed" : "judged",
    readings,
    reason: missing === null ? claim.reason : [missing, ...(claim.reason === null ? [] : [claim.reason])].join("; "),
  };
}

function figureOf({ figure }: DocumentClaim, facts: ReadonlyMap<string, Fact>): Decimal | null {
  if (figure === null) return null;
  if (!figure.startsWith("=")) return decimal(figure);
  const own = compute(figure.slice(1), facts);
  return "value" in own ? own.value : null;
}

function explainClaims(book: Book, result: ClaimsResult, command: string): Explanation {
  const documents = [...new Set(result.claims.map(({ document }) => document.id))];
  return {
    sentence: `Of ${result.total} claims ${result.counts.reproduced} are reproduced and ${result.counts.inconsistent} are not.`,
    formula: "each by its own formula: |computed - figure| within the tolerance, half of the last digit unless stated",
    inputs: result.claims.map(({ id, computed, document }) => ({
      name: id,
      value: computed ?? "nothing",
      basis: "reported" as const,
      source: document.id,
    })),
    basis: "reported",
    sources: documents.map((id) => book.sources.get(id) ?? { id, title: id }),
    command,
  };
}
