import type { DatasetFacts } from "../../operations/trade/trade-fields.ts";
import { writeShare } from "../scale.ts";

export { inSentence } from "../../vocab/in-sentence.ts";

/** The window in words: "2024" for a whole year, otherwise its days. */
export function windowWords(from: string | null, until: string | null): string {
  if (from === null && until === null) return "all days";
  if (from !== null && until !== null) {
    const [year = "", rest] = [from.slice(0, 4), from.slice(4)];
    const [end = ""] = [until.slice(0, 4)];
    if (rest === "-01-01" && until.slice(4) === "-01-01") {
      const last = String(Number(end) - 1);
      return last === year ? year : `${year} to ${last}`;
    }
  }
  return `${from ?? "the beginning"} up to ${until ?? "the end"}`;
}

/** Who is to be cited, in one sentence. */
export function sourceWords(dataset: Pick<DatasetFacts, "title" | "publisher" | "licence">): string {
  const who = [dataset.title, dataset.publisher].filter((part) => part !== null).join(", ");
  const licence = dataset.licence === null ? "" : `; licence: ${dataset.licence}`;
  return `${who}${licence}.`;
}

/** The short name of a product: its label up to the first comma or semicolon that leaves a sensible name. */
export function shortProduct(label: string, most = 60): string {
  return label.length <= most ? label : `${label.slice(0, most - 1).trimEnd()}…`;
}

/** A cost share with its range: "65.0 % (0–76.0)"; null where none is known. */
export function costShareWords(
  share: { readonly low: string; readonly central: string; readonly high: string } | null,
): string | null {
  if (share === null) return null;
  if (share.low === share.high) return writeShare(share.central);
  const bare = (each: string) => writeShare(each).replace(" %", "");
  return `${writeShare(share.central)} (${bare(share.low)}–${bare(share.high)})`;
}
