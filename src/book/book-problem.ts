import { InvalidInput } from "../errors.ts";

/** A malformed book: the error names the file and the line, and `allowed` says what may stand there. */
export function bookProblem(file: string, line: number, what: string, allowed: string): InvalidInput {
  return new InvalidInput(`“${file}”, line ${line}: ${what}.`, { hint: allowed });
}
