export interface ProblemDetails {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly title: string;
  /** One sentence, with what was given in quotes. */
  readonly detail: string;
  /** How to mend it. */
  readonly hint: string | undefined;
  /** `invalid_input`, `ambiguous`, `not_found` and so on; `unreachable` or `unreadable` when the server did not say. */
  readonly code: string;
  /** What an ambiguous name may mean. */
  readonly candidates?: readonly string[] | undefined;
}

/** A question that a server did not answer: its problem document (RFC 9457) as an error. */
export class ApiProblem extends Error implements ProblemDetails {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly hint: string | undefined;
  readonly code: string;
  readonly candidates: readonly string[];

  constructor(problem: ProblemDetails, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.hint = problem.hint;
    this.code = problem.code;
    this.candidates = problem.candidates ?? [];
  }
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The problem that a response tells of, whatever stands in it: a proxy's page is no problem document. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const said: unknown = await response.json().catch(() => null);
  const body = typeof said === "object" && said !== null ? (said as Record<string, unknown>) : {};
  const title = text(body.title) ?? (response.statusText || `Status ${response.status}`);
  return new ApiProblem({
    status: response.status,
    title,
    detail: text(body.detail) ?? `The server answered with status ${response.status}.`,
    hint: text(body.hint),
    code: text(body.code) ?? "unreadable",
    candidates: Array.isArray(body.candidates) ? body.candidates.map(String) : [],
  });
}
