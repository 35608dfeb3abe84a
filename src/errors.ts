/** The base of every error a caller is meant to see. Anything else that is thrown is a bug. */
export abstract class UserError extends Error {
  abstract readonly code: string;
  /** The exit code of a command that ends with this error. */
  abstract readonly exitCode: 2 | 3 | 4;
  readonly hint: string | undefined;

  constructor(message: string, { hint, ...options }: ErrorOptions & { readonly hint?: string } = {}) {
    super(message, options);
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** What was given cannot be used: a malformed value, an unreadable file, a contradictory question. */
export class InvalidInput extends UserError {
  readonly code: string = "invalid_input";
  readonly exitCode = 2;
}

/** A name or a question that fits more than one thing; `candidates` lists them. */
export class Ambiguous extends InvalidInput {
  override readonly code = "ambiguous";
  readonly candidates: readonly string[];

  constructor(message: string, candidates: readonly string[], options: ErrorOptions & { readonly hint?: string } = {}) {
    super(message, options);
    this.candidates = candidates;
  }
}

/** What was asked for is not there: an unknown code, party, import or vintage. */
export class NotFound extends UserError {
  readonly code = "not_found";
  readonly exitCode = 3;
}

/** The store cannot be used: it is locked, damaged, missing, or on a file system that cannot hold one. */
export class StoreProblem extends UserError {
  readonly code = "store_problem";
  readonly exitCode = 4;
}
