/** One thing that an address can say, read from text and written back; the default is never written. */
export interface Field<Value> {
  read(text: string | null): Value;
  /** Null when the value is the default. */
  write(value: Value): string | null;
}

export type Values<F> = { readonly [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never };

/** Any text; empty means not given. */
export const text = (): Field<string> => ({
  read: (given) => given?.trim() ?? "",
  write: (value) => (value === "" ? null : value),
});

/** A whole number. What is out of bounds goes to the server as it stands, which says so. */
export const whole = (fallback: number): Field<number> => ({
  read: (given) => (given !== null && /^-?\d{1,6}$/.test(given) ? Number(given) : fallback),
  write: (value) => (value === fallback ? null : String(value)),
});

/** One of a few words; the first is the default. */
export const choice = <const Word extends string>(words: readonly [Word, ...Word[]]): Field<Word> => ({
  read: (given) => words.find((word) => word === given) ?? words[0],
  write: (value) => (value === words[0] ? null : value),
});

export const flag = (): Field<boolean> => ({
  read: (given) => given === "true",
  write: (value) => (value ? "true" : null),
});

/** What the query of an address says, field by field. */
export function readFields<F extends Record<string, Field<unknown>>>(fields: F, query: URLSearchParams): Values<F> {
  const read = Object.entries(fields).map(([name, field]) => [name, field.read(query.get(name))]);
  return Object.fromEntries(read) as Values<F>;
}

/** Values as a question takes them: what holds its default is left out, and so is what is empty. */
export type Said<V> = { readonly [Name in keyof V]?: Exclude<V[Name], ""> };

/** What of the fields is said, those that hold their default left out. */
export function saidFields<F extends Record<string, Field<unknown>>>(fields: F, values: Values<F>): Said<Values<F>> {
  const said = Object.entries(fields).filter(([name, field]) => {
    return field.write((values as Record<string, unknown>)[name]) !== null;
  });
  return Object.fromEntries(said.map(([name]) => [name, values[name]])) as Said<Values<F>>;
}

/** The query that says these values: in the order of the fields, defaults left out, commas and colons as they are. */
export function writeFields<F extends Record<string, Field<unknown>>>(fields: F, values: Partial<Values<F>>): string {
  const pairs: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(values, name)) continue;
    const written = field.write((values as Record<string, unknown>)[name]);
    if (written !== null) pairs.push(`${name}=${readable(written)}`);
  }
  return pairs.join("&");
}

/** As in a URL, but what may stand there unescaped stays readable. */
export function readable(value: string): string {
  return encodeURIComponent(value)
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":")
    .replaceAll("%2F", "/")
    .replaceAll("%3F", "?")
    .replaceAll("%20", "+");
}
