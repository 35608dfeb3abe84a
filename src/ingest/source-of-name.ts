/** The source that a file stands for when nobody names one: its own name in small letters and hyphens. */
export const sourceOfName = (name: string): string =>
  name
    .replace(/(\.(csv|tsv|txt|parquet|xlsx|json|jsonl|ndjson|gz))+$/i, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "file";
