/** Shorthand that a file may use: enough for a person, too little for one that unfolds without end. */
const ALIASES = 20;

/** Reads plain YAML, of which JSON is a part; text is why it cannot be read. The reader is loaded when it is first needed. */
export async function readYaml(text: string): Promise<{ readonly value: unknown } | string> {
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { schema: "core", logLevel: "silent" });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) return fault.message;
  try {
    return { value: document.toJS({ maxAliasCount: ALIASES }) as unknown };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A file that the command line and the API take, or a part of it. */
export async function writeYaml(value: unknown): Promise<string> {
  const { stringify } = await import("yaml");
  return stringify(value, { lineWidth: 120 });
}

/** A name for the file: the title in small letters, without what a file system minds. */
export function yamlFileName(title: string, fallback: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 60) || fallback}.yaml`;
}
