import type { Book } from "../../book/book.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import type { ConcentrationResult } from "./concentration-result.ts";

/** How the shares and the index of the last year came about, what is left without whom, and the reliance computed. */
export function explainConcentration(book: Book, result: ConcentrationResult, command: string): Explanation {
  const last = result.years.at(-1);
  const sourceOf = (id: string) => book.sources.get(id) ?? { id, title: id };
  const { range = null } = last?.control ?? {};
  const index = range === null ? (last?.hhi ?? "nothing") : `${range.low} to ${range.high}`;
  return {
    sentence:
      last === undefined
        ? `Nothing is known of ${result.of} of HS ${result.product.code}.`
        : `In ${last.year} the shares of ${last.total} ${result.unit} give an index of ${index}: ${result.basis}.`,
    formula:
      result.of === "control"
        ? "HHI = Σ vᵢ² / (Σ vᵢ)² over all; least with nothing added for what is unknown, greatest with all of it the largest's"
        : "HHI = Σ vᵢ² / (Σ vᵢ)², on exact amounts, rounded once",
    inputs: (last?.parts ?? []).map(({ label, amount: value }) => ({
      name: `${label}, ${result.unit}`,
      value,
      basis: result.of === "control" && result.unit === "USD" ? ("estimated" as const) : ("reported" as const),
      source: last?.source ?? "",
    })),
    basis: result.of === "control" && result.unit === "USD" ? "estimated" : "reported",
    sources: [...new Set(result.years.map(({ source }) => source))].map(sourceOf),
    ...(result.dataset === null ? {} : { rows: { used: result.dataset.rows, rejected: result.dataset.rejected } }),
    command,
    because: [
      ...result.without.map(
        ({ label, kind, left, passing, face, lookThrough, basis, source }): Explanation => ({
          sentence: `Without ${label} (${kind}) ${left} of the value bought is left; ${face} was bought there and ${lookThrough} added there.`,
          formula: `1 − ${passing}, the part that passes there at least once at any tier, solved backwards over the chain`,
          basis,
          sources: [sourceOf(source)],
        }),
      ),
      ...result.relianceComputed.map(
        ({ country, goods, year, share, missing, formula, inputs, basis }): Explanation => ({
          sentence:
            share === null
              ? `Import reliance of ${country.label} on ${goods} is not computed: ${missing ?? ""}`
              : `Import reliance of ${country.label} on ${goods} in ${year ?? ""} is ${share}.`,
          formula,
          inputs: inputs.map(({ name, quantity, unit, basis: how, source, about }) => ({
            name: `${name}, ${unit}: ${about}`,
            value: quantity,
            basis: how,
            ...(source === null ? {} : { source }),
          })),
          basis: basis ?? "reported",
          sources: [...new Set(inputs.flatMap(({ source }) => source ?? []))].map(sourceOf),
        }),
      ),
    ],
  };
}
