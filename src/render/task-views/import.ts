import type { Document } from "../document.ts";
export function importView(_: unknown): Document {
  return { title: "", blocks: [] };
}
