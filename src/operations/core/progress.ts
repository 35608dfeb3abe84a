/** How far a long piece of work is; `total` is null when nobody can know. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: "bytes" | "rows" | "files" | "datasets" | "%";
}
