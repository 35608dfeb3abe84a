/** One end that text is written to; a terminal has a width. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the command line touches of the process, so that tests can run it without one. */
export interface Io {
  readonly out: Sink;
  readonly err: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** Colour is for terminals whose user has not said no (https://no-color.org). */
export function wantsColour(io: Io): boolean {
  return io.out.isTTY === true && !io.env.NO_COLOR && io.env.TERM !== "dumb";
}
