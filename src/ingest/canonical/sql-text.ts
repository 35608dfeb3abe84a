/** A text as an SQL literal, where DuckDB binds no values (COPY, views). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const nullOr = (text: string | null): string => (text === null ? "cast(null as varchar)" : literal(text));
