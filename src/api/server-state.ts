import type { IsoDate } from "../vocab/iso-date.ts";
import type { Access, Caller } from "./guard.ts";
import type { Metrics } from "./metrics.ts";
import type { Solver } from "./solver.ts";

/** How much a request may take of the server. */
export interface Limits {
  /** Milliseconds that an answer may take, waiting included. */
  readonly timeout: number;
  /** Bytes of a question sent by POST. */
  readonly questionBytes: number;
  /** Bytes of an uploaded file. */
  readonly uploadBytes: number;
  /** Milliseconds that a body may stay silent. */
  readonly silence: number;
  /** Imports that may wait or run. */
  readonly imports: number;
}

/** What the routes of one server share. */
export interface ServerState {
  readonly store: string;
  readonly book: string | undefined;
  readonly software: string;
  /** Date and hash of the book's data. */
  readonly bookVintage: () => Promise<string>;
  readonly today: () => IsoDate;
  readonly solver: Solver;
  readonly limits: Limits;
  readonly access: Access;
  readonly metrics: Metrics;
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
  isClosing: boolean;
}

/** What hono carries along a request. */
export interface RequestScope {
  readonly Variables: {
    id: string;
    /** The name under which the request is counted: an operation or a page, never what was asked. */
    route: string;
    caller: Caller;
  };
  readonly Bindings: { readonly incoming?: { readonly socket?: unknown } };
}
