import type { Document } from "../document.ts";
export function demoView(_: unknown): Document {
  return { title: "", blocks: [] };
}
