import { InvalidInput } from "../errors.ts";
import type { Document } from "./document.ts";

/** The first picture of a document; InvalidInput if it has none. */
export function renderSvg(document: Document): string {
  const picture = document.blocks.find((block) => block.kind === "picture");
  if (picture === undefined) {
    throw new InvalidInput("This answer has no chart.", { hint: "Leave out --svg; --csv and --xlsx give its tables." });
  }
  return picture.svg();
}
