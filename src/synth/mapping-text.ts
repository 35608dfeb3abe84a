/**
 * The mapping file that lies beside a made table, so that an import takes it for made. `header` is the table's, of which
 * `fields` are what the family knows; all of them by default.
 */
export function mappingText(
  family: string,
  source: string,
  header: string,
  fields: readonly string[] = header.split(","),
): string {
  const columns = header.split(",").filter((name) => fields.includes(name));
  return [
    "# Made data: nothing in this table is real.",
    `as: ${family}`,
    `source: ${source}`,
    "made: true",
    "columns:",
    ...columns.map((name) => `  ${name}: ${name}`),
    "",
  ].join("\n");
}
