import { basename } from "node:path";
import { InvalidInput } from "../errors.ts";
import { headOf } from "./reader/open-text.ts";

/** A table may begin with anything but the brackets of JSON, which is read when somebody says what it holds. */
export async function refuseJson(file: string): Promise<void> {
  if (!/^\ufeff?\s*[[{]/.test((await headOf(file, 64)).toString("utf8"))) return;
  throw new InvalidInput(`“${basename(file)}” is JSON, and nothing says of what form.`, {
    hint: "Say it with --as bods or --as ftm.",
  });
}
