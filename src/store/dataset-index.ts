import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, uniqueName } from "./disk.ts";
import type { Engine } from "./engine.ts";
import { type DatasetLine, flowDatasetLines, shipmentDatasetLines } from "./queries/dataset-lines.ts";
import { type ImportRow, importsList } from "./queries/imports-list.ts";
import { snapshotFolder } from "./snapshot.ts";
import type { Vintage } from "./vintage.ts";

/** Which datasets a vintage holds, product by product, and the imports that brought them. */
export interface DatasetIndex {
  readonly flows: readonly DatasetLine[];
  readonly shipments: readonly DatasetLine[];
  readonly imports: readonly ImportRow[];
}

const FORMAT = 1;
const PREFIX = "datasets-";

/**
 * The index of a vintage: from a small file beside the snapshots, or counted now and kept there, so that a question
 * on a compiled dataset need not start an engine. The file can be deleted at any time; a damaged one is counted anew.
 */
export async function datasetIndex(
  vintage: Vintage,
  openEngine: () => Promise<Engine>,
  signal?: AbortSignal,
): Promise<DatasetIndex> {
  const path = join(snapshotFolder(vintage), `${PREFIX}${vintage.key}.json`);
  const kept = await readIndex(path, vintage.key);
  if (kept !== null) return kept;
  const engine = await openEngine();
  const index: DatasetIndex = {
    flows: await engine.rows<DatasetLine>(flowDatasetLines(), signal),
    shipments: await engine.rows<DatasetLine>(shipmentDatasetLines(), signal),
    imports: await engine.rows<ImportRow>(importsList(), signal),
  };
  await keepIndex(snapshotFolder(vintage), path, { format: FORMAT, key: vintage.key, index });
  return index;
}

async function readIndex(path: string, key: string): Promise<DatasetIndex | null> {
  try {
    const kept = JSON.parse(await readFile(path, "utf8")) as { format?: unknown; key?: unknown; index?: DatasetIndex };
    return kept.format === FORMAT && kept.key === key && kept.index !== undefined ? kept.index : null;
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) !== undefined) return null;
    throw error;
  }
}

/** A store that cannot be written to is still read: then every process counts for itself. */
async function keepIndex(folder: string, path: string, content: object): Promise<void> {
  const temporary = `${path}.${uniqueName()}.tmp`;
  try {
    await mkdir(folder, { recursive: true });
    const older = (await readdir(folder)).filter((name) => name.startsWith(PREFIX));
    await writeFile(temporary, JSON.stringify(content));
    await rename(temporary, path);
    for (const name of older) if (join(folder, name) !== path) await rm(join(folder, name), { force: true });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
