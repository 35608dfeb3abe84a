/** One element of a page that was read, with the text in it. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: readonly Element[];
  readonly text: string;
}

const VOID = new Set(["meta", "br", "link", "img", "input", "hr"]);
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>/g;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", apos: "'" };
const decode = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/**
 * Reads a page strictly: every tag closed in order, every attribute quoted, no angle bracket that is not a tag.
 * Stricter than a browser, so that what passes has one reading.
 */
export function readHtml(text: string): Element {
  const page = text.replace(/^<!doctype html>\s*/, "");
  const root = { tag: "#root", attributes: {}, inside: [] as Element[], text: "" };
  const open: { tag: string; attributes: Record<string, string>; inside: Element[]; text: string }[] = [root];
  let at = 0;
  for (const match of page.matchAll(TAG)) {
    const between = page.slice(at, match.index);
    if (/[<>]/.test(between)) throw new Error(`A stray angle bracket in "${between.slice(0, 80)}".`);
    for (const each of open) each.text += decode(between);
    at = match.index + match[0].length;
    const [, closing, tag = "", attributeText = "", selfClosing] = match;
    if (closing === "/") {
      const last = open.pop();
      if (last?.tag !== tag) throw new Error(`</${tag}> closes <${last?.tag}>.`);
      continue;
    }
    const attributes = Object.fromEntries(
      [...attributeText.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, decode(value)]),
    );
    const element = { tag, attributes, inside: [], text: "" };
    open.at(-1)?.inside.push(element);
    if (selfClosing !== "/" && !VOID.has(tag)) open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.tag}> is not closed.`);
  return root;
}

export function all(element: Element, tag?: string): Element[] {
  return element.inside.flatMap((each) => [
    ...(tag === undefined || each.tag === tag ? [each] : []),
    ...all(each, tag),
  ]);
}
