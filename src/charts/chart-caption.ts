/** One caption of a few sentences: the finding first, then what is drawn. Full stops are added where they are missing. */
export function chartCaption(finding: string, more: readonly string[] = []): string {
  return [finding, ...more]
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "")
    .map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(" ");
}
