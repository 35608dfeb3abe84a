import type { WorldAtlas } from "../../charts/flow-map.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { ReportAnswers } from "../../operations/report/ask-report.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { sourceWords } from "../views/trade-words.ts";
import type { Explanations } from "./explanations.ts";

/** What every section of a report is written from. */
export interface ReportContext {
  readonly answers: ReportAnswers;
  readonly explanations: Explanations;
  readonly atlas: WorldAtlas;
  /** "the United States", or the name of a firm. */
  readonly buyer: string;
  /** "HS 8505.11". */
  readonly code: string;
  /** Who is to be cited under a picture. */
  readonly source: string;
}

export function productCode({ reach }: ReportAnswers): string {
  return `HS ${formatHs(reach.result.root.product.code)}`;
}

export function citation({ reach }: ReportAnswers): string {
  const { dataset } = reach.result;
  return `${dataset.made ? "MADE WORLD. " : ""}Source: ${sourceWords(dataset)}`;
}

/** The cause of an answer's explanation that begins with `words`. */
export function causeThat(answer: Answer, words: string): Explanation | undefined {
  return answer.explanation?.because?.find((cause) => cause.sentence.startsWith(words));
}
