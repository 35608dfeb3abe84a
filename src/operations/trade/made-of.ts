import type { InputLink } from "../../network/input-link.ts";

/** The products, and all that the input map makes of them, step by step; what is made with equipment is not made of it. */
export function madeOf(products: readonly string[], links: readonly InputLink[]): string[] {
  const found = new Set(products);
  for (const input of found) {
    for (const { inputHs, outputHs, kind } of links) if (inputHs === input && kind !== "equipment") found.add(outputHs);
  }
  return [...found];
}
