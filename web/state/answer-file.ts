import { settings } from "./everywhere.ts";
import { request } from "./server.ts";

/** An answer as a file, where its question is too long for an address and goes in the body of the request. */
export async function answerFile(operation: string, question: object, format: "csv" | "xlsx"): Promise<Blob> {
  const response = await request(`/v1/${operation}?format=${format}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...question, ...settings() }),
  });
  return response.blob();
}
