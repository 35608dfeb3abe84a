import type { ImportResult } from "../../src/operations/tasks/import.ts";
import { request } from "./server.ts";

export type Suggestion = ImportResult["suggestions"][number];
export type ImportReport = ImportResult["files"][number];

/** How an import stands, as the server tells it. */
export interface ImportStatus {
  readonly id: string;
  readonly file: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly progress: {
    readonly label: string;
    readonly done: number;
    readonly total: number | null;
    readonly unit: string;
  } | null;
  readonly result: ImportReport | null;
  readonly problem: { readonly detail?: string; readonly title?: string; readonly hint?: string } | null;
}

export const hasEnded = ({ state }: ImportStatus): boolean => state !== "waiting" && state !== "running";

/** Enough of a text file for a draft of its mapping; what has records elsewhere than in lines is sent whole. */
const FIRST_BYTES = 1 << 20;

function beginning(file: File): Blob {
  return /\.(csv|tsv|txt)$/i.test(file.name) && file.size > FIRST_BYTES ? file.slice(0, FIRST_BYTES) : file;
}

/** The first rows of a file and a draft of its mapping. */
export async function suggestMapping(file: File, family: string, signal: AbortSignal): Promise<Suggestion> {
  const form = new FormData();
  if (family !== "") form.append("as", family);
  form.append("file", beginning(file), file.name);
  const response = await request("/v1/import/suggest", { method: "POST", body: form, signal });
  return (await response.json()) as Suggestion;
}

/** Sends a file to be imported; without a mapping where its layout is known. */
export async function startImport(file: File, fields: Readonly<Record<string, string>>): Promise<ImportStatus> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== "") form.append(name, value);
  form.append("file", file, file.name);
  const response = await request("/v1/import", { method: "POST", body: form });
  return (await response.json()) as ImportStatus;
}

export async function cancelImport(id: string): Promise<void> {
  await request(`/v1/imports/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** Told of every change of an import until it has ended. EventSource cannot send a token, so the stream is read here. */
export async function watchImport(
  id: string,
  onChange: (status: ImportStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await request(`/v1/imports/${encodeURIComponent(id)}/events`, { signal });
  if (response.body === null) return;
  let rest = "";
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const events = rest.split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event
        .split("\n")
        .flatMap((line) => (line.startsWith("data: ") ? [line.slice("data: ".length)] : []))
        .join("\n");
      if (data !== "") onChange(JSON.parse(data) as ImportStatus);
    }
  }
}
