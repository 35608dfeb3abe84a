/** The ready questions that come with the package, built into the page as they lie in examples/scenarios. */
const FILES: Readonly<Record<string, string>> = import.meta.glob("../../examples/scenarios/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

export interface ReadyScenario {
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

export const READY_SCENARIOS: readonly ReadyScenario[] = Object.entries(FILES)
  .map(([path, text]) => ({
    name: /([^/]+)\.yaml$/.exec(path)?.[1] ?? path,
    title: titleOf(text),
    about: aboutOf(text),
    text,
  }))
  .sort((a, b) => (a.title < b.title ? -1 : 1));
