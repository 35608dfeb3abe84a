import { run } from "../../src/cli/run.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process on the 21st of November 2026; stdout is a terminal only with `terminal`. */
export async function headwater(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  terminal?: { readonly columns: number },
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    out: { write: (text: string) => out.push(text), isTTY: terminal !== undefined, columns: terminal?.columns ?? 0 },
    err: { write: (text: string) => err.push(text) },
    env,
    now: () => new Date(2026, 10, 21, 12),
    signal: new AbortController().signal,
  });
  return { code, out: out.join(""), err: err.join("") };
}
