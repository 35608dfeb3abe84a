/** The answer exactly as the library returns it. */
export function renderJson(answer: object): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}
