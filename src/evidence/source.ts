/** Where a figure comes from. `locator` is the place inside it: page, table, row. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher?: string;
  readonly date?: string;
  readonly locator?: string;
  readonly url?: string;
  readonly licence?: string;
  readonly note?: string;
  /** What a period without a row means in its statistics, of a reporter that reported in it; unset: not known. */
  readonly missing?: "no-trade";
}

/** "Title, publisher, date, locator": one line for people, with only the parts that are known. */
export function cite(source: Source): string {
  return [source.title, source.publisher, source.date, source.locator].filter((part) => part !== undefined).join(", ");
}
