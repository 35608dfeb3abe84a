/** A file of the package's examples, built into the page as it lies there. */
export interface ReadyFile {
  /** The name of its file, without what stands before and behind it. */
  readonly name: string;
  readonly title: string;
  /** What stands above it in its file. */
  readonly about: string;
  readonly text: string;
}

function titleOf(text: string): string {
  const written = /^title:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? "";
  return written.replace(/^(["'])(.*)\1$/, "$2");
}

const aboutOf = (text: string): string =>
  (/^(?:#.*\n)+/.exec(text)?.[0] ?? "")
    .split("\n")
    .map((line) => line.replace(/^#\s?/, "").trim())
    .join(" ")
    .trim();

/** Files by their paths, as Vite's glob gives them, in the order of their titles. */
export const readyFiles = (files: Readonly<Record<string, string>>): readonly ReadyFile[] =>
  Object.entries(files)
    .map(([path, text]) => ({
      name: /([^/]+)\.yaml$/.exec(path)?.[1] ?? path,
      title: titleOf(text),
      about: aboutOf(text),
      text,
    }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
