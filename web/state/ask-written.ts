import type { Answer, OperationName, Result } from "../../src/client/client.ts";
import type { Question } from "./reproduce.ts";
import { askAny } from "./server.ts";

/** Asks a question that holds a file as somebody wrote it: the server alone says whether it can be used. */
export function askWritten<Name extends OperationName>(
  operation: Name,
  question: Question,
  settings: object,
): Promise<Answer<Result<Name>>> {
  return askAny(operation, question, settings) as Promise<Answer<Result<Name>>>;
}
