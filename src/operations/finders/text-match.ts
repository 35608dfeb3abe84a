/** Capitals without accents, single spaces between words of letters and digits: the form in which texts are compared. */
export function folded(text: string): string {
  if (/^[ -~]*$/.test(text))
    return text
      .toUpperCase()
      .replace(/['`]/g, "")
      .replace(/[^A-Z0-9]+/g, " ")
      .trim();
  return text
    .normalize("NFKD")
    .toUpperCase()
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/['’`´]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** How a name holds what was asked for, the closest first; the place in the list is the rank. */
export const MATCHES = [
  "is exactly",
  "begins with",
  "has the words",
  "has words that begin with",
  "has inside it",
] as const;

export type Match = (typeof MATCHES)[number];

/** Says how a name holds what is asked, both folded; null if it does not. Scripts without spaces are found inside a name. */
export function matcherOf(asked: string): (name: string) => Match | null {
  const parts = asked.split(" ");
  return (name) => {
    for (const part of parts) if (!name.includes(part)) return null;
    if (name === asked) return "is exactly";
    if (name.startsWith(asked) && (name[asked.length] === " " || asked.length > 2)) return "begins with";
    const padded = ` ${name} `;
    if (parts.every((part) => padded.includes(` ${part} `))) return "has the words";
    if (parts.every((part) => padded.includes(` ${part}`))) return "has words that begin with";
    return "has inside it";
  };
}

export const rankOf = (match: Match): number => MATCHES.indexOf(match);
