import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const python = process.env.HEADWATER_PYTHON ?? "python3";
const script = fileURLToPath(new URL("delta-reader.py", import.meta.url));

/** Whether delta-rs can be asked. Missing, it is an error where HEADWATER_REQUIRE_PEERS=1 and said aloud elsewhere. */
export function hasDeltaReader(): boolean {
  const probe = spawnSync(python, ["-c", "import deltalake, pyarrow"], { encoding: "utf8" });
  if (probe.status === 0) return true;
  const reason = `deltalake and pyarrow cannot be imported by "${python}" (HEADWATER_PYTHON names another Python)`;
  if (process.env.HEADWATER_REQUIRE_PEERS === "1") throw new Error(`${reason}: ${probe.error ?? probe.stderr}`);
  console.warn(`SKIPPED: the store is not compared with delta-rs: ${reason}.`);
  return false;
}

export interface DeltaQuestion {
  readonly table: string;
  /** The last version of the log when there is none. */
  readonly version?: number;
  readonly columns: readonly string[];
  /** A predicate on one column; `type` says how delta-rs is to read the value. */
  readonly filter?: {
    readonly column: string;
    readonly operator: string;
    readonly value: string;
    readonly type: string;
  };
}

export interface DeltaAnswer {
  readonly version: number;
  /** Arrow types by column. */
  readonly types: Readonly<Record<string, string>>;
  readonly nullable: Readonly<Record<string, boolean>>;
  /** Rows as text, sorted; a null is null. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Data files that the filter did not rule out by their statistics. */
  readonly filesRead: number;
  readonly files: number;
}

/** Asks delta-rs, all questions in one process. */
export function askDeltaReader(questions: readonly DeltaQuestion[]): DeltaAnswer[] {
  const run = spawnSync(python, [script], {
    input: JSON.stringify(questions),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`delta-rs failed: ${run.stderr}`);
  return JSON.parse(run.stdout);
}
