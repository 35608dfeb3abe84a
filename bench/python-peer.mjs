import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OUT, ROOT } from "./paths.mjs";

const PYTHON = process.env.HEADWATER_PYTHON || "python3";

/** That the peer was not run and why, if Python cannot import its modules; null if it can. */
export function missingPeer(peer, modules) {
  const { error, status } = spawnSync(PYTHON, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" });
  if (error !== undefined) return `${peer} not run: there is no ${PYTHON}`;
  return status === 0 ? null : `${peer} not run: ${PYTHON} cannot import ${modules.join(" and ")}`;
}

/** Runs a script of `peers` on a job and the bytes of typed arrays, by file name; what it prints. */
export function runPeer(script, job, arrays) {
  const folder = join(OUT, "peer");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, "job.json"), JSON.stringify(job));
    for (const [name, array] of Object.entries(arrays)) {
      writeFileSync(join(folder, name), new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    }
    const printed = execFileSync(PYTHON, [join(ROOT, "bench", "peers", script), folder], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    return JSON.parse(printed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
