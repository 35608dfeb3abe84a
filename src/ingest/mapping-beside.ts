import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Mapping, readMapping } from "./mapping.ts";

/**
 * The mapping that lies beside a file as `NAME.mapping.yaml`, NAME being the file's without its endings; undefined when
 * there is none. Made worlds come with one, so that their rows cannot be taken for real. Throws InvalidInput when it
 * cannot be read as a mapping.
 */
export async function mappingBeside(file: string): Promise<Mapping | undefined> {
  const name = basename(file).replace(/(\.(csv|tsv|txt|parquet|xlsx|gz))+$/i, "");
  try {
    return readMapping(await readFile(join(dirname(file), `${name}.mapping.yaml`), "utf8"));
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw problem;
  }
}
