import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidInput } from "../errors.ts";

/** The size of a file that can be read. Throws InvalidInput for folders, devices, pipes, and files that are not there. */
export async function regularFile(file: string): Promise<{ size: number }> {
  const name = basename(file);
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw new InvalidInput(`There is no file “${file}”.`);
    throw new InvalidInput(`“${file}” cannot be read: ${error.code}.`);
  });
  if (found.isDirectory()) throw new InvalidInput(`“${name}” is a folder.`, { hint: "Name the files in it." });
  if (!found.isFile()) throw new InvalidInput(`“${name}” is not a regular file.`, { hint: "Copy it to a file first." });
  if (found.size === 0) throw new InvalidInput(`“${name}” is empty.`);
  return found;
}
