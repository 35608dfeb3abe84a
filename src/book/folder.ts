import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidInput } from "../errors.ts";
import { nearest } from "../vocab/nearest.ts";

/** One file of a book. `name` is its path inside the folder, `shown` the path that errors print. */
export interface BookFile {
  readonly name: string;
  readonly shown: string;
  readonly bytes: Buffer;
}

/** One folder of a book: the shipped one, or the user's own. */
export interface BookFolder {
  readonly path: string;
  readonly files: readonly BookFile[];
}

/** `data/` at the package root: two folders up from here, in the sources and in the built package alike. */
export const SHIPPED_FOLDER = fileURLToPath(new URL("../../data/", import.meta.url));

/** Reads every file of the folder but its Markdown and hidden ones, in the order of their names. */
export async function readFolder(path: string, shownAs: string): Promise<BookFolder> {
  const names = await namesIn(path);
  // Some dozens of small files: read one after another they take a third of what handles of their own would.
  const files = names.map((name) => ({ name, shown: `${shownAs}/${name}`, bytes: readFileSync(join(path, name)) }));
  return { path, files };
}

/** Folders whose every file of these kinds is read, whatever its name; elsewhere a file has the name of a shipped one. */
const OPEN_FOLDERS = [
  "inputs/*.csv",
  "nomenclature/*.csv",
  "measures/*.yaml",
  "measures/lists/*.csv",
  "schedules/*.csv",
  "calendar/*.yaml",
  "stakes/*.csv",
  "lists/*.csv",
  "lists/*.yaml",
  "rules/*.yaml",
  "restrictions/*.yaml",
];

/** As `readFolder`, for a folder that lies over `shipped`; throws InvalidInput for a file that nothing would read. */
export async function readOverlay(path: string, shipped: BookFolder): Promise<BookFolder> {
  const overlay = await readFolder(path, path.replace(/[/\\]+$/, ""));
  const known = shipped.files.map(({ name }) => name);
  for (const { name, shown } of overlay.files) {
    if (known.includes(name) || isInOpenFolder(name)) continue;
    const near = nearest(name, known, 1).map((one) => ` Did you mean ${one}?`);
    const parts = [...OPEN_FOLDERS, ...known.filter((one) => !isInOpenFolder(one))];
    throw new InvalidInput(`“${shown}” is not a part of a book.`, {
      hint: `Parts: ${parts.join(", ")}.${near.join("")}`,
    });
  }
  return overlay;
}

function isInOpenFolder(name: string): boolean {
  return OPEN_FOLDERS.includes(`${dirname(name)}/*${extname(name)}`);
}

async function namesIn(path: string): Promise<string[]> {
  const status = await stat(path).catch(() => null);
  if (status === null || !status.isDirectory()) {
    const what = status === null ? "does not exist" : "is not a folder";
    throw new InvalidInput(`The book “${path}” ${what}.`, {
      hint: "Name a folder that is laid out like the shipped data/.",
    });
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.endsWith(".md"))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((name) => !name.split("/").some((part) => part.startsWith(".")))
    .sort();
}

/** Twelve hex digits of the SHA-256 over the names and bytes of all files, so that any edit gives another hash. */
export function hashOf(folders: readonly BookFolder[]): string {
  const hash = createHash("sha256");
  for (const { files } of folders) {
    for (const { name, bytes } of files) hash.update(`${name}\u0000${bytes.length}\u0000`).update(bytes);
    hash.update("\u0001");
  }
  return hash.digest("hex").slice(0, 12);
}

/** The files of that name or in that folder, the shipped ones first: later rows replace earlier ones. */
export function filesOf(folders: readonly BookFolder[], part: string): BookFile[] {
  return folders.flatMap(({ files }) => files.filter(({ name }) => name === part || name.startsWith(`${part}/`)));
}

export function textOf(file: BookFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
  } catch (cause) {
    throw new InvalidInput(`“${file.shown}” is not UTF-8 text.`, {
      hint: `Save ${basename(file.name)} as UTF-8.`,
      cause,
    });
  }
}
