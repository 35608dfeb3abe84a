import type { Explanation } from "../../evidence/explanation.ts";
import { shellQuote } from "../core/command-line.ts";
import type { Operation } from "../core/operation.ts";
import { writeFigure } from "./explain-reference.ts";

const SENTENCE = "Single figures of this answer can be walked down to the rows that they are made of.";

/** References to some figures of an answer, as commands that are ready to run; none where the question needs a file. */
export function readyFigures(
  operation: Pick<Operation, "name" | "input">,
  question: Readonly<Record<string, unknown>>,
  paths: readonly (readonly (string | undefined)[])[],
): Explanation[] {
  const references = paths
    .filter((path): path is readonly string[] => path.every((key) => key !== undefined))
    .flatMap((path) => writeFigure(operation, question, path) ?? []);
  if (references.length === 0) return [];
  const inputs = references.map((reference) => ({
    name: "for example",
    value: `headwater explain ${shellQuote(reference)}`,
  }));
  return [{ sentence: SENTENCE, inputs, basis: "reported", sources: [] }];
}

export const isReadyFigures = ({ sentence }: Explanation): boolean => sentence === SENTENCE;
